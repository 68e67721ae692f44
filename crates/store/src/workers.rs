//! What happens because of commits: timers fire, messages are delivered.

use crate::failure::Failure;
use crate::job::Errand;
use crate::reader::Query;
use crate::{Store, random, reading};
use kernel::{
    Actor, AnyCommand, Command, Draft, Id, Keys, Kind, Locality, Moment, Outbox, Record, Stop, Timestamp,
    Value, Wake,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::pin::Pin;
use std::time::Duration;

/// How many timers or messages are taken at a time.
const CHUNK: usize = 256;
/// How long the worker sleeps at most: clocks are set, and other processes die.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);
/// How long the worker waits after a failure.
const AFTER_FAILURE: Duration = Duration::from_secs(1);
/// When a timer whose command failed by a fault of ours is tried again.
const TIMER_AGAIN_MINUTES: i64 = 60;
const SECOND_US: i64 = 1_000_000;
const LONGEST_BACKOFF_SECONDS: i64 = 3_600;

/// Carries messages to where they are to go.
pub trait Courier: Send + Sync {
    /// Delivers one message. It may come again, under the same id, if this or what follows fails.
    fn deliver<'a>(&'a self, message: &'a Outbox) -> Delivery<'a>;
}

/// Whether a message was delivered, or why not, in words for an engineer.
pub type Delivery<'a> = Pin<Box<dyn Future<Output = Result<(), String>> + Send + 'a>>;

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

/// What became of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// They were delivered.
    pub delivered: u64,
    /// They were not, and will be tried again.
    pub failed: u64,
}

impl Store {
    /// When the next timer is due, of those this process may fire.
    ///
    /// # Errors
    /// As [`Store::view`].
    pub async fn next_wake(&self) -> Result<Option<Timestamp>, Failure> {
        Ok(self.due_by_locality().await?.into_iter().map(|(_, due_at)| due_at).min())
    }

    /// Fires every timer due at `until` or before, in order of time and id, those included that their commands set.
    /// Each runs as the system, at the clock's time, under its own id, and is gone with the commit that runs it. To
    /// live through a stretch of time, move the clock to [`Store::next_wake`], fire, and repeat.
    ///
    /// # Errors
    /// As [`Store::run`] for what keeps timers from running; what their commands came to is in [`Fired`].
    pub async fn fire_wakes(&self, until: Timestamp) -> Result<Fired, Failure> {
        let _in_order = self.0.firing.lock().await;
        let (mut fired, mut elsewhere, mut before) = (Fired::default(), BTreeSet::new(), None);
        loop {
            let mut due = self.due_by_locality().await?;
            due.retain(|(locality, due_at)| *due_at <= until && !elsewhere.contains(locality));
            let Some(first) = due.iter().map(|(_, due_at)| *due_at).min() else { return Ok(fired) };
            due.retain(|(_, due_at)| *due_at == first);
            let mut wakes = Vec::new();
            for (locality, due_at) in due {
                let query = reading(Wake::TABLE, vec![Value::Int(locality.0), Value::Int(due_at.0)]);
                wakes.extend(self.rows(query, Wake::TABLE.name, Wake::from_row).await?);
            }
            wakes.truncate(CHUNK);
            let head = wakes.first().map(|wake| (wake.due_at, wake.id));
            if head == before {
                return Err(self.fault("timer", &"one that was fired is still there"));
            }
            before = head;
            self.fire(&wakes, &mut fired, &mut elsewhere).await?;
        }
    }

    /// Delivers every message that is due at `now`, oldest first; one that fails is tried again after 1 s, 2 s, 4 s …
    /// and at last every hour.
    ///
    /// # Errors
    /// As [`Store::run`] for what keeps messages from being read or marked.
    pub async fn deliver(&self, courier: &dyn Courier, now: Timestamp) -> Result<Sent, Failure> {
        let mut sent = Sent::default();
        loop {
            let messages = self.due_messages(now).await?;
            if messages.is_empty() {
                return Ok(sent);
            }
            let mut marks = Vec::new();
            for message in &messages {
                let (locality, id) = (message.locality, message.id);
                let again_at = match courier.deliver(message).await {
                    Ok(()) => None,
                    Err(why) => {
                        tracing::warn!(%id, topic = message.topic, why, "a message was not delivered");
                        Some(again_at(now, message.attempts))
                    }
                };
                let count = if again_at.is_none() { &mut sent.delivered } else { &mut sent.failed };
                *count += 1;
                marks.push(self.chore(Box::new(MarkDelivery { locality, id, again_at }))?);
            }
            for mark in marks {
                self.heard(mark).await?;
            }
        }
    }

