//! A booking: where it stands, what comes next and by when, what each side can do, and the whole price.

use axum::extract::Path;
use axum::routing::get;
use kernel::{Amount, BasisPoints, Date, Id};
use ledger::Class;
use market::trade::{Stage, Trade};
use market::users::User;
use maud::{Markup, html};

use super::answer::{Answer, crumb};
use super::price::{self, Names};
use super::sheet::{Area, Sheet};
use super::trades::stage_tag;
use super::visit::Visit;
use super::{Routes, favored_counterparties, fields, trade_steps};
use crate::components::form::submit;
use crate::components::{Form, SummaryList, SummaryRow, Typed, Value};
use crate::desk::{
    money,
    trades::{self, Shown, Side},
};
use crate::error::AppError;
use crate::i18n::Text;
use crate::t;
use crate::words;

pub(super) fn routes() -> Routes {
    vec![("/trades/{id}", get(show))]
}

/// The trade of an address.
///
/// # Errors
/// [`AppError::NotFound`] for what is no id.
pub(super) fn id(text: &str) -> Result<Id<Trade>, AppError> {
    Id::parse(text).ok_or(AppError::NotFound)
}

async fn show(visit: Visit, Path(trade): Path<String>) -> Answer {
    let shown = trades::show(&visit.app, visit.visitor()?, id(&trade)?).await?;
    let form = visit.form(&format!("/trades/{trade}/hours"), Typed::default());
    page(&visit, &shown, form).await
}

/// The page of a booking, with the form for the hours as it was typed.
pub(super) async fn page(visit: &Visit, shown: &Shown, hours: Form) -> Answer {
    let loc = visit.loc;
    let trade = &shown.trade;
    let other = other(shown);
    let work = fields::sector_title(visit, &trade.sector);
    let title = t!(loc, "trade-title", name = other, work = work);
    let agreed_on = trade.zone.calendar().local(trade.booked_at.unwrap_or(trade.held_at)).date;
    let names = price_names(shown, agreed_on);
    let ladder = price::ladder(visit, shown.settled.as_ref().unwrap_or(&shown.agreed), names)?;
    let caption = match shown.settled {
        Some(_) => t!(loc, "trade-ladder-settled"),
        None => t!(loc, "trade-ladder"),
    };
    let main = html! {
        (hours.error_summary())
        h1 { (title) }
        p class="lead" { (visit.span(&trade.zone, (trade.starts_at, trade.ends_at))) }
        p class="actions" { (stage_tag(loc, trade.stage)) }
        (next(visit, shown, &hours).await?)
        section {
            h2 { (t!(loc, "steps-label")) }
            (trade_steps::trade_line(visit, shown).render())
        }
        section { h2 { (t!(loc, "trade-facts")) } (facts(visit, shown)) }
        section { h2 { (t!(loc, "trade-money")) } (ladder.render(loc, &caption)) }
        (papers(visit, shown))
        (favored_counterparties::button(visit, (other_id(shown), other)).await?)
        (way_out(visit, shown)?)
    };
    let back = crumb(visit, "/trades", t!(loc, "trades-title"));
    Ok(visit.show(&Sheet::new(title, main).area(Area::Bookings).under(back).judged_by(&hours)))
}

/// Whose price a booking has, for the side that reads.
fn price_names(shown: &Shown, on: Date) -> Names<'_> {
    let buyer = match shown.side {
        Side::Buyer => None,
        Side::Seller => Some(shown.buyer_name.as_str()),
    };
    Names { seller: &shown.seller_name, buyer, on }
}

fn other_id(shown: &Shown) -> Id<User> {
    match shown.side {
        Side::Buyer => shown.trade.seller,
        Side::Seller => shown.trade.buyer,
    }
}

fn other(shown: &Shown) -> &str {
    match shown.side {
        Side::Buyer => &shown.seller_name,
        Side::Seller => &shown.buyer_name,
    }
}

