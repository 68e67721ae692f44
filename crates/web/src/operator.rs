//! What whoever runs a market watches, on a listener of its own: whether the process lives and can serve, and figures of its
//! work, none of a person, a sector or a place.

use crate::app::App;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use kernel::{Amount, Currency, Id, Locality, Owner, Timestamp};
use market::directory::Directory;
use market::options::subsidies;
use maud::Markup;
use rules::Rulebook;
use std::collections::BTreeSet;
use store::{Failure, Store};

mod status;
mod text;

/// The page of whoever watches, `/healthz`, `/readyz` and `/metrics`.
pub fn router(app: App) -> Router {
    let routes = Router::new().route("/", get(status)).route("/healthz", get(alive));
    routes.route("/readyz", get(ready)).route("/metrics", get(metrics)).with_state(app)
}

/// The process answers.
async fn alive() -> &'static str {
    "alive\n"
}

/// The alarms of the runbook, on a page.
async fn status(State(app): State<App>) -> Markup {
    let (backlog, rooms, ready) = tokio::join!(
        app.store.backlog(),
        funds(&app.store, &app.rulebook, &app.directory, app.locality),
        readiness(&app)
    );
    status::page(&app, &ready, backlog.ok(), &rooms.unwrap_or_default())
}

async fn ready(State(app): State<App>) -> (StatusCode, String) {
    match readiness(&app).await {
        Ok(says) => (StatusCode::OK, says + "\n"),
        Err(why) => (StatusCode::SERVICE_UNAVAILABLE, why + "\n"),
    }
}

/// The records answer too, and the search if this process has it. Rows that the search had to pass over are told but
/// do no harm to readiness: another process would pass over the same.
async fn readiness(app: &App) -> Result<String, String> {
    let unready = |why: &str| Err(why.to_owned());
    if app.store.find::<Owner>((app.locality,)).await.is_err() {
        return unready("the records do not answer");
    }
    match app.store.serve(app.locality).await {
        Ok(()) if !app.finder.is_current(app.locality) => unready("the search is being loaded"),
        Ok(()) => match app.finder.bad_row_count() {
            0 => Ok("ready".to_owned()),
            count => Ok(format!("ready, but the search cannot read {count} rows")),
        },
        Err(Failure::NotOwner { .. }) => Ok("ready; another process serves".to_owned()),
        Err(_) => unready("the records cannot be written"),
    }
}

/// Figures, in the text format of Prometheus. Those of the records are left out while these do not answer.
async fn metrics(State(app): State<App>) -> Response {
    let (backlog, rooms) =
        tokio::join!(app.store.backlog(), funds(&app.store, &app.rulebook, &app.directory, app.locality));
    let text = text::page(&app, backlog.ok(), &rooms.unwrap_or_default());
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}

/// So many seconds from a moment to now; none if it is still to come.
fn seconds_since(earlier: Option<Timestamp>, now: Timestamp) -> i64 {
    earlier.map_or(0, |earlier| now.0.saturating_sub(earlier.0).max(0) / 1_000_000)
}

/// What a fund can still give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundRoom {
    /// Its name in the rulebook.
    pub fund: String,
    /// In which currency.
    pub currency: Currency,
    /// What is in it and not set aside.
    pub available: Amount,
    /// What it has paid or set aside on this UTC day.
    pub used_today: Amount,
}

/// The room of every fund that the rulebook names, in each currency of the market's places.
///
/// # Errors
/// As [`Store::look`].
pub async fn funds(
    store: &Store,
    rulebook: &Rulebook,
    directory: &Directory,
    locality: Locality,
) -> Result<Vec<FundRoom>, Failure> {
    let jurisdictions = directory.places().filter_map(|place| rulebook.jurisdiction(&place.jurisdiction));
    let currencies: BTreeSet<Currency> =
        jurisdictions.filter_map(|jurisdiction| Currency::new(&jurisdiction.currency.code)).collect();
    let mut rooms = Vec::new();
    for currency in currencies {
        let read = |draft: &mut kernel::Draft<'_>| subsidies::limits(draft, rulebook, currency, None);
        for (fund, limit) in store.look(locality, Id::SYSTEM, read).await? {
            let (available, used_today) = (limit.available, limit.used_today);
            rooms.push(FundRoom { fund, currency, available, used_today });
        }
    }
    Ok(rooms)
}
