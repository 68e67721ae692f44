//! Moving the parallel market's clock: every timer on the way fires at its own time.

use super::prelude::*;
use super::visit::is_local;
use crate::nouns::parallel_market;
use market::admin::parallel_market::ClockMove;

pub(super) fn routes() -> Routes {
    vec![("/clock", post(turn))]
}

async fn turn(sent: Sent) -> Answer {
    let visit = &sent.visit;
    let clock_move = ClockMove::of(sent.typed.value("to")).ok_or(AppError::NotFound)?;
    parallel_market::move_to(&visit.app, visit.visitor().ok(), clock_move, &sent.key).await?;
    let back = sent.typed.value("back");
    Ok(to_saying(if is_local(back) { back } else { &visit.address }, "moved"))
}
