//! What a buyer has on hold: so many at once, whatever mechanism holds it.

use crate::concession::Terms;
use crate::trade::{Trade, TradeRefusal};
use crate::users::User;
use kernel::{Date, Draft, Id, Keys, Locality, Record, Stop, Timestamp};
use rules::Rulebook;

/// A hold that has not ended. Its buyer's are read and counted in the commit that adds one more.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "open_hold", key(locality, buyer, trade))]
pub struct OpenHold {
    /// The market area.
    pub locality: Locality,
    /// For whom.
    pub buyer: Id<User>,
    /// What is held.
    pub trade: Id<Trade>,
    /// Until when.
    pub held_until: Timestamp,
}

impl OpenHold {
    /// Asks for the rows that a further hold reads.
    pub fn reads(keys: &mut Keys, locality: Locality, buyer: Id<User>) {
        keys.all::<Self>((locality, buyer));
    }

    /// Counts a hold of a trade, on a date of its place.
    ///
    /// # Errors
    /// [`TradeRefusal::TooManyHolds`].
    pub(super) fn open(draft: &mut Draft<'_>, trade: &Trade, on: Date) -> Result<(), Stop> {
        let most = Terms::holds_max(draft.consult::<Rulebook>()?, on)?;
        let (locality, buyer) = (draft.locality(), trade.buyer);
        // One whose time is over is as good as gone, though its timer may be late.
        let now = draft.now();
        let others = draft.list::<Self>((locality, buyer))?.into_iter();
        let ends: Vec<Timestamp> = others.map(|hold| hold.held_until).filter(|until| *until > now).collect();
        let count = i64::try_from(ends.len()).unwrap_or(i64::MAX);
        if let Some(ends) = ends.into_iter().min().filter(|_| count >= most) {
            return Err(TradeRefusal::TooManyHolds { most, ends }.into());
        }
        draft.add(&Self { locality, buyer, trade: trade.id, held_until: trade.held_until });
        Ok(())
    }

    /// The hold goes on until another time.
    pub(super) fn extend(draft: &mut Draft<'_>, trade: &Trade) -> Result<(), Stop> {
        let (locality, buyer, held_until) = (draft.locality(), trade.buyer, trade.held_until);
        Ok(draft.put(&Self { locality, buyer, trade: trade.id, held_until })?)
    }

    /// The hold has ended, by agreement or without.
    pub(super) fn end(draft: &mut Draft<'_>, trade: &Trade) -> Result<(), Stop> {
        Ok(draft.remove::<Self>((draft.locality(), trade.buyer, trade.id))?)
    }
}
