//! Civil time, as a pure function over zone data that is compiled in.

use crate::{BadRow, ClockTime, Day, Field, Kind, QUARTER_MINUTES, TimeOfDay, Timestamp, Value};
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The zone data that is compiled in, with what was looked up kept.
static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// The day 0.
const EPOCH: Date = jiff::civil::date(1970, 1, 1);
const DAY_HOURS: i64 = 24;

/// Days whose segments a thread keeps.
const SEGMENTS_KEPT: usize = 512;
thread_local! {
    /// The segments that a thread asked for last, all of the zone of one name: a function of zone and day, worked out
    /// once.
    static LAST_SEGMENTS: RefCell<(String, HashMap<Day, Vec<Segment>>)> = RefCell::default();
}

/// The name of a time zone in the IANA database, such as `America/Los_Angeles`; only ever one that exists.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone(String);

/// Turns moments into local time and back in one zone.
#[derive(Clone, Debug)]
pub struct Calendar(TimeZone);

/// A moment as the clock on the wall shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// The date.
    pub date: Date,
    /// Minutes since local midnight, 0 to 1439.
    pub minute: i64,
}

/// A stretch of a UTC day over which the zone's offset does not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The first slot of the UTC day, 0 to 95.
    pub first: i64,
    /// How many slots.
    pub count: i64,
    /// The local date at UTC midnight plus this offset is found by adding it: quarter-hours, east positive.
    pub offset_quarters: i64,
}

impl Zone {
    /// A zone by its name; `None` if there is none.
    pub fn new(name: &str) -> Option<Self> {
        ZONES.get(name).ok().map(|_| Self(name.to_owned()))
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// The calendar of the zone.
    pub fn calendar(&self) -> Calendar {
        Calendar(ZONES.get(&self.0).unwrap_or(TimeZone::UTC))
    }
}

impl TryFrom<String> for Zone {
    type Error = String;
    fn try_from(name: String) -> Result<Self, String> {
        Self::new(&name).ok_or_else(|| format!("`{name}` is no time zone of the IANA database"))
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> Self {
        zone.0
    }
}

impl Field for Zone {
    const KIND: Kind = Kind::Text;
    fn to_value(&self) -> Value {
        Value::Text(self.0.as_str().into())
    }
    fn from_value(value: &Value) -> Result<Self, BadRow> {
        let name = value.as_text()?;
        Self::new(name).ok_or_else(|| BadRow::unknown_word("time zone"))
    }
}

impl Calendar {
    /// A moment in local time.
    pub fn local(&self, moment: Timestamp) -> LocalTime {
        let local = self.0.to_datetime(instant(moment));
        let minute = i64::from(local.hour()) * 60 + i64::from(local.minute());
        LocalTime { date: local.date(), minute }
    }

    /// The moment of a local time, `minute` minutes after the midnight that begins `date`; may pass the day's
    /// end. A time that a spring change skips is read an hour later, one that an autumn change repeats is
    /// read as its first occurrence.
    pub fn timestamp(&self, date: Date, minute: i64) -> Option<Timestamp> {
        let (days, minute) = (minute.div_euclid(1_440), minute.rem_euclid(1_440));
        let date = date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
        let time = Time::new(i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?, 0, 0).ok()?;
        let zoned = self.0.to_zoned(DateTime::from_parts(date, time)).ok()?;
        Some(Timestamp(zoned.timestamp().as_microsecond()))
    }

    /// The moment of a time of a date. Without an offset it is as [`Calendar::timestamp`] has it; with one, it is the moment
    /// at which the clock shows that time with that offset, and `None` where it never does.
    pub fn timestamp_at(&self, date: Date, time: ClockTime) -> Option<Timestamp> {
        let Some(offset) = time.offset_minutes else { return self.timestamp(date, time.time.minutes()) };
        let midnight =
            jiff::tz::TimeZone::UTC.to_zoned(date.at(0, 0, 0, 0)).ok()?.timestamp().as_microsecond();
        let moment = Timestamp(midnight).plus_minutes(time.time.minutes() - offset);
        (self.offset_minutes(moment) == offset).then_some(moment)
    }

