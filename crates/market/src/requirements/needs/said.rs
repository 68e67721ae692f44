//! The words of needs: where they stand, what is refused and told.

use kernel::{Money, Refusal, Sentence, Timestamp};

kernel::words! {
    /// Where a need stands.
    pub enum NeedStage {
        /// Not all of it can be had together, as far as is known.
        Waiting = "waiting",
        /// All of it can be had on a day.
        Found = "found",
    }
}

/// Why a need is not saved.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("needs")]
pub enum NeedRefusal {
    /// Somebody has too many needs.
    TooMany {
        /// How many there may be.
        most: i64,
    },
    /// It has one part or more, but not too many.
    NotTheseParts {
        /// How many there may be.
        most: i64,
    },
    /// No part is of the same sector as another.
    SectorTwice,
    /// What is needed is people’s work, or things or spaces for hire.
    NotInSector,
    /// It asks for too many of one sector, or none.
    NotThatMany {
        /// How many there may be.
        most: i64,
    },
    /// It reaches too far ahead.
    TooFarAhead {
        /// How many days ahead it may reach.
        most_days: i64,
    },
    /// A field does not fit.
    BadNeed {
        /// Which.
        field: &'static str,
    },
}

/// What the owner of a need is told.
#[derive(Sentence, Clone, Debug, PartialEq, Eq)]
#[sentence("need")]
pub enum NeedNotice {
    /// All of it can be had together.
    Found {
        /// When it begins.
        starts: Timestamp,
        /// What it costs in all, bonds not counted.
        cost: Money,
    },
    /// Its last day is over, and it is looked for no more.
    Over,
}
