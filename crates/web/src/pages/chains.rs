//! Chains: the templates by which needs are broken down; one of them with its questions, the complete options that there are, and
//! holding one.

use std::collections::BTreeMap;

use market::options::breakdowns::{Template, Titles};
use market::requirements::bundles::{HoldBundle, MemberAsked};
use market::trade::bundle::Bundle;

use super::answer::sign_in_and_return;
use super::bundles::bundle_page;
use super::check;
use super::prelude::*;
use crate::error::Invalid;
use crate::nouns::chains::{self, Asked, ChainOption, ChainResults, ChainSearch, Chosen, EVENING, MEMBERS};
use crate::nouns::options;
use kernel::{Span, Timestamp};

pub(super) const PAGE: &str = "/chains";
/// Where an option is held.
const HOLD: &str = "/chains/{template}/hold";
/// When a day begins on which nobody has said from when on, in minutes after midnight.
const MORNING: i64 = 8 * 60;

pub(super) fn routes() -> Routes {
    vec![(PAGE, get(list)), ("/chains/{template}", get(show)), (HOLD, get(back).post(hold))]
}

/// Words in the visitor's language, or in English.
pub(super) fn titled(visit: &Visit, titles: &Titles) -> Text {
    let own = titles.get(visit.loc.lang.code()).or_else(|| titles.get("en"));
    Text::verbatim(own.cloned().unwrap_or_default())
}

fn page_of(template: &str) -> String {
    format!("{PAGE}/{template}")
}

async fn list(visit: Visit) -> Answer {
    let templates = chains::templates(&visit.app);
    let main = html! {
        p class="lead" { (t!(visit, "chains-lead")) }
        @if templates.is_empty() { p { (t!(visit, "chains-none")) } }
        ul class="own-list" {
            @for template in &templates {
                li {
                    h2 { a href=(visit.at(&page_of(&template.id))) { (titled(&visit, &template.titles)) } }
                    ul class="plain" { @for way in &template.ways { li { (titled(&visit, &way.titles)) } } }
                    @if template.status == "demo" { p class="quiet" { (t!(visit, "chains-demo")) } }
                }
            }
        }
        p { a href=(visit.at("/bundles")) { (t!(visit, "bundles-own")) } }
    };
    Ok(visit.show(Sheet::new(t!(visit, "chains-title"), main).area(Area::Find)))
}

/// A form that was loaded again leads back to its template.
async fn back(visit: Visit, Path(id): Path<String>) -> Response {
    to(&visit.at(&page_of(&id)))
}

async fn show(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let template = chains::template(&visit.app, &id)?;
    page(&visit, &template, typed, None).await
}

/// What is asked, and what was found; with what was wrong with holding it.
async fn page(visit: &Visit, template: &Template, typed: Typed, wrong: Option<Form>) -> Answer {
    let is_asked = !typed.value("date").is_empty();
    let typed = typed.with_usual(&usual(visit, template));
    let (errors, results) = if is_asked {
        match read(visit, template, &typed) {
            Ok(search) => match chains::search(&visit.app, visit.visitor.as_ref(), &search).await {
                Ok(results) => (Vec::new(), Some(results)),
                Err(error) => (Fault::from(error).at(visit, "date")?, None),
            },
            Err(fault) => (fault.at(visit, "date")?, None),
        }
    } else {
        (Vec::new(), None)
    };
    let form = Form::asking(visit.loc, visit.at(&page_of(&template.id)), typed, errors);
    let hold = hold_form(visit, template, &form.typed).or_wrong(wrong.as_ref());
    let main = html! {
        @if let Some(results) = &results { (found(visit, results, &hold)) }
        section {
            @if results.is_some() { h2 { (t!(visit, "chains-change")) } }
            (form.render(&questions(visit, template, &form)))
        }
        p class="quiet" { (t!(visit, "chains-source", source = template.source.as_str())) }
    };
    let sheet = Sheet::new(titled(visit, &template.titles), main).area(Area::Find);
    Ok(visit.show(sheet.under(PAGE, t!(visit, "chains-title")).judged_by([&form, &hold])))
}

