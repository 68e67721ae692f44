//! The parallel market's clock, as a visitor moves it.

use crate::app::App;
use crate::cursor::Cursor;
use crate::error::{Answer, AppError};
use crate::visitor::{Visitor, request};
use kernel::{AskKind, Askable, Command, Decide, Draft, Id, Locality, Timestamp, Value};
use market::trade::{Stage, views::TradeCard};
use serde::{Deserialize, Serialize};

/// Where the clock can be moved to.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockMove {
    /// The start of the visitor's next booked shift.
    ShiftStart,
    /// The end of the visitor's next booked shift.
    ShiftEnd,
    /// Nine in the morning of the next Friday.
    Friday,
    /// A day later.
    PlusDay,
    /// A time.
    Time(Timestamp),
}

/// Notes where the clock is to go, so that the same move sent again goes no further.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("clock.turn")]
pub struct TurnClock {
    locality: Locality,
    clock_move: ClockMove,
    /// Where that is from now. Not a part of what is asked: sent again, it is another time.
    #[serde(skip)]
    to: Timestamp,
}

impl ClockMove {
    /// A move by its word, or to a time.
    pub fn of(text: &str) -> Option<Self> {
        match text {
            "shift-start" => Some(Self::ShiftStart),
            "shift-end" => Some(Self::ShiftEnd),
            "friday" => Some(Self::Friday),
            "plus-day" => Some(Self::PlusDay),
            time => kernel::read_rfc3339(time).map(Self::Time),
        }
    }
}

impl Askable for ClockMove {
    const KIND: AskKind = AskKind::Inner;
}

impl Decide for TurnClock {
    type Done = Timestamp;

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Timestamp, kernel::Stop> {
        Ok(self.to.max(draft.now()))
    }
}

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
