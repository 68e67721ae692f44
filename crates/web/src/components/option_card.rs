//! A search result: one person, the whole price, what the person receives, and one thing to do.

use maud::{Markup, html};

use super::heading::Level;
use super::page::Link;
use super::price_ladder::Ladder;
use crate::i18n::{Locale, Text};
use crate::t;

/// How many of the last bookings were kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Kept.
    pub kept: u32,
    /// Of these.
    pub of: u32,
}

/// A search result.
#[derive(Clone, Debug)]
pub struct OptionCard {
    /// The reader.
    pub loc: Locale,
    /// The heading's level.
    pub level: Level,
    /// Who: `Ana R.`
    pub person: Text,
    /// What work: `Kitchen porter`.
    pub work: Text,
    /// Reliability; `None` for a newcomer, which the card says in words.
    pub kept: Option<Kept>,
    /// How far away, in meters.
    pub meters: u32,
    /// What else helps to choose: `Food handler card, checked`.
    pub facts: Vec<Text>,
    /// The price; `None` where nobody pays.
    pub ladder: Option<Ladder>,
    /// The one thing to do: `Choose Ana`.
    pub action: Link,
}

impl OptionCard {
    /// The result as markup, to stand in a list item.
    pub fn render(&self) -> Markup {
        let loc = self.loc;
        let record = match self.kept {
            Some(Kept { kept, of }) => t!(loc, "option-kept", kept = kept, of = of),
            None => t!(loc, "option-new"),
        };
        html! {
            article class="option" {
                header {
                    (self.level.heading(&self.person))
                    p { (self.work) }
                }
                ul class="facts" {
                    li { (record) }
                    li { (t!(loc, "option-away", distance = loc.distance(self.meters))) }
                    @for fact in &self.facts { li { (fact) } }
                }
                @if let Some(ladder) = &self.ladder {
                    (ladder.render_brief(loc, &t!(loc, "option-ladder", name = &self.person)))
                }
                a class="button second" href=(self.action.href) { (self.action.text) }
            }
        }
    }
}

/// A list of results with the link that explains their order.
pub fn list(loc: Locale, cards: &[OptionCard], why_this_order: &str) -> Markup {
    html! {
        p class="order" { a href=(why_this_order) { (t!(loc, "option-order")) } }
        ol class="options" { @for card in cards { li { (card.render()) } } }
    }
}
