//! Search: the frame of a search that shows what it found above its form, and the results of a search for work.

use std::collections::BTreeSet;

use finder::FoundOption;
use market::price::PriceReader;
use market::users::User;

use super::prelude::*;
use super::price::{self, Names};
use super::search_form;
use crate::components::option_card::{self, Kept};
use crate::components::{Level, OptionCard};
use crate::nouns::favored_counterparties;
use crate::nouns::options::{self, OPTIONS_MOST, Results, Search, Shown, Sort};

/// How many people the heading counts beyond those on the page.
const COUNTED: usize = 200;

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
    /// Whether somebody answered them; what is shown before that has not been asked for.
    pub(super) is_answered: bool,
}

/// The page of a search, and what it found: the questions stand in its band, folded once they are answered.
pub(super) fn page(visit: &Visit, asked: Asked, found: Option<&Markup>) -> Response {
    let Asked { title, form, questions, is_answered } = asked;
    let summary =
        found.filter(|_| is_answered).map(|_| html! { span class="as-link" { (t!(visit, "search-again")) } });
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
    let shown = shown(&typed);
    let favorites = favored_counterparties::of(&visit.app, visit.visitor.as_ref()).await?;
    match options::search(&visit.app, visit.visitor.as_ref(), &search, shown, &favorites) {
        Ok(results) if results.understood.span.starts_at() < results.priced_at => {
            let past = Fault::field("date", t!(visit, "search-date-past"));
            Ok(ask(&visit, typed, past.at(&visit, "date")?))
        }
        Ok(results) => results_page(&Found { visit: &visit, search, shown, results, favorites }),
        Err(error @ AppError::Invalid(_)) => {
            let errors = Fault::from(error).at(&visit, "sector")?;
            Ok(ask(&visit, typed, errors))
        }
        Err(error) => Err(error),
    }
}

/// Which of the options an address asks for; what it does not understand is as usual.
fn shown(typed: &Typed) -> Shown {
    let sort = Sort::from_word(typed.value("sort")).unwrap_or(Sort::Price);
    let after = typed.value("after").parse().ok().filter(|after| *after < OPTIONS_MOST).unwrap_or_default();
    Shown { sort, after, ahead: COUNTED, ..Shown::FIRST }
}

/// The form, with what is wrong on top.
fn ask(visit: &Visit, typed: Typed, errors: Vec<FieldError>) -> Response {
    let form = search_form::form(visit, typed, errors);
    let questions = search_form::questions(visit, &form);
    page(visit, Asked { title: t!(visit, "search-title"), form, questions, is_answered: false }, None)
}

/// What a search found, and how it is shown.
struct Found<'a> {
    visit: &'a Visit,
    search: Search,
    shown: Shown,
    results: Results,
    favorites: BTreeSet<Id<User>>,
}

