//! The languages: each folder of `locales` is one, and its `language.ftl` says what there is to know of it.
//!
//! No other file names a language but for English, in which everything is written first. What is data and has no words in
//! a reader's language is shown in English: a sentence by [`Sentences`](super::Sentences), a rule's words and the like by
//! [`Locale::or_english`](super::Locale::or_english).

use super::{SENTENCES, pseudo};

/// A language of the pages, by its BCP 47 tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lang(&'static str);

impl Lang {
    /// English, which every sentence is written in first.
    pub const EN: Self = Self("en");
    /// English with accents and a third more letters: shows what is not translated and what does not fit.
    pub const ACCENTED: Self = Self("en-XA");
    /// English set from right to left: shows what relies on left and right.
    pub const MIRRORED: Self = Self("ar-XB");

    /// The language of a folder of this name.
    pub(super) const fn of_folder(name: &'static str) -> Self {
        Self(name)
    }

    /// The languages that people may choose: English, then the others by their tags.
    pub fn offered() -> impl Iterator<Item = Self> {
        SENTENCES.offered()
    }

    /// Every language, with those that are not yet offered and those that exist for tests only.
    pub fn all() -> impl Iterator<Item = Self> {
        SENTENCES.languages().chain(pseudo::LANGUAGES.iter().map(|pseudo| pseudo.lang))
    }

    /// The BCP 47 tag: the `lang` attribute and the first part of each page's address.
    pub fn code(self) -> &'static str {
        self.0
    }

    /// The language with this tag, if it is one of ours.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().find(|lang| lang.code() == code)
    }

    /// The language with this tag, if people may choose it.
    pub fn from_offered(code: &str) -> Option<Self> {
        Self::offered().find(|lang| lang.code() == code)
    }

    /// The language's name for itself.
    pub fn endonym(self) -> &'static str {
        self.about().map_or(self.0, |about| &about.endonym)
    }

    /// Reading direction: `ltr` or `rtl`.
    pub fn dir(self) -> &'static str {
        if self.is_right_to_left() { "rtl" } else { "ltr" }
    }

    /// Lines run from right to left.
    pub fn is_right_to_left(self) -> bool {
        self.about().is_some_and(|about| about.direction == Direction::RightToLeft)
    }

    /// A machine translated it and nobody who speaks it has read it all: each page says so.
    pub fn is_machine_made(self) -> bool {
        self.about().is_some_and(|about| about.is_machine_made)
    }

    /// Where a comma marks decimals, the currency's sign stands behind: `72,00 $`.
    pub(super) fn has_sign_behind(self) -> bool {
        self.about().is_some_and(|about| about.has_sign_behind)
    }

    fn about(self) -> Option<&'static About> {
        SENTENCES.about(self).or_else(|| Some(&pseudo::of(self)?.about))
    }
}

/// How the lines of a language run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Direction {
    /// As those of English.
    #[default]
    LeftToRight,
    /// As those of Arabic and Hebrew.
    RightToLeft,
}

/// What a language says of itself, in its `language.ftl`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct About {
    /// Its name for itself.
    pub(super) endonym: String,
    /// How its lines run.
    pub(super) direction: Direction,
    /// People may choose it.
    pub(super) is_offered: bool,
    /// Nobody who speaks it has read what a machine made.
    pub(super) is_machine_made: bool,
    /// The currency's sign stands behind an amount that has a decimal comma.
    pub(super) has_sign_behind: bool,
    /// The tags by which browsers ask for it. A longer tag that begins with one of them asks for it too.
    pub(super) asked_as: Vec<String>,
}

impl About {
    /// What `said` has for each key of `language.ftl`. A key that is missing or has another word says no; a test holds the
    /// languages of the product to the words below.
    pub(super) fn read(said: impl Fn(&str) -> Option<String>) -> Self {
        let is = |key: &str, yes: &str| said(key).as_deref() == Some(yes);
        Self {
            endonym: said("language-endonym").unwrap_or_default(),
            direction: if is("language-direction", "rtl") {
                Direction::RightToLeft
            } else {
                Direction::LeftToRight
            },
            is_offered: is("language-offered", "yes"),
            is_machine_made: is("language-machine-made", "yes"),
            has_sign_behind: is("language-sign", "behind"),
            asked_as: said("language-asked-as").unwrap_or_default().split(' ').map(str::to_owned).collect(),
        }
    }
}
