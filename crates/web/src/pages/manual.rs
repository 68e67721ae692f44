//! The manual of the API, for people who write programs.

use axum::http::HeaderMap;

use super::prelude::*;
use crate::api;

pub(super) fn routes() -> Routes {
    vec![("/api", get(show))]
}

async fn show(visit: Visit, headers: HeaderMap) -> Response {
    visit.show(Sheet::new(t!(visit, "manual-title"), api::manual(visit.loc, &headers)))
}
