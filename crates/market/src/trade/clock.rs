//! The clock: the one place that knows what silence does. Pure functions of a part's row.

use super::Trade;
use super::part::{Funds, Part, PartStage};
use super::procedure::{Answers, Promise, Recorded, Unrecorded};
use kernel::{Command, Id, Timestamp};
use serde::{Deserialize, Serialize};

/// Does what silence has done to a trade by now. The one timer of every held and booked trade; what it does is in
/// [`crate::support::completion`].
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("completion.tick", by_market)]
pub struct Tick {
    /// Which trade.
    pub trade: Id<Trade>,
}

/// What silence does to a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// The payee is asked to say how much is due.
    Nudge,
    /// Its money is fetched.
    Fund,
    /// All of it is due: it runs by itself.
    RecordAll,
    /// It closes as the procedure says, because the payee never said how much is due.
    CloseUnrecorded(Unrecorded),
    /// It closes as recorded.
    CloseRecorded,
    /// It closes at nothing: the report stands.
    CloseReported,
    /// It closes at nothing: what it was to follow came to nothing.
    CloseUnbegun,
    /// What is owed is tried to be collected.
    Collect,
    /// It closes at what stands in for an agreement.
    Settle,
}

/// What silence does to a part of a booked trade, and when: the earlier first. A part that is live and has nothing here
/// waits for another part.
pub fn silences(part: &Part) -> [Option<(Timestamp, Silence)>; 2] {
    let procedure = part.promise.procedure();
    let one = |at: Option<Timestamp>, silence| [at.map(|at| (at, silence)), None];
    let unrecorded = Silence::CloseUnrecorded(procedure.unrecorded);
    match part.stage {
        PartStage::Waiting => match (part.funds, procedure.recorded) {
            (Funds::AtOnce | Funds::OnDay, _) => one(part.funds_at, Silence::Fund),
            (Funds::AfterPart, _) => one(part.answers_at, Silence::CloseUnbegun),
            (Funds::WhenDue, Recorded::ByPayee) => one(part.record_by, unrecorded),
            (Funds::WhenDue, Recorded::AtBooking | Recorded::AtStart) => {
                one(Some(part.starts_at), Silence::RecordAll)
            }
            (Funds::WhenDue, Recorded::AtEnd) => one(Some(part.ends_at), Silence::RecordAll),
        },
        PartStage::Open => match procedure.recorded {
            Recorded::ByPayee => [
                is_nudged(part.promise).then_some((part.ends_at, Silence::Nudge)),
                part.record_by.map(|by| (by, unrecorded)),
            ],
            Recorded::AtBooking | Recorded::AtStart => one(Some(part.starts_at), Silence::RecordAll),
            Recorded::AtEnd => one(Some(part.ends_at), Silence::RecordAll),
        },
        PartStage::Recorded => one(part.answers_at, Silence::CloseRecorded),
        PartStage::Reported => one(part.answers_at, Silence::CloseReported),
        PartStage::Overdue => one(part.answers_at, Silence::Collect),
        PartStage::Disputed => one(part.answers_at, Silence::Settle),
        PartStage::Closed | PartStage::Void => [None, None],
    }
}

/// Whether the payee is asked at the end: not for what is usually not claimed.
const fn is_nudged(promise: Promise) -> bool {
    !matches!(promise, Promise::Bond | Promise::Cover)
}

/// When silence will count as the payer's answer to what is recorded now.
///
/// A first record within the hours that follow the end takes nothing from the payer, who without it would owe all; so the
/// time counts from the end. `starts_anew` says that the record asks for more than stood there before, or for another
/// reason: then the payer has the whole time again. No correction takes away time that the payer has already.
/// `has_arrived` says that the payer has what was promised.
pub fn answers_at(part: &Part, now: Timestamp, starts_anew: bool, has_arrived: bool) -> Timestamp {
    let from_the_end = part.ends_at.max(now);
    let from = match part.promise.procedure().answers {
        Answers::FromTheEnd if starts_anew => from_the_end,
        Answers::FromTheEnd => part.ends_at,
        Answers::FromTheRecord => now,
        Answers::FromTheArrival if has_arrived => now,
        Answers::FromTheArrival => from_the_end,
    };
    let answers_at = from.plus_hours(part.terms.answer_hours);
    let had = part.answers_at.filter(|_| part.stage == PartStage::Recorded);
    had.map_or(answers_at, |had| had.max(answers_at))
}

/// The next time at which silence does something to any of `parts`, after `since`.
pub fn next<'a>(parts: impl IntoIterator<Item = &'a Part>, since: Timestamp) -> Option<Timestamp> {
    let silences = parts.into_iter().flat_map(silences).flatten();
    // A nudge that is over is over; everything else that is overdue is still to be done.
    let left = silences.filter(|(at, silence)| *silence != Silence::Nudge || *at > since);
    left.map(|(at, _)| at).min()
}

/// When something is due of a part: the earlier first, and of two at one time that of the lower number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deadline {
    /// When.
    pub at: Timestamp,
    /// Which part.
    pub number: i64,
}

/// What silence has done to one of `parts` by `now`: the earliest that is still to be done. Nudges up to `nudged` are done.
pub fn due<'a>(
    parts: impl IntoIterator<Item = &'a Part>,
    now: Timestamp,
    nudged: Deadline,
) -> Option<(Deadline, Silence)> {
    let of = |part: &Part| {
        let number = part.number;
        silences(part).into_iter().flatten().map(move |(at, silence)| (Deadline { at, number }, silence))
    };
    let silences = parts.into_iter().flat_map(of);
    let due = silences.filter(|(deadline, silence)| {
        deadline.at <= now && (*silence != Silence::Nudge || *deadline > nudged)
    });
    due.min_by_key(|(deadline, _)| *deadline)
}

#[cfg(test)]
mod tests;
