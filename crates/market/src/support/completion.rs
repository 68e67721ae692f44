//! Completion (26): the hours that were worked, as recorded and as confirmed.

use crate::users::User;
use kernel::{Id, Locality, Record, Refusal, Span, Timestamp};

/// The hours recorded for a trade: its timesheet. The seller may correct it until it is settled.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "work_record", key(locality, trade), check = "worked_minutes >= 0")]
pub struct WorkRecord {
    /// The market area.
    pub locality: Locality,
    /// Of which trade.
    pub trade: Id<Worked>,
    /// Who recorded it.
    pub recorded_by: Id<User>,
    /// The minutes worked, without breaks; at most the minutes booked.
    pub worked_minutes: i64,
    /// When it was recorded.
    pub recorded_at: Timestamp,
}

/// What was worked on: a trade. Only ever a marker.
#[derive(Debug)]
pub enum Worked {}

/// Why hours are not recorded or confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("completion")]
pub enum CompletionRefusal {
    /// Hours are recorded once the work has begun.
    NotBegun {
        /// When it begins.
        starts: Timestamp,
    },
    /// Minutes worked are whole quarter-hours, from none to all that were booked.
    NotTheseMinutes {
        /// How many were booked.
        booked_minutes: i64,
    },
}

/// Checks the minutes recorded for a booked span at a moment.
///
/// # Errors
/// [`CompletionRefusal`] in the order of its variants.
pub fn check_minutes(span: Span, worked_minutes: i64, now: Timestamp) -> Result<(), CompletionRefusal> {
    if now < span.starts_at() {
        return Err(CompletionRefusal::NotBegun { starts: span.starts_at() });
    }
    let fits =
        (0..=span.minutes()).contains(&worked_minutes) && worked_minutes % kernel::QUARTER_MINUTES == 0;
    if fits { Ok(()) } else { Err(CompletionRefusal::NotTheseMinutes { booked_minutes: span.minutes() }) }
}
