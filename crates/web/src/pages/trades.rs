//! The visitor's bookings, on either side.

use kernel::Timestamp;
use market::trade::part::PartStage;
use market::trade::views::TradeCard;
use market::trade::{Kind, Stage, Trade};
use market::users::User;
use market::users::reliability::Outcome;

use super::prelude::*;
use crate::i18n::Locale;
use crate::nouns::{NAMELESS, trades};
use crate::visitor::Visitor;

pub(super) fn routes() -> Routes {
    vec![("/trades", get(show))]
}

async fn show(visit: Visit, typed: Typed) -> Answer {
    let visitor = visit.visitor()?;
    let page = trades::list(&visit.app, visitor, cursor(&typed)).await?;
    let names = names(&visit, visitor, &page.rows).await?;
    let (open, over): (Vec<_>, Vec<_>) = page.rows.iter().partition(|card| is_open(card.stage));
    let now = visit.app.now();
    let (asks, open): (Vec<_>, Vec<_>) =
        open.into_iter().partition(|card| asked(&visit, visitor, card, now).is_some());
    let main = html! {
        @if page.rows.is_empty() {
            (Empty {
                loc: visit.loc,
                nothing: t!(visit, "trades-none"),
                nearest: vec![
                    Link::new(t!(visit, "trades-find"), visit.at("/")),
                    Link::new(t!(visit, "trades-work"), visit.at("/work")),
                ],
            }.render())
        }
        @if !asks.is_empty() {
            section { h2 { (t!(visit, "trades-asks")) } (list(&visit, visitor, asks.into_iter().rev(), &names)) }
        }
        @if !open.is_empty() {
            section {
                h2 { (t!(visit, "trades-open")) }
                (list(&visit, visitor, open.into_iter().rev(), &names))
                p { a href=(visit.at("/today")) { (t!(visit, "today-title")) } }
            }
        }
        @if !over.is_empty() {
            section { h2 { (t!(visit, "trades-over")) } (list(&visit, visitor, over.into_iter(), &names)) }
        }
        (earlier(&visit, "/trades", page.next))
    };
    Ok(visit.show(Sheet::new(t!(visit, "trades-title"), main).area(Area::Bookings)))
}

/// Whether something is still to happen.
pub(super) fn is_open(stage: Stage) -> bool {
    matches!(stage, Stage::Held | Stage::Booked)
}

/// The names of everybody on the other side of some bookings, read together.
///
/// # Errors
/// [`AppError::Unavailable`].
pub(super) async fn names(
    visit: &Visit,
    visitor: &Visitor,
    cards: &[TradeCard],
) -> Result<Vec<(Id<User>, String)>, AppError> {
    let others: Vec<Id<User>> = cards.iter().map(|card| other(visitor, card)).collect();
    visit.app.look(Some(visitor), |draft| trades::names(draft, others.iter().copied())).await
}

fn other(visitor: &Visitor, card: &TradeCard) -> Id<User> {
    if card.buyer == visitor.user { card.seller } else { card.buyer }
}

/// Bookings as a list of links: who, what, when, how much, and where it stands.
pub(super) fn list<'a>(
    visit: &Visit,
    visitor: &Visitor,
    cards: impl Iterator<Item = &'a TradeCard>,
    names: &[(Id<User>, String)],
) -> Markup {
    let item = |card: &TradeCard| {
        let is_buyer = card.buyer == visitor.user;
        let other = names.iter().find(|(user, _)| *user == other(visitor, card));
        let other = other.map_or(NAMELESS, |(_, name)| name.as_str());
        let reader = visit.reader_in(&card.zone);
        let is_unpaid = card.buyer_pays == kernel::Amount::ZERO && card.kind == Kind::Work;
        let money = match (is_unpaid, is_buyer) {
            (true, _) => t!(visit, "trades-unpaid"),
            (false, true) => {
                t!(visit, "trades-you-pay", money = reader.money(card.buyer_pays, card.currency))
            }
            (false, false) => {
                t!(visit, "trades-you-receive", money = reader.money(card.seller_receives, card.currency))
            }
        };
        let work = kind_of(visit, card.kind, &card.sector);
        html! {
            li {
                (heading(visit, card.id, other, &work))
                p { (visit.span(&card.zone, card.starts_at, card.ends_at)) }
                p class="actions" {
                    @match asked(visit, visitor, card, visit.app.now()) {
                        Some(asked) => (tag(Tone::Caution, &asked)),
                        None => (stage_tag(visit.loc, card.stage, card.shown, card.outcome)),
                    }
                    span class="figures" { (money) }
                }
            }
        }
    };
    html! { ul class="bookings" { @for card in cards { (item(card)) } } }
}

