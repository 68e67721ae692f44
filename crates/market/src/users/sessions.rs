//! Sessions: the devices that are signed in.
//!
//! ```text
//! StartSession ──▶ EndSession (one) · EndSessions (all that are named)
//! ```

use super::{User, only, open_user};
use crate::concession::session_hours;
use kernel::{Command, Decide, Draft, Id, Keys, Locality, Members, Record, Stop, Timestamp, View};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// A device that is signed in.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "session", key(locality, token_digest), index = "locality, user_id")]
pub struct Session {
    /// The user's home locality.
    pub locality: Locality,
    /// SHA-256, in hexadecimal, of the token that the device holds.
    pub token_digest: String,
    /// Who is signed in.
    pub user_id: Id<User>,
    /// What program it is, as far as that is known: `Firefox`.
    pub device: String,
    /// What the program runs on, if that is known: `Android`.
    pub system: Option<String>,
    /// Since when.
    pub started_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

/// Signs a device in, for as long as the concession lets a session last that nobody ends. The edge has checked the
/// password and made the token.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.start_session")]
pub struct StartSession {
    /// Who signs in.
    pub user: Id<User>,
    /// SHA-256, in hexadecimal, of the token.
    pub token_digest: String,
    /// See [`Session::device`]; cut to 120 characters.
    pub device: String,
    /// See [`Session::system`].
    pub system: Option<String>,
}

impl Decide for StartSession {
    type Done = Timestamp;

    fn reads(&self, keys: &mut Keys) {
        keys.one::<User>((Command::locality(self), self.user));
        keys.one::<Session>((Command::locality(self), self.token_digest.clone()));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Timestamp, Stop> {
        open_user(draft, self.user)?;
        let hours = session_hours(draft.consult::<Rulebook>()?, draft.now().day().date())?;
        let expires_at = draft.now().plus_hours(hours);
        draft.put(&Session {
            locality: draft.locality(),
            token_digest: self.token_digest.clone(),
            user_id: self.user,
            device: self.device.chars().take(120).collect(),
            system: self.system.clone(),
            started_at: draft.now(),
            expires_at,
        })?;
        Ok(expires_at)
    }
}

/// Signs a device out.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.end_session")]
pub struct EndSession {
    /// Where the user lives.
    pub locality: Locality,
    /// Which session.
    pub token_digest: String,
}

impl Decide for EndSession {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Session>((self.locality, self.token_digest.clone()));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let session = draft.get::<Session>((self.locality, self.token_digest.clone()))?;
        only(draft, session.user_id)?;
        draft.remove::<Session>((self.locality, self.token_digest.clone()))?;
        Ok(())
    }
}

/// Signs out the devices that are named, all at once: those of one user. One that is signed out already is passed over.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.end_sessions")]
pub struct EndSessions {
    /// Whose.
    #[command(actor)]
    pub user: Id<User>,
    /// Which sessions.
    pub token_digests: Vec<String>,
}

impl Decide for EndSessions {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        for digest in &self.token_digests {
            keys.one::<Session>((Command::locality(self), digest.clone()));
        }
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let locality = draft.locality();
        for digest in &self.token_digests {
            let Some(session) = draft.find::<Session>((locality, digest.clone()))? else { continue };
            only(draft, session.user_id)?;
            draft.remove::<Session>((locality, digest.clone()))?;
        }
        Ok(())
    }
}

/// A user's signed-in devices, the newest first.
#[derive(View, Members, Clone, Debug)]
#[view(sql = "SELECT token_digest, device, system, started_at, expires_at FROM session
              WHERE locality = $1 AND user_id = $2 AND expires_at > $3 ORDER BY started_at DESC, token_digest")]
pub struct SignedInDevice {
    /// Which session, by the digest of its token.
    #[show(name = "session")]
    pub token_digest: String,
    /// What program it is, as far as that is known.
    pub device: String,
    /// What the program runs on, if that is known.
    pub system: Option<String>,
    /// Since when.
    pub started_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

#[cfg(test)]
mod tests;
