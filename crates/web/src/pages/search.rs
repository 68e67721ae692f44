//! Search results: what was asked in one line, then every option with its whole price.

use axum::extract::Query;
use axum::routing::get;
use finder::FoundOption;
use kernel::Id;
use market::users::User;
use maud::{Markup, html};

use std::collections::BTreeSet;

use super::Routes;
use super::answer::Answer;
use super::price::{self, Names};
use super::sheet::{Area, Sheet};
use super::visit::Visit;
use super::{fields, search_form};
use crate::components::option_card::{self, Kept};
use crate::components::{Empty, FieldError, Level, Link, OptionCard, Typed};
use crate::error::AppError;
use crate::i18n::Text;
use crate::nouns::favored_counterparties;
use crate::nouns::options::{self, Results, Search};
use crate::t;
use crate::words;

pub(super) fn routes() -> Routes {
    vec![("/search", get(show))]
}

async fn show(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let typed = Typed::new(pairs);
    if typed.value("date").is_empty() && typed.value("post_code").is_empty() {
        return Ok(ask(&visit, typed, Vec::new()));
    }
    let search = match search_form::read(&visit, &typed) {
        Ok(search) => search,
        Err(errors) => return Ok(ask(&visit, typed, errors)),
    };
    if typed.has("change", "yes") {
        return Ok(ask(&visit, typed, Vec::new()));
    }
    match options::search(&visit.app, visit.visitor.as_ref(), &search) {
        Ok(results) if results.understood.span.starts_at() < results.priced_at => {
            let text = t!(visit.loc, "search-date-past");
            Ok(ask(&visit, typed, vec![FieldError { name: "date".to_owned(), text }]))
        }
        Ok(results) => {
            let favorites = favored_counterparties::of(&visit.app, visit.visitor.as_ref()).await?;
            results_page(&visit, &search, &results, &favorites)
        }
        Err(AppError::Invalid(wrong)) => {
            let errors = fields::errors(&visit, &AppError::Invalid(wrong), "sector").unwrap_or_default();
            Ok(ask(&visit, typed, errors))
        }
        Err(error) => Err(error),
    }
}

/// The form, with what is wrong on top.
fn ask(visit: &Visit, typed: Typed, errors: Vec<FieldError>) -> axum::response::Response {
    let form = search_form::form(visit, typed, errors);
    let title = t!(visit.loc, "search-title");
    let main = html! {
        (form.error_summary())
        h1 { (title) }
        (search_form::render(visit, &form))
    };
    visit.show(&Sheet::new(title, main).area(Area::Find).judged_by(&form))
}

fn results_page(visit: &Visit, search: &Search, results: &Results, favorites: &BTreeSet<Id<User>>) -> Answer {
    let loc = visit.loc;
    let count = u32::try_from(results.found.options.len()).unwrap_or(u32::MAX);
    let title = t!(loc, "search-found", count = count);
    let change = visit.at(&format!("/search{}&change=yes", search_form::query(search)));
    let content = if results.found.options.is_empty() {
        nobody(visit, search, results)
    } else {
        let cards: Result<Vec<_>, AppError> = results
            .found
            .options
            .iter()
            .map(|option| card(visit, search, results, option, favorites))
            .collect();
        html! {
            (option_card::list(loc, &cards?, "#order"))
            section id="order" {
                h2 { (t!(loc, "search-order")) }
                p { (t!(loc, "search-order-how")) }
                p { (t!(loc, "search-price-time", moment = visit.reader().time(results.priced_at))) }
            }
        }
    };
    let main = html! {
        h1 { (title) }
        p class="asked" {
            (search_form::summary(visit, &results.understood)) " "
            a href=(change) { (t!(loc, "search-change")) }
        }
        (content)
    };
    Ok(visit.show(&Sheet::new(title, main).area(Area::Find)))
}

fn card(
    visit: &Visit,
    search: &Search,
    results: &Results,
    option: &FoundOption,
    favorites: &BTreeSet<Id<User>>,
) -> Result<OptionCard, AppError> {
    let loc = visit.loc;
    let FoundOption { offering, distance_m, priced, kept_count, agreed_count, .. } = option;
    let zone = &results.understood.work_place.zone;
    let today = zone.calendar().local(results.priced_at).date;
    let seller_name = options::seller_name(option);
    let names = Names { seller: seller_name, buyer: None, on: today };
    let query = search_form::query(search);
    let is_paid = !priced.waterfall.lines.is_empty();
    let favorite = favorites.contains(&option.seller).then(|| t!(loc, "favorites-one"));
    let given = (!is_paid).then(|| t!(loc, "trade-unpaid"));
    Ok(OptionCard {
        loc,
        level: Level::Two,
        person: Text::verbatim(seller_name),
        work: Text::verbatim(fields::title(loc, &results.understood.sector)),
        kept: kept(*kept_count, *agreed_count),
        meters: words::whole(*distance_m),
        facts: favorite.into_iter().chain(given).collect(),
        ladder: if is_paid { Some(price::ladder(visit, &priced.waterfall, names)?) } else { None },
        action: Link::new(
            t!(loc, "search-choose", name = seller_name),
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
    let loc = visit.loc;
    let zone = &results.understood.work_place.zone;
    let calendar = zone.calendar();
    let nearest = results.nearest.iter().map(|(starts_at, count)| {
        let local = calendar.local(*starts_at);
        let other = Search { date: local.date, from_minute: local.minute, ..search.clone() };
        let text = t!(
            loc,
            "search-nearest",
            count = u32::try_from(*count).unwrap_or(u32::MAX),
            moment = visit.reader_in(zone).time(*starts_at)
        );
        Link::new(text, visit.at(&format!("/search{}", search_form::query(&other))))
    });
    let starts = visit.reader_in(zone).time(results.understood.span.starts_at());
    let empty = Empty { loc, nothing: t!(loc, "search-nobody", moment = starts), nearest: nearest.collect() };
    html! {
        (empty.render())
        p { (t!(loc, "search-nobody-else")) }
    }
}
