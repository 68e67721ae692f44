//! What waits for its time: timers and messages, in an index that commits keep, so that no row is read to find them.

use kernel::{Change, Id, Locality, Outbox, Record, Timer, Timestamp};
use std::collections::BTreeMap;

/// Timers and messages in the order in which they are due.
#[derive(Debug, Default)]
pub(crate) struct Agenda {
    timers: BTreeMap<(Timestamp, Locality, Id<Timer>), Timer>,
    messages: BTreeMap<(Timestamp, Locality, Id<Outbox>), Outbox>,
}

impl Agenda {
    /// Takes in a commit.
    pub(crate) fn take_in(&mut self, changes: &[Change]) {
        for change in changes {
            let name = change.key.table.name;
            if name == Timer::TABLE.name {
                let key = |timer: &Timer| (timer.due_at, timer.locality, timer.id);
                replace(&mut self.timers, change, key);
            } else if name == Outbox::TABLE.name {
                let key = |message: &Outbox| (message.next_at, message.locality, message.id);
                replace(&mut self.messages, change, key);
            }
        }
    }

    /// When the next timer is due.
    pub(crate) fn next_timer(&self) -> Option<Timestamp> {
        self.timers.keys().next().map(|(due_at, _, _)| *due_at)
    }

    /// The timers due by a time, at most so many, in the order in which they are due.
    pub(crate) fn timers(&self, until: Timestamp, most: usize) -> Vec<Timer> {
        let due = self.timers.iter().take_while(|((due_at, _, _), _)| *due_at <= until);
        due.take(most).map(|(_, timer)| timer.clone()).collect()
    }

    /// The messages due by a time, at most so many.
    pub(crate) fn messages(&self, until: Timestamp, most: usize) -> Vec<Outbox> {
        let due = self.messages.iter().take_while(|((next_at, _, _), _)| *next_at <= until);
        due.take(most).map(|(_, message)| message.clone()).collect()
    }
}

fn replace<R: Record, K: Ord>(index: &mut BTreeMap<K, R>, change: &Change, key: impl Fn(&R) -> K) {
    let read = |row: &Option<kernel::Row>| row.as_ref().and_then(|row| R::from_row(row).ok());
    if let Some(before) = read(&change.before) {
        index.remove(&key(&before));
    }
    if let Some(after) = read(&change.row) {
        index.insert(key(&after), after);
    }
}
