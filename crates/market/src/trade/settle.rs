//! Settlement: every line of the price to its payee, the rest back to who paid it, the escrow at zero.

use super::{Trade, TradeLine, advance, waterfall};
use crate::options::{
    subsidies,
    waterfall::{LineKind, Waterfall},
};
use crate::support::escrow::{self, Due};
use crate::users::reliability::{self, Outcome};
use kernel::{Amount, BadRow, BasisPoints, Draft, Moment, Overflow, Stop};
use ledger::{Class, Purpose, AccountKey};

/// What part of the agreed price is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// For the minutes worked, of those booked.
    Worked { worked: i64, booked: i64 },
    /// A share of every line, whatever was worked.
    Share(BasisPoints),
}

/// Pays what is due of a trade whose stage is set already, gives back the rest, and enters it in the records of the
/// two sides.
pub(super) fn settle(
    at: &Moment,
    draft: &mut Draft,
    trade: &mut Trade,
    (part, outcome, what): (Part, Option<Outcome>, &str),
) -> Result<(), Stop> {
    let lines = draft.list::<TradeLine>((at.locality, trade.id))?;
    let agreed = waterfall(trade.currency, &lines);
    let due = match part {
        Part::Worked { worked, booked } => agreed.for_work(worked, booked)?,
        Part::Share(share) => agreed.scaled(share.0, BasisPoints::WHOLE.0)?,
    };
    escrow::pay(at, draft, trade.id, &payments(trade, &due)?)?;
    give_back(at, draft, trade, (&agreed, &due))?;
    let left = escrow::purse(trade.id, trade.currency).account(draft, at.locality)?;
    if left.available != Amount::ZERO {
        return Err(Stop::Bad(BadRow(format!(
            "trade {}: escrow would end at {:?}",
            trade.id, left.available
        ))));
    }
    for (line, due) in lines.into_iter().zip(&due.lines) {
        draft.put(&TradeLine { settled: Some(due.amount), ..line })?;
    }
    trade.buyer_pays = due.buyer_pays()?;
    trade.seller_receives = due.seller_receives()?;
    trade.ended_at = Some(at.now);
    if let Some(outcome) = outcome {
        reliability::record(draft, (trade.buyer, trade.seller), outcome)?;
    }
    advance(at, draft, trade, what)
}

/// Who is due what: one payment for the seller, one for each line that goes to somebody else.
fn payments(trade: &Trade, due: &Waterfall) -> Result<Vec<Due>, Overflow> {
    let seller = AccountKey::of(trade.seller, Class::UserAvailable, trade.currency);
    let mut dues = vec![Due { to: seller, amount: due.seller_receives()?, purpose: Purpose::SellerPay }];
    for line in &due.lines {
        let name = line.counterparty.as_deref().unwrap_or_default();
        let named = |class| AccountKey::named(name, class, trade.currency);
        let (to, purpose) = match line.kind {
            LineKind::OperatorMarkup => (named(Class::OperatorMarkup), Purpose::OperatorMarkup),
            LineKind::FranchiseShare => (named(Class::FranchiseShare), Purpose::FranchiseShare),
            LineKind::Charge => (named(Class::Authority), Purpose::Charge),
            LineKind::Withholding if name == Class::UserTaxPot.word() => {
                (AccountKey { class: Class::UserTaxPot, ..seller }, Purpose::Withholding)
            }
            LineKind::Withholding => (named(Class::Authority), Purpose::Withholding),
            LineKind::Hours
            | LineKind::Evening
            | LineKind::Weekend
            | LineKind::ShortNotice
            | LineKind::Travel
            | LineKind::LongerHire
            | LineKind::Subsidy => continue,
        };
        dues.push(Due { to, amount: line.amount, purpose });
    }
    Ok(dues)
}

/// What was paid in and is not due goes back: to each fund what its subsidy came to less, to the buyer the rest.
fn give_back(
    at: &Moment,
    draft: &mut Draft,
    trade: &Trade,
    (agreed, due): (&Waterfall, &Waterfall),
) -> Result<(), Stop> {
    let buyer = AccountKey::of(trade.buyer, Class::UserAvailable, trade.currency);
    let to_buyer = agreed.buyer_pays()?.minus(due.buyer_pays()?)?;
    let mut refunds = vec![Due { to: buyer, amount: to_buyer, purpose: Purpose::Refund }];
    for (agreed, due) in agreed.lines.iter().zip(&due.lines) {
        let less = agreed.amount.minus(due.amount)?;
        if let (LineKind::Subsidy, Some(fund)) = (agreed.kind, &agreed.counterparty)
            && less > Amount::ZERO
        {
            let to = subsidies::purse(fund, trade.currency);
            subsidies::count(draft, to.holder, (trade.buyer, trade.held_at.day()), less.negated()?)?;
            refunds.push(Due { to, amount: less, purpose: Purpose::Refund });
        }
    }
    escrow::pay(at, draft, trade.id, &refunds)
}
