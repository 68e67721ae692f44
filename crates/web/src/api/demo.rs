//! `/demo/clock`: the parallel market's clock. In the real market there is no such address.

use super::call::{Body, Caller, Key};
use super::fault::Answer;
use super::shapes::{Rfc3339, read_time};
use crate::app::App;
use crate::error::AppError;
use crate::nouns::clock::{self, ClockMove};
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show, move_to))
}

/// Where the clock is to go.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "to": "friday" }))]
struct Move {
    /// `shift-start` or `shift-end` of your next booked hours, `friday` at nine in the morning, or a time by RFC
    /// 3339. Time never goes back: one that has passed leaves the clock where it is.
    to: String,
}

/// The clock.
#[derive(Serialize, ToSchema)]
struct Clock {
    now: Rfc3339,
}

/// What time it is
#[utoipa::path(
    get, path = "/demo/clock", tag = "Parallel market", security(()), responses((status = 200, body = Clock))
)]
async fn show(State(app): State<App>) -> Answer<Json<Clock>> {
    if !app.is_parallel() {
        return Err(AppError::NotFound.into());
    }
    Ok(Json(Clock { now: app.now().into() }))
}

/// Move the clock
///
/// Every timer on the way fires at its own time. A shift needs a user; the rest does not.
#[utoipa::path(
    post, path = "/demo/clock", tag = "Parallel market", security((), ("bearer" = [])), request_body = Move,
    responses((status = 200, body = Clock))
)]
async fn move_to(
    State(app): State<App>,
    Caller(visitor): Caller,
    Key(key): Key,
    Body(body): Body<Move>,
) -> Answer<Json<Clock>> {
    let clock_move = match body.to.as_str() {
        "shift-start" => ClockMove::ShiftStart,
        "shift-end" => ClockMove::ShiftEnd,
        "friday" => ClockMove::Friday,
        text => ClockMove::Time(read_time(text).ok_or_else(|| AppError::invalid("to", "invalid-clock"))?),
    };
    let now = clock::move_to(&app, visitor.as_ref(), clock_move, &key).await?;
    Ok(Json(Clock { now: now.into() }))
}
