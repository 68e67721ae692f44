//! Moving the parallel market's clock: every timer on the way fires at its own time.

use axum::routing::post;

use super::Routes;
use super::answer::{Answer, to_saying};
use super::sent::Sent;
use super::visit::is_local;
use crate::desk::clock::{self, Stop};
use crate::error::AppError;

pub(super) fn routes() -> Routes {
    vec![("/clock", post(turn))]
}

async fn turn(sent: Sent) -> Answer {
    let visit = &sent.visit;
    let stop = match sent.typed.value("to") {
        "shift-start" => Stop::ShiftStart,
        "shift-end" => Stop::ShiftEnd,
        "plus-day" => Stop::PlusDay,
        "friday" => Stop::Friday,
        _ => return Err(AppError::NotFound.into()),
    };
    clock::move_to(&visit.app, visit.visitor().ok(), (stop, &sent.key)).await?;
    let back = sent.typed.value("back");
    let back = if is_local(back) { back } else { visit.address.as_str() };
    Ok(to_saying(back, "moved"))
}
