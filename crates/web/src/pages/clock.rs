//! Moving the parallel market's clock: every timer on the way fires at its own time.

use axum::routing::post;
use jiff::civil::Weekday;
use kernel::Timestamp;
use market::trade::Stage;

use super::Routes;
use super::answer::{Answer, to_saying};
use super::sent::Sent;
use super::visit::{Visit, is_local};
use crate::desk::trades;
use crate::error::AppError;

/// The local hour, on a Friday, that the clock moves to.
const FRIDAY_HOUR: i64 = 9;

pub(super) fn routes() -> Routes {
    vec![("/clock", post(turn))]
}

async fn turn(sent: Sent) -> Answer {
    let visit = &sent.visit;
    let clock = visit.app.parallel.clone().ok_or(AppError::NotFound)?;
    let to = moment(visit, sent.typed.value("to")).await?;
    clock.move_to(&visit.app.store, to).await?;
    let back = sent.typed.value("back");
    let back = if is_local(back) { back } else { visit.address.as_str() };
    Ok(to_saying(back, "moved"))
}

/// The moment that a button stands for; where the visitor has no shift ahead, now.
async fn moment(visit: &Visit, to: &str) -> Result<Timestamp, AppError> {
    let now = visit.app.now();
    match to {
        "shift-start" => Ok(shift(visit, now).await?.map_or(now, |(starts_at, _)| starts_at)),
        "shift-end" => Ok(shift(visit, now).await?.map_or(now, |(_, ends_at)| ends_at)),
        "plus-day" => Ok(now.plus_hours(24)),
        "friday" => friday(visit, now).ok_or(AppError::NotFound),
        _ => Err(AppError::NotFound),
    }
}

/// The visitor's next booked hours that are not over.
async fn shift(visit: &Visit, now: Timestamp) -> Result<Option<(Timestamp, Timestamp)>, AppError> {
    let cards = trades::list(&visit.app, visit.visitor()?).await?;
    let booked = cards.iter().filter(|card| card.stage == Stage::Booked && card.ends_at > now);
    Ok(booked.map(|card| (card.starts_at, card.ends_at)).min())
}

/// The next Friday morning that is still to come, on the reader's clock.
fn friday(visit: &Visit, now: Timestamp) -> Option<Timestamp> {
    let calendar = visit.zone.calendar();
    let today = calendar.local(now).date;
    let mornings = (0..8).filter_map(|days| {
        let date = today.checked_add(jiff::Span::new().days(days)).ok()?;
        (date.weekday() == Weekday::Friday).then(|| calendar.moment(date, FRIDAY_HOUR * 60)).flatten()
    });
    mornings.into_iter().find(|morning| *morning > now)
}
