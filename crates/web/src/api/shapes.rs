//! The bodies that several nouns share.

use crate::app::App;
use crate::error::AppError;
use axum::Json;
use axum::http::StatusCode;
use kernel::{Amount, Currency, Date, Timestamp, rfc3339};
use serde::{Deserialize, Serialize, de};
use utoipa::ToSchema;
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};

/// What a call answers that made something.
pub(super) type Made<T> = (StatusCode, Json<T>);

/// An id: a UUID as text.
#[derive(Serialize, ToSchema, Clone, Debug, PartialEq, Eq)]
#[schema(value_type = String, format = "uuid", example = "019ab0fe-26a1-7c33-8000-042f1c5d9e07")]
pub(super) struct Uuid(String);

/// A time by RFC 3339, in UTC.
#[derive(ToSchema, Clone, Copy, Debug, PartialEq, Eq)]
#[schema(value_type = String, format = DateTime, example = "2026-11-28T01:00:00Z")]
pub(super) struct Rfc3339(pub(super) Timestamp);

/// A day on the calendar: `YYYY-MM-DD`.
#[derive(ToSchema, Clone, Copy, Debug, PartialEq, Eq)]
#[schema(value_type = String, format = Date, example = "2026-11-27")]
pub(super) struct Day(pub(super) Date);

/// An amount of money.
#[derive(Serialize, ToSchema, Clone, Debug)]
#[schema(example = json!({ "minor": 7200, "currency": "USD", "exponent": 2 }))]
pub(super) struct Money {
    /// Minor units: cents of a dollar, whole yen.
    minor: i64,
    /// The three-letter code.
    currency: String,
    /// How many decimals the currency has: 2 makes 7200 minor units 72.00.
    exponent: u8,
}

/// An amount of money as it is sent.
#[derive(Deserialize, ToSchema, Clone, Debug)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "minor": 7200, "currency": "USD" }))]
pub(super) struct MoneySent {
    /// Minor units: cents of a dollar, whole yen.
    minor: i64,
    /// The three-letter code.
    currency: String,
    /// Need not be sent; if it is, it has to be the currency's own.
    exponent: Option<u8>,
}

impl<T> From<kernel::Id<T>> for Uuid {
    fn from(id: kernel::Id<T>) -> Self {
        Self(id.to_string())
    }
}

impl From<Timestamp> for Rfc3339 {
    fn from(time: Timestamp) -> Self {
        Self(time)
    }
}

impl Serialize for Rfc3339 {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&rfc3339(self.0))
    }
}

impl<'de> Deserialize<'de> for Rfc3339 {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        read_time(&text).map(Self).ok_or_else(|| de::Error::custom("a time is written by RFC 3339"))
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let is_plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let date = if is_plain { text.parse().ok() } else { None };
        date.map(Self).ok_or_else(|| de::Error::custom("a day is written YYYY-MM-DD"))
    }
}

impl Money {
    /// An amount with its currency's decimals.
    pub(super) fn of(app: &App, amount: Amount, currency: Currency) -> Self {
        let exponent = app.rulebook.currency(currency.code()).map_or(2, |known| known.exponent);
        Self { minor: amount.0, currency: currency.code().to_owned(), exponent }
    }
}

impl MoneySent {
    /// The amount and its currency.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the market has no such currency, or its decimals are others.
    pub(super) fn read(&self, app: &App, field: &'static str) -> Result<(Amount, Currency), AppError> {
        let known = app.rulebook.currency(&self.currency);
        let fits = known.filter(|known| self.exponent.is_none_or(|exponent| exponent == known.exponent));
        let currency = fits.and_then(|known| Currency::new(&known.code));
        let currency = currency.ok_or_else(|| AppError::invalid(field, "invalid-currency"))?;
        Ok((Amount(self.minor), currency))
    }

    /// The amount, when it is in this currency.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when it is in another.
    pub(super) fn read_in(
        &self,
        app: &App,
        (field, currency): (&'static str, Currency),
    ) -> Result<Amount, AppError> {
        let (amount, sent) = self.read(app, field)?;
        if sent == currency { Ok(amount) } else { Err(AppError::invalid(field, "invalid-currency")) }
    }
}

/// A time out of RFC 3339.
pub(super) fn read_time(text: &str) -> Option<Timestamp> {
    let time: jiff::Timestamp = text.parse().ok()?;
    Some(Timestamp(time.as_microsecond()))
}

/// A local time of day, `HH:MM`, as minutes after midnight; `24:00` is the end of the day.
pub(super) fn minute(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |digits: &str| {
        let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse::<i64>().ok()).flatten()
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let minute = hours * 60 + minutes;
    (minutes < 60 && minute <= 1_440).then_some(minute)
}

/// Minutes after local midnight as `HH:MM`.
pub(super) fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// The schema of a field that is one of these words.
pub(super) fn words(words: impl Iterator<Item = &'static str>) -> Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_four_digits_up_to_the_end_of_the_day() {
        for (text, expected) in [("00:00", Some(0)), ("17:45", Some(1_065)), ("24:00", Some(1_440))] {
            assert_eq!(minute(text), expected, "{text}");
        }
        for wrong in ["", "7:00", "24:01", "12:60", "-1:00", "+1:00", "12", "12:0", "١٢:٠٠"] {
            assert_eq!(minute(wrong), None, "{wrong}");
        }
        assert_eq!(clock(1_065), "17:45");
    }

    #[test]
    fn times_are_written_in_utc_and_read_from_any_offset() {
        let five = read_time("2026-11-27T17:00:00-08:00").unwrap();
        assert_eq!(rfc3339(five), "2026-11-28T01:00:00Z");
        assert_eq!(read_time("2026-11-27"), None);
        assert_eq!(read_time("2026-11-27T17:00:00"), None);
    }
}
