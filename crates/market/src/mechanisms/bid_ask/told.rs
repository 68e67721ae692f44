//! Why something is refused, and what traders are told.

use kernel::{Money, Refusal, Sentence};

/// Why a book is not opened, or an order not placed.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("bid-ask")]
pub enum BookRefusal {
    /// Orders for that day are not taken any more, or not yet.
    NotThatDay {
        /// How many days ahead at most.
        most_days: i64,
    },
    /// It is over.
    #[stale]
    Over,
    /// A command places only so many orders.
    NotSoMany {
        /// How many it may.
        most: i64,
    },
    /// There is no room for more orders in the book.
    Full,
    /// Somebody places only so many orders in a book.
    TooManyOrders {
        /// How many they may.
        most: i64,
    },
    /// An order is for so many hours.
    NotTheseHours {
        /// How many the part of the day has.
        most: i64,
    },
    /// Prices are whole ticks, from one to 4,095.
    NotThatPrice {
        /// The least.
        tick: Money,
        /// The most.
        most: Money,
    },
    /// An order rests no longer than the book.
    NotThatLong,
    /// What only trades at once does not rest until a time.
    NoTime,
    /// An ask names what is offered.
    NoOffering,
    /// Another of their offerings is sold in the book already.
    OtherOffering,
    /// Fewer hours of theirs are free then.
    #[stale]
    TooFewFree {
        /// How many are.
        free: i64,
    },
    /// There is no such order of theirs to take back.
    #[stale]
    NoSuchOrder,
}

/// What traders are told.
#[derive(Sentence, Clone, Debug, PartialEq, Eq)]
#[sentence("book")]
pub enum BookNotice {
    /// An order, or what was left of it, ended without a trade, and not because its user took it back.
    Ended {
        /// How many hours were left.
        hours: i64,
    },
    /// Hours were bought.
    Bought {
        /// How many.
        hours: i64,
        /// For how much an hour, the mark-up not counted.
        each: Money,
    },
    /// Hours were sold.
    Sold {
        /// How many.
        hours: i64,
        /// For how much an hour.
        each: Money,
    },
    /// A rule forbids by now what was traded.
    Released {
        /// How many hours.
        hours: i64,
    },
}
