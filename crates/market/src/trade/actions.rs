//! The one table of steps: what each side may do at each stage, and when.
//!
//! Commands ask [`of_trade`] or [`of_part`] before they do anything; what a page offers and the API calls `next` is [`actions`], which asks
//! the same.

use super::full::FullTrade;
use super::part::{Funds, Part, PartStage};
use super::procedure::{Recorded, Reports, Unrecorded};
use super::{Awaits, Side, Stage, TradeRefusal};
use kernel::{Members, Timestamp};

kernel::words! {
    /// What a side can do.
    pub enum Step {
        /// Agree to what is held.
        Agree = "agree",
        /// Hold it for longer.
        Extend = "extend",
        /// Let go of it.
        LetGo = "let_go",
        /// Begin it at the door.
        Start = "start",
        /// End it at the door.
        Stop = "stop",
        /// Say how much is due.
        Record = "record",
        /// Confirm it.
        Confirm = "confirm",
        /// Say that less is due.
        Object = "object",
        /// Offer what one would settle for.
        Offer = "offer",
        /// Ask for it again.
        SendBack = "send_back",
        /// Say that nothing came, or send back what came.
        Report = "report",
        /// Accept a report.
        AcceptReport = "accept_report",
        /// Add to what is known.
        AddEvidence = "add_evidence",
        /// Call it off.
        CallOff = "call_off",
        /// Say that one will be late.
        RunLate = "run_late",
        /// Write to the other side.
        Write = "write",
    }
}

/// A step that a side may take now.
#[derive(Members, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Action {
    /// Which.
    pub step: Step,
    /// Of which part; of none for the trade as a whole.
    pub part: Option<i64>,
}

impl Step {
    /// Whether it is of the trade as a whole.
    pub const fn is_of_trade(self) -> bool {
        matches!(self, Self::Agree | Self::Extend | Self::LetGo | Self::Write)
    }
}

/// Every step that a side may take at a moment.
pub fn actions(full: &FullTrade, side: Side, now: Timestamp) -> Vec<Action> {
    let mut actions = Vec::new();
    for step in Step::ALL.iter().copied() {
        if step.is_of_trade() {
            let may = of_trade(full, Some(side), step, now).is_ok();
            actions.extend(may.then_some(Action { step, part: None }));
        } else {
            let open = full.parts().iter().filter(|part| of_part(full, part, Some(side), step, now).is_ok());
            actions.extend(open.map(|part| Action { step, part: Some(part.number) }));
        }
    }
    actions
}

/// Refuses a step of the trade as a whole that `side` may not take at a moment; `None` is neither side.
///
/// # Errors
/// [`TradeRefusal`].
pub fn of_trade(
    full: &FullTrade,
    side: Option<Side>,
    step: Step,
    now: Timestamp,
) -> Result<(), TradeRefusal> {
    let trade = &full.trade;
    if step == Step::Write {
        side.ok_or(TradeRefusal::NotASide)?;
        let not_now = TradeRefusal::NotNow { stage: trade.stage.word() };
        return if trade.stage == Stage::Booked { Ok(()) } else { Err(not_now) };
    }
    match trade.awaits {
        Awaits::Buyer => only(side, Side::Buyer)?,
        Awaits::Seller => only(side, Side::Seller)?,
        Awaits::Nobody => return Err(TradeRefusal::NotASide),
    }
    if trade.stage != Stage::Held {
        return Err(TradeRefusal::NotNow { stage: trade.stage.word() });
    }
    if trade.held_in().is_some() {
        return Err(TradeRefusal::InBundle);
    }
    if step == Step::LetGo {
        return Ok(());
    }
    if now >= trade.held_until {
        return Err(TradeRefusal::HoldEnded);
    }
    if step == Step::Extend {
        let ends = trade.held_until;
        return match trade.agree_by {
            _ if trade.extensions_left <= 0 => Err(TradeRefusal::NoMoreExtensions),
            Some(agree_by) if ends > agree_by => Err(TradeRefusal::NoMoreTime { ends }),
            _ => Ok(()),
        };
    }
    let has_begun = |part: &Part| part.promise.procedure().is_timed && now >= part.starts_at;
    if full.parts().iter().any(has_begun) { Err(TradeRefusal::Begun) } else { Ok(()) }
}

/// Refuses a step of a part that `side` may not take at a moment; `None` is neither side.
///
/// # Errors
/// [`TradeRefusal`]: who may take it, then whether there is such a step, then whether it is time.
pub fn of_part(
    full: &FullTrade,
    part: &Part,
    side: Option<Side>,
    step: Step,
    now: Timestamp,
) -> Result<(), TradeRefusal> {
    let side = side.ok_or(TradeRefusal::NotASide)?;
    match step {
        Step::Start | Step::Stop | Step::Record | Step::AcceptReport => only(Some(side), part.payee())?,
        Step::Confirm | Step::Object | Step::SendBack | Step::Report => only(Some(side), part.payer)?,
        Step::Offer
        | Step::AddEvidence
        | Step::CallOff
        | Step::RunLate
        | Step::Agree
        | Step::Extend
        | Step::LetGo
        | Step::Write => {}
    }
    let not_now = TradeRefusal::NotNow { stage: part.stage.word() };
    if full.trade.stage != Stage::Booked {
        return Err(TradeRefusal::NotNow { stage: full.trade.stage.word() });
    }
    if can(part, step, now)? { Ok(()) } else { Err(not_now) }
}

