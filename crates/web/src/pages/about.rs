//! What this market is, what its figures come from, how to complain, and how the pages are made usable for all.

use super::prelude::*;

pub(super) fn routes() -> Routes {
    vec![("/about", get(show))]
}

async fn show(visit: Visit) -> Response {
    let main = html! {
        p class="lead" { (t!(visit, "about-lead")) }
        p { (t!(visit, "about-open")) " " a href=(visit.at("/rules")) { (t!(visit, "about-rules")) } }
        p { (t!(visit, "about-programs")) " " a href=(visit.at("/api")) { (t!(visit, "about-manual")) } }
        @if visit.app.is_parallel() { p { (t!(visit, "about-parallel")) } }
        section {
            h2 { (t!(visit, "about-data")) }
            ul {
                li { (t!(visit, "about-wages")) }
                li { (t!(visit, "about-places")) }
                li { (t!(visit, "about-people")) }
            }
        }
        section id="complain" {
            h2 { (t!(visit, "about-complain")) }
            p { (t!(visit, "about-complain-how")) }
            p { a class="button" href=(visit.at("/complaints/new")) { (t!(visit, "complaints-new")) } }
        }
        section id="accessibility" {
            h2 { (t!(visit, "about-accessibility")) }
            p { (t!(visit, "about-accessibility-how")) }
        }
    };
    visit.show(Sheet::new(t!(visit, "about-title"), main))
}