    /// Fires timers and delivers messages until the store is closed. Sleeps until the next is due or a commit leaves
    /// something to do; if the market's clock is moved, call [`Store::nudge`].
    pub async fn work(&self, courier: &dyn Courier) {
        let mut closing = self.0.closing.subscribe();
        loop {
            let pause = self.pass(courier).await.unwrap_or_else(|failure| {
                tracing::warn!(%failure, "the worker could not do its work");
                AFTER_FAILURE
            });
            tokio::select! {
                () = self.0.shared.bell.notified() => {}
                () = tokio::time::sleep(pause) => {}
                _ = closing.wait_for(|is_closing| *is_closing) => return,
            }
        }
    }

    /// Wakes the worker.
    pub fn nudge(&self) {
        self.0.shared.bell.notify_one();
    }

    /// Does what is due, and gives how long nothing else will be.
    async fn pass(&self, courier: &dyn Courier) -> Result<Duration, Failure> {
        let now = self.0.shared.clock.now();
        self.fire_wakes(now).await?;
        self.deliver(courier, now).await?;
        let next = self.next_wake().await?.into_iter().chain(self.next_message().await?).min();
        let wait = next.map_or(i64::MAX, |next| next.0.saturating_sub(self.0.shared.clock.now().0));
        Ok(Duration::from_micros(u64::try_from(wait).unwrap_or_default()).min(LONGEST_SLEEP))
    }

    async fn fire(
        &self,
        wakes: &[Wake],
        fired: &mut Fired,
        elsewhere: &mut BTreeSet<Locality>,
    ) -> Result<(), Failure> {
        let mut running = Vec::new();
        for wake in wakes {
            let submitted = match self.0.commands.decode(&wake.command, &wake.body) {
                Ok(command) if command.locality() == wake.locality => {
                    self.submit((wake.id.cast(), Id::SYSTEM), command, Errand::Timer(wake.due_at))
                }
                Ok(_) => Err(self.fault(&wake.command, &"is a timer of another locality")),
                Err(bad) => Err(self.fault(&wake.command, &bad)),
            };
            running.push((wake, submitted));
        }
        for (wake, submitted) in running {
            let verdict = match submitted {
                Ok(verdict) => self.heard(verdict).await,
                Err(failure) => Err(failure),
            };
            match verdict {
                Ok(_) => fired.done += 1,
                // It was taken back since it was read.
                Err(Failure::Absent(table)) if table == Wake::TABLE.name => {}
                Err(Failure::Refused(_) | Failure::Absent(_)) => fired.refused += 1,
                Err(Failure::NotOwner { .. }) => {
                    elsewhere.insert(wake.locality);
                }
                Err(Failure::Failed(_) | Failure::Reused) => {
                    fired.failed += 1;
                    self.postpone(wake).await?;
                }
                Err(Failure::Busy) => return Err(Failure::Busy),
            }
        }
        Ok(())
    }

    async fn postpone(&self, wake: &Wake) -> Result<(), Failure> {
        let again_at = self.0.shared.clock.now().max(wake.due_at).plus_minutes(TIMER_AGAIN_MINUTES);
        let (locality, due_at, id) = (wake.locality, wake.due_at, wake.id);
        let postponed = self.chore(Box::new(Postpone { locality, due_at, id, again_at }))?;
        self.heard(postponed).await.map(drop)
    }

    fn chore(
        &self,
        command: Box<dyn AnyCommand>,
    ) -> Result<tokio::sync::oneshot::Receiver<crate::job::Verdict>, Failure> {
        let id = Id::fresh(self.0.shared.clock.now(), command.locality(), random());
        self.submit((id, Id::<Actor>::SYSTEM), command, Errand::Chore)
    }

    /// The first due time of each locality that this process may serve.
    async fn due_by_locality(&self) -> Result<Vec<(Locality, Timestamp)>, Failure> {
        let sql = format!(
            "SELECT owner.locality, (SELECT MIN(wake.due_at) FROM wake WHERE wake.locality = owner.locality) \
             FROM owner WHERE {MAY_SERVE}"
        );
        let query = Query { sql, kinds: vec![Kind::Int, Kind::Int], params: self.may_serve() };
        let pair = |row: &[Value]| match row {
            [Value::Int(locality), Value::Int(due_at)] => Ok(Some((Locality(*locality), Timestamp(*due_at)))),
            _ => Ok(None),
        };
        Ok(self.rows(query, Wake::TABLE.name, pair).await?.into_iter().flatten().collect())
    }

