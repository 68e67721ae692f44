//! Search: the frame of a search that shows what it found above its form, and the results of a search for work.

use std::collections::BTreeSet;

use finder::FoundOption;
use market::users::User;

use super::prelude::*;
use super::price::{self, Names};
use super::search_form;
use crate::components::option_card::{self, Kept};
use crate::components::{Level, OptionCard};
use crate::nouns::favored_counterparties;
use crate::nouns::options::{self, Results, Search};

pub(super) fn routes() -> Routes {
    vec![("/search", get(show))]
}

/// A form that searches, with its page's title and its questions.
pub(super) struct Asked {
    /// The page's title.
    pub(super) title: Text,
    /// The form.
    pub(super) form: Form,
    /// Its fields and its button.
    pub(super) questions: Markup,
}

/// The page of a search, and what it found: the questions stand in its band, folded once they are answered.
pub(super) fn page(visit: &Visit, asked: Asked, found: Option<&Markup>) -> Response {
    let Asked { title, form, questions } = asked;
    let summary = found.map(|_| html! { span class="as-link" { (t!(visit, "search-again")) } });
    let below = answered(&form, &questions, summary.as_ref());
    let band = Band { below, ..Band::default() };
    let main = html! { @if let Some(found) = found { (found) } };
    visit.show(Sheet::new(title, main).band(band).area(Area::Find).judged_by([&form]))
}

/// The questions of a search; where they are answered, folded under a line that says how.
fn answered(form: &Form, questions: &Markup, summary: Option<&Markup>) -> Markup {
    html! {
        @if let Some(summary) = summary {
            details class="asked" {
                summary { (summary) }
                div class="ask" { (form.render(questions)) }
            }
        } @else {
            div class="ask" { (form.render(questions)) }
        }
    }
}

/// Nothing was found.
pub(super) fn nothing(visit: &Visit, nothing: Text) -> Markup {
    html! { section id="found" { (Empty { loc: visit.loc, nothing, nearest: Vec::new() }.render()) } }
}

async fn show(visit: Visit, typed: Typed) -> Answer {
    if typed.value("date").is_empty() && typed.value("post_code").is_empty() {
        return Ok(ask(&visit, typed, Vec::new()));
    }
    let search = match search_form::read(&visit, &typed) {
        Ok(_) if typed.has("change", "yes") => return Ok(ask(&visit, typed, Vec::new())),
        Ok(search) => search,
        Err(fault) => return Ok(ask(&visit, typed, fault.at(&visit, "sector")?)),
    };
    match options::search(&visit.app, visit.visitor.as_ref(), &search) {
        Ok(results) if results.understood.span.starts_at() < results.priced_at => {
            let past = Fault::field("date", t!(visit, "search-date-past"));
            Ok(ask(&visit, typed, past.at(&visit, "date")?))
        }
        Ok(results) => {
            let favorites = favored_counterparties::of(&visit.app, visit.visitor.as_ref()).await?;
            results_page(&visit, &search, &results, &favorites)
        }
        Err(error @ AppError::Invalid(_)) => {
            let errors = Fault::from(error).at(&visit, "sector")?;
            Ok(ask(&visit, typed, errors))
        }
        Err(error) => Err(error),
    }
}

/// The form, with what is wrong on top.
fn ask(visit: &Visit, typed: Typed, errors: Vec<FieldError>) -> Response {
    let form = search_form::form(visit, typed, errors);
    let questions = search_form::questions(visit, &form);
    page(visit, Asked { title: t!(visit, "search-title"), form, questions }, None)
}

fn results_page(visit: &Visit, search: &Search, results: &Results, favorites: &BTreeSet<Id<User>>) -> Answer {
    let options = &results.found.options;
    let count = u32::try_from(options.len()).unwrap_or(u32::MAX);
    let form = search_form::form(visit, Typed::of(search_form::pairs(search)), Vec::new());
    let change = html! {
        (search_form::summary(visit, &results.understood)) " "
        span class="as-link" { (t!(visit, "search-change")) }
    };
    let below = answered(&form, &search_form::questions(visit, &form), Some(&change));
    let cards = options.iter().map(|option| card(visit, search, results, option, favorites));
    let cards = cards.collect::<Result<Vec<_>, AppError>>()?;
    let main = html! {
        @if cards.is_empty() {
            (nobody(visit, search, results))
        } @else {
            (option_card::list(visit.loc, &cards, "#order"))
            section id="order" {
                h2 { (t!(visit, "search-order")) }
                p { (t!(visit, "search-order-how")) }
                p { (t!(visit, "search-price-time", moment = visit.reader().time(results.priced_at))) }
            }
        }
    };
    let sheet = Sheet::new(t!(visit, "search-found", count = count), main).area(Area::Find);
    Ok(visit.show(sheet.band(Band { below, ..Band::default() })))
}

fn card(
    visit: &Visit,
    search: &Search,
    results: &Results,
    option: &FoundOption,
    favorites: &BTreeSet<Id<User>>,
) -> Result<OptionCard, AppError> {
    let FoundOption { offering, distance_m, priced, kept_count, agreed_count, .. } = option;
    let zone = &results.understood.work_place.zone;
    let today = zone.calendar().local(results.priced_at).date;
    let seller_name = options::seller_name(option);
    let minutes = Some(results.understood.span.minutes());
    let names = Names { seller: Some(seller_name), buyer: None, on: today, minutes };
    let query = search_form::query(search);
    let is_paid = !priced.waterfall.lines.is_empty();
    let favorite = favorites.contains(&option.seller).then(|| t!(visit, "favorites-one"));
    let given = (!is_paid).then(|| t!(visit, "trade-unpaid"));
    Ok(OptionCard {
        loc: visit.loc,
        level: Level::Two,
        person: Text::verbatim(seller_name),
        work: None,
        kept: kept(*kept_count, *agreed_count),
        meters: words::whole(*distance_m),
        facts: favorite.into_iter().chain(given).collect(),
        ladder: if is_paid { Some(price::ladder(visit, &priced.waterfall, names)?) } else { None },
        action: Link::new(
            t!(visit, "search-choose", name = seller_name),
            visit.at(&format!("/check{query}&offering={offering}")),
        ),
    })
}

/// How many of a seller's agreements were kept; `None` for who has none yet.
pub(super) fn kept(kept_count: i64, agreed_count: i64) -> Option<Kept> {
    (agreed_count > 0).then(|| Kept { kept: words::whole(kept_count), of: words::whole(agreed_count) })
}

/// Nobody is free: the nearest yes, as links that search again.
fn nobody(visit: &Visit, search: &Search, results: &Results) -> Markup {
    let zone = &results.understood.work_place.zone;
    let calendar = zone.calendar();
    let nearest = results.nearest.iter().map(|(starts_at, count)| {
        let local = calendar.local(*starts_at);
        let other = Search { date: local.date, from_minute: local.minute, ..search.clone() };
        let text = t!(
            visit,
            "search-nearest",
            count = u32::try_from(*count).unwrap_or(u32::MAX),
            moment = visit.reader_in(zone).time(*starts_at)
        );
        Link::new(text, visit.at(&format!("/search{}", search_form::query(&other))))
    });
    let starts = visit.reader_in(zone).time(results.understood.span.starts_at());
    let empty = Empty {
        loc: visit.loc,
        nothing: t!(visit, "search-nobody", moment = starts),
        nearest: nearest.collect(),
    };
    html! {
        (empty.render())
        p { (t!(visit, "search-nobody-else")) }
    }
}
