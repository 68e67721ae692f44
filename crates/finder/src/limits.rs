//! What bounds the funds for a buyer, and the most that they could pay of one price.

use crate::area::Area;
use crate::price_bound::Subsidy;
use kernel::{Amount, Currency, Day, Id};
use market::concession::fund_held_max;
use market::options::booking_checks::Checks;
use market::options::subsidies::{self, FundLimit, FundLimits};
use market::users::User;
use rules::{Rulebook, SubsidyLimits};
use std::collections::BTreeSet;

/// Whose money it is to pay, and when.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Payer<'a> {
    pub(crate) rulebook: &'a Rulebook,
    /// The buyer, if known.
    pub(crate) buyer: Option<Id<User>>,
    /// The UTC day on which the price is made.
    pub(crate) day: Day,
}

/// What bounds the rulebook's funds, as a hold would read it.
pub(crate) fn limits(area: &Area, payer: Payer<'_>, currency: Currency) -> FundLimits {
    let buyer = payer.buyer.and_then(|buyer| area.users.get(&buyer));
    // Without the figure no hold is made, and none is found that could be.
    let held_max = fund_held_max(payer.rulebook, payer.day.date()).unwrap_or_default();
    let limit = |fund: &str| {
        let holder = subsidies::account(fund, currency).holder;
        FundLimit {
            available: area.funds.get(&(holder, currency)).copied().unwrap_or_default(),
            held: area.held_funds.get(&(holder, currency)).copied().unwrap_or_default(),
            held_max,
            used_for_buyer: buyer.and_then(|buyer| buyer.used.get(holder)).copied().unwrap_or_default(),
            used_today: area.fund_days.get(&(holder, payer.day)).copied().unwrap_or_default(),
            used_in_all: area.fund_totals.get(&holder).copied().unwrap_or_default(),
        }
    };
    payer.rulebook.funds().map(|fund| (fund.to_owned(), limit(fund))).collect()
}

/// The most that each subsidy can come to on any price of a search, in whichever currency.
pub(crate) fn subsidies(area: &Area, payer: Payer<'_>, checks: &Checks<'_>) -> Vec<Subsidy> {
    // A fund without money is not stored, so a currency without an entry pays for nothing.
    let currencies: BTreeSet<Currency> = area.funds.iter().map(|((_, currency), _)| *currency).collect();
    if currencies.is_empty() {
        return Vec::new();
    }
    let buyer = payer.buyer.and_then(|buyer| area.users.get(&buyer));
    let subsidies = checks.subsidy_limits(buyer.and_then(|buyer| buyer.track.as_ref()));
    if subsidies.is_empty() {
        return Vec::new();
    }
    let limits: Vec<FundLimits> =
        currencies.into_iter().map(|currency| limits(area, payer, currency)).collect();
    let one = |subsidy: &SubsidyLimits<'_>| {
        let limit = |limits: &FundLimits| limits.get(subsidy.fund).copied().unwrap_or_default();
        let most = limits.iter().map(|limits| most_of(subsidy, limit(limits))).max().unwrap_or(0);
        Subsidy { most, share_bp: subsidy.share_bp }
    };
    subsidies.iter().map(one).filter(|subsidy| subsidy.most > 0).collect()
}

/// The most that one subsidy can be.
fn most_of(subsidy: &SubsidyLimits<'_>, limit: FundLimit) -> i64 {
    let left = |most: Option<i64>, used: Amount| most.map(|most| most.saturating_sub(used.0));
    let all = [
        Some(limit.room().unwrap_or_default().0),
        subsidy.amount_minor,
        subsidy.cap_per_deal_minor,
        left(subsidy.cap_per_user_minor, limit.used_for_buyer),
        left(subsidy.budget_per_day_minor, limit.used_today),
    ];
    all.into_iter().flatten().min().unwrap_or(0).max(0)
}
