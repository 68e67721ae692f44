//! The front: what this is, in one sentence, and the two things people come for.

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use market::directory::Family;
use market::users::Person;

use super::prelude::*;
use super::search_form;
use super::visit::{at, language};
use crate::app::App;
use crate::i18n::Lang;

pub(super) fn routes() -> Routes {
    vec![("/", get(show))]
}

/// An address without a language leads to the one in the language of the account, or of who is signed out, in the language
/// that the browser asks for.
pub(super) async fn choose_language(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Answer {
    let person = match crate::visit::visitor(&app, &headers).await? {
        Some(visitor) => app.store.find::<Person>((visitor.user.locality(), visitor.user)).await?,
        None => None,
    };
    let own = person.and_then(|person| Lang::from_code(&person.language));
    Ok(to(&at(own.unwrap_or_else(|| language(&uri, &headers)), uri.path())))
}

/// The page; with a search that was begun, as it was when it comes from another language.
async fn show(visit: Visit, typed: Typed) -> Response {
    let form = search_form::form(&visit, typed, Vec::new());
    let main = html! {
        div class="halves" {
            section {
                h2 { (t!(visit, "front-work")) }
                p { (t!(visit, "front-work-how")) }
                p class="actions" {
                    a class="button second" href=(visit.at("/work")) { (t!(visit, "front-work-start")) }
                }
            }
            section {
                h2 { (t!(visit, "front-more")) }
                ul class="plain" {
                    li { a href=(visit.at("/things")) { (t!(visit, "things-title")) } }
                    li { a href=(visit.at("/spaces")) { (t!(visit, "spaces-title")) } }
                    li { a href=(visit.at("/goods")) { (t!(visit, "goods-title")) } }
                    li { a href=(visit.at("/auctions")) { (t!(visit, "auctions-title")) } }
                    li { a href=(visit.at("/sellers")) { (t!(visit, "sellers-title")) } }
                    li { a href=(visit.at("/listings")) { (t!(visit, "listings-title")) } }
                    li { a href=(visit.at("/pools")) { (t!(visit, "pools-title")) } }
                    li { a href=(visit.at("/books")) { (t!(visit, "books-title")) } }
                    li { a href=(visit.at("/quote-calls")) { (t!(visit, "quote-calls-title")) } }
                    li { a href=(visit.at("/proposal-calls")) { (t!(visit, "proposal-calls-title")) } }
                    li { a href=(visit.at("/reverse-auctions")) { (t!(visit, "reverse-title")) } }
                    li { a href=(visit.at("/needs")) { (t!(visit, "needs-title")) } }
                    li { a href=(visit.at("/chains")) { (t!(visit, "chains-title")) } }
                }
            }
        }
        section {
            h2 { (t!(visit, "front-sectors")) }
            p { (t!(visit, "front-sectors-how")) }
            ul class="columns" {
                @for sector in fields::usual_sectors(&visit, Family::Work) {
                    li { a href=(visit.at(&format!("/search?sector={}", sector.value))) { (sector.label) } }
                }
            }
            p { a href=(visit.at("/sectors")) { (t!(visit, "front-sectors-all")) } }
        }
    };
    let below = html! {
        div class="ask" { (form.render(&search_form::questions(&visit, &form))) }
        p { (t!(visit, "front-lead")) }
    };
    let band = Band { below, ..Band::default() };
    visit.show(Sheet::new(t!(visit, "front-title"), main).band(band).area(Area::Find).judged_by([&form]))
}
