//! Where time comes from.

use kernel::Timestamp;
use std::time::Duration;

/// Tells the time.
///
/// A store has two: the market's, which decides when things are due and which a parallel market may move by days,
/// and the one of leases, which has to agree with that of other processes and so stays real.
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;

    /// Lets so much time pass, on the thread that calls: a lane whose database is gone waits before it tries again.
    fn wait(&self, how_long: Duration) {
        std::thread::sleep(how_long);
    }
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one source of time")]
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}
