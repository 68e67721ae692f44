//! Closing an account: everything personal is erased, and what others need a record of stays with the user's id alone.
//!
//! ```text
//! BeginClosing ──▶ closing ──(no trade and no payment is under way)──▶ EraseRows ──▶ CloseUser ──▶ closed
//!                     └──KeepUser (something is, or nobody went on)──▶ open
//! ```
//!
//! While an account is closing nothing new is agreed with it, so that what is looked for then stays so.

use super::payment_transfer::bank_account::BankAccount;
use super::payment_transfer::{Direction, Payment, PaymentStage};
use crate::mechanisms::known_sellers::{self, OpenRequest};
use crate::mechanisms::listings::{self, Listing, ListingMessageKey, ListingTalk};
use crate::mechanisms::proposals::{self, OpenProposals};
use crate::mechanisms::quotes::{self, OpenCall};
use crate::options::{blocks::Block, favored_counterparties::Favorite};
use crate::requirements::needs::{self, Need};
use crate::support::{
    calendar::CalendarFeed,
    complaints::Complaint,
    messages::{self, MessageKey, TradeMessage},
    notices::{Inbox, Notice},
};
use crate::trade::{Trade, arrival::Arrival};
use crate::users::{
    Person, Session, User, UserStage,
    assets::{Offering, OfferingStage, OfferingText, Resource},
    availability::{AvailabilityException, UsualWeek},
    codes::{CodePurpose, SentCode},
    open_user,
    passkeys::Passkey,
    photos::{OfferingPhoto, Photo},
    registration::Credential,
    seller_pages::SellerPage,
};
use kernel::{
    Amount, Command, Currency, Decide, Draft, Id, Keys, Money, ReadStop, Refusal, Show, Stop, Timestamp, View,
};
use ledger::Account;
use serde::{Deserialize, Serialize};

/// The outbox topic of sign-in names that are to be given back.
pub const TOPIC: &str = "closed";
/// How long an account that nobody goes on closing is kept from trading, in minutes.
const CLOSING_MINUTES: i64 = 10;

/// Why an account is not closed.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("closing")]
pub enum ClosingRefusal {
    /// Something is still to be done.
    TradeUnderWay {
        /// What.
        trade: String,
    },
    /// Money is on its way from a bank or to it.
    PaymentUnderWay,
    /// There is money of the user's.
    MoneyLeft {
        /// How much, in one currency.
        money: Money,
    },
    /// Nobody began to close it, or too long ago.
    #[stale]
    NotBegun,
}

/// The sign-in name that a closed account leaves behind.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct NameLeft {
    /// Whose name it was.
    pub user: Id<User>,
    /// See [`crate::users::ClaimName::digest`].
    pub digest: String,
}

/// Refuses while a user has money, in whatever account.
///
/// # Errors
/// [`ClosingRefusal::MoneyLeft`].
pub fn without_money(draft: &Draft<'_>, user: Id<User>) -> Result<(), Stop> {
    let accounts = draft.list::<Account>((draft.locality(), user.cast()))?;
    let balance = |account: &Account| Amount(account.available.0.saturating_add(account.reserved.0));
    match accounts.iter().find(|account| balance(account) != Amount::ZERO) {
        Some(account) => {
            Err(ClosingRefusal::MoneyLeft { money: balance(account).of(account.currency) }.into())
        }
        None => Ok(()),
    }
}

/// Begins to close the acting user's account. By itself it opens again after ten minutes.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("closing.begin")]
pub struct BeginClosing {
    /// Whose.
    #[command(actor)]
    pub user: Id<User>,
}

impl Decide for BeginClosing {
    type Done = ();

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let user = open_user(draft, self.user)?;
        without_money(draft, self.user)?;
        draft.put(&User { stage: UserStage::Closing, ..user })?;
        draft.set_timer(draft.now().plus_minutes(CLOSING_MINUTES), &KeepUser { user: self.user });
        Ok(())
    }
}

/// Lets an account that was about to be closed be used again.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("closing.keep", by_market)]
pub struct KeepUser {
    /// Whose.
    pub user: Id<User>,
}

