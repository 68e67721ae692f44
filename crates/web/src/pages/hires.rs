//! Things and spaces: the search, everything that will be agreed on one page, and holding it.

use axum::extract::Query;
use axum::routing::{get, post};
use finder::FoundHire;
use kernel::{Amount, Id, Span};
use market::directory::Family;
use market::mechanisms::stored_availability::hire::HoldHire;
use market::trade::procedure::Promise;
use market::users::assets::Offering;
use maud::{Markup, html};

use super::answer::{Answer, crumb, encoded, sign_in_and_return, to_saying};
use super::check::terms_in_words;
use super::price::{self, Names};
use super::sent::Sent;
use super::sheet::{Area, Sheet};
use super::visit::Visit;
use super::{Routes, favored_counterparties, fields, search};
use crate::components::form::submit;
use crate::components::option_card;
use crate::components::{
    Empty, FieldError, Form, Input, Level, Link, OptionCard, SummaryList, SummaryRow, Typed,
};
use crate::error::AppError;
use crate::i18n::Text;
use crate::nouns::hires::{self, HireChecked, HireResults, HireSearch};
use crate::nouns::trades::NAMELESS;
use crate::t;
use crate::words;

/// When a hire begins and ends that nobody has said a time for, in minutes after midnight.
const USUAL_START: i64 = 10 * 60;
const USUAL_END: i64 = 18 * 60;

pub(super) fn routes() -> Routes {
    vec![
        ("/things", get(things)),
        ("/spaces", get(spaces)),
        ("/hires/check", get(check)),
        ("/hire-holds", post(hold)),
    ]
}

/// Which of the two pages: things or spaces.
#[derive(Clone, Copy)]
struct Kind {
    page: &'static str,
    family: Family,
}

const THINGS: Kind = Kind { page: "/things", family: Family::Thing };
const SPACES: Kind = Kind { page: "/spaces", family: Family::Space };

async fn things(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    page(&visit, THINGS, Typed::new(pairs))
}

async fn spaces(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    page(&visit, SPACES, Typed::new(pairs))
}

fn page(visit: &Visit, kind: Kind, typed: Typed) -> Answer {
    if typed.value("date").is_empty() {
        return Ok(ask(visit, kind, typed, Vec::new(), None));
    }
    let asked = match read(visit, &typed) {
        Ok(asked) => asked,
        Err(errors) => return Ok(ask(visit, kind, typed, errors, None)),
    };
    match hires::search(&visit.app, visit.visitor.as_ref(), &asked) {
        Ok(results) => {
            let found = results_list(visit, &typed, &results)?;
            Ok(ask(visit, kind, typed, Vec::new(), Some(&found)))
        }
        Err(error) => match fields::errors(visit, &error, "date") {
            Some(errors) => Ok(ask(visit, kind, typed, errors, None)),
            None => Err(error),
        },
    }
}

/// The form, with what was found below it.
fn ask(
    visit: &Visit,
    kind: Kind,
    typed: Typed,
    errors: Vec<FieldError>,
    found: Option<&Markup>,
) -> axum::response::Response {
    let loc = visit.loc;
    let tomorrow = visit.zone.calendar().local(visit.app.now()).date.tomorrow();
    let tomorrow = tomorrow.map(|date| date.to_string()).unwrap_or_default();
    let usual = [
        ("post_code", visit.post_code.clone().unwrap_or_default()),
        ("date", tomorrow.clone()),
        ("until_date", tomorrow),
        ("from", fields::typed_minute(USUAL_START)),
        ("until", fields::typed_minute(USUAL_END)),
    ];
    let typed = if errors.is_empty() { typed.with_usual(&usual) } else { typed };
    let form = Form::asking(loc, visit.at(kind.page), typed, errors);
    let title = match kind.family {
        Family::Space => t!(loc, "spaces-title"),
        Family::Work | Family::Thing | Family::Goods => t!(loc, "things-title"),
    };
    let times = fields::times(loc, 30, false);
    let main = html! {
        (form.error_summary())
        h1 { (title) }
        // What was found comes first: on a telephone the questions fill the screen.
        @if let Some(found) = found { (found) }
        section {
            @if found.is_some() { h2 { (t!(loc, "search-again")) } }
            (form.render(&html! {
                (form.field("sector", t!(loc, "hires-sector")).select(&fields::sectors_of(visit, kind.family)))
                (form.field("post_code", t!(loc, "hires-post-code")).input(Input::PostalCode))
                (form.field("date", t!(loc, "hires-from-day")).input(Input::Day))
                (form.field("from", t!(loc, "hires-from")).select(&times))
                (form.field("until_date", t!(loc, "hires-until-day")).input(Input::Day))
                (form.field("until", t!(loc, "hires-until")).select(&times))
                (form.field("radius_m", t!(loc, "hires-radius")).select(&fields::radii(loc)))
                (submit(&t!(loc, "hires-go")))
            }))
        }
    };
    visit.show(&Sheet::new(title, main).area(Area::Find).judged_by(&form))
}

