//! The manual of the API. It is for people who write programs, in English only, and says so.

use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use maud::html;

use super::Routes;
use super::sheet::Sheet;
use super::visit::Visit;
use crate::api;
use crate::i18n::Lang;
use crate::t;

pub(super) fn routes() -> Routes {
    vec![("/api", get(show))]
}

async fn show(visit: Visit, headers: HeaderMap) -> Response {
    let title = t!(visit.loc, "manual-title");
    let main = html! {
        h1 { (title) }
        @if visit.loc.lang != Lang::En { p { (t!(visit.loc, "manual-english")) } }
        div class="manual" lang=(Lang::En.code()) dir="ltr" { (api::manual(&headers)) }
    };
    visit.show(&Sheet::new(title, main))
}
