//! The front: what this is, in one sentence, and the two things people come for.

use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use axum::routing::get;
use market::directory::Family;
use maud::html;

use super::Routes;
use super::answer::to;
use super::search_form;
use super::sheet::{Area, Sheet};
use super::visit::{Visit, at, language};
use crate::components::Typed;
use crate::i18n::Text;
use crate::t;

pub(super) fn routes() -> Routes {
    vec![("/", get(show))]
}

/// An address without a language leads to the one in the language that the browser asks for.
pub(super) async fn choose_language(uri: Uri, headers: HeaderMap) -> Response {
    to(&at(language(&uri, &headers), uri.path()))
}

async fn show(visit: Visit) -> Response {
    let loc = visit.loc;
    let form = search_form::form(&visit, Typed::default(), Vec::new());
    let main = html! {
        h1 { (t!(loc, "front-title")) }
        p class="lead" { (t!(loc, "front-lead")) }
        section {
            h2 { (t!(loc, "front-find")) }
            (search_form::render(&visit, &form))
        }
        section {
            h2 { (t!(loc, "front-more")) }
            ul class="columns" {
                li { a href=(visit.at("/things")) { (t!(loc, "things-title")) } }
                li { a href=(visit.at("/spaces")) { (t!(loc, "spaces-title")) } }
                li { a href=(visit.at("/goods")) { (t!(loc, "goods-title")) } }
            }
        }
        section {
            h2 { (t!(loc, "front-work")) }
            p { (t!(loc, "front-work-how")) }
            p class="actions" {
                a class="button second" href=(visit.at("/work")) { (t!(loc, "front-work-start")) }
            }
        }
        section {
            h2 { (t!(loc, "front-sectors")) }
            p { (t!(loc, "front-sectors-how")) }
            ul class="columns" {
                @for sector in super::fields::sectors_of(&visit, Family::Work) {
                    li { a href=(visit.at(&format!("/search?sector={}", sector.value))) { (sector.label) } }
                }
            }
        }
    };
    visit.show(&Sheet::new(Text::verbatim(t!(loc, "front-title").plain()), main).area(Area::Find))
}
