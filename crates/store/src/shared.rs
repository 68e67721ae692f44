//! What the lanes of a store share: the clock, the listeners, the counters, how a fault is told.

use crate::clock::Clock;
use crate::failure::{Failure, Fault};
use crate::options::Options;
use crate::stats::Counters;
use kernel::{Change, CommitListener, Outbox, Record, Reference, Secret, Timer};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tokio::sync::watch;

/// What all lanes of a store share.
pub(crate) struct Shared {
    /// The most commands of one commit; at least one.
    pub(crate) batch_most: usize,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) reference: Reference,
    pub(crate) listeners: Vec<Arc<dyn CommitListener>>,
    pub(crate) counters: Counters,
    /// Rung when a commit left something for the workers.
    pub(crate) bell: watch::Sender<()>,
    /// What fresh ids are made from: unpredictable at the start, then counted, so that it also tells the order in
    /// which a process decided.
    pub(crate) seeds: AtomicI64,
    /// What codes are made from.
    pub(crate) secret: Secret,
    pub(crate) process: String,
    pub(crate) faults: AtomicU64,
}

impl Shared {
    /// What the lanes of a process share, with fresh ids made from `seed` on, and codes from a secret.
    pub(crate) fn of(options: &Options, process: String, seed: i64, secret: Secret) -> Arc<Self> {
        Arc::new(Self {
            batch_most: options.batch_most,
            clock: Arc::clone(&options.clock),
            reference: options.reference.clone(),
            listeners: options.listeners.clone(),
            counters: Counters::default(),
            bell: watch::Sender::new(()),
            seeds: AtomicI64::new(seed),
            secret,
            process,
            faults: AtomicU64::new(1),
        })
    }

    /// Tells the log of a fault of ours, and gives what others may hear of it.
    pub(crate) fn fault(&self, what: &str, why: &str) -> Failure {
        let count = self.faults.fetch_add(1, Ordering::Relaxed);
        let reference = format!("{}-{count}", self.process.get(..8).unwrap_or(&self.process));
        tracing::error!(reference, what, why, "a fault");
        Failure::Failed(Fault { reference, why: why.to_owned() })
    }

    /// Tells the listeners of a commit, and the workers if it left them something.
    pub(crate) fn tell(&self, changes: &[Change]) {
        for listener in &self.listeners {
            if catch_unwind(AssertUnwindSafe(|| listener.committed(changes))).is_err() {
                tracing::error!("a listener panicked and has missed a commit");
            }
        }
        let is_work = |change: &Change| {
            let name = change.key.table.name;
            change.version == 0 && (name == Outbox::TABLE.name || name == Timer::TABLE.name)
        };
        if changes.iter().any(is_work) {
            self.bell.send_replace(());
        }
    }
}
