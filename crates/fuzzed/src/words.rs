//! What people write of themselves and of places: names, texts, addresses, numbers to call.

use crate::text;
use kernel::{
    Blob, Currency, DateOfBirth, Dialing, EmailAddress, Field, Id, LongText, PhoneNumber, PostCode,
    ShortText, Zone,
};
use market::price::Counterparty;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::{Debug, Display};
use std::str::FromStr;
use std::sync::LazyLock;
use web::device::Device;

/// As in the United States.
pub(crate) static DIALING: LazyLock<Dialing> = LazyLock::new(|| Dialing {
    code: "1".to_owned(),
    trunk: "1".to_owned(),
    abroad: "011".to_owned(),
    least_digits: 10,
    most_digits: 10,
});

/// Each word that can be read is written as it is read again, as text, as JSON and as a column; a refusal says what would fit.
pub fn run(bytes: &[u8]) {
    let Some(written) = text(bytes) else { return };
    word::<ShortText<80, 3>>(written);
    word::<ShortText<12>>(written);
    word::<LongText<500>>(written);
    word::<EmailAddress>(written);
    word::<PhoneNumber>(written);
    word::<PostCode>(written);
    word::<DateOfBirth>(written);
    no_sign_is_hidden(written);
    if let Ok(number) = PhoneNumber::of(written, &DIALING) {
        assert_eq!(number.as_str().parse(), Ok(number.clone()));
        assert_eq!(PhoneNumber::of(number.as_str(), &DIALING), Ok(number));
    }
    if let Some(zone) = Zone::new(written) {
        assert_eq!(Zone::new(zone.name()), Some(zone));
    }
    if let Some(currency) = Currency::new(written) {
        assert_eq!(Currency::new(currency.code()), Some(currency));
    }
    if let Some(id) = Id::<()>::parse(written) {
        assert_eq!(Id::parse(&id.to_string()), Some(id));
    }
    if let Some(party) = Counterparty::parse(written) {
        assert_eq!(Counterparty::parse(&party.to_string()), Some(party));
    }
    if let Ok(blob) = serde_json::from_value::<Blob>(written.into()) {
        assert_eq!(json_again(&blob), blob);
    }
    let device = Device::of(written);
    assert!(!device.program.is_empty() && device.program.chars().count() <= 40);
    assert!(!Device::of(&device.program).program.is_empty());
}

fn word<T>(written: &str)
where
    T: FromStr + Into<String> + Clone + PartialEq + Debug + Field + Serialize + DeserializeOwned,
    T::Err: Display + Debug,
{
    match written.parse::<T>() {
        Ok(word) => {
            let shown: String = word.clone().into();
            let again = shown.parse::<T>();
            assert!(again.as_ref().is_ok_and(|again| *again == word), "{word:?} is read again as {again:?}");
            assert_eq!(json_again(&word), word);
            let stored = T::from_value(&word.to_value());
            assert!(stored.as_ref().is_ok_and(|stored| *stored == word), "{word:?} is stored as {stored:?}");
        }
        Err(why) => assert!(!why.to_string().is_empty()),
    }
}

fn json_again<T: Serialize + DeserializeOwned + Debug>(word: &T) -> T {
    let again = serde_json::to_string(word).and_then(|json| serde_json::from_str::<T>(&json));
    assert!(again.is_ok(), "{word:?}: {again:?}");
    let Ok(again) = again else { unreachable!("it is just asserted") };
    again
}

/// Nothing is in a text that a reader does not see and a program does.
fn no_sign_is_hidden(written: &str) {
    let is_hidden = |letter: char| {
        letter.is_control() && letter != '\n'
            || matches!(letter, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
            || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2028}' | '\u{2029}')
    };
    let line = written.parse::<ShortText<80>>().map(String::from).unwrap_or_default();
    assert!(!line.contains(is_hidden) && !line.contains('\n'), "{line:?}");
    assert!(line.trim() == line && !line.contains("  "), "{line:?}");
    let lines = written.parse::<LongText<500>>().map(String::from).unwrap_or_default();
    assert!(!lines.contains(is_hidden) && !lines.contains("\n\n\n"), "{lines:?}");
}
