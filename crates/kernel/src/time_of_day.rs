//! Times on the clock on the wall, and dates, as people and programs write them.

use crate::{Date, QUARTER_MINUTES};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The minutes of a day.
const DAY_MINUTES: i64 = 24 * 60;

/// A time of a local day: 0 to 1,440 minutes after midnight, written `17:30`. `24:00` is the end of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(i64);

/// What was written is no time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a time of day is written such as 17:30")]
pub struct NoTimeOfDay;

impl TimeOfDay {
    /// The beginning of the day.
    pub const MIDNIGHT: Self = Self(0);

    /// The time so many minutes after midnight; `None` before the day or after its end.
    pub fn after_midnight(minutes: i64) -> Option<Self> {
        (0..=DAY_MINUTES).contains(&minutes).then_some(Self(minutes))
    }

    /// Minutes after midnight, 0 to 1,440.
    pub fn minutes(self) -> i64 {
        self.0
    }

    /// Whether it is on the quarter-hour.
    pub fn is_on_quarter(self) -> bool {
        self.0 % QUARTER_MINUTES == 0
    }
}

/// A number of `least` to two digits and nothing else.
fn two_digits(text: &str, least: usize) -> Option<i64> {
    let fits = (least..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok())?
}

impl FromStr for TimeOfDay {
    type Err = NoTimeOfDay;

    fn from_str(written: &str) -> Result<Self, NoTimeOfDay> {
        let (hour, minute) = written.trim().split_once(':').ok_or(NoTimeOfDay)?;
        let (hour, minute) =
            (two_digits(hour, 1).ok_or(NoTimeOfDay)?, two_digits(minute, 2).ok_or(NoTimeOfDay)?);
        let time = Self::after_midnight(hour * 60 + minute).filter(|_| minute < 60);
        time.ok_or(NoTimeOfDay)
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = NoTimeOfDay;

    fn try_from(written: String) -> Result<Self, NoTimeOfDay> {
        written.parse()
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// A time that the clock on the wall shows, `01:30`; where it shows it twice, as on the night when clocks go back, the offset
/// from UTC says which of the two: `01:30-08:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClockTime {
    /// What the clock shows.
    pub time: TimeOfDay,
    /// The offset from UTC, in minutes, east positive.
    pub offset_minutes: Option<i64>,
}

impl From<TimeOfDay> for ClockTime {
    fn from(time: TimeOfDay) -> Self {
        Self { time, offset_minutes: None }
    }
}

impl FromStr for ClockTime {
    type Err = NoTimeOfDay;

    fn from_str(written: &str) -> Result<Self, NoTimeOfDay> {
        let written = written.trim();
        // A plus in an address that was not escaped arrives as a space.
        let Some(at) = written.find(['+', '-', ' ']) else { return Ok(written.parse::<TimeOfDay>()?.into()) };
        let (time, offset) =
            (written.get(..at).ok_or(NoTimeOfDay)?, written.get(at + 1..).ok_or(NoTimeOfDay)?);
        let (hours, minutes) = offset.split_once(':').ok_or(NoTimeOfDay)?;
        let (hours, minutes) =
            (two_digits(hours, 2).ok_or(NoTimeOfDay)?, two_digits(minutes, 2).ok_or(NoTimeOfDay)?);
        let offset = Some(hours * 60 + minutes).filter(|_| hours <= 14 && minutes < 60).ok_or(NoTimeOfDay)?;
        let sign = if written.as_bytes().get(at) == Some(&b'-') { -1 } else { 1 };
        Ok(Self { time: time.parse()?, offset_minutes: Some(sign * offset) })
    }
}

impl TryFrom<String> for ClockTime {
    type Error = NoTimeOfDay;

    fn try_from(written: String) -> Result<Self, NoTimeOfDay> {
        written.parse()
    }
}

impl From<ClockTime> for String {
    fn from(time: ClockTime) -> Self {
        time.to_string()
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.time.fmt(f)?;
        let Some(offset) = self.offset_minutes else { return Ok(()) };
        let (sign, offset) = (if offset < 0 { '-' } else { '+' }, offset.saturating_abs());
        write!(f, "{sign}{:02}:{:02}", offset / 60, offset % 60)
    }
}

/// A date as programs and browsers write it, `2026-11-27`, and in no other way; `None` for what is none.
pub fn read_date(written: &str) -> Option<Date> {
    let written = written.trim();
    let is_shaped = written.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    (is_shaped && written.len() == 10).then(|| written.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_read_from_midnight_to_the_end_of_the_day() {
        for (written, minutes) in [("00:00", 0), (" 9:05", 545), ("17:45", 1_065), ("24:00", 1_440)] {
            let time: TimeOfDay = written.parse().unwrap();
            assert_eq!(time.minutes(), minutes, "{written}");
            assert_eq!(time.to_string().parse(), Ok(time));
        }
        for wrong in
            ["", "12", "24:15", "7:75", "x:00", "7:5", "+7:00", "7:+5", "17:00:00", "017:00", "٧:00", "-1:00"]
        {
            assert_eq!(wrong.parse::<TimeOfDay>(), Err(NoTimeOfDay), "{wrong}");
        }
        assert!("17:15".parse::<TimeOfDay>().unwrap().is_on_quarter());
        assert!(!"17:07".parse::<TimeOfDay>().unwrap().is_on_quarter());
    }

    #[test]
    fn a_time_that_the_clock_shows_twice_is_told_by_its_offset() {
        for (written, minutes, offset) in [
            ("01:30", 90, None),
            ("01:30-08:00", 90, Some(-480)),
            ("1:30+05:45", 90, Some(345)),
            ("01:30 01:00", 90, Some(60)),
        ] {
            let time: ClockTime = written.parse().unwrap();
            assert_eq!((time.time.minutes(), time.offset_minutes), (minutes, offset), "{written}");
            assert_eq!(time.to_string().parse(), Ok(time));
        }
        for wrong in
            ["01:30-8:00", "01:30-08", "01:30-15:00", "01:30-08:60", "-08:00", "01:30--08:00", "01:30Z"]
        {
            assert_eq!(wrong.parse::<ClockTime>(), Err(NoTimeOfDay), "{wrong}");
        }
    }

    #[test]
    fn a_date_is_written_in_one_way() {
        assert_eq!(read_date(" 2026-11-27 "), Some(Date::new(2026, 11, 27).unwrap()));
        for wrong in [
            "",
            "2026-02-30",
            "2026-1-2",
            "20261127",
            "2026-11-27T10:00",
            "+002026-11-27",
            "27/11/2026",
            "２026-11-27",
        ] {
            assert_eq!(read_date(wrong), None, "{wrong}");
        }
    }
}
