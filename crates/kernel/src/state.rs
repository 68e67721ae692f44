//! The rows that a batch of commands has read and changed, held in memory until one commit.

use crate::{Change, Key, Keys, Row};
use std::collections::{BTreeMap, BTreeSet};

/// A row as an engine read it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Its key.
    pub key: Key,
    /// Its version; 1 for rows of append-only tables.
    pub version: i64,
    /// Its values.
    pub row: Row,
}

/// What is known of the database, with the accepted changes of this batch on top.
#[derive(Debug, Default)]
pub struct State {
    rows: BTreeMap<Key, Held>,
    /// None of them begins with another.
    prefixes: BTreeSet<Key>,
}

#[derive(Debug)]
struct Held {
    /// The version in the database; 0 when it has no such row.
    stored: i64,
    /// The row in the database, once this batch has changed it.
    before: Option<Row>,
    row: Option<Row>,
    changed: bool,
}

impl Held {
    fn read(stored: i64, row: Option<Row>) -> Self {
        Self { stored, before: None, row, changed: false }
    }
}

impl State {
    /// The part of `keys` that has not been read yet.
    pub fn missing(&self, mut keys: Keys) -> Keys {
        keys.retain(|key| self.find(key).is_none(), |prefix| !self.is_covered(prefix));
        keys
    }

    /// Takes in what an engine read for `keys`; a key without a row is known to be absent from now on.
    /// Rows already known keep what this batch made of them.
    pub fn load(&mut self, keys: &Keys, rows: Vec<Loaded>) {
        for Loaded { key, version, row } in rows {
            self.rows.entry(key).or_insert(Held::read(version, Some(row)));
        }
        for key in keys.points() {
            if self.find(key).is_none() {
                self.rows.insert(key.clone(), Held::read(0, None));
            }
        }
        for prefix in keys.prefixes() {
            if !self.is_covered(prefix) {
                self.prefixes.retain(|known| !known.begins_with(prefix));
                self.prefixes.insert(prefix.clone());
            }
        }
    }

    /// The row of a key: `None` if it was not read, `Some(None)` if there is no such row.
    pub fn find(&self, key: &Key) -> Option<Option<&Row>> {
        match self.rows.get(key) {
            Some(held) => Some(held.row.as_ref()),
            None => self.is_covered(key).then_some(None),
        }
    }

    /// The rows under a prefix in key order; `None` if the prefix was not read.
    pub fn list<'a>(&'a self, prefix: &'a Key) -> Option<impl Iterator<Item = (&'a Key, &'a Row)>> {
        self.is_covered(prefix).then(|| {
            let from = self.rows.range(prefix.clone()..);
            from.take_while(|(key, _)| key.begins_with(prefix))
                .filter_map(|(key, held)| held.row.as_ref().map(|row| (key, row)))
        })
    }

    /// Takes in the writes of an accepted command.
    pub fn take_in(&mut self, writes: BTreeMap<Key, Option<Row>>) {
        for (key, row) in writes {
            let held = self.rows.entry(key).or_insert(Held::read(0, None));
            let before = std::mem::replace(&mut held.row, row);
            if !held.changed {
                held.before = before;
                held.changed = true;
            }
        }
    }

    /// What has to be written: one change a row, in key order, however many commands touched it.
    pub fn changes(&self) -> Vec<Change> {
        let dirty =
            self.rows.iter().filter(|(_, held)| held.changed && (held.stored > 0 || held.row.is_some()));
        let change = |(key, held): (&Key, &Held)| Change {
            key: key.clone(),
            version: held.stored,
            after: held.stored.saturating_add(1),
            before: held.before.clone(),
            row: held.row.clone(),
        };
        dirty.map(change).collect()
    }

    /// Forgets everything, to read afresh.
    pub fn forget(&mut self) {
        self.rows.clear();
        self.prefixes.clear();
    }

    /// Whether all rows that begin so were read. Since no prefix begins with another, only the last one that does not
    /// follow the key can be its beginning.
    fn is_covered(&self, key: &Key) -> bool {
        self.prefixes.range(..=key).next_back().is_some_and(|known| key.begins_with(known))
    }
}
