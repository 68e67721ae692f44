//! What funds have left for a buyer, and the most that they could pay of one price.

use crate::area::{Area, bought_count};
use crate::search::Query;
use kernel::{Amount, Currency, Day, Timestamp};
use market::mechanisms::stored_availability::NAME;
use market::options::subsidies::{self, FundRoom, FundRooms};
use rules::{Effect, Facts, Question, Rulebook, TracedRule};
use std::collections::BTreeSet;

/// What the rulebook's funds have left for a buyer on a day, as a hold would read it.
pub(crate) fn rooms(
    area: &Area,
    rulebook: &Rulebook,
    (query, day): (&Query, Day),
    currency: Currency,
) -> FundRooms {
    let buyer = query.buyer.and_then(|buyer| area.users.get(&buyer));
    let room = |fund: &str| {
        let holder = subsidies::purse(fund, currency).holder;
        FundRoom {
            available: area.funds.get(&(holder, currency)).copied().unwrap_or_default(),
            used_for_buyer: buyer.and_then(|buyer| buyer.used.get(holder)).copied().unwrap_or_default(),
            used_today: area.fund_days.get(&(holder, day)).copied().unwrap_or_default(),
        }
    };
    rulebook.funds().map(|fund| (fund.to_owned(), room(fund))).collect()
}

/// The most that subsidies can come to on any price of a search, in whichever currency.
///
/// The rulebook is asked with what is known before there is a seller. A card whose condition is already false
/// stays false whoever the seller is; a cap whose value is already known is the same for every seller.
pub(crate) fn subsidy_most(area: &Area, rulebook: &Rulebook, (query, now): (&Query, Timestamp)) -> Amount {
    // What a fund has not got is not kept, so a currency that is not here pays for nothing.
    if rulebook.funds().next().is_none() {
        return Amount::ZERO;
    }
    let currencies: BTreeSet<Currency> = area.funds.iter().map(|((_, currency), _)| *currency).collect();
    if currencies.is_empty() {
        return Amount::ZERO;
    }
    let Query { requirement, .. } = query;
    let calendar = requirement.work_place.zone.calendar();
    let starts_on = calendar.local(requirement.span.starts_at()).date;
    let bought = bought_count(query.buyer.and_then(|buyer| area.users.get(&buyer)));
    let trace = rulebook.explain(&Question {
        place: &requirement.work_place.jurisdiction,
        sector: &requirement.sector,
        mechanism: NAME,
        roles: &["seller", "buyer"],
        service_start: starts_on,
        commit: calendar.local(now).date,
        payment: starts_on,
        facts: &Facts::new().int("buyer.completed_trades", bought),
    });
    let most_in = |currency: Currency| {
        let rooms = rooms(area, rulebook, (query, now.day()), currency);
        let subsidies = trace.rules.iter().filter(|rule| rule.effect == Effect::Subsidy);
        let most = subsidies.map(|traced| {
            let fund = rulebook.rule(&traced.rule).map(|rule| rule.card().funded_by.as_str());
            let room = fund.and_then(|fund| rooms.get(fund)).copied().unwrap_or_default();
            most_of(traced, room)
        });
        most.fold(0, i64::saturating_add)
    };
    Amount(currencies.into_iter().map(most_in).max().unwrap_or(0))
}

/// The most that one subsidy can be.
fn most_of(traced: &TracedRule, room: FundRoom) -> i64 {
    let value = |part: &str| {
        let formula = traced.formulas.iter().find(|formula| formula.part == part)?;
        Some(formula.value.as_str())
    };
    if value("when") == Some("false") {
        return 0;
    }
    let known = |part: &str| value(part).and_then(|value| value.parse::<i64>().ok());
    let left = |part: &str, used: Amount| known(part).map(|most| most.saturating_sub(used.0));
    let limits = [
        Some(room.available.0),
        known("amount"),
        known("cap_per_deal"),
        left("cap_per_user", room.used_for_buyer),
        left("budget.per_day", room.used_today),
    ];
    limits.into_iter().flatten().min().unwrap_or(0).max(0)
}
