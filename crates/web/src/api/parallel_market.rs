//! `/demo/clock`: the parallel market's clock. In the real market there is no such address.

use super::call::Call;
use super::sent::{Sent, Taken};
use crate::error::{Answer, AppError};
use crate::nouns::parallel_market;
use kernel::{Asks, Show, Timestamp};
use market::admin::parallel_market::ClockMove;
use serde::Deserialize;

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::get("/demo/clock", show).about("The real market has no such address.").public(),
        Call::post("/demo/clock", move_to)
            .about("Every timer on the way fires at its own time. A shift needs a user; the rest does not.")
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

impl Taken for Move {}

/// The clock.
#[derive(Show)]
struct Clock {
    now: Timestamp,
}

async fn show(sent: Sent) -> Answer<Clock> {
    if sent.app.is_parallel() { Ok(Clock { now: sent.app.now() }) } else { Err(AppError::NotFound) }
}

async fn move_to(sent: Sent, asked: Move) -> Answer<Clock> {
    let visitor = sent.caller().await?;
    let to = ClockMove::of(&asked.to).ok_or_else(|| AppError::invalid("to", "invalid-clock"))?;
    Ok(Clock { now: parallel_market::move_to(&sent.app, visitor.as_ref(), to, sent.key()?).await? })
}
