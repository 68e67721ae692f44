//! Stock: how many pieces of an offering there are, and how many of them are sold.
//!
//! What is offered is counted up by the seller; only what is taken is checked. Nothing happens to stock when a trade is
//! completed, so nothing can be forgotten there.

use crate::users::{assets::Offering, only};
use kernel::{Command, Decide, Draft, Id, Keys, Locality, Record, Refusal, Stop};
use serde::{Deserialize, Serialize};

/// The pieces of an offering. Free are those that are offered and not taken.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "stock",
    key(locality, item),
    personal(item),
    check = "taken >= 0",
    check = "taken <= offered"
)]
pub struct Stock {
    /// The market area.
    pub locality: Locality,
    /// Of which offering.
    pub item: Id<Offering>,
    /// How many there have been in all.
    pub offered: i64,
    /// How many of them are held or sold.
    pub taken: i64,
}

/// Why pieces are not taken or not put up.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("stock")]
pub enum StockRefusal {
    /// There are fewer left.
    #[stale]
    TooFew {
        /// How many are left.
        left: i64,
    },
    /// One piece or more is taken at a time.
    NoPieces,
    /// A stock is of no piece or more, and not of too many.
    NotThisMany {
        /// The most there can be.
        most: i64,
    },
    /// These pieces are not taken, so they cannot be given back.
    NotTaken,
}

/// The most pieces of one offering.
const MOST: i64 = 1_000_000;

impl Stock {
    /// The stock of a new offering.
    ///
    /// # Errors
    /// [`StockRefusal::NotThisMany`].
    pub fn of(item: Id<Offering>, offered: i64) -> Result<Self, StockRefusal> {
        Self { locality: item.locality(), item, offered: 0, taken: 0 }.with(offered)
    }

    /// How many can be had.
    pub fn free(&self) -> i64 {
        self.offered - self.taken
    }

    fn with(self, free: i64) -> Result<Self, StockRefusal> {
        let offered = self.taken.saturating_add(free);
        let fits = (0..=MOST).contains(&free);
        if fits { Ok(Self { offered, ..self }) } else { Err(StockRefusal::NotThisMany { most: MOST }) }
    }
}

/// Asks for the row that [`take`] and [`give_back`] read.
pub fn reads(keys: &mut Keys, item: Id<Offering>) {
    keys.one::<Stock>((item.locality(), item));
}

/// Takes pieces: the one place where they are sold, so that none is sold twice.
///
/// # Errors
/// [`StockRefusal::NoPieces`], then [`StockRefusal::TooFew`].
pub fn take(draft: &mut Draft<'_>, item: Id<Offering>, count: i64) -> Result<(), Stop> {
    if count < 1 {
        return Err(StockRefusal::NoPieces.into());
    }
    let stock = draft.get::<Stock>((draft.locality(), item))?;
    if stock.free() < count {
        return Err(StockRefusal::TooFew { left: stock.free() }.into());
    }
    draft.put(&Stock { taken: stock.taken + count, ..stock })?;
    Ok(())
}

/// Gives pieces back that were taken.
///
/// # Errors
/// [`StockRefusal::NotTaken`] when fewer were.
pub fn give_back(draft: &mut Draft<'_>, item: Id<Offering>, count: i64) -> Result<(), Stop> {
    let stock = draft.get::<Stock>((draft.locality(), item))?;
    if !(0..=stock.taken).contains(&count) {
        return Err(StockRefusal::NotTaken.into());
    }
    draft.put(&Stock { taken: stock.taken - count, ..stock })?;
    Ok(())
}

/// Says how many pieces there are to be had now.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("stock.restock")]
pub struct Restock {
    /// Of which offering.
    pub item: Id<Offering>,
    /// How many can be had from now on.
    pub free: i64,
}

impl Decide for Restock {
    type Done = ();

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        only(draft, draft.get::<Offering>((draft.locality(), self.item))?.seller)?;
        let stock = draft.get::<Stock>((draft.locality(), self.item))?;
        draft.put(&stock.with(self.free)?)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
