//! A message on top of a page: what just happened, or what to beware of.

use maud::{Markup, html};

use super::tag::Tone;
use crate::i18n::{Locale, Text};
use crate::t;

/// A notice. A flash after a form is [`Tone::Good`] or [`Tone::Plain`]; a warning is [`Tone::Caution`].
#[derive(Clone, Debug)]
pub struct Notice {
    /// The reader.
    pub loc: Locale,
    /// What kind of message.
    pub tone: Tone,
    /// The message in a sentence.
    pub text: Text,
}

impl Notice {
    /// The notice as markup. A warning says so before its words, for those who do not see the bar.
    pub fn render(&self) -> Markup {
        let before = match self.tone {
            Tone::Plain => None,
            Tone::Good => Some(t!(self.loc, "notice-done")),
            Tone::Caution => Some(t!(self.loc, "notice-warning")),
            Tone::Bad => Some(t!(self.loc, "notice-problem")),
        };
        html! {
            div class={ "notice " (self.tone.class()) } role="status" {
                p { @if let Some(word) = before { strong { (word) } " " } (self.text) }
            }
        }
    }
}
