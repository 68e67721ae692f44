//! Parallel market (T): the same code with fictitious accounts, whose clock its visitors move.

use kernel::{AskKind, Askable, Command, Decide, Draft, Locality, Stop, Timestamp};
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

impl ClockMove {
    /// A move by its word, or to a time by RFC 3339.
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

/// Notes where the clock is to go, so that the same move sent again goes no further. Time never goes back.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("parallel_market.turn_clock")]
pub struct TurnClock {
    /// Of which market area.
    pub locality: Locality,
    /// What was asked for.
    pub clock_move: ClockMove,
    /// Where that is from now. Not a part of what is asked: sent again, it is another time.
    #[serde(skip)]
    pub to: Timestamp,
}

impl Decide for TurnClock {
    type Done = Timestamp;

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Timestamp, Stop> {
        Ok(self.to.max(draft.now()))
    }
}

#[cfg(test)]
mod tests;
