//! Figures: numbers with up to three decimals.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Number;
use std::fmt;

const THOUSANDTHS: i64 = 1_000;

/// A number in thousandths: what a measurement came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Decimal(pub(crate) i64);

impl Decimal {
    /// A whole number.
    pub(crate) fn whole(number: impl TryInto<i64>) -> Self {
        Self(number.try_into().unwrap_or(i64::MAX).saturating_mul(THOUSANDTHS))
    }

    /// One number over another, cut to thousandths; nought over nought.
    pub(crate) fn ratio(of: impl TryInto<i128>, to: impl TryInto<i128>) -> Self {
        let (of, to) = (of.try_into().unwrap_or(i128::MAX / 1_000), to.try_into().unwrap_or(i128::MAX));
        let parts = of.saturating_mul(i128::from(THOUSANDTHS)).checked_div(to).unwrap_or_default();
        Self(i64::try_from(parts).unwrap_or(i64::MAX))
    }

    /// Nanoseconds as microseconds.
    pub(crate) fn micros(nanos: impl TryInto<i64>) -> Self {
        Self(nanos.try_into().unwrap_or(i64::MAX))
    }

    /// Nanoseconds as milliseconds.
    pub(crate) fn millis(nanos: impl TryInto<i64>) -> Self {
        Self(nanos.try_into().unwrap_or(i64::MAX) / 1_000)
    }

    /// Nanoseconds as seconds.
    pub(crate) fn seconds(nanos: impl TryInto<i64>) -> Self {
        Self(nanos.try_into().unwrap_or(i64::MAX) / 1_000_000)
    }
}

impl fmt::Display for Decimal {
    /// Four figures or all before the point, whichever are more; thousands apart.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = ((self.0 / THOUSANDTHS).unsigned_abs(), (self.0 % THOUSANDTHS).unsigned_abs());
        let digits = whole.to_string();
        let mut text = String::from(if self.0 < 0 { "-" } else { "" });
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push(' ');
            }
            text.push(digit);
        }
        let decimals = match whole {
            _ if rest == 0 => String::new(),
            0..10 => format!(".{rest:03}"),
            10..100 => format!(".{:02}", rest / 10),
            100..1_000 => format!(".{}", rest / 100),
            _ => String::new(),
        };
        out.pad(&(text + &decimals))
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (whole, rest) = (self.0 / THOUSANDTHS, (self.0 % THOUSANDTHS).unsigned_abs());
        if rest == 0 {
            return serializer.serialize_i64(whole);
        }
        let sign = if self.0 < 0 && whole == 0 { "-" } else { "" };
        let number: Result<Number, _> = format!("{sign}{whole}.{rest:03}").parse();
        number.map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Number::deserialize(deserializer)?.to_string();
        let bad = || serde::de::Error::custom(format!("{text} is no number with three decimals"));
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let padded = format!("{whole}{:0<3}", decimals.get(..3).unwrap_or(decimals));
        padded.parse().map(Self).map_err(|_| bad())
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn a_figure_is_written_and_read_again() {
        let cases = [
            (0, "0"),
            (-250, "-0.25"),
            (1_000, "1"),
            (12_345, "12.345"),
            (-7_001, "-7.001"),
            (40_000_000, "40000"),
        ];
        for (thousandths, json) in cases {
            assert_eq!(serde_json::to_string(&Decimal(thousandths)).unwrap(), json);
            assert_eq!(serde_json::from_str::<Decimal>(json).unwrap(), Decimal(thousandths));
        }
    }

    #[test]
    fn a_figure_shows_as_much_as_it_means() {
        let cases = [(1_234, "1.234"), (12_345, "12.34"), (123_456, "123.4"), (45_678_900, "45 678")];
        for (thousandths, text) in cases {
            assert_eq!(Decimal(thousandths).to_string(), text);
        }
        assert_eq!(Decimal::ratio(2, 3), Decimal(666));
        assert_eq!(Decimal::ratio(2, 0), Decimal(0));
    }
}
