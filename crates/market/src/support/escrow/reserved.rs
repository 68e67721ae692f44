//! What funds have set aside for a trade: reserved when it is held, spent or given back later.

use super::{OpenHold, account};
use crate::options::subsidies::{self, HeldFund};
use crate::price::Section;
use crate::trade::Awaits;
use crate::trade::full::FullTrade;
use kernel::{Amount, Draft, Stop};
use ledger::{AccountKey, Entry, Purpose};

/// Sets subsidies' money aside, so that a fund never promises what it does not have.
pub(super) fn set_aside(draft: &mut Draft<'_>, full: &mut FullTrade, number: i64) -> Result<(), Stop> {
    let (trade, currency, buyer) = (full.id(), full.trade.currency, full.trade.buyer);
    let day = full.trade.held_at.day();
    if !full.lines_of(number).any(|line| line.section == Section::Subsidy) {
        return Ok(());
    }
    let credit = account(trade, currency);
    let is_hold = full.trade.awaits != Awaits::Nobody;
    for line in full.lines_mut(number).filter(|line| line.section == Section::Subsidy) {
        let Some(fund) = &line.counterparty else { continue };
        let debit = fund.account(credit);
        let (amount, purpose) = (line.amount, Purpose::Subsidy);
        if is_hold {
            HeldFund::count(draft, debit, amount)?;
        }
        let pending =
            ledger::reserve(draft, &Entry { debit, credit, amount, purpose, subject: trade.cast() })?;
        subsidies::count(draft, debit.holder, buyer, day, amount)?;
        line.pending = Some(pending);
    }
    Ok(())
}

/// What is held is held no more: it is about to be spent, or given back.
pub(super) fn end_hold(draft: &mut Draft<'_>, full: &FullTrade) -> Result<(), Stop> {
    if full.trade.awaits == Awaits::Nobody {
        return Ok(());
    }
    OpenHold::end(draft, full)?;
    for (fund, amount) in held_of_funds(full) {
        HeldFund::count(draft, fund, amount.negated()?)?;
    }
    Ok(())
}

/// What a trade has set aside of each fund, line by line.
pub fn held_of_funds(full: &FullTrade) -> impl Iterator<Item = (AccountKey, Amount)> {
    let escrow = account(full.id(), full.trade.currency);
    let lines = full.lines().iter().filter(|line| line.pending.is_some());
    lines.filter_map(move |line| Some((line.counterparty.as_ref()?.account(escrow), line.amount)))
}

/// Gives back to the funds what is set aside for a part.
pub(super) fn give_back_reserved(
    draft: &mut Draft<'_>,
    full: &mut FullTrade,
    number: i64,
) -> Result<(), Stop> {
    if !full.lines_of(number).any(|line| line.pending.is_some()) {
        return Ok(());
    }
    let (buyer, day) = (full.trade.buyer, full.trade.held_at.day());
    let escrow = account(full.id(), full.part(number)?.currency);
    for line in full.lines_mut(number) {
        let (Some(pending), Some(fund)) = (line.pending.take(), &line.counterparty) else { continue };
        ledger::void_pending(draft, pending)?;
        subsidies::count(draft, fund.account(escrow).holder, buyer, day, line.amount.negated()?)?;
    }
    Ok(())
}
