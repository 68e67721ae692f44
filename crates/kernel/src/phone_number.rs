//! Telephone numbers: one form, however people write them.

use crate::text::shown;
use crate::{BadRow, Field, Kind, Value};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The digits of a number with its country's code. The most is that of E.164; with fewer nobody can be called from abroad.
const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

/// A telephone number as E.164 has it: `+`, the code of its country and the number there. Whether somebody answers is for a
/// call to find out.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(Box<str>);

/// How numbers are written that do not name their country: what a country dials with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dialing {
    /// The code of the country, without `+`.
    pub code: String,
    /// What is dialed before a number of the country, from far away in it; may be empty.
    pub trunk: String,
    /// What is dialed before the code of another country.
    pub abroad: String,
    /// How many digits a number has without code and trunk, at least.
    pub least_digits: usize,
    /// And at most.
    pub most_digits: usize,
}

/// What was written is no telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a telephone number has 8 to 15 digits with the code of its country")]
pub struct NoPhoneNumber;

impl PhoneNumber {
    /// The number as it is stored and shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads what a person of a country wrote: spaces, brackets, dots and hyphens between the digits are taken, and the
    /// country's code is put before a number that has none.
    ///
    /// # Errors
    /// [`NoPhoneNumber`].
    pub fn of(written: &str, dialing: &Dialing) -> Result<Self, NoPhoneNumber> {
        let (is_whole, digits) = digits(written)?;
        if is_whole {
            return Self::whole(&digits);
        }
        if let Some(rest) =
            digits.strip_prefix(dialing.abroad.as_str()).filter(|_| !dialing.abroad.is_empty())
        {
            return Self::whole(rest);
        }
        let own = dialing.least_digits..=dialing.most_digits;
        let without = digits.strip_prefix(dialing.trunk.as_str()).filter(|rest| own.contains(&rest.len()));
        let number = without.unwrap_or(&digits);
        if own.contains(&number.len()) {
            return Self::whole(&format!("{}{number}", dialing.code));
        }
        // People leave the `+` out.
        let coded = digits.strip_prefix(dialing.code.as_str()).filter(|rest| own.contains(&rest.len()));
        coded.map_or(Err(NoPhoneNumber), |_| Self::whole(&digits))
    }

    fn whole(digits: &str) -> Result<Self, NoPhoneNumber> {
        // No country's code begins with 0.
        let fits = DIGITS.contains(&digits.len()) && !digits.starts_with('0');
        if fits { Ok(Self(format!("+{digits}").into())) } else { Err(NoPhoneNumber) }
    }
}

/// The digits of what was written, and whether a `+` stands before them.
fn digits(written: &str) -> Result<(bool, String), NoPhoneNumber> {
    let text = shown(written).map_err(|_| NoPhoneNumber)?;
    let text = text.trim();
    let text = text.strip_prefix("tel:").unwrap_or(text);
    let (is_whole, rest) = text.strip_prefix(['+', '\u{ff0b}']).map_or((false, text), |rest| (true, rest));
    let is_between = |letter: char| {
        letter.is_whitespace()
            || matches!(letter, '(' | ')' | '.' | '-' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}')
    };
    let digits: String = rest.chars().filter(|letter| !is_between(*letter)).collect();
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { Ok((is_whole, digits)) } else { Err(NoPhoneNumber) }
}

impl FromStr for PhoneNumber {
    type Err = NoPhoneNumber;

    /// Reads a number that names its country: `+1 503 555 0100`.
    fn from_str(written: &str) -> Result<Self, NoPhoneNumber> {
        match digits(written)? {
            (true, digits) => Self::whole(&digits),
            (false, _) => Err(NoPhoneNumber),
        }
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = NoPhoneNumber;

    fn try_from(written: String) -> Result<Self, NoPhoneNumber> {
        written.parse()
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> Self {
        number.0.into()
    }
}

impl AsRef<str> for PhoneNumber {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Field for PhoneNumber {
    const KIND: Kind = Kind::Text;

    fn to_value(&self) -> Value {
        Value::Text(self.0.clone())
    }

    fn from_value(value: &Value) -> Result<Self, BadRow> {
        value.as_text()?.parse().map_err(|why: NoPhoneNumber| BadRow(why.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A country whose numbers have ten digits.
    fn ten_digits() -> Dialing {
        let [code, trunk, abroad] = ["1", "1", "011"].map(str::to_owned);
        Dialing { code, trunk, abroad, least_digits: 10, most_digits: 10 }
    }

    /// A country whose numbers have nine or ten, after a 0.
    fn after_a_zero() -> Dialing {
        let [code, trunk, abroad] = ["44", "0", "00"].map(str::to_owned);
        Dialing { code, trunk, abroad, least_digits: 9, most_digits: 10 }
    }

    #[test]
    fn a_number_has_one_form_however_it_is_written() {
        for (written, dialing, number) in [
            ("(503) 555-0100", ten_digits(), "+15035550100"),
            ("503.555.0100", ten_digits(), "+15035550100"),
            ("1 503 555 0100", ten_digits(), "+15035550100"),
            ("+1 (503) 555\u{2013}0100", ten_digits(), "+15035550100"),
            ("\u{202a}+1 503 555 0100\u{202c}", ten_digits(), "+15035550100"),
            ("tel:+1-503-555-0100", ten_digits(), "+15035550100"),
            ("011 44 20 7946 0000", ten_digits(), "+442079460000"),
            ("+44 20 7946 0000", ten_digits(), "+442079460000"),
            ("020 7946 0000", after_a_zero(), "+442079460000"),
            ("44 20 7946 0000", after_a_zero(), "+442079460000"),
            ("00 1 503 555 0100", after_a_zero(), "+15035550100"),
        ] {
            assert_eq!(
                PhoneNumber::of(written, &dialing).map(String::from).as_deref(),
                Ok(number),
                "{written}"
            );
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for wrong in [
            "",
            "+",
            "555-0100",
            "503 555 010",
            "503 555 01000",
            "503 555 0100 x12",
            "+0 503 555 0100",
            "5035550100\0",
            "call me",
            "+1234567890123456",
            "٥٠٣٥٥٥٠١٠٠",
            "++15035550100",
        ] {
            assert_eq!(PhoneNumber::of(wrong, &ten_digits()), Err(NoPhoneNumber), "{wrong}");
        }
        assert_eq!("503 555 0100".parse::<PhoneNumber>(), Err(NoPhoneNumber), "it names no country");
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_read_again_as_itself(written in "[+]?[0-9 ().-]{0,20}") {
            if let Ok(number) = PhoneNumber::of(&written, &ten_digits()) {
                prop_assert_eq!(PhoneNumber::of(number.as_str(), &after_a_zero()), Ok(number.clone()));
                prop_assert_eq!(PhoneNumber::from_value(&number.to_value()).unwrap(), number);
            }
        }
    }
}
