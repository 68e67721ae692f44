//! Favored counterparties (19): a user's own list, to grow from.
//!
//! ```text
//! AddFavorite ──▶ RemoveFavorite
//! ```

use crate::users::{User, only};
use kernel::{Command, Draft, Id, Keys, Locality, Moment, Record, Refusal, Stop, Timestamp};
use serde::{Deserialize, Serialize};

/// How many a user may have at once.
pub const MOST: usize = 100;

/// One of a user's favorites.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "favorite", key(locality, owner, id))]
pub struct Favorite {
    /// The owner's home locality.
    pub locality: Locality,
    /// Whose.
    pub owner: Id<User>,
    /// Its id.
    pub id: Id<Favorite>,
    /// When it was added.
    pub added_at: Timestamp,
}

/// Why there is no other favorite.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("favored-counterparties")]
pub enum FavoredCounterpartiesRefusal {
    /// There are too many.
    TooMany {
        /// How many there may be.
        most: i64,
    },
}

/// Adds one.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct AddFavorite {
    /// Whose.
    pub owner: Id<User>,
}

impl Command for AddFavorite {
    type Done = Id<Favorite>;
    const NAME: &'static str = "favored_counterparties.add_favorite";

    fn locality(&self) -> Locality {
        self.owner.locality()
    }

    fn reads(&self, keys: &mut Keys) {
        keys.all::<Favorite>((self.locality(), self.owner));
    }

    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<Id<Favorite>, Stop> {
        only(at, self.owner)?;
        if draft.list::<Favorite>((at.locality, self.owner))?.len() >= MOST {
            let most = i64::try_from(MOST).unwrap_or(i64::MAX);
            return Err(FavoredCounterpartiesRefusal::TooMany { most }.into());
        }
        let id = at.id();
        draft.add(&Favorite { locality: at.locality, owner: self.owner, id, added_at: at.now });
        Ok(id)
    }
}

/// Takes one away again.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct RemoveFavorite {
    /// Whose.
    pub owner: Id<User>,
    /// Which.
    pub favorite: Id<Favorite>,
}

impl Command for RemoveFavorite {
    type Done = ();
    const NAME: &'static str = "favored_counterparties.remove_favorite";

    fn locality(&self) -> Locality {
        self.owner.locality()
    }

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Favorite>((self.locality(), self.owner, self.favorite));
    }

    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<(), Stop> {
        only(at, self.owner)?;
        draft.get::<Favorite>((at.locality, self.owner, self.favorite))?;
        draft.remove::<Favorite>((at.locality, self.owner, self.favorite))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
