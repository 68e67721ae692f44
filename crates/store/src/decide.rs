//! One decision: has it been made before, what does it come to, what is kept of it.

use crate::failure::Failure;
use crate::job::{Answered, Errand, Job};
use crate::shared::Shared;
use kernel::{CommandLog, Draft, Keys, Moment, ReadStop, Record, Refusal, State, Stop, Timer, Timestamp};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What one decision came to.
pub(crate) enum Decision {
    /// Nothing is to be written.
    Settled(Answered),
    /// These rows are to be taken in with the batch.
    Accepted(kernel::Writes, Answered),
    /// These rows are to be read first.
    Need(Keys),
}

/// A command and what its circumstances are made of: each attempt makes them anew, so that it draws the same ids.
pub(crate) struct Turn<'a> {
    pub(crate) job: &'a Job,
    pub(crate) now: Timestamp,
    /// What random numbers begin with.
    pub(crate) seed: i64,
}

impl Turn<'_> {
    fn moment(&self, shared: &Shared) -> Moment {
        let job = self.job;
        let moment = Moment::new(self.now, job.actor, job.id, job.locality);
        moment.seeded(self.seed).keeping(shared.secret).consulting(shared.reference.clone())
    }
}

/// Decides a command over the rows read so far and the accepted changes of its batch.
pub(crate) fn decide(turn: &Turn<'_>, state: &State, shared: &Shared) -> Decision {
    attempt(turn, state, shared).unwrap_or_else(|stop| match stop {
        ReadStop::Need(keys) => Decision::Need(keys),
        ReadStop::Absent(table) => Decision::Settled(Err(Failure::Absent(table))),
        ReadStop::Bad(bad) => Decision::Settled(Err(shared.fault(turn.job.command.name(), &bad.to_string()))),
    })
}

/// The rows that a command cannot be decided without; nothing is kept of what it came to otherwise.
pub(crate) fn needs(turn: &Turn<'_>, state: &State, shared: &Shared) -> Option<Keys> {
    let (job, moment) = (turn.job, &turn.moment(shared));
    match before(job, &Draft::new(state, moment)) {
        Ok(None) => {}
        Err(ReadStop::Need(keys)) => return Some(keys),
        Ok(Some(_)) | Err(ReadStop::Absent(_) | ReadStop::Bad(_)) => return None,
    }
    let mut draft = Draft::new(state, moment);
    match catch_unwind(AssertUnwindSafe(|| job.command.decide(&mut draft))) {
        Ok(Err(Stop::Need(keys))) => Some(keys),
        // One that fails or panics here will say so again in its turn.
        _ => None,
    }
}

fn attempt(turn: &Turn<'_>, state: &State, shared: &Shared) -> Result<Decision, ReadStop> {
    let (job, moment) = (turn.job, &turn.moment(shared));
    if let Some(answered) = before(job, &Draft::new(state, moment))? {
        return Ok(Decision::Settled(answered));
    }
    let mut draft = Draft::new(state, moment);
    let failed = |why: &str| Ok(Decision::Settled(Err(shared.fault(job.command.name(), why))));
    match catch_unwind(AssertUnwindSafe(|| job.command.decide(&mut draft))) {
        Ok(Ok(answer)) => keep(job, moment, draft, Ok(answer)),
        Ok(Err(Stop::Need(keys))) => Ok(Decision::Need(keys)),
        Ok(Err(Stop::Refused(refusal))) => refuse(job, moment, state, Failure::Refused(refusal)),
        Ok(Err(Stop::Absent(table))) => refuse(job, moment, state, Failure::Absent(table)),
        Ok(Err(Stop::Bad(bad))) => failed(&bad.to_string()),
        Err(panic) => failed(&format!("panicked: {}", message(panic.as_ref()))),
    }
}

/// What was answered under this id before; for a timer that is not set any more, that it is absent.
fn before(job: &Job, draft: &Draft<'_>) -> Result<Option<Answered>, ReadStop> {
    if !job.errand.is_logged() {
        return Ok(None);
    }
    if let Some(past) = draft.find::<CommandLog>((job.locality, job.id))? {
        return Ok(Some(if past.digest == job.digest { Ok(past.answer) } else { Err(Failure::Reused) }));
    }
    match job.timer_key() {
        Some(timer) if draft.find::<Timer>(timer)?.is_none() => {
            Ok(Some(Err(Failure::Absent(Timer::TABLE.name))))
        }
        _ => Ok(None),
    }
}

/// A refusal leaves nothing behind, except that a timer is done with it.
fn refuse(job: &Job, moment: &Moment, state: &State, failure: Failure) -> Result<Decision, ReadStop> {
    match job.errand {
        Errand::Timer(_) => keep(job, moment, Draft::new(state, moment), Err(failure)),
        Errand::Asked | Errand::Chore | Errand::Claim => Ok(Decision::Settled(Err(failure))),
    }
}

/// The draft with what is kept of every command: its entry in the log, its timer removed.
fn keep(job: &Job, moment: &Moment, mut draft: Draft<'_>, answered: Answered) -> Result<Decision, ReadStop> {
    if let Some(timer) = job.timer_key() {
        draft.remove::<Timer>(timer)?;
    }
    if job.errand.is_logged() {
        draft.add(&CommandLog {
            locality: job.locality,
            id: job.id,
            actor: job.actor,
            name: job.command.kept_name(),
            digest: job.digest.clone(),
            body: job.body.clone(),
            answer: answered.as_ref().map_or_else(refusal, Clone::clone),
            decided_at: moment.now,
            seed: moment.seed(),
        });
    }
    Ok(Decision::Accepted(draft.into_writes(), answered))
}

/// What the log says of a timer whose command was refused.
fn refusal(failure: &Failure) -> String {
    let refused = |refusal: &dyn Refusal| {
        let arguments: serde_json::Map<_, _> = refusal
            .arguments()
            .into_iter()
            .map(|(name, argument)| (name.to_owned(), serde_json::json!(argument)))
            .collect();
        serde_json::json!({ "refused": refusal.code(), "arguments": arguments })
    };
    match failure {
        Failure::Refused(why) => refused(why.as_ref()),
        Failure::Absent(table) => serde_json::json!({ "absent": table }),
        Failure::Reused | Failure::NotOwner { .. } | Failure::Busy | Failure::Unsure | Failure::Failed(_) => {
            serde_json::json!({ "failed": failure.to_string() })
        }
    }
    .to_string()
}

/// What a panic said.
pub(crate) fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("without a word")
}