impl Found<'_> {
    /// The address of these results from an option on.
    fn from(&self, after: usize) -> String {
        let sort = self.shown.sort.word();
        self.visit.at(&format!("/search{}&sort={sort}&after={after}", search_form::query(&self.search)))
    }

    /// How many people were found, in words.
    fn heading(&self) -> Text {
        let count = u32::try_from(self.results.count).unwrap_or(u32::MAX);
        if self.results.is_more {
            t!(self.visit, "search-found-more", count = count)
        } else {
            t!(self.visit, "search-found", count = count)
        }
    }

    /// The order and the distance to choose from, both kept in the address.
    fn sorting(&self) -> Markup {
        let visit = self.visit;
        let mut typed = search_form::pairs(&self.search);
        typed.push(("sort".to_owned(), self.shown.sort.word().to_owned()));
        let form = Form::asking(visit.loc, visit.at("/search"), Typed::of(typed), Vec::new());
        let form = Form { scope: "sort".to_owned(), ..form };
        let orders = [
            Choice::new(Sort::Price.word(), t!(visit, "search-sort-price")),
            Choice::new(Sort::Distance.word(), t!(visit, "search-sort-distance")),
            Choice::new(Sort::Record.word(), t!(visit, "search-sort-record")),
            Choice::new(Sort::Favorites.word(), t!(visit, "search-sort-favorites")),
        ];
        let sent = search_form::pairs(&self.search);
        let sent = sent.iter().filter(|(name, value)| name != "radius_m" && !value.is_empty());
        let chosen = orders.iter().find(|order| order.value == self.shown.sort.word());
        // Folded, or it would keep the first person off the screen of a phone.
        html! {
            details class="sorting" {
                summary { (t!(visit, "search-sort")) @if let Some(order) = chosen { ": " (order.label) } }
                (form.render(&html! {
                    @for (name, value) in sent { input type="hidden" name=(name) value=(value); }
                    (form.field("sort", t!(visit, "search-sort")).select(&orders))
                    (form.field("radius_m", t!(visit, "search-radius")).select(&fields::radii(visit.loc)))
                    (submit_second(&t!(visit, "search-show")))
                }))
            }
        }
    }

    /// Which of them are on this page, and the way to the others.
    fn pages(&self) -> Markup {
        let (visit, after) = (self.visit, self.shown.after);
        let until = after.saturating_add(self.results.found.options.len());
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let before = after.checked_sub(self.shown.limit);
        html! {
            div class="apart" {
                p {
                    (t!(visit, "search-shown", from = number(after.saturating_add(1)), until = number(until),
                        count = number(self.results.count)))
                }
                p class="actions" {
                    @if let Some(before) = before { a href=(self.from(before)) rel="prev" { (t!(visit, "search-before")) } }
                    @if let Some(next) = self.results.next { a href=(self.from(next)) rel="next" { (t!(visit, "search-next")) } }
                }
            }
        }
    }
}

fn results_page(found: &Found<'_>) -> Answer {
    let Found { visit, search, results, .. } = found;
    let form = search_form::form(visit, Typed::of(search_form::pairs(search)), Vec::new());
    let change = html! {
        (search_form::summary(visit, &results.understood)) " "
        span class="as-link" { (t!(visit, "search-change")) }
    };
    let cards = results.found.options.iter().map(|option| card(found, option));
    let cards = cards.collect::<Result<Vec<_>, AppError>>()?;
    let understood = &results.understood;
    let twice =
        search_form::twice(visit, &understood.work_place.zone, understood.span.starts_at(), |date, from| {
            format!("/search{}", search_form::query(&Search { date, from, ..search.clone() }))
        });
    let main = html! {
        (twice)
        @if results.count == 0 {
            (nobody(visit, search, results))
        } @else {
            (found.sorting())
            @if search.with.is_some() { p class="quiet" { (t!(visit, "search-with")) } }
            @if search.without.is_some() { p class="quiet" { (t!(visit, "search-without")) } }
            (option_card::list(visit.loc, &cards, "#order"))
            (found.pages())
            section id="order" {
                h2 { (t!(visit, "search-order")) }
                @if results.sort == Sort::Price { p { (t!(visit, "search-order-how")) } }
                @else { p { (t!(visit, "search-order-chosen")) } }
                p { (t!(visit, "search-price-time", moment = visit.reader().time(results.priced_at))) }
            }
        }
    };
    let below = answered(&form, &search_form::questions(visit, &form), Some(&change));
    let sheet = Sheet::new(found.heading(), main).area(Area::Find);
    Ok(visit.show(sheet.band(Band { below, ..Band::default() })))
}

fn card(found: &Found<'_>, option: &FoundOption) -> Result<OptionCard, AppError> {
    let Found { visit, search, results, favorites, .. } = found;
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
        ladder: if is_paid {
            Some(price::ladder(visit, &priced.waterfall.shown_to(PriceReader::Another), names)?)
        } else {
            None
        },
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
        let (date, from) = calendar.clock_time(*starts_at);
        let other = Search { date, from, ..search.clone() };
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
