//! What the concession fixes for every call for proposals.

use crate::concession::figure;
use kernel::{Date, Stop};
use rules::Rulebook;
use std::ops::RangeInclusive;

/// The figures of calls for proposals in force on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProposalTerms {
    /// The shortest time in which a call takes proposals, in hours.
    pub hours_min: i64,
    /// The longest, in days.
    pub days_max: i64,
    /// How long after the deadline they are scored and one is chosen, in hours.
    pub decide_hours: i64,
    /// How long nobody is bound after a public buyer has chosen, in hours.
    pub standstill_hours: i64,
    /// How many criteria a call has.
    pub criteria_max: i64,
    /// How many milestones a proposal has.
    pub milestones_max: i64,
    /// How many proposals a call takes, each change counted.
    pub proposals_max: i64,
    /// How many questions.
    pub questions_max: i64,
    /// How many calls of one buyer may be open.
    pub open_max: i64,
    /// How many score, the buyer among them.
    pub scorers_max: i64,
    /// How many score for a public buyer at least.
    pub public_scorers_min: i64,
}

impl ProposalTerms {
    /// The figures in force on a date.
    ///
    /// # Errors
    /// As [`figure`].
    pub fn on(rulebook: &Rulebook, date: Date) -> Result<Self, Stop> {
        let value = |name: &str| figure(rulebook, &format!("concession.proposal.{name}"), date);
        Ok(Self {
            hours_min: value("hours_min")?,
            days_max: value("days_max")?,
            decide_hours: value("decide_hours")?,
            standstill_hours: value("standstill_hours")?,
            criteria_max: value("criteria_max")?,
            milestones_max: value("milestones_max")?,
            proposals_max: value("proposals_max")?,
            questions_max: value("questions_max")?,
            open_max: value("open_max")?,
            scorers_max: value("scorers_max")?,
            public_scorers_min: value("public_scorers_min")?,
        })
    }

    /// How long a call may take proposals, in minutes.
    pub fn minutes(&self) -> RangeInclusive<i64> {
        self.hours_min.saturating_mul(60)..=self.days_max.saturating_mul(24 * 60)
    }

    /// How many have to score before the prices are opened.
    pub const fn scorers_min(&self, is_public: bool) -> i64 {
        if is_public { self.public_scorers_min } else { 1 }
    }
}
