//! What was promised by an answer: it is in the log, once, and stays there.

use crate::bed::{Came, Settled, What};
use crate::fault::{Fault, Invariant};
use crate::memory::Memory;
use crate::step::Asked;
use crate::weather::Mishap;
use kernel::{Change, CommandLog, Id, KeyOf, Locality, Outbox, Owner, Record, Timer, Value};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use store::Failure;

/// Where a command is in the log.
type Place = (Locality, Id<CommandLog>);

/// What was answered.
#[derive(Default)]
pub(super) struct Answers {
    /// What was asked under an id, and what was answered, as digests.
    given: HashMap<Place, Given>,
}

struct Given {
    /// None of a timer that was refused.
    asked: [u8; 32],
    answer: [u8; 32],
}

impl Answers {
    /// What a step has broken of it.
    pub(super) fn after_step(&mut self, memory: &Memory, came: &Came) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (at, settled) in came.settled.iter().enumerate() {
            match &settled.what {
                // What is refused may be done a moment later, in the same batch.
                What::Asked(asked) if is_done_later(&came.settled, at, asked) => {}
                What::Asked(asked) => faults.extend(self.asked(memory, asked, settled)),
                What::Fired(timer) => faults.extend(fired(memory, timer, settled)),
                What::Marked(_) => {}
            }
            faults.extend(without_cause(settled, &came.mishaps));
        }
        faults.extend(effects(came));
        faults
    }

    /// What was answered and is not there any more.
    pub(super) fn still_there(&self, memory: &Memory) -> Vec<Fault> {
        let is_there = |place: Place, given: &Given| {
            memory.find::<CommandLog>(place).is_some_and(|log| digest(&log.answer) == given.answer)
        };
        let lost = self.given.iter().filter(|(place, given)| !is_there(**place, given));
        lost.map(|((_, id), _)| {
            Fault::of(Invariant::NothingLost, format!("command {id}: its answer is gone"))
        })
        .collect()
    }

    fn asked(&mut self, memory: &Memory, asked: &Asked, settled: &Settled) -> Option<Fault> {
        let place = asked.log_key();
        let named = format!("{} under {}", asked.command.name(), asked.request.id);
        let log = memory.find::<CommandLog>(place);
        let this = digest(&format!("{} {} {}", asked.command.name(), asked.request.actor, asked.body()));
        let known = self.given.get(&place);
        let is_same = known.is_some_and(|known| known.asked == this);
        let fault = |invariant, what: &str| Some(Fault::of(invariant, format!("{named}: {what}")));
        match (&settled.answer, log, known) {
            (Ok(_), None, _) => {
                fault(Invariant::NothingLost, "it was answered, and the log does not have it")
            }
            (Ok(answer), Some(log), _) if log.answer != *answer => {
                fault(Invariant::NothingDoubled, "the log has another answer")
            }
            (Ok(_), Some(_), Some(_)) if !is_same => {
                fault(Invariant::NothingDoubled, "something else was answered under this id before")
            }
            (Ok(answer), Some(_), Some(known)) if known.answer != digest(answer) => {
                fault(Invariant::NothingDoubled, "it was answered otherwise before")
            }
            (Ok(answer), Some(_), None) => {
                self.given.insert(place, Given { asked: this, answer: digest(answer) });
                None
            }
            (Err(Failure::Reused), _, Some(_)) if is_same => fault(
                Invariant::NothingLost,
                "the same command is told that its id was used for something else",
            ),
            (Err(Failure::Reused), None, _) => {
                fault(Invariant::NothingLost, "nothing was done under this id")
            }
            (Err(Failure::Refused(_) | Failure::Absent(_)), Some(_), _) => {
                fault(Invariant::NothingLost, "it is refused, and it was done")
            }
            _ => None,
        }
    }
}

/// Whether a command is refused, and something is done under its id later in the step.
fn is_done_later(settled: &[Settled], at: usize, asked: &Asked) -> bool {
    let is_there =
        |later: &Settled| matches!(&later.what, What::Asked(other) if other.log_key() == asked.log_key());
    let is_done = settled.iter().skip(at + 1).any(|later| later.answer.is_ok() && is_there(later));
    is_done && settled.get(at).is_some_and(|this| this.answer.is_err())
}

fn fired(memory: &Memory, timer: &Timer, settled: &Settled) -> Option<Fault> {
    let is_set = memory.has(&KeyOf::<Timer>::key((timer.locality, timer.due_at, timer.id)));
    let is_over = matches!(settled.answer, Ok(_) | Err(Failure::Refused(_) | Failure::Absent(_)));
    let what = format!("timer {} ({}) was fired and is still there", timer.id, timer.command);
    (is_set && is_over).then(|| Fault::of(Invariant::NothingDoubled, what))
}

/// A command that fails, or is not known or too much, has met something on the way.
fn without_cause(settled: &Settled, mishaps: &[Mishap]) -> Option<Fault> {
    let what = || match &settled.what {
        What::Asked(asked) => asked.to_string(),
        What::Fired(timer) => format!("{} {}", timer.command, timer.body),
        What::Marked(id) => format!("message {id}"),
    };
    let failure = settled.answer.as_ref().err()?;
    let makes_sense = !matches!(&settled.what, What::Asked(asked) if !asked.makes_sense);
    let is_ours = match failure {
        Failure::Refused(_) | Failure::Absent(_) | Failure::Reused => false,
        Failure::NotOwner { .. } => true,
        Failure::Busy | Failure::Unsure => mishaps.is_empty(),
        Failure::Failed(_) => makes_sense && !mishaps.contains(&Mishap::Rejected),
    };
    let why = if let Failure::Failed(fault) = failure { fault.why.clone() } else { failure.to_string() };
    is_ours.then(|| Fault::of(Invariant::NothingFails, format!("{why}: {}", what())))
}

/// Whatever changes, changes because of a command that the log has from then on; and each command is in one commit.
fn effects(came: &Came) -> Vec<Fault> {
    let ids = |settled: &Settled| match &settled.what {
        What::Asked(asked) => Some(asked.request.id.bits()),
        What::Fired(timer) => Some(timer.id.bits()),
        What::Marked(_) => None,
    };
    let given: HashSet<u128> = came.settled.iter().filter_map(ids).collect();
    let (mut faults, mut logged) = (Vec::new(), HashSet::new());
    for commit in &came.commits {
        let logs = || commit.iter().filter(|change| change.key.table.name == CommandLog::TABLE.name);
        for change in logs() {
            let Some(Value::Id(id)) = change.key.parts.get(1) else { continue };
            if change.version != 0 || !logged.insert((change.key.parts.clone(), *id)) {
                faults.push(Fault::of(
                    Invariant::NothingDoubled,
                    format!("a command was logged twice: {id:032x}"),
                ));
            }
            if !given.contains(id) && !came.had_late {
                let what = format!("nobody asked for what was logged: {id:032x}");
                faults.push(Fault::of(Invariant::NothingDoubled, what));
            }
        }
        let strange =
            commit.iter().find(|change| !is_kept_by_workers(change)).filter(|_| logs().next().is_none());
        if let Some(change) = strange {
            let what = format!("a row of {} changed without a command", change.key.table.name);
            faults.push(Fault::of(Invariant::NothingDoubled, what));
        }
    }
    faults
}

/// Whether only whoever fires timers, delivers messages and serves the market changes such a row.
fn is_kept_by_workers(change: &Change) -> bool {
    let tables = [Timer::TABLE.name, Outbox::TABLE.name, Owner::TABLE.name];
    tables.contains(&change.key.table.name)
}

fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}
