//! The question that the market asks of the rulebook.

use crate::card::Clock;
use crate::date::Date;
use crate::facts::Facts;

/// One candidate deal: where, in what sector, by which mechanism, on which dates, with what is known.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The code of the place where the work is done, such as `US-OR-PORTLAND`. The law follows the place of work.
    pub place: &'a str,
    /// The code of the sector.
    pub sector: &'a str,
    /// The mechanism, such as `stored_availability`.
    pub mechanism: &'a str,
    /// The roles that are being checked, such as `seller` and `buyer`.
    pub roles: &'a [&'a str],
    /// The local date on which the service starts.
    pub service_start: Date,
    /// The local date of agreement.
    pub commit: Date,
    /// The local date of payment; the date of supply for taxes that count so.
    pub payment: Date,
    /// What is known; what is missing is unknown.
    pub facts: &'a Facts,
}

impl Question<'_> {
    /// The date that a card with this clock is judged by.
    pub(crate) fn date(&self, clock: Clock) -> Date {
        match clock {
            Clock::ServiceStart => self.service_start,
            Clock::Commit => self.commit,
            Clock::Payment => self.payment,
        }
    }
}
