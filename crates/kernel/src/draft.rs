//! The market as one command would leave it.

use crate::command::kept_name;
use crate::{
    Actor, Command, Id, Key, KeyOf, Keys, Locality, Moment, Outbox, PrefixOf, ReadStop, Record, Refusal, Row,
    State, Stop, Timer, Timestamp,
};
use serde::Serialize;
use std::any::Any;
use std::collections::BTreeMap;

/// The market as this command would leave it, at the moment at which it is decided: reads see the command's own
/// writes. Dropped on a refusal, and nothing happened.
#[derive(Debug)]
pub struct Draft<'a> {
    state: &'a State,
    moment: &'a Moment,
    writes: BTreeMap<Key, Option<Row>>,
    /// What the writes of a step that may be undone took the place of, the first first; none outside of steps.
    replaced: Option<Vec<Replaced>>,
    fault: Option<String>,
}

/// What a write took the place of: nothing that was written, or what was.
#[derive(Debug)]
enum Replaced {
    Nothing(Key),
    Written(Key, Option<Row>),
}

/// What came of a step that is done or refused by itself.
pub type Stepped<T> = Result<T, Box<dyn Refusal>>;

/// What an accepted command writes.
#[derive(Debug)]
pub struct Writes(Result<BTreeMap<Key, Option<Row>>, String>);

impl<'a> Draft<'a> {
    /// A draft over the rows read so far, at a moment.
    pub fn new(state: &'a State, moment: &'a Moment) -> Self {
        Self { state, moment, writes: BTreeMap::new(), replaced: None, fault: None }
    }

    /// When the decision is made.
    pub fn now(&self) -> Timestamp {
        self.moment.now
    }

    /// Who asked.
    pub fn actor(&self) -> Id<Actor> {
        self.moment.actor
    }

    /// The market area the command is ordered in.
    pub fn locality(&self) -> Locality {
        self.moment.locality
    }

    /// A fresh id: the n-th of a command is always the same one.
    pub fn id<T>(&self) -> Id<T> {
        self.moment.id()
    }

    /// Six digits that nobody can reckon: see [`Moment::code`].
    pub fn code(&self) -> String {
        self.moment.code()
    }

    /// A fresh id that carries another locality: of what is to be made there.
    pub fn id_in<T>(&self, locality: Locality) -> Id<T> {
        self.moment.id_in(locality)
    }

