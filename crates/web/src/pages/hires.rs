//! Things and spaces: the search, everything that will be agreed on one page, and holding it.

use finder::FoundHire;
use kernel::{ClockTime, Span, Timestamp};
use market::directory::Family;
use market::mechanisms::stored_availability::hire::HoldHire;
use market::price::PriceReader;
use market::trade::procedure::Promise;
use market::users::assets::Offering;

use super::check::{self, Check, Hold};
use super::prelude::*;
use super::price::{self, Names};
use super::sector_field::sector_field;
use super::{favored_counterparties, photo_form, search, search_form};
use crate::components::{Level, OptionCard, option_card};
use crate::nouns::NAMELESS;
use crate::nouns::hires::{self, HIRED, HireChecked, HireResults, HireSearch};
use crate::nouns::options::{self, Wanted};
use crate::query::query_of;

/// When a hire begins and ends that nobody has said a time for, in minutes after midnight.
const USUAL_START: i64 = 10 * 60;
const USUAL_END: i64 = 18 * 60;
/// What says from when until when, in addresses and forms.
const HOURS: [&str; 5] = ["post_code", "date", "from", "until_date", "until"];

pub(super) fn routes() -> Routes {
    vec![
        ("/things", get(async |visit: Visit, typed: Typed| page(&visit, Family::Thing, typed))),
        ("/spaces", get(async |visit: Visit, typed: Typed| page(&visit, Family::Space, typed))),
        ("/hires/check", get(check)),
        ("/hire-holds", post(hold)),
    ]
}

/// Where things or spaces are looked for.
fn page_of(family: Family) -> &'static str {
    if family == Family::Space { "/spaces" } else { "/things" }
}

fn page(visit: &Visit, family: Family, typed: Typed) -> Answer {
    if typed.value("date").is_empty() {
        return Ok(search::page(visit, form(visit, family, typed, Vec::new()), None));
    }
    let found = read(visit, &typed).and_then(|asked| {
        let results = hires::search(&visit.app, visit.visitor.as_ref(), &asked)?;
        Ok(results_list(visit, &typed, &results)?)
    });
    Ok(match found {
        Ok(found) => search::page(visit, form(visit, family, typed, Vec::new()), Some(&found)),
        Err(fault) => search::page(visit, form(visit, family, typed, fault.at(visit, "date")?), None),
    })
}

fn form(visit: &Visit, family: Family, typed: Typed, errors: Vec<FieldError>) -> search::Asked {
    let tomorrow = fields::tomorrow(visit);
    let usual = [
        visit.own_post_code(),
        ("date", tomorrow.clone()),
        ("until_date", tomorrow),
        ("from", fields::typed_minute(USUAL_START)),
        ("until", fields::typed_minute(USUAL_END)),
    ];
    let typed = if errors.is_empty() { typed.with_usual(&usual) } else { typed };
    let form = Form::asking(visit.loc, visit.at(page_of(family)), typed, errors);
    let times = |name: &str| fields::clock_times(visit.loc, form.typed.value(name));
    let title = if family == Family::Space { t!(visit, "spaces-title") } else { t!(visit, "things-title") };
    let questions = html! {
        (sector_field(visit, &form, t!(visit, "hires-sector"), &[family]))
        (form.field("post_code", t!(visit, "hires-post-code")).input(Input::PostalCode))
        (form.field("date", t!(visit, "hires-from-day")).input(Input::Day))
        (form.field("from", t!(visit, "hires-from")).select(&times("from")))
        (form.field("until_date", t!(visit, "hires-until-day")).input(Input::Day))
        (form.field("until", t!(visit, "hires-until")).select(&times("until")))
        (form.field("radius_m", t!(visit, "hires-radius")).select(&fields::radii(visit.loc)))
        (submit(&t!(visit, "hires-go")))
    };
    search::Asked { title, form, questions, is_answered: true }
}

