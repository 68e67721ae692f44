//! Listings (M2): anything under any sector, by whoever has it, with words and photographs; who wants it asks, or offers a price.
//!
//! ```text
//! PostListing ──▶ open ──WithdrawListing──▶ withdrawn
//!                  ├──ExpireListing (timer)──▶ expired ──RenewListing──▶ open
//!                  ├──the last piece is sold──▶ gone
//!                  └──FlagListing, by enough people──▶ held ──ReleaseListing──▶ open, or expired
//!                                                       ├──RemoveListing──▶ removed
//!                                                       └──WithdrawListing──▶ withdrawn
//!
//! MakeOffer ──▶ open ──AcceptOffer, by the other side──▶ accepted ──award──▶ support::escrow::make
//!                ├──CounterOffer, by the other side──▶ countered, and another is open
//!                ├──DeclineOffer──▶ declined      ├──WithdrawOffer──▶ withdrawn
//!                ├──ExpireOffer (timer)──▶ expired └──the listing ends──▶ over
//! ```
//!
//! What is listed is an [`Offering`] that its listing alone shows, by the same id: so it has a sector, a place, words and photographs as
//! others have, and goods have a stock. An offer of a buyer's sets aside the most that it costs, for the escrow of the trade that it may
//! become; an offer of the owner's sets nothing aside. What is set aside and what [`ListingOffer`] says are held to each other
//! by `poems check`. Offers are taken for goods; what else is listed is agreed in words, or put up where its hours are sold.
//!
//! Nobody but the owner takes a listing away, unless a review finds that a card of law or the rule of size stands against it; how
//! often that happens everybody sees, by [`RemovalCount`].

mod flags;
mod offers;
mod post;
mod talk;
mod terms;
mod views;

pub use flags::{FlagListing, ReleaseListing, RemoveListing};
pub use offers::{AcceptOffer, CounterOffer, DeclineOffer, ExpireOffer, MakeOffer, OfferMade, WithdrawOffer};
pub(crate) use post::withdraw_of;
pub use post::{ExpireListing, PostListing, RenewListing, WithdrawListing};
pub use talk::{ListingMessageKey, WriteAboutListing, erase_messages};
pub use terms::ListingTerms;
pub use views::{
    HeldListing, LISTINGS_PAGE, ListingOfOwner, OfferOfTalk, OwnFlag, OwnListingMessage, OwnListingOffer,
    RemovalsCounted, TalkOfAsker, WORDS_PAGE,
};

use crate::support::messages::MessageText;
use crate::support::notices::{Subject, SubjectKind};
use crate::trade::{Side, Trade};
use crate::users::{
    User,
    assets::{HandingOver, Offering},
};
use kernel::{
    Amount, Currency, Day, Draft, Id, Locality, Members, Money, Record, Refusal, Sentence, Show, Stop, Timer,
    Timestamp,
};
use ledger::Transfer;
use rules::Rulebook;

/// The mechanism's name, as rule cards have it.
pub const NAME: &str = "listings";

kernel::words! {
    /// Where a listing stands.
    pub enum ListingStage {
        /// It is shown.
        Open = "open",
        /// Enough people have flagged it: nobody sees it until somebody has looked at it.
        Held = "held",
        /// All of it is sold.
        Gone = "gone",
        /// Its owner took it back.
        Withdrawn = "withdrawn",
        /// Its time is over.
        Expired = "expired",
        /// A review took it away, and named the rule.
        Removed = "removed",
    }
}

kernel::words! {
    /// What is asked for what is listed.
    pub enum Asking {
        /// Nothing.
        Free = "free",
        /// A price.
        Priced = "priced",
        /// Whoever wants it asks.
        AskMe = "ask_me",
    }
}