impl Decide for KeepUser {
    type Done = ();

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let user = draft.get::<User>((draft.locality(), self.user))?;
        if user.stage == UserStage::Closing {
            draft.put(&User { stage: UserStage::Open, ..user })?;
        }
        Ok(())
    }
}

/// Refuses unless the account is about to be closed.
fn closing(draft: &Draft<'_>, user: Id<User>) -> Result<User, Stop> {
    let user = open_user(draft, user)?;
    if user.stage == UserStage::Closing { Ok(user) } else { Err(ClosingRefusal::NotBegun.into()) }
}

/// Erases rows of an account that is about to be closed, which are too many for one decision: each is passed over that is
/// not the user's, or gone.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("closing.erase_rows")]
pub struct EraseRows {
    /// Whose.
    #[command(actor)]
    pub user: Id<User>,
    /// Notices.
    pub notices: Vec<Id<Notice>>,
    /// Photographs that are no evidence of a trade.
    pub photos: Vec<String>,
    /// Sessions, by the digests of their tokens.
    pub sessions: Vec<String>,
    /// Offerings: they end, and of their texts the title stays, which receipts name.
    pub offerings: Vec<Id<Offering>>,
    /// Resources, whose hours are forgotten.
    pub resources: Vec<Id<Resource>>,
    /// Trades that the user bought, whose street and note to the seller are forgotten.
    pub arrivals: Vec<Id<Trade>>,
    /// Complaints.
    pub complaints: Vec<Id<Complaint>>,
    /// What the user wrote to the other sides of trades.
    pub messages: Vec<MessageKey>,
    /// What the user wrote about listings.
    pub listing_messages: Vec<ListingMessageKey>,
}

impl Decide for EraseRows {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        self.keys(keys);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        closing(draft, self.user)?;
        let mut keys = Keys::default();
        self.keys(&mut keys);
        draft.ask(keys)?;
        let locality = draft.locality();
        for id in &self.notices {
            if draft.find::<Notice>((locality, *id))?.is_some_and(|notice| notice.user_id == self.user) {
                draft.remove::<Notice>((locality, *id))?;
            }
        }
        for digest in &self.photos {
            let photo = draft.find::<Photo>((locality, digest.clone()))?;
            if photo.is_some_and(|photo| photo.by == self.user) {
                draft.remove::<Photo>((locality, digest.clone()))?;
            }
        }
        for digest in &self.sessions {
            let session = draft.find::<Session>((locality, digest.clone()))?;
            if session.is_some_and(|session| session.user_id == self.user) {
                draft.remove::<Session>((locality, digest.clone()))?;
            }
        }
        for id in &self.offerings {
            self.end_offering(draft, *id)?;
        }
        for id in &self.resources {
            self.forget_hours(draft, *id)?;
        }
        for id in &self.arrivals {
            if draft.find::<Trade>((locality, *id))?.is_some_and(|trade| trade.buyer == self.user) {
                draft.remove::<Arrival>((locality, *id))?;
            }
        }
        for id in &self.complaints {
            if draft
                .find::<Complaint>((locality, *id))?
                .is_some_and(|complaint| complaint.user_id == self.user)
            {
                draft.remove::<Complaint>((locality, *id))?;
            }
        }
        messages::erase(draft, self.user, &self.messages)?;
        listings::erase_messages(draft, self.user, &self.listing_messages)?;
        Ok(())
    }
}

impl EraseRows {
    /// Nothing yet of a user's.
    pub fn of(user: Id<User>) -> Self {
        let (notices, photos, sessions) = (Vec::new(), Vec::new(), Vec::new());
        let (offerings, resources) = (Vec::new(), Vec::new());
        let (arrivals, complaints) = (Vec::new(), Vec::new());
        let (messages, listing_messages) = (Vec::new(), Vec::new());
        Self {
            user,
            notices,
            photos,
            sessions,
            offerings,
            resources,
            arrivals,
            complaints,
            messages,
            listing_messages,
        }
    }

