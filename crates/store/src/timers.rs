//! Timers: commands that run when their time has come.

use crate::Boxed;
use crate::areas::Areas;
use crate::failure::Failure;
use crate::job::Errand;
use crate::owner::MAY_SERVE;
use crate::reader::Query;
use crate::{Store, reading};
use kernel::{Command, Decide, Draft, Id, Keys, Kind, Locality, Record, Stop, Timer, Timestamp, Value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How many timers of one moment are fired at a time.
const CHUNK: usize = 512;
/// When a timer whose command failed by a fault of ours is tried again.
const AGAIN_MINUTES: i64 = 60;

/// What became of timers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fired {
    /// Their commands were carried out.
    pub done: u64,
    /// Their commands were refused, and the log says so.
    pub refused: u64,
    /// Their commands failed by a fault of ours; they are tried again in an hour.
    pub failed: u64,
}

impl Store {
    /// When the next timer is due, of those this process may fire.
    ///
    /// # Errors
    /// As [`Store::view`].
    pub async fn next_timer(&self) -> Result<Option<Timestamp>, Failure> {
        self.next_timer_of(&self.areas().await?).await
    }

    pub(crate) async fn next_timer_of(&self, areas: &Areas) -> Result<Option<Timestamp>, Failure> {
        Ok(self.due_by_locality(areas).await?.into_iter().map(|(_, due_at)| due_at).min())
    }

    /// Fires every timer due at `until` or before, and by the clock, which may be set back meanwhile, in order of time and
    /// id, those included that their commands set. Each runs as the system, at the clock's time, under its own id, and is
    /// gone with the commit that runs it. To live through a stretch of time, move the clock to [`Store::next_timer`],
    /// fire, and repeat.
    ///
    /// # Errors
    /// As [`Store::run`] for what keeps timers from running; what their commands came to is in [`Fired`].
    pub fn fire_timers(&self, until: Timestamp) -> Boxed<'_, Result<Fired, Failure>> {
        Box::pin(async move { self.fire_until(until, &self.areas().await?).await })
    }

    pub(crate) async fn fire_until(&self, until: Timestamp, areas: &Areas) -> Result<Fired, Failure> {
        let _in_order = self.0.firing.lock().await;
        let (mut fired, mut elsewhere, mut before) = (Fired::default(), BTreeSet::new(), None);
        loop {
            let mut due = self.due_by_locality(areas).await?;
            // One that finds itself to be too early may set itself again: it would be fired until the clock is there.
            let until = until.min(self.0.shared.clock.now());
            due.retain(|(locality, due_at)| *due_at <= until && !elsewhere.contains(locality));
            let Some(first) = due.iter().map(|(_, due_at)| *due_at).min() else { return Ok(fired) };
            due.retain(|(_, due_at)| *due_at == first);
            let mut timers = Vec::new();
            for (locality, due_at) in due {
                let query = reading(Timer::TABLE, vec![Value::Int(locality.0), Value::Int(due_at.0)]);
                timers.extend(self.rows(query, Timer::TABLE.name, Timer::from_row).await?);
            }
            timers.truncate(CHUNK);
            let head = timers.first().map(|timer| (timer.due_at, timer.id));
            if head == before {
                return Err(self.fault("timer", &"one that was fired is still there"));
            }
            before = head;
            self.fire(&timers, &mut fired, &mut elsewhere).await?;
        }
    }

    async fn fire(
        &self,
        timers: &[Timer],
        fired: &mut Fired,
        elsewhere: &mut BTreeSet<Locality>,
    ) -> Result<(), Failure> {
        let mut running = Vec::new();
        for timer in timers {
            let submitted = match self.0.commands.decode(&timer.command, &timer.body) {
                Ok(command) if command.locality() == timer.locality => {
                    self.submit(timer.id.cast(), Id::SYSTEM, command, Errand::Timer(timer.due_at))
                }
                Ok(_) => Err(self.fault(&timer.command, &"is a timer of another locality")),
                Err(bad) => Err(self.fault(&timer.command, &bad)),
            };
            running.push((timer, submitted));
        }
        for (timer, submitted) in running {
            let answered = match submitted {
                Ok(answered) => self.heard(answered).await,
                Err(failure) => Err(failure),
            };
            match answered {
                Ok(_) => fired.done += 1,
                // It was taken back since it was read.
                Err(Failure::Absent(table)) if table == Timer::TABLE.name => {}
                Err(Failure::Refused(_) | Failure::Absent(_)) => fired.refused += 1,
                Err(Failure::NotOwner { .. }) => {
                    elsewhere.insert(timer.locality);
                }
                Err(Failure::Failed(_) | Failure::Reused) => {
                    fired.failed += 1;
                    self.postpone(timer).await?;
                }
                Err(unknown @ (Failure::Busy | Failure::Unsure)) => return Err(unknown),
            }
        }
        Ok(())
    }

    async fn postpone(&self, timer: &Timer) -> Result<(), Failure> {
        let postponed = self.chore(Box::new(Postpone::of(timer, self.0.shared.clock.now())))?;
        self.heard(postponed).await.map(drop)
    }

    /// The first due time of each of these localities that this process may serve.
    async fn due_by_locality(&self, areas: &Areas) -> Result<Vec<(Locality, Timestamp)>, Failure> {
        let mut due = Vec::new();
        for area in areas.iter() {
            let sql = format!(
                "SELECT (SELECT MIN(timer.due_at) FROM timer WHERE timer.locality = $4) \
                 FROM owner WHERE owner.locality = $4 AND {MAY_SERVE}"
            );
            let query = Query { sql, kinds: vec![Kind::Int], params: self.of_area(area, []) };
            let first = |row: &[Value]| Ok(row.first().and_then(|value| value.as_int().ok()).map(Timestamp));
            let first = self.rows(query, Timer::TABLE.name, first).await?;
            due.extend(first.into_iter().flatten().map(|due_at| (area, due_at)));
        }
        Ok(due)
    }
}

/// Puts a timer off.
#[derive(Command, Serialize, Deserialize)]
#[command("timer.postpone", by_market)]
pub(crate) struct Postpone {
    locality: Locality,
    due_at: Timestamp,
    id: Id<Timer>,
    again_at: Timestamp,
}

impl Postpone {
    /// A timer whose command failed is tried again in an hour.
    pub(crate) fn of(timer: &Timer, now: Timestamp) -> Self {
        let (locality, due_at, id) = (timer.locality, timer.due_at, timer.id);
        Self { locality, due_at, id, again_at: now.max(due_at).plus_minutes(AGAIN_MINUTES) }
    }
}

impl Decide for Postpone {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Timer>((self.locality, self.due_at, self.id));
        keys.one::<Timer>((self.locality, self.again_at, self.id));
    }
    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let key = (self.locality, self.due_at, self.id);
        let Some(timer) = draft.find::<Timer>(key)? else { return Ok(()) };
        draft.remove::<Timer>(key)?;
        draft.put(&Timer { due_at: self.again_at, ..timer })?;
        Ok(())
    }
}
