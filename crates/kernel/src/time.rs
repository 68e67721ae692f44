//! Time: moments, UTC days and the spans of quarter-hours that bookings are made of.

use crate::Slots;
use serde::{Deserialize, Serialize};

/// The length of one slot.
pub const QUARTER_MINUTES: i64 = 15;
const MINUTE_US: i64 = 60_000_000;
const QUARTER_US: i64 = QUARTER_MINUTES * MINUTE_US;
const DAY_QUARTERS: i64 = 96;

/// A moment: microseconds since 1970-01-01T00:00:00 UTC, leap seconds not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// A UTC day: days since 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i64);

/// A run of whole quarter-hours: never empty, and at most 400 days long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "RawSpan", into = "RawSpan")]
pub struct Span {
    first: i64,
    count: i64,
}

#[derive(Serialize, Deserialize)]
struct RawSpan {
    starts_at: Timestamp,
    ends_at: Timestamp,
}

impl Timestamp {
    /// The moment `minutes` later (or earlier, when negative); stays at the end of time rather than wrap.
    pub fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes.saturating_mul(MINUTE_US)))
    }

    /// The moment `hours` later (or earlier, when negative).
    pub fn plus_hours(self, hours: i64) -> Self {
        self.plus_minutes(hours.saturating_mul(60))
    }

    /// Whole minutes from `earlier` to this moment, rounded down; negative when `earlier` is later.
    pub fn minutes_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0).div_euclid(MINUTE_US)
    }

    /// The UTC day this moment falls on.
    pub fn day(self) -> Day {
        Day(self.0.div_euclid(QUARTER_US * DAY_QUARTERS))
    }
}

impl Day {
    /// Midnight UTC at which the day begins.
    pub fn starts_at(self) -> Timestamp {
        Timestamp(self.0.saturating_mul(QUARTER_US * DAY_QUARTERS))
    }

    /// The day of the week, Monday being 0 and Sunday 6.
    pub fn weekday(self) -> i64 {
        // 1970-01-01 was a Thursday, three days after Monday.
        self.0.saturating_add(3).rem_euclid(7)
    }

    /// The day `count` days later (or earlier, when negative).
    pub fn plus(self, count: i64) -> Self {
        Self(self.0.saturating_add(count))
    }
}

impl Span {
    /// The longest span: 400 days. How long somebody hires is for the offering to say.
    pub const LONGEST_QUARTERS: i64 = 400 * DAY_QUARTERS;

    /// The span from one time to another; `None` unless both fall on quarter-hours, in order, at most 400 days apart.
    pub fn between(starts_at: Timestamp, ends_at: Timestamp) -> Option<Self> {
        let on_grid = starts_at.0.rem_euclid(QUARTER_US) == 0 && ends_at.0.rem_euclid(QUARTER_US) == 0;
        let first = starts_at.0.div_euclid(QUARTER_US);
        let count = ends_at.0.div_euclid(QUARTER_US).checked_sub(first)?;
        (on_grid && (1..=Self::LONGEST_QUARTERS).contains(&count)).then_some(Self { first, count })
    }

    /// When it begins.
    pub fn starts_at(self) -> Timestamp {
        Timestamp(self.first.saturating_mul(QUARTER_US))
    }

    /// When it ends; the end itself is outside.
    pub fn ends_at(self) -> Timestamp {
        Timestamp(self.first.saturating_add(self.count).saturating_mul(QUARTER_US))
    }

    /// How many quarter-hours.
    pub fn quarters(self) -> i64 {
        self.count
    }

    /// How many minutes.
    pub fn minutes(self) -> i64 {
        self.count * QUARTER_MINUTES
    }

    /// The start of each quarter-hour, in order.
    pub fn quarter_starts(self) -> impl Iterator<Item = Timestamp> {
        (self.first..self.first.saturating_add(self.count)).map(|q| Timestamp(q.saturating_mul(QUARTER_US)))
    }

    /// The UTC days it touches with the slots it takes of each, in order.
    pub fn by_day(self) -> impl Iterator<Item = (Day, Slots)> {
        let end = self.first.saturating_add(self.count);
        let days = self.first.div_euclid(DAY_QUARTERS)..=(end - 1).div_euclid(DAY_QUARTERS);
        days.map(move |day| {
            let midnight = day * DAY_QUARTERS;
            let from = (self.first - midnight).max(0);
            let until = (end - midnight).min(DAY_QUARTERS);
            (Day(day), Slots::run(from, until - from))
        })
    }
}

impl TryFrom<RawSpan> for Span {
    type Error = &'static str;
    fn try_from(raw: RawSpan) -> Result<Self, Self::Error> {
        Self::between(raw.starts_at, raw.ends_at).ok_or("a span is whole quarter-hours, at most 400 days")
    }
}

impl From<Span> for RawSpan {
    fn from(span: Span) -> Self {
        Self { starts_at: span.starts_at(), ends_at: span.ends_at() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_evening_that_crosses_midnight_takes_of_two_days() {
        let start = Day(10).starts_at().plus_hours(22);
        let span = Span::between(start, start.plus_hours(4)).unwrap();
        let parts: Vec<_> = span.by_day().collect();
        assert_eq!(parts, [(Day(10), Slots::run(88, 8)), (Day(11), Slots::run(0, 8))]);
        assert_eq!((span.quarters(), span.minutes()), (16, 240));
    }

    #[test]
    fn a_span_that_ends_at_midnight_leaves_the_next_day_alone() {
        let start = Day(10).starts_at().plus_hours(20);
        let span = Span::between(start, start.plus_hours(4)).unwrap();
        assert_eq!(span.by_day().count(), 1);
    }

    #[test]
    fn a_span_is_on_the_grid_and_neither_empty_nor_endless() {
        let start = Day(1).starts_at();
        assert_eq!(Span::between(start, start), None);
        assert_eq!(Span::between(start, start.plus_minutes(7)), None);
        assert_eq!(Span::between(start.plus_minutes(15), start), None);
        assert!(Span::between(start, Day(401).starts_at()).is_some());
        assert_eq!(Span::between(start, Day(401).starts_at().plus_minutes(15)), None);
    }
}
