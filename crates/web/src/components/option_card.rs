//! A search result: one person, the whole price with its arithmetic, and one thing to do.

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
    /// Whose it is, or what work: `Kitchen porter`; nothing where all results say the same.
    pub work: Option<Text>,
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
    /// The result as markup, to stand in a list item. The button of the first is the page's one act.
    pub fn render(&self, is_first: bool) -> Markup {
        let loc = self.loc;
        let record = match self.kept {
            Some(Kept { kept, of }) => t!(loc, "option-kept", kept = kept, of = of),
            None => t!(loc, "option-new"),
        };
        html! {
            article class="option" {
                div {
                    (self.level.heading(&self.person))
                    ul class="facts" {
                        @if let Some(work) = &self.work { li { (work) } }
                        li { (record) }
                        li { (t!(loc, "option-away", distance = loc.distance(self.meters))) }
                        @for fact in &self.facts { li { (fact) } }
                    }
                }
                @if let Some(ladder) = &self.ladder {
                    p class="pay figures" { strong { (ladder.pays(loc)) } span { (t!(loc, "option-in-all")) } }
                    (ladder.render_folded(loc, &t!(loc, "option-ladder", name = &self.person)))
                }
                a class=(if is_first { "button" } else { "button second" }) href=(self.action.href) { (self.action.text) }
            }
        }
    }
}

/// A list of results with the link that explains their order.
pub fn list(loc: Locale, cards: &[OptionCard], why_this_order: &str) -> Markup {
    html! {
        p class="order" { a href=(why_this_order) { (t!(loc, "option-order")) } }
        ol class="options" { @for (index, card) in cards.iter().enumerate() { li { (card.render(index == 0)) } } }
    }
}
