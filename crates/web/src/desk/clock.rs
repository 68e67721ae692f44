//! The parallel market's clock, as a visitor moves it.

use crate::app::App;
use crate::desk::cursor::Cursor;
use crate::desk::trades;
use crate::error::AppError;
use crate::visit::{self, Visitor};
use kernel::{Command, Draft, Id, Keys, Locality, Moment, Timestamp};
use market::trade::{Stage, views::TradeCard};
use serde::{Deserialize, Serialize};

/// Where the clock can be moved to.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The start of the visitor's next booked shift.
    ShiftStart,
    /// The end of the visitor's next booked shift.
    ShiftEnd,
    /// Nine in the morning of the next Friday.
    Friday,
    /// A day later.
    PlusDay,
    /// A moment.
    Moment(Timestamp),
}

/// Notes where the clock is to go, so that the same move sent again goes no further.
#[derive(Serialize, Deserialize, Clone, Debug)]
struct TurnClock {
    locality: Locality,
    stop: Stop,
    /// Where that is from now. Not a part of what is asked: sent again, it is another moment.
    #[serde(skip)]
    to: Timestamp,
}

impl Command for TurnClock {
    type Done = Timestamp;
    const NAME: &'static str = "clock.turn";

    fn locality(&self) -> Locality {
        self.locality
    }
    fn reads(&self, _: &mut Keys) {}
    fn decide(&self, at: &Moment, _: &mut Draft) -> Result<Timestamp, kernel::Stop> {
        Ok(self.to.max(at.now))
    }
}

/// Moves the clock forward, firing the timers on the way, and gives the moment it was moved to. Under the same key it
/// is moved once.
///
/// # Errors
/// [`AppError::NotFound`] in the real market; [`AppError::SignedOut`] when a shift is asked for and nobody is
/// signed in.
pub async fn move_to(
    app: &App,
    visitor: Option<&Visitor>,
    (stop, key): (Stop, &str),
) -> Result<Timestamp, AppError> {
    let clock = app.parallel.as_ref().ok_or(AppError::NotFound)?;
    let to = match stop {
        Stop::Moment(moment) => moment,
        Stop::PlusDay => app.now().plus_hours(24),
        Stop::Friday => friday(app).ok_or(AppError::NotFound)?,
        Stop::ShiftStart => shift(app, visitor, |card| card.starts_at).await?,
        Stop::ShiftEnd => shift(app, visitor, |card| card.ends_at).await?,
    };
    let turn = TurnClock { locality: app.locality, stop, to };
    let actor = visitor.map_or(Id::SYSTEM, Visitor::actor);
    let to = app.store.run(visit::request::<TurnClock>(actor, key), turn).await?;
    clock.move_to(&app.store, to).await?;
    app.roll_days().await;
    Ok(to)
}

/// The next such moment of a booked trade of the visitor's; without one, the clock stays where it is.
async fn shift(
    app: &App,
    visitor: Option<&Visitor>,
    moment: fn(&TradeCard) -> Timestamp,
) -> Result<Timestamp, AppError> {
    let now = app.now();
    let cards = trades::list(app, visitor.ok_or(AppError::SignedOut)?, Cursor::START).await?.rows;
    let booked = cards.iter().filter(|card| card.stage == Stage::Booked).map(moment);
    Ok(booked.filter(|moment| *moment > now).min().unwrap_or(now))
}

fn friday(app: &App) -> Option<Timestamp> {
    let calendar = app.directory.places().next()?.zone.calendar();
    let mut date = calendar.local(app.now()).date.tomorrow().ok()?;
    while date.weekday() != kernel::Weekday::Friday {
        date = date.tomorrow().ok()?;
    }
    calendar.timestamp(date, 9 * 60)
}
