//! Books of orders: those that are open, one with what rests in it and the form to ask, and the visitor's own.

use market::mechanisms::bid_ask::{
    BookCard, BookPhase, BookStage, CancelOrder, OpenBook, OrderAsked, OrderBook, OrderEnd, OrderKind,
    OrderSide, OrderStage, PartOfDay, PlaceOrders, Placed,
};
use market::users::Street;

use super::answer::sign_in_and_return;
use super::prelude::*;
use super::sector_field::sector_field;
use crate::nouns::bid_ask::{self, BookSeen, LevelShown, OwnOrder};
use market::directory::Family;

pub(super) const PAGE: &str = "/books";
const NEW: &str = "/books/new";

pub(super) fn routes() -> Routes {
    vec![
        (PAGE, get(list).post(open)),
        (NEW, get(ask)),
        ("/books/traded", get(traded)),
        ("/books/{book}", get(show)),
        ("/books/{book}/orders", get(back).post(place)),
        (
            "/books/{book}/orders/{order}/cancellation",
            done::<CancelOrder>(PAGE, "order-leaves").get(back_from_order),
        ),
    ]
}

/// The page of a book, without its language.
fn book_page(book: Id<OrderBook>) -> String {
    format!("{PAGE}/{book}")
}

async fn list(visit: Visit, typed: Typed) -> Answer {
    let page = bid_ask::list(&visit.app, cursor(&typed)).await?;
    let main = html! {
        p class="lead" { (t!(visit, "books-lead")) }
        @if page.rows.is_empty() { p { (t!(visit, "books-none")) } }
        @else { ul class="own-list" { @for card in &page.rows { (line(&visit, card)) } } }
        @if let Some(next) = page.next {
            p { a href={ (visit.at(PAGE)) "?after=" (next) } rel="next" { (t!(visit, "books-more")) } }
        }
        @if visit.visitor.is_some() {
            p { a class="button" href=(visit.at(NEW)) { (t!(visit, "books-open")) } }
            p { a href=(visit.at("/books/traded")) { (t!(visit, "books-traded")) } }
        }
    };
    Ok(visit.show(Sheet::new(t!(visit, "books-title"), main).area(Area::Find)))
}

/// What is traded, in words: an hour of what, where and when.
fn what(visit: &Visit, sector: &str, part: PartOfDay, starts_at: kernel::Timestamp, post_code: &str) -> Text {
    t!(
        visit,
        "books-what",
        sector = fields::sector_title(visit, sector),
        day = visit.loc.day(words::zoned(starts_at, &visit.zone).date()),
        part = part_words(visit, part),
        place = Text::verbatim(post_code)
    )
}

fn part_words(visit: &Visit, part: PartOfDay) -> Text {
    match part {
        PartOfDay::Morning => t!(visit, "books-morning"),
        PartOfDay::Afternoon => t!(visit, "books-afternoon"),
        PartOfDay::Evening => t!(visit, "books-evening"),
    }
}

fn phase(visit: &Visit, is_open: bool, phase: BookPhase) -> Markup {
    match (is_open, phase) {
        (false, _) => tag(Tone::Plain, &t!(visit, "books-closed")),
        (true, BookPhase::Collecting) => tag(Tone::Plain, &t!(visit, "books-collecting")),
        (true, BookPhase::Continuous) => tag(Tone::Good, &t!(visit, "books-continuous")),
    }
}

fn line(visit: &Visit, card: &BookCard) -> Markup {
    let reader = visit.reader();
    let money = |ticks: i64| reader.money(Amount(card.tick.0.saturating_mul(ticks)), card.currency);
    html! {
        li {
            h2 {
                a href=(visit.at(&book_page(card.id))) {
                    (what(visit, &card.sector, card.part_of_day, card.starts_at, card.post_code.as_str()))
                }
            }
            p class="figures" {
                @match card.best_ask {
                    Some(ask) => (t!(visit, "books-best-ask", money = money(ask))),
                    None => (t!(visit, "books-no-ask")),
                } " "
                @match card.best_bid {
                    Some(bid) => (t!(visit, "books-best-bid", money = money(bid))),
                    None => (t!(visit, "books-no-bid")),
                }
            }
            p class="quiet" {
                (phase(visit, true, card.phase)) " " (t!(visit, "books-closes", moment = reader.time(card.closes_at)))
            }
        }
    }
}

