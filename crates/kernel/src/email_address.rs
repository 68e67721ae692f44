//! E-mail addresses: one form, however people write them.

use crate::text::shown;
use crate::{BadRow, Field, Kind, Value};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The most bytes of an address, by RFC 5321 with its errata.
const LONGEST: usize = 254;
/// The most bytes before the `@`, by RFC 5321.
const LONGEST_NAME: usize = 64;
/// The most characters between two dots of a host, by RFC 1035.
const LONGEST_LABEL: usize = 63;

/// An e-mail address that can be written to: a name, `@` and a host of two parts or more, whose letters are small. Whether
/// somebody reads what is sent there is for a message to find out.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(Box<str>);

/// What was written is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an e-mail address has a name, an @ and a host, {LONGEST} bytes at most")]
pub struct NoEmailAddress;

impl EmailAddress {
    /// The address as it is stored and shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address by which it is known whether two are the same: hosts that tell capital letters in names apart are rare,
    /// and people do not.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

/// Whether the name of an address may hold it, outside quotes.
fn is_of_name(letter: char) -> bool {
    !letter.is_whitespace() && !"\"(),:;<>[\\]@".contains(letter)
}

fn is_label(label: &str) -> bool {
    (1..=LONGEST_LABEL).contains(&label.chars().count())
        && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

impl FromStr for EmailAddress {
    type Err = NoEmailAddress;

    /// Reads what a person wrote or copied: space around it is taken too.
    fn from_str(written: &str) -> Result<Self, NoEmailAddress> {
        let text = shown(written).map_err(|_| NoEmailAddress)?;
        let (name, host) = text.trim().split_once('@').ok_or(NoEmailAddress)?;
        let host = host.to_lowercase();
        // An address by number has no letter at its end.
        let ends_in_letter = host.chars().next_back().is_some_and(char::is_alphabetic);
        let is_host = host.contains('.') && ends_in_letter && host.split('.').all(is_label);
        let is_name = (1..=LONGEST_NAME).contains(&name.len()) && name.chars().all(is_of_name);
        let address = format!("{name}@{host}");
        if is_name && is_host && address.len() <= LONGEST {
            Ok(Self(address.into()))
        } else {
            Err(NoEmailAddress)
        }
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = NoEmailAddress;

    fn try_from(written: String) -> Result<Self, NoEmailAddress> {
        written.parse()
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0.into()
    }
}

impl AsRef<str> for EmailAddress {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Field for EmailAddress {
    const KIND: Kind = Kind::Text;

    fn to_value(&self) -> Value {
        Value::Text(self.0.clone())
    }

    fn from_value(value: &Value) -> Result<Self, BadRow> {
        value.as_text()?.parse().map_err(|why: NoEmailAddress| BadRow(why.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(written: &str) -> Option<String> {
        written.parse::<EmailAddress>().ok().map(String::from)
    }

    #[test]
    fn an_address_has_one_form_however_it_is_written() {
        for (written, address) in [
            (" ana@example.org\n", "ana@example.org"),
            ("Ana.R+work@Mail.Example.CO.uk", "Ana.R+work@mail.example.co.uk"),
            ("\u{200b}ana@example.org\u{202c}", "ana@example.org"),
            ("o'neil@example.org", "o'neil@example.org"),
            ("jose\u{301}@ejemplo.es", "jos\u{e9}@ejemplo.es"),
            ("ana@xn--bcher-kva.example", "ana@xn--bcher-kva.example"),
        ] {
            assert_eq!(read(written).as_deref(), Some(address), "{written:?}");
        }
        let ana: EmailAddress = "Ana@Example.org".parse().unwrap();
        assert_eq!(ana.folded(), "ana@example.org");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let (long_name, long_host) = (format!("{}@example.org", "a".repeat(65)), "a.".repeat(130));
        for wrong in [
            "",
            "ana",
            "ana@",
            "@example.org",
            "ana@example",
            "a b@example.org",
            "ana@@example.org",
            "ana@.org",
            "ana@example..org",
            "ana@-example.org",
            "ana@example.org.",
            "ana@127.0.0.1",
            "ana@[::1]",
            "<ana@example.org>",
            "ana@example.org, eva@example.org",
            "ana@example.org\0",
            "ana\r\nBcc: eva@example.org",
            &long_name,
            &format!("ana@{long_host}org"),
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_read_again_as_itself(written in "\\PC{1,9}@[\\PC]{1,9}\\.\\PC{1,5}") {
            if let Ok(address) = written.parse::<EmailAddress>() {
                prop_assert_eq!(address.as_str().parse::<EmailAddress>(), Ok(address.clone()));
                prop_assert_eq!(EmailAddress::from_value(&address.to_value()).unwrap(), address);
            }
        }
    }
}
