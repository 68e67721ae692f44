//! Peers: what people would search with instead, on the same data, with the same answers.
//!
//! Both databases hold one row for each offering that is shown, clustered by sector, post code and hourly rate,
//! with everything a price needs beside it; the distances between post codes are a table. They hold the free hours
//! of two days where the finder holds twenty-eight, and no rules: all of that is in their favour.

pub(crate) mod postgres;
pub(crate) mod server;
pub(crate) mod sqlite;

use finder::{Finder, Found, Query};
use host::failure::Failure;
use kernel::{BasisPoints, Calendar, Day, Id, PostCode, Slots, Timestamp};
use market::concession::Terms;
use market::directory::WorkPlace;
use market::users::assets::{Offering, PriceRule, PriceTerms};
use std::collections::BTreeMap;
use store::Store;

/// An answer: the options, the best first.
pub(crate) type Answer = Vec<Ranked>;

/// An option of an answer. Options are in the order of these fields: that of the derived comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ranked {
    /// What the buyer pays.
    pub(crate) pays: i64,
    /// How far the seller travels.
    pub(crate) meters: i64,
    pub(crate) offering: u128,
}

/// The way from a place to a place, each by its number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hop {
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) meters: i64,
}

/// The slots of a day in two: databases have no whole number that is wide enough for all.
#[derive(Clone, Copy)]
struct Halves {
    low: i64,
    high: i64,
}

/// How many quarter-hours of a span cost more than others.
#[derive(Clone, Copy)]
struct ExtraQuarters {
    evening: i64,
    weekend: i64,
}

/// One offering, as a peer keeps it.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) sector: i64,
    pub(crate) place: i64,
    pub(crate) offering: u128,
    /// Of the price rule, in the order of [`NUMBERS`].
    pub(crate) numbers: [i64; 11],
    /// The free quarter-hours of the day and the next, low and high half of each.
    pub(crate) masks: [i64; 4],
}

/// The columns of a price rule that a price needs.
pub(crate) const NUMBERS: [&str; 11] = [
    "hourly",
    "evening_bp",
    "weekend_bp",
    "short_notice_bp",
    "short_notice_minutes",
    "per_km",
    "minimum_minutes",
    "notice_minutes",
    "distance_max_m",
    "longer_from_minutes",
    "longer_discount_bp",
];
/// The columns of the free quarter-hours.
pub(crate) const MASKS: [&str; 4] = ["today_low", "today_high", "tomorrow_low", "tomorrow_high"];

/// What a peer holds.
#[derive(Clone, Debug)]
pub(crate) struct Book {
    pub(crate) rows: Vec<Row>,
    /// From every place to every place.
    pub(crate) distances: Vec<Hop>,
    places: BTreeMap<PostCode, i64>,
    sectors: BTreeMap<String, i64>,
    day: Day,
}

/// A query as numbers, in the order of the parameters of [`plan`].
pub(crate) type Numbers = [i64; 14];

impl Book {
    /// The book of a market, from its records and its finder.
    ///
    /// # Errors
    /// [`Failure`] when the records cannot be read.
    pub(crate) async fn of(
        store: &Store,
        finder: &Finder,
        places: Vec<&WorkPlace>,
        day: Day,
    ) -> Result<Self, Failure> {
        let mut distances = Vec::new();
        for (from, one) in (0..).zip(&places) {
            for (to, other) in (0..).zip(&places) {
                distances.push(Hop { from, to, meters: one.point.meters_to(other.point) });
            }
        }
        let places: BTreeMap<PostCode, i64> = places.iter().map(|place| place.post_code).zip(0..).collect();
        let (mut sectors, mut rows) = (BTreeMap::<String, i64>::new(), Vec::new());
        store
            .scan(|offering: Offering| {
                let next = i64::try_from(sectors.len()).unwrap_or_default();
                let sector = *sectors.entry(offering.sector).or_insert(next);
                let place = places.get(&offering.post_code).copied().unwrap_or(-1);
                let free = |day| finder.day(offering.resource?, day).ok();
                let [today, tomorrow] = [day, day.plus(1)].map(|day| halves(free(day).unwrap_or_default()));
                let masks = [today.low, today.high, tomorrow.low, tomorrow.high];
                rows.push(Row { sector, place, offering: offering.id.bits(), numbers: [0; 11], masks });
            })
            .await?;
        // Both tables are in the order of the offerings' ids.
        let mut unpriced = rows.iter_mut();
        store
            .scan(|rule: PriceRule| {
                if let Some(row) = unpriced.find(|row| row.offering == rule.offering.bits()) {
                    row.numbers = numbers(&rule.terms);
                }
            })
            .await?;
        Ok(Self { rows, distances, places, sectors, day })
    }

