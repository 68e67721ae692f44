//! Moving the parallel market's clock: every timer on the way fires at its own time.

use axum::routing::post;

use super::Routes;
use super::answer::{Answer, to_saying};
use super::sent::Sent;
use super::visit::is_local;
use crate::error::AppError;
use crate::nouns::clock;
use market::admin::parallel_market::ClockMove;

pub(super) fn routes() -> Routes {
    vec![("/clock", post(turn))]
}

async fn turn(sent: Sent) -> Answer {
    let visit = &sent.visit;
    let clock_move = ClockMove::of(sent.typed.value("to")).ok_or(AppError::NotFound)?;
    clock::move_to(&visit.app, visit.visitor().ok(), clock_move, &sent.key).await?;
    let back = sent.typed.value("back");
    let back = if is_local(back) { back } else { visit.address.as_str() };
    Ok(to_saying(back, "moved"))
}
