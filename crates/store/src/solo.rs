//! One lane by itself: the executor of a market without a thread, a database or a random number of its own.
//!
//! Whoever drives it decides what queues together, what the clocks say, what the engine does and what fresh ids are made
//! from, and codes are made from no secret; so the same drive gives the same market, and time passes only when it is told to.

use crate::Request;
use crate::decide::message;
use crate::engine::Engine;
use crate::executor::Lane;
use crate::failure::Failure;
use crate::job::{Answered, Errand, Job};
use crate::messages::MarkDelivery;
use crate::options::Options;
use crate::owner::{Identity, Tenure};
use crate::shared::Shared;
use crate::timers::Postpone;
use kernel::{AnyCommand, BadRow, Commands, Id, Locality, Outbox, Secret, Timer, Timestamp};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::sync::oneshot;

/// What a lane is given to do.
pub enum Work {
    /// Somebody asks for a command.
    Ask(Request, Box<dyn AnyCommand>),
    /// A timer is fired, due or not, there or not: the lane sees to it that it runs once.
    Fire(Timer),
    /// A message was delivered; or was not, and is tried again at this time.
    Mark(Locality, Id<Outbox>, Option<Timestamp>),
}

/// One process that serves a market, on the thread of whoever calls it.
pub struct Solo {
    lane: Lane,
    shared: Arc<Shared>,
    commands: Commands,
}

impl Solo {
    /// A process over an engine, with the clocks, reference data, commands, listeners and address of `options`; their
    /// database is left alone. `process` differs at every start.
    pub fn open(options: Options, engine: Box<dyn Engine>, process: String) -> Self {
        let shared = Shared::of(&options, process.clone(), 0, Secret::default());
        let identity = Identity {
            process,
            address: options.address,
            lease_us: i64::try_from(options.lease.as_micros()).unwrap_or(i64::MAX),
            clock: options.lease_clock,
        };
        let lane = Lane::new(engine, Tenure::new(identity, Arc::default()), Arc::clone(&shared));
        Self { lane, shared, commands: options.commands }
    }

    /// Does all of this as one batch, in this order, with fresh ids made from `seed` on; what a fault of ours kept from
    /// firing is put off, as by the worker. The answers are in the same order, and are given once they are durable.
    pub fn settle(&mut self, work: Vec<Work>, seed: i64) -> Vec<Answered> {
        self.shared.seeds.store(seed, Ordering::Relaxed);
        let (mut batch, mut heard, mut timers) = (Vec::new(), Vec::new(), Vec::new());
        for work in work {
            timers.push(if let Work::Fire(timer) = &work { Some(timer.clone()) } else { None });
            heard.push(self.job(work).map(|(job, answered)| {
                batch.push(job);
                answered
            }));
        }
        self.carry_out(batch);
        let answers: Vec<Answered> =
            heard.into_iter().map(|heard| heard.and_then(|it| self.told(it))).collect();
        for (timer, answered) in timers.into_iter().zip(&answers) {
            if let (Some(timer), Err(Failure::Failed(_) | Failure::Reused)) = (timer, answered) {
                self.postpone(&timer);
            }
        }
        answers
    }

    fn job(&self, work: Work) -> Result<(Job, oneshot::Receiver<Answered>), Failure> {
        let bad = |bad: BadRow| self.shared.fault("solo", &bad.to_string());
        match work {
            Work::Ask(request, command) => Job::new(request.id, request.actor, command, Errand::Asked),
            Work::Fire(timer) => {
                let command = self.commands.decode(&timer.command, &timer.body).map_err(bad)?;
                Job::new(timer.id.cast(), Id::SYSTEM, command, Errand::Timer(timer.due_at))
            }
            Work::Mark(locality, id, again_at) => {
                let mark = MarkDelivery { locality, id, again_at };
                Job::new(Id::from_bits(0), Id::SYSTEM, Box::new(mark), Errand::Chore)
            }
        }
        .map_err(bad)
    }

    fn postpone(&mut self, timer: &Timer) {
        let postpone = Box::new(Postpone::of(timer, self.shared.clock.now()));
        if let Ok((job, _)) = Job::new(Id::from_bits(0), Id::SYSTEM, postpone, Errand::Chore) {
            self.carry_out(vec![job]);
        }
    }

    /// A lane that panics is a dead one; here whoever drives it hears of it, and may open another.
    fn carry_out(&mut self, batch: Vec<Job>) {
        if batch.is_empty() {
            return;
        }
        let lane = &mut self.lane;
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| lane.settle(batch))) {
            let _told = self.shared.fault("lane", message(panic.as_ref()));
        }
    }

    fn told(&self, mut answered: oneshot::Receiver<Answered>) -> Answered {
        let silent = |_| Err(self.shared.fault("lane", "ended without an answer"));
        answered.try_recv().unwrap_or_else(silent)
    }
}

impl std::fmt::Debug for Solo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Solo({})", self.shared.process)
    }
}

impl std::fmt::Debug for Work {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Ask(request, command) => write!(f, "Ask({}, {})", request.id, command.name()),
            Self::Fire(timer) => write!(f, "Fire({})", timer.id),
            Self::Mark(_, id, _) => write!(f, "Mark({id})"),
        }
    }
}
