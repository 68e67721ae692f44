//! What funds have left for a buyer, and the most that they could pay of one price.

use crate::area::{Area, bought_count};
use crate::asking::Subsidy;
use crate::search::Query;
use kernel::{Amount, Currency, Day, Timestamp};
use market::mechanisms::stored_availability::NAME;
use market::options::subsidies::{self, FundRoom, FundRooms};
use rules::{Facts, Question, Rulebook, SubsidyLimits};
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
            used_in_all: area.fund_totals.get(&holder).copied().unwrap_or_default(),
        }
    };
    rulebook.funds().map(|fund| (fund.to_owned(), room(fund))).collect()
}

/// The most that each subsidy can come to on any price of a search, in whichever currency.
///
/// The rulebook is asked with what is known before there is a seller. A card whose condition is already false
/// stays false whoever the seller is; a cap whose value is already known is the same for every seller.
pub(crate) fn subsidies(area: &Area, rulebook: &Rulebook, (query, now): (&Query, Timestamp)) -> Vec<Subsidy> {
    // What a fund has not got is not kept, so a currency that is not here pays for nothing.
    if rulebook.funds().next().is_none() {
        return Vec::new();
    }
    let currencies: BTreeSet<Currency> = area.funds.iter().map(|((_, currency), _)| *currency).collect();
    if currencies.is_empty() {
        return Vec::new();
    }
    let Query { requirement, .. } = query;
    let calendar = requirement.work_place.zone.calendar();
    let starts_on = calendar.local(requirement.span.starts_at()).date;
    let bought = bought_count(query.buyer.and_then(|buyer| area.users.get(&buyer)));
    let facts = Facts::new().int("buyer.completed_trades", bought);
    let question = Question {
        place: &requirement.work_place.jurisdiction,
        sector: &requirement.sector,
        mechanism: NAME,
        roles: &["seller", "buyer"],
        service_start: starts_on,
        commit: calendar.local(now).date,
        payment: starts_on,
        facts: &facts,
    };
    let inquiry = rulebook.inquire(&question);
    let limits = inquiry.subsidy_limits(&question);
    if limits.is_empty() {
        return Vec::new();
    }
    let rooms: Vec<FundRooms> =
        currencies.into_iter().map(|currency| rooms(area, rulebook, (query, now.day()), currency)).collect();
    let one = |limits: &SubsidyLimits<'_>| {
        let room = |rooms: &FundRooms| rooms.get(limits.fund).copied().unwrap_or_default();
        let most = rooms.iter().map(|rooms| most_of(limits, room(rooms))).max().unwrap_or(0);
        Subsidy { most, share_bp: limits.share_bp }
    };
    limits.iter().map(one).filter(|subsidy| subsidy.most > 0).collect()
}

/// The most that one subsidy can be.
fn most_of(limits: &SubsidyLimits<'_>, room: FundRoom) -> i64 {
    let left = |most: Option<i64>, used: Amount| most.map(|most| most.saturating_sub(used.0));
    let all = [
        Some(room.available.0),
        limits.amount_minor,
        limits.cap_per_deal_minor,
        left(limits.cap_per_user_minor, room.used_for_buyer),
        left(limits.budget_per_day_minor, room.used_today),
    ];
    all.into_iter().flatten().min().unwrap_or(0).max(0)
}