    fn keys(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<User>((locality, self.user));
        self.notices.iter().for_each(|id| keys.one::<Notice>((locality, *id)));
        self.photos.iter().for_each(|digest| keys.one::<Photo>((locality, digest.clone())));
        self.sessions.iter().for_each(|digest| keys.one::<Session>((locality, digest.clone())));
        for id in &self.offerings {
            keys.one::<Offering>((locality, *id));
            keys.one::<OfferingText>((locality, *id));
            keys.all::<OfferingPhoto>((locality, *id));
            keys.one::<Listing>((locality, id.cast()));
            keys.all::<ListingTalk>((locality, id.cast()));
        }
        for id in &self.resources {
            keys.one::<Resource>((locality, *id));
            keys.one::<UsualWeek>((locality, *id));
            keys.all::<AvailabilityException>((locality, *id));
        }
        for id in &self.arrivals {
            keys.one::<Trade>((locality, *id));
            keys.one::<Arrival>((locality, *id));
        }
        self.complaints.iter().for_each(|id| keys.one::<Complaint>((locality, *id)));
        for MessageKey { trade, id } in &self.messages {
            keys.one::<TradeMessage>((locality, *trade, *id));
        }
        self.listing_messages.iter().for_each(|message| message.read(keys));
    }

    fn end_offering(&self, draft: &mut Draft<'_>, id: Id<Offering>) -> Result<(), Stop> {
        let locality = draft.locality();
        let offering = draft.find::<Offering>((locality, id))?;
        let Some(offering) = offering.filter(|offering| offering.seller == self.user) else { return Ok(()) };
        listings::withdraw_of(draft, self.user, id)?;
        draft.put(&Offering { stage: OfferingStage::Paused, ..offering })?;
        if let Some(text) = draft.find::<OfferingText>((locality, id))? {
            draft.put(&OfferingText { description: None, ..text })?;
        }
        for photo in draft.list::<OfferingPhoto>((locality, id))? {
            draft.remove::<OfferingPhoto>((locality, id, photo.id))?;
        }
        Ok(())
    }

    fn forget_hours(&self, draft: &mut Draft<'_>, id: Id<Resource>) -> Result<(), ReadStop> {
        let locality = draft.locality();
        let resource = draft.find::<Resource>((locality, id))?;
        if resource.is_none_or(|resource| resource.owner != self.user) {
            return Ok(());
        }
        draft.remove::<UsualWeek>((locality, id))?;
        for exception in draft.list::<AvailabilityException>((locality, id))? {
            draft.remove::<AvailabilityException>((locality, id, exception.id))?;
        }
        Ok(())
    }
}

/// Closes the acting user's account: what is personal is erased, and the sign-in name is given back.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("closing.close")]
pub struct CloseUser {
    /// Whose.
    #[command(actor)]
    pub user: Id<User>,
}

impl Decide for CloseUser {
    type Done = ();

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let (locality, id) = (draft.locality(), self.user);
        let mut keys = Keys::default();
        keys.one::<User>((locality, id));
        keys.one::<Person>((locality, id));
        keys.one::<Inbox>((locality, id));
        keys.one::<BankAccount>((locality, id));
        keys.one::<CalendarFeed>((locality, id));
        keys.one::<SellerPage>((locality, id));
        keys.all::<OpenRequest>((locality, id));
        keys.all::<OpenCall>((locality, id));
        keys.all::<Need>((locality, id));
        keys.all::<OpenProposals>((locality, id));
        keys.all::<Credential>((locality, id));
        keys.all::<Favorite>((locality, id));
        keys.all::<Block>((locality, id));
        keys.all::<Passkey>((locality, id));
        keys.all::<Account>((locality, id.cast()));
        for purpose in CodePurpose::ALL {
            keys.one::<SentCode>((locality, id, *purpose));
        }
        draft.ask(keys)?;
        let user = closing(draft, id)?;
        without_money(draft, id)?;
        let person = draft.get::<Person>((locality, id))?;
        for credential in draft.list::<Credential>((locality, id))? {
            draft.remove::<Credential>((locality, id, credential.claim))?;
        }
        for favorite in draft.list::<Favorite>((locality, id))? {
            draft.remove::<Favorite>((locality, id, favorite.other))?;
        }
        for block in draft.list::<Block>((locality, id))? {
            draft.remove::<Block>((locality, id, block.other))?;
        }
        for passkey in draft.list::<Passkey>((locality, id))? {
            draft.remove::<Passkey>((locality, id, passkey.id))?;
        }
        SellerPage::erase(draft, id)?;
        known_sellers::withdraw_all(draft, id)?;
        quotes::call_off_all(draft, id)?;
        needs::forget_all(draft, id)?;
        proposals::call_off_all(draft, id)?;
        for purpose in CodePurpose::ALL {
            draft.remove::<SentCode>((locality, id, *purpose))?;
        }
        draft.remove::<Inbox>((locality, id))?;
        draft.remove::<BankAccount>((locality, id))?;
        draft.remove::<CalendarFeed>((locality, id))?;
        draft.remove::<Person>((locality, id))?;
        draft.put(&User { stage: UserStage::Closed, confirmed_at: None, wants_tax_pot: false, ..user })?;
        let digest = kernel::hex_digest(person.email.folded().as_bytes());
        draft.notify(TOPIC, &NameLeft { user: id, digest });
        Ok(())
    }
}

