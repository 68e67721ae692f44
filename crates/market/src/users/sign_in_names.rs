//! Sign-in names: unique everywhere, so they live in the pseudo-locality [`Locality::NAMES`], apart from the users they
//! lead to.
//!
//! ```text
//! ClaimName ──▶ KeepName ──▶ MoveName (another address) · SetPassword ──▶ FreeName (the account is closed)
//! ```
//!
//! A name that was claimed and never kept is of a sign-up that ended half way: whoever claims it next has it.

use super::{User, UserRefusal, only};
use kernel::{Command, Decide, Draft, Id, Keys, Locality, Record, Stop, Timestamp};
use serde::{Deserialize, Serialize};

/// A name to sign in with, which is unique everywhere.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "sign_in_name", key(locality, digest), personal(user_id))]
pub struct SignInName {
    /// Always [`Locality::NAMES`].
    pub locality: Locality,
    /// SHA-256, in hexadecimal, of the e-mail address in lower case.
    pub digest: String,
    /// Whose it is.
    pub user_id: Id<User>,
    /// The user's home locality.
    pub home: Locality,
    /// The password's argon2id hash, as a PHC string.
    pub password_hash: String,
    /// When the account was opened; nothing while it is only claimed, and then nobody signs in with it.
    pub opened_at: Option<Timestamp>,
}

/// Takes a sign-in name and makes the id of the user it is for. The first of three steps, because names are
/// unique everywhere and users have a home. A name that was claimed before and never kept is taken over.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.claim_name", locality = Locality::NAMES)]
pub struct ClaimName {
    /// SHA-256, in hexadecimal, of the e-mail address in lower case.
    pub digest: String,
    /// The password's argon2id hash.
    pub password_hash: String,
    /// Where the user will live.
    pub home: Locality,
}

impl Decide for ClaimName {
    type Done = Id<User>;

    fn reads(&self, keys: &mut Keys) {
        keys.one::<SignInName>((Locality::NAMES, self.digest.clone()));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Id<User>, Stop> {
        let name = draft.find::<SignInName>((Locality::NAMES, self.digest.clone()))?;
        if name.is_some_and(|name| name.opened_at.is_some()) {
            return Err(UserRefusal::NameTaken.into());
        }
        let user = draft.id_in(self.home);
        draft.put(&SignInName {
            locality: Locality::NAMES,
            digest: self.digest.clone(),
            user_id: user,
            home: self.home,
            password_hash: self.password_hash.clone(),
            opened_at: None,
        })?;
        Ok(user)
    }
}

/// Keeps a claimed name for its user, whose account is open: from now on nobody takes it over. Run again, it changes nothing.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.keep_name", locality = Locality::NAMES)]
pub struct KeepName {
    /// See [`ClaimName::digest`].
    pub digest: String,
    /// Whose account was opened.
    pub user: Id<User>,
}

impl Decide for KeepName {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<SignInName>((Locality::NAMES, self.digest.clone()));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let name = draft.get::<SignInName>((Locality::NAMES, self.digest.clone()))?;
        if name.user_id != self.user {
            // Somebody else has taken the claim over meanwhile.
            return Err(UserRefusal::NameTaken.into());
        }
        let opened_at = name.opened_at.or(Some(draft.now()));
        draft.put(&SignInName { opened_at, ..name })?;
        Ok(())
    }
}

/// Moves a user's sign-in name to another address, with its password. Run again, it changes nothing.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.move_name", locality = Locality::NAMES)]
pub struct MoveName {
    /// Whose name.
    pub user: Id<User>,
    /// The digest of the address until now; see [`ClaimName::digest`].
    pub from: String,
    /// The digest of the new one.
    pub to: String,
}

impl Decide for MoveName {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<SignInName>((Locality::NAMES, self.from.clone()));
        keys.one::<SignInName>((Locality::NAMES, self.to.clone()));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        only(draft, self.user)?;
        let there = draft.find::<SignInName>((Locality::NAMES, self.to.clone()))?;
        match there.filter(|name| name.opened_at.is_some()) {
            Some(name) if name.user_id == self.user => return Ok(()),
            Some(_) => return Err(UserRefusal::NameTaken.into()),
            None => {}
        }
        let name = draft.get::<SignInName>((Locality::NAMES, self.from.clone()))?;
        only(draft, name.user_id)?;
        draft.put(&SignInName { digest: self.to.clone(), ..name })?;
        draft.remove::<SignInName>((Locality::NAMES, self.from.clone()))?;
        Ok(())
    }
}

/// Gives a sign-in name another password. The edge has checked the old one, or a code.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.set_password", locality = Locality::NAMES)]
pub struct SetPassword {
    /// Whose name.
    pub user: Id<User>,
    /// See [`ClaimName::digest`].
    pub digest: String,
    /// See [`ClaimName::password_hash`].
    pub password_hash: String,
}

impl Decide for SetPassword {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<SignInName>((Locality::NAMES, self.digest.clone()));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        only(draft, self.user)?;
        let name = draft.get::<SignInName>((Locality::NAMES, self.digest.clone()))?;
        only(draft, name.user_id)?;
        draft.put(&SignInName { password_hash: self.password_hash.clone(), ..name })?;
        Ok(())
    }
}

/// Gives the sign-in name of a closed account back, for whoever opens one with the address next. Run again, or of a name
/// that is somebody else's by now, it changes nothing.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.free_name", by_market, locality = Locality::NAMES)]
pub struct FreeName {
    /// Whose name it was.
    pub user: Id<User>,
    /// See [`ClaimName::digest`].
    pub digest: String,
}

impl Decide for FreeName {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<SignInName>((Locality::NAMES, self.digest.clone()));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let name = draft.find::<SignInName>((Locality::NAMES, self.digest.clone()))?;
        if name.is_some_and(|name| name.user_id == self.user) {
            draft.remove::<SignInName>((Locality::NAMES, self.digest.clone()))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
