//! Requests to known sellers: those that were made, those that came, and one with what its sides can do.

use market::mechanisms::known_sellers::{
    AcceptRequest, DeclineReason, DeclineRequest, RequestStage, RequestTime, WithdrawRequest,
};

use super::prelude::*;
use crate::act::Named;
use crate::nouns::known_sellers::{self, RequestSeen, Requests};

pub(super) const PAGE: &str = "/requests";
const RECEIVED: &str = "/requests/received";

pub(super) fn routes() -> Routes {
    vec![
        (RECEIVED, get(received)),
        ("/requests/{request}", get(show)),
        ("/requests/{request}/times/{number}/acceptance", get(back_of_time).post(accept)),
        ("/requests/{request}/refusal", done::<DeclineRequest>(RECEIVED, "request-declined").get(back)),
        ("/requests/{request}/withdrawal", done::<WithdrawRequest>(PAGE, "request-withdrawn").get(back)),
    ]
}

pub(super) async fn made(visit: Visit, typed: Typed) -> Answer {
    list(&visit, Requests::Made, &typed).await
}

async fn received(visit: Visit, typed: Typed) -> Answer {
    list(&visit, Requests::Received, &typed).await
}

async fn list(visit: &Visit, of: Requests, typed: &Typed) -> Answer {
    let page = known_sellers::list(&visit.app, visit.visitor()?, of, cursor(typed)).await?;
    let (address, title, none, other) = match of {
        Requests::Made => {
            let other = Link::new(t!(visit, "requests-received"), visit.at(RECEIVED));
            (PAGE, t!(visit, "requests-title"), t!(visit, "requests-none"), other)
        }
        Requests::Received => {
            let other = Link::new(t!(visit, "requests-title"), visit.at(PAGE));
            (RECEIVED, t!(visit, "requests-received"), t!(visit, "requests-received-none"), other)
        }
    };
    let main = html! {
        @if page.rows.is_empty() { p { (none) } }
        @else { ul class="own-list" { @for one in &page.rows { (line(visit, one)) } } }
        (earlier(visit, address, page.next))
        p { a href=(other.href) { (other.text) } }
        p { a href=(visit.at("/sellers")) { (t!(visit, "sellers-title")) } }
    };
    let area = if of == Requests::Made { Area::Find } else { Area::Work };
    Ok(visit.show(Sheet::new(title, main).area(area)))
}

/// What a request is: whose, and for which work.
pub(super) fn title(visit: &Visit, seen: &RequestSeen) -> Text {
    t!(
        visit,
        "trade-title",
        name = seen.other_name.as_str(),
        work = fields::sector_title(visit, &seen.sector)
    )
}

/// When the first of its times is.
pub(super) fn when(visit: &Visit, seen: &RequestSeen) -> Text {
    seen.times.first().map_or_else(|| Text::verbatim(""), |time| hours(visit, seen, time))
}

fn hours(visit: &Visit, seen: &RequestSeen, time: &RequestTime) -> Text {
    visit.span(&seen.place.zone, time.starts_at, time.ends_at)
}

fn line(visit: &Visit, seen: &RequestSeen) -> Markup {
    html! {
        li {
            h2 { a href=(visit.at(&page_of(seen))) { (title(visit, seen)) } }
            p { (when(visit, seen)) }
            p class="quiet" { (stage(visit, seen)) }
        }
    }
}

fn page_of(seen: &RequestSeen) -> String {
    format!("{PAGE}/{}", seen.request.id)
}

