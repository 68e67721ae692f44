//! Check answers: everything that will be agreed, on one page, before the hours are held.

use axum::extract::Query;
use axum::response::Response;
use axum::routing::{get, post};
use kernel::{Amount, Id};
use market::concession::Terms;
use market::users::assets::Offering;
use maud::{Markup, html};

use super::answer::{Answer, crumb, sign_in_and_return, to_saying};
use super::price::{self, Names};
use super::sent::Sent;
use super::sheet::{Area, Sheet};
use super::visit::Visit;
use super::{Routes, favored_counterparties, fields, search, search_form, trace};
use crate::components::form::submit;
use crate::components::{SummaryList, SummaryRow, Typed};
use crate::desk::options::{self, One, Search};
use crate::desk::trades;
use crate::error::{AppError, Invalid};
use crate::i18n::{Locale, Text};
use crate::t;
use crate::words;

pub(super) fn routes() -> Routes {
    vec![("/check", get(show)), ("/check/rules", get(trace::show)), ("/hold", post(hold))]
}

/// The search and the offering of an address or a form.
pub(super) fn read(visit: &Visit, typed: &Typed) -> Result<(Search, Id<Offering>), AppError> {
    let offering = Id::parse(typed.value("offering")).ok_or(AppError::NotFound)?;
    let wrong = |_| AppError::Invalid(vec![Invalid { field: "date", sentence: "invalid-date" }]);
    Ok((search_form::read(visit, typed).map_err(wrong)?, offering))
}

async fn show(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let (search, offering) = read(&visit, &Typed::new(pairs))?;
    let one = options::option(&visit.app, visit.visitor.as_ref(), (&search, offering)).await?;
    let loc = visit.loc;
    let title = t!(loc, "check-title", name = one.seller_name.as_str());
    let zone = &one.asked.work_place.zone;
    let today = zone.calendar().local(visit.app.now()).date;
    let terms = Terms::on(&visit.app.rulebook, today)?;
    let query = search_form::query(&search);
    let names = Names { seller: &one.seller_name, buyer: None, on: today };
    let ladder = price::ladder(&visit, &one.priced.waterfall, names)?;
    let back = crumb(&visit, &format!("/search{query}"), t!(loc, "check-back"));
    let main = html! {
        h1 { (title) }
        (answers(&visit, &search, &one))
        section {
            h2 { (t!(loc, "check-price")) }
            (ladder.render(loc, &t!(loc, "check-ladder", name = one.seller_name.as_str())))
        }
        section {
            h2 { (t!(loc, "check-terms")) }
            (terms_in_words(loc, &terms, &one.seller_name))
        }
        section {
            h2 { (t!(loc, "check-rules")) }
            p { (t!(loc, "check-rules-how", count = words::whole(rule_count(&one)))) }
            p { a href=(visit.at(&format!("/check/rules{query}&offering={offering}"))) {
                (t!(loc, "check-rules-link"))
            } }
        }
        (action(&visit, (&search, offering), &one)?)
        (favored_counterparties::button(&visit, (one.offering.seller, &one.seller_name)).await?)
    };
    Ok(visit.show(&Sheet::new(title, main).area(Area::Find).under(back)))
}

fn rule_count(one: &One) -> i64 {
    i64::try_from(one.priced.verdict.rules.len()).unwrap_or(i64::MAX)
}

fn answers(visit: &Visit, search: &Search, one: &One) -> Markup {
    let loc = visit.loc;
    let change = visit.at(&format!("/search{}&change=yes", search_form::query(search)));
    let others = visit.at(&format!("/search{}", search_form::query(search)));
    let place = &one.asked.work_place;
    let hours = (one.asked.span.starts_at(), one.asked.span.ends_at());
    let record = match search::kept(one.kept_count, one.agreed_count) {
        Some(kept) => t!(loc, "option-kept", kept = kept.kept, of = kept.of),
        None => t!(loc, "option-new"),
    };
    let rows = vec![
        SummaryRow::words(t!(loc, "check-who"), Text::verbatim(&one.seller_name)).changed_at(&others),
        SummaryRow::words(t!(loc, "check-record"), record),
        SummaryRow::words(t!(loc, "check-work"), Text::verbatim(fields::title(loc, &one.asked.sector)))
            .changed_at(&change),
        SummaryRow::words(t!(loc, "check-when"), visit.span(&place.zone, hours)).changed_at(&change),
        SummaryRow::words(
            t!(loc, "check-where"),
            Text::verbatim(format!("{}, {}", place.town, place.post_code)),
        )
        .changed_at(&change),
        SummaryRow::words(t!(loc, "check-travel"), loc.distance(words::whole(one.distance_m))),
    ];
    SummaryList { loc, rows }.render()
}

/// What happens to the money, and what calling off costs, in plain words.
pub(super) fn terms_in_words(loc: Locale, terms: &Terms, seller: &str) -> Markup {
    let hours = |hours: i64| loc.duration(words::whole(hours.saturating_mul(60)));
    html! {
        ul {
            li { (t!(loc, "terms-escrow", name = seller)) }
            li { (t!(loc, "terms-free", hours = hours(terms.free_cancellation_hours))) }
            li { (t!(loc, "terms-late", share = loc.share(words::whole(terms.late_cancellation_bp.0)))) }
            li { (t!(loc, "terms-seller", name = seller)) }
            li { (t!(loc, "terms-silence", hours = hours(terms.silent_approval_hours))) }
        }
    }
}

/// The one thing to do; for who is signed out, after signing in.
fn action(visit: &Visit, (search, offering): (&Search, Id<Offering>), one: &One) -> Result<Markup, AppError> {
    let loc = visit.loc;
    if visit.visitor.is_none() {
        return Ok(html! {
            p { (t!(loc, "check-sign-in-first")) }
            div class="actions" { a class="button" href=(sign_in_and_return(visit)) { (t!(loc, "check-sign-in")) } }
        });
    }
    let pay = one.priced.waterfall.buyer_pays()?;
    let [sector, post_code, date, from, minutes] = search_form::hidden(search);
    let (offering, pay) = (offering.to_string(), pay.0.to_string());
    let sent = [
        (sector.0, sector.1.as_str()),
        (post_code.0, &post_code.1),
        (date.0, &date.1),
        (from.0, &from.1),
        (minutes.0, &minutes.1),
        ("offering", &offering),
        ("expected_pay", &pay),
    ];
    Ok(html! {
        p { (t!(loc, "check-hold-how")) }
        (visit.button("/hold", &submit(&t!(loc, "check-hold")), &sent))
    })
}

async fn hold(sent: Sent) -> Result<Response, super::answer::Fault> {
    let Sent { visit, typed, key } = sent;
    let visitor = visit.visitor()?;
    let (search, offering) = read(&visit, &typed)?;
    let expected = typed.value("expected_pay").parse().ok().map(Amount);
    let held = trades::hold(&visit.app, visitor, (&search, offering, expected), &key).await?;
    Ok(to_saying(&visit.at(&format!("/trades/{}", held.trade)), "held"))
}