async fn traded(visit: Visit, typed: Typed) -> Answer {
    let page = bid_ask::traded(&visit.app, visit.visitor()?, cursor(&typed)).await?;
    let main = html! {
        @if page.rows.is_empty() { p { (t!(visit, "books-traded-none")) } }
        @else {
            ul class="own-list" {
                @for book in &page.rows {
                    li {
                        h2 {
                            a href=(visit.at(&book_page(book.id))) {
                                (what(&visit, &book.sector, book.part_of_day, book.starts_at, book.post_code.as_str()))
                            }
                        }
                        p class="quiet" {
                            (t!(visit, "books-own-open", count = u32::try_from(book.open_count).unwrap_or(u32::MAX))) " "
                            (t!(visit, "books-own-set-aside", money = visit.reader().money(book.set_aside, book.currency)))
                        }
                    }
                }
            }
        }
        (earlier(&visit, "/books/traded", page.next))
    };
    let sheet = Sheet::new(t!(visit, "books-traded"), main).area(Area::Find);
    Ok(visit.show(sheet.under(PAGE, t!(visit, "books-title"))))
}

async fn ask(visit: Visit, typed: Typed) -> Answer {
    let usual =
        [visit.own_post_code(), ("date", fields::tomorrow(&visit)), ("part_of_day", "morning".to_owned())];
    let form = visit.form(PAGE, typed.with_usual(&usual));
    Ok(form_page(&visit, &form))
}

fn form_page(visit: &Visit, form: &Form) -> Response {
    let part = |part: &PartOfDay| Choice::new(part.word(), part_words(visit, *part));
    let parts: Vec<Choice> = PartOfDay::ALL.iter().map(part).collect();
    let main = html! {
        p class="lead" { (t!(visit, "books-open-lead")) }
        (form.render(&html! {
            (sector_field(visit, form, t!(visit, "search-sector"), &[Family::Work]))
            (form.field("post_code", t!(visit, "search-post-code")).hint(t!(visit, "search-post-code-hint")).input(Input::PostalCode))
            (form.field("date", t!(visit, "search-date")).input(Input::Day))
            (form.field("part_of_day", t!(visit, "books-part")).radios(&parts))
            (submit(&t!(visit, "books-open-go")))
        }))
    };
    let sheet = Sheet::new(t!(visit, "books-open"), main).area(Area::Find);
    visit.show(sheet.under(PAGE, t!(visit, "books-title")).judged_by([form]))
}

async fn open(sent: Sent) -> Answer {
    let fault = match opened(&sent).await {
        Ok(book) => return Ok(to(&sent.visit.at(&book_page(book)))),
        Err(fault) => fault,
    };
    let errors = fault.at(&sent.visit, "date")?;
    Ok(form_page(&sent.visit, &Form { errors, ..sent.visit.form(PAGE, sent.typed) }))
}

async fn opened(sent: &Sent) -> Result<Id<OrderBook>, Fault> {
    let user = sent.visit.visitor()?.user;
    let mut reading = Reading::of(&sent.visit, &sent.typed);
    let sector =
        sent.visit.app.sector(sent.typed.value("sector"), &[Family::Work]).map(|sector| sector.code.clone());
    reading.refuse(sector.is_err().then(|| crate::error::Invalid::new("sector", "invalid-sector")));
    let place = sent.visit.app.place(sent.typed.value("post_code")).map(|place| place.post_code);
    reading.refuse(place.is_err().then(|| crate::error::Invalid::new("post_code", "invalid-post-code")));
    let date = reading.day("date");
    let part_of_day = PartOfDay::from_word(sent.typed.value("part_of_day")).unwrap_or(PartOfDay::Morning);
    let made = sector.ok().zip(place.ok()).zip(date);
    let made =
        made.map(|((sector, post_code), date)| OpenBook { user, sector, post_code, date, part_of_day });
    Ok(sent.run(reading.judged(made)?).await?)
}