/// A trade of a user's that has not ended. `$2` is the user.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT id FROM trade WHERE locality = $1 AND buyer = $2 AND ended_at IS NULL
              UNION ALL
              SELECT id FROM trade WHERE locality = $1 AND seller = $2 AND ended_at IS NULL LIMIT 1")]
pub struct TradeUnderWay {
    /// Which.
    pub id: Id<Trade>,
}

/// A payment of a user's that the bank has. `$2` is the user.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT id FROM payment WHERE locality = $1 AND user_id = $2 AND stage = 'requested' LIMIT 1")]
pub struct PaymentUnderWay {
    /// Which.
    pub id: Id<Payment>,
}

/// A payment of a user's from or to a bank, the latest first. `$2` is the user.
#[derive(View, Show, Clone, Debug)]
#[view(sql = "SELECT id, direction, currency, amount, stage, requested_at, concluded_at FROM payment
              WHERE locality = $1 AND user_id = $2 ORDER BY id DESC")]
pub struct OwnPayment {
    /// Which.
    pub id: Id<Payment>,
    /// In or out.
    pub direction: Direction,
    /// In which currency.
    #[show(skip)]
    pub currency: Currency,
    /// How much, in minor units.
    #[show(money)]
    pub amount: Amount,
    /// Where it stands.
    pub stage: PaymentStage,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When the bank was done with it.
    pub concluded_at: Option<Timestamp>,
}

/// A resource of a user's. `$2` is the user.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT id FROM resource WHERE locality = $1 AND owner = $2")]
pub struct OwnResource {
    /// Which.
    pub id: Id<Resource>,
}

/// A photograph of a user's that is no evidence of a trade. `$2` is the user.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT digest FROM photo WHERE locality = $1 AND \"by\" = $2 AND NOT EXISTS
           (SELECT 1 FROM evidence WHERE evidence.locality = photo.locality AND evidence.photo = photo.digest)")]
pub struct OwnPhoto {
    /// Which, by its digest.
    pub digest: String,
}

/// A trade that a user bought, with a street and a note to the seller, some at a time. `$2` is the user.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT id FROM trade WHERE locality = $1 AND buyer = $2 AND EXISTS
           (SELECT 1 FROM arrival WHERE arrival.locality = trade.locality AND arrival.trade = trade.id) LIMIT 200")]
pub struct OwnArrival {
    /// Which.
    pub id: Id<Trade>,
}

/// An offering of a user's, however it is shown. `$2` is the user.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT id FROM offering WHERE locality = $1 AND seller = $2")]
pub struct OwnOffering {
    /// Which.
    pub id: Id<Offering>,
}

/// A notice of a user's, some at a time. `$2` is the user.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT id FROM notice WHERE locality = $1 AND user_id = $2 ORDER BY id LIMIT 500")]
pub struct OwnNotice {
    /// Which.
    pub id: Id<Notice>,
}

#[cfg(test)]
mod tests;
