//! What the concession fixes for every reverse auction, besides the soft close, which is that of auctions.

use crate::concession::figure;
use kernel::{Date, Stop};
use rules::Rulebook;
use std::ops::RangeInclusive;

/// The figures of reverse auctions in force on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReverseTerms {
    /// The shortest, in hours.
    pub hours_min: i64,
    /// The longest, in days.
    pub days_max: i64,
    /// How long the buyer can answer, in hours.
    pub answer_hours: i64,
    /// How many bids one takes.
    pub bids_max: i64,
}

impl ReverseTerms {
    /// The figures in force on a date.
    ///
    /// # Errors
    /// As [`figure`].
    pub fn on(rulebook: &Rulebook, date: Date) -> Result<Self, Stop> {
        let value = |name: &str| figure(rulebook, &format!("concession.reverse_auction.{name}"), date);
        Ok(Self {
            hours_min: value("hours_min")?,
            days_max: value("days_max")?,
            answer_hours: value("answer_hours")?,
            bids_max: value("bids_max")?,
        })
    }

    /// How long one may take, in minutes.
    pub fn minutes(&self) -> RangeInclusive<i64> {
        self.hours_min.saturating_mul(60)..=self.days_max.saturating_mul(24 * 60)
    }
}