async fn seen(visit: &Visit, id: &str) -> Result<BookSeen, AppError> {
    let id = Id::parse(id).ok_or(AppError::NotFound)?;
    bid_ask::book(&visit.app, visit.visitor.as_ref(), id).await
}

/// A form that was loaded again leads back to its book.
async fn back(visit: Visit, Path(id): Path<String>) -> Response {
    to(&visit.at(&format!("{PAGE}/{id}")))
}

async fn back_from_order(visit: Visit, Path((id, _)): Path<(String, String)>) -> Response {
    to(&visit.at(&format!("{PAGE}/{id}")))
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let seen = seen(&visit, &id).await?;
    let form = order_form(&visit, &seen);
    Ok(page(&visit, &seen, &form))
}

fn order_form(visit: &Visit, seen: &BookSeen) -> Form {
    let best = seen.best(OrderSide::Ask).or_else(|| seen.best(OrderSide::Bid));
    let decimals = fields::decimals(visit, seen.book.currency);
    let price =
        best.map(|money| fields::typed_decimal(visit.loc, money.amount.0, decimals)).unwrap_or_default();
    let usual = [
        ("side", OrderSide::Bid.word().to_owned()),
        ("kind", OrderKind::Limit.word().to_owned()),
        ("hours", "1".to_owned()),
        ("price", price),
    ];
    visit.form(&format!("{}/orders", book_page(seen.book.id)), Typed::default().with_usual(&usual))
}

fn is_open(visit: &Visit, book: &OrderBook) -> bool {
    book.stage == BookStage::Open && visit.app.now() < book.closes_at
}

fn page(visit: &Visit, seen: &BookSeen, form: &Form) -> Response {
    let (book, reader) = (&seen.book, visit.reader());
    let is_open = is_open(visit, book);
    let title = what(visit, &book.sector, book.part_of_day, book.starts_at, book.post_code.as_str());
    let main = html! {
        (ladder(visit, seen))
        @if is_open { (to_order(visit, seen, form)) }
        (own(visit, seen))
        @if !seen.traded.is_empty() {
            section {
                h2 { (t!(visit, "books-last")) }
                ul class="plain" {
                    @for traded in &seen.traded {
                        li class="figures" {
                            (t!(visit, "books-traded-line", hours = hours(visit, traded.hours),
                                money = reader.money(traded.price.amount, traded.price.currency),
                                moment = reader.time(traded.filled_at)))
                        }
                    }
                }
            }
        }
        p class="quiet" { (t!(visit, "books-journal", count = u32::try_from(book.round_count).unwrap_or(u32::MAX))) }
        p { a href=(visit.at(&book_page(book.id))) { (t!(visit, "books-look-again")) } }
        @if visit.visitor.is_some() { p { a href=(visit.at("/books/traded")) { (t!(visit, "books-traded")) } } }
    };
    let ask = seen.best(OrderSide::Ask);
    let when = match (is_open, book.call_at) {
        (true, Some(call_at)) if book.phase == BookPhase::Collecting && book.order_count > 0 => {
            t!(visit, "books-call-at", moment = reader.time(call_at))
        }
        _ => t!(visit, "books-closes", moment = reader.time(book.closes_at)),
    };
    let band = Band {
        status: html! { p class="actions" { (phase(visit, is_open, book.phase)) } },
        below: html! { p class="lead" { (when) } },
        figure: ask.map(|ask| reader.money(ask.amount, ask.currency)),
        caption: ask.map(|_| t!(visit, "books-an-hour")),
    };
    let sheet = Sheet::new(title, main).band(band).area(Area::Find);
    visit.show(sheet.under(PAGE, t!(visit, "books-title")).judged_by([form]))
}

fn hours(visit: &Visit, count: i64) -> Text {
    visit.loc.duration(words::whole(count.saturating_mul(60)))
}