/// What the reader can do now, if anything is theirs to do.
async fn next(visit: &Visit, shown: &Shown, hours: &Form) -> Result<Markup, AppError> {
    let (loc, trade, now) = (visit.loc, &shown.trade, visit.app.now());
    let page = |act: &str| format!("/trades/{}/{act}", trade.id);
    Ok(match (trade.stage, shown.side) {
        (Stage::Held, Side::Buyer) => book(visit, shown).await?,
        (Stage::Booked, Side::Buyer) if now >= trade.ends_at => html! {
            section {
                h2 { (t!(loc, "trade-confirm-title", name = shown.seller_name.as_str())) }
                (visit.button(&page("confirm"), &submit(&confirm_words(visit, shown)), &[]))
            }
        },
        (Stage::Recorded, Side::Buyer) => html! {
            section {
                h2 { (t!(loc, "trade-confirm-title", name = shown.seller_name.as_str())) }
                (visit.button(&page("confirm"), &submit(&confirm_words(visit, shown)), &[]))
                p { (t!(loc, "trade-confirm-silence")) }
            }
        },
        (Stage::Booked, Side::Seller) if now >= trade.starts_at => record(visit, shown, hours),
        (Stage::Recorded | Stage::Reported, Side::Seller) => record(visit, shown, hours),
        (Stage::Lapsed, Side::Buyer) => html! {
            p { (t!(loc, "trade-lapsed")) " " a href=(visit.at("/")) { (t!(loc, "trade-search-again")) } }
        },
        (
            Stage::Held
            | Stage::Lapsed
            | Stage::Booked
            | Stage::Reported
            | Stage::Settled
            | Stage::Cancelled
            | Stage::Absent,
            _,
        ) => html! {},
    })
}

fn confirm_words(visit: &Visit, shown: &Shown) -> Text {
    let trade = &shown.trade;
    let booked = trade.ends_at.minutes_since(trade.starts_at);
    let worked = visit.loc.duration(words::whole(trade.worked_minutes.unwrap_or(booked)));
    t!(visit.loc, "trade-confirm", worked = worked)
}

/// Agree and pay, or first add the money that is missing.
async fn book(visit: &Visit, shown: &Shown) -> Result<Markup, AppError> {
    let (loc, trade) = (visit.loc, &shown.trade);
    let page = |act: &str| format!("/trades/{}/{act}", trade.id);
    let reader = visit.reader_in(&trade.zone);
    let pays = reader.money(trade.buyer_pays, trade.currency);
    let balance = balance(visit, trade.currency).await?;
    let missing = trade.buyer_pays.minus(balance)?;
    let until = reader.moment(trade.held_until);
    let is_short = missing > Amount::ZERO;
    let pay = t!(loc, "trade-book", money = &pays);
    Ok(html! {
        section {
            h2 { (t!(loc, "trade-book-title", name = shown.seller_name.as_str())) }
            p { (t!(loc, "trade-held-until", moment = until)) }
            p { (t!(loc, "trade-balance", money = reader.money(balance, trade.currency))) }
            @if is_short {
                p { (t!(loc, "trade-short", money = reader.money(missing, trade.currency))) }
                (top_up(visit, shown, missing))
            } @else {
                (super::check::terms_in_words(loc, &shown.terms, &shown.seller_name))
                (visit.button(&page("book"), &submit(&pay), &[]))
            }
            div class="actions" {
                @if trade.extensions < shown.terms.hold_extensions_max {
                    (visit.second_button(&page("extend"), &t!(loc, "trade-extend"), &[]))
                }
                (visit.second_button(&page("let-go"), &t!(loc, "trade-let-go"), &[]))
            }
        }
    })
}

fn top_up(visit: &Visit, shown: &Shown, missing: Amount) -> Markup {
    let money = words::money(&visit.app, missing, shown.trade.currency);
    let typed = super::fields::typed_decimal(visit.loc, missing.0, u32::from(money.currency.exponent()));
    let form = visit
        .form(&format!("/trades/{}/top-up", shown.trade.id), Typed::new(vec![("amount".to_owned(), typed)]));
    form.render(&html! {
        (form.field("amount", t!(visit.loc, "money-add-amount")).hint(t!(visit.loc, "money-add-hint"))
            .money(money.currency))
        (submit(&t!(visit.loc, "money-add")))
    })
}

/// What the visitor can spend.
pub(super) async fn balance(visit: &Visit, currency: kernel::Currency) -> Result<Amount, AppError> {
    let balances = money::balances(&visit.app, visit.visitor()?).await?;
    let mine = balances.iter().filter(|balance| balance.currency == currency);
    let available =
        mine.filter(|balance| balance.class == Class::UserAvailable).map(|balance| balance.available);
    Ok(Amount::sum(available)?)
}

/// The hours as quarter-hours to choose from, those booked chosen already.
fn record(visit: &Visit, shown: &Shown, form: &Form) -> Markup {
    let (loc, trade) = (visit.loc, &shown.trade);
    let booked = trade.ends_at.minutes_since(trade.starts_at);
    let chosen = trade.worked_minutes.unwrap_or(booked).to_string();
    let form = Form { typed: form.typed.clone().with_usual(&[("worked_minutes", chosen)]), ..form.clone() };
    let choices = fields::durations(loc, (0..=booked / 15).rev().map(|quarter| quarter * 15));
    html! {
        section {
            h2 { (t!(loc, "trade-record-title")) }
            @if trade.stage == Stage::Reported { p { (t!(loc, "trade-record-reported")) } }
            (form.render(&html! {
                (form.field("worked_minutes", t!(loc, "trade-record-worked"))
                    .hint(t!(loc, "trade-record-hint", booked = loc.duration(words::whole(booked))))
                    .select(&choices))
                (submit(&t!(loc, "trade-record")))
            }))
        }
    }
}

