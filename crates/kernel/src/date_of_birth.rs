//! Dates of birth, and the ages that follow from them.

use crate::{BadRow, Date, Day, Field, Kind, Value, read_date};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The day on which somebody was born. How old somebody has to be is for the rulebook to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DateOfBirth(Day);

/// What was written is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a date of birth is a date such as 1990-05-04")]
pub struct NoDateOfBirth;

impl DateOfBirth {
    /// Born on a date.
    pub fn on(date: Date) -> Self {
        Self(Day::of(date))
    }

    /// The day.
    pub fn day(self) -> Day {
        self.0
    }

    /// The date.
    pub fn date(self) -> Date {
        self.0.date()
    }

    /// The age on a date in completed years, below zero before birth. Who was born on 29 February grows older on 1 March
    /// where there is none.
    pub fn age_on(self, date: Date) -> i64 {
        let born = self.date();
        let years = i64::from(date.year()) - i64::from(born.year());
        if (date.month(), date.day()) < (born.month(), born.day()) { years - 1 } else { years }
    }
}

impl FromStr for DateOfBirth {
    type Err = NoDateOfBirth;

    fn from_str(written: &str) -> Result<Self, NoDateOfBirth> {
        read_date(written).map(Self::on).ok_or(NoDateOfBirth)
    }
}

impl TryFrom<String> for DateOfBirth {
    type Error = NoDateOfBirth;

    fn try_from(written: String) -> Result<Self, NoDateOfBirth> {
        written.parse()
    }
}

impl From<DateOfBirth> for String {
    fn from(born: DateOfBirth) -> Self {
        born.to_string()
    }
}

impl fmt::Display for DateOfBirth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date().fmt(f)
    }
}

impl Field for DateOfBirth {
    const KIND: Kind = Kind::Int;

    fn to_value(&self) -> Value {
        self.0.to_value()
    }

    fn from_value(value: &Value) -> Result<Self, BadRow> {
        Day::from_value(value).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_in_completed_years() {
        let age = |born: &str, on: &str| born.parse::<DateOfBirth>().unwrap().age_on(on.parse().unwrap());
        for (born, on, years) in [
            ("1990-05-04", "2026-05-03", 35),
            ("1990-05-04", "2026-05-04", 36),
            ("2008-02-29", "2026-02-28", 17),
            ("2008-02-29", "2026-03-01", 18),
            ("2026-11-23", "2026-11-23", 0),
            ("2026-11-24", "2026-11-23", -1),
            ("1896-11-24", "2026-11-23", 129),
        ] {
            assert_eq!(age(born, on), years, "{born} {on}");
        }
        assert_eq!("4 May 1990".parse::<DateOfBirth>(), Err(NoDateOfBirth));
        assert_eq!("1990-02-30".parse::<DateOfBirth>(), Err(NoDateOfBirth));
    }
}
