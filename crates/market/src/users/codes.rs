//! Codes: whoever enters one has read the message that it came in.
//!
//! ```text
//! SendCode ──▶ sent ──EnterCode──▶ entered      (wrong ones are counted; too many, or too late, and another has to be sent)
//! ```
//!
//! The code itself is kept nowhere: the record holds a digest, and the message in the outbox is gone once it is delivered.

use super::passkeys::Passkey;
use super::sessions::{Session, proved_by_code};
use super::{Person, User, only, open_user};
use crate::concession::CodeTerms;
use kernel::{
    Command, Decide, Draft, EmailAddress, Id, Keys, Locality, Record, Refusal, Stop, Timestamp, View,
};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// The outbox topic of codes.
pub const TOPIC: &str = "code";
/// The time within which codes are counted, in minutes.
const HOUR_MINUTES: i64 = 60;

kernel::words! {
    /// What a code is for.
    pub enum CodePurpose {
        /// To confirm the address of an account.
        Confirm = "confirm",
        /// To choose a new password.
        Password = "password",
        /// To change to another address, which it goes to.
        Address = "address",
        /// To show once more who somebody is, before money leaves.
        Proof = "proof",
    }
}

/// A code that was sent: the last one for a purpose.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "sent_code",
    key(locality, user_id, purpose),
    personal(user_id),
    check = "tries >= 0",
    check = "hour_count >= 1"
)]
pub struct SentCode {
    /// The user's home locality.
    pub locality: Locality,
    /// Whose.
    pub user_id: Id<User>,
    /// What for.
    pub purpose: CodePurpose,
    /// See [`SentCode::digest_of`].
    pub digest: String,
    /// The address that it went to.
    pub email: EmailAddress,
    /// When.
    pub sent_at: Timestamp,
    /// Until when it is taken.
    pub expires_at: Timestamp,
    /// How often a wrong one was entered.
    pub tries: i64,
    /// Since when codes are counted.
    pub hour_from: Timestamp,
    /// How many were sent since then.
    pub hour_count: i64,
    /// When it was entered, while what it is for is still to be done.
    pub entered_at: Option<Timestamp>,
}

/// A code on its way.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct CodeMessage {
    /// Whom. The address is in the record of the code.
    pub user: Id<User>,
    /// What for.
    pub purpose: CodePurpose,
    /// The session that alone may enter it, by the digest of its token.
    pub session: Option<String>,
    /// Six digits.
    pub code: String,
}

/// Why a code is not sent or not taken.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("codes")]
pub enum CodeRefusal {
    /// Too many were sent within an hour.
    TooMany {
        /// When another one may be sent.
        from: Timestamp,
    },
    /// None was sent, or it was used.
    NotSent,
    /// It is too old.
    Expired,
    /// It is another one.
    Wrong {
        /// How many more tries there are.
        tries_left: i64,
    },
    /// Too many wrong ones were entered.
    UsedUp,
    /// The address is confirmed already.
    #[stale]
    ConfirmedBefore,
    /// It is the address that the account has already.
    SameAddress,
}

/// What entering a code came to. A wrong one is kept, so that the try counts, and told as a refusal.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    /// It was the code.
    Right,
    /// It was not.
    Wrong {
        /// How many more tries there are.
        tries_left: i64,
    },
}

impl SentCode {
    /// What a code is entered as: the edge sends this instead of the code. In another session than the one that it is of, it is
    /// another one.
    pub fn digest_of(user: Id<User>, purpose: CodePurpose, session: Option<&str>, code: &str) -> String {
        let session = session.unwrap_or_default();
        kernel::hex_digest(format!("{user} {} {session} {code}", purpose.word()).as_bytes())
    }