kernel::words! {
    /// Why somebody flags a listing.
    pub enum FlagReason {
        /// The law forbids it.
        Forbidden = "forbidden",
        /// It is not what it says.
        Deceptive = "deceptive",
        /// It is dangerous.
        Dangerous = "dangerous",
        /// It is in the wrong sector.
        WrongSector = "wrong_sector",
        /// It is there many times over, or is no offer at all.
        Spam = "spam",
    }
}

kernel::words! {
    /// What stands against a listing that is removed: there is nothing else.
    pub enum RemovalGround {
        /// A card of law.
        Law = "law",
        /// The rule of how much a market sells on average.
        Size = "size",
    }
}

kernel::words! {
    /// Where an offer stands.
    pub enum OfferStage {
        /// The other side has not answered.
        Open = "open",
        /// It became a trade.
        Accepted = "accepted",
        /// The other side said another price.
        Countered = "countered",
        /// The other side does not want it.
        Declined = "declined",
        /// Whoever made it took it back.
        Withdrawn = "withdrawn",
        /// Nobody answered in time.
        Expired = "expired",
        /// The listing ended before.
        Over = "over",
    }
}

/// Something that somebody lists. What it is, where, and how it looks is its offering's, which has the same id.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "listing",
    key(locality, id),
    personal(owner),
    index = "locality, owner, id",
    index = "locality, stage, id",
    check = "price > 0",
    check = "delivery >= 0",
    check = "piece_count > 0"
)]
#[show(only(id, stage, asking, price, piece_count, is_collected, delivery, posted_at, expires_at))]
pub struct Listing {
    /// The market area.
    pub locality: Locality,
    /// Its id, and its offering's.
    pub id: Id<Listing>,
    /// Who lists it.
    pub owner: Id<User>,
    /// Where it stands.
    pub stage: ListingStage,
    /// What is asked for it.
    pub asking: Asking,
    /// In which currency.
    pub currency: Currency,
    /// The price, where there is one, in minor units, the mark-up not counted: of goods for a piece, of work for an hour, of things and
    /// spaces for a day.
    #[show(money)]
    pub price: Option<Amount>,
    /// How many pieces there were when it was listed; of what is no goods, one.
    pub piece_count: i64,
    /// Whether it can be collected.
    pub is_collected: bool,
    /// For bringing it, in minor units; nothing where it is not brought.
    #[show(money)]
    pub delivery: Option<Amount>,
    /// When it was listed.
    pub posted_at: Timestamp,
    /// Until when it is shown.
    pub expires_at: Timestamp,
    /// What ends it.
    pub timer: Option<Id<Timer>>,
    /// How many people have flagged it since it was last looked at.
    pub flag_count: i64,
    /// When its review began; nothing while nobody has to look at it.
    pub held_at: Option<Timestamp>,
    /// What stood against it, if it was removed.
    pub ground: Option<RemovalGround>,
    /// The card of law, as `id@version`, if it was removed by one.
    pub card: Option<String>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

/// What somebody has to say about a listing, or offers for it: of the two alone.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "listing_talk",
    key(locality, listing, asker),
    personal(asker, owner),
    index = "locality, asker, listing",
    check = "message_count >= 0"
)]
pub struct ListingTalk {
    /// The market area.
    pub locality: Locality,
    /// About which listing.
    pub listing: Id<Listing>,
    /// Who asks.
    pub asker: Id<User>,
    /// Whose listing it is.
    pub owner: Id<User>,
    /// How many messages there are.
    pub message_count: i64,
    /// The offer that is open.
    pub offer: Option<Id<ListingOffer>>,
    /// When something was last said or offered.
    pub last_at: Timestamp,
}

/// A message about a listing.
#[derive(Record, Show, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "listing_message",
    key(locality, listing, asker, id),
    personal(author, asker),
    index = "locality, author, id"
)]
#[show(only(id, author, words, written_at))]
pub struct ListingMessage {
    /// The market area.
    pub locality: Locality,
    /// About which listing.
    pub listing: Id<Listing>,
    /// Who asks.
    pub asker: Id<User>,
    /// Its id, ordered by time.
    pub id: Id<ListingMessage>,
    /// Who wrote it.
    pub author: Id<User>,
    /// What it says.
    pub words: MessageText,
    /// When it was written.
    pub written_at: Timestamp,
}

