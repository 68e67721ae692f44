//! What people write: one line or several, in one form however it was typed or copied.

use crate::{BadRow, Field, Kind, Value};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// One line that a person writes, of `LEAST` to `MOST` characters: a name, a title, a street.
///
/// It is in normal form C. There is something to see in it, no control character, no space around it and never two spaces in
/// a row. Marks that nobody sees, such as those of direction, come along when text is copied and are left out.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ShortText<const MOST: usize, const LEAST: usize = 1>(Box<str>);

/// Lines that a person writes, of `MOST` characters at most: a description, a statement.
///
/// As [`ShortText`], but its lines are kept, with one empty line between two at most.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LongText<const MOST: usize>(Box<str>);

/// Why something written is not taken as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoText {
    /// There is nothing to see in it.
    #[error("there is nothing to read in it")]
    Nothing,
    /// It holds a control character, which no keyboard types.
    #[error("it holds a control character")]
    Control,
    /// It has too few characters.
    #[error("it has fewer than {least} characters")]
    Short {
        /// The least.
        least: usize,
    },
    /// It has too many characters.
    #[error("it has more than {most} characters")]
    Long {
        /// The most.
        most: usize,
    },
}

/// What is written as one line.
///
/// # Errors
/// [`NoText`].
pub fn short_text(written: &str, least: usize, most: usize) -> Result<String, NoText> {
    let text = shown(written)?;
    sized(one_spaced(&text), least, most)
}

/// What is written as lines.
///
/// # Errors
/// [`NoText`].
pub fn long_text(written: &str, most: usize) -> Result<String, NoText> {
    let text = shown(written)?.replace("\r\n", "\n");
    let mut lines = String::with_capacity(text.len());
    for line in text.split(is_line_end).map(one_spaced) {
        if !(line.is_empty() && (lines.is_empty() || lines.ends_with("\n\n"))) {
            lines.push_str(&line);
            lines.push('\n');
        }
    }
    sized(lines.trim_end().to_owned(), 1, most)
}

/// What is shown of something written, in normal form C.
///
/// # Errors
/// [`NoText::Control`].
pub(crate) fn shown(written: &str) -> Result<String, NoText> {
    let mut shown = String::with_capacity(written.len());
    let mut letters = written.chars().peekable();
    while let Some(letter) = letters.next() {
        let category = letter.general_category();
        // Lines and tabs are white space.
        let is_control = category == GeneralCategory::Control && !letter.is_whitespace();
        if is_control || is_noncharacter(letter) {
            return Err(NoText::Control);
        }
        let is_shown = if is_joiner(letter) {
            let joins = |letter: Option<char>| letter.is_some_and(is_joined);
            joins(shown.chars().next_back()) && joins(letters.peek().copied())
        } else {
            category != GeneralCategory::Format || is_number_sign(letter)
        };
        if is_shown {
            shown.push(letter);
        }
    }
    Ok(shown.nfc().collect())
}

fn one_spaced(line: &str) -> String {
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |line, word| line + " " + word)
}

fn sized(text: String, least: usize, most: usize) -> Result<String, NoText> {
    if !text.chars().any(is_visible) {
        return Err(NoText::Nothing);
    }
    let count = text.chars().count();
    if count < least {
        return Err(NoText::Short { least });
    }
    if count > most { Err(NoText::Long { most }) } else { Ok(text) }
}

/// Whether a character leaves ink by itself. Some letters and signs of Unicode are blank.
fn is_visible(letter: char) -> bool {
    let is_blank = matches!(letter, '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{2800}');
    let group = letter.general_category_group();
    !is_blank
        && matches!(
            group,
            GeneralCategoryGroup::Letter
                | GeneralCategoryGroup::Number
                | GeneralCategoryGroup::Punctuation
                | GeneralCategoryGroup::Symbol
        )
}

/// Whether a joiner may stand beside it: it is shown, or changes what is shown.
fn is_joined(letter: char) -> bool {
    is_visible(letter) || letter.general_category_group() == GeneralCategoryGroup::Mark
}

/// What joins or parts the characters beside it: needed to write some languages, and in pictures of several people.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\u{200d}')
}

/// Signs that stand over or before numbers; they count as format characters and are seen.
fn is_number_sign(letter: char) -> bool {
    matches!(
        letter,
        '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{890}' | '\u{891}' | '\u{8e2}' | '\u{110bd}' | '\u{110cd}'
    )
}

/// What is no character and never will be.
fn is_noncharacter(letter: char) -> bool {
    matches!(letter, '\u{fdd0}'..='\u{fdef}') || u32::from(letter) & 0xfffe == 0xfffe
}

