//! Calling off, by the contract's terms.

use super::{Stage, Trade, TradeRefusal, reads, settle};
use crate::concession::Terms;
use crate::support::notices;
use crate::users::{availability, reliability::Outcome};
use kernel::{Amount, BasisPoints, Command, Draft, Id, Keys, Locality, Moment, Stop};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// Calls a booked trade off before it begins. The buyer does so free of charge until the contract's limit and pays
/// the contract's share after it; when the seller does, the buyer pays nothing.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct Cancel {
    /// Which trade.
    pub trade: Id<Trade>,
}

/// What calling off came to.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Cancelled {
    /// What the buyer still pays, in minor units.
    pub buyer_paid: Amount,
    /// What the seller receives, in minor units.
    pub seller_received: Amount,
}

impl Command for Cancel {
    type Done = Cancelled;
    const NAME: &'static str = "trade.cancel";

    fn locality(&self) -> Locality {
        self.trade.locality()
    }

    fn reads(&self, keys: &mut Keys) {
        reads(keys, self.trade);
    }

    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<Cancelled, Stop> {
        let mut trade = draft.get::<Trade>((at.locality, self.trade))?;
        let by_buyer = trade.only_buyer(at).is_ok();
        if !by_buyer && trade.only_seller(at).is_err() {
            return Err(TradeRefusal::NotASide.into());
        }
        trade.at_one_of(&[Stage::Booked])?;
        if at.now >= trade.starts_at {
            return Err(TradeRefusal::Begun.into());
        }
        let share = if by_buyer { share_due(at, &trade)? } else { BasisPoints(0) };
        let outcome = match (by_buyer, share.0 > 0) {
            (true, true) => Some(Outcome::BuyerCancelled),
            (true, false) => None,
            (false, _) => Some(Outcome::SellerCancelled),
        };
        availability::give_back(draft, at.locality, trade.resource, trade.span()?)?;
        trade.stage = Stage::Cancelled;
        let part = settle::Part::Share(share);
        let what = if by_buyer { "event-cancelled-buyer" } else { "event-cancelled-seller" };
        settle::settle(at, draft, &mut trade, (part, outcome, what))?;

        let other = if by_buyer { trade.seller } else { trade.buyer };
        let money = if by_buyer { trade.seller_receives } else { trade.buyer_pays };
        let saying = (
            "notice-cancelled",
            vec![("starts", trade.starts_at.into()), ("money", (money, trade.currency).into())],
        );
        notices::tell(at, draft, other, (Some(trade.id), saying));
        Ok(Cancelled { buyer_paid: trade.buyer_pays, seller_received: trade.seller_receives })
    }
}

/// What part of the price a buyer owes who calls off at this moment.
///
/// # Errors
/// As [`Terms::on`].
pub fn share_due(at: &Moment, trade: &Trade) -> Result<BasisPoints, Stop> {
    // The terms are those of the day of agreement: they are in the contract.
    let agreed_at = trade.booked_at.unwrap_or(at.now);
    let terms = Terms::on(at.consult::<Rulebook>()?, trade.zone.calendar().local(agreed_at).date)?;
    let is_free = at.now <= trade.starts_at.plus_hours(-terms.free_cancellation_hours);
    Ok(if is_free { BasisPoints(0) } else { terms.late_cancellation_bp })
}
