//! The connections that there are, in the order in which they became idle.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::Instant;

/// The idle connections: those of which no whole request is under way.
#[derive(Clone, Default)]
pub(super) struct Seats(Arc<Idle>);

#[derive(Default)]
struct Idle {
    since: Mutex<BTreeMap<u64, (Instant, Arc<Notify>)>>,
    count: AtomicU64,
}

/// The place of one connection; free when it is dropped.
#[derive(Clone)]
pub(super) struct Seat(Arc<Place>);

struct Place {
    seats: Seats,
    wanted: Arc<Notify>,
    is_busy: AtomicBool,
    /// Its number among the idle, while it is one of them.
    number: AtomicU64,
}

/// A whole request that is under way.
pub(super) struct Busy(Arc<Place>);

impl Seats {
    /// A place for a connection that has just come.
    pub(super) fn take(&self) -> Seat {
        let place = Place {
            seats: self.clone(),
            wanted: Arc::default(),
            is_busy: AtomicBool::new(false),
            number: AtomicU64::new(0),
        };
        place.rest();
        Seat(Arc::new(place))
    }

    /// Has whoever has been idle longest leave, if that is longer than `dwell`; false when nobody has.
    pub(super) fn free_one(&self, dwell: Duration) -> bool {
        let mut idle = self.idle();
        let Some(longest) = idle.first_entry().filter(|longest| longest.get().0.elapsed() >= dwell) else {
            return false;
        };
        longest.remove().1.notify_one();
        true
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, BTreeMap<u64, (Instant, Arc<Notify>)>> {
        self.0.since.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    fn rest(&self) {
        let number = self.seats.0.count.fetch_add(1, Ordering::Relaxed);
        self.number.store(number, Ordering::Relaxed);
        self.seats.idle().insert(number, (Instant::now(), Arc::clone(&self.wanted)));
    }

    fn rise(&self) {
        self.seats.idle().remove(&self.number.load(Ordering::Relaxed));
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.rise();
    }
}

impl Seat {
    /// Not idle until what this gives is dropped.
    pub(super) fn busy(&self) -> Busy {
        self.0.is_busy.store(true, Ordering::Relaxed);
        self.0.rise();
        Busy(Arc::clone(&self.0))
    }

    /// Whether a whole request is under way.
    pub(super) fn is_busy(&self) -> bool {
        self.0.is_busy.load(Ordering::Relaxed)
    }

    /// Ends when the place is wanted for somebody else.
    pub(super) async fn is_wanted(&self) {
        self.0.wanted.notified().await;
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.is_busy.store(false, Ordering::Relaxed);
        self.0.rest();
    }
}
