//! What the concession fixes for every call for quotes.

use crate::concession::figure;
use kernel::{Date, Stop};
use rules::Rulebook;
use std::ops::RangeInclusive;

/// The figures of calls for quotes in force on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuoteTerms {
    /// How long a call takes quotes if its buyer does not say, in hours.
    pub hours_usual: i64,
    /// The shortest time, in hours.
    pub hours_min: i64,
    /// The longest, in days.
    pub days_max: i64,
    /// How long after the deadline the buyer can choose, in hours.
    pub decide_hours: i64,
    /// How many lines a call has.
    pub lines_max: i64,
    /// How many quotes it takes, each change counted.
    pub quotes_max: i64,
    /// How many questions.
    pub questions_max: i64,
    /// How many calls of one buyer may be open.
    pub open_max: i64,
    /// How long after the deadline a quote binds at least, in days.
    pub binds_days_min: i64,
    /// And at most.
    pub binds_days_max: i64,
}

impl QuoteTerms {
    /// The figures in force on a date.
    ///
    /// # Errors
    /// As [`figure`].
    pub fn on(rulebook: &Rulebook, date: Date) -> Result<Self, Stop> {
        let value = |name: &str| figure(rulebook, &format!("concession.quote.{name}"), date);
        Ok(Self {
            hours_usual: value("hours_usual")?,
            hours_min: value("hours_min")?,
            days_max: value("days_max")?,
            decide_hours: value("decide_hours")?,
            lines_max: value("lines_max")?,
            quotes_max: value("quotes_max")?,
            questions_max: value("questions_max")?,
            open_max: value("open_max")?,
            binds_days_min: value("binds_days_min")?,
            binds_days_max: value("binds_days_max")?,
        })
    }

    /// How long a call may take quotes, in minutes.
    pub fn minutes(&self) -> RangeInclusive<i64> {
        self.hours_min.saturating_mul(60)..=self.days_max.saturating_mul(24 * 60)
    }

    /// For how many days after the deadline a quote may bind.
    pub fn binds_days(&self) -> RangeInclusive<i64> {
        self.binds_days_min..=self.binds_days_max
    }
}
