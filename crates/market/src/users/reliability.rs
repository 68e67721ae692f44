//! Reliability (6): what a user kept and did not keep, from contracts only.

use crate::users::User;
use kernel::{Draft, Id, Keys, Locality, Members, ReadStop, Record};

/// What one user's contracts came to, as seller and as buyer.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(table = "track_record", key(locality, user_id))]
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
}

/// How often a seller and a buyer have completed a trade.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "pair_record", key(locality, buyer, seller))]
pub struct PairRecord {
    /// The market area.
    pub locality: Locality,
    /// The buyer.
    pub buyer: Id<User>,
    /// The seller.
    pub seller: Id<User>,
    /// Trades settled between them.
    pub completed_count: i64,
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

/// How often the two have completed a trade.
///
/// # Errors
/// As [`Draft::find`].
pub fn completed_together(draft: &Draft<'_>, buyer: Id<User>, seller: Id<User>) -> Result<i64, ReadStop> {
    let pair = draft.find::<PairRecord>((draft.locality(), buyer, seller))?;
    Ok(pair.map_or(0, |pair| pair.completed_count))
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
            let completed_count = completed_together(draft, buyer, seller)? + 1;
            draft.put(&PairRecord { locality: draft.locality(), buyer, seller, completed_count })
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