/// A price that one side offers the other for what is listed.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "listing_offer",
    key(locality, id),
    personal(buyer, seller),
    index = "locality, listing, buyer, id",
    index = "locality, buyer, id",
    index = "locality, seller, id",
    check = "price > 0",
    check = "piece_count > 0",
    check = "set_aside >= 0"
)]
#[show(only(
    id,
    listing,
    made_by,
    price,
    piece_count,
    handing_over,
    stage,
    set_aside,
    made_at,
    answer_by,
    answered_at
))]
pub struct ListingOffer {
    /// The market area.
    pub locality: Locality,
    /// Its id.
    pub id: Id<ListingOffer>,
    /// For which listing.
    pub listing: Id<Listing>,
    /// Who would buy.
    pub buyer: Id<User>,
    /// Who would sell.
    pub seller: Id<User>,
    /// Whose offer it is.
    pub made_by: Side,
    /// In which currency.
    pub currency: Currency,
    /// For all of its pieces, in minor units, the mark-up not counted.
    #[show(money)]
    pub price: Amount,
    /// How many pieces.
    pub piece_count: i64,
    /// How they get to their buyer.
    pub handing_over: HandingOver,
    /// For bringing them, in minor units, when the offer was made.
    pub delivery: Option<Amount>,
    /// Where it stands.
    pub stage: OfferStage,
    /// The trade that it may become, or became.
    pub trade: Id<Trade>,
    /// What is set aside for it while it is open, in minor units: the most that its buyer pays in all.
    #[show(money)]
    pub set_aside: Amount,
    /// By what it is set aside.
    pub pending: Option<Id<Transfer>>,
    /// When it was made.
    pub made_at: Timestamp,
    /// Until when it can be answered.
    pub answer_by: Timestamp,
    /// What ends it.
    pub timer: Option<Id<Timer>>,
    /// When it ended.
    pub answered_at: Option<Timestamp>,
}

/// That somebody has flagged a listing, once. What they said is erased when a review finds nothing.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "listing_flag",
    key(locality, listing, flagger),
    personal(flagger),
    index = "locality, flagger, listing"
)]
pub struct ListingFlag {
    /// The market area.
    pub locality: Locality,
    /// Which listing.
    pub listing: Id<Listing>,
    /// Who.
    pub flagger: Id<User>,
    /// Why; nothing when a review found nothing.
    pub reason: Option<FlagReason>,
    /// When.
    pub flagged_at: Timestamp,
}

/// How often listings were removed in a month, by what stood against them: of nobody.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "removal_count", key(locality, starts_on, rule), public, check = "listing_count > 0")]
pub struct RemovalCount {
    /// The market area.
    pub locality: Locality,
    /// The first day of the month.
    pub starts_on: Day,
    /// The card of law, as `id@version`, or `size`.
    pub rule: String,
    /// How many.
    pub listing_count: i64,
}

/// Why something is not listed, or nothing is done with a listing.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("listings")]
pub enum ListingRefusal {
    /// A field does not fit.
    BadListing {
        /// Which.
        field: &'static str,
    },
    /// It is not shown any more.
    #[stale]
    NotOpen,
    /// Nobody asks for their own, or flags it.
    OwnListing,
    /// There is nothing to answer: nobody has asked.
    NobodyAsked,
    /// There are enough who ask.
    TooManyAskers {
        /// How many there may be.
        most: i64,
    },
    /// Offers are taken for goods alone.
    NoOffersForThis,
    /// Nothing is asked for it: whoever wants it says so.
    ItIsFree,
    /// There is an offer between the two already: it is answered or taken back first.
    #[stale]
    OfferIsOpen,
    /// The offer is answered, taken back, or its time is over.
    #[stale]
    OfferOver,
    /// Nobody answers an offer of their own.
    #[not_yours]
    OwnOffer,
    /// Somebody flags a listing once.
    FlaggedBefore,
    /// Nobody has to look at it.
    #[stale]
    NotHeld,
    /// Only a card of law that is in force where it is, or the rule of size, removes a listing.
    NoSuchGround,
    /// Only those who work for the operator review.
    #[not_yours]
    NotForYou,
}

