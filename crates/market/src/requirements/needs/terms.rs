//! What the concession fixes for every need.

use crate::concession::figure;
use kernel::{Date, Stop};
use rules::Rulebook;

/// The figures of needs in force on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NeedTerms {
    /// How many needs somebody has at most.
    pub saved_max: i64,
    /// How many parts a need has at most.
    pub parts_max: i64,
    /// How many of one sector it asks for at most.
    pub count_max: i64,
    /// How many days ahead it may reach.
    pub days_max: i64,
    /// How long after one look the next comes, in minutes.
    pub look_minutes: i64,
}

impl NeedTerms {
    /// The figures in force on a date.
    ///
    /// # Errors
    /// As [`figure`].
    pub fn on(rulebook: &Rulebook, date: Date) -> Result<Self, Stop> {
        let value = |name: &str| figure(rulebook, &format!("concession.need.{name}"), date);
        Ok(Self {
            saved_max: value("saved_max")?,
            parts_max: value("parts_max")?,
            count_max: value("count_max")?,
            days_max: value("days_max")?,
            look_minutes: value("look_minutes")?,
        })
    }
}
