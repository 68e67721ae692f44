//! Calendars: a user's bookings as a feed that other programs read, under an address that nobody guesses.
//!
//! ```text
//! MakeFeed ──▶ there is one ──EndFeed──▶ there is none      (MakeFeed again: the address before is none any more)
//! ```
//! Whoever has the address reads the feed, so it can be ended and made anew at any time. Only a digest of its secret is kept.

use crate::trade::Trade;
use crate::users::{User, open_user};
use kernel::{Command, Decide, Draft, Id, Keys, Locality, Record, Show, Stop, Timestamp, View};
use serde::{Deserialize, Serialize};

/// The one feed of a user.
#[derive(Record, Show, Clone, Debug, PartialEq, Eq)]
#[record(table = "calendar_feed", key(locality, user_id), personal(user_id))]
#[show(name = "CalendarFeedShown", only(made_at))]
pub struct CalendarFeed {
    /// The market area.
    pub locality: Locality,
    /// Whose bookings it has.
    pub user_id: Id<User>,
    /// SHA-256, in hexadecimal, of the secret in its address.
    pub secret_digest: String,
    /// When the address was made.
    pub made_at: Timestamp,
}

impl CalendarFeed {
    /// Whether a secret is that of this feed.
    pub fn opens(&self, secret: &str) -> bool {
        // Who could time the comparison would learn of a digest, from which no secret follows.
        kernel::hex_digest(secret.as_bytes()) == self.secret_digest
    }
}

/// Makes the address of the acting user's feed; the one before is none any more.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("calendar.make_feed")]
pub struct MakeFeed {
    /// Whose.
    #[command(actor)]
    pub user: Id<User>,
    /// See [`CalendarFeed::secret_digest`]. The secret itself stays with whoever made it.
    pub secret_digest: String,
}

impl Decide for MakeFeed {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<User>((locality, self.user));
        keys.one::<CalendarFeed>((locality, self.user));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        open_user(draft, self.user)?;
        let (locality, user_id, secret_digest) = (draft.locality(), self.user, self.secret_digest.clone());
        draft.put(&CalendarFeed { locality, user_id, secret_digest, made_at: draft.now() })?;
        Ok(())
    }
}

/// Ends the acting user's feed.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("calendar.end_feed")]
pub struct EndFeed {
    /// Whose.
    #[command(actor)]
    pub user: Id<User>,
}

impl Decide for EndFeed {
    type Done = ();

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        draft.get::<CalendarFeed>((draft.locality(), self.user))?;
        draft.remove::<CalendarFeed>((draft.locality(), self.user))?;
        Ok(())
    }
}

/// Trades of a user's, on either side, that were agreed, end after `$3` and start before `$4`, at most 200 of each side.
/// `$2` is the user.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT id, buyer, seller FROM (SELECT id, buyer, seller FROM trade
                           WHERE locality = $1 AND buyer = $2 AND ends_at > $3 AND starts_at < $4
                           AND booked_at IS NOT NULL ORDER BY starts_at DESC LIMIT 200) AS bought
           UNION ALL
           SELECT id, buyer, seller FROM (SELECT id, buyer, seller FROM trade
                           WHERE locality = $1 AND seller = $2 AND ends_at > $3 AND starts_at < $4
                           AND booked_at IS NOT NULL ORDER BY starts_at DESC LIMIT 200) AS sold")]
pub struct BookingOfCalendar {
    /// Which.
    pub id: Id<Trade>,
    /// Who pays.
    pub buyer: Id<User>,
    /// Who is paid.
    pub seller: Id<User>,
}

#[cfg(test)]
mod tests;
