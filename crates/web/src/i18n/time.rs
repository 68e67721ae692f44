//! Days and times as text: `Friday, November 27, 5pm to 9pm`.
//!
//! Times come with their zone. In the hour that the end of daylight saving repeats, the zone's abbreviation is
//! added, because `1:30am` is then two different moments.

use jiff::Zoned;
use jiff::civil::{Date, Time, Weekday};

use super::{Clock, DateOrder, Locale, Text};
use crate::t;

impl Locale {
    /// A day with its weekday: `Friday, November 27`, with its year unless it is of this one.
    pub fn day(self, date: Date) -> Text {
        let weekday = self.weekday(date.weekday());
        if self.this_year != Some(date.year()) {
            return t!(self, "time-day-of", weekday = weekday, date = self.date(date));
        }
        let (day, month) = (u32::from(date.day().unsigned_abs()), self.month(date));
        match self.region.dates {
            DateOrder::Day => t!(self, "time-day", weekday = weekday, day = day, month = month),
            DateOrder::Month => t!(self, "time-day-month-first", weekday = weekday, day = day, month = month),
        }
    }

    /// A date of any year: `November 27, 2026`.
    pub fn date(self, date: Date) -> Text {
        let year = date.year().to_string();
        let (day, month) = (u32::from(date.day().unsigned_abs()), self.month(date));
        match self.region.dates {
            DateOrder::Day => t!(self, "time-date", day = day, month = month, year = year),
            DateOrder::Month => t!(self, "time-date-month-first", day = day, month = month, year = year),
        }
    }

    /// A month of a year: `November 2026`.
    pub fn month_of_year(self, date: Date) -> Text {
        t!(self, "time-month", month = self.month(date), year = date.year().to_string())
    }

    /// A time of day: `5pm`, `5:30pm`, `noon`, `midnight`; `17:00` where twenty-four hours are counted.
    pub fn time(self, time: Time) -> Text {
        let (hour, minute) = (time.hour(), time.minute());
        let minutes = format!("{minute:02}");
        if self.region.clock == Clock::TwentyFour {
            return t!(self, "time-twenty-four", hour = format!("{hour:02}"), minutes = minutes);
        }
        let dial = if hour % 12 == 0 { 12 } else { hour % 12 }.to_string();
        match (hour, minute) {
            (0, 0) => t!(self, "time-midnight"),
            (12, 0) => t!(self, "time-noon"),
            (0..12, 0) => t!(self, "time-am", hour = dial),
            (0..12, _) => t!(self, "time-am-minutes", hour = dial, minutes = minutes),
            (_, 0) => t!(self, "time-pm", hour = dial),
            (_, _) => t!(self, "time-pm-minutes", hour = dial, minutes = minutes),
        }
    }

    /// A full hour for a narrow column, noon and midnight by their numbers: `12am`, `5pm`; `17:00` where twenty-four hours are
    /// counted.
    pub fn hour_short(self, hour: i8) -> Text {
        let dial = if hour % 12 == 0 { 12 } else { hour % 12 }.to_string();
        match self.region.clock {
            Clock::TwentyFour => self.time(Time::new(hour, 0, 0, 0).unwrap_or_default()),
            Clock::Twelve if hour < 12 => t!(self, "time-am", hour = dial),
            Clock::Twelve => t!(self, "time-pm", hour = dial),
        }
    }

    /// A time of day by its minute; what is past the day's end is midnight.
    pub fn minute_of_day(self, minute: i64) -> Text {
        let (hour, rest) = (i8::try_from(minute / 60), i8::try_from(minute % 60));
        let time = hour.ok().zip(rest.ok()).and_then(|(hour, rest)| Time::new(hour, rest, 0, 0).ok());
        self.time(time.unwrap_or_default())
    }

    /// A time of day at a moment, with the zone's abbreviation where the clock shows that time twice.
    pub fn time_at(self, at: &Zoned) -> Text {
        let time = self.time(at.time());
        let zone = at.time_zone();
        if !zone.to_ambiguous_zoned(at.datetime()).is_ambiguous() {
            return time;
        }
        let info = zone.to_offset_info(at.timestamp());
        t!(self, "time-in-zone", time = time, zone = info.abbreviation())
    }

    /// A moment: `Friday, November 27, 5pm`.
    pub fn moment(self, at: &Zoned) -> Text {
        t!(self, "time-moment", day = self.day(at.date()), time = self.time_at(at))
    }

    /// Two times of one day: `5pm to 9pm`.
    pub fn hours(self, from: &Zoned, until: &Zoned) -> Text {
        t!(self, "time-hours", from = self.time_at(from), until = self.time_at(until))
    }

    /// From one moment until another, the day named once where one is enough:
    /// `Friday, November 27, 5pm to 9pm`. Midnight ends the day before it.
    pub fn span(self, from: &Zoned, until: &Zoned) -> Text {
        let ends_at_midnight = until.time() == Time::midnight();
        let last_day = if ends_at_midnight { until.date().yesterday().ok() } else { Some(until.date()) };
        if last_day == Some(from.date()) {
            return t!(self, "time-moment", day = self.day(from.date()), time = self.hours(from, until));
        }
        t!(self, "time-span", from = self.moment(from), until = self.moment(until))
    }

    /// The name of a weekday.
    pub fn weekday(self, weekday: Weekday) -> Text {
        match weekday {
            Weekday::Monday => t!(self, "weekday-monday"),
            Weekday::Tuesday => t!(self, "weekday-tuesday"),
            Weekday::Wednesday => t!(self, "weekday-wednesday"),
            Weekday::Thursday => t!(self, "weekday-thursday"),
            Weekday::Friday => t!(self, "weekday-friday"),
            Weekday::Saturday => t!(self, "weekday-saturday"),
            Weekday::Sunday => t!(self, "weekday-sunday"),
        }
    }

    /// The name of a weekday for a narrow column: its first letters.
    pub fn weekday_short(self, weekday: Weekday) -> Text {
        t!(self, "weekday-short", number = u32::from(weekday.to_monday_one_offset().unsigned_abs()))
    }

    fn month(self, date: Date) -> Text {
        t!(self, "month", number = u32::from(date.month().unsigned_abs()))
    }
}
