//! A heading whose level the page decides, so that levels never skip.

use maud::{Markup, html};

use crate::i18n::Text;

/// How deep a heading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The page's own heading: one a page.
    One,
    /// A part of the page.
    Two,
    /// A part of a part.
    Three,
}

impl Level {
    pub(super) fn heading(self, text: &Text) -> Markup {
        match self {
            Self::One => html! { h1 { (text) } },
            Self::Two => html! { h2 { (text) } },
            Self::Three => html! { h3 { (text) } },
        }
    }
}
