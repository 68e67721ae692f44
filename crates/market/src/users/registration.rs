//! Registration and validation (2): what is claimed of a user, and whether somebody checked it.

use crate::users::User;
use kernel::{Command, Day, Draft, Id, Keys, Locality, Moment, Record, Refusal, Stop, Timestamp};
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
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "credential", key(locality, user_id, claim))]
pub struct Credential {
    /// The user's home locality.
    pub locality: Locality,
    /// Of whom.
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

/// Why a claim is not recorded.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("registration")]
pub enum RegistrationRefusal {
    /// Only a register's connector records what the register said.
    NotARegister,
}

impl Credential {
    /// Whether the claim is verified and has not ended by a day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.stage == ClaimStage::Verified && self.expires_on.is_none_or(|last| day <= last)
    }
}

/// Records what a register answered about a user.
#[derive(Serialize, Deserialize, Clone, Debug)]
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

impl Command for RecordCheck {
    type Done = ();
    const NAME: &'static str = "registration.record_check";

    fn locality(&self) -> Locality {
        self.user.locality()
    }

    fn reads(&self, keys: &mut Keys) {
        keys.one::<User>((self.locality(), self.user));
        keys.one::<Credential>((self.locality(), self.user, self.claim.clone()));
    }

    fn decide(&self, at: &Moment, draft: &mut Draft) -> Result<(), Stop> {
        if at.actor != Id::SYSTEM {
            return Err(RegistrationRefusal::NotARegister.into());
        }
        draft.get::<User>((at.locality, self.user))?;
        draft.put(&Credential {
            locality: at.locality,
            user_id: self.user,
            claim: self.claim.clone(),
            stage: self.stage,
            issuer: self.issuer.clone(),
            expires_on: self.expires_on,
            checked_at: at.now,
        })?;
        Ok(())
    }
}
