//! Favored counterparties (19): whom a user would gladly deal with again.
//!
//! ```text
//! Favor ──▶ Unfavor
//! ```
//!
//! The list is its owner's own: the other side is neither told nor shown it.

use crate::concession::favorites_max;
use crate::trade::Trade;
use crate::users::User;
use kernel::{Command, Decide, Draft, Id, Locality, Record, Refusal, Stop, Timestamp, View};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// One of a user's favorites.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "favorite", key(locality, owner, other), personal(owner))]
pub struct Favorite {
    /// The owner's home locality.
    pub locality: Locality,
    /// Whose favorite.
    pub owner: Id<User>,
    /// Who it is.
    pub other: Id<User>,
    /// Since when.
    pub added_at: Timestamp,
}

/// Why somebody does not become a favorite.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("favored-counterparties")]
pub enum FavoriteRefusal {
    /// Nobody is their own favorite.
    Yourself,
    /// There are too many.
    TooMany {
        /// How many there may be.
        most: i64,
    },
}

/// Makes somebody a favorite. Who is one already stays one, since when they were.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("favored_counterparties.favor")]
pub struct Favor {
    /// Whose favorite.
    #[command(actor)]
    pub owner: Id<User>,
    /// Who.
    pub other: Id<User>,
}

impl Decide for Favor {
    type Done = ();

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        if self.other == self.owner {
            return Err(FavoriteRefusal::Yourself.into());
        }
        draft.get::<User>((draft.locality(), self.other))?;
        let known = draft.list::<Favorite>((draft.locality(), self.owner))?;
        if known.iter().any(|favorite| favorite.other == self.other) {
            return Ok(());
        }
        let most = favorites_max(draft.consult::<Rulebook>()?, draft.now().day().date())?;
        if i64::try_from(known.len()).unwrap_or(i64::MAX) >= most {
            return Err(FavoriteRefusal::TooMany { most }.into());
        }
        let (locality, owner, other) = (draft.locality(), self.owner, self.other);
        draft.put(&Favorite { locality, owner, other, added_at: draft.now() })?;
        Ok(())
    }
}

/// Takes somebody off the favorites.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("favored_counterparties.unfavor")]
pub struct Unfavor {
    /// Whose favorite.
    #[command(actor)]
    pub owner: Id<User>,
    /// Who.
    pub other: Id<User>,
}

impl Decide for Unfavor {
    type Done = ();

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        draft.get::<Favorite>((draft.locality(), self.owner, self.other))?;
        draft.remove::<Favorite>((draft.locality(), self.owner, self.other))?;
        Ok(())
    }
}

/// Work that a user booked, the latest start first, so far back as a list of favorites asks for it. `$2` is the user.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT id, seller FROM trade WHERE locality = $1 AND buyer = $2 AND kind = 'work' AND booked_at IS NOT NULL
              ORDER BY starts_at DESC LIMIT 500"
)]
pub struct LastWork {
    /// The trade.
    pub id: Id<Trade>,
    /// With whom.
    pub seller: Id<User>,
}

#[cfg(test)]
mod tests;
