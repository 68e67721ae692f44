//! The visitor's bookings, on either side.

use axum::extract::Query;
use axum::routing::get;
use market::trade::Stage;
use market::trade::views::TradeCard;
use maud::{Markup, html};

use super::answer::{Answer, cursor, earlier};
use super::sheet::{Area, Sheet};
use super::visit::Visit;
use super::{Routes, fields};
use crate::components::{Empty, Link, Tone, tag};
use crate::desk::{options, trades};
use crate::error::AppError;
use crate::i18n::{Locale, Text};
use crate::t;
use crate::visit::Visitor;

pub(super) fn routes() -> Routes {
    vec![("/trades", get(show))]
}

async fn show(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let visitor = visit.visitor()?;
    let page = trades::list(&visit.app, visitor, cursor(&pairs)).await?;
    let loc = visit.loc;
    let title = t!(loc, "trades-title");
    let (open, over): (Vec<_>, Vec<_>) = page.rows.into_iter().partition(|card| is_open(card.stage));
    let main = html! {
        h1 { (title) }
        @if open.is_empty() && over.is_empty() {
            (Empty {
                loc,
                nothing: t!(loc, "trades-none"),
                nearest: vec![
                    Link::new(t!(loc, "trades-find"), visit.at("/")),
                    Link::new(t!(loc, "trades-work"), visit.at("/work")),
                ],
            }.render())
        }
        @if !open.is_empty() {
            section { h2 { (t!(loc, "trades-open")) } (list(&visit, visitor, open.iter().rev()).await?) }
        }
        @if !over.is_empty() {
            section { h2 { (t!(loc, "trades-over")) } (list(&visit, visitor, over.iter()).await?) }
        }
        (earlier(&visit, "/trades", page.next))
    };
    Ok(visit.show(&Sheet::new(title, main).area(Area::Bookings)))
}

/// Whether something is still to happen.
pub(super) fn is_open(stage: Stage) -> bool {
    match stage {
        Stage::Held | Stage::Booked | Stage::Recorded | Stage::Reported => true,
        Stage::Lapsed | Stage::Settled | Stage::Cancelled | Stage::Absent => false,
    }
}

/// Bookings as a list of links: who, what, when, how much, and where it stands.
pub(super) async fn list<'a>(
    visit: &Visit,
    visitor: &Visitor,
    cards: impl Iterator<Item = &'a TradeCard>,
) -> Result<Markup, AppError> {
    let loc = visit.loc;
    let mut items = Vec::new();
    for card in cards {
        let is_buyer = card.buyer == visitor.user;
        let other =
            options::display_name(&visit.app, if is_buyer { card.seller } else { card.buyer }).await?;
        let reader = visit.reader_in(&card.zone);
        let money = if is_buyer {
            t!(loc, "trades-you-pay", money = reader.money(card.buyer_pays, card.currency))
        } else {
            t!(loc, "trades-you-receive", money = reader.money(card.seller_receives, card.currency))
        };
        let work = fields::sector_title(visit, &card.sector);
        items.push(html! {
            li {
                h3 {
                    a href=(visit.at(&format!("/trades/{}", card.id))) {
                        (t!(loc, "trade-title", name = other, work = work))
                    }
                }
                p { (visit.span(&card.zone, (card.starts_at, card.ends_at))) }
                p class="actions" { (stage_tag(loc, card.stage)) span class="figures" { (money) } }
            }
        });
    }
    Ok(html! { ul class="bookings" { @for item in items { (item) } } })
}

/// Where a trade stands, in a word.
pub(super) fn stage_tag(loc: Locale, stage: Stage) -> Markup {
    let (tone, text): (Tone, Text) = match stage {
        Stage::Held => (Tone::Caution, t!(loc, "stage-held")),
        Stage::Lapsed => (Tone::Plain, t!(loc, "stage-lapsed")),
        Stage::Booked => (Tone::Plain, t!(loc, "stage-booked")),
        Stage::Recorded => (Tone::Caution, t!(loc, "stage-recorded")),
        Stage::Reported => (Tone::Caution, t!(loc, "stage-reported")),
        Stage::Settled => (Tone::Good, t!(loc, "stage-settled")),
        Stage::Cancelled => (Tone::Bad, t!(loc, "stage-cancelled")),
        Stage::Absent => (Tone::Bad, t!(loc, "stage-absent")),
    };
    tag(tone, &text)
}
