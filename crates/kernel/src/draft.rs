//! The market as one command would leave it.

use crate::{
    Command, Halt, Id, Key, KeyOf, Keys, Moment, Outbox, PrefixOf, Record, Row, State, Timestamp, Wake,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// The market as this command would leave it: reads see the command's own writes. Dropped on a refusal, and
/// nothing happened.
#[derive(Debug)]
pub struct Draft<'a> {
    state: &'a State,
    writes: BTreeMap<Key, Option<Row>>,
    fault: Option<String>,
}

/// What an accepted command writes.
#[derive(Debug)]
pub struct Writes(Result<BTreeMap<Key, Option<Row>>, String>);

impl<'a> Draft<'a> {
    /// A draft over the rows read so far.
    pub fn new(state: &'a State) -> Self {
        Self { state, writes: BTreeMap::new(), fault: None }
    }

    /// Asks for rows together that would be asked for one after the other. What a decision can name only once it has
    /// read something goes here, before its work: all of them are one journey to the database.
    ///
    /// # Errors
    /// [`Halt::Need`] when some have not been read yet.
    pub fn ask(&self, keys: Keys) -> Result<(), Halt> {
        let missing = self.state.missing(keys);
        if missing.is_empty() { Ok(()) } else { Err(Halt::Need(missing)) }
    }

    /// The record of a key, if there is one.
    ///
    /// # Errors
    /// [`Halt::Need`] when the key has not been read yet: the executor reads it and decides again.
    pub fn find<R: Record>(&self, key: impl KeyOf<R>) -> Result<Option<R>, Halt> {
        let key = key.key();
        let row = match self.writes.get(&key) {
            Some(row) => row.as_ref(),
            None => self.state.find(&key).ok_or_else(|| Halt::Need(Keys::of(key)))?,
        };
        row.map(|row| R::from_row(row)).transpose().map_err(Halt::Bad)
    }

    /// The record of a key.
    ///
    /// # Errors
    /// [`Halt::Absent`] when there is none, which the edges answer as "not found"; else as [`Draft::find`].
    pub fn get<R: Record>(&self, key: impl KeyOf<R>) -> Result<R, Halt> {
        self.find(key)?.ok_or(Halt::Absent(R::TABLE.name))
    }

    /// Every record whose key begins so, in key order.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn list<R: Record>(&self, prefix: impl PrefixOf<R>) -> Result<Vec<R>, Halt> {
        let prefix = prefix.prefix();
        let Some(stored) = self.state.list(&prefix) else {
            return Err(Halt::Need(Keys::under(prefix)));
        };
        let mut rows: BTreeMap<&Key, &Row> = stored.collect();
        for (key, row) in self.writes.range(prefix.clone()..).take_while(|(key, _)| key.begins_with(&prefix))
        {
            match row {
                Some(row) => rows.insert(key, row),
                None => rows.remove(key),
            };
        }
        rows.values().map(|row| R::from_row(row).map_err(Halt::Bad)).collect()
    }

    /// Adds a record whose key holds a fresh id of this command, and so cannot be there yet.
    pub fn add<R: Record>(&mut self, record: &R) {
        let row = record.to_row();
        let key = Key::of_row(R::TABLE, &row);
        let exists = match self.writes.get(&key) {
            Some(written) => written.is_some(),
            None => self.state.find(&key).flatten().is_some(),
        };
        if exists {
            self.fail(format!("{}: added twice under one key", R::TABLE.name));
        }
        self.write(key, row);
    }

    /// Writes a record, whether it is there already or not.
    ///
    /// # Errors
    /// As [`Draft::find`]: the row must have been read.
    pub fn put<R: Record>(&mut self, record: &R) -> Result<(), Halt> {
        let row = record.to_row();
        let key = Key::of_row(R::TABLE, &row);
        let known = self.known(&key)?;
        if R::TABLE.append_only && known {
            self.fail(format!("{}: rows are only ever added", R::TABLE.name));
        }
        self.write(key, row);
        Ok(())
    }

    /// Removes the record of a key, if there is one.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn remove<R: Record>(&mut self, key: impl KeyOf<R>) -> Result<(), Halt> {
        let key = key.key();
        let known = self.known(&key)?;
        if R::TABLE.append_only {
            self.fail(format!("{}: rows are never removed", R::TABLE.name));
        }
        if known {
            self.writes.insert(key, None);
        }
        Ok(())
    }

    /// Leaves a message to be delivered after the commit, at least once.
    pub fn notify(&mut self, at: &Moment, topic: &str, what: &impl Serialize) {
        let body = self.json(what);
        self.add(&Outbox {
            locality: at.locality,
            id: at.id(),
            topic: topic.to_owned(),
            body,
            added_at: at.now,
            attempts: 0,
            next_at: at.now,
        });
    }

    /// Has `command` run at `due_at`, by the system, exactly once.
    pub fn wake<C: Command>(&mut self, at: &Moment, due_at: Timestamp, command: &C) -> Id<Wake> {
        let id = at.id();
        let body = self.json(command);
        self.add(&Wake { locality: command.locality(), due_at, id, command: C::NAME.to_owned(), body });
        id
    }

    /// What is to be written, for the executor.
    pub fn into_writes(self) -> Writes {
        Writes(match self.fault {
            Some(fault) => Err(fault),
            None => Ok(self.writes),
        })
    }

    fn known(&self, key: &Key) -> Result<bool, Halt> {
        let written = self.writes.get(key).map(Option::is_some);
        let stored = || self.state.find(key).map(|row| row.is_some());
        written.or_else(stored).ok_or_else(|| Halt::Need(Keys::of(key.clone())))
    }

    fn write(&mut self, key: Key, row: Row) {
        if let Some(fault) = key.table.fault(&row) {
            self.fail(fault);
        }
        self.writes.insert(key, Some(row));
    }

    fn json(&mut self, what: &impl Serialize) -> String {
        serde_json::to_string(what).unwrap_or_else(|error| {
            self.fail(format!("cannot be written as JSON: {error}"));
            String::new()
        })
    }

    /// Keeps the first fault; the executor fails the command by it.
    fn fail(&mut self, fault: String) {
        self.fault.get_or_insert(fault);
    }
}

impl Writes {
    /// The rows to take in, or the fault for which the command fails: a broken check, a second row under one
    /// key, a change to what is only added.
    ///
    /// # Errors
    /// The fault, in words for an engineer.
    pub fn into_rows(self) -> Result<BTreeMap<Key, Option<Row>>, String> {
        self.0
    }
}

#[cfg(test)]
mod tests;