fn read(visit: &Visit, typed: &Typed) -> Result<HireSearch, Vec<FieldError>> {
    let loc = visit.loc;
    let (date, until_date) = (fields::day(typed.value("date")), fields::day(typed.value("until_date")));
    let minute = |name: &str| fields::minute_of_day(typed.value(name));
    let (from, until) = (minute("from"), minute("until"));
    let (Some(date), Some(until_date), Some(from_minute), Some(until_minute)) =
        (date, until_date, from, until)
    else {
        let wrong = [
            ("date", date.is_none(), t!(loc, "search-date-wrong")),
            ("from", from.is_none(), t!(loc, "search-from-wrong")),
            ("until_date", until_date.is_none(), t!(loc, "search-date-wrong")),
            ("until", until.is_none(), t!(loc, "search-from-wrong")),
        ];
        let wrong = wrong.into_iter().filter(|(_, is_wrong, _)| *is_wrong);
        return Err(wrong.map(|(id, _, text)| FieldError { name: id.to_owned(), text }).collect());
    };
    Ok(HireSearch {
        sector: typed.value("sector").to_owned(),
        post_code: typed.value("post_code").trim().to_owned(),
        date,
        from_minute,
        until_date,
        until_minute,
        radius_m: typed.value("radius_m").parse().ok(),
    })
}

/// The hours of a search as the end of an address.
fn hours_query(typed: &Typed) -> String {
    let pair = |name: &str| format!("{name}={}", encoded(typed.value(name)));
    ["post_code", "date", "from", "until_date", "until"].map(pair).join("&")
}

fn results_list(visit: &Visit, typed: &Typed, results: &HireResults) -> Result<Markup, AppError> {
    let loc = visit.loc;
    if results.found.hires.is_empty() {
        let empty = Empty { loc, nothing: t!(loc, "hires-none"), nearest: Vec::new() };
        return Ok(html! { section id="found" { (empty.render()) } });
    }
    let cards: Result<Vec<_>, _> =
        results.found.hires.iter().map(|hire| card(visit, typed, results, hire)).collect();
    let count = u32::try_from(results.found.hires.len()).unwrap_or(u32::MAX);
    Ok(html! {
        section id="found" {
            h2 { (t!(loc, "hires-found", count = count)) }
            (option_card::list(loc, &cards?, "#order"))
        }
        section id="order" { h2 { (t!(loc, "search-order")) } p { (t!(loc, "search-order-how")) } }
    })
}

fn card(
    visit: &Visit,
    typed: &Typed,
    results: &HireResults,
    hire: &FoundHire,
) -> Result<OptionCard, AppError> {
    let loc = visit.loc;
    let owner = hire.seller_name.as_deref().unwrap_or(NAMELESS);
    let title = hire.title.as_deref().unwrap_or(NAMELESS);
    let on = results.understood.place.zone.calendar().local(results.priced_at).date;
    let bond = visit.reader().money(hire.terms.bond, hire.terms.currency);
    let bond = (hire.terms.bond > Amount::ZERO).then(|| t!(loc, "hires-bond", money = bond));
    let query = hours_query(typed);
    Ok(OptionCard {
        loc,
        level: Level::Three,
        person: Text::verbatim(title),
        work: t!(loc, "hires-of", name = owner),
        kept: search::kept(hire.kept_count, hire.agreed_count),
        meters: words::whole(hire.distance_m),
        facts: bond.into_iter().collect(),
        ladder: Some(price::ladder(visit, &hire.priced.waterfall, Names { seller: owner, buyer: None, on })?),
        action: Link::new(
            t!(loc, "search-choose", name = title),
            visit.at(&format!("/hires/check?offering={}&{query}", hire.offering)),
        ),
    })
}

/// The span and the offering of an address or a form.
fn read_hire(visit: &Visit, typed: &Typed) -> Result<(Id<Offering>, Span), AppError> {
    let offering = Id::parse(typed.value("offering")).ok_or(AppError::NotFound)?;
    let asked = read(visit, typed).map_err(|_| AppError::invalid("date", "invalid-date"))?;
    let place = visit.app.directory.place(&asked.post_code);
    let place = place.ok_or_else(|| AppError::invalid("post_code", "invalid-post-code"))?;
    let calendar = place.zone.calendar();
    let from = calendar.timestamp(asked.date, asked.from_minute);
    let until = calendar.timestamp(asked.until_date, asked.until_minute);
    let span = from.zip(until).and_then(|(from, until)| Span::between(from, until));
    Ok((offering, span.ok_or_else(|| AppError::invalid("until_date", "invalid-hire"))?))
}

