//! Nothing found: say why in a sentence, and offer the nearest yes.

use maud::{Markup, html};

use super::page::Link;
use crate::i18n::{Locale, Text};
use crate::t;

/// An empty result.
#[derive(Clone, Debug)]
pub struct Empty {
    /// The reader.
    pub loc: Locale,
    /// What there is none of: `Nobody is free at 1pm`.
    pub nothing: Text,
    /// The nearest that can be had, best first: `3 free at 2pm`.
    pub nearest: Vec<Link>,
}

impl Empty {
    /// The message as markup.
    pub fn render(&self) -> Markup {
        html! {
            div class="empty" {
                p class="lead" { (self.nothing) }
                @if !self.nearest.is_empty() {
                    p { (t!(self.loc, "empty-nearest")) }
                    ul { @for link in &self.nearest { li { a href=(link.href) { (link.text) } } } }
                }
            }
        }
    }
}
