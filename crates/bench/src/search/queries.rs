//! What is searched for in a bench: sectors and places as they are offered, hours of one working day.

use super::Market;
use crate::crowd::{Crowd, HERE, Popular};
use finder::Query;
use host::draw::Draw;
use host::people::currency_at;
use kernel::{Day, Span, Timestamp};
use market::mechanisms::stored_availability::Requirement;
use rules::Rulebook;

/// How far away sellers may be in the searches that peers are compared on, in meters: 5 miles.
pub(crate) const RADIUS_M: i64 = 8_047;
/// How many options a page shows.
pub(crate) const OPTIONS: usize = 20;

/// The day that is searched on: peers hold it and the next, because evenings in the west are tomorrow in UTC.
pub(crate) fn day(now: Timestamp) -> Day {
    now.day().plus(3)
}

/// So many queries of a market, from as far as sellers go.
pub(crate) fn of(market: &Market, count: usize, seed: u64) -> impl Iterator<Item = Query> {
    let popular = Crowd::new(&market.books, market.now, seed).popular();
    let near = queries(&market.books.rulebook, count, &popular, market.now, seed);
    near.into_iter().map(|query| Query { radius_m: None, ..query })
}

/// So many queries, the same for the same seed.
pub(crate) fn queries(
    rulebook: &Rulebook,
    count: usize,
    popular: &Popular,
    now: Timestamp,
    seed: u64,
) -> Vec<Query> {
    let Popular { sectors, places } = popular;
    let mut draw = Draw::new(seed ^ 0x5ea7_c4ed);
    let mut queries = Vec::with_capacity(count);
    while queries.len() < count {
        let (Some(paid), Some(place)) = (sectors.one(&mut draw), places.one(&mut draw)) else { break };
        let (from, minutes) = (draw.between(32, 60) * 15, draw.between(2, 5) * 60);
        let starts_at = place.zone.calendar().timestamp(day(now).date(), from);
        let span = starts_at.and_then(|at| Span::between(at, at.plus_minutes(minutes)));
        let Some((span, currency)) = span.zip(currency_at(rulebook, place)) else { continue };
        let (sector, work_place) = (paid.sector.code.clone(), place.clone());
        let requirement = Requirement { sector, work_place, span, is_unpaid: false, currency };
        let radius_m = Some(RADIUS_M);
        queries.push(Query { locality: HERE, buyer: None, requirement, radius_m, limit: OPTIONS });
    }
    queries
}
