//! What the concession fixes for every pool.

use crate::concession::figure;
use kernel::{Date, Stop};
use rules::Rulebook;
use std::ops::RangeInclusive;

/// The figures of group buying in force on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolTerms {
    /// The shortest pool, in hours.
    pub hours_min: i64,
    /// The longest, in days.
    pub days_max: i64,
    /// How long before its end pledges stay as far as a tier hangs on them, in hours.
    pub lock_hours: i64,
    /// How many tiers one has.
    pub tiers_max: i64,
    /// How many pledges one takes.
    pub pledges_max: i64,
    /// How many sellers one has.
    pub sellers_max: i64,
}

impl PoolTerms {
    /// The figures in force on a date.
    ///
    /// # Errors
    /// As [`figure`].
    pub fn on(rulebook: &Rulebook, date: Date) -> Result<Self, Stop> {
        let value = |name: &str| figure(rulebook, &format!("concession.pool.{name}"), date);
        Ok(Self {
            hours_min: value("hours_min")?,
            days_max: value("days_max")?,
            lock_hours: value("lock_hours")?,
            tiers_max: value("tiers_max")?,
            pledges_max: value("pledges_max")?,
            sellers_max: value("sellers_max")?,
        })
    }

    /// How long a pool may take, in minutes.
    pub fn minutes(&self) -> RangeInclusive<i64> {
        self.hours_min.saturating_mul(60)..=self.days_max.saturating_mul(24 * 60)
    }
}
