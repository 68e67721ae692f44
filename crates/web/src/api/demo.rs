//! `/demo/clock`: the parallel market's clock.

use super::call::{Body, Caller};
use super::fault::Answer;
use super::shapes::moment;
use crate::app::App;
use crate::desk::clock::{self, Stop};
use crate::error::AppError;
use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use kernel::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/demo/clock", get(show).post(move_to))
}

/// `shift-start`, `shift-end`, `friday`, or a moment by RFC 3339.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MoveBody {
    to: String,
}

async fn show(State(app): State<App>) -> Answer<Json<Value>> {
    if !app.is_parallel() {
        return Err(AppError::NotFound.into());
    }
    Ok(Json(json!({ "now": moment(app.now()) })))
}

/// Moves the clock forward, firing the timers on the way. A moment that has passed leaves it where it is.
async fn move_to(
    State(app): State<App>,
    Caller(visitor): Caller,
    Body(body): Body<MoveBody>,
) -> Answer<Json<Value>> {
    let stop = match body.to.as_str() {
        "shift-start" => Stop::ShiftStart,
        "shift-end" => Stop::ShiftEnd,
        "friday" => Stop::Friday,
        text => {
            let moment: Result<jiff::Timestamp, _> = text.parse();
            let moment = moment.map_err(|_| AppError::invalid("to", "invalid-clock"))?;
            Stop::Moment(Timestamp(moment.as_microsecond()))
        }
    };
    let now = clock::move_to(&app, visitor.as_ref(), stop).await?;
    Ok(Json(json!({ "now": moment(now) })))
}
