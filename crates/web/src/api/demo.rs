//! `/demo/clock`: the parallel market's clock. In the real market there is no such address.

use super::call::{Body, Caller, Key};
use super::fault::Answer;
use super::shapes::{Moment, read_moment};
use crate::app::App;
use crate::desk::clock::{self, Stop};
use crate::error::AppError;
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
    /// `shift-start` or `shift-end` of your next booked hours, `friday` at nine in the morning, or a moment by RFC
    /// 3339. Time never goes back: a moment that has passed leaves the clock where it is.
    to: String,
}

/// The clock.
#[derive(Serialize, ToSchema)]
struct Clock {
    now: Moment,
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
    let stop = match body.to.as_str() {
        "shift-start" => Stop::ShiftStart,
        "shift-end" => Stop::ShiftEnd,
        "friday" => Stop::Friday,
        text => {
            let moment = read_moment(text).ok_or_else(|| AppError::invalid("to", "invalid-clock"))?;
            Stop::Moment(moment)
        }
    };
    let now = clock::move_to(&app, visitor.as_ref(), (stop, &key)).await?;
    Ok(Json(Clock { now: now.into() }))
}
