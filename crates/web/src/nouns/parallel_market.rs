//! The parallel market's clock, as a visitor moves it.

use crate::app::App;
use crate::cursor::Cursor;
use crate::error::{Answer, AppError};
use crate::visitor::{Visitor, request};
use kernel::{Id, Timestamp, Value};
use market::admin::parallel_market::{ClockMove, TurnClock};
use market::trade::{Stage, views::TradeCard};

/// Moves the clock forward, firing the timers on the way, and gives the time it was moved to. Under the same key it
/// is moved once. Not found in the real market; signed out when a shift is asked for and nobody is signed in.
pub async fn move_to(
    app: &App,
    visitor: Option<&Visitor>,
    clock_move: ClockMove,
    key: &str,
) -> Answer<Timestamp> {
    let clock = app.parallel.as_ref().ok_or(AppError::NotFound)?;
    let to = match clock_move {
        ClockMove::Time(time) => time,
        ClockMove::PlusDay => app.now().plus_hours(24),
        ClockMove::Friday => friday(app).ok_or(AppError::NotFound)?,
        ClockMove::ShiftStart => shift(app, visitor, |card| card.starts_at).await?,
        ClockMove::ShiftEnd => shift(app, visitor, |card| card.ends_at).await?,
    };
    let turn = TurnClock { locality: app.locality, clock_move, to };
    let actor = visitor.map_or(Id::SYSTEM, Visitor::actor);
    let to = app.store.run(request::<TurnClock>(actor, key), turn).await?;
    clock.move_to(&app.store, to).await?;
    app.roll_days().await;
    Ok(to)
}

/// The next such time of a booked trade of the visitor's; without one, the clock stays where it is.
async fn shift(app: &App, visitor: Option<&Visitor>, time: fn(&TradeCard) -> Timestamp) -> Answer<Timestamp> {
    let (now, visitor) = (app.now(), visitor.ok_or(AppError::SignedOut)?);
    let params = [Value::Id(visitor.user.bits()), Cursor::START.time(), Cursor::START.id()];
    let cards = app.store.view::<TradeCard>(visitor.user.locality(), &params).await?;
    let booked = cards.iter().filter(|card| card.stage == Stage::Booked).map(time);
    Ok(booked.filter(|time| *time > now).min().unwrap_or(now))
}

fn friday(app: &App) -> Option<Timestamp> {
    let calendar = app.directory.places().next()?.zone.calendar();
    let mut date = calendar.local(app.now()).date.tomorrow().ok()?;
    while date.weekday() != kernel::Weekday::Friday {
        date = date.tomorrow().ok()?;
    }
    calendar.timestamp(date, 9 * 60)
}
