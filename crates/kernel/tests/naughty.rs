//! Every type that reads what people write takes each naughty string in its one form, or none of it.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use kernel::{
    DateOfBirth, DecimalMark, Dialing, EmailAddress, Field, LongText, PhoneNumber, PostCode, ShortText,
    TimeOfDay, Value, read_amount, read_date,
};
use std::fmt::{Debug, Display};
use std::str::FromStr;
use testkit::naughty::naughty;

/// What is read is stored and read again as itself, and holds nothing that a database or a page cannot.
fn read<T: FromStr + Field + Display + Debug + PartialEq>(written: &str) {
    let Ok(read) = written.parse::<T>() else { return };
    assert_eq!(read.to_string().parse::<T>().ok().as_ref(), Some(&read), "{written:?}");
    assert_eq!(T::from_value(&read.to_value()).unwrap(), read, "{written:?}");
    if let Value::Text(text) = read.to_value() {
        let is_hidden = |letter: char| {
            (letter.is_control() && letter != '\n') || ('\u{202a}'..='\u{202e}').contains(&letter)
        };
        assert!(!text.chars().any(is_hidden), "{written:?} is kept as {text:?}");
        assert!(!text.trim().is_empty() && text.trim() == &*text, "{written:?} is kept as {text:?}");
    }
}

#[test]
fn no_naughty_string_gets_through_a_type_in_a_second_form() {
    let [code, trunk, abroad] = ["1", "1", "011"].map(str::to_owned);
    let dialing = Dialing { code, trunk, abroad, least_digits: 10, most_digits: 10 };
    for written in naughty() {
        read::<ShortText<100>>(&written);
        read::<ShortText<80, 3>>(&written);
        read::<LongText<2_000>>(&written);
        read::<EmailAddress>(&written);
        read::<PhoneNumber>(&written);
        read::<PostCode>(&written);
        read::<DateOfBirth>(&written);
        if let Ok(number) = PhoneNumber::of(&written, &dialing) {
            assert!(number.as_str().starts_with('+'), "{written:?}");
        }
        if let Ok(time) = written.parse::<TimeOfDay>() {
            assert!((0..=1_440).contains(&time.minutes()), "{written:?}");
        }
        let amount = read_amount(&written, 2, DecimalMark::Point, &["$", "USD"]);
        assert!(amount.is_none_or(|minor| minor >= 0), "{written:?}");
        assert!(read_date(&written).is_none_or(|date| date.year() >= 0), "{written:?}");
    }
}
