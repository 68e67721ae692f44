//! `/users/{id}/track-record`: what somebody kept.

use super::call::{Answer, At};
use super::calls::{Call, shown};
use crate::app::App;
use crate::error::AppError;
use axum::Json;
use axum::extract::State;
use axum::routing::get;
use kernel::{Id, Show};
use market::users::{User, reliability::TrackRecord};
use serde_json::Value;

pub(super) fn calls() -> Vec<Call> {
    let about = "From contracts only: nobody's opinion.";
    let address = "/users/{id}/track-record";
    vec![Call::get::<KeptRecord>("Users", address, "What somebody kept", about, get(show)).public()]
}

/// What became of a user's contracts.
#[derive(Show)]
struct KeptRecord {
    user: Id<User>,
    /// Trades worked and settled as the seller.
    kept_count: i64,
    /// Trades that the user agreed to as the seller: kept, called off or not come to.
    agreed_count: i64,
    /// Trades called off as the seller, after agreement.
    cancelled_count: i64,
    /// Trades in which nothing came from the user as the seller.
    missed_count: i64,
    /// Trades paid in full as the buyer.
    bought_count: i64,
    /// Trades called off as the buyer, after agreement and late.
    bought_cancelled_count: i64,
}

async fn show(State(app): State<App>, At(user): At<User>) -> Answer<Json<Value>> {
    app.store.find::<User>((user.locality(), user)).await?.ok_or(AppError::NotFound)?;
    let record = app.store.find::<TrackRecord>((user.locality(), user)).await?;
    let count = |of: fn(&TrackRecord) -> i64| record.as_ref().map_or(0, of);
    let kept = KeptRecord {
        user,
        kept_count: count(|record| record.kept_count),
        agreed_count: count(TrackRecord::agreed_count),
        cancelled_count: count(|record| record.cancelled_count),
        missed_count: count(|record| record.missed_count),
        bought_count: count(|record| record.bought_count),
        bought_cancelled_count: count(|record| record.bought_cancelled_count),
    };
    Ok(shown(&app, &kept))
}
