//! Reliability (6): what a user kept and did not keep, from contracts only.

use crate::users::User;
use kernel::{Draft, Id, Keys, Locality, Record, Stop};

/// What one user's contracts came to, as seller and as buyer.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "track_record", key(locality, user_id))]
pub struct TrackRecord {
    /// The user's home locality.
    pub locality: Locality,
    /// Whose.
    pub user_id: Id<User>,
    /// Trades worked and settled as the seller.
    pub kept_count: i64,
    /// Trades that the user called off as the seller, after agreement.
    pub cancelled_count: i64,
    /// Trades to which the user did not come as the seller.
    pub no_show_count: i64,
    /// Trades paid in full as the buyer.
    pub bought_count: i64,
    /// Trades that the user called off as the buyer, after agreement and late.
    pub bought_cancelled_count: i64,
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

/// What happened to a contract, for the record of the one answerable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The hours were worked and settled.
    Kept,
    /// The seller called it off.
    SellerCancelled,
    /// The buyer called it off late.
    BuyerCancelled,
    /// The seller did not come.
    NoShow,
}

impl TrackRecord {
    /// A user's record; an empty one for who has none.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn of(draft: &Draft, locality: Locality, user: Id<User>) -> Result<Self, Stop> {
        let empty = || Self {
            locality,
            user_id: user,
            kept_count: 0,
            cancelled_count: 0,
            no_show_count: 0,
            bought_count: 0,
            bought_cancelled_count: 0,
        };
        Ok(draft.find((locality, user))?.unwrap_or_else(empty))
    }

    /// The agreements a seller answered for: the "of" in "kept 38 of 40".
    pub fn agreed_count(&self) -> i64 {
        self.kept_count + self.cancelled_count + self.no_show_count
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
pub fn completed_together(
    draft: &Draft,
    locality: Locality,
    buyer: Id<User>,
    seller: Id<User>,
) -> Result<i64, Stop> {
    Ok(draft.find::<PairRecord>((locality, buyer, seller))?.map_or(0, |pair| pair.completed_count))
}

/// Enters what became of a contract between `buyer` and `seller`.
///
/// # Errors
/// As [`Draft::find`].
pub fn record(
    draft: &mut Draft,
    (buyer, seller): (Id<User>, Id<User>),
    outcome: Outcome,
) -> Result<(), Stop> {
    let locality = seller.locality();
    match outcome {
        Outcome::Kept => {
            tally(draft, locality, seller, |sold| sold.kept_count += 1)?;
            tally(draft, locality, buyer, |bought| bought.bought_count += 1)?;
            let completed_count = completed_together(draft, locality, buyer, seller)? + 1;
            draft.put(&PairRecord { locality, buyer, seller, completed_count })?;
        }
        Outcome::SellerCancelled => tally(draft, locality, seller, |sold| sold.cancelled_count += 1)?,
        Outcome::NoShow => tally(draft, locality, seller, |sold| sold.no_show_count += 1)?,
        Outcome::BuyerCancelled => {
            tally(draft, locality, buyer, |bought| bought.bought_cancelled_count += 1)?;
        }
    }
    Ok(())
}

fn tally(
    draft: &mut Draft,
    locality: Locality,
    user: Id<User>,
    count: impl FnOnce(&mut TrackRecord),
) -> Result<(), Stop> {
    let mut record = TrackRecord::of(draft, locality, user)?;
    count(&mut record);
    draft.put(&record)?;
    Ok(())
}
