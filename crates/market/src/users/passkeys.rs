//! Passkeys: what shows who somebody is without a password. The private half never leaves their device; the market keeps the public
//! one.
//!
//! ```text
//! AddPasskey ──▶ UsePasskey (each time) ──▶ RemovePasskey
//! ```
//!
//! The edge has verified whatever a browser says (Web Authentication, level 3); here it is kept.

use super::{User, only, open_user};
use kernel::{Command, Decide, Draft, Id, Keys, Locality, Record, Refusal, Show, Stop, Timestamp, View};
use serde::{Deserialize, Serialize};

/// The most passkeys of one account.
const PASSKEYS_MAX: usize = 10;

/// A passkey.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "passkey", key(locality, user_id, id), personal(user_id), check = "sign_count >= 0")]
pub struct Passkey {
    /// The user's home locality.
    pub locality: Locality,
    /// Whose.
    pub user_id: Id<User>,
    /// Its id.
    pub id: Id<Passkey>,
    /// What the authenticator calls it, in base64url.
    pub credential: String,
    /// Its public half: an X.509 `SubjectPublicKeyInfo`, in base64url.
    pub public_key: String,
    /// How often its authenticator says that it has signed; 0 for ever where that does not count.
    pub sign_count: i64,
    /// The program in which it was made: `Firefox`.
    pub device: String,
    /// What that ran on, if that is known: `Android`.
    pub system: Option<String>,
    /// Since when.
    pub made_at: Timestamp,
    /// When it was used last.
    pub used_at: Option<Timestamp>,
}

/// Why a passkey is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
#[refusal("passkeys")]
pub enum PasskeyRefusal {
    /// There are enough of them.
    TooMany {
        /// How many there may be.
        most: i64,
    },
    /// It is kept already.
    #[stale]
    KeptBefore,
    /// It has signed less often than it had before: somebody has copied it.
    Copied,
}

/// Keeps a passkey that was just made.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.add_passkey")]
pub struct AddPasskey {
    /// Whose.
    #[command(actor)]
    pub user: Id<User>,
    /// See [`Passkey::credential`].
    pub credential: String,
    /// See [`Passkey::public_key`].
    pub public_key: String,
    /// See [`Passkey::sign_count`].
    pub sign_count: i64,
    /// See [`Passkey::device`].
    pub device: String,
    /// See [`Passkey::system`].
    pub system: Option<String>,
}

impl Decide for AddPasskey {
    type Done = Id<Passkey>;

    fn asks_proof(&self) -> bool {
        true
    }

    fn reads(&self, keys: &mut Keys) {
        keys.one::<User>((Command::locality(self), self.user));
        keys.all::<Passkey>((Command::locality(self), self.user));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Id<Passkey>, Stop> {
        open_user(draft, self.user)?;
        let locality = draft.locality();
        let kept = draft.list::<Passkey>((locality, self.user))?;
        if kept.iter().any(|passkey| passkey.credential == self.credential) {
            return Err(PasskeyRefusal::KeptBefore.into());
        }
        if kept.len() >= PASSKEYS_MAX {
            let most = i64::try_from(PASSKEYS_MAX).unwrap_or(i64::MAX);
            return Err(PasskeyRefusal::TooMany { most }.into());
        }
        let id = draft.id();
        draft.add(&Passkey {
            locality,
            user_id: self.user,
            id,
            credential: self.credential.clone(),
            public_key: self.public_key.clone(),
            sign_count: self.sign_count,
            device: self.device.chars().take(120).collect(),
            system: self.system.clone(),
            made_at: draft.now(),
            used_at: None,
        });
        Ok(id)
    }
}

/// A passkey was used. The edge has verified what it signed.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.use_passkey")]
pub struct UsePasskey {
    /// Whose.
    #[command(actor)]
    pub user: Id<User>,
    /// Which.
    pub passkey: Id<Passkey>,
    /// How often it says now that it has signed.
    pub sign_count: i64,
}

impl Decide for UsePasskey {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<User>((Command::locality(self), self.user));
        keys.one::<Passkey>((Command::locality(self), self.user, self.passkey));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        open_user(draft, self.user)?;
        let passkey = draft.get::<Passkey>((draft.locality(), self.user, self.passkey))?;
        // W3C WebAuthn level 3, 7.2, step 22: both zero where the authenticator does not count.
        let counts = (passkey.sign_count, self.sign_count) != (0, 0);
        if counts && self.sign_count <= passkey.sign_count {
            return Err(PasskeyRefusal::Copied.into());
        }
        let used_at = Some(draft.now());
        Ok(draft.put(&Passkey { sign_count: self.sign_count, used_at, ..passkey })?)
    }
}

/// Takes a passkey away: from now on it opens nothing.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.remove_passkey")]
pub struct RemovePasskey {
    /// Whose.
    #[command(actor)]
    pub user: Id<User>,
    /// Which.
    pub passkey: Id<Passkey>,
}

impl Decide for RemovePasskey {
    type Done = ();

    fn asks_proof(&self) -> bool {
        true
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let key = (draft.locality(), self.user, self.passkey);
        only(draft, draft.get::<Passkey>(key)?.user_id)?;
        Ok(draft.remove::<Passkey>(key)?)
    }
}

/// A user's passkeys, as the user sees them, the oldest first. `$2` is the user.
#[derive(View, Show, Clone, Debug)]
#[view(sql = "SELECT id, device, system, made_at, used_at FROM passkey
              WHERE locality = $1 AND user_id = $2 ORDER BY id")]
pub struct OwnPasskey {
    /// Which.
    #[show(name = "passkey")]
    pub id: Id<Passkey>,
    /// The program in which it was made.
    pub device: String,
    /// What that ran on, if that is known.
    pub system: Option<String>,
    /// Since when.
    pub made_at: Timestamp,
    /// When it was used last.
    pub used_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests;
