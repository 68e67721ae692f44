//! A short word on a state: `Booked`, `Waiting for you`.

use maud::{Markup, html};

use crate::i18n::Text;

/// What a word means beyond itself. The word must say it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// No more than the word.
    Plain,
    /// Money in, or a thing done.
    Good,
    /// Look here.
    Caution,
    /// Something failed.
    Bad,
}

impl Tone {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Good => "good",
            Self::Caution => "caution",
            Self::Bad => "bad",
        }
    }
}

/// A tag.
pub fn tag(tone: Tone, text: &Text) -> Markup {
    html! { strong class={ "tag " (tone.class()) } { (text) } }
}
