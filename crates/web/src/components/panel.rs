//! The panel at the end of a task: what was done, its reference, and what happens next.

use maud::{Markup, html};

use super::heading::Level;
use crate::i18n::{Locale, Text};
use crate::t;

/// A confirmation panel, whose heading is mostly the page's own.
#[derive(Clone, Debug)]
pub struct Panel {
    /// The reader.
    pub loc: Locale,
    /// The heading's level.
    pub level: Level,
    /// What was done: `Ana is booked`.
    pub done: Text,
    /// The reference to quote, shown so that copying it takes no invisible marks along.
    pub reference: Option<Text>,
}

impl Panel {
    /// The panel as markup.
    pub fn render(&self) -> Markup {
        html! {
            div class="panel" {
                (self.level.heading(&self.done))
                @if let Some(reference) = &self.reference {
                    p { (t!(self.loc, "panel-reference")) br; strong class="figures" dir="ltr" { (reference.plain()) } }
                }
            }
        }
    }
}