fn read(visit: &Visit, typed: &Typed) -> Result<HireSearch, Fault> {
    let mut reading = Reading::of(visit, typed);
    let (date, from) = (reading.day("date"), reading.clock_time("from"));
    let (until_date, until) = (reading.day("until_date"), reading.clock_time("until"));
    let minutes = |time: Option<ClockTime>| Some(time?.time.minutes());
    let wanted = Wanted {
        // Only a search names it; one thing has its own.
        sector: Some(typed.value("sector")).filter(|sector| !sector.is_empty()),
        families: &HIRED,
        post_code: Some(typed.value("post_code")),
        times: [("from", minutes(from)), ("until", minutes(until))],
        minutes: None,
    };
    reading.refuse(options::misfits(&visit.app, &wanted));
    let search = |((date, from), (until_date, until))| HireSearch {
        sector: typed.value("sector").to_owned(),
        post_code: typed.value("post_code").to_owned(),
        date,
        from,
        until_date,
        until,
        radius_m: typed.value("radius_m").parse().ok(),
    };
    reading.judged(date.zip(from).zip(until_date.zip(until)).map(search))
}

/// The hours that were typed, as they are sent on.
fn hours(typed: &Typed) -> Vec<(String, String)> {
    HOURS.map(|name| (name.to_owned(), typed.value(name).to_owned())).to_vec()
}

fn results_list(visit: &Visit, typed: &Typed, results: &HireResults) -> Result<Markup, AppError> {
    let zone = &results.understood.place.zone;
    let page = page_of(results.understood.sector.family);
    let other = |(day, name): (&str, &str), moment: Timestamp| {
        search_form::twice(visit, zone, moment, |date, time| {
            let mut pairs: Vec<_> = typed.pairs().to_vec();
            pairs.retain(|(known, _)| known != day && known != name);
            pairs.extend([(day.to_owned(), date.to_string()), (name.to_owned(), time.to_string())]);
            format!("{page}?{}", query_of(&pairs))
        })
    };
    let span = results.understood.span;
    let twice = html! {
        (other(("date", "from"), span.starts_at()))
        (other(("until_date", "until"), span.ends_at()))
    };
    let hires = &results.found.hires;
    if hires.is_empty() {
        return Ok(html! { (twice) (search::nothing(visit, t!(visit, "hires-none"))) });
    }
    let cards: Result<Vec<_>, _> = hires.iter().map(|hire| card(visit, typed, results, hire)).collect();
    let count = u32::try_from(hires.len()).unwrap_or(u32::MAX);
    Ok(html! {
        (twice)
        section id="found" {
            h2 { (t!(visit, "hires-found", count = count)) }
            (option_card::list(visit.loc, &cards?, "#order"))
        }
        section id="order" { h2 { (t!(visit, "search-order")) } p { (t!(visit, "search-order-how")) } }
    })
}

fn card(
    visit: &Visit,
    typed: &Typed,
    results: &HireResults,
    hire: &FoundHire,
) -> Result<OptionCard, AppError> {
    let seller = hire.seller_name.as_deref().unwrap_or(NAMELESS);
    let title = hire.title.as_deref().unwrap_or(NAMELESS);
    let on = results.understood.place.zone.calendar().local(results.priced_at).date;
    let bond = visit.reader().money(hire.terms.bond, hire.terms.currency);
    let bond = (hire.terms.bond > Amount::ZERO).then(|| t!(visit, "hires-bond", money = bond));
    let check = format!("/hires/check?offering={}&{}", hire.offering, query_of(&hours(typed)));
    Ok(OptionCard {
        loc: visit.loc,
        level: Level::Three,
        person: Text::verbatim(title),
        work: Some(t!(visit, "hires-of", name = seller)),
        kept: search::kept(hire.kept_count, hire.agreed_count),
        meters: words::whole(hire.distance_m),
        facts: bond.into_iter().collect(),
        ladder: Some(price::ladder(
            visit,
            &hire.priced.waterfall.shown_to(PriceReader::Another),
            Names { seller: Some(seller), buyer: None, on, minutes: None },
        )?),
        action: Link::new(t!(visit, "hires-choose", name = title), visit.at(&check)),
    })
}

