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
    let before = visit.app.now();
    let after = parallel_market::move_to(&visit.app, visit.visitor().ok(), clock_move, &sent.key).await?;
    let back = sent.typed.value("back");
    // Without a shift there is none to go to. (The clock itself goes on a little meanwhile.)
    let said = if after.minutes_since(before) > 0 { "moved" } else { "stayed" };
    Ok(to_saying(if is_local(back) { back } else { &visit.address }, said))
}
