//! Check answers: everything that will be agreed, on one page, before the hours are held.

use axum::extract::Query;
use axum::routing::{get, post};
use kernel::{Amount, Id};
use market::trade::procedure::{Promise, PromiseTerms};
use market::users::assets::Offering;
use maud::{Markup, html};

use super::answer::{Answer, crumb, sign_in_and_return, to_saying};
use super::price::{self, Names};
use super::sent::Sent;
use super::sheet::{Area, Sheet};
use super::visit::Visit;
use super::{Routes, favored_counterparties, fields, search, search_form};
use crate::components::form::submit;
use crate::components::{SummaryList, SummaryRow, Typed};
use crate::error::AppError;
use crate::i18n::{Locale, Text};
use crate::nouns::options::{self, Checked, Search};
use crate::t;
use crate::words;

pub(super) fn routes() -> Routes {
    vec![("/check", get(show)), ("/work-holds", post(hold))]
}

async fn show(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let (search, offering) = search_form::read_with_offering(&visit, &Typed::new(pairs))?;
    let one = options::check(&visit.app, visit.visitor.as_ref(), &search, offering).await?;
    let loc = visit.loc;
    let title = t!(loc, "check-title", name = one.seller.name.as_str());
    let zone = &one.understood.work_place.zone;
    let today = zone.calendar().local(visit.app.now()).date;
    let terms = Promise::Work.terms_on(&visit.app.rulebook, today)?;
    let query = search_form::query(&search);
    let names = Names { seller: &one.seller.name, buyer: None, on: today };
    let ladder = price::ladder(&visit, &one.quote.priced.waterfall, names)?;
    let is_unpaid = one.quote.priced.waterfall.lines.is_empty();
    let back = crumb(&visit, &format!("/search{query}"), t!(loc, "check-back"));
    let main = html! {
        h1 { (title) }
        (answers(&visit, &search, &one))
        section {
            h2 { (t!(loc, "check-price")) }
            @if is_unpaid {
                p { (t!(loc, "trade-unpaid")) }
            } @else {
                (ladder.render(loc, &t!(loc, "check-ladder", name = one.seller.name.as_str())))
            }
        }
        section {
            h2 { (t!(loc, "check-terms")) }
            (terms_in_words(loc, &terms, &one.seller.name, is_unpaid))
        }
        section {
            h2 { (t!(loc, "check-rules")) }
            p { (t!(loc, "check-rules-how", count = words::whole(rule_count(&one)))) }
            p { a href=(visit.at(&format!("/check/rules{query}&offering={offering}"))) {
                (t!(loc, "check-rules-link"))
            } }
        }
        (action(&visit, &search, offering, &one)?)
        (favored_counterparties::button(&visit, one.quote.offering.seller, &one.seller.name, one.seller.is_favorite))
    };
    Ok(visit.show(&Sheet::new(title, main).area(Area::Find).under(back)))
}

fn rule_count(one: &Checked) -> i64 {
    i64::try_from(one.quote.priced.verdict.rules.len()).unwrap_or(i64::MAX)
}

fn answers(visit: &Visit, search: &Search, one: &Checked) -> Markup {
    let loc = visit.loc;
    let change = visit.at(&format!("/search{}&change=yes", search_form::query(search)));
    let others = visit.at(&format!("/search{}", search_form::query(search)));
    let place = &one.understood.work_place;
    let hours = visit.span(&place.zone, one.understood.span.starts_at(), one.understood.span.ends_at());
    let record = match search::kept(one.seller.kept_count, one.seller.agreed_count) {
        Some(kept) => t!(loc, "option-kept", kept = kept.kept, of = kept.of),
        None => t!(loc, "option-new"),
    };
    let rows = vec![
        SummaryRow::words(t!(loc, "check-who"), Text::verbatim(&one.seller.name)).changed_at(&others),
        SummaryRow::words(t!(loc, "check-record"), record),
        SummaryRow::words(t!(loc, "check-work"), Text::verbatim(fields::title(loc, &one.understood.sector)))
            .changed_at(&change),
        SummaryRow::words(t!(loc, "check-when"), hours).changed_at(&change),
        SummaryRow::words(
            t!(loc, "check-where"),
            Text::verbatim(format!("{}, {}", place.town, place.post_code)),
        )
        .changed_at(&change),
        SummaryRow::words(t!(loc, "check-travel"), loc.distance(words::whole(one.quote.distance_m))),
    ];
    SummaryList { loc, rows }.render()
}

/// What happens to the money, and what calling off costs, in plain words; where nobody pays, what silence means.
pub(super) fn terms_in_words(loc: Locale, terms: &PromiseTerms, seller: &str, is_unpaid: bool) -> Markup {
    let hours = |hours: i64| loc.duration(words::whole(hours.saturating_mul(60)));
    html! {
        ul {
            @if !is_unpaid {
                li { (t!(loc, "terms-escrow", name = seller)) }
                @if terms.late_share_bp.0 > 0 {
                    li { (t!(loc, "terms-free", hours = hours(terms.free_until_hours))) }
                    li { (t!(loc, "terms-late", share = loc.share(words::whole(terms.late_share_bp.0)))) }
                } @else {
                    li { (t!(loc, "terms-always-free")) }
                }
                li { (t!(loc, "terms-seller", name = seller)) }
            }
            li { (t!(loc, "terms-silence", hours = hours(terms.part.answer_hours))) }
        }
    }
}

/// The one thing to do; for who is signed out, after signing in.
fn action(visit: &Visit, search: &Search, offering: Id<Offering>, one: &Checked) -> Result<Markup, AppError> {
    let loc = visit.loc;
    if visit.visitor.is_none() {
        return Ok(html! {
            p { (t!(loc, "check-sign-in-first")) }
            div class="actions" { a class="button" href=(sign_in_and_return(visit)) { (t!(loc, "check-sign-in")) } }
        });
    }
    let pay = one.quote.priced.waterfall.payer_pays()?;
    let [sector, post_code, date, from, minutes, unpaid] = search_form::hidden(search);
    let (offering, pay) = (offering.to_string(), pay.0.to_string());
    let sent = [
        (sector.0, sector.1.as_str()),
        (post_code.0, &post_code.1),
        (date.0, &date.1),
        (from.0, &from.1),
        (minutes.0, &minutes.1),
        (unpaid.0, &unpaid.1),
        ("offering", &offering),
        ("expected_pay", &pay),
    ];
    Ok(html! {
        p { (t!(loc, "check-hold-how")) }
        (visit.button("/work-holds", &submit(&t!(loc, "check-hold")), &sent))
    })
}

async fn hold(sent: Sent) -> super::answer::Answer {
    let Sent { visit, typed, key } = sent;
    let visitor = visit.visitor()?;
    let (search, offering) = search_form::read_with_offering(&visit, &typed)?;
    let expected = typed.value("expected_pay").parse().ok().map(Amount);
    let hold = options::hold_of(&visit.app, visitor.user, &search, offering, expected)?;
    let held = visit.app.run(visitor, &key, hold).await?;
    Ok(to_saying(&visit.at(&format!("/trades/{}", held.trade)), "held"))
}
