//! The pages: every address that a person visits, under the code of its language. A page asks [`crate::nouns`], puts
//! the answer into components, and leaves every decision to the modules.
//!
//! A change is a form that is posted, carries the proof that it came from this visit and a key that makes a second
//! sending count once, and is answered with the address of the page to see next.

mod about;
mod account;
mod account_closure;
mod account_confirmation;
mod account_details;
mod account_everything;
mod account_facts;
mod account_proof;
mod account_steps;
mod answer;
mod attend;
mod auction_new;
mod auctions;
mod availability;
mod availability_grid;
mod availability_list;
mod bid_ask;
mod blocks;
mod bundles;
mod calendar;
mod catalogues;
mod chains;
mod check;
mod check_rules;
mod clock;
mod complaints;
mod demo;
mod directory;
mod fault;
mod favored_counterparties;
mod fields;
mod front;
mod group_buying;
mod hires;
mod home;
mod inbox;
mod kept;
mod known_sellers;
mod listing;
mod listing_new;
mod listing_talk;
mod listings;
mod manual;
mod need_new;
mod needs;
mod new_password;
mod offering_price;
mod offering_terms;
mod offerings;
mod offerings_found;
mod passkeys;
mod photo_form;
mod photos;
mod pool_join;
mod pool_new;
mod prelude;
mod price;
mod problems;
mod proposal_call_new;
mod proposal_compare;
mod proposal_new;
mod proposal_score;
mod proposal_scorers;
mod proposals;
mod quote_call_new;
mod quote_compare;
mod quote_new;
mod quotes;
mod reading;
mod request_new;
mod reverse_auction_new;
mod reverse_auctions;
mod rules;
mod search;
mod search_form;
mod sector_field;
mod seller_pages;
mod sent;
mod sheet;
mod sign_in;
mod sign_up;
mod statement;
mod statement_bank;
mod statement_papers;
mod today;
mod trade;
mod trade_answers;
mod trade_door;
mod trade_forms;
mod trade_hours;
mod trade_messages;
mod trade_offered;
mod trade_papers;
mod trade_steps;
mod trade_timeline;
mod trade_ways_out;
mod trade_weeks;
mod trades;
mod visit;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::response::Redirect;
use axum::routing::{MethodRouter, get};

use tower::ServiceExt as _;

use crate::app::App;
use crate::i18n::Lang;

/// The most that a form may weigh, in bytes: the longest description has 2,000 characters, and a form sends one in up to 12.
const FORM_BYTES_MAX: usize = 64 * 1024;

/// Addresses behind the language, with what answers them.
type Routes = Vec<(&'static str, MethodRouter<App>)>;

/// The addresses of every noun.
fn nouns() -> Vec<Routes> {
    let mut nouns = found();
    nouns.extend(kept());
    nouns
}

/// Where people find each other: the front page, the search, every mechanism.
fn found() -> Vec<Routes> {
    vec![
        front::routes(),
        search::routes(),
        directory::routes(),
        check::routes(),
        check_rules::routes(),
        hires::routes(),
        catalogues::routes(),
        auctions::routes(),
        auction_new::routes(),
        seller_pages::routes(),
        known_sellers::routes(),
        request_new::routes(),
        bid_ask::routes(),
        listings::routes(),
        listing_new::routes(),
        listing::routes(),
        listing_talk::routes(),
        group_buying::routes(),
        pool_join::routes(),
        pool_new::routes(),
        needs::routes(),
        need_new::routes(),
        quotes::routes(),
        quote_call_new::routes(),
        quote_new::routes(),
        quote_compare::routes(),
        proposals::routes(),
        proposal_call_new::routes(),
        proposal_scorers::routes(),
        proposal_new::routes(),
        proposal_score::routes(),
        proposal_compare::routes(),
        reverse_auctions::routes(),
        reverse_auction_new::routes(),
        chains::routes(),
        bundles::routes(),
    ]
}

/// What somebody has: trades, offerings, money, an account; and what every page leads to.
fn kept() -> Vec<Routes> {
    vec![
        trades::routes(),
        trade::routes(),
        trade_forms::routes(),
        calendar::routes(),
        today::routes(),
        trade_weeks::routes(),
        passkeys::routes(),
        photos::routes(),
        trade_papers::routes(),
        home::routes(),
        availability::routes(),
        offerings::routes(),
        statement::routes(),
        statement_bank::routes(),
        statement_papers::routes(),
        inbox::routes(),
        account::routes(),
        account_details::routes(),
        account_confirmation::routes(),
        account_everything::routes(),
        account_closure::routes(),
        sign_up::routes(),
        sign_in::routes(),
        new_password::routes(),
        rules::routes(),
        about::routes(),
        problems::routes(),
        manual::routes(),
        favored_counterparties::routes(),
        blocks::routes(),
        complaints::routes(),
        clock::routes(),
        demo::routes(),
    ]
}

/// Every address behind the language, as a test of all pages asks for them.
pub fn addresses() -> Vec<&'static str> {
    nouns().into_iter().flatten().map(|(address, _)| address).collect()
}

/// The pages of a market in every language. The router answers what it does not know with a page that says so, so no
/// other router beside it may do the same.
pub fn routes(app: &App) -> Router<App> {
    let nouns = nouns();
    let mut router = Router::new().route("/", get(front::choose_language));
    // A shell and a problem name these without a language.
    router = router.route("/api", get(front::choose_language));
    router = router.route("/problems/{*code}", get(front::choose_language));
    for lang in Lang::all() {
        let front = format!("/{}/", lang.code());
        router = router.route(&format!("/{}", lang.code()), get(async move || Redirect::permanent(&front)));
        for (address, methods) in nouns.iter().flatten() {
            let methods = methods.clone().fallback(attend::not_so);
            router = router.route(&format!("/{}{address}", lang.code()), methods);
        }
    }
    let pages = router
        .fallback(attend::missing)
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
        .layer(from_fn_with_state(app.clone(), attend::attend))
        .with_state(app.clone());
    Router::new().fallback(async move |request| pages.oneshot(kept::taken(request).await).await)
}

/// The page on which a form stands that goes to an address: the nearest address above it that is one of ours, in its
/// language.
fn page_of(path: &str) -> String {
    let own = kept::without_language(path);
    let lang = path.strip_suffix(own).unwrap_or_default();
    let is_like = |known: &str, above: &str| {
        let (mut known, mut above) = (known.split('/'), above.split('/'));
        known.clone().count() == above.clone().count()
            && known.all(|part| above.next().is_some_and(|one| part == one || part.starts_with('{')))
    };
    let mut above = own;
    while let Some((shorter, _)) = above.rsplit_once('/') {
        if addresses().iter().any(|known| !shorter.is_empty() && is_like(known, shorter)) {
            return format!("{lang}{shorter}");
        }
        above = shorter;
    }
    format!("{lang}/")
}
