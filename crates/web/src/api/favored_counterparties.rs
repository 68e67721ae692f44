//! `/favorites`: whom you would gladly deal with again.

use super::call::{Answer, SignedIn};
use super::calls::{Call, shown};
use crate::app::App;
use crate::nouns::favored_counterparties::{self, Favored};
use axum::Json;
use axum::extract::State;
use axum::routing::get;
use market::options::favored_counterparties::{Favor, Unfavor};
use serde_json::Value;

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::get::<Vec<Favored>>(
            "Users",
            "/favorites",
            "Your favorites",
            "Nobody else sees them.",
            get(list),
        ),
        Call::act::<Favor>("Users", "/favorites", "Make somebody a favorite"),
        Call::remove::<Unfavor>("Users", "/favorites/{other}", "Take somebody off your favorites"),
    ]
}

async fn list(State(app): State<App>, SignedIn(visitor): SignedIn) -> Answer<Json<Value>> {
    let favored = app.look(Some(&visitor), |draft| favored_counterparties::list(draft)).await?;
    Ok(shown(&app, &favored))
}
