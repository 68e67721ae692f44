//! The languages: each folder of `locales` is one, and its `language.ftl` says what there is to know of it.
//!
//! No other file names a language but for English, in which everything is written first. What is data and has no words in
//! a reader's language is shown in English: a sentence by [`Sentences`](super::Sentences), a rule's words and the like by
//! [`Locale::or_english`](super::Locale::or_english).

use super::about::{About, Direction};
use super::{SENTENCES, pseudo};

/// A language of the pages, by its BCP 47 tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lang(&'static str);

impl Lang {
    /// English, which every sentence is written in first.
    pub const EN: Self = Self("en");
    /// English with accents and a third more letters: shows what is not translated and what does not fit.
    pub const ACCENTED: Self = Self(pseudo::ACCENTED);
    /// English set from right to left: shows what relies on left and right.
    pub const MIRRORED: Self = Self(pseudo::MIRRORED);

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
        SENTENCES.languages().chain(pseudo::LANGUAGES.iter().map(|pseudo| Self(pseudo.code)))
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
        SENTENCES.about(self).or_else(|| Some(&pseudo::of(self.0)?.about))
    }
}