/// The span and the offering of an address or a form.
fn read_hire(visit: &Visit, typed: &Typed) -> Result<(Id<Offering>, Span), AppError> {
    let offering = Id::parse(typed.value("offering")).ok_or(AppError::NotFound)?;
    let asked = read(visit, typed).map_err(|_| AppError::invalid("date", "invalid-date"))?;
    let place = visit.app.place(&asked.post_code)?;
    let from = options::moment(place, asked.date, ("from", asked.from))?;
    let until = options::moment(place, asked.until_date, ("until", asked.until))?;
    let span = Span::between(from, until);
    Ok((offering, span.ok_or_else(|| AppError::invalid("until_date", "invalid-hire"))?))
}

async fn check(visit: Visit, typed: Typed) -> Answer {
    let (offering, span) = read_hire(&visit, &typed)?;
    let checked = hires::check(&visit.app, visit.visitor.as_ref(), offering, span).await?;
    let HireChecked { quote, text, photos, seller } = &checked;
    let owner = seller.name.as_str();
    let name = text.as_ref().map_or(NAMELESS, |text| text.title.as_str());
    let is_bonded = quote.terms.bond > Amount::ZERO;
    let mut sent = hours(&typed);
    sent.insert(0, ("offering".to_owned(), offering.to_string()));
    let check = Check {
        title: t!(visit, "check-title", name = name),
        back: page_of(quote.family).to_owned(),
        seller,
        promise: Promise::Use,
        on: quote.place.zone.calendar().local(visit.app.now()).date,
        price: quote.priced.waterfall.shown_to(PriceReader::Another),
        above: html! {
            @for photo in photos { (photo_form::shown(&visit, photo, name)) }
            @if let Some(description) = text.as_ref().and_then(|text| text.description.as_ref()) {
                p class="lines" { (Text::verbatim(description.as_str())) }
            }
        },
        hours: visit.day_and_hours(&quote.place.zone, span.starts_at(), span.ends_at()),
        minutes: None,
        answers: answers(&visit, &checked, span),
        more_terms: html! { @if is_bonded { p { (t!(visit, "hires-bond-how", name = owner)) } } },
        before: html! {},
        hold: Hold {
            page: "/hire-holds",
            how: t!(visit, "hires-hold-how"),
            button: t!(visit, "hires-hold"),
            sent,
            arrival: None,
        },
        below: favored_counterparties::button(&visit, quote.offering.seller, owner, seller.is_favorite),
    };
    check.show(&visit)
}

fn answers(visit: &Visit, HireChecked { quote, seller, .. }: &HireChecked, span: Span) -> Vec<SummaryRow> {
    let (place, terms) = (&quote.place, &quote.terms);
    let hours = visit.span(&place.zone, span.starts_at(), span.ends_at());
    let mut rows = vec![
        SummaryRow::words(t!(visit, "hires-owner"), Text::verbatim(&seller.name)),
        check::record(visit, seller),
        SummaryRow::words(t!(visit, "check-when"), hours),
        check::at(visit, place),
    ];
    if terms.bond > Amount::ZERO {
        let money = |amount: Amount| visit.reader().money(amount, terms.currency);
        rows.push(SummaryRow::money(t!(visit, "terms-bond"), money(terms.bond)));
        rows.push(SummaryRow::money(t!(visit, "terms-late-per-hour"), money(terms.late_per_hour)));
    }
    rows
}

async fn hold(sent: Sent) -> Answer {
    let buyer = sent.visit.visitor()?.user;
    let (offering, span) = read_hire(&sent.visit, &sent.typed)?;
    let hold = HoldHire { buyer, offering, span, expected_pay: check::expected_pay(&sent.typed) };
    let held = sent.run(hold).await?;
    Ok(sent.on(&format!("/trades/{}", held.trade), "held"))
}