fn usual<'a>(visit: &Visit, template: &'a Template) -> Vec<(&'a str, String)> {
    let mut usual = vec![
        visit.own_post_code(),
        ("date", fields::tomorrow(visit)),
        ("from", fields::typed_minute(MORNING)),
        ("until", fields::typed_minute(EVENING)),
    ];
    usual.extend(template.questions.iter().map(|one| (one.name.as_str(), one.usual.to_string())));
    usual
}

/// The components of all ways, each once.
fn components(template: &Template) -> Vec<(&str, &str, bool)> {
    let mut all: Vec<(&str, &str, bool)> = Vec::new();
    for component in template.ways.iter().flat_map(|way| &way.components) {
        if all.iter().all(|(name, ..)| *name != component.name) {
            let is_timed = component.minutes.base > 0 || component.minutes.by.is_some();
            all.push((&component.name, &component.sector, is_timed));
        }
    }
    all
}

fn field(what: &str, component: &str) -> String {
    format!("{what}_{component}")
}

fn questions(visit: &Visit, template: &Template, form: &Form) -> Markup {
    let times = |name: &str| fields::clock_times(visit.loc, form.typed.value(name));
    let components = components(template);
    let sector = |slug: &str| match visit.app.directory.sector_by_slug(slug) {
        Some(sector) => Text::verbatim(fields::title(visit.loc, sector)),
        None => Text::verbatim(slug),
    };
    let is_changed = |(name, ..): &(&str, &str, bool)| {
        ["count", "minutes"].iter().any(|what| !form.typed.value(&field(what, name)).is_empty())
    };
    html! {
        @for one in &template.questions {
            (form.field(&one.name, titled(visit, &one.titles))
                .hint(t!(visit, "chains-between", least = one.least, most = one.most)).input(Input::Number))
        }
        (form.field("post_code", t!(visit, "chains-where")).input(Input::PostalCode))
        (form.field("date", t!(visit, "chains-day")).input(Input::Day))
        (form.field("from", t!(visit, "chains-from")).select(&times("from")))
        (form.field("until", t!(visit, "chains-until")).select(&times("until")))
        details open[components.iter().any(is_changed)] {
            summary { (t!(visit, "chains-parts")) }
            p { (t!(visit, "chains-parts-how")) }
            @for (name, slug, is_timed) in &components {
                fieldset {
                    legend { (sector(slug)) }
                    (form.field(&field("count", name), t!(visit, "chains-count")).input(Input::Number))
                    @if *is_timed {
                        (form.field(&field("minutes", name), t!(visit, "chains-minutes")).input(Input::Number))
                    }
                }
            }
        }
        (submit(&t!(visit, "chains-go")))
    }
}

/// The search as it was asked for.
fn read(visit: &Visit, template: &Template, typed: &Typed) -> Result<ChainSearch, Fault> {
    let mut reading = Reading::of(visit, typed);
    let mut answers = BTreeMap::new();
    for one in &template.questions {
        let answer = reading.number(&one.name, 0).and_then(|answer| u32::try_from(answer).ok());
        answers.extend(answer.map(|answer| (one.name.clone(), answer)));
    }
    let mut changed = BTreeMap::new();
    for (name, ..) in components(template) {
        let mut figure = |what: &str| {
            let field = field(what, name);
            let is_left = typed.value(&field).trim().is_empty();
            let number = if is_left { None } else { reading.number(&field, 0) };
            number.and_then(|number| u32::try_from(number).ok())
        };
        let (count, minutes) = (figure("count"), figure("minutes"));
        if count.is_some() || minutes.is_some() {
            changed.insert(name.to_owned(), (count, minutes));
        }
    }
    let (date, from, until) = (reading.day("date"), reading.clock_time("from"), reading.clock_time("until"));
    let wanted = options::Wanted {
        sector: None,
        families: &[],
        post_code: Some(typed.value("post_code")),
        times: [
            ("from", from.map(|time| time.time.minutes())),
            ("until", until.map(|time| time.time.minutes())),
        ],
        minutes: None,
    };
    reading.refuse(options::misfits(&visit.app, &wanted));
    let asked = date.zip(from).zip(until).map(|((date, from), until)| ChainSearch {
        template: template.id.clone(),
        answers,
        changed,
        post_code: typed.value("post_code").to_owned(),
        date,
        from,
        until_minute: until.time.minutes(),
    });
    reading.judged(asked)
}