/// What rests, price by price: those who offer above, those who want below.
fn ladder(visit: &Visit, seen: &BookSeen) -> Markup {
    let side = |side: OrderSide, none: Text| {
        let levels: Vec<&LevelShown> = seen.levels.iter().filter(|level| level.side == side).collect();
        html! {
            @if levels.is_empty() { p { (none) } }
            @else {
                ul class="plain" {
                    @for level in levels {
                        li class="figures" {
                            (t!(visit, "books-level", hours = hours(visit, level.hours),
                                money = visit.reader().money(level.price.amount, level.price.currency)))
                        }
                    }
                }
            }
        }
    };
    html! {
        section {
            h2 { (t!(visit, "books-offered")) }
            (side(OrderSide::Ask, t!(visit, "books-no-ask")))
        }
        section {
            h2 { (t!(visit, "books-wanted")) }
            (side(OrderSide::Bid, t!(visit, "books-no-bid")))
        }
    }
}

fn to_order(visit: &Visit, seen: &BookSeen, form: &Form) -> Markup {
    let sign = words::sign(&visit.app, seen.book.currency);
    let mut sides = vec![Choice::new(OrderSide::Bid.word(), t!(visit, "books-buy"))];
    if seen.offering.is_some() {
        sides.push(Choice::new(OrderSide::Ask.word(), t!(visit, "books-sell")));
    }
    let kinds = OrderKind::ALL.iter().filter(|kind| **kind != OrderKind::Cancel);
    let kinds: Vec<Choice> = kinds.map(|kind| Choice::new(kind.word(), kind_words(visit, *kind))).collect();
    let lengths: Vec<Choice> =
        (1..=PartOfDay::HOURS).map(|count| Choice::new(count.to_string(), hours(visit, count))).collect();
    html! {
        section id="order" {
            h2 { (t!(visit, "books-order")) }
            @if visit.visitor.is_none() {
                p { (t!(visit, "books-how")) }
                p { a class="button" href=(sign_in_and_return(visit)) { (t!(visit, "books-sign-in")) } }
            } @else {
                (form.render(&html! {
                    (form.field("side", t!(visit, "books-side")).radios(&sides))
                    (form.field("hours", t!(visit, "books-hours")).select(&lengths))
                    (form.field("price", t!(visit, "books-price")).hint(t!(visit, "books-price-hint",
                        money = visit.reader().money(seen.book.tick, seen.book.currency))).money(sign))
                    (form.field("kind", t!(visit, "books-kind")).select(&kinds))
                    (form.field("street", t!(visit, "books-street")).hint(t!(visit, "books-street-hint")).input(Input::Text))
                    (submit(&t!(visit, "books-order-go")))
                }))
                p { (t!(visit, "books-how")) }
                @if seen.offering.is_none() { p class="quiet" { (t!(visit, "books-offer-first")) } }
            }
        }
    }
}

fn kind_words(visit: &Visit, kind: OrderKind) -> Text {
    match kind {
        OrderKind::Limit => t!(visit, "books-kind-limit"),
        OrderKind::Market => t!(visit, "books-kind-market"),
        OrderKind::ImmediateOrCancel => t!(visit, "books-kind-immediate"),
        OrderKind::FillOrKill => t!(visit, "books-kind-whole"),
        OrderKind::PostOnly => t!(visit, "books-kind-post"),
        OrderKind::Cancel => t!(visit, "books-take-back"),
    }
}

fn own(visit: &Visit, seen: &BookSeen) -> Markup {
    let reader = visit.reader();
    if seen.own.is_empty() {
        return html! {};
    }
    html! {
        section {
            h2 { (t!(visit, "books-own")) }
            @if seen.set_aside.amount > Amount::ZERO {
                p { (t!(visit, "books-own-set-aside", money = reader.money(seen.set_aside.amount, seen.set_aside.currency))) }
            }
            ul class="own-list" { @for order in &seen.own { (own_order(visit, &seen.book, order)) } }
        }
    }
}

/// What an order asks for, in words.
pub(super) fn said(visit: &Visit, order: &OwnOrder) -> Text {
    let money = visit.reader().money(order.price.amount, order.price.currency);
    match order.side {
        OrderSide::Bid => t!(visit, "books-own-bid", hours = hours(visit, order.hours), money = money),
        OrderSide::Ask => t!(visit, "books-own-ask", hours = hours(visit, order.hours), money = money),
    }
}

