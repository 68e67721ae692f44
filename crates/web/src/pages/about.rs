//! What this market is, what its figures come from, how to complain, and how the pages are made usable for all.

use axum::response::Response;
use axum::routing::get;
use maud::html;

use super::Routes;
use super::sheet::Sheet;
use super::visit::Visit;
use crate::t;

pub(super) fn routes() -> Routes {
    vec![("/about", get(show))]
}

async fn show(visit: Visit) -> Response {
    let loc = visit.loc;
    let title = t!(loc, "about-title");
    let main = html! {
        h1 { (title) }
        p class="lead" { (t!(loc, "about-lead")) }
        p { (t!(loc, "about-open")) " " a href=(visit.at("/rules")) { (t!(loc, "about-rules")) } }
        p { (t!(loc, "about-programs")) " " a href=(visit.at("/api")) { (t!(loc, "about-manual")) } }
        @if visit.app.is_parallel() { p { (t!(loc, "about-parallel")) } }
        section {
            h2 { (t!(loc, "about-data")) }
            ul {
                li { (t!(loc, "about-wages")) }
                li { (t!(loc, "about-places")) }
                li { (t!(loc, "about-people")) }
            }
        }
        section id="complain" {
            h2 { (t!(loc, "about-complain")) }
            p { (t!(loc, "about-complain-how")) }
        }
        section id="accessibility" {
            h2 { (t!(loc, "about-accessibility")) }
            p { (t!(loc, "about-accessibility-how")) }
        }
    };
    visit.show(&Sheet::new(title, main))
}