    /// Sends a code to an address, in place of the one before.
    ///
    /// # Errors
    /// [`CodeRefusal::TooMany`].
    pub(super) fn send(
        draft: &mut Draft<'_>,
        SendCode { user, purpose, session, .. }: SendCode,
        email: EmailAddress,
    ) -> Result<Timestamp, Stop> {
        let (locality, now) = (draft.locality(), draft.now());
        let terms = CodeTerms::on(draft.consult::<Rulebook>()?, now.day().date())?;
        let before = draft.find::<Self>((locality, user, purpose))?;
        let counted = before.filter(|code| now < code.hour_from.plus_minutes(HOUR_MINUTES));
        let (hour_from, sent) = counted.map_or((now, 0), |code| (code.hour_from, code.hour_count));
        if sent >= terms.hourly_max {
            return Err(CodeRefusal::TooMany { from: hour_from.plus_minutes(HOUR_MINUTES) }.into());
        }
        let code = draft.code();
        let expires_at = now.plus_minutes(terms.minutes);
        draft.put(&Self {
            locality,
            user_id: user,
            purpose,
            digest: Self::digest_of(user, purpose, session.as_deref(), &code),
            email,
            sent_at: now,
            expires_at,
            tries: 0,
            hour_from,
            hour_count: sent.saturating_add(1),
            entered_at: None,
        })?;
        draft.notify(TOPIC, &CodeMessage { user, purpose, session, code });
        Ok(expires_at)
    }

    /// The code that was entered for another address, if what it is for is still to be done.
    ///
    /// # Errors
    /// As [`Draft::find`].
    fn entered(draft: &Draft<'_>, user: Id<User>) -> Result<Option<Self>, Stop> {
        let code = draft.find::<Self>((draft.locality(), user, CodePurpose::Address))?;
        Ok(code.filter(|code| code.entered_at.is_some()))
    }
}

/// Sends a code: to the address of the account, or to the one that the account is to have.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.send_code")]
pub struct SendCode {
    /// Whose.
    #[command(actor)]
    pub user: Id<User>,
    /// What for.
    pub purpose: CodePurpose,
    /// The new address, where that is what it is for.
    pub new_email: Option<EmailAddress>,
    /// The session that asks and that alone may enter it, by the digest of its token; of a code that proves, always.
    pub session: Option<String>,
}

impl SendCode {
    /// What sends a code to the account's own address, which any session may enter.
    pub fn to_own(user: Id<User>, purpose: CodePurpose) -> Self {
        Self { user, purpose, new_email: None, session: None }
    }
}

impl Decide for SendCode {
    /// Until when the code is taken.
    type Done = Timestamp;

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<User>((locality, self.user));
        keys.one::<Person>((locality, self.user));
        keys.one::<SentCode>((locality, self.user, self.purpose));
        if let (CodePurpose::Proof, Some(session)) = (self.purpose, &self.session) {
            keys.one::<Session>((locality, session.clone()));
            keys.all::<Passkey>((locality, self.user));
        }
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Timestamp, Stop> {
        let user = open_user(draft, self.user)?;
        let own = draft.get::<Person>((draft.locality(), self.user))?.email;
        let email = match self.purpose {
            CodePurpose::Confirm if user.confirmed_at.is_some() => {
                return Err(CodeRefusal::ConfirmedBefore.into());
            }
            CodePurpose::Proof => {
                // One that would not count is not sent.
                proved_by_code(draft, self.session.as_deref().unwrap_or_default())?;
                own
            }
            CodePurpose::Confirm | CodePurpose::Password => own,
            CodePurpose::Address => {
                let is_new = |email: &EmailAddress| email.folded() != own.folded();
                self.new_email.clone().filter(is_new).ok_or(CodeRefusal::SameAddress)?
            }
        };
        SentCode::send(draft, self.clone(), email)
    }
}

/// Enters a code. One for the account's own address confirms it; with one for another address, that it is entered is kept
/// until the address was changed.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.enter_code")]
pub struct EnterCode {
    /// Whose.
    #[command(actor)]
    pub user: Id<User>,
    /// What for.
    pub purpose: CodePurpose,
    /// See [`SentCode::digest_of`].
    pub digest: String,
}

