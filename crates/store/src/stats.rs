//! What the executor counts.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// What a store has done since it was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Commands answered, in whatever way.
    pub commands: u64,
    /// Commits.
    pub batches: u64,
    /// Rows written.
    pub rows: u64,
    /// Batches decided again because somebody else had changed what they read.
    pub conflicts: u64,
    /// Batches cut in two to find the command that stands in the way.
    pub halvings: u64,
    /// Connections lost.
    pub reconnects: u64,
    /// Journeys to the database for those who read: pages, workers.
    pub reads: u64,
    /// How often such a journey began while no other was under way: what one page alone reads one after another.
    pub read_rounds: u64,
    /// By command: how often its decision had to wait for rows that it had not asked for beforehand.
    pub need_rounds: BTreeMap<&'static str, u64>,
}

#[derive(Debug, Default)]
pub(crate) struct Counters {
    pub(crate) commands: Counter,
    pub(crate) batches: Counter,
    pub(crate) rows: Counter,
    pub(crate) conflicts: Counter,
    pub(crate) halvings: Counter,
    pub(crate) reconnects: Counter,
    reads: Counter,
    read_rounds: Counter,
    reading: AtomicU64,
    need_rounds: Mutex<BTreeMap<&'static str, u64>>,
}

#[derive(Debug, Default)]
pub(crate) struct Counter(AtomicU64);

impl Counter {
    pub(crate) fn add(&self, count: usize) {
        self.0.fetch_add(u64::try_from(count).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A journey under way.
pub(crate) struct Read<'a>(&'a Counters);

impl Drop for Read<'_> {
    fn drop(&mut self) {
        self.0.reading.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Counters {
    /// Counts a journey that begins, and ends when what this gives is dropped.
    pub(crate) fn read(&self) -> Read<'_> {
        self.reads.add(1);
        if self.reading.fetch_add(1, Ordering::Relaxed) == 0 {
            self.read_rounds.add(1);
        }
        Read(self)
    }

    pub(crate) fn need_round(&self, command: &'static str) {
        *self.need_rounds.lock().unwrap_or_else(PoisonError::into_inner).entry(command).or_default() += 1;
    }

    pub(crate) fn stats(&self) -> Stats {
        Stats {
            commands: self.commands.get(),
            batches: self.batches.get(),
            rows: self.rows.get(),
            conflicts: self.conflicts.get(),
            halvings: self.halvings.get(),
            reconnects: self.reconnects.get(),
            reads: self.reads.get(),
            read_rounds: self.read_rounds.get(),
            need_rounds: self.need_rounds.lock().unwrap_or_else(PoisonError::into_inner).clone(),
        }
    }
}