fn hold_form(visit: &Visit, template: &Template, typed: &Typed) -> Form {
    visit.form(&format!("{}/hold", page_of(&template.id)), typed.clone())
}

/// What was found: the options, and one form that holds one of them.
fn found(visit: &Visit, results: &ChainResults, form: &Form) -> Markup {
    if results.options.is_empty() {
        return html! {
            section id="found" {
                h2 { (t!(visit, "chains-nothing")) }
                @if results.missing.is_empty() { p { (t!(visit, "chains-no-fit")) } }
                @else {
                    p { (t!(visit, "chains-missing")) }
                    ul { @for sector in &results.missing { li { (fields::sector_title(visit, sector)) } } }
                }
                @if results.ways.iter().all(|way| many(way) > MEMBERS) {
                    p { (t!(visit, "chains-too-many", most = words::whole(i64::try_from(MEMBERS).unwrap_or(i64::MAX)))) }
                }
            }
        };
    }
    let options = || (1_u32..).zip(&results.options);
    let choice = |one: (u32, &ChainOption)| Choice::new(encoded(one.1), named(visit, results, one));
    let choices: Vec<Choice> = options().map(choice).collect();
    let count = u32::try_from(choices.len()).unwrap_or(u32::MAX);
    let kept = form.typed.pairs().iter().filter(|(name, _)| !ASKED_HERE.contains(&name.as_str()));
    html! {
        section id="found" {
            h2 { (t!(visit, "chains-found", count = count)) }
            @for one in options() { (shown(visit, results, one)) }
            @if !results.is_complete { p class="quiet" { (t!(visit, "chains-cut")) } }
        }
        section id="hold" {
            h2 { (t!(visit, "chains-hold-title")) }
            @if visit.visitor.is_none() {
                p { a class="button" href=(sign_in_and_return(visit)) { (t!(visit, "chains-sign-in")) } }
            } @else {
                (form.render(&html! {
                    @for (name, value) in kept { input type="hidden" name=(name) value=(value); }
                    (form.field("option", t!(visit, "chains-which")).radios(&choices))
                    (check::arrival(visit, form))
                    (submit(&t!(visit, "chains-hold")))
                    p class="quiet" { (t!(visit, "chains-hold-how")) }
                }))
            }
        }
    }
}

/// What the form asks itself; the rest is what was searched for.
const ASKED_HERE: [&str; 5] = ["option", "street", "note", "csrf", "idempotency_key"];

/// How many a way has, each person for itself.
fn many(way: &[Asked]) -> usize {
    way.iter().map(|asked| usize::try_from(asked.count).unwrap_or(usize::MAX)).fold(0, usize::saturating_add)
}

fn way_title(visit: &Visit, results: &ChainResults, option: &ChainOption) -> Text {
    results.template.ways.get(option.way).map(|way| titled(visit, &way.titles)).unwrap_or_default()
}

/// An option in one line, with its number: two may cost the same.
fn named(visit: &Visit, results: &ChainResults, (number, option): (u32, &ChainOption)) -> Text {
    let money = visit.reader().money(option.pays, results.currency);
    let way = way_title(visit, results, option).plain();
    let count = u32::try_from(option.members.len()).unwrap_or(u32::MAX);
    t!(visit, "chains-option", number = number, way = way.as_str(), count = count, money = money)
}

