//! A booking: where it stands, what comes next and by when, what each side can do, and the whole price.

use kernel::Date;
use market::trade::part::{Part, PartStage};
use market::trade::procedure::{EvidenceKind, Promise};
use market::trade::{Kind, Side, Stage, Trade};

use super::prelude::*;
use super::price::{self, Names};
use super::trades::{kind_of, stage_tag};
use super::{
    blocks, favored_counterparties, request_new, search_form, trade_door, trade_messages, trade_steps,
    trade_timeline, trade_ways_out,
};
use crate::components::{Value, map_link};
use crate::nouns::NAMELESS;
use crate::nouns::trades::{self, ShownTrade};

pub(super) fn routes() -> Routes {
    vec![("/trades/{trade}", get(show)), ("/trades/{trade}/again", get(again))]
}

/// The trade of an address.
///
/// # Errors
/// [`AppError::NotFound`] for what is no id.
pub(super) fn id(text: &str) -> Result<Id<Trade>, AppError> {
    Id::parse(text).ok_or(AppError::NotFound)
}

/// A trade as the visitor sees it.
///
/// # Errors
/// [`AppError::NotFound`] for what is not theirs.
pub(super) async fn read(visit: &Visit, trade: &str) -> Result<ShownTrade, AppError> {
    let (visitor, id) = (visit.visitor()?, id(trade)?);
    visit.app.look(Some(visitor), |draft| trades::of(draft, id)).await
}

async fn show(visit: Visit, Path(trade): Path<String>) -> Answer {
    let shown = read(&visit, &trade).await?;
    page(&visit, &shown, None)
}

/// The search for the same again.
async fn again(visit: Visit, Path(trade): Path<String>) -> Answer {
    let search = read(&visit, &trade).await?.book_again().ok_or(AppError::NotFound)?;
    Ok(to(&visit.at(&format!("/search{}", search_form::query(&search)))))
}

/// The page of a trade; with a form on it that does not fit, filled in as it was.
///
/// # Errors
/// [`AppError::Internal`] when a sum is out of range.
pub(super) fn page(visit: &Visit, shown: &ShownTrade, wrong: Option<&Form>) -> Answer {
    let trade = shown.trade();
    let other = shown.name(shown.side.other());
    let title = t!(visit, "trade-title", name = other, work = what(visit, shown));
    let settled = shown.settled(shown.price_reader());
    // A deposit only stands by: it is nobody's pay.
    let agreed = shown.agreed(|part| part.promise != Promise::Bond);
    let ladder = price::ladder(visit, settled.as_ref().unwrap_or(&agreed), names(shown, agreed_on(trade)))?;
    let bonds = shown.bonds()?;
    let is_bonded = settled.is_none() && bonds > Amount::ZERO;
    let caption = match settled {
        Some(_) => t!(visit, "trade-ladder-settled"),
        None => t!(visit, "trade-ladder"),
    };
    let main = html! {
        (trade_door::delays(visit, shown))
        (trade_steps::next(visit, shown, wrong)?)
        section { h2 { (t!(visit, "trade-facts")) } (facts(visit, shown)?) }
    };
    let docket = html! {
        section {
            h2 { (t!(visit, "trade-money")) }
            @if shown.full.is_unpaid() { p { (t!(visit, "trade-unpaid")) } }
            @else { (ladder.render(visit.loc, &caption)) }
            @if is_bonded { p { (t!(visit, "trade-and-bond", money = visit.reader().money(bonds, trade.currency))) } }
        }
        (papers(visit, shown))
    };
    let below = html! {
        section class="ruled" {
            h2 { (t!(visit, "steps-label")) }
            (trade_timeline::line(visit, shown).render())
        }
        (trade_messages::section(visit, shown, wrong))
        div class="halves" { (trade_ways_out::ways_out(visit, shown, wrong)?) }
        @if let Some(search) = shown.book_again() {
            p { a href=(visit.at(&format!("/search{}", search_form::query(&search)))) { (t!(visit, "trade-again", name = other)) } }
            p { a href=(visit.at(&format!("/trades/{}/weeks", trade.id))) { (t!(visit, "weeks-link")) } }
            @if let Some(ask) = request_new::ask_again(shown) {
                p { a href=(visit.at(&ask)) { (t!(visit, "trade-ask-again", name = other)) } }
            }
        }
        (favored_counterparties::button(visit, shown.other(), other, shown.is_favorite))
        (blocks::link(visit, shown.other(), other))
    };
    let (figure, caption) = visit.day_and_hours(&trade.zone, trade.starts_at, trade.ends_at).unzip();
    let span = figure.is_none().then(|| visit.span(&trade.zone, trade.starts_at, trade.ends_at));
    let band = Band {
        status: html! { p class="actions" { (stage_tag(visit.loc, trade.stage, trade.shown, trade.outcome)) } },
        below: html! { @if let Some(span) = span { p class="lead" { (span) } } },
        figure,
        caption,
    };
    let sheet = Sheet::new(title, main).band(band).docket(docket).below(below).area(Area::Bookings);
    Ok(visit.show(sheet.under("/trades", t!(visit, "trades-title")).judged_by(wrong)))
}

