//! The JSON API, under `/api/v1`: nouns in addresses, bodies of its own, problems by RFC 9457.
//!
//! Each call does what a page does, through the same [`crate::desk`]; here is only JSON.

mod accounts;
mod availability;
mod call;
mod demo;
mod directory;
mod fault;
mod health;
mod money;
mod offerings;
mod options;
mod problem;
mod shapes;
mod trades;

use crate::app::App;
use axum::Router;
use axum::middleware;

pub use problem::Problem;

/// The API's routes, with what watches over the market beside them.
pub fn routes(app: &App) -> Router<App> {
    let nouns = Router::new()
        .merge(accounts::routes())
        .merge(availability::routes())
        .merge(demo::routes())
        .merge(directory::routes())
        .merge(money::routes())
        .merge(offerings::routes())
        .merge(options::routes())
        .merge(trades::routes())
        .fallback(fault::no_route)
        .method_not_allowed_fallback(fault::no_method);
    let told = middleware::from_fn_with_state(app.clone(), problem::tell);
    Router::new().nest("/api/v1", nouns.layer(told)).merge(health::routes())
}
