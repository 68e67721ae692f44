//! What the concession fixes for every auction.

use crate::concession::figure;
use kernel::{Date, Stop};
use rules::Rulebook;
use std::ops::RangeInclusive;

/// The figures of auctions in force on a date, but for the [steps](super::proxy::Steps) of a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuctionTerms {
    /// The shortest auction, in hours.
    pub hours_min: i64,
    /// The longest, in days.
    pub days_max: i64,
    /// How long bids are taken at least after one that changes something, in minutes.
    pub soft_close_minutes: i64,
    /// How often the end moves on for that.
    pub extensions_max: i64,
    /// How long a second chance is held for a bidder, in hours.
    pub second_chance_hours: i64,
    /// How many bids one auction takes.
    pub bids_max: i64,
}

impl AuctionTerms {
    /// The figures in force on a date.
    ///
    /// # Errors
    /// As [`figure`].
    pub fn on(rulebook: &Rulebook, date: Date) -> Result<Self, Stop> {
        let value = |name: &str| figure(rulebook, &format!("concession.auction.{name}"), date);
        Ok(Self {
            hours_min: value("hours_min")?,
            days_max: value("days_max")?,
            soft_close_minutes: value("soft_close_minutes")?,
            extensions_max: value("extensions_max")?,
            second_chance_hours: value("second_chance_hours")?,
            bids_max: value("bids_max")?,
        })
    }

    /// How long an auction may take, in minutes.
    pub fn minutes(&self) -> RangeInclusive<i64> {
        self.hours_min.saturating_mul(60)..=self.days_max.saturating_mul(24 * 60)
    }
}
