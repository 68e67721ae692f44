//! What the concession fixes for every listing.

use crate::concession::figure;
use kernel::{Date, Stop};
use rules::Rulebook;

/// The figures of listings in force on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListingTerms {
    /// How long one is shown, in days.
    pub days: i64,
    /// How many may ask about one.
    pub askers_max: i64,
    /// How long an offer can be answered, in hours.
    pub answer_hours: i64,
    /// From how many flags on nobody sees one until somebody has looked at it.
    pub flags_hold: i64,
}

impl ListingTerms {
    /// The figures in force on a date.
    ///
    /// # Errors
    /// As [`figure`].
    pub fn on(rulebook: &Rulebook, date: Date) -> Result<Self, Stop> {
        let value = |name: &str| figure(rulebook, &format!("concession.listing.{name}"), date);
        Ok(Self {
            days: value("days")?,
            askers_max: value("askers_max")?,
            answer_hours: value("answer_hours")?,
            flags_hold: value("flags_hold")?,
        })
    }
}
