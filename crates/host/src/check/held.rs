//! What is on hold: the counts that keep one from holding what all need are those of the trades that are held.

use super::{Report, Source};
use crate::failure::Failure;
use kernel::{Currency, Day, Id};
use ledger::Holder;
use market::options::subsidies::HeldFund;
use market::support::escrow::{HeldDay, held_of_funds};
use market::trade::full::FullTrade;
use market::trade::{Awaits, Stage};
use market::users::assets::Resource;
use std::collections::BTreeMap;

/// What trades that are held keep from others.
#[derive(Default)]
pub(super) struct Held {
    days: BTreeMap<(Id<Resource>, Day), i64>,
    funds: BTreeMap<(Id<Holder>, Currency), i128>,
}

impl Held {
    /// Enters what a trade keeps, if it is held.
    pub(super) fn take_in(&mut self, full: &FullTrade) {
        if full.trade.stage != Stage::Held || full.trade.awaits == Awaits::Nobody {
            return;
        }
        if let Some(day) = HeldDay::of(full) {
            *self.days.entry(day).or_default() += 1;
        }
        for (fund, amount) in held_of_funds(full) {
            *self.funds.entry((fund.holder, fund.currency)).or_default() += i128::from(amount.0);
        }
    }
}

/// Compares what is counted as held with what is.
pub(super) async fn check(source: &mut impl Source, held: Held, report: &mut Report) -> Result<(), Failure> {
    let Held { mut days, mut funds } = held;
    let mut wrong = Vec::new();
    let compare = |stored: HeldDay| {
        let made = days.remove(&(stored.resource, stored.day)).unwrap_or_default();
        if made != stored.holds {
            let (resource, day) = (stored.resource, stored.day.date());
            wrong.push(format!(
                "holds of resource {resource} on {day}: stored {}, there are {made}",
                stored.holds
            ));
        }
    };
    report.count("days on hold", source.scan::<HeldDay>(compare).await?);
    for (resource, day) in days.into_keys() {
        wrong.push(format!("holds of resource {resource} on {}: they are not counted", day.date()));
    }
    let compare = |stored: HeldFund| {
        let made = funds.remove(&(stored.fund, stored.currency)).unwrap_or_default();
        if made != i128::from(stored.held.0) {
            let (fund, currency, held) = (stored.fund, stored.currency, stored.held.0);
            wrong.push(format!("holds of fund {fund} in {currency}: stored {held}, they keep {made}"));
        }
    };
    source.scan::<HeldFund>(compare).await?;
    for (fund, currency) in funds.into_iter().filter(|(_, held)| *held != 0).map(|(key, _)| key) {
        wrong.push(format!("holds of fund {fund} in {currency}: they are not counted"));
    }
    report.found(wrong);
    Ok(())
}
