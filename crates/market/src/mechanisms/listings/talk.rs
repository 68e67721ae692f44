//! What is said about a listing: between whoever asks and its owner, by the market, so that neither sees an address.

use super::{Listing, ListingMessage, ListingNotice, ListingRefusal, ListingTalk, subject, terms};
use crate::concession::{message_length_max, messages_daily_max, messages_trade_max};
use crate::options::blocks;
use crate::support::messages::{MessageRefusal, MessageText};
use crate::support::notices;
use crate::users::{User, confirmed_trader};
use kernel::{Asks, Command, CommandRefusal, Decide, Draft, Id, Keys, ReadStop, Stop};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// Writes about a listing: to its owner, or as its owner to somebody who has asked.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("listings.write")]
pub struct WriteAboutListing {
    /// About which.
    pub listing: Id<Listing>,
    /// Who asks: yourself, or, of a listing of your own, whom you answer.
    pub asker: Id<User>,
    /// What it says.
    #[ask(example = "Is it still there? I could come on Saturday.")]
    pub words: MessageText,
}

impl Decide for WriteAboutListing {
    type Done = Id<ListingMessage>;

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<Listing>((locality, self.listing));
        keys.all::<ListingTalk>((locality, self.listing));
        keys.all::<ListingMessage>((locality, self.listing, self.asker));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Id<ListingMessage>, Stop> {
        let author = confirmed_trader(draft)?.id;
        let (locality, now) = (draft.locality(), draft.now());
        let listing = draft.get::<Listing>((locality, self.listing))?;
        if author != self.asker && author != listing.owner {
            return Err(CommandRefusal::NotYours.into());
        }
        listing.shown(draft)?;
        let talk = ListingTalk::open(draft, &listing, self.asker)?;
        blocks::none_between(draft, Some(self.asker), listing.owner)?;
        self.is_not_too_much(draft, author)?;
        let id = draft.id();
        draft.add(&ListingMessage {
            locality,
            listing: self.listing,
            asker: self.asker,
            id,
            author,
            words: self.words.clone(),
            written_at: now,
        });
        let other = if author == listing.owner { self.asker } else { listing.owner };
        draft.put(&ListingTalk {
            message_count: talk.message_count.saturating_add(1),
            last_at: now,
            ..talk
        })?;
        notices::tell(draft, other, subject(self.listing), &ListingNotice::Written);
        Ok(id)
    }
}

impl WriteAboutListing {
    /// Refuses what is too long, and too many from one author in one talk: the same figures as within a trade.
    fn is_not_too_much(&self, draft: &Draft<'_>, author: Id<User>) -> Result<(), Stop> {
        let (rulebook, today) = (draft.consult::<Rulebook>()?, draft.now().day());
        let most = message_length_max(rulebook, today.date())?;
        if count(self.words.chars()) > most {
            return Err(MessageRefusal::TooLong { most }.into());
        }
        let own = draft.list::<ListingMessage>((draft.locality(), self.listing, self.asker))?.into_iter();
        let own: Vec<_> = own.filter(|message| message.author == author).collect();
        let most = messages_trade_max(rulebook, today.date())?;
        if count(own.iter()) >= most {
            return Err(MessageRefusal::Enough { most }.into());
        }
        let most = messages_daily_max(rulebook, today.date())?;
        if count(own.iter().filter(|message| message.written_at.day() == today)) >= most {
            return Err(MessageRefusal::EnoughToday { most }.into());
        }
        Ok(())
    }
}

fn count(of: impl Iterator) -> i64 {
    i64::try_from(of.count()).unwrap_or(i64::MAX)
}

impl ListingTalk {
    /// The talk of somebody about a listing, a new one if the acting user is who asks. A new one is the caller's to write.
    pub(super) fn open(draft: &Draft<'_>, listing: &Listing, asker: Id<User>) -> Result<Self, Stop> {
        let (locality, owner) = (draft.locality(), listing.owner);
        if asker == owner {
            return Err(ListingRefusal::OwnListing.into());
        }
        if let Some(known) = draft.find::<Self>((locality, listing.id, asker))? {
            return Ok(known);
        }
        if draft.actor() == owner.cast() {
            return Err(ListingRefusal::NobodyAsked.into());
        }
        let most = terms(draft)?.askers_max;
        if count(draft.list::<Self>((locality, listing.id))?.iter()) >= most {
            return Err(ListingRefusal::TooManyAskers { most }.into());
        }
        let last_at = draft.now();
        Ok(Self { locality, listing: listing.id, asker, owner, message_count: 0, offer: None, last_at })
    }
}

/// Which message about which listing.
#[derive(Asks, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListingMessageKey {
    /// The listing.
    pub listing: Id<Listing>,
    /// Who asked.
    pub asker: Id<User>,
    /// The message.
    pub id: Id<ListingMessage>,
}

impl ListingMessageKey {
    /// Asks for it.
    pub fn read(&self, keys: &mut Keys) {
        keys.one::<ListingMessage>((self.listing.locality(), self.listing, self.asker, self.id));
    }
}

/// Erases messages of one author; another's, and one that is gone, is passed over.
///
/// # Errors
/// As [`Draft::find`].
pub fn erase_messages(
    draft: &mut Draft<'_>,
    author: Id<User>,
    messages: &[ListingMessageKey],
) -> Result<(), ReadStop> {
    let locality = draft.locality();
    for ListingMessageKey { listing, asker, id } in messages {
        let message = draft.find::<ListingMessage>((locality, *listing, *asker, *id))?;
        if message.is_some_and(|message| message.author == author) {
            draft.remove::<ListingMessage>((locality, *listing, *asker, *id))?;
        }
    }
    Ok(())
}
