//! The smallest executor there is: a market in memory, one command at a time.

use crate::{
    Actor, Change, Command, CommandLog, Draft, Id, Key, Keys, Loaded, Locality, Moment, Record, Reference,
    Row, State, Stop, Table, Timer, Timestamp,
};
use std::collections::BTreeMap;

/// A market in memory: what decisions are tested in, and what a what-if is run in. Keeps the contract of the
/// real executor (rows are read when needed, a refusal leaves nothing) without its batches and its log.
#[derive(Debug, Default)]
pub struct World {
    rows: BTreeMap<Key, (i64, Row)>,
    reference: Reference,
    commands: u64,
    /// The time at which the next command is decided.
    pub now: Timestamp,
}

impl World {
    /// An empty market at a moment.
    pub fn at(now: Timestamp) -> Self {
        Self { now, ..Self::default() }
    }

    /// The same market with reference data.
    pub fn consulting(self, reference: Reference) -> Self {
        Self { reference, ..self }
    }

    /// Decides `command` for `actor` and keeps what it writes.
    ///
    /// # Errors
    /// The decision's [`Stop`]; a fault found in its writes is a [`Stop::Bad`].
    pub fn run<C: Command>(&mut self, actor: Id<Actor>, command: &C) -> Result<C::Done, Stop> {
        self.commands += 1;
        let id: Id<CommandLog> = Id::fresh(self.now, command.locality(), self.commands);
        let locality = command.locality();
        let done = self.decide(actor, id, locality, |draft| {
            command.permit(draft.actor())?;
            command.decide(draft)
        })?;
        C::told_as(&done).map_or(Ok(done), |refusal| Err(Stop::Refused(refusal)))
    }

    /// As [`World::run`], for a step that is no command of its own.
    ///
    /// # Errors
    /// As [`World::run`].
    pub fn step<T>(
        &mut self,
        locality: Locality,
        step: impl Fn(&mut Draft<'_>) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        self.step_as(Id::SYSTEM, locality, step)
    }

    /// As [`World::step`], by an actor.
    ///
    /// # Errors
    /// As [`World::run`].
    pub fn step_as<T>(
        &mut self,
        actor: Id<Actor>,
        locality: Locality,
        step: impl Fn(&mut Draft<'_>) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        self.commands += 1;
        let id = Id::fresh(self.now, locality, self.commands);
        self.decide(actor, id, locality, step)
    }

    /// The record of a key, if there is one.
    pub fn find<R: Record>(&self, key: impl crate::KeyOf<R>) -> Option<R> {
        self.rows.get(&key.key()).and_then(|(_, row)| R::from_row(row).ok())
    }

    /// Every record of a table, in key order.
    pub fn all<R: Record>(&self) -> Vec<R> {
        let of_table = self.rows.iter().filter(|(key, _)| key.table.name == R::TABLE.name);
        of_table.filter_map(|(_, (_, row))| R::from_row(row).ok()).collect()
    }

    /// How many rows a table has.
    pub fn count(&self, table: &Table) -> usize {
        self.rows.keys().filter(|key| key.table.name == table.name).count()
    }

    /// Every row as it was last written, in key order: what a listener would hear of them.
    pub fn changes(&self) -> Vec<Change> {
        let change = |(key, (version, row)): (&Key, &(i64, Row))| Change {
            key: key.clone(),
            version: version - 1,
            after: *version,
            before: None,
            row: Some(row.clone()),
        };
        self.rows.iter().map(change).collect()
    }

    /// The earliest timer that is due by `until`, taken out of the market, with the clock moved to it.
    pub fn next_timer(&mut self, until: Timestamp) -> Option<Timer> {
        let timer = self
            .all::<Timer>()
            .into_iter()
            .filter(|timer| timer.due_at <= until)
            .min_by_key(|w| (w.due_at, w.id))?;
        self.rows.remove(&Key::of_row(Timer::TABLE, &timer.to_row()));
        self.now = self.now.max(timer.due_at);
        Some(timer)
    }

    /// Runs every timer that is due by `until`, in order, then moves the clock there. Refusals are part of
    /// life: a timer may find that what it watched for is over.
    ///
    /// # Errors
    /// A [`Stop::Bad`] of a timer's command, or of its decoding.
    pub fn pass_time(&mut self, until: Timestamp, commands: &crate::Commands) -> Result<(), Stop> {
        while let Some(timer) = self.next_timer(until) {
            let command = commands.decode(&timer.command, &timer.body)?;
            let fired =
                self.decide(Id::SYSTEM, timer.id.cast(), timer.locality, |draft| command.decide(draft));
            if let Err(Stop::Bad(bad)) = fired {
                return Err(Stop::Bad(bad));
            }
        }
        self.now = self.now.max(until);
        Ok(())
    }

    fn decide<T>(
        &mut self,
        actor: Id<Actor>,
        command: Id<CommandLog>,
        locality: Locality,
        decide: impl Fn(&mut Draft<'_>) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let mut state = State::default();
        loop {
            let moment = Moment::new(self.now, actor, command, locality).consulting(self.reference.clone());
            let mut draft = Draft::new(&state, &moment);
            match decide(&mut draft) {
                Err(Stop::Need(keys)) => {
                    let rows = self.read(&keys);
                    state.load(&keys, rows);
                }
                Err(stop) => return Err(stop),
                Ok(done) => {
                    let rows =
                        draft.into_writes().into_rows().map_err(|fault| Stop::Bad(crate::BadRow(fault)))?;
                    state.take_in(rows);
                    self.keep(state.changes());
                    return Ok(done);
                }
            }
        }
    }

    fn read(&self, keys: &Keys) -> Vec<Loaded> {
        let points = keys.points().iter().filter_map(|key| self.rows.get_key_value(key));
        let under = |prefix: &Key| {
            let prefix = prefix.clone();
            self.rows.range(prefix.clone()..).take_while(move |(key, _)| key.begins_with(&prefix))
        };
        // What is both named and under a prefix counts once.
        let rows: BTreeMap<_, _> = points.chain(keys.prefixes().iter().flat_map(under)).collect();
        rows.into_iter()
            .map(|(key, (version, row))| Loaded { key: key.clone(), version: *version, row: row.clone() })
            .collect()
    }

    fn keep(&mut self, changes: Vec<Change>) {
        for change in changes {
            match change.row {
                Some(row) => self.rows.insert(change.key, (change.after, row)),
                None => self.rows.remove(&change.key),
            };
        }
    }
}
