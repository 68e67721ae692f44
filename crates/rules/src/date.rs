//! Civil dates: days on a calendar, without a time of day or a zone.

/// A day in the Gregorian calendar.
pub use jiff::civil::Date;

use kernel::{Decimals, Json, Schemas, Show};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use toml::value::Datetime;

/// A date as a TOML file writes it (`2026-11-22`, without quotes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CivilDate(pub(crate) Date);

impl<'de> Deserialize<'de> for CivilDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Datetime::deserialize(deserializer)?;
        let (Some(day), None) = (written.date, written.time) else {
            return Err(D::Error::custom("a date without a time is needed, such as 2026-11-22"));
        };
        parse(&day.to_string()).map(CivilDate).ok_or_else(|| D::Error::custom("no such day in the calendar"))
    }
}

impl Serialize for CivilDate {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(&self.0)
    }
}

impl Show for CivilDate {
    fn schema(schemas: &mut Schemas) -> Json {
        Date::schema(schemas)
    }
    fn show(&self, decimals: &dyn Decimals) -> Json {
        self.0.show(decimals)
    }
}

/// Reads `2026-11-22`; nothing else, not even a time after it.
pub(crate) fn parse(text: &str) -> Option<Date> {
    let is_plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if is_plain { text.parse().ok() } else { None }
}
