//! Blocks (19): with whom a user does not deal.
//!
//! ```text
//! BlockUser ──▶ UnblockUser
//! ```
//!
//! The list is its owner's own: the other side is neither told nor shown it. Whichever of the two has it, neither is offered to the
//! other, and nothing new begins between them. What was agreed, or bound one of them, before stands.

use crate::concession::blocks_max;
use crate::options::favored_counterparties::Favorite;
use crate::users::User;
use kernel::{Command, Decide, Draft, Id, Keys, Locality, Record, Refusal, Stop, Timestamp};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// One of those with whom a user does not deal.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "block", key(locality, owner, other), personal(owner), check = "owner <> other")]
pub struct Block {
    /// The owner's home locality.
    pub locality: Locality,
    /// Who does not deal with them.
    pub owner: Id<User>,
    /// Who it is.
    pub other: Id<User>,
    /// Since when.
    pub since: Timestamp,
}

/// Why somebody is not blocked, or two do not deal with each other.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("blocks")]
pub enum BlockRefusal {
    /// Nobody blocks themselves.
    Yourself,
    /// There are too many.
    TooMany {
        /// How many there may be.
        most: i64,
    },
    /// One of the two does not deal with the other: which of them is not said.
    NotTogether,
}

/// Asks for what says whether two deal with each other.
pub fn reads(keys: &mut Keys, locality: Locality, one: Id<User>, other: Id<User>) {
    keys.one::<Block>((locality, one, other));
    keys.one::<Block>((locality, other, one));
}

/// Refuses what would begin between two of whom one blocks the other; a buyer who is not known yet is blocked by nobody.
///
/// # Errors
/// [`BlockRefusal::NotTogether`], whichever of the two has blocked the other; as [`Draft::ask`].
pub fn none_between(draft: &Draft<'_>, buyer: Option<Id<User>>, seller: Id<User>) -> Result<(), Stop> {
    let Some(buyer) = buyer else { return Ok(()) };
    let locality = draft.locality();
    let mut keys = Keys::default();
    reads(&mut keys, locality, buyer, seller);
    draft.ask(keys)?;
    let is_blocked = draft.find::<Block>((locality, buyer, seller))?.is_some()
        || draft.find::<Block>((locality, seller, buyer))?.is_some();
    if is_blocked { Err(BlockRefusal::NotTogether.into()) } else { Ok(()) }
}

/// Blocks somebody: nothing new begins between you, and neither is offered to the other. They are not told. Who is blocked already
/// stays so, since when they were; who was a favorite is one no longer.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("blocks.block_user")]
pub struct BlockUser {
    /// Who does not want to deal with them.
    #[command(actor)]
    pub owner: Id<User>,
    /// With whom.
    pub other: Id<User>,
}

impl Decide for BlockUser {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<User>((locality, self.other));
        keys.all::<Block>((locality, self.owner));
        keys.one::<Favorite>((locality, self.owner, self.other));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        if self.other == self.owner {
            return Err(BlockRefusal::Yourself.into());
        }
        let (locality, owner, other) = (draft.locality(), self.owner, self.other);
        draft.get::<User>((locality, other))?;
        let known = draft.list::<Block>((locality, owner))?;
        if known.iter().any(|block| block.other == other) {
            return Ok(());
        }
        let most = blocks_max(draft.consult::<Rulebook>()?, draft.now().day().date())?;
        if i64::try_from(known.len()).unwrap_or(i64::MAX) >= most {
            return Err(BlockRefusal::TooMany { most }.into());
        }
        if draft.find::<Favorite>((locality, owner, other))?.is_some() {
            draft.remove::<Favorite>((locality, owner, other))?;
        }
        draft.put(&Block { locality, owner, other, since: draft.now() })?;
        Ok(())
    }
}

/// Takes a block back.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("blocks.unblock_user")]
pub struct UnblockUser {
    /// Whose block.
    #[command(actor)]
    pub owner: Id<User>,
    /// Of whom.
    pub other: Id<User>,
}

impl Decide for UnblockUser {
    type Done = ();

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        draft.get::<Block>((draft.locality(), self.owner, self.other))?;
        draft.remove::<Block>((draft.locality(), self.owner, self.other))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::APART;