/// Whether a step fits the stage of a part; refuses by what is amiss where it is not the stage.
#[expect(clippy::match_same_arms, reason = "the table is read step by step")]
fn can(part: &Part, step: Step, now: Timestamp) -> Result<bool, TradeRefusal> {
    let procedure = part.promise.procedure();
    let begun = || has_begun(part, now);
    Ok(match (step, part.stage) {
        (Step::Start | Step::Stop, _) if !procedure.is_measured => return Err(TradeRefusal::NotOfThisKind),
        // Who comes after the end has nothing to begin.
        (Step::Start, PartStage::Open) => part.started_at.is_none() && now < part.ends_at && begun()?,
        (Step::Stop, PartStage::Open | PartStage::Recorded) => {
            part.started_at.is_some() && part.stopped_at.is_none()
        }

        (Step::Record, _) if procedure.recorded != Recorded::ByPayee => {
            return Err(TradeRefusal::NotOfThisKind);
        }
        (Step::Record, PartStage::Open | PartStage::Recorded | PartStage::Reported) => begun()?,
        (Step::Record, PartStage::Waiting) => part.funds == Funds::WhenDue && begun()?,

        (Step::Confirm | Step::Object, PartStage::Recorded) => is_answered_now(part, now)?,
        (Step::Confirm, PartStage::Open) => is_confirmed_unrecorded(part, now)?,

        (Step::SendBack, _) if procedure.send_backs == 0 => return Err(TradeRefusal::NotOfThisKind),
        (Step::SendBack, PartStage::Recorded) => part.tries < procedure.send_backs,

        (Step::Report, _) if procedure.reports == Reports::Never => return Err(TradeRefusal::NotOfThisKind),
        (Step::Report, PartStage::Open) => begun()?,
        (Step::Report, PartStage::Recorded) => true,
        (Step::AcceptReport, PartStage::Reported)
        | (Step::Offer, PartStage::Disputed)
        | (
            Step::AddEvidence,
            PartStage::Open | PartStage::Recorded | PartStage::Reported | PartStage::Disputed,
        ) => true,

        // What is paid when it is due is claimed while it waits.
        (Step::AddEvidence, PartStage::Waiting) => part.funds == Funds::WhenDue,

        (Step::CallOff, _) if !procedure.is_called_off => return Err(TradeRefusal::NotOfThisKind),
        (Step::CallOff, PartStage::Open | PartStage::Waiting) => {
            if procedure.is_timed && now >= part.starts_at {
                return Err(TradeRefusal::Begun);
            }
            true
        }

        (Step::RunLate, _) if !(procedure.is_timed && procedure.is_called_off) => {
            return Err(TradeRefusal::NotOfThisKind);
        }
        (Step::RunLate, PartStage::Open) => part.started_at.is_none() && now < part.ends_at,
        _ => false,
    })
}

/// Whether the payer can confirm all of a part of which nothing was recorded: work that is over, goods that are there.
fn is_confirmed_unrecorded(part: &Part, now: Timestamp) -> Result<bool, TradeRefusal> {
    let procedure = part.promise.procedure();
    if procedure.recorded != Recorded::ByPayee || procedure.reports == Reports::Never {
        return Ok(false);
    }
    if procedure.unrecorded == Unrecorded::All && now < part.ends_at {
        return Err(TradeRefusal::NotOver { ends: part.ends_at });
    }
    Ok(true)
}

/// Whether the payer can say how much of a record is due: of work only once it is over, because what would be paid for less
/// takes away what is still to be worked.
fn is_answered_now(part: &Part, now: Timestamp) -> Result<bool, TradeRefusal> {
    if part.is_going_on(now) {
        return Err(TradeRefusal::NotOver { ends: part.ends_at });
    }
    Ok(true)
}

fn has_begun(part: &Part, now: Timestamp) -> Result<bool, TradeRefusal> {
    if part.promise.procedure().is_timed && now < part.starts_at {
        return Err(TradeRefusal::NotBegun { starts: part.starts_at });
    }
    Ok(true)
}

fn only(side: Option<Side>, wanted: Side) -> Result<(), TradeRefusal> {
    match (side == Some(wanted), wanted) {
        (true, _) => Ok(()),
        (false, Side::Buyer) => Err(TradeRefusal::NotTheBuyer),
        (false, Side::Seller) => Err(TradeRefusal::NotTheSeller),
    }
}

#[cfg(test)]
mod tests;