/// Where it stands, in a word.
pub(super) fn stage(visit: &Visit, seen: &RequestSeen) -> Markup {
    match seen.request.stage {
        RequestStage::Open if seen.request.is_open(visit.app.now()) => tag(
            Tone::Caution,
            &t!(visit, "request-open", until = visit.reader().time(seen.request.answer_by)),
        ),
        RequestStage::Open | RequestStage::Expired => tag(Tone::Plain, &t!(visit, "request-expired")),
        RequestStage::Accepted => tag(Tone::Good, &t!(visit, "request-accepted")),
        RequestStage::Declined => tag(Tone::Plain, &t!(visit, "request-declined")),
        RequestStage::Withdrawn => tag(Tone::Plain, &t!(visit, "request-withdrawn")),
    }
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = Id::parse(&id).ok_or(AppError::NotFound)?;
    let seen = known_sellers::one(&visit.app, visit.visitor()?, id).await?;
    let is_open = seen.request.is_open(visit.app.now());
    let main = html! {
        @if let Some(trade) = seen.trade {
            p { a class="button" href=(visit.at(&format!("/trades/{trade}"))) { (t!(visit, "auctions-see-booking")) } }
        }
        @if let Some(reason) = seen.request.reason { p { (reason_words(&visit, reason)) } }
        section {
            h2 { (t!(visit, "request-times")) }
            ol class="plain" { @for time in &seen.times { li { (one_time(&visit, &seen, time, is_open)) } } }
            p class="quiet" { (t!(visit, "request-most")) }
        }
        @if is_open && seen.is_seller { (to_decline(&visit, &seen)) }
        @if is_open && !seen.is_seller {
            p { (t!(visit, "request-bound", money = visit.reader().money(seen.request.set_aside, seen.request.currency))) }
            (visit.second_button(&format!("{}/withdrawal", page_of(&seen)), &t!(visit, "request-withdraw"), &[]))
        }
        @if !is_open && !seen.is_seller {
            p { a href=(visit.at(&format!("/requests/new?offering={}", seen.request.offering))) {
                (t!(visit, "request-ask-again", name = seen.other_name.as_str()))
            } }
        }
    };
    let place = format!("{}, {}", seen.place.town, seen.place.post_code);
    let band = Band {
        status: html! { p class="actions" { (stage(&visit, &seen)) } },
        below: html! { p class="lead" { (Text::verbatim(place)) } },
        ..Band::default()
    };
    let (above, above_title, area) = if seen.is_seller {
        (RECEIVED, t!(visit, "requests-received"), Area::Work)
    } else {
        (PAGE, t!(visit, "requests-title"), Area::Find)
    };
    let sheet = Sheet::new(title(&visit, &seen), main).band(band).area(area);
    Ok(visit.show(sheet.under(above, above_title)))
}

/// A time with what it costs, or brings; its seller accepts it.
fn one_time(visit: &Visit, seen: &RequestSeen, time: &RequestTime, is_open: bool) -> Markup {
    let currency = seen.request.currency;
    let money = |amount| visit.reader().money(amount, currency);
    let is_accepted = seen.request.accepted == Some(time.number);
    html! {
        p {
            strong { (hours(visit, seen, time)) } " "
            @if is_accepted { (tag(Tone::Good, &t!(visit, "request-accepted"))) }
        }
        p class="figures" {
            @if time.pays == Amount::ZERO { (t!(visit, "offering-unpaid")) }
            @else if seen.is_seller { (t!(visit, "request-receives", money = money(time.receives))) }
            @else { (t!(visit, "request-pays", money = money(time.pays))) }
        }
        @if is_open && seen.is_seller {
            @let about = html! { (t!(visit, "request-accept")) span class="hidden" { ": " (hours(visit, seen, time)) } };
            (visit.button(&format!("{}/times/{}/acceptance", page_of(seen), time.number), &html! { button type="submit" { (about) } }, &[
                ("currency", currency.code()),
                ("expected_receive", &fields::typed_decimal(visit.loc, time.receives.0, fields::decimals(visit, currency))),
            ]))
        }
    }
}

fn to_decline(visit: &Visit, seen: &RequestSeen) -> Markup {
    let form = visit.form(&format!("{}/refusal", page_of(seen)), Typed::default());
    let reasons =
        DeclineReason::ALL.iter().map(|reason| Choice::new(reason.word(), reason_words(visit, *reason)));
    let choices = fields::after(Choice::new("", t!(visit, "request-reason-none")), reasons.collect());
    html! {
        section {
            h2 { (t!(visit, "request-decline-title")) }
            p { (t!(visit, "request-decline-how")) }
            (form.render(&html! {
                (form.field("reason", t!(visit, "request-reason")).select(&choices))
                (submit_second(&t!(visit, "request-decline")))
            }))
        }
    }
}

/// Why it was declined.
pub(super) fn reason_words(visit: &Visit, reason: DeclineReason) -> Text {
    match reason {
        DeclineReason::NotThen => t!(visit, "request-reason-not-then"),
        DeclineReason::TooFar => t!(visit, "request-reason-too-far"),
        DeclineReason::NotForMe => t!(visit, "request-reason-not-for-me"),
        DeclineReason::NothingNow => t!(visit, "request-reason-nothing-now"),
    }
}

async fn accept(Path(named): Path<Named>, sent: Sent) -> Answer {
    let accept = sent.command::<AcceptRequest>(&named).map_err(Fault::of_button)?;
    let agreed = sent.run(accept).await?;
    Ok(to_saying(&sent.visit.at(&format!("/trades/{}", agreed.trade)), "request-accepted"))
}

async fn back_of_time(visit: Visit, Path((id, _)): Path<(String, String)>) -> Response {
    back(visit, Path(id)).await
}

/// A form that was loaded again leads back to its request.
async fn back(visit: Visit, Path(id): Path<String>) -> Response {
    to(&visit.at(&format!("{PAGE}/{id}")))
}