    /// A query as numbers.
    pub(crate) fn numbers(&self, query: &Query, now: Timestamp, terms: &Terms) -> Numbers {
        let requirement = &query.requirement;
        let span = requirement.span;
        let extra = extra_quarters(&requirement.work_place.zone.calendar(), span);
        let needed = |day: Day| {
            let slots = span.by_day().find(|(known, _)| *known == day).map(|(_, slots)| slots);
            halves(slots.unwrap_or(Slots::NONE))
        };
        let (today, tomorrow) = (needed(self.day), needed(self.day.plus(1)));
        [
            self.sectors.get(&requirement.sector).copied().unwrap_or(-1),
            self.places.get(&requirement.work_place.post_code).copied().unwrap_or(-1),
            query.radius_m.unwrap_or(i64::MAX),
            span.quarters(),
            extra.evening,
            extra.weekend,
            span.starts_at().minutes_since(now),
            today.low,
            today.high,
            tomorrow.low,
            tomorrow.high,
            terms.operator_bp.0,
            terms.franchise_bp.0,
            i64::try_from(query.limit).unwrap_or(i64::MAX),
        ]
    }
}

/// What a search answered, to be compared.
pub(crate) fn answer(found: &Found) -> Answer {
    let option = |option: &finder::FoundOption| Ranked {
        pays: option.buyer_pays.0,
        meters: option.distance_m,
        offering: Id::bits(option.offering),
    };
    found.options.iter().map(option).collect()
}

fn numbers(rule: &PriceTerms) -> [i64; 11] {
    [
        rule.hourly.0,
        rule.evening_bp.0,
        rule.weekend_bp.0,
        rule.short_notice_bp.0,
        rule.short_notice_minutes,
        rule.per_km.0,
        rule.minimum_minutes,
        rule.notice_minutes,
        rule.distance_max_m,
        rule.longer_from_minutes,
        rule.longer_discount_bp.0,
    ]
}

/// The slots of a day, 48 in each half.
fn halves(slots: Slots) -> Halves {
    let half = |bits: u128| i64::try_from(bits & ((1 << 48) - 1)).unwrap_or_default();
    Halves { low: half(slots.bits()), high: half(slots.bits() >> 48) }
}

/// The quarter-hours of a span in the evening or at night, and at a weekend: counted apart from the market's own code,
/// so that a fault there would show.
fn extra_quarters(calendar: &Calendar, span: kernel::Span) -> ExtraQuarters {
    span.quarter_starts().fold(ExtraQuarters { evening: 0, weekend: 0 }, |extra, quarter| {
        let local = calendar.local(quarter);
        let is_evening = local.minute >= 18 * 60 || local.minute < 6 * 60;
        let is_weekend = local.weekday().to_monday_zero_offset() >= 5;
        ExtraQuarters {
            evening: extra.evening + i64::from(is_evening),
            weekend: extra.weekend + i64::from(is_weekend),
        }
    })
}

/// The one statement that both databases run. `p` writes a parameter by its position, from 1 on.
///
/// What counts towards the least pay is rounded up, and a discount from it down. Every other line of the price is rounded
/// half to even: a quotient, and one more where the rest is more than half, or half with an odd quotient.
pub(crate) fn plan(p: impl Fn(usize) -> String) -> String {
    let even = |product: &str, by: i64| {
        format!(
            "(({product}) / {by} + CASE WHEN 2 * (({product}) % {by}) > {by} OR (2 * (({product}) % {by}) = {by} \
             AND (({product}) / {by}) % 2 = 1) THEN 1 ELSE 0 END)"
        )
    };
    let up = |product: &str, by: i64| format!("(({product} + {}) / {by})", by - 1);
    let down = |product: &str, by: i64| format!("(({product}) / {by})");
    let [sector, place, radius, quarters, evening, weekend, lead] = [1, 2, 3, 4, 5, 6, 7].map(&p);
    let [low, high, next_low, next_high] = [8, 9, 10, 11].map(&p);
    let [operator, franchise, limit] = [12, 13, 14].map(&p);
    let whole = 4 * BasisPoints::WHOLE.0;
    let lines = [
        up(&format!("hourly * {quarters}"), 4),
        up(&format!("hourly * {evening} * evening_bp"), whole),
        up(&format!("hourly * {weekend} * weekend_bp"), whole),
        format!(
            "CASE WHEN {lead} < short_notice_minutes THEN {} ELSE 0 END",
            up(&format!("hourly * {quarters} * short_notice_bp"), whole)
        ),
        format!(
            "- CASE WHEN longer_from_minutes > 0 AND {quarters} * 15 >= longer_from_minutes THEN {} ELSE 0 END",
            down(&format!("hourly * {quarters} * longer_discount_bp"), whole)
        ),
        even("per_km * meters", 1_000),
    ];
    let price = lines.join(" + ").replace("+ -", "-");
    format!(
        "WITH priced AS MATERIALIZED (SELECT {price} AS price, meters, offering \
         FROM hop JOIN posting ON posting.sector = {sector} AND posting.place = hop.from_place \
         WHERE hop.to_place = {place} AND hop.meters <= {radius} AND hop.meters <= distance_max_m \
         AND {lead} >= notice_minutes AND {quarters} * 15 >= minimum_minutes \
         AND today_low & {low} = {low} AND today_high & {high} = {high} \
         AND tomorrow_low & {next_low} = {next_low} AND tomorrow_high & {next_high} = {next_high}) \
         SELECT price + {} + {} AS pays, meters, offering FROM priced ORDER BY pays, meters, offering LIMIT {limit}",
        even(&format!("price * {operator}"), BasisPoints::WHOLE.0),
        even(&format!("price * {franchise}"), BasisPoints::WHOLE.0),
    )
}
