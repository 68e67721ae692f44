//! Messages: what commits leave to be delivered, at least once.

use crate::areas::Areas;
use crate::failure::Failure;
use crate::owner::MAY_SERVE;
use crate::reader::Query;
use crate::{Boxed, Store};
use kernel::{Command, Decide, Draft, Id, Keys, Kind, Locality, Outbox, Record, Stop, Timestamp, Value};
use serde::{Deserialize, Serialize};
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::Poll;

/// How many messages are taken at a time.
const CHUNK: usize = 256;
const SECOND_US: i64 = 1_000_000;
const LONGEST_BACKOFF_SECONDS: i64 = 3_600;

/// Carries messages to where they are to go.
pub trait Courier: Send + Sync {
    /// Delivers one message. It may come again, under the same id, if this or what follows fails.
    fn deliver<'a>(&'a self, message: &'a Outbox) -> Delivery<'a>;
}

/// Whether a message was delivered, or why not, in words for an engineer.
pub type Delivery<'a> = Boxed<'a, Result<(), String>>;

/// What became of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// They were delivered.
    pub delivered: u64,
    /// They were not, and will be tried again.
    pub failed: u64,
}

impl Store {
    /// Delivers every message that is due at `now`, oldest first; one that fails is tried again after 1 s, 2 s, 4 s …
    /// and at last every hour.
    ///
    /// # Errors
    /// As [`Store::run`] for what keeps messages from being read or marked.
    pub fn deliver<'a>(
        &'a self,
        courier: &'a dyn Courier,
        now: Timestamp,
    ) -> Boxed<'a, Result<Sent, Failure>> {
        Box::pin(async move { self.deliver_all(courier, now, &self.areas().await?).await })
    }

    pub(crate) async fn deliver_all(
        &self,
        courier: &dyn Courier,
        now: Timestamp,
        areas: &Areas,
    ) -> Result<Sent, Failure> {
        let mut sent = Sent::default();
        loop {
            let messages = self.due_messages(now, areas).await?;
            if messages.is_empty() {
                return Ok(sent);
            }
            let mut marks = Vec::new();
            for message in &messages {
                let (locality, id) = (message.locality, message.id);
                let again_at = match delivered(courier.deliver(message)).await {
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

    /// The oldest messages of these localities that are due.
    async fn due_messages(&self, now: Timestamp, areas: &Areas) -> Result<Vec<Outbox>, Failure> {
        let columns: Vec<_> =
            Outbox::TABLE.columns.iter().map(|column| format!("outbox.{}", column.name)).collect();
        let sql = format!(
            "SELECT {} FROM outbox JOIN owner ON owner.locality = outbox.locality \
             WHERE owner.locality = $4 AND outbox.locality = $4 AND {MAY_SERVE} AND outbox.next_at <= $5 \
             ORDER BY outbox.id LIMIT {CHUNK}",
            columns.join(", ")
        );
        let kinds: Vec<_> = Outbox::TABLE.columns.iter().map(|column| column.kind).collect();
        let mut messages = Vec::new();
        for area in areas.iter() {
            let params = self.of_area(area, [Value::Int(now.0)]);
            let query = Query { sql: sql.clone(), kinds: kinds.clone(), params };
            messages.extend(self.rows(query, Outbox::TABLE.name, Outbox::from_row).await?);
        }
        messages.sort_by_key(|message| message.id);
        messages.truncate(CHUNK);
        Ok(messages)
    }

    /// When the next message of these localities is due.
    pub(crate) async fn next_message(&self, areas: &Areas) -> Result<Option<Timestamp>, Failure> {
        let sql = format!(
            "SELECT MIN(outbox.next_at) FROM outbox JOIN owner ON owner.locality = outbox.locality \
             WHERE owner.locality = $4 AND outbox.locality = $4 AND {MAY_SERVE}"
        );
        let mut next = None;
        for area in areas.iter() {
            let (sql, params) = (sql.clone(), self.of_area(area, []));
            let query = Query { sql, kinds: vec![Kind::Int], params };
            let first = |row: &[Value]| Ok(row.first().and_then(|value| value.as_int().ok()).map(Timestamp));
            let first = self.rows(query, Outbox::TABLE.name, first).await?;
            next = first.into_iter().flatten().chain(next).min();
        }
        Ok(next)
    }
}

/// What came of a delivery; a panic stops this message, not those behind it.
async fn delivered(mut delivery: Delivery<'_>) -> Result<(), String> {
    poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| delivery.as_mut().poll(context)));
        polled.unwrap_or_else(|_| Poll::Ready(Err("the courier panicked".to_owned())))
    })
    .await
}

/// When a message that failed once more is tried again.
fn again_at(now: Timestamp, failed_before: i64) -> Timestamp {
    let doubled = u32::try_from(failed_before).ok().and_then(|times| 1_i64.checked_shl(times.min(40)));
    let seconds = doubled.unwrap_or(LONGEST_BACKOFF_SECONDS).min(LONGEST_BACKOFF_SECONDS);
    Timestamp(now.0.saturating_add(seconds.saturating_mul(SECOND_US)))
}

/// Removes a message that was delivered, or says when it is to be tried again.
#[derive(Command, Serialize, Deserialize)]
#[command("outbox.mark", by_market)]
pub(crate) struct MarkDelivery {
    pub(crate) locality: Locality,
    pub(crate) id: Id<Outbox>,
    pub(crate) again_at: Option<Timestamp>,
}

impl Decide for MarkDelivery {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Outbox>((self.locality, self.id));
    }
    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_tried_again_ever_more_slowly_and_at_last_every_hour() {
        let seconds = |failed| again_at(Timestamp(0), failed).0 / SECOND_US;
        assert_eq!([0, 1, 2, 11, 12, 40, i64::MAX].map(seconds), [1, 2, 4, 2048, 3600, 3600, 3600]);
    }
}