    async fn due_messages(&self, now: Timestamp) -> Result<Vec<Outbox>, Failure> {
        let columns: Vec<_> =
            Outbox::TABLE.columns.iter().map(|column| format!("outbox.{}", column.name)).collect();
        let sql = format!(
            "SELECT {} FROM outbox JOIN owner ON owner.locality = outbox.locality \
             WHERE {MAY_SERVE} AND outbox.next_at <= $4 ORDER BY outbox.id LIMIT {CHUNK}",
            columns.join(", ")
        );
        let kinds = Outbox::TABLE.columns.iter().map(|column| column.kind).collect();
        let params = self.may_serve().into_iter().chain([Value::Int(now.0)]).collect();
        self.rows(Query { sql, kinds, params }, Outbox::TABLE.name, Outbox::from_row).await
    }

    async fn next_message(&self) -> Result<Option<Timestamp>, Failure> {
        let sql = format!(
            "SELECT MIN(outbox.next_at) FROM outbox JOIN owner ON owner.locality = outbox.locality WHERE {MAY_SERVE}"
        );
        let query = Query { sql, kinds: vec![Kind::Int], params: self.may_serve() };
        let first = |row: &[Value]| Ok(row.first().and_then(|value| value.as_int().ok()).map(Timestamp));
        Ok(self.rows(query, Outbox::TABLE.name, first).await?.into_iter().flatten().min())
    }

    /// The parameters of [`MAY_SERVE`].
    fn may_serve(&self) -> Vec<Value> {
        let identity = &self.0.identity;
        let text = |text: &str| Value::Text(text.into());
        vec![text(&identity.process), text(&identity.address), Value::Int(identity.clock.now().0)]
    }
}

/// Leaves to others what is theirs; see [`crate::owner`].
const MAY_SERVE: &str =
    "(owner.process = $1 OR (owner.address = $2 AND owner.address <> '') OR owner.lease_until <= $3)";

/// When a message that failed once more is tried again.
fn again_at(now: Timestamp, failed_before: i64) -> Timestamp {
    let doubled = u32::try_from(failed_before).ok().and_then(|times| 1_i64.checked_shl(times.min(40)));
    let seconds = doubled.unwrap_or(LONGEST_BACKOFF_SECONDS).min(LONGEST_BACKOFF_SECONDS);
    Timestamp(now.0.saturating_add(seconds.saturating_mul(SECOND_US)))
}

/// Removes a message that was delivered, or says when it is to be tried again.
#[derive(Serialize, Deserialize)]
struct MarkDelivery {
    locality: Locality,
    id: Id<Outbox>,
    again_at: Option<Timestamp>,
}

impl Command for MarkDelivery {
    type Done = ();
    const NAME: &'static str = "outbox.mark";

    fn locality(&self) -> Locality {
        self.locality
    }
    fn reads(&self, keys: &mut Keys) {
        keys.one::<Outbox>((self.locality, self.id));
    }
    fn decide(&self, _: &Moment, draft: &mut Draft) -> Result<(), Stop> {
        let Some(message) = draft.find::<Outbox>((self.locality, self.id))? else { return Ok(()) };
        match self.again_at {
            Some(next_at) => {
                let attempts = message.attempts.saturating_add(1);
                draft.put(&Outbox { attempts, next_at, ..message })?;
            }
            None => draft.remove::<Outbox>((self.locality, self.id))?,
        }
        Ok(())
    }
}

/// Puts a timer off.
#[derive(Serialize, Deserialize)]
struct Postpone {
    locality: Locality,
    due_at: Timestamp,
    id: Id<Wake>,
    again_at: Timestamp,
}

impl Command for Postpone {
    type Done = ();
    const NAME: &'static str = "wake.postpone";

    fn locality(&self) -> Locality {
        self.locality
    }
    fn reads(&self, keys: &mut Keys) {
        keys.one::<Wake>((self.locality, self.due_at, self.id));
        keys.one::<Wake>((self.locality, self.again_at, self.id));
    }
    fn decide(&self, _: &Moment, draft: &mut Draft) -> Result<(), Stop> {
        let key = (self.locality, self.due_at, self.id);
        let Some(wake) = draft.find::<Wake>(key)? else { return Ok(()) };
        draft.remove::<Wake>(key)?;
        draft.put(&Wake { due_at: self.again_at, ..wake })?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_tried_again_ever_more_slowly_and_at_last_every_hour() {
        let seconds = |failed| again_at(Timestamp(0), failed).0 / SECOND_US;
        assert_eq!([0, 1, 2, 11, 12, 40, i64::MAX].map(seconds), [1, 2, 4, 2048, 3600, 3600, 3600]);
    }
}
