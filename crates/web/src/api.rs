//! The JSON API, under `/api/v1`: nouns in addresses, bodies of its own, problems by RFC 9457.
//!
//! Each call does what a page does, from the same reads ([`crate::nouns`]) and by the same commands ([`crate::act`]); here is only JSON. A
//! route is described where it is declared, so the document at `/api/openapi.json` cannot say anything else.

mod accounts;
mod availability;
mod call;
mod calls;
mod demo;
mod directory;
mod fault;
mod favored_counterparties;
mod goods;
mod health;
mod hires;
mod manual;
mod money;
mod offerings;
mod openapi;
mod options;
mod problem;
mod rules;
mod shapes;
mod trades;
mod walk;

use crate::app::App;
use axum::Router;
use axum::middleware;
use utoipa_axum::router::OpenApiRouter;

pub(crate) use manual::manual;
pub use openapi::document;
pub use options::answer as options_answer;
pub use problem::Problem;
pub use walk::script;

/// Where the API's nouns begin.
pub const ROOT: &str = "/api/v1";

/// The API's routes.
pub fn routes(app: &App) -> Router<App> {
    let (nouns, _) = nouns().split_for_parts();
    let nouns = nouns.merge(calls::router(described_calls()));
    let nouns = nouns.fallback(fault::no_route).method_not_allowed_fallback(fault::no_method);
    let told = middleware::from_fn_with_state(app.clone(), problem::tell);
    Router::new().nest(ROOT, nouns.layer(middleware::from_fn(fault::unserved)).layer(told))
}

/// What every process answers by itself: the API's document and manual, and what watches over the process.
pub fn routes_of_each_process() -> Router<App> {
    manual::routes().merge(health::routes())
}

/// The calls that describe themselves.
fn described_calls() -> Vec<calls::Call> {
    let of_nouns = [
        options::calls(),
        hires::calls(),
        goods::calls(),
        trades::calls(),
        offerings::calls(),
        favored_counterparties::calls(),
        money::calls(),
    ];
    of_nouns.into_iter().flatten().collect()
}

/// The other nouns, with what describes them.
fn nouns() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(accounts::routes())
        .merge(directory::routes())
        .merge(rules::routes())
        .merge(offerings::routes())
        .merge(availability::routes())
        .merge(money::routes())
        .merge(demo::routes())
}