/// What a trade is about: what its seller calls it, or its sector; of several goods, only that they are goods.
pub(super) fn what(visit: &Visit, shown: &ShownTrade) -> Text {
    let first = shown.parts().next();
    let lines =
        first.map_or(0, |part| shown.full.lines_of(part.number).filter(|line| line.count.is_some()).count());
    let own = first.filter(|_| lines <= 1).and_then(|part| shown.title(part.number));
    own.map_or_else(|| kind_of(visit, shown.trade().kind, &shown.trade().sector), Text::verbatim)
}

/// What a trade begins with.
fn promise(shown: &ShownTrade) -> Promise {
    shown.parts().next().map_or(Promise::Work, |part| part.promise)
}

/// Whether it is work, or something that is lent or sold.
pub(super) fn kind_label(visit: &Visit, shown: &ShownTrade) -> Text {
    if promise(shown) == Promise::Work { t!(visit, "check-work") } else { t!(visit, "hires-sector") }
}

/// What the seller of a trade does in it.
pub(super) fn seller_label(visit: &Visit, shown: &ShownTrade) -> Text {
    #[expect(clippy::wildcard_enum_match_arm, reason = "what most promises have in common")]
    match promise(shown) {
        Promise::Use => t!(visit, "trade-lends"),
        Promise::Goods => t!(visit, "trade-sells"),
        _ => t!(visit, "trade-seller"),
    }
}

/// What the buyer of a trade does in it: pays, unless it is given.
pub(super) fn buyer_label(visit: &Visit, shown: &ShownTrade) -> Text {
    if shown.full.is_unpaid() { t!(visit, "trade-for") } else { t!(visit, "trade-buyer") }
}

/// What a side is called to the reader, who is never called by their own name.
fn called(visit: &Visit, shown: &ShownTrade, side: Side) -> Text {
    if side == shown.side { t!(visit, "trade-you") } else { Text::verbatim(shown.name(side)) }
}

/// The local date on which a trade was agreed, or is held.
pub(super) fn agreed_on(trade: &Trade) -> Date {
    trade.zone.calendar().local(trade.booked_at.unwrap_or(trade.held_at)).date
}

/// Whose price a booking has, for the side that reads.
fn names(shown: &ShownTrade, on: Date) -> Names<'_> {
    let other = |side: Side| (side != shown.side).then(|| shown.name(side));
    let booked =
        || shown.parts().next().filter(|part| part.promise == Promise::Work).map(|part| part.quantity);
    let minutes =
        if shown.settled(shown.price_reader()).is_some() { shown.worked_minutes() } else { booked() };
    Names { seller: other(Side::Seller), buyer: other(Side::Buyer), on, minutes }
}

