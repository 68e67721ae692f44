//! Reliability (6): what a user kept and did not keep, from contracts only.

use crate::users::User;
use kernel::{Draft, Id, Keys, Locality, Members, ReadStop, Record};

/// What one user's contracts came to, as seller and as buyer.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(table = "track_record", key(locality, user_id), personal(user_id), check = "open_count >= 0")]
#[show(only(user_id, kept_count, cancelled_count, missed_count, bought_count, bought_cancelled_count))]
pub struct TrackRecord {
    /// The user's home locality.
    pub locality: Locality,
    /// Whose.
    #[show(name = "user")]
    pub user_id: Id<User>,
    /// Trades worked and settled as the seller.
    pub kept_count: i64,
    /// Trades that the user called off as the seller, after agreement.
    pub cancelled_count: i64,
    /// Trades to which the user did not come as the seller.
    pub missed_count: i64,
    /// Trades paid in full as the buyer.
    pub bought_count: i64,
    /// Trades that the user called off as the buyer, after agreement and late.
    pub bought_cancelled_count: i64,
    /// Trades to which the user did not come as the buyer.
    pub absent_count: i64,
    /// Trades that the user did not pay for in time, or did not pay back.
    pub unpaid_count: i64,
    /// Trades that the user holds or has agreed to as the buyer, and that are not over.
    pub open_count: i64,
}

/// What a seller and a buyer have to do with each other, by numbers.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "pair_record",
    key(locality, buyer, seller),
    personal(buyer, seller),
    check = "open_count >= 0"
)]
pub struct PairRecord {
    /// The market area.
    pub locality: Locality,
    /// The buyer.
    pub buyer: Id<User>,
    /// The seller.
    pub seller: Id<User>,
    /// Trades settled between them.
    pub completed_count: i64,
    /// Trades held or agreed between them that are not over.
    pub open_count: i64,
}

/// What a buyer and a seller have to do with each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Together {
    /// Trades settled between them.
    pub completed_count: i64,
    /// Trades held or agreed between them that are not over: what is promised to the first of them is promised once.
    pub open_count: i64,
}

impl PairRecord {
    /// What the two have to do with each other.
    pub const fn together(&self) -> Together {
        Together { completed_count: self.completed_count, open_count: self.open_count }
    }
}

kernel::words! {
    /// What became of a part of a trade, for the record of the one answerable.
    pub enum Outcome {
        /// Performed and paid.
        Kept = "kept",
        /// Quarreled over, and ended by agreement or by what stands in for it.
        Settled = "settled",
        /// The seller did not come, or nothing came.
        Missed = "missed",
        /// Sent back; harms nobody's record.
        Returned = "returned",
        /// The buyer was not there, or did not collect.
        BuyerAbsent = "buyer_absent",
        /// The buyer called it off.
        BuyerCancelled = "buyer_cancelled",
        /// The seller called it off.
        SellerCancelled = "seller_cancelled",
        /// The buyer's money did not come in time.
        Unpaid = "unpaid",
        /// What was owed was not paid back.
        Defaulted = "defaulted",
    }
}

impl TrackRecord {
    /// A user's record; an empty one for who has none.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn of(draft: &Draft<'_>, user: Id<User>) -> Result<Self, ReadStop> {
        let locality = draft.locality();
        let empty = || Self {
            locality,
            user_id: user,
            kept_count: 0,
            cancelled_count: 0,
            missed_count: 0,
            bought_count: 0,
            bought_cancelled_count: 0,
            absent_count: 0,
            unpaid_count: 0,
            open_count: 0,
        };
        Ok(draft.find((locality, user))?.unwrap_or_else(empty))
    }

    /// The agreements a seller answered for: the "of" in "kept 38 of 40".
    pub fn agreed_count(&self) -> i64 {
        self.kept_count + self.cancelled_count + self.missed_count
    }
}

/// Asks for the rows that [`record`] and the checks of a deal read.
pub fn reads(keys: &mut Keys, locality: Locality, buyer: Id<User>, seller: Id<User>) {
    keys.one::<TrackRecord>((locality, buyer));
    keys.one::<TrackRecord>((locality, seller));
    keys.one::<PairRecord>((locality, buyer, seller));
}

/// What the two have to do with each other.
///
/// # Errors
/// As [`Draft::find`].
pub fn together(draft: &Draft<'_>, buyer: Id<User>, seller: Id<User>) -> Result<Together, ReadStop> {
    let pair = draft.find::<PairRecord>((draft.locality(), buyer, seller))?;
    Ok(pair.map_or(Together::default(), |pair| pair.together()))
}

/// Enters that a trade between `buyer` and `seller` is held.
///
/// # Errors
/// As [`Draft::find`].
pub(crate) fn is_open(draft: &mut Draft<'_>, buyer: Id<User>, seller: Id<User>) -> Result<(), ReadStop> {
    count_open(draft, buyer, seller, 1)
}

/// Enters that it is over, however it ended.
///
/// # Errors
/// As [`Draft::find`].
pub(crate) fn is_over(draft: &mut Draft<'_>, buyer: Id<User>, seller: Id<User>) -> Result<(), ReadStop> {
    count_open(draft, buyer, seller, -1)
}

fn count_open(draft: &mut Draft<'_>, buyer: Id<User>, seller: Id<User>, more: i64) -> Result<(), ReadStop> {
    tally(draft, buyer, |bought| bought.open_count += more)?;
    let together = together(draft, buyer, seller)?;
    put_together(draft, buyer, seller, Together { open_count: together.open_count + more, ..together })
}

fn put_together(
    draft: &mut Draft<'_>,
    buyer: Id<User>,
    seller: Id<User>,
    Together { completed_count, open_count }: Together,
) -> Result<(), ReadStop> {
    draft.put(&PairRecord { locality: draft.locality(), buyer, seller, completed_count, open_count })
}

/// Enters what became of a contract between `buyer` and `seller`.
///
/// # Errors
/// As [`Draft::find`].
pub fn record(
    draft: &mut Draft<'_>,
    buyer: Id<User>,
    seller: Id<User>,
    outcome: Outcome,
) -> Result<(), ReadStop> {
    match outcome {
        Outcome::Kept | Outcome::Settled => {
            tally(draft, seller, |sold| sold.kept_count += 1)?;
            tally(draft, buyer, |bought| bought.bought_count += 1)?;
            let together = together(draft, buyer, seller)?;
            let completed_count = together.completed_count + 1;
            put_together(draft, buyer, seller, Together { completed_count, ..together })
        }
        Outcome::SellerCancelled => tally(draft, seller, |sold| sold.cancelled_count += 1),
        Outcome::Missed => tally(draft, seller, |sold| sold.missed_count += 1),
        Outcome::BuyerCancelled => tally(draft, buyer, |bought| bought.bought_cancelled_count += 1),
        Outcome::BuyerAbsent => tally(draft, buyer, |bought| bought.absent_count += 1),
        Outcome::Unpaid | Outcome::Defaulted => tally(draft, buyer, |bought| bought.unpaid_count += 1),
        Outcome::Returned => Ok(()),
    }
}

fn tally(
    draft: &mut Draft<'_>,
    user: Id<User>,
    count: impl FnOnce(&mut TrackRecord),
) -> Result<(), ReadStop> {
    let mut record = TrackRecord::of(draft, user)?;
    count(&mut record);
    draft.put(&record)
}

#[cfg(test)]
mod tests;