impl Decide for EnterCode {
    type Done = Entered;

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<User>((locality, self.user));
        keys.one::<SentCode>((locality, self.user, self.purpose));
        if self.purpose == CodePurpose::Password {
            keys.one::<Person>((locality, self.user));
        }
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Entered, Stop> {
        let user = open_user(draft, self.user)?;
        if self.purpose == CodePurpose::Confirm && user.confirmed_at.is_some() {
            return Err(CodeRefusal::ConfirmedBefore.into());
        }
        let key = (draft.locality(), self.user, self.purpose);
        let code = draft.find::<SentCode>(key)?.ok_or(CodeRefusal::NotSent)?;
        let is_right = code.digest == self.digest;
        if code.entered_at.is_some() && is_right {
            return Ok(Entered::Right);
        }
        let now = draft.now();
        if now >= code.expires_at {
            return Err(CodeRefusal::Expired.into());
        }
        let most = CodeTerms::on(draft.consult::<Rulebook>()?, now.day().date())?.tries_max;
        if code.tries >= most {
            return Err(CodeRefusal::UsedUp.into());
        }
        if !is_right {
            let tries = code.tries.saturating_add(1);
            draft.put(&SentCode { tries, ..code })?;
            return Ok(Entered::Wrong { tries_left: most.saturating_sub(tries) });
        }
        match self.purpose {
            CodePurpose::Address => draft.put(&SentCode { entered_at: Some(now), ..code })?,
            CodePurpose::Confirm | CodePurpose::Password | CodePurpose::Proof => {
                // Whoever reads what is sent to an address has confirmed it, whatever it was sent for.
                let confirmed_at = user.confirmed_at.or(Some(now));
                draft.put(&User { confirmed_at, ..user })?;
                draft.remove::<SentCode>(key)?;
            }
        }
        if self.purpose == CodePurpose::Password {
            let person = draft.get::<Person>((draft.locality(), self.user))?;
            draft.put(&Person { password_reset_at: Some(now), ..person })?;
        }
        Ok(Entered::Right)
    }

    fn told_as(done: &Entered) -> Option<Box<dyn Refusal>> {
        match *done {
            Entered::Right => None,
            Entered::Wrong { tries_left: 0 } => Some(Box::new(CodeRefusal::UsedUp)),
            Entered::Wrong { tries_left } => Some(Box::new(CodeRefusal::Wrong { tries_left })),
        }
    }
}

/// Gives an account the address whose code was entered, once the sign-in name is there. Run again, it changes nothing.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.keep_address")]
pub struct KeepAddress {
    /// Whose.
    #[command(actor)]
    pub user: Id<User>,
}

impl Decide for KeepAddress {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<User>((locality, self.user));
        keys.one::<Person>((locality, self.user));
        keys.one::<SentCode>((locality, self.user, CodePurpose::Address));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        only(draft, self.user)?;
        let Some(code) = SentCode::entered(draft, self.user)? else { return Ok(()) };
        let user = open_user(draft, self.user)?;
        let person = draft.get::<Person>((draft.locality(), self.user))?;
        let confirmed_at = user.confirmed_at.or(code.entered_at);
        draft.put(&User { confirmed_at, ..user })?;
        draft.put(&Person { email: code.email, ..person })?;
        for purpose in CodePurpose::ALL {
            // What was sent to the address before is worth nothing any more.
            draft.remove::<SentCode>((draft.locality(), self.user, *purpose))?;
        }
        Ok(())
    }
}

/// A code that waits to be delivered. `$2` is the topic.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT body FROM outbox WHERE locality = $1 AND topic = $2 ORDER BY id DESC LIMIT 100")]
pub struct WaitingCode {
    /// The message, as JSON.
    pub body: String,
}

#[cfg(test)]
mod tests;
