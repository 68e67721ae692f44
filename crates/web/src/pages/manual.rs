//! The manual of the API. It is for people who write programs, in English only, and says so.

use axum::http::HeaderMap;

use super::prelude::*;
use crate::api;
use crate::i18n::Lang;

pub(super) fn routes() -> Routes {
    vec![("/api", get(show))]
}

async fn show(visit: Visit, headers: HeaderMap) -> Response {
    let main = html! {
        @if visit.loc.lang != Lang::En { p { (t!(visit, "manual-english")) } }
        div class="manual" lang=(Lang::En.code()) dir="ltr" { (api::manual(&headers)) }
    };
    visit.show(Sheet::new(t!(visit, "manual-title"), main))
}
