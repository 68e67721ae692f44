//! What is slow or large on purpose: a few at a time, some who wait, and everybody else is told to come again.

use crate::error::{Answer, AppError};
use kernel::Id;
use market::users::User;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Semaphore;

/// A kind of work that runs beside the requests.
pub(crate) struct Slow {
    running: Arc<Semaphore>,
    /// Who runs or waits.
    taken: Arc<Semaphore>,
}

impl Slow {
    /// So many at a time, and so many who wait.
    pub(crate) fn new(at_once: usize, waiting: usize) -> Self {
        let taken = Arc::new(Semaphore::new(at_once.saturating_add(waiting)));
        Self { running: Arc::new(Semaphore::new(at_once)), taken }
    }

    /// Does it on a thread of its own, in its turn. Once it has begun it counts until it is done, even if nobody waits for it
    /// any more.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when too many wait; [`AppError::Internal`] when it panics.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Answer<T> {
        let busy = |_| AppError::Unavailable;
        let taken = Arc::clone(&self.taken).try_acquire_owned().map_err(|_| AppError::Unavailable)?;
        let running = Arc::clone(&self.running).acquire_owned().await.map_err(busy)?;
        let done = tokio::task::spawn_blocking(move || {
            let _held = (taken, running);
            work()
        });
        done.await.map_err(|_| AppError::Internal("slow work".to_owned()))
    }
}

/// How many may send something large at a time, and each user one thing: whoever has no place is told so before any of it is read.
pub(crate) struct Places {
    most: usize,
    taken: Mutex<BTreeSet<Id<User>>>,
}

/// The place of somebody who sends something large; free when it is dropped.
#[must_use]
pub(crate) struct Place<'a> {
    places: &'a Places,
    user: Id<User>,
}

impl Places {
    /// So many at a time.
    pub(crate) fn new(most: usize) -> Self {
        Self { most, taken: Mutex::default() }
    }

    /// A place for a user.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when the user has one already, or there is none.
    pub(crate) fn place(&self, user: Id<User>) -> Answer<Place<'_>> {
        let mut taken = self.taken();
        if taken.len() >= self.most || !taken.insert(user) {
            return Err(AppError::Unavailable);
        }
        Ok(Place { places: self, user })
    }

    fn taken(&self) -> MutexGuard<'_, BTreeSet<Id<User>>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.places.taken().remove(&self.user);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_flood_of_slow_work_is_told_to_come_again() {
        static AT_ONCE: AtomicUsize = AtomicUsize::new(0);
        static MOST: AtomicUsize = AtomicUsize::new(0);
        let slow = Arc::new(Slow::new(2, 3));
        let all: Vec<_> = (0..20)
            .map(|_| {
                let slow = Arc::clone(&slow);
                tokio::spawn(async move {
                    slow.run(|| {
                        MOST.fetch_max(AT_ONCE.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        std::thread::sleep(Duration::from_millis(200));
                        AT_ONCE.fetch_sub(1, Ordering::SeqCst);
                    })
                    .await
                })
            })
            .collect();
        let mut done = 0;
        for one in all {
            match one.await.unwrap() {
                Ok(()) => done += 1,
                Err(AppError::Unavailable) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!((done, MOST.load(Ordering::SeqCst)), (5, 2));
    }

    #[test]
    fn everybody_has_one_place_and_there_are_so_many() {
        let places = Places::new(2);
        let [ana, kim, lee] = [1, 2, 3].map(Id::from_bits);
        let first = places.place(ana).ok();
        assert!(first.is_some() && matches!(places.place(ana), Err(AppError::Unavailable)));
        let second = places.place(kim).ok();
        assert!(second.is_some() && matches!(places.place(lee), Err(AppError::Unavailable)));
        drop(first);
        assert!(places.place(lee).is_ok());
    }

    #[tokio::test]
    async fn whoever_hangs_up_makes_no_room_for_more_of_it() {
        let slow = Slow::new(1, 0);
        let hung_up = slow.run(|| std::thread::sleep(Duration::from_millis(300)));
        assert!(tokio::time::timeout(Duration::from_millis(50), hung_up).await.is_err());
        assert!(matches!(slow.run(|| ()).await, Err(AppError::Unavailable)));
    }
}
