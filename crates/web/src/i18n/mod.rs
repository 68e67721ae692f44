//! The language layer: the only place where words, money, numbers, distances and times become text.
//!
//! Sentences live in `locales/LANGUAGE/*.ftl` (Fluent). What is put into a sentence is wrapped in Unicode
//! isolation marks, so that a price or a date keeps its order inside a right-to-left line. The marks are right in
//! running text and wrong in attributes, titles and files: those take [`Text::plain`]. A page that runs from left to
//! right leaves out those that do nothing in it ([`only_needed`]).

mod about;
mod accepted;
mod isolates;
mod lang;
mod money;
mod number;
mod pseudo;
mod sentences;
#[cfg(test)]
mod tests;
mod time;

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentValue};
use include_dir::{Dir, include_dir};
use maud::html;

pub use isolates::only_needed;
pub use lang::Lang;
pub use money::{Currency, Money};
pub use sentences::Sentences;

static LOCALES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/locales");
static SENTENCES: LazyLock<Sentences> = LazyLock::new(|| Sentences::of(&LOCALES));

/// The measure of a distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    /// Statute miles.
    Miles,
    /// Kilometres.
    Kilometres,
}

/// How a time of day is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// 5pm.
    Twelve,
    /// 17:00.
    TwentyFour,
}

/// The sign between whole and part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decimals {
    /// 1,234.50, and the currency's sign in front.
    Point,
    /// 1.234,50, and the currency's sign behind in the languages that have it so.
    Comma,
}

/// What a date begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// 27 November 2026.
    Day,
    /// November 27, 2026, in the languages that follow the place in it.
    Month,
}

/// The habits of a place, which are not those of a language: Spanish in Oregon has miles and a decimal point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Miles or kilometres.
    pub distance: Distance,
    /// Twelve hours or twenty-four.
    pub clock: Clock,
    /// Point or comma.
    pub decimals: Decimals,
    /// Day or month first.
    pub dates: DateOrder,
}

impl Region {
    /// The United States in any language.
    pub const UNITED_STATES: Self = Self {
        distance: Distance::Miles,
        clock: Clock::Twelve,
        decimals: Decimals::Point,
        dates: DateOrder::Month,
    };
}

/// The reader's language and the market's habits: all that formatting needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locale {
    /// The language of the words.
    pub lang: Lang,
    /// The habits of the place.
    pub region: Region,
    /// The year whose days need no year, the one that it is now; none on what is kept, as a receipt is.
    pub this_year: Option<i16>,
}

impl Locale {
    /// A language in the United States.
    pub fn in_united_states(lang: Lang) -> Self {
        Self { lang, region: Region::UNITED_STATES, this_year: None }
    }

    /// The same reader in a year, whose days then need no year.
    #[must_use]
    pub fn in_year(self, year: i16) -> Self {
        Self { this_year: Some(year), ..self }
    }

    /// The same reader of something that is kept: every date has its year.
    #[must_use]
    pub fn with_years(self) -> Self {
        Self { this_year: None, ..self }
    }

    /// The sentence `key` with its arguments; [`t!`](crate::t) is the short way to write it.
    ///
    /// An unknown key gives the key itself: a test keeps that from happening, and a page never fails over a word.
    pub fn say(self, key: &str, args: &[(&'static str, Arg)]) -> Text {
        self.say_from(&SENTENCES, key, args)
    }

    /// As [`Locale::say`], for arguments whose names are known only at run time.
    pub fn say_with(self, key: &str, args: Vec<(Cow<'static, str>, Arg)>) -> Text {
        self.say_all(&SENTENCES, key, &args.into_iter().map(|(name, arg)| (name, arg.0)).collect())
    }

    /// As [`Locale::say`], from sentences that are not the product's.
    pub fn say_from(self, sentences: &Sentences, key: &str, args: &[(&'static str, Arg)]) -> Text {
        self.say_all(sentences, key, &args.iter().map(|(name, arg)| (*name, arg.0.clone())).collect())
    }

    fn say_all(self, sentences: &Sentences, key: &str, args: &FluentArgs<'_>) -> Text {
        let words = sentences.say(self.lang, key, args).unwrap_or_else(|| key.to_owned());
        let words = one_point(&words);
        Text::from(match pseudo::of(self.lang.code()) {
            Some(pseudo) => (pseudo.changed)(&words),
            None => words,
        })
    }

    /// Data with words for people, such as a rule: in the reader's language where it has them, or else in English, and then
    /// marked as English where it is shown.
    pub fn or_english(self, own: Option<&str>, english: &str) -> Text {
        let lang = Some(Lang::EN).filter(|lang| own.is_none() && *lang != self.lang);
        Text { lang, ..Text::verbatim(own.unwrap_or(english)) }
    }
}

/// Says a sentence to a reader, who has a language: `t!(loc, "option-ladder", name = "Ana R.")`.
#[macro_export]
macro_rules! t {
    ($reader:expr, $key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $reader.say($key, &[$((stringify!($name), $crate::i18n::Arg::from($value))),*])
    };
}

/// What is put into a sentence: words, or a number that chooses between singular and plural.
#[derive(Clone, Debug)]
pub struct Arg(FluentValue<'static>);

impl From<&str> for Arg {
    fn from(words: &str) -> Self {
        Self(FluentValue::from(words.to_owned()))
    }
}

impl From<String> for Arg {
    fn from(words: String) -> Self {
        Self(FluentValue::from(words))
    }
}

impl From<&Text> for Arg {
    fn from(text: &Text) -> Self {
        Self::from(text.words.as_str())
    }
}

impl From<Text> for Arg {
    fn from(text: Text) -> Self {
        Self::from(text.words)
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self(FluentValue::from(number))
    }
}

impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Self(FluentValue::from(number))
    }
}

/// The words with one point where what was put in ends with that of an abbreviation and the sentence with its own:
/// `hasta las 5 p. m.`
fn one_point(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for part in words.split_inclusive(POP) {
        let is_second = out.ends_with(POP) && out.trim_end_matches(POP).ends_with('.');
        let part =
            if is_second && !part.starts_with("..") { part.strip_prefix('.').unwrap_or(part) } else { part };
        out.push_str(part);
    }
    out
}

const ISOLATE: char = '\u{2068}';
const POP: char = '\u{2069}';

/// Words for a reader, ready for markup: escaped when rendered, isolation marks kept.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Text {
    words: String,
    /// Their language, where it is not that of the page.
    lang: Option<Lang>,
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        Self { words, lang: None }
    }
}

impl Text {
    /// Words that need no translation: a name, an amount, what a person wrote. They are isolated, so that the full
    /// stop of `Ana R.` and the minus of an amount stay in their place in a right-to-left page.
    pub fn verbatim(words: impl AsRef<str>) -> Self {
        Self::from(format!("{ISOLATE}{}{POP}", words.as_ref()))
    }

    /// The words without isolation marks, for attributes, titles, CSV and comparisons.
    pub fn plain(&self) -> String {
        self.words.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')).collect()
    }
}

impl maud::Render for Text {
    fn render_to(&self, buffer: &mut String) {
        match self.lang {
            Some(lang) => {
                html! { span lang=(lang.code()) dir=(lang.dir()) { (self.words) } }.render_to(buffer);
            }
            None => self.words.render_to(buffer),
        }
    }
}
