//! A clock that goes when it is told to.

use kernel::Timestamp;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use store::Clock;

/// The one clock of a simulated market, of its leases too.
#[derive(Debug)]
pub(crate) struct SimulatedClock(AtomicI64);

impl SimulatedClock {
    pub(crate) fn at(now: Timestamp) -> Self {
        Self(AtomicI64::new(now.0))
    }

    /// Goes on to a time; never back.
    pub(crate) fn go_on_to(&self, time: Timestamp) {
        self.0.fetch_max(time.0, Ordering::Relaxed);
    }
}

impl Clock for SimulatedClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }

    fn wait(&self, how_long: Duration) {
        let micros = i64::try_from(how_long.as_micros()).unwrap_or(i64::MAX);
        self.go_on_to(Timestamp(self.now().0.saturating_add(micros)));
    }
}
