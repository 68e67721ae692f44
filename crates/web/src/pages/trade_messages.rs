//! What the two sides of a booking write to each other.

use market::support::messages::TradeMessage;
use market::trade::actions::{Action, Step};

use super::prelude::*;
use super::trade_offered::form;
use crate::nouns::trades::{ShownTrade, address};

/// The messages, the oldest first, and the form for another one while there can be one.
pub(super) fn section(visit: &Visit, shown: &ShownTrade, wrong: Option<&Form>) -> Markup {
    let action = Action { step: Step::Write, part: None };
    let may = shown.actions().contains(&action);
    if !may && shown.messages.is_empty() {
        return html! {};
    }
    let other = shown.name(shown.side.other());
    let form = form(visit, &address(shown.trade().id, action), Typed::default(), Vec::new()).or_wrong(wrong);
    html! {
        section class="ruled" id="messages" {
            h2 { (t!(visit, "messages-title", name = other)) }
            @if !shown.messages.is_empty() {
                ol class="inbox" { @for message in &shown.messages { (one(visit, shown, message)) } }
            }
            @if may {
                (form.render(&html! {
                    (form.field("words", t!(visit, "messages-words")).hint(t!(visit, "messages-hint", name = other)).area(3))
                    (submit_second(&t!(visit, "messages-send")))
                }))
            }
        }
    }
}

fn one(visit: &Visit, shown: &ShownTrade, message: &TradeMessage) -> Markup {
    let is_own = message.by == shown.trade().user(shown.side);
    let name = if is_own { t!(visit, "trade-you") } else { Text::verbatim(shown.name(shown.side.other())) };
    html! {
        li {
            p class="quiet figures" {
                strong { (name) } " · " (visit.reader_in(&shown.trade().zone).time(message.written_at))
            }
            p class="lines" { (Text::verbatim(&message.words)) }
        }
    }
}
