//! `/demo/clock`: the parallel market's clock. In the real market there is no such address.

use super::call::{Answer, Body, Caller, Key};
use super::calls::{Call, Made, made, shown};
use crate::app::App;
use crate::error::AppError;
use crate::nouns::clock;
use axum::Json;
use axum::extract::State;
use axum::routing::{get, post};
use kernel::{Asks, Show, Timestamp};
use market::admin::parallel_market::ClockMove;
use serde::Deserialize;
use serde_json::Value;

const TAG: &str = "Parallel market";

pub(super) fn calls() -> Vec<Call> {
    let move_to = "Every timer on the way fires at its own time. A shift needs a user; the rest does not.";
    vec![
        Call::get::<Clock>(TAG, "/demo/clock", "What time it is", "", get(show)).public(),
        Call::post::<Move, Clock>(TAG, "/demo/clock", "Move the clock", move_to, post(self::move_to))
            .public(),
    ]
}

/// Where the clock is to go.
#[derive(Asks, Deserialize)]
struct Move {
    /// `shift-start` or `shift-end` of your next booked hours, `plus-day`, `friday` at nine in the morning, or a time by
    /// RFC 3339. Time never goes back: one that has passed leaves the clock where it is.
    #[ask(example = "friday")]
    to: String,
}

/// The clock.
#[derive(Show)]
struct Clock {
    now: Timestamp,
}

async fn show(State(app): State<App>) -> Answer<Json<Value>> {
    if !app.is_parallel() {
        return Err(AppError::NotFound);
    }
    Ok(shown(&app, &Clock { now: app.now() }))
}

async fn move_to(
    State(app): State<App>,
    Caller(visitor): Caller,
    Key(key): Key,
    Body(asked): Body<Move>,
) -> Answer<Made> {
    let clock_move = ClockMove::of(&asked.to).ok_or_else(|| AppError::invalid("to", "invalid-clock"))?;
    let now = clock::move_to(&app, visitor.as_ref(), clock_move, &key).await?;
    Ok(made(&app, &Clock { now }))
}
