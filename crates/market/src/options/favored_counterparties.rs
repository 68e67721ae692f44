//! Favored counterparties (19): whom a user would gladly deal with again.
//!
//! ```text
//! Favor ──▶ Unfavor
//! ```
//!
//! The list is its owner's own: the other side is neither told nor shown it.

use crate::concession::favorites_max;
use crate::users::{User, only};
use kernel::{Command, Draft, Id, Keys, Locality, Moment, Record, Refusal, Stop, Timestamp};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// One of a user's favorites.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "favorite", key(locality, owner, other))]
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
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct Favor {
    /// Whose favorite.
    pub owner: Id<User>,
    /// Who.
    pub other: Id<User>,
}

impl Command for Favor {
    type Done = ();
    const NAME: &'static str = "favored_counterparties.favor";

    fn locality(&self) -> Locality {
        self.owner.locality()
    }

    fn reads(&self, keys: &mut Keys) {
        keys.one::<User>((self.locality(), self.other));
        keys.all::<Favorite>((self.locality(), self.owner));
    }

    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<(), Stop> {
        only(at, self.owner)?;
        if self.other == self.owner {
            return Err(FavoriteRefusal::Yourself.into());
        }
        draft.get::<User>((at.locality, self.other))?;
        let known = draft.list::<Favorite>((at.locality, self.owner))?;
        if known.iter().any(|favorite| favorite.other == self.other) {
            return Ok(());
        }
        let most = favorites_max(at.consult::<Rulebook>()?, at.now.day().date())?;
        if i64::try_from(known.len()).unwrap_or(i64::MAX) >= most {
            return Err(FavoriteRefusal::TooMany { most }.into());
        }
        let (locality, owner, other) = (at.locality, self.owner, self.other);
        draft.put(&Favorite { locality, owner, other, added_at: at.now })?;
        Ok(())
    }
}

/// Takes somebody off the favorites.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct Unfavor {
    /// Whose favorite.
    pub owner: Id<User>,
    /// Who.
    pub other: Id<User>,
}

impl Command for Unfavor {
    type Done = ();
    const NAME: &'static str = "favored_counterparties.unfavor";

    fn locality(&self) -> Locality {
        self.owner.locality()
    }

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Favorite>((self.locality(), self.owner, self.other));
    }

    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<(), Stop> {
        only(at, self.owner)?;
        draft.get::<Favorite>((at.locality, self.owner, self.other))?;
        draft.remove::<Favorite>((at.locality, self.owner, self.other))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
