//! What happens because of commits, without anybody asking: timers fire, messages are delivered.

use crate::areas::Round;
use crate::clock::Clock;
use crate::failure::Failure;
use crate::job::{Answered, Errand};
use crate::messages::Courier;
use crate::{Boxed, Store, random};
use kernel::{Actor, AnyCommand, Id, Timestamp};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{oneshot, watch};

/// How long a worker sleeps at most: clocks are set, and other processes die.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);
/// How long a worker waits after a failure.
const AFTER_FAILURE_US: i64 = 1_000_000;

/// The time between two passes of a worker.
struct Rest {
    clock: Arc<dyn Clock>,
    bell: watch::Receiver<()>,
    closing: watch::Receiver<bool>,
}

impl Store {
    /// Fires timers and delivers messages until the store is closed, each without waiting for the other. Sleeps until
    /// something is due or a commit leaves something to do; if the market's clock is moved, call [`Store::nudge`].
    pub fn work<'a>(&'a self, courier: &'a dyn Courier) -> Boxed<'a, ()> {
        Box::pin(async {
            tokio::join!(self.keep_firing(), self.keep_delivering(courier));
        })
    }

    /// Wakes the workers.
    pub fn nudge(&self) {
        self.0.shared.bell.send_replace(());
    }

    async fn keep_firing(&self) {
        let (mut rest, mut round) = (self.rest(), Round::default());
        loop {
            if !rest.until(self.fire_due(rest.clock.now(), &mut round).await).await {
                return;
            }
        }
    }

    async fn keep_delivering(&self, courier: &dyn Courier) {
        let (mut rest, mut round) = (self.rest(), Round::default());
        loop {
            if !rest.until(self.deliver_due(courier, rest.clock.now(), &mut round).await).await {
                return;
            }
        }
    }

    /// Fires what is due, and says when the next timer is.
    async fn fire_due(&self, now: Timestamp, round: &mut Round) -> Result<Option<Timestamp>, Failure> {
        let mut rounds = Vec::new();
        for area in self.areas_of(round).await?.apart() {
            rounds.push(match self.fire_until(now, &area).await {
                Ok(_) => self.next_timer_of(&area).await,
                Err(failure) => Err(failure),
            });
        }
        first(rounds)
    }

    /// Delivers what is due, and says when the next message is.
    async fn deliver_due(
        &self,
        courier: &dyn Courier,
        now: Timestamp,
        round: &mut Round,
    ) -> Result<Option<Timestamp>, Failure> {
        let mut rounds = Vec::new();
        for area in self.areas_of(round).await?.apart() {
            rounds.push(match self.deliver_all(courier, now, &area).await {
                Ok(_) => self.next_message(&area).await,
                Err(failure) => Err(failure),
            });
        }
        first(rounds)
    }

    fn rest(&self) -> Rest {
        let (clock, bell) = (Arc::clone(&self.0.shared.clock), self.0.shared.bell.subscribe());
        Rest { clock, bell, closing: self.0.closing.subscribe() }
    }

    /// Has a worker's command run without an entry in the log.
    pub(crate) fn chore(&self, command: Box<dyn AnyCommand>) -> Result<oneshot::Receiver<Answered>, Failure> {
        self.worker_job(command, Errand::Chore)
    }

    /// Has a command run as the system, under an id of its own.
    pub(crate) fn worker_job(
        &self,
        command: Box<dyn AnyCommand>,
        errand: Errand,
    ) -> Result<oneshot::Receiver<Answered>, Failure> {
        let id = Id::fresh(self.0.shared.clock.now(), command.locality(), random());
        self.submit(id, Id::<Actor>::SYSTEM, command, errand)
    }
}

/// The first of what is due next; if something failed anywhere, that, once all the others have had their turn.
fn first(rounds: Vec<Result<Option<Timestamp>, Failure>>) -> Result<Option<Timestamp>, Failure> {
    let due = rounds.into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok(due.into_iter().flatten().min())
}

impl Rest {
    /// Waits until `next`, or until the bell has rung since it last did; false when the store is closed.
    async fn until(&mut self, next: Result<Option<Timestamp>, Failure>) -> bool {
        let wait = match next {
            Ok(next) => next.map_or(i64::MAX, |next| next.0.saturating_sub(self.clock.now().0)),
            Err(failure) => {
                tracing::warn!(%failure, "a worker could not do its work");
                AFTER_FAILURE_US
            }
        };
        let wait = Duration::from_micros(u64::try_from(wait).unwrap_or_default()).min(LONGEST_SLEEP);
        tokio::select! {
            _ = self.closing.wait_for(|is_closing| *is_closing) => false,
            _ = self.bell.changed() => true,
            () = tokio::time::sleep(wait) => true,
        }
    }
}
