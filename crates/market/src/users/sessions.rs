//! Sessions: the devices that are signed in.
//!
//! ```text
//! StartSession ──▶ SeeSession (it is used) · ProveSession (a second factor) ──▶ EndSession (one) · EndSessions (all that are named)
//! ```
//!
//! A session ends by itself at its last moment, and earlier when nobody uses it; on a device that many use both come soon.

use super::passkeys::Passkey;
use super::{Person, User, only, open_user};
use crate::concession::SessionTerms;
use kernel::{Command, Decide, Draft, Id, Keys, Locality, Members, Record, Refusal, Stop, Timestamp, View};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// A device that is signed in.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "session", key(locality, token_digest), personal(user_id), index = "locality, user_id")]
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
    /// Until when at the latest.
    pub expires_at: Timestamp,
    /// Until when, if nobody uses it before then.
    pub idle_until: Timestamp,
    /// Whether others use the device too.
    pub is_shared: bool,
    /// Until when it counts that the user has shown a second factor; nothing before the first.
    pub proved_until: Option<Timestamp>,
}

impl Session {
    /// Whether the device is signed in.
    pub fn is_live(&self, now: Timestamp) -> bool {
        now < self.expires_at && now < self.idle_until
    }

    /// Whether that it is used has to be written down: not for each page, or reading would be writing.
    pub fn is_to_be_seen(&self, terms: &SessionTerms, now: Timestamp) -> bool {
        let rest = self.idle_until.0.saturating_sub(now.0);
        let whole = terms.idle(self.is_shared).saturating_mul(MINUTE_US);
        rest < whole.saturating_sub(whole / SEEN_PARTS)
    }
}

kernel::words! {
    /// How somebody shows a second factor.
    pub enum Proof {
        /// By a code that went to the account's address.
        Code = "code",
        /// By a passkey.
        Passkey = "passkey",
    }
}

/// Why a second factor is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
#[refusal("sessions")]
pub enum SessionRefusal {
    /// The mailbox may be all that whoever asks has: a code that goes there counts later.
    CodeWaits {
        /// From when on it counts on this device.
        from: Timestamp,
    },
}

const MINUTE_US: i64 = 60_000_000;
/// A session is seen anew when such a part of the time has gone that it may be idle.
const SEEN_PARTS: i64 = 8;

/// Signs a device in, for as long as the concession lets a session last that nobody ends. The edge has checked the
/// password, the code or the passkey, and made the token.
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
    /// See [`Session::is_shared`].
    pub is_shared: bool,
    /// Whether it is begun by what counts as two factors: a passkey, or a code together with what it was asked for with.
    pub is_proved: bool,
}

impl Decide for StartSession {
    type Done = Timestamp;

    fn reads(&self, keys: &mut Keys) {
        keys.one::<User>((Command::locality(self), self.user));
        keys.one::<Session>((Command::locality(self), self.token_digest.clone()));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Timestamp, Stop> {
        open_user(draft, self.user)?;
        let now = draft.now();
        let terms = SessionTerms::on(draft.consult::<Rulebook>()?, now.day().date())?;
        let expires_at = now.plus_minutes(terms.longest(self.is_shared));
        draft.put(&Session {
            locality: draft.locality(),
            token_digest: self.token_digest.clone(),
            user_id: self.user,
            device: self.device.chars().take(120).collect(),
            system: self.system.clone(),
            started_at: now,
            expires_at,
            idle_until: now.plus_minutes(terms.idle(self.is_shared)),
            is_shared: self.is_shared,
            proved_until: self.is_proved.then(|| now.plus_minutes(terms.proof_minutes)),
        })?;
        Ok(expires_at)
    }
}

/// A device is used: it stays signed in for as long again as it may be idle.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.see_session")]
pub struct SeeSession {
    /// Whose.
    #[command(actor)]
    pub user: Id<User>,
    /// Which session.
    pub token_digest: String,
}

impl Decide for SeeSession {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Session>((Command::locality(self), self.token_digest.clone()));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let (session, terms) = own(draft, &self.token_digest)?;
        let idle_until = draft.now().plus_minutes(terms.idle(session.is_shared));
        Ok(draft.put(&Session { idle_until, ..session })?)
    }
}

/// Whoever uses a device has shown a second factor, which the edge has checked.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.prove_session")]
pub struct ProveSession {
    /// Whose.
    #[command(actor)]
    pub user: Id<User>,
    /// Which session.
    pub token_digest: String,
    /// By what.
    pub by: Proof,
}

impl Decide for ProveSession {
    /// Until when it counts.
    type Done = Timestamp;

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Session>((Command::locality(self), self.token_digest.clone()));
        if self.by == Proof::Code {
            keys.one::<Person>((Command::locality(self), self.user));
            keys.all::<Passkey>((Command::locality(self), self.user));
        }
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Timestamp, Stop> {
        let (session, terms) = match self.by {
            Proof::Code => proved_by_code(draft, &self.token_digest)?,
            Proof::Passkey => own(draft, &self.token_digest)?,
        };
        let until = draft.now().plus_minutes(terms.proof_minutes);
        draft.put(&Session { proved_until: Some(until), ..session })?;
        Ok(until)
    }
}

/// A session of whoever acts that lives.
fn own(draft: &Draft<'_>, token_digest: &str) -> Result<(Session, SessionTerms), Stop> {
    let session = draft.get::<Session>((draft.locality(), token_digest.to_owned()))?;
    only(draft, session.user_id)?;
    let terms = SessionTerms::on(draft.consult::<Rulebook>()?, draft.now().day().date())?;
    if session.is_live(draft.now()) { Ok((session, terms)) } else { Err(Stop::Absent("session")) }
}

/// A session of whoever acts in which a code counts as a second factor. A new password by a code is the mailbox alone, and where
/// there is a passkey nobody shall get past it with less: then a code counts after a while, in which its owner hears of it.
///
/// # Errors
/// [`SessionRefusal`]; as [`own`].
pub(super) fn proved_by_code(draft: &Draft<'_>, token_digest: &str) -> Result<(Session, SessionTerms), Stop> {
    let (session, terms) = own(draft, token_digest)?;
    let key = (draft.locality(), session.user_id);
    let reset_at = draft.get::<Person>(key)?.password_reset_at;
    let has_passkeys = !draft.list::<Passkey>(key)?.is_empty();
    let since = reset_at.max(has_passkeys.then_some(session.started_at));
    let from = since.map(|since| since.plus_minutes(terms.code_wait_hours.saturating_mul(60)));
    match from.filter(|from| draft.now() < *from) {
        Some(from) => Err(SessionRefusal::CodeWaits { from }.into()),
        None => Ok((session, terms)),
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
#[view(
    sql = "SELECT token_digest, device, system, started_at, expires_at, idle_until, is_shared FROM session
              WHERE locality = $1 AND user_id = $2 AND expires_at > $3 AND idle_until > $3 ORDER BY started_at DESC, token_digest"
)]
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
    /// Until when at the latest.
    pub expires_at: Timestamp,
    /// Until when, if it is not used before then.
    pub idle_until: Timestamp,
    /// Whether others use it too.
    pub is_shared: bool,
}

#[cfg(test)]
mod tests;