fn is_line_end(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What types of text have in common: they are read from what people write, and are text from then on.
macro_rules! text {
    ($name:ident<$(const $size:ident: usize),+>, $read:expr) => {
        impl<$(const $size: usize),+> $name<$($size),+> {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl<$(const $size: usize),+> FromStr for $name<$($size),+> {
            type Err = NoText;

            fn from_str(written: &str) -> Result<Self, NoText> {
                $read(written).map(|text: String| Self(text.into()))
            }
        }

        impl<$(const $size: usize),+> TryFrom<String> for $name<$($size),+> {
            type Error = NoText;

            fn try_from(written: String) -> Result<Self, NoText> {
                written.parse()
            }
        }

        impl<$(const $size: usize),+> From<$name<$($size),+>> for String {
            fn from(text: $name<$($size),+>) -> Self {
                text.0.into()
            }
        }

        impl<$(const $size: usize),+> Deref for $name<$($size),+> {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl<$(const $size: usize),+> AsRef<str> for $name<$($size),+> {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl<$(const $size: usize),+> fmt::Display for $name<$($size),+> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl<$(const $size: usize),+> fmt::Debug for $name<$($size),+> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl<$(const $size: usize),+> Field for $name<$($size),+> {
            const KIND: Kind = Kind::Text;

            fn to_value(&self) -> Value {
                Value::Text(self.0.clone())
            }

            fn from_value(value: &Value) -> Result<Self, BadRow> {
                value.as_text()?.parse().map_err(|why: NoText| BadRow(format!("stored text: {why}")))
            }
        }
    };
}

text!(ShortText<const MOST: usize, const LEAST: usize>, |written| short_text(written, LEAST, MOST));
text!(LongText<const MOST: usize>, |written| long_text(written, MOST));

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(written: &str) -> Result<String, NoText> {
        written.parse::<ShortText<12, 2>>().map(String::from)
    }

    #[test]
    fn a_line_has_one_form_however_it_is_written() {
        for (written, read) in [
            ("  Ana\t\u{a0} R. \n", "Ana R."),
            ("Jose\u{301}", "Jos\u{e9}"),
            ("\u{feff}A\u{200b}n\u{ad}a\u{2060}", "Ana"),
            ("\u{202e}Ana\u{202c}", "Ana"),
            ("\u{2068}Ana R.\u{2069}", "Ana R."),
            ("Ana\r\nR.", "Ana R."),
            ("نی\u{200c}از", "نی\u{200c}از"),
            ("👩\u{200d}🍳 Ana", "👩\u{200d}🍳 Ana"),
            ("❤\u{fe0f}\u{200d}🔥", "❤\u{fe0f}\u{200d}🔥"),
            ("A\u{200d} na\u{200c}", "A na"),
            ("\u{661}\u{6dd}", "\u{661}\u{6dd}"),
        ] {
            assert_eq!(line(written).as_deref(), Ok(read), "{written:?}");
        }
    }

    #[test]
    fn what_is_no_line_is_refused_with_the_reason() {
        for (written, why) in [
            ("", NoText::Nothing),
            (" \n\t\u{3000}", NoText::Nothing),
            ("\u{200b}\u{202e}\u{feff}", NoText::Nothing),
            ("\u{3164}\u{2800}\u{ffa0}", NoText::Nothing),
            ("\u{301}\u{301}", NoText::Nothing),
            ("\u{e000}\u{e001}", NoText::Nothing),
            ("Ana\0", NoText::Control),
            ("A\u{1b}[31m", NoText::Control),
            ("Ana\u{7f}", NoText::Control),
            ("Ana\u{9b}", NoText::Control),
            ("Ana\u{fffe}", NoText::Control),
            ("A", NoText::Short { least: 2 }),
            ("abcdefghijklm", NoText::Long { most: 12 }),
        ] {
            assert_eq!(line(written), Err(why), "{written:?}");
        }
        assert_eq!(
            line("ＡＢＣＤＥＦＧＨＩＪＫＬ").unwrap().chars().count(),
            12,
            "characters count, not bytes"
        );
    }

    #[test]
    fn lines_are_kept_in_a_longer_text() {
        let read = |written: &str| written.parse::<LongText<40>>().map(String::from);
        for (written, text) in [
            ("\n\n One  lock.\r\nTwo keys. \r\r\r\rBlue.\n ", "One lock.\nTwo keys.\n\nBlue."),
            ("One\u{2028}two\u{85}three", "One\ntwo\nthree"),
            ("One\ttwo", "One two"),
        ] {
            assert_eq!(read(written).as_deref(), Ok(text), "{written:?}");
        }
        assert_eq!(read("\n \r\n"), Err(NoText::Nothing));
        assert_eq!(read("One\0"), Err(NoText::Control));
        assert_eq!(read(&"é".repeat(41)), Err(NoText::Long { most: 40 }));
    }

    #[test]
    fn a_stored_text_is_not_told_to_the_log_when_it_is_bad() {
        let bad = ShortText::<3>::from_value(&Value::Text("Ana R.".into())).unwrap_err();
        assert_eq!(bad.0, "stored text: it has more than 3 characters");
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_read_again_as_itself(written in "(\\PC|[\\s\u{200b}-\u{200f}\u{301}]|.){0,24}") {
            if let Ok(text) = written.parse::<ShortText<30>>() {
                prop_assert_eq!(text.parse::<ShortText<30>>(), Ok(text.clone()));
                prop_assert_eq!(ShortText::from_value(&text.to_value()).unwrap(), text.clone());
                let is_hidden = |letter: char| letter.is_control() || ('\u{202a}'..='\u{202e}').contains(&letter);
                prop_assert!(!text.chars().any(is_hidden));
            }
            if let Ok(text) = written.parse::<LongText<30>>() {
                prop_assert_eq!(text.parse::<LongText<30>>(), Ok(text.clone()));
                prop_assert!(!text.chars().any(|letter| letter.is_control() && letter != '\n'));
            }
        }
    }
}
