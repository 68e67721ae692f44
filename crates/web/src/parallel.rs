//! The parallel market's clock: it runs like any other, and can be moved forward.

use kernel::Timestamp;
use std::sync::atomic::{AtomicI64, Ordering};
use store::{Clock, Failure, Store, SystemClock};

/// The machine's time plus what the clock was moved by.
#[derive(Debug, Default)]
pub struct ParallelClock {
    ahead_us: AtomicI64,
}

impl ParallelClock {
    /// A clock that shows `now`, and runs on from there.
    pub fn showing(now: Timestamp) -> Self {
        Self { ahead_us: AtomicI64::new(ahead_of_machine(now)) }
    }

    /// Moves the clock forward to a moment, stopping at every timer on the way to fire it at its own time. A moment
    /// that has passed leaves the clock where it is: time never goes back.
    ///
    /// # Errors
    /// [`Failure`] when a timer cannot be fired; the clock stands where it was reached.
    pub async fn move_to(&self, store: &Store, to: Timestamp) -> Result<Timestamp, Failure> {
        while let Some(due_at) = store.next_timer().await?.filter(|due_at| *due_at <= to) {
            self.set(due_at);
            store.fire_timers(due_at).await?;
        }
        self.set(to);
        store.nudge();
        Ok(self.now())
    }

    fn set(&self, to: Timestamp) {
        self.ahead_us.fetch_max(ahead_of_machine(to), Ordering::SeqCst);
    }
}

/// How far a moment is ahead of the machine's time, in microseconds; negative for the past.
fn ahead_of_machine(moment: Timestamp) -> i64 {
    moment.0.saturating_sub(SystemClock.now().0)
}

impl Clock for ParallelClock {
    fn now(&self) -> Timestamp {
        Timestamp(SystemClock.now().0.saturating_add(self.ahead_us.load(Ordering::SeqCst)))
    }
}