fn facts(visit: &Visit, shown: &ShownTrade) -> Result<Markup, AppError> {
    let trade = shown.trade();
    let mut place: Vec<Text> = shown.street.iter().map(Text::verbatim).collect();
    place.push(Text::verbatim(format!("{}, {}", trade.town, trade.post_code)));
    let mut rows = vec![
        SummaryRow::words(seller_label(visit, shown), called(visit, shown, Side::Seller)),
        SummaryRow::words(buyer_label(visit, shown), called(visit, shown, Side::Buyer)),
        SummaryRow { name: t!(visit, "check-where"), value: Value::Lines(place), change: None },
    ];
    rows.extend(shown.note.as_ref().map(|note| SummaryRow {
        name: t!(visit, "arrival-note"),
        value: Value::Lines(note.lines().map(Text::verbatim).collect()),
        change: None,
    }));
    let phone = shown.phone.as_ref();
    rows.extend(phone.map(|phone| {
        let call = Link::new(Text::verbatim(phone), format!("tel:{phone}"));
        let name = t!(visit, "arrival-phone", name = shown.name(shown.side.other()));
        SummaryRow { name, value: Value::Link(call), change: None }
    }));
    if trade.kind != Kind::Goods {
        let row = SummaryRow::words(kind_label(visit, shown), fields::sector_title(visit, &trade.sector));
        rows.insert(2, row);
    }
    for part in shown.parts() {
        rows.push(part_row(visit, shown, part)?);
    }
    for evidence in &shown.evidence {
        let by = if evidence.by == trade.buyer { Side::Buyer } else { Side::Seller };
        let time = visit.reader_in(&trade.zone).time(evidence.added_at);
        let said = t!(visit, "evidence-by", name = shown.name(by), moment = time);
        let what = match (&evidence.words, evidence.kind) {
            (Some(words), _) => Text::verbatim(words),
            (None, EvidenceKind::Photo) => t!(visit, "evidence-photo"),
            (None, EvidenceKind::Code) => t!(visit, "evidence-code"),
            (None, EvidenceKind::Returned) => t!(visit, "evidence-returned"),
            (None, EvidenceKind::Arrived) => t!(visit, "evidence-arrived"),
            (None, EvidenceKind::Tracking | EvidenceKind::Statement) => t!(visit, "evidence-said"),
        };
        rows.push(SummaryRow {
            name: t!(visit, "evidence"),
            value: Value::Lines(vec![what, said]),
            change: None,
        });
    }
    rows.push(SummaryRow::words(t!(visit, "trade-reference"), Text::verbatim(trade.id.to_string())));
    let photos = shown.evidence.iter().filter_map(|evidence| evidence.photo.as_deref());
    Ok(html! {
        (SummaryList { loc: visit.loc, rows }.render())
        @if let Some(street) = &shown.street {
            p { (map_link(visit.loc, street, &trade.town, trade.post_code.as_str())) }
        }
        @for photo in photos {
            p { img class="photo" src=(visit.at(&format!("/photos/{photo}"))) alt=(t!(visit, "evidence-photo").plain()) loading="lazy"; }
        }
    })
}

/// What a part is, and how much of it.
fn part_row(visit: &Visit, shown: &ShownTrade, part: &Part) -> Result<SummaryRow, AppError> {
    let reader = visit.reader_in(&shown.trade().zone);
    // What kind of work it is stands above.
    let name = if part.promise == Promise::Work {
        t!(visit, "trade-time")
    } else {
        visit.loc.say(&format!("promise-{}", part.promise.word()), &[])
    };
    // Goods are named line by line.
    let title = shown.title(part.number).filter(|_| part.promise != Promise::Goods);
    let mut lines: Vec<Text> = title.map(Text::verbatim).into_iter().collect();
    for line in shown.full.lines_of(part.number) {
        if let Some(count) = line.count.filter(|count| *count > 0) {
            let title = line.item.and_then(|item| shown.item_title(item)).unwrap_or(NAMELESS);
            lines.push(t!(visit, "part-pieces", count = words::whole(count), title = title));
        }
    }
    #[expect(clippy::wildcard_enum_match_arm, reason = "what most promises have in common")]
    match part.promise {
        Promise::Work => {
            lines.push(t!(visit, "part-hours", length = visit.loc.duration(words::whole(part.quantity))));
            lines.push(t!(
                visit,
                "part-distance",
                distance = visit.loc.distance(words::whole(part.distance_m))
            ));
        }
        Promise::Use => {
            lines.push(t!(visit, "part-hours", length = visit.loc.duration(words::whole(part.quantity))));
        }
        _ => {
            let price = shown.full.price_of(part).payer_pays()?;
            lines.push(reader.money(price, part.currency));
        }
    }
    if let Some(due) = part.due.filter(|_| part.promise == Promise::Work) {
        lines.push(t!(visit, "part-recorded", length = visit.loc.duration(words::whole(due))));
    }
    // What is open is money that is kept, and where nobody pays there is none.
    let is_agreed = shown.trade().booked_at.is_some();
    if is_agreed && !(shown.full.is_unpaid() && part.stage == PartStage::Open) {
        lines.push(words::part_stage(visit.loc, part.stage));
    }
    Ok(SummaryRow { name, value: Value::Lines(lines), change: None })
}

fn papers(visit: &Visit, shown: &ShownTrade) -> Markup {
    let trade = shown.trade();
    let page = |paper: &str| visit.at(&format!("/trades/{}/{paper}", trade.id));
    html! {
        @if trade.booked_at.is_some() {
            section {
                h2 { (t!(visit, "trade-papers")) }
                ul {
                    li { a href=(page("contract")) { (t!(visit, "trade-contract")) } }
                    li { a href=(page("calendar")) { (t!(visit, "trade-calendar")) } }
                    @if trade.stage == Stage::Ended {
                        li { a href=(page("receipt")) { (t!(visit, "trade-receipt")) } }
                    }
                    li { a href=(visit.at(&format!("/complaints/new?about={}", trade.id))) { (t!(visit, "complaints-of-trade")) } }
                }
            }
        }
    }
}