/// A booking in a list: with whom and of what, leading to its page.
pub(super) fn heading(visit: &Visit, trade: Id<Trade>, name: &str, work: &Text) -> Markup {
    let address = visit.at(&format!("/trades/{trade}"));
    html! { h3 { a href=(address) { (t!(visit, "trade-title", name = name, work = work)) } } }
}

/// What a booking asks of the reader now, if it asks for anything.
fn asked(visit: &Visit, visitor: &Visitor, card: &TradeCard, now: Timestamp) -> Option<Text> {
    let is_buyer = card.buyer == visitor.user;
    let is_work = card.kind == Kind::Work;
    match (card.stage, card.shown) {
        (Stage::Held, _) if is_buyer => Some(t!(visit, "asks-book")),
        (Stage::Booked, PartStage::Open) if is_work && !is_buyer && now >= card.ends_at => {
            Some(t!(visit, "asks-record"))
        }
        (Stage::Booked, PartStage::Open) if is_work && !is_buyer && now >= card.starts_at => {
            Some(t!(visit, "asks-begin"))
        }
        (Stage::Booked, PartStage::Recorded) if is_buyer => Some(t!(visit, "asks-confirm")),
        (Stage::Booked, PartStage::Reported) if !is_buyer => Some(t!(visit, "asks-answer")),
        (Stage::Booked, PartStage::Disputed) => Some(t!(visit, "asks-settle")),
        (Stage::Booked, PartStage::Overdue) if is_buyer => Some(t!(visit, "asks-pay")),
        _ => None,
    }
}

/// What a trade is about, where its lines are not at hand: goods of one order may be of several sectors.
pub(super) fn kind_of(visit: &Visit, kind: Kind, sector: &str) -> Text {
    if kind == Kind::Goods { t!(visit, "promise-goods") } else { fields::sector_title(visit, sector) }
}

/// Where a trade stands, in a word: of a booked one, where the part stands that asks most of somebody.
pub(super) fn stage_tag(loc: Locale, stage: Stage, shown: PartStage, outcome: Option<Outcome>) -> Markup {
    let (tone, text): (Tone, Text) = match (stage, shown) {
        (Stage::Held, _) => (Tone::Caution, t!(loc, "stage-held")),
        (Stage::Lapsed, _) => (Tone::Plain, t!(loc, "stage-lapsed")),
        (Stage::Booked, PartStage::Disputed) => (Tone::Caution, t!(loc, "stage-disputed")),
        (Stage::Booked, PartStage::Reported) => (Tone::Caution, t!(loc, "stage-reported")),
        (Stage::Booked, PartStage::Overdue) => (Tone::Caution, t!(loc, "stage-overdue")),
        (Stage::Booked, PartStage::Recorded) => (Tone::Caution, t!(loc, "stage-recorded")),
        (Stage::Booked, PartStage::Waiting | PartStage::Open | PartStage::Closed | PartStage::Void) => {
            (Tone::Plain, t!(loc, "stage-booked"))
        }
        (Stage::Ended, _) => ended_tag(loc, outcome),
    };
    tag(tone, &text)
}

fn ended_tag(loc: Locale, outcome: Option<Outcome>) -> (Tone, Text) {
    match outcome {
        Some(Outcome::BuyerCancelled | Outcome::SellerCancelled) => (Tone::Bad, t!(loc, "stage-cancelled")),
        Some(Outcome::Missed) => (Tone::Bad, t!(loc, "stage-missed")),
        Some(Outcome::Returned) => (Tone::Plain, t!(loc, "stage-returned")),
        Some(Outcome::Settled) => (Tone::Plain, t!(loc, "stage-settled")),
        Some(Outcome::Kept) | None => (Tone::Good, t!(loc, "stage-kept")),
        Some(Outcome::BuyerAbsent) => (Tone::Bad, t!(loc, "stage-buyer-absent")),
        Some(Outcome::Unpaid | Outcome::Defaulted) => (Tone::Bad, t!(loc, "stage-unpaid")),
    }
}
