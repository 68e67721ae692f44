//! Post codes: one form, however people write them.

use crate::{BadRow, Field, Kind, Value};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The most letters and digits that a post code has, its hyphen counted.
const LONGEST: usize = 12;

/// A post code in the one form that it has here: capital letters, digits and single hyphens, without spaces. Whether there is
/// such a place is for a directory to say.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PostCode([u8; LONGEST]);

/// What was written is no post code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a post code has letters, digits and hyphens, {LONGEST} at most")]
pub struct NoPostCode;

impl PostCode {
    /// The code as it is stored and shown.
    pub fn as_str(&self) -> &str {
        let end = self.0.iter().position(|byte| *byte == 0).unwrap_or(LONGEST);
        // Only ASCII is ever put in.
        self.0.get(..end).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// The code without what narrows it down to some houses: `97202` of `97202-1234` and of `972021234`. `None` where it has
    /// no such ending. The form is the ZIP+4 of the United States.
    pub fn without_extension(&self) -> Option<Self> {
        let text = self.as_str();
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let (area, rest) = text.split_once('-').or_else(|| text.split_at_checked(5))?;
        let is_extended = area.len() == 5 && rest.len() == 4 && is_digits(area) && is_digits(rest);
        is_extended.then(|| area.parse().ok())?
    }
}

impl FromStr for PostCode {
    type Err = NoPostCode;

    /// Reads what a person wrote: spaces anywhere, small letters and longer dashes are taken too.
    fn from_str(written: &str) -> Result<Self, NoPostCode> {
        let mut code = [0; LONGEST];
        let mut places = code.iter_mut();
        let mut last = '-';
        for letter in written.chars().filter(|letter| !letter.is_whitespace()) {
            let letter = match letter {
                '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
                other => other.to_ascii_uppercase(),
            };
            let fits = letter.is_ascii_alphanumeric() || (letter == '-' && last != '-');
            *places.next().ok_or(NoPostCode)? =
                u8::try_from(letter).ok().filter(|_| fits).ok_or(NoPostCode)?;
            last = letter;
        }
        if last == '-' { Err(NoPostCode) } else { Ok(Self(code)) }
    }
}

impl TryFrom<String> for PostCode {
    type Error = NoPostCode;

    fn try_from(written: String) -> Result<Self, NoPostCode> {
        written.parse()
    }
}

impl From<PostCode> for String {
    fn from(code: PostCode) -> Self {
        code.as_str().to_owned()
    }
}

impl fmt::Display for PostCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for PostCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl Field for PostCode {
    const KIND: Kind = Kind::Text;

    fn to_value(&self) -> Value {
        Value::Text(self.as_str().into())
    }

    fn from_value(value: &Value) -> Result<Self, BadRow> {
        let text = value.as_text()?;
        text.parse().map_err(|error: NoPostCode| BadRow(format!("`{text}`: {error}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(written: &str) -> Option<String> {
        written.parse::<PostCode>().ok().map(String::from)
    }

    #[test]
    fn a_code_has_one_form_however_it_is_written() {
        for (written, code) in [
            (" 97202 ", "97202"),
            ("97 202", "97202"),
            ("sw1a 1aa", "SW1A1AA"),
            ("\u{a0}97202\u{2013}1234\t", "97202-1234"),
            ("90010-150", "90010-150"),
        ] {
            assert_eq!(read(written).as_deref(), Some(code), "{written}");
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for wrong in
            ["", "  ", "-", "97202-", "-97202", "97--202", "97202\0", "97202'", "９７２０２", "1234567890123"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_extension_can_be_left_out() {
        let without = |code: &str| {
            let code = code.parse::<PostCode>().unwrap();
            code.without_extension().map(String::from)
        };
        assert_eq!(without("97202-1234").as_deref(), Some("97202"));
        assert_eq!(without("97202 1234").as_deref(), Some("97202"));
        for whole in ["97202", "90010-150", "SW1A1AA", "97202-12345", "ABCDE-1234"] {
            assert_eq!(without(whole), None, "{whole}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_read_again_as_itself(written in any::<String>()) {
            if let Ok(code) = written.parse::<PostCode>() {
                prop_assert_eq!(code.as_str().parse::<PostCode>(), Ok(code));
                prop_assert_eq!(PostCode::from_value(&code.to_value()).unwrap(), code);
            }
        }
    }
}
