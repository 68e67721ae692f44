//! Amendment (25): what was agreed is called off, or replaced by something else.
//!
//! A part is never edited. What takes the place of old parts are new ones, of the next edition; old rows stay, so that
//! every edition of the contract and every receipt can be made again.

pub mod chain;

use super::escrow::{self, Settled};
use super::notices::{self, Subject, TradeNotice};
use crate::price::Share;
use crate::trade::actions::{self, Step};
use crate::trade::full::FullTrade;
use crate::trade::part::{Part, PartStage, Takes};
use crate::trade::procedure::Promise;
use crate::trade::{EventKind, Side, Trade, TradeLine, TradeRefusal};
use crate::users::reliability::Outcome;
use kernel::{Amount, Command, Decide, Draft, Id, Keys, Stop, Timestamp};
use serde::{Deserialize, Serialize};

/// Calls a part off. A buyer does so free of charge until the contract's limit and pays the contract's share after it;
/// when a seller does, the buyer pays nothing. What hangs on the part goes with it: the bond of a hire.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("amendment.call_off")]
pub struct CallOff {
    /// Of which trade.
    pub trade: Id<Trade>,
    /// Which part.
    pub part: i64,
    /// The share of the price that was seen to be due, in basis points; none where it was seen to be free. Another one is
    /// refused.
    pub expected_bp: Option<i64>,
}

impl Decide for CallOff {
    type Done = Settled;

    fn reads(&self, keys: &mut Keys) {
        FullTrade::reads(keys, self.trade);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Settled, Stop> {
        let mut full = FullTrade::of(draft, self.trade)?;
        let side = full.trade.side(draft.actor());
        actions::of_part(&full, full.part(self.part)?, side, Step::CallOff, draft.now())?;
        let side = side.ok_or(TradeRefusal::NotASide)?;
        let share = share_due(&full.trade, side, draft.now());
        let seen = Share::ratio(kernel::BasisPoints(self.expected_bp.unwrap_or_default()));
        let is_free = |share: Share| share.is_nothing() || full.is_unpaid();
        if seen != share && !(is_free(seen) && is_free(share)) {
            return Err(TradeRefusal::Changed.into());
        }
        let outcome = outcome_of(side);
        let what = match side {
            Side::Buyer => EventKind::CalledOffByBuyer,
            Side::Seller => EventKind::CalledOffBySeller,
        };
        let settled = escrow::close(draft, &mut full, self.part, share, outcome)?;
        let settled = settled.ok_or(TradeRefusal::NotNow { stage: PartStage::Overdue.word() })?;
        close_hanging(draft, &mut full, outcome)?;
        full.happened(draft, Some(self.part), what);
        full.keep(draft)?;
        let money = match side {
            Side::Buyer => settled.received,
            Side::Seller => settled.paid,
        };
        let starts = full.trade.starts_at;
        let notice = match (side, full.part(self.part)?.promise) {
            (Side::Seller, Promise::Work) => TradeNotice::SellerCalledOff { starts },
            _ => TradeNotice::CalledOff { starts, money },
        };
        notices::tell(draft, full.trade.user(side.other()), Subject::trade(full.id()), &notice);
        if side == Side::Seller {
            chain::lost(draft, &full)?;
        }
        Ok(settled)
    }
}

/// What becomes of what a side calls off.
const fn outcome_of(side: Side) -> Outcome {
    match side {
        Side::Buyer => Outcome::BuyerCancelled,
        Side::Seller => Outcome::SellerCancelled,
    }
}

/// What part of the price is due when a side calls off at a moment.
pub fn share_due(trade: &Trade, side: Side, now: Timestamp) -> Share {
    if side == Side::Buyer && now > trade.free_until {
        Share::ratio(trade.late_share_bp)
    } else {
        Share::NOTHING
    }
}

/// Closes the bonds of a trade whose use came to nothing.
pub(crate) fn close_hanging(
    draft: &mut Draft<'_>,
    full: &mut FullTrade,
    outcome: Outcome,
) -> Result<(), Stop> {
    let in_use = full.parts().iter().any(|part| part.promise == Promise::Use && part.is_live());
    if in_use {
        return Ok(());
    }
    let bonds =
        full.parts().iter().filter(|part| part.promise == Promise::Bond && part.stage == PartStage::Open);
    for bond in bonds.map(|part| part.number).collect::<Vec<_>>() {
        escrow::close(draft, full, bond, Share::NOTHING, outcome)?;
    }
    Ok(())
}

/// Replaces a live part by another of the next edition: the payer pays, or gets back, the difference of their lines; what
/// the old one took is given back and what the new one takes is taken.
///
/// # Errors
/// [`ledger::LedgerRefusal::Insufficient`] when the payer has not the difference; what cannot be taken.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "amendments are proposed and accepted from the next cluster on")
)]
#[expect(clippy::needless_pass_by_value, reason = "a part is made to be added")]
pub(crate) fn replace(
    draft: &mut Draft<'_>,
    full: &mut FullTrade,
    number: i64,
    new: Part,
    lines: &[TradeLine],
) -> Result<i64, Stop> {
    let old = full.part(number)?.clone();
    let (was, becomes) = (full.price_of(&old), crate::trade::agreed(old.currency, lines));
    let takes = new.takes;
    escrow::give_back_takings(draft, full, number)?;
    let new = Part { replaces: Some(number), edition: full.trade.edition + 1, stage: old.stage, ..new };
    let added = full.add_part(new, lines.iter().cloned());
    full.part_mut(number)?.stage = PartStage::Void;
    full.repoint(number, added);
    full.trade.edition += 1;
    if takes != Takes::Nothing {
        let part = full.part(added)?;
        for taking in part.takings(full.lines_of(added))? {
            taking.take(draft)?;
        }
    }
    if old.is_funded() {
        escrow::pay_difference(draft, full, added, &was, &becomes)?;
    }
    Ok(added)
}

/// What the payer of a part would pay for it, and get back, if it were called off at a moment.
///
/// # Errors
/// [`kernel::Overflow`].
pub fn cost(full: &FullTrade, part: &Part, side: Side, now: Timestamp) -> Result<(Amount, Amount), Stop> {
    let outcome = outcome_of(side);
    let due = full.due_of(part, share_due(&full.trade, side, now), outcome)?.payer_pays()?;
    Ok((due, full.price_of(part).payer_pays()?.minus(due)?))
}

#[cfg(test)]
mod tests;