    /// The reference data of a type.
    ///
    /// # Errors
    /// [`Stop::Bad`] when the process was started without it.
    pub fn consult<T: Any + Send + Sync>(&self) -> Result<&'a T, Stop> {
        self.moment.consult()
    }

    /// Asks for rows together that would be asked for one after the other. What a decision can name only once it has
    /// read something goes here, before its work: all of them are one journey to the database.
    ///
    /// # Errors
    /// [`ReadStop::Need`] when some have not been read yet.
    pub fn ask(&self, keys: Keys) -> Result<(), ReadStop> {
        let mut missing = self.state.missing(keys);
        // What was written is known.
        missing.retain(|key| !self.writes.contains_key(key), |_| true);
        if missing.is_empty() { Ok(()) } else { Err(ReadStop::Need(missing)) }
    }

    /// The record of a key, if there is one.
    ///
    /// # Errors
    /// [`ReadStop::Need`] when the key has not been read yet: the executor reads it and decides again.
    pub fn find<R: Record>(&self, key: impl KeyOf<R>) -> Result<Option<R>, ReadStop> {
        let key = key.key();
        let row = match self.writes.get(&key) {
            Some(row) => row.as_ref(),
            None => self.state.find(&key).ok_or_else(|| ReadStop::Need(Keys::of(key)))?,
        };
        row.map(|row| R::from_row(row)).transpose().map_err(ReadStop::Bad)
    }

    /// The record of a key.
    ///
    /// # Errors
    /// [`ReadStop::Absent`] when there is none, which the edges answer as "not found"; else as [`Draft::find`].
    pub fn get<R: Record>(&self, key: impl KeyOf<R>) -> Result<R, ReadStop> {
        self.find(key)?.ok_or(ReadStop::Absent(R::TABLE.name))
    }

    /// Every record whose key begins so, in key order.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn list<R: Record>(&self, prefix: impl PrefixOf<R>) -> Result<Vec<R>, ReadStop> {
        let prefix = prefix.prefix();
        let Some(stored) = self.state.list(&prefix) else {
            return Err(ReadStop::Need(Keys::under(prefix)));
        };
        let mut rows: BTreeMap<&Key, &Row> = stored.collect();
        for (key, row) in self.writes.range(prefix.clone()..).take_while(|(key, _)| key.begins_with(&prefix))
        {
            match row {
                Some(row) => rows.insert(key, row),
                None => rows.remove(key),
            };
        }
        rows.values().map(|row| R::from_row(row).map_err(ReadStop::Bad)).collect()
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
    pub fn put<R: Record>(&mut self, record: &R) -> Result<(), ReadStop> {
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
    pub fn remove<R: Record>(&mut self, key: impl KeyOf<R>) -> Result<(), ReadStop> {
        let key = key.key();
        let known = self.known(&key)?;
        if R::TABLE.append_only {
            self.fail(format!("{}: rows are never removed", R::TABLE.name));
        }
        if known {
            self.set(key, None);
        }
        Ok(())
    }

    /// Takes steps each of which is done or refused by itself: what a refused one wrote is undone, and the others stand. What
    /// they have not read yet is asked for together, so that many take no more journeys to the database than one.
    ///
    /// # Errors
    /// What stops a step, but for a refusal: that is its answer.
    pub fn each<S, T>(
        &mut self,
        steps: impl IntoIterator<Item = S>,
        mut take: impl FnMut(&mut Self, S) -> Result<T, Stop>,
    ) -> Result<Vec<Stepped<T>>, Stop> {
        let (mut taken, mut needed) = (Vec::new(), Keys::default());
        for step in steps {
            let outer = self.replaced.replace(Vec::new());
            let answer = take(self, step);
            let replaced = std::mem::replace(&mut self.replaced, outer).unwrap_or_default();
            match answer {
                Ok(done) => {
                    if let Some(outer) = &mut self.replaced {
                        outer.extend(replaced);
                    }
                    taken.push(Ok(done));
                }
                Err(Stop::Refused(why)) => {
                    self.undo(replaced);
                    taken.push(Err(why));
                }
                Err(Stop::Need(keys)) => {
                    self.undo(replaced);
                    needed.extend(keys);
                }
                Err(stop @ (Stop::Absent(_) | Stop::Bad(_))) => return Err(stop),
            }
        }
        self.ask(needed)?;
        Ok(taken)
    }

    fn undo(&mut self, replaced: Vec<Replaced>) {
        for replaced in replaced.into_iter().rev() {
            match replaced {
                Replaced::Written(key, row) => drop(self.writes.insert(key, row)),
                Replaced::Nothing(key) => drop(self.writes.remove(&key)),
            }
        }
    }

    /// Leaves a message to be delivered after the commit, at least once.
    pub fn notify(&mut self, topic: &str, what: &impl Serialize) {
        let body = self.json(what);
        self.add(&Outbox {
            locality: self.locality(),
            id: self.id(),
            topic: topic.to_owned(),
            body,
            added_at: self.now(),
            attempts: 0,
            next_at: self.now(),
        });
    }

    /// Has `command` run at `due_at`, by the system, exactly once.
    pub fn set_timer<C: Command>(&mut self, due_at: Timestamp, command: &C) -> Id<Timer> {
        let id = self.id();
        let body = self.json(command);
        self.add(&Timer { locality: command.locality(), due_at, id, command: kept_name::<C>(), body });
        id
    }

    /// Takes back a timer of this locality; one that has fired already is gone anyway.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn take_back_timer(&mut self, due_at: Timestamp, timer: Id<Timer>) -> Result<(), ReadStop> {
        self.remove::<Timer>((self.locality(), due_at, timer))
    }

    /// What is to be written, for the executor.
    pub fn into_writes(self) -> Writes {
        Writes(match self.fault {
            Some(fault) => Err(fault),
            None => Ok(self.writes),
        })
    }

    fn known(&self, key: &Key) -> Result<bool, ReadStop> {
        let written = self.writes.get(key).map(Option::is_some);
        let stored = || self.state.find(key).map(|row| row.is_some());
        written.or_else(stored).ok_or_else(|| ReadStop::Need(Keys::of(key.clone())))
    }

    fn write(&mut self, key: Key, row: Row) {
        if let Some(fault) = key.table.fault(&row) {
            self.fail(fault);
        }
        self.set(key, Some(row));
    }

    fn set(&mut self, key: Key, row: Option<Row>) {
        match &mut self.replaced {
            Some(replaced) => {
                let before = self.writes.insert(key.clone(), row);
                replaced.push(match before {
                    Some(row) => Replaced::Written(key, row),
                    None => Replaced::Nothing(key),
                });
            }
            None => drop(self.writes.insert(key, row)),
        }
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
