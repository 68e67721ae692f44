//! Registration and validation (2): what is claimed of a user, and whether somebody checked it.

use crate::users::User;
use kernel::{Command, Day, Decide, Draft, Id, Keys, Locality, Record, Show, Stop, Timestamp};
use serde::{Deserialize, Serialize};

/// The claim that a person holds a card to handle food.
pub const FOOD_HANDLER_CARD: &str = "food_handler_card";

kernel::words! {
    /// Where a claim stands.
    pub enum ClaimStage {
        /// Somebody entitled to has confirmed it.
        Verified = "verified",
        /// It was confirmed and is no longer true.
        Revoked = "revoked",
    }
}

/// A claim about a user that was checked.
#[derive(Record, Show, Clone, Debug, PartialEq, Eq)]
#[record(table = "credential", key(locality, user_id, claim), personal(user_id))]
pub struct Credential {
    /// The user's home locality.
    #[show(skip)]
    pub locality: Locality,
    /// Of whom.
    #[show(skip)]
    pub user_id: Id<User>,
    /// What is claimed, by the name that rule cards use.
    pub claim: String,
    /// Where it stands.
    pub stage: ClaimStage,
    /// Who checked it.
    pub issuer: String,
    /// The last day it holds, if it ends.
    pub expires_on: Option<Day>,
    /// When it was last checked.
    pub checked_at: Timestamp,
}

impl Credential {
    /// Whether the claim is verified and has not ended by a day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.stage == ClaimStage::Verified && self.expires_on.is_none_or(|last| day <= last)
    }
}

/// Records what a register answered about a user.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("registration.record_check", by_market)]
pub struct RecordCheck {
    /// Of whom.
    pub user: Id<User>,
    /// What was asked.
    pub claim: String,
    /// What was answered.
    pub stage: ClaimStage,
    /// Which register.
    pub issuer: String,
    /// The last day it holds, if it ends.
    pub expires_on: Option<Day>,
}

impl Decide for RecordCheck {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<User>((Command::locality(self), self.user));
        keys.one::<Credential>((Command::locality(self), self.user, self.claim.clone()));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        draft.get::<User>((draft.locality(), self.user))?;
        draft.put(&Credential {
            locality: draft.locality(),
            user_id: self.user,
            claim: self.claim.clone(),
            stage: self.stage,
            issuer: self.issuer.clone(),
            expires_on: self.expires_on,
            checked_at: draft.now(),
        })?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