/// What owners and those who ask are told.
#[derive(Sentence, Clone, Debug, PartialEq, Eq)]
#[sentence("listing")]
pub enum ListingNotice {
    /// To the other side: there is a message.
    Written,
    /// To the owner: a price is offered.
    Offered {
        /// How much, the mark-up not counted.
        price: Money,
        /// Until when to answer.
        until: Timestamp,
    },
    /// To the other side: another price is offered.
    Countered {
        /// How much, the mark-up not counted.
        price: Money,
        /// Until when to answer.
        until: Timestamp,
    },
    /// To whoever made it: the offer is declined; what was set aside is back.
    Declined,
    /// To the other side: the offer was taken back.
    OfferWithdrawn,
    /// To both: nobody answered in time; what was set aside is back.
    OfferExpired,
    /// To whoever would buy: the listing is over; what was set aside is back.
    OfferOver,
    /// To the owner: its time is over, and it can be renewed.
    Expired,
    /// To the owner: people have flagged it; nobody sees it until somebody has looked at it.
    Held {
        /// How many people have.
        people: i64,
    },
    /// To the owner: the review found nothing.
    Released,
    /// To the owner: the review found that a rule stands against it.
    Removed {
        /// Which, as `id@version`, or `size`.
        rule: String,
    },
}

impl Listing {
    /// What is listed.
    pub fn offering(&self) -> Id<Offering> {
        self.id.cast()
    }

    /// Whether everybody sees it at a moment.
    pub fn is_shown(&self, now: Timestamp) -> bool {
        self.stage == ListingStage::Open && now < self.expires_at
    }

    /// Whether its owner can still do something with it.
    pub fn is_live(&self) -> bool {
        matches!(self.stage, ListingStage::Open | ListingStage::Held)
    }

    /// Refuses unless everybody sees it now.
    fn shown(&self, draft: &Draft<'_>) -> Result<(), ListingRefusal> {
        if self.is_shown(draft.now()) { Ok(()) } else { Err(ListingRefusal::NotOpen) }
    }

    /// What a review names for it: its card, or the rule of size.
    pub fn rule(&self) -> Option<String> {
        match self.ground? {
            RemovalGround::Law => self.card.clone(),
            RemovalGround::Size => Some(RemovalGround::Size.word().to_owned()),
        }
    }
}

impl ListingOffer {
    /// Whether it can be answered at a moment.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.stage == OfferStage::Open && now < self.answer_by
    }

    /// Which side somebody is on.
    pub fn side(&self, user: Id<User>) -> Option<Side> {
        let sides = [(self.buyer, Side::Buyer), (self.seller, Side::Seller)];
        sides.into_iter().find_map(|(one, side)| (one == user).then_some(side))
    }

    /// Who is on a side.
    fn user(&self, side: Side) -> Id<User> {
        match side {
            Side::Buyer => self.buyer,
            Side::Seller => self.seller,
        }
    }
}

/// A listing as what a notice is about.
fn subject(listing: Id<Listing>) -> Subject {
    Subject { kind: SubjectKind::Listing, id: listing.cast() }
}

/// The figures of listings, today.
fn terms(draft: &Draft<'_>) -> Result<ListingTerms, Stop> {
    ListingTerms::on(draft.consult::<Rulebook>()?, draft.now().day().date())
}

#[cfg(test)]
mod tests;
