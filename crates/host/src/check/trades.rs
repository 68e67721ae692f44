//! The trades: each with its parts, lines, contract and timer.

use super::held::Held;
use super::money::{Balance, Money};
use super::one_trade::{self, Gathered};
use super::side_by_side::Pages;
use super::takings::Taken;
use super::{Report, Source};
use crate::failure::Failure;
use kernel::{Currency, Id, Reference, Timer, Timestamp};
use ledger::Account;
use market::options::contracts::{AgreedHire, Contract};
use market::trade::full::FullTrade;
use market::trade::milestone::Milestone;
use market::trade::part::Part;
use market::trade::{Trade, TradeLine};
use std::collections::{BTreeSet, HashMap};

/// What the records of trades say of other records.
#[derive(Default)]
pub(super) struct Expected {
    /// The one timer of each held or booked trade.
    pub(super) timers: HashMap<Id<Timer>, Due>,
    /// What parts have taken.
    pub(super) taken: Taken,
    /// What is on hold.
    pub(super) held: Held,
    /// What is set aside, and for no trade.
    pub(super) reserved: BTreeSet<Id<ledger::Transfer>>,
}

/// When the timer of a trade is due.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Due {
    pub(super) trade: Id<Trade>,
    pub(super) at: Timestamp,
}

/// Checks every trade by itself and its escrow, and gathers what other records must say.
pub(super) async fn check(
    source: &mut impl Source,
    mut money: Money,
    reference: &Reference,
    report: &mut Report,
) -> Result<Expected, Failure> {
    let (mut trades, mut parts, mut lines) = (Pages::<Trade>::new(), Pages::<Part>::new(), Pages::new());
    let (mut contracts, mut hires) = (Pages::<Contract>::new(), Pages::<AgreedHire>::new());
    let (mut milestones, mut proposed) = (Pages::<Milestone>::new(), Vec::new());
    let (mut expected, mut wrong) = (Expected::default(), Vec::new());
    let (mut trade_count, mut part_count) = (0_u64, 0_u64);
    while let Some(trade) = trades.next(source).await? {
        let parts: Vec<Part> = parts.of(source, &trade, &mut wrong).await?;
        let lines: Vec<TradeLine> = lines.of(source, &trade, &mut wrong).await?;
        let contracts = contracts.of(source, &trade, &mut wrong).await?;
        let hire = hires.of(source, &trade, &mut wrong).await?.pop();
        // What was proposed and not chosen belongs to no trade.
        let milestones = milestones.of(source, &trade, &mut proposed).await?;
        proposed.clear();
        trade_count += 1;
        part_count += u64::try_from(parts.len()).unwrap_or_default();
        let gathered = Gathered { full: FullTrade::new(trade, parts, lines), contracts, hire, milestones };
        one_trade::check(&gathered, reference, &mut wrong);
        escrow(&gathered.full, &mut money, &mut wrong);
        set_aside(&gathered.full, &mut money.reserved, &mut wrong);
        expected.take_in(&gathered.full, &mut wrong);
        report.found(std::mem::take(&mut wrong));
    }
    parts.rest(source, &mut wrong).await?;
    lines.rest(source, &mut wrong).await?;
    contracts.rest(source, &mut wrong).await?;
    hires.rest(source, &mut wrong).await?;
    report.count("trades", trade_count);
    report.count("parts", part_count);
    report.found(wrong);
    expected.reserved = money.reserved;
    for (holder, currency) in money.escrows.into_keys() {
        report
            .fault(format!("escrow of {holder} in {currency}: it holds money, and no trade has such a part"));
    }
    Ok(expected)
}

/// Escrow of a trade is what its open parts hold, and nothing of it is reserved.
fn escrow(full: &FullTrade, money: &mut Money, wrong: &mut Vec<String>) {
    let currencies: BTreeSet<_> = full.parts().iter().map(|part| part.currency).collect();
    for currency in currencies {
        let there = money.escrows.remove(&(full.id().cast(), currency)).unwrap_or_default();
        wrong.extend(differs(full, currency, there));
    }
}

/// What is wrong with the escrow of a trade in a currency, of which this row is stored or none.
pub fn wrong_escrow(full: &FullTrade, currency: Currency, stored: Option<&Account>) -> Option<String> {
    differs(full, currency, stored.map(Balance::of).unwrap_or_default())
}

fn differs(full: &FullTrade, currency: Currency, there: Balance) -> Option<String> {
    match full.held(currency) {
        Ok(held) if there == (Balance { available: i128::from(held.0), reserved: 0 }) => None,
        Ok(held) => Some(format!(
            "escrow of trade {} ({}) in {currency}: stored {there:?}, its open parts hold {}",
            full.id(),
            full.trade.stage.word(),
            held.0
        )),
        Err(overflow) => Some(format!("escrow of trade {}: {overflow}", full.id())),
    }
}

/// What a line sets aside for its part is reserved.
fn set_aside(full: &FullTrade, reserved: &mut BTreeSet<Id<ledger::Transfer>>, wrong: &mut Vec<String>) {
    for line in full.lines() {
        if let Some(pending) = line.pending.filter(|pending| !reserved.remove(pending)) {
            wrong.push(format!(
                "line {} of part {} of trade {}: its transfer {pending} is not reserved",
                line.position,
                line.part,
                full.id()
            ));
        }
    }
}

impl Expected {
    fn take_in(&mut self, full: &FullTrade, wrong: &mut Vec<String>) {
        let trade = full.id();
        self.held.take_in(full);
        if let (Some(at), Some(timer)) = (full.trade.timer_at, full.trade.timer)
            && let Some(other) = self.timers.insert(timer, Due { trade, at })
        {
            wrong.push(format!("trade {trade}: its timer {timer} is that of trade {} too", other.trade));
        }
        for part in full.parts() {
            match part.takings(full.lines_of(part.number)) {
                Ok(takings) => {
                    wrong.extend(takings.iter().filter_map(|taking| self.taken.take(trade, taking)));
                }
                Err(_) => {
                    wrong.push(format!("part {} of trade {trade}: its times are no span", part.number));
                }
            }
        }
    }
}