    /// What the clock shows at a moment and on which date: with the offset where the clock shows that time twice.
    pub fn clock_time(&self, moment: Timestamp) -> (Date, ClockTime) {
        let LocalTime { date, minute } = self.local(moment);
        // A clock shows no other minutes than those of a day.
        let time = TimeOfDay::after_midnight(minute).unwrap_or(TimeOfDay::MIDNIGHT);
        let offset_minutes = self.other_moment(moment).map(|_| self.offset_minutes(moment));
        (date, ClockTime { time, offset_minutes })
    }

    /// The other moment at which the clock shows what it shows at this one, on the night when clocks go back.
    pub fn other_moment(&self, moment: Timestamp) -> Option<Timestamp> {
        let shown = self.0.to_datetime(instant(moment));
        let both = self.0.to_ambiguous_timestamp(shown);
        let (earlier, later) = (both.earlier().ok()?, both.later().ok()?);
        let both = [earlier, later].map(|one| Timestamp(one.as_microsecond()));
        both.contains(&moment).then(|| both.into_iter().find(|one| *one != moment))?
    }

    fn offset_minutes(&self, moment: Timestamp) -> i64 {
        i64::from(self.0.to_offset(instant(moment)).seconds()).div_euclid(60)
    }

    /// The stretches of a UTC day between changes of the offset: one, or two on a change day. An offset off
    /// the quarter-hour grid (none is in use since 1986) is rounded towards the west.
    pub fn segments(&self, day: Day) -> Vec<Segment> {
        LAST_SEGMENTS.with_borrow_mut(|(zone, known)| {
            let name = self.0.iana_name().unwrap_or_default();
            if zone != name || known.len() > SEGMENTS_KEPT {
                (*zone, *known) = (name.to_owned(), HashMap::new());
            }
            known.entry(day).or_insert_with(|| self.work_out_segments(day)).clone()
        })
    }

    fn work_out_segments(&self, day: Day) -> Vec<Segment> {
        let offset_at = |slot: i64| {
            let moment = instant(day.starts_at().plus_minutes(slot * QUARTER_MINUTES));
            i64::from(self.0.to_offset(moment).seconds()).div_euclid(QUARTER_MINUTES * 60)
        };
        let (early, late) = (offset_at(0), offset_at(95));
        if early == late {
            return vec![Segment { first: 0, count: 96, offset_quarters: early }];
        }
        // The offset changes once: find the first slot that has the new one.
        let (mut before, mut after) = (0, 95);
        while after - before > 1 {
            let middle = i64::midpoint(before, after);
            if offset_at(middle) == early { before = middle } else { after = middle }
        }
        vec![
            Segment { first: 0, count: after, offset_quarters: early },
            Segment { first: after, count: 96 - after, offset_quarters: late },
        ]
    }
}

impl LocalTime {
    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        self.date.weekday()
    }

    /// Month and day as `100 * month + day`: 1127 is 27 November.
    pub fn month_day(self) -> i64 {
        i64::from(self.date.month()) * 100 + i64::from(self.date.day())
    }
}

impl Day {
    /// The day of a calendar date.
    pub fn of(date: Date) -> Self {
        Self(date.duration_since(EPOCH).as_hours() / DAY_HOURS)
    }