fn facts(visit: &Visit, shown: &Shown) -> Markup {
    let (loc, trade) = (visit.loc, &shown.trade);
    let mut place: Vec<Text> = shown.street.iter().map(Text::verbatim).collect();
    place.push(Text::verbatim(format!("{}, {}", trade.town, trade.post_code)));
    let mut rows = vec![
        SummaryRow::words(t!(loc, "trade-seller"), Text::verbatim(&shown.seller_name)),
        SummaryRow::words(t!(loc, "trade-buyer"), Text::verbatim(&shown.buyer_name)),
        SummaryRow::words(t!(loc, "check-work"), fields::sector_title(visit, &trade.sector)),
        SummaryRow { name: t!(loc, "check-where"), value: Value::Lines(place), change: None },
        SummaryRow::words(t!(loc, "check-travel"), loc.distance(words::whole(trade.distance_m))),
    ];
    if let Some(record) = &shown.work_record {
        let worked = loc.duration(words::whole(record.worked_minutes));
        rows.push(SummaryRow::words(t!(loc, "trade-recorded"), worked));
    }
    rows.push(SummaryRow::words(t!(loc, "trade-reference"), Text::verbatim(trade.id.to_string())));
    SummaryList { loc, rows }.render()
}

fn papers(visit: &Visit, shown: &Shown) -> Markup {
    let (loc, trade) = (visit.loc, &shown.trade);
    let page = |paper: &str| visit.at(&format!("/trades/{}/{paper}", trade.id));
    let is_agreed = trade.booked_at.is_some();
    html! {
        @if is_agreed {
            section {
                h2 { (t!(loc, "trade-papers")) }
                ul {
                    li { a href=(page("contract")) { (t!(loc, "trade-contract")) } }
                    @if shown.settled.is_some() { li { a href=(page("receipt")) { (t!(loc, "trade-receipt")) } } }
                }
            }
        }
    }
}

/// Calling off, with what it would cost, and reporting that nobody came.
fn way_out(visit: &Visit, shown: &Shown) -> Result<Markup, AppError> {
    let (loc, trade, now) = (visit.loc, &shown.trade, visit.app.now());
    if trade.stage != Stage::Booked {
        return Ok(html! {});
    }
    let page = |act: &str| format!("/trades/{}/{act}", trade.id);
    if now < trade.starts_at {
        return Ok(html! {
            section {
                h2 { (t!(loc, "trade-cancel-title")) }
                details {
                    summary { (t!(loc, "trade-cancel-open")) }
                    p { (cancel_cost(visit, shown)?) }
                    (visit.second_button(&page("cancel"), &t!(loc, "trade-cancel"), &[]))
                }
            }
        });
    }
    Ok(match shown.side {
        Side::Buyer => html! {
            section {
                h2 { (t!(loc, "trade-absent-title", name = shown.seller_name.as_str())) }
                details {
                    summary { (t!(loc, "trade-absent-open")) }
                    p { (t!(loc, "trade-absent-how", name = shown.seller_name.as_str())) }
                    (visit.second_button(&page("absence"), &t!(loc, "trade-absent"), &[]))
                }
            }
        },
        Side::Seller => html! {},
    })
}

/// What calling off would cost the reader now, by the contract's terms.
fn cancel_cost(visit: &Visit, shown: &Shown) -> Result<Text, AppError> {
    let (loc, trade) = (visit.loc, &shown.trade);
    let reader = visit.reader_in(&trade.zone);
    if shown.side == Side::Seller {
        return Ok(t!(loc, "trade-cancel-seller", name = shown.buyer_name.as_str()));
    }
    let free_until = trade.starts_at.plus_hours(-shown.terms.free_cancellation_hours);
    if visit.app.now() <= free_until {
        return Ok(t!(loc, "trade-cancel-free", moment = reader.moment(free_until)));
    }
    let BasisPoints(share) = shown.terms.late_cancellation_bp;
    let due = shown.agreed.scaled(share, BasisPoints::WHOLE.0)?.buyer_pays()?;
    let back = trade.buyer_pays.minus(due)?;
    Ok(t!(
        loc,
        "trade-cancel-late",
        due = reader.money(due, trade.currency),
        back = reader.money(back, trade.currency)
    ))
}