fn shown(visit: &Visit, results: &ChainResults, one: (u32, &ChainOption)) -> Markup {
    let (zone, reader) = (&results.place.zone, visit.reader());
    let what = |chosen: &Chosen| match &chosen.title {
        Some(title) => Text::verbatim(title),
        None => fields::sector_title(visit, &chosen.sector),
    };
    html! {
        article {
            h3 { (named(visit, results, one)) }
            ul class="plain" {
                @for chosen in &one.1.members {
                    li {
                        (what(chosen)) ", " (Text::verbatim(&chosen.seller_name))
                        @if let Some(span) = chosen.span { ", " (visit.span(zone, span.starts_at(), span.ends_at())) }
                        @if let Some(count) = chosen.count { ", " (t!(visit, "chains-pieces", count = words::whole(count))) }
                        ": " span class="figures" { (reader.money(chosen.pays, results.currency)) }
                    }
                }
            }
        }
    }
}

/// An option as a form sends it: what it costs, then a member each: its offering and its times, or how many.
fn encoded(option: &ChainOption) -> String {
    let member = |chosen: &Chosen| match (chosen.span, chosen.count) {
        (Some(span), _) => format!("{}/{}/{}", chosen.offering, span.starts_at().0, span.minutes()),
        (None, count) => format!("{}/{}", chosen.offering, count.unwrap_or(1)),
    };
    let members: Vec<String> = option.members.iter().map(member).collect();
    format!("{} {}", option.pays.0, members.join(" "))
}

/// The same, read again.
fn decoded(text: &str) -> Option<(Amount, Vec<MemberAsked>)> {
    let mut parts = text.split_whitespace();
    let pays = Amount(parts.next()?.parse().ok()?);
    let member = |part: &str| {
        let mut fields = part.split('/');
        let offering = Id::parse(fields.next()?)?;
        let first: i64 = fields.next()?.parse().ok()?;
        let (span, count) = match fields.next() {
            Some(minutes) => {
                let from = Timestamp(first);
                (Some(Span::between(from, from.plus_minutes(minutes.parse().ok()?))?), None)
            }
            None => (None, Some(first)),
        };
        Some(MemberAsked { offering, span, count, handing_over: None })
    };
    Some((pays, parts.map(member).collect::<Option<Vec<_>>>()?))
}

async fn hold(Path(id): Path<String>, sent: Sent) -> Answer {
    let template = chains::template(&sent.visit.app, &id)?;
    let fault = match held(&sent, &template).await {
        Ok(bundle) => return Ok(to_saying(&sent.visit.at(&bundle_page(bundle)), "bundle-held")),
        Err(fault) => fault,
    };
    let first = match &fault {
        Fault::Other(error) if error.code() == "arrival/no-street" => "street",
        Fault::Other(_) | Fault::Fields(_) => "option",
    };
    let errors = fault.at(&sent.visit, first)?;
    let form = Form { errors, ..hold_form(&sent.visit, &template, &sent.typed) };
    let mut asked = sent.typed;
    for name in ASKED_HERE {
        asked = asked.without(name);
    }
    page(&sent.visit, &template, asked, Some(form)).await
}

async fn held(sent: &Sent, template: &Template) -> Result<Id<Bundle>, Fault> {
    let (visit, typed) = (&sent.visit, &sent.typed);
    let buyer = visit.visitor()?.user;
    let mut reading = Reading::of(visit, typed);
    let option = reading.read("option", decoded, |visit| t!(visit, "chains-which-wrong"));
    let place = visit.app.place(typed.value("post_code")).ok();
    reading.refuse(place.is_none().then(|| Invalid::new("post_code", "invalid-post-code")));
    let (street, note) = (reading.text_or_none("street"), reading.text_or_none("note"));
    let hold = option.zip(place).map(|((pays, members), place)| HoldBundle {
        buyer,
        template: template.id.parse().ok(),
        post_code: place.post_code,
        street,
        note,
        members,
        expected_pay: Some(pays),
    });
    Ok(sent.run(reading.judged(hold)?).await?.bundle)
}