    /// The calendar date of this UTC day; of one outside the years -9999 to 9999 the nearest end.
    pub fn date(self) -> Date {
        let hours = self.0.checked_mul(DAY_HOURS).filter(|hours| hours.checked_mul(60 * 60).is_some());
        let date = hours.and_then(|hours| EPOCH.checked_add(SignedDuration::from_hours(hours)).ok());
        date.unwrap_or(if self.0 < 0 { Date::MIN } else { Date::MAX })
    }
}

/// Moments outside the years -9999 to 9999 become the nearest end.
fn instant(moment: Timestamp) -> jiff::Timestamp {
    let nearest = if moment.0 < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
    jiff::Timestamp::from_microsecond(moment.0).unwrap_or(nearest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_is_the_date_that_it_is_of_to_both_ends_of_the_calendar() {
        for written in
            [(1970, 1, 1), (1969, 12, 31), (2026, 11, 27), (9999, 12, 30), (9999, 12, 31), (-9999, 1, 1)]
        {
            let (year, month, day) = written;
            let date = date(year, month, day);
            assert_eq!(Day::of(date).date(), date);
        }
        assert_eq!((Day::of(date(1970, 1, 1)), Day::of(date(2026, 11, 27))), (Day(0), Day(20_784)));
        assert_eq!((Day(i64::MAX).date(), Day(i64::MIN).date()), (Date::MAX, Date::MIN));
    }

    fn portland() -> Calendar {
        Zone::new("America/Los_Angeles").unwrap().calendar()
    }

    #[test]
    fn five_in_the_evening_in_portland_is_the_next_day_in_utc() {
        let five = portland().timestamp(date(2026, 11, 27), 17 * 60).unwrap();
        assert_eq!(five, Day(five.day().0).starts_at().plus_hours(1));
        assert_eq!(portland().local(five), LocalTime { date: date(2026, 11, 27), minute: 1020 });
        assert_eq!(portland().local(five).month_day(), 1127);
    }

    #[test]
    fn half_past_two_on_the_night_of_the_spring_change_is_read_an_hour_later() {
        let skipped = portland().timestamp(date(2026, 3, 8), 150).unwrap();
        assert_eq!(portland().local(skipped).minute, 210);
    }

    #[test]
    fn half_past_one_on_the_night_of_the_autumn_change_is_read_as_the_first() {
        let first = portland().timestamp(date(2026, 11, 1), 90).unwrap();
        assert_eq!(
            portland().local(first.plus_minutes(60)).minute,
            90,
            "an hour later it is half past one again"
        );
    }

    #[test]
    fn the_hour_that_the_autumn_change_repeats_can_be_told_from_the_one_before() {
        let portland = portland();
        let day = date(2026, 11, 1);
        let at = |time: &str| portland.timestamp_at(day, time.parse().unwrap());
        let first = at("01:30").unwrap();
        assert_eq!((at("01:30-07:00"), at("01:30-08:00")), (Some(first), Some(first.plus_minutes(60))));
        for moment in [first, first.plus_minutes(60)] {
            let (date, time) = portland.clock_time(moment);
            assert_eq!(portland.timestamp_at(date, time), Some(moment), "{time}");
            assert!(time.offset_minutes.is_some());
        }
        assert_eq!(portland.other_moment(first), Some(first.plus_minutes(60)));
        assert_eq!(portland.other_moment(first.plus_minutes(60)), Some(first));
        // An hour later the clock shows each time once, and so it does all summer.
        for once in ["02:30", "00:30"] {
            let moment = at(once).unwrap();
            assert_eq!(portland.clock_time(moment).1.to_string(), once);
            assert_eq!(portland.other_moment(moment), None);
        }
        assert_eq!(at("02:30-07:00"), None, "the clock has gone back by then");
        assert_eq!(portland.timestamp_at(date(2026, 3, 8), "02:30-08:00".parse().unwrap()), None, "skipped");
    }

    #[test]
    fn a_change_day_has_two_segments() {
        // Clocks in Portland went back at 09:00 UTC on 1 November 2026 and forward at 10:00 UTC on 8 March.
        let autumn = Timestamp(
            jiff::civil::date(2026, 11, 1)
                .at(0, 0, 0, 0)
                .to_zoned(TimeZone::UTC)
                .unwrap()
                .timestamp()
                .as_microsecond(),
        );
        assert_eq!(
            portland().segments(autumn.day()),
            [
                Segment { first: 0, count: 36, offset_quarters: -28 },
                Segment { first: 36, count: 60, offset_quarters: -32 }
            ]
        );
        assert_eq!(portland().segments(autumn.day().plus(1)).len(), 1);
        assert_eq!(autumn.day().date(), date(2026, 11, 1));
    }

    #[test]
    fn a_zone_is_one_that_exists() {
        assert!(Zone::new("Pacific/Chatham").is_some());
        assert!(Zone::new("America/Nowhere").is_none());
    }
}
