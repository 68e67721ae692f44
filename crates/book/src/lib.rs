//! The matcher of order books, in memory: a continuous double auction with price-time priority, and a call auction at one price.
//!
//! ```text
//! Entry ──▶ OrderBook::enter ──▶ Event, Event …        (an entry of 32 bytes; what came of it, in order)
//!    │                              │
//!    └────────── a round ───────────┴──▶ round::check ──▶ what the round changes
//! ```
//!
//! Pure: no clock, no input or output, no chance. Times come with the entries, so that the same entries make the same events, and a
//! book is made anew from its resting orders and its last trades.
//!
//! It is a crate of its own because two must have it that may not know each other: the host keeps a book in memory and lets orders
//! through at millions a second, and a decision of `market` checks what a round of them came to. It knows neither people nor money:
//! whole numbers for prices (ticks), quantities (units), users (their number in the book) and times (microseconds).
//!
//! - A trade is made at the price of the order that rests; better prices first, at one price the earlier order first.
//! - Nobody trades with themselves: what is left of the newer order goes.
//! - An order priced too far from what was traded lately is refused ([`Terms::band_bp`]).
//! - When a trade would move the price too far in too short a time, it is not made: what is left of the order that would have made it
//!   goes, and for a while no orders are taken, only cancelled ([`Terms::halt_bp`]).
//! - What an order binds is held against its user's [`Allowance`], an integer a side, so that every fill is covered.

mod call;
mod entry;
mod event;
mod index;
mod ladder;
mod matcher;
mod prices;
pub mod round;
mod state;
mod terms;

pub use entry::{ENTRY_BYTES, Entry, Kind, NotAnEntry, Price, Side};
pub use event::{EVENT_BYTES, Event, Why};
pub use matcher::{Allowance, OrderBook, Resting};
pub use terms::{Phase, Terms};

#[cfg(test)]
mod tests;
