//! The JSON API, under `/api/v1`: nouns in addresses, bodies of its own, problems by RFC 9457.
//!
//! Each call does what a page does, from the same reads ([`crate::nouns`]) and by the same commands ([`crate::act`]); here is only JSON. A
//! route is described where it is declared, so the document at `/api/openapi.json` cannot say anything else.

mod assets;
mod auctions;
mod availability;
mod bid_ask;
mod blocks;
mod booking_checks;
mod bundles;
mod calendar;
mod call;
mod catalogues;
mod chains;
mod codes;
mod complaints;
mod directory;
mod escrow;
mod favored_counterparties;
mod group_buying;
mod hires;
mod known_sellers;
mod listings;
mod manual;
mod needs;
mod notices;
mod openapi;
mod options;
mod origins;
mod parallel_market;
mod passkeys;
mod payment_transfer;
mod problem;
mod proposals;
mod quotes;
mod registration;
mod reliability;
mod reverse_auctions;
mod seller_pages;
mod sent;
mod trades;
mod users;
mod users_everything;
mod walk;

use crate::app::App;
use axum::Router;
use axum::middleware;
use axum::routing::any;
use call::Call;

pub(crate) use manual::manual;
pub use openapi::document;
pub use options::answer as options_answer;
pub use problem::Problem;
pub use walk::script;

/// Where the API's nouns begin.
pub const ROOT: &str = "/api/v1";

/// The API's routes.
pub fn routes(app: &App) -> Router<App> {
    let nouns = call::router(calls());
    let nouns = nouns.fallback(problem::no_route).method_not_allowed_fallback(problem::no_method);
    let told = middleware::from_fn_with_state(app.clone(), problem::tell);
    let nouns = nouns.layer(middleware::from_fn(problem::unserved)).layer(told);
    Router::new().nest(ROOT, nouns.layer(middleware::from_fn(origins::open)))
}

/// What every process answers by itself: the API's document and manual.
pub fn routes_of_each_process(app: &App) -> Router<App> {
    let document = openapi::routes().route("/api/{*nothing}", any(problem::no_route));
    let told = middleware::from_fn_with_state(app.clone(), problem::tell);
    let document = document.method_not_allowed_fallback(problem::no_method).layer(told);
    document.layer(middleware::from_fn(origins::open))
}

/// The headings of the document, in order: of each a name and a sentence, `tag-users` and `tag-users-about`.
const TAGS: [&str; 18] = [
    "users",
    "directory",
    "options",
    "auctions",
    "known-sellers",
    "listings",
    "group-buying",
    "bid-ask",
    "proposals",
    "quotes",
    "needs",
    "reverse-auctions",
    "chains",
    "trades",
    "offerings",
    "availability",
    "money",
    "parallel-market",
];

/// The key of what a call is called, by its id: `call-get-account`.
fn title(id: &str) -> String {
    format!("call-{}", id.replace('_', "-"))
}

/// The keys of all sentences that calls, headings and the steps of the walk are told with.
#[cfg(test)]
pub(crate) fn sentences() -> Vec<String> {
    let of_calls = calls().into_iter().map(|call| title(&call.id()));
    let of_tags = TAGS.into_iter().flat_map(|tag| [format!("tag-{tag}"), format!("tag-{tag}-about")]);
    of_calls.chain(of_tags).chain(walk::steps().map(|(sentence, _)| sentence.to_owned())).collect()
}

/// Every call under its heading, in the order of the document.
fn calls() -> Vec<Call> {
    let of_nouns = [
        ("users", users::calls()),
        ("users", codes::calls()),
        ("users", passkeys::calls()),
        ("users", users_everything::calls()),
        ("users", registration::calls()),
        ("users", reliability::calls()),
        ("users", notices::calls()),
        ("users", favored_counterparties::calls()),
        ("users", blocks::calls()),
        ("users", complaints::calls()),
        ("directory", directory::calls()),
        ("directory", booking_checks::calls()),
        ("options", options::calls()),
        ("options", hires::calls()),
        ("options", catalogues::calls()),
        ("auctions", auctions::calls()),
        ("known-sellers", seller_pages::calls()),
        ("known-sellers", known_sellers::calls()),
        ("listings", listings::calls()),
        ("group-buying", group_buying::calls()),
        ("bid-ask", bid_ask::calls()),
        ("proposals", proposals::calls()),
        ("quotes", quotes::calls()),
        ("needs", needs::calls()),
        ("reverse-auctions", reverse_auctions::calls()),
        ("chains", chains::calls()),
        ("chains", bundles::calls()),
        ("trades", trades::calls()),
        ("trades", calendar::calls()),
        ("offerings", assets::calls()),
        ("availability", availability::calls()),
        ("money", escrow::calls()),
        ("money", payment_transfer::calls()),
        ("parallel-market", parallel_market::calls()),
    ];
    let tagged = of_nouns.into_iter().map(|(tag, calls)| calls.into_iter().map(|call| call.tagged(tag)));
    tagged.flatten().collect()
}
