//! Where the seller goes: the street, and what to know on arriving. Personal, so a row of its own that can be erased.

use super::Trade;
use crate::users::Street;
use kernel::{Id, Locality, LongText, Record, Refusal};

/// What to know on arriving.
pub type ArrivalNote = LongText<500>;

/// Where exactly the work of a trade is, as its buyer says. For the two sides alone.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "arrival", key(locality, trade), personal(trade))]
pub struct Arrival {
    /// The market area.
    pub locality: Locality,
    /// Of which trade.
    pub trade: Id<Trade>,
    /// Street and number.
    pub street: Street,
    /// Which door, whom to ask for, what to wear.
    pub note: Option<ArrivalNote>,
}

/// Where a seller is to go, not yet of a trade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// See [`Arrival::street`].
    pub street: Street,
    /// See [`Arrival::note`].
    pub note: Option<ArrivalNote>,
}

/// Why nobody would find the way.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("arrival")]
pub enum ArrivalRefusal {
    /// There is no street, and the buyer's own is not in that post code.
    NoStreet,
}