fn own_order(visit: &Visit, book: &OrderBook, order: &OwnOrder) -> Markup {
    let page = book_page(book.id);
    let can_end = matches!(order.stage, OrderStage::Waiting | OrderStage::Resting) && is_open(visit, book);
    html! {
        li {
            p { (said(visit, order)) " " (stage(visit, order)) }
            @if order.hours_left < order.hours && order.hours_left > 0 {
                p class="quiet" { (t!(visit, "books-own-left", hours = hours(visit, order.hours_left))) }
            }
            @if can_end {
                (visit.second_button(
                    &format!("{page}/orders/{}/cancellation", order.number),
                    &t!(visit, "books-take-back"),
                    &[("back", &visit.at(&page))],
                ))
            }
        }
    }
}

fn stage(visit: &Visit, order: &OwnOrder) -> Markup {
    match order.stage {
        OrderStage::Waiting => tag(Tone::Plain, &t!(visit, "books-stage-waiting")),
        OrderStage::Resting => tag(Tone::Plain, &t!(visit, "books-stage-resting")),
        OrderStage::Filled => tag(Tone::Good, &t!(visit, "books-stage-filled")),
        OrderStage::Ended => tag(Tone::Caution, &ended(visit, order.ended)),
    }
}

fn ended(visit: &Visit, why: Option<OrderEnd>) -> Text {
    match why {
        Some(OrderEnd::Expired) => t!(visit, "books-ended-expired"),
        Some(OrderEnd::NoMore | OrderEnd::NotWhole) => t!(visit, "books-ended-no-more"),
        Some(OrderEnd::OwnOrder) => t!(visit, "books-ended-own-order"),
        Some(OrderEnd::TooFar | OrderEnd::Halted) => t!(visit, "books-ended-halted"),
        Some(OrderEnd::OutOfBand) => t!(visit, "books-ended-out-of-band"),
        Some(OrderEnd::WouldTrade) => t!(visit, "books-ended-would-trade"),
        Some(OrderEnd::BadOrder) => t!(visit, "books-ended-bad-order"),
        Some(OrderEnd::Cancelled | OrderEnd::NoSuchOrder) | None => t!(visit, "books-ended-cancelled"),
    }
}

async fn place(Path(id): Path<String>, sent: Sent) -> Answer {
    let seen = seen(&sent.visit, &id).await?;
    let Err(fault) = placed(&sent, &seen).await else {
        return Ok(to_saying(&sent.visit.at(&book_page(seen.book.id)), "order-placed"));
    };
    let field = match &fault {
        Fault::Other(error) if error.code() == "trades/no-street" || error.code().starts_with("arrival/") => {
            "street"
        }
        Fault::Other(error) if error.code().starts_with("bid-ask/too-few") => "hours",
        Fault::Other(_) | Fault::Fields(_) => "price",
    };
    let errors = fault.at(&sent.visit, field)?;
    let address = format!("{}/orders", book_page(seen.book.id));
    Ok(page(&sent.visit, &seen, &Form { errors, ..sent.visit.form(&address, sent.typed) }))
}

async fn placed(sent: &Sent, seen: &BookSeen) -> Result<Placed, Fault> {
    let user = sent.visit.visitor()?.user;
    let mut reading = Reading::of(&sent.visit, &sent.typed);
    let side = OrderSide::from_word(sent.typed.value("side")).unwrap_or(OrderSide::Bid);
    let kind = OrderKind::from_word(sent.typed.value("kind")).unwrap_or(OrderKind::Limit);
    let hours = reading.number("hours", 0);
    let price = reading.money("price", seen.book.currency).map(Amount);
    let street: Option<Street> = reading.text_or_none("street");
    let offering = seen.offering.filter(|_| side == OrderSide::Ask);
    let made = hours.zip(price).map(|(hours, price)| PlaceOrders {
        user,
        book: seen.book.id,
        orders: vec![OrderAsked { side, kind, price, hours, minutes: None }],
        offering,
        street,
        note: None,
    });
    Ok(sent.run(reading.judged(made)?).await?)
}
