//! What the concession fixes for every book.

use crate::concession::figure;
use kernel::{Amount, Date, Stop};
use rules::Rulebook;

/// The figures of books in force on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BookTerms {
    /// By how much prices differ at least, in minor units an hour.
    pub tick: Amount,
    /// At which hour of the day before the last orders are taken, on the clock of the place.
    pub close_hour: i64,
    /// Between two calls of a thin book, in minutes.
    pub call_minutes: i64,
    /// From how many traders on a book trades continuously.
    pub traders_to_open: i64,
    /// How many orders a command places.
    pub orders_max: i64,
    /// How many orders somebody places in a book in all.
    pub trader_orders_max: i64,
    /// How many orders a book takes in all.
    pub book_orders_max: i64,
}

impl BookTerms {
    /// The figures in force on a date.
    ///
    /// # Errors
    /// As [`figure`].
    pub fn on(rulebook: &Rulebook, date: Date) -> Result<Self, Stop> {
        let value = |name: &str| figure(rulebook, &format!("concession.book.{name}"), date);
        Ok(Self {
            tick: Amount(value("tick")?),
            close_hour: value("close_hour")?,
            call_minutes: value("call_minutes")?,
            traders_to_open: value("traders_to_open")?,
            orders_max: value("orders_max")?,
            trader_orders_max: value("trader_orders_max")?,
            book_orders_max: value("book_orders_max")?,
        })
    }
}
