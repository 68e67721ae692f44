//! The directory: every kind of work, thing, space and goods, found by words or by its place among the others, and what can be
//! done with each.

use market::directory::{Family, Sector};

use super::offering_price as price;
use super::prelude::*;
use super::rules;
use super::sector_field::{family_title, sector_title};
use crate::nouns::directory::{self, SectorSeen};
use crate::nouns::options;

const PAGE: &str = "/sectors";

pub(super) fn routes() -> Routes {
    vec![(PAGE, get(list)), ("/sectors/{sector}", get(show))]
}

async fn list(visit: Visit, typed: Typed) -> Response {
    let words = typed.value("words").to_owned();
    let found = directory::find(&visit.app, &words, Family::ALL);
    let form = Form::asking(visit.loc, visit.at(PAGE), typed, Vec::new());
    let below = html! {
        div class="ask" {
            (form.render(&html! {
                (form.field("words", t!(visit, "directory-words")).hint(t!(visit, "directory-words-hint")).input(Input::Text))
                (submit(&t!(visit, "directory-go")))
            }))
        }
    };
    let main = html! {
        @if !words.trim().is_empty() {
            section id="found" {
                @if found.is_empty() { p { (t!(visit, "directory-none")) } }
                @else {
                    h2 { (t!(visit, "directory-found")) }
                    ul class="own-list" { @for sector in found { (line(&visit, sector)) } }
                    p class="quiet" { (t!(visit, "directory-order")) }
                }
            }
        }
        @for family in Family::ALL {
            section {
                h2 { (family_title(&visit, *family)) }
                ul class="columns" { @for sector in visit.app.directory.widest(*family) { (link(&visit, sector)) } }
            }
        }
    };
    let band = Band { below, ..Band::default() };
    visit.show(Sheet::new(t!(visit, "directory-title"), main).band(band).area(Area::Find).judged_by([&form]))
}

/// A sector that was found, with where it lies.
fn line(visit: &Visit, sector: &Sector) -> Markup {
    let above = visit.app.directory.above(sector).next();
    html! {
        li {
            h3 { a href=(page_of(visit, sector)) { (sector_title(visit, sector)) } }
            p class="quiet" {
                (family_title(visit, sector.family))
                @if let Some(above) = above { " · " (sector_title(visit, above)) }
            }
        }
    }
}

fn link(visit: &Visit, sector: &Sector) -> Markup {
    html! { li { a href=(page_of(visit, sector)) { (sector_title(visit, sector)) } } }
}

fn page_of(visit: &Visit, sector: &Sector) -> String {
    visit.at(&format!("{PAGE}/{}", sector.slug))
}

async fn show(visit: Visit, Path(named): Path<String>) -> Answer {
    let SectorSeen { sector, above, under, rules } = directory::sector(&visit.app, &named)?;
    // What is usually paid is known for the area as a whole, in its money.
    let currency =
        visit.app.directory.places().next().and_then(|place| options::currency(&visit.app, place).ok());
    let main = html! {
        @if !sector.is_group { (ways(&visit, sector)) }
        @if !under.is_empty() {
            section {
                h2 { (t!(visit, "directory-under")) }
                ul class="columns" { @for narrower in &under { (link(&visit, narrower)) } }
            }
        }
        @if let Some(currency) = currency { (price::facts(&visit, sector, currency)) }
        @if !rules.is_empty() {
            section {
                h2 { (t!(visit, "directory-rules")) }
                ul class="plain" {
                    @for rule in &rules {
                        li { a href=(visit.at(&rules::page_of(rule))) { (words::card_title(visit.loc, rule.card())) } }
                    }
                }
            }
        }
        p class="quiet" { (t!(visit, "directory-source", code = sector.code.as_str(), title = sector.official_title.as_str())) }
    };
    let band =
        Band { below: html! { p class="lead" { (family_title(&visit, sector.family)) } }, ..Band::default() };
    let mut sheet = Sheet::new(sector_title(&visit, sector), main).band(band).area(Area::Find);
    sheet = sheet.under(PAGE, t!(visit, "directory-title"));
    for wider in above {
        sheet = sheet.under(format!("{PAGE}/{}", wider.slug), sector_title(&visit, wider));
    }
    Ok(visit.show(sheet))
}

/// What somebody can do with what is traded here: have it, and offer it.
fn ways(visit: &Visit, sector: &Sector) -> Markup {
    let (page, find, offer) = match sector.family {
        Family::Work => ("/search", t!(visit, "directory-find-work"), t!(visit, "directory-offer-work")),
        Family::Thing => ("/things", t!(visit, "directory-find-thing"), t!(visit, "directory-offer-thing")),
        Family::Space => ("/spaces", t!(visit, "directory-find-space"), t!(visit, "directory-offer-space")),
        Family::Goods => ("/goods", t!(visit, "directory-find-goods"), t!(visit, "directory-offer-goods")),
    };
    html! {
        p class="actions" {
            a class="button" href=(visit.at(&format!("{page}?sector={}", sector.slug))) { (find) }
            " "
            a class="button second" href=(visit.at(&format!("/offerings/new?sector={}", sector.slug))) { (offer) }
        }
    }
}
