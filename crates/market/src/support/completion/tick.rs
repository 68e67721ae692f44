//! The one timer of a trade: everything that silence has done to it by now, earliest first.

use super::PartOffer;
use super::answer::tell_settled;
use crate::price::Share;
use crate::support::amendment::close_hanging;
use crate::support::escrow::{self, outcome_of};
use crate::support::notices::{self, Subject, TradeNotice};
use crate::trade::clock::{self, Deadline, Silence, Tick};
use crate::trade::full::FullTrade;
use crate::trade::part::{Part, PartStage};
use crate::trade::procedure::{Promise, Unrecorded};
use crate::trade::{Awaits, EventKind, Stage};
use crate::users::reliability::Outcome;
use kernel::{Decide, Draft, Keys, Stop, Timestamp};

/// Things that silence does in one run of a timer; the clock was moved by years if there are more.
const STEPS_MAX: usize = 1_000;

impl Decide for Tick {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        FullTrade::reads(keys, self.trade);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let mut full = FullTrade::of(draft, self.trade)?;
        match full.trade.stage {
            Stage::Lapsed | Stage::Ended => return Ok(()),
            // It is held and let go with the others of its bundle.
            Stage::Held if full.trade.bundle.is_some() => return Ok(()),
            Stage::Held => return end_hold(draft, &mut full),
            Stage::Booked => {}
        }
        let now = draft.now();
        let before = full.trade.timer_at.map_or(now, |at| Timestamp(at.0.saturating_sub(1)));
        let mut nudged = Deadline { at: before, number: i64::MAX };
        for _ in 0..STEPS_MAX {
            let Some((deadline, silence)) = clock::due(full.parts(), now, nudged) else { break };
            if silence == Silence::Nudge {
                nudged = deadline;
            }
            happen(draft, &mut full, deadline.number, silence)?;
        }
        full.tick();
        full.keep(draft)
    }
}

/// What silence does to a trade that is held: it lapses, or is agreed where nobody's word was missing.
fn end_hold(draft: &mut Draft<'_>, full: &mut FullTrade) -> Result<(), Stop> {
    full.tick();
    if draft.now() < full.trade.held_until {
        // The clock was set back since the timer was found to be due. It is gone with this: another is set.
        return full.keep(draft);
    }
    match full.trade.awaits {
        Awaits::Nobody if escrow::can_bind(draft, full)? => escrow::bind(draft, full).map(drop),
        Awaits::Nobody | Awaits::Buyer | Awaits::Seller => escrow::lapse(draft, full),
    }
}

fn happen(draft: &mut Draft<'_>, full: &mut FullTrade, number: i64, silence: Silence) -> Result<(), Stop> {
    let part = full.part(number)?.clone();
    match silence {
        Silence::Nudge => nudge(draft, full, &part),
        Silence::Fund => escrow::fund_or_owe(draft, full, number)?,
        Silence::RecordAll => escrow::record_all(draft, full, number)?,
        Silence::CloseUnrecorded(Unrecorded::All) => {
            close(draft, full, &part, Share::ALL, EventKind::Approved)?;
        }
        Silence::CloseUnrecorded(Unrecorded::Nothing) => {
            let what = if part.promise.counts() { EventKind::Missed } else { EventKind::Unclaimed };
            close(draft, full, &part, Share::NOTHING, what)?;
        }
        Silence::CloseRecorded => {
            close(draft, full, &part, part.due_share().unwrap_or(Share::ALL), EventKind::Approved)?;
        }
        Silence::CloseReported => {
            close_as(draft, full, &part, Share::NOTHING, Outcome::Missed, EventKind::Missed)?;
            close_hanging(draft, full, Outcome::Missed)?;
        }
        Silence::CloseUnbegun => {
            close_as(draft, full, &part, Share::NOTHING, Outcome::SellerCancelled, EventKind::GivenUp)?;
        }
        Silence::Collect => escrow::collect(draft, full, number)?,
        Silence::Settle => {
            let settled = match PartOffer::beside_half(draft, full, &part)? {
                None => escrow::close(draft, full, number, Share::HALF, Outcome::Settled)?,
                Some(pays) => escrow::close_at(draft, full, number, pays)?,
            };
            if let Some(settled) = settled {
                full.happened(draft, Some(number), EventKind::SettledByTime);
                tell_settled(draft, full, &part, &settled);
            }
        }
    }
    if full.part(number)?.stage == PartStage::Overdue && silence != Silence::Collect {
        tell_both(draft, full, &TradeNotice::Overdue);
    }
    Ok(())
}

fn close(
    draft: &mut Draft<'_>,
    full: &mut FullTrade,
    part: &Part,
    share: Share,
    what: EventKind,
) -> Result<(), Stop> {
    close_as(draft, full, part, share, outcome_of(part, share), what)
}

fn close_as(
    draft: &mut Draft<'_>,
    full: &mut FullTrade,
    part: &Part,
    share: Share,
    outcome: Outcome,
    what: EventKind,
) -> Result<(), Stop> {
    let Some(settled) = escrow::close(draft, full, part.number, share, outcome)? else { return Ok(()) };
    full.happened(draft, Some(part.number), what);
    if outcome == Outcome::Missed {
        tell_both(draft, full, &TradeNotice::Missed);
    } else {
        tell_settled(draft, full, part, &settled);
    }
    Ok(())
}

/// Asks the payee, at the end, to say how much is due.
fn nudge(draft: &mut Draft<'_>, full: &FullTrade, part: &Part) {
    let Some(until) = part.record_by else { return };
    let notice = if part.promise == Promise::Work {
        TradeNotice::PromptHours { approves: until }
    } else {
        TradeNotice::Prompt { until }
    };
    notices::tell(draft, full.trade.user(part.payee()), Subject::trade(full.id()), &notice);
}

fn tell_both(draft: &mut Draft<'_>, full: &FullTrade, notice: &TradeNotice) {
    for user in [full.trade.buyer, full.trade.seller] {
        notices::tell(draft, user, Subject::trade(full.id()), notice);
    }
}