async fn check(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let typed = Typed::new(pairs);
    let (offering, span) = read_hire(&visit, &typed)?;
    let checked = hires::check(&visit.app, visit.visitor.as_ref(), offering, span).await?;
    let loc = visit.loc;
    let quote = &checked.quote;
    let owner = checked.seller.name.as_str();
    let name = checked.text.as_ref().map_or(NAMELESS, |text| text.title.as_str());
    let title = t!(loc, "check-title", name = name);
    let on = quote.place.zone.calendar().local(visit.app.now()).date;
    let ladder = price::ladder(&visit, &quote.priced.waterfall, Names { seller: owner, buyer: None, on })?;
    let terms = Promise::Use.terms_on(&visit.app.rulebook, on)?;
    let back = if quote.family == Family::Space { SPACES.page } else { THINGS.page };
    let main = html! {
        h1 { (title) }
        @for photo in &checked.photos {
            img class="photo" src=(visit.at(&format!("/photos/{photo}"))) alt=(name) loading="lazy";
        }
        @if let Some(text) = checked.text.as_ref().filter(|text| !text.description.is_empty()) {
            p { (Text::verbatim(&text.description)) }
        }
        (answers(&visit, &checked, span))
        section {
            h2 { (t!(loc, "check-price")) }
            (ladder.render(loc, &t!(loc, "check-ladder", name = owner)))
        }
        section {
            h2 { (t!(loc, "check-terms")) }
            (terms_in_words(loc, &terms, owner, false))
            @if quote.terms.bond > Amount::ZERO { p { (t!(loc, "hires-bond-how", name = owner)) } }
        }
        (action(&visit, &typed, &checked)?)
        (favored_counterparties::button(&visit, quote.offering.seller, owner, checked.seller.is_favorite))
    };
    let back = crumb(&visit, back, t!(loc, "check-back"));
    Ok(visit.show(&Sheet::new(title, main).area(Area::Find).under(back)))
}

fn answers(visit: &Visit, checked: &HireChecked, span: Span) -> Markup {
    let (loc, quote, reader) = (visit.loc, &checked.quote, visit.reader());
    let place = &quote.place;
    let record = match search::kept(checked.seller.kept_count, checked.seller.agreed_count) {
        Some(kept) => t!(loc, "option-kept", kept = kept.kept, of = kept.of),
        None => t!(loc, "option-new"),
    };
    let mut rows = vec![
        SummaryRow::words(t!(loc, "hires-owner"), Text::verbatim(&checked.seller.name)),
        SummaryRow::words(t!(loc, "check-record"), record),
        SummaryRow::words(t!(loc, "check-when"), visit.span(&place.zone, span.starts_at(), span.ends_at())),
        SummaryRow::words(
            t!(loc, "check-where"),
            Text::verbatim(format!("{}, {}", place.town, place.post_code)),
        ),
    ];
    if quote.terms.bond > Amount::ZERO {
        rows.push(SummaryRow::money(
            t!(loc, "terms-bond"),
            reader.money(quote.terms.bond, quote.terms.currency),
        ));
        rows.push(SummaryRow::money(
            t!(loc, "terms-late-per-hour"),
            reader.money(quote.terms.late_per_hour, quote.terms.currency),
        ));
    }
    SummaryList { loc, rows }.render()
}

fn action(visit: &Visit, typed: &Typed, checked: &HireChecked) -> Result<Markup, AppError> {
    let loc = visit.loc;
    if visit.visitor.is_none() {
        return Ok(html! {
            p { (t!(loc, "check-sign-in-first")) }
            div class="actions" { a class="button" href=(sign_in_and_return(visit)) { (t!(loc, "check-sign-in")) } }
        });
    }
    let pay = checked.quote.priced.waterfall.payer_pays()?.0.to_string();
    let names = ["offering", "post_code", "date", "from", "until_date", "until"];
    let mut sent: Vec<(&str, &str)> = names.iter().map(|name| (*name, typed.value(name))).collect();
    sent.push(("expected_pay", &pay));
    Ok(html! {
        p { (t!(loc, "hires-hold-how")) }
        (visit.button("/hire-holds", &submit(&t!(loc, "hires-hold")), &sent))
    })
}

async fn hold(sent: Sent) -> Answer {
    let Sent { visit, typed, key } = sent;
    let visitor = visit.visitor()?;
    let (offering, span) = read_hire(&visit, &typed)?;
    let expected_pay = typed.value("expected_pay").parse().ok().map(Amount);
    let hold = HoldHire { buyer: visitor.user, offering, span, expected_pay };
    let held = visit.app.run(visitor, &key, hold).await?;
    Ok(to_saying(&visit.at(&format!("/trades/{}", held.trade)), "held"))
}
