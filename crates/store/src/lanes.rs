//! The threads that write, and the way to them.

use crate::database::{Database, Location};
use crate::engine::{Engine, Seam};
use crate::executor::Lane;
use crate::job::Job;
use crate::owner::{Identity, Tenure};
use crate::postgres::Postgres;
use crate::serving::Standings;
use crate::shared::Shared;
use crate::sqlite::Sqlite;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;

/// How many commands may wait for a lane; further ones are told that it is busy.
const QUEUE: usize = 16_384;

/// The lanes of a store: a locality always takes the same one.
pub(crate) struct Lanes {
    queues: RwLock<Vec<SyncSender<Job>>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Lanes {
    pub(crate) fn start(
        database: &Database,
        count: usize,
        seam: Option<&Seam>,
        identity: &Identity,
        standings: &Arc<Standings>,
        shared: &Arc<Shared>,
    ) -> std::io::Result<Self> {
        let count = match database.0 {
            Location::File(_) => 1,
            Location::Server(_) => count,
        };
        let (mut queues, mut threads) = (Vec::new(), Vec::new());
        for number in 0..count {
            let (queue, jobs) = sync_channel(QUEUE);
            let (place, seam, shared) = (database.0.clone(), seam.cloned(), Arc::clone(shared));
            let tenure = Tenure::new(identity.clone(), Arc::clone(standings));
            // The engine is made on its thread, because it has a runtime of its own there.
            let work = move || Lane::new(engine(place, seam), tenure, shared).run(&jobs);
            threads.push(std::thread::Builder::new().name(format!("lane {number}")).spawn(work)?);
            queues.push(queue);
        }
        Ok(Self { queues: RwLock::new(queues), threads: Mutex::new(threads) })
    }

    /// Queues a command; false when there is no room or the store is closed.
    pub(crate) fn send(&self, job: Job) -> bool {
        let queues = self.queues.read().unwrap_or_else(PoisonError::into_inner);
        let count = i64::try_from(queues.len()).unwrap_or(i64::MAX);
        let at = job.locality.0.checked_rem_euclid(count).and_then(|at| usize::try_from(at).ok());
        at.and_then(|at| queues.get(at)).is_some_and(|queue| queue.try_send(job).is_ok())
    }

    /// Lets the lanes finish what has queued; blocks until they have.
    pub(crate) fn finish(&self) {
        self.queues.write().unwrap_or_else(PoisonError::into_inner).clear();
        let threads = std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            if thread.join().is_err() {
                tracing::error!("a lane panicked");
            }
        }
    }
}

fn engine(place: Location, seam: Option<Seam>) -> Box<dyn Engine> {
    let engine: Box<dyn Engine> = match place {
        Location::File(file) => Box::new(Sqlite::writing(file.path.clone())),
        Location::Server(server) => Box::new(Postgres::writing(server)),
    };
    match seam {
        Some(seam) => seam(engine),
        None => engine,
    }
}
