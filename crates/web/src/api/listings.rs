//! `/listings`: anything that somebody gives away, sells or does, and what is said and offered about it.

use super::call::Call;
use super::sent::{Paged, Sent, Taken, cursor};
use crate::act::Read;
use crate::app::App;
use crate::cursor::Page;
use crate::error::{Answer, AppError};
use crate::nouns::listings::{self, ListingCard, ListingSearch, ListingSeen, Listings, TalkCard, TalkSeen};
use crate::nouns::options;
use kernel::{Amount, Asks, Id, Money, PostCode, ShortText, Show, Timestamp};
use market::directory::Family;
use market::mechanisms::listings::{
    AcceptOffer, Asking, CounterOffer, DeclineOffer, FlagListing, FlagReason, Listing, ListingMessage,
    ListingOffer, MakeOffer, PostListing, ReleaseListing, RemovalsCounted, RemoveListing, RenewListing,
    WithdrawListing, WithdrawOffer, WriteAboutListing,
};
use market::trade::Trade;
use market::users::User;
use serde::Deserialize;

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::list("/listings", search)
            .about(
                "Those that are shown, twenty a page: the latest first, or with words those that fit best.",
            )
            .public(),
        Call::find("/listing-facets", facets).about("How many of them there are of each kind.").public(),
        Call::list("/own-listings", own).about("Your own, the latest first, twenty a page."),
        Call::list("/listings-asked-about", asked)
            .about("Those that you have asked about or offered for, the latest first, twenty a page."),
        Call::list("/listings-held", held)
            .about("Those that have to be looked at, the first first. For those who work for the operator.")
            .or_none(),
        Call::get("/listing-removals", removals)
            .about("How often listings were removed, by month and by what stood against them.")
            .public(),
        Call::get("/listings/{listing}", show)
            .about("With those who have asked: for its owner all of them, for you yourself.")
            .public(),
        Call::get("/listings/{listing}/talks/{asker}", talk)
            .about("For its two sides. Neither sees an address."),
        Call::act_for::<PostListing>("/listings", "listing"),
        Call::act::<RenewListing>("/listings/{listing}/renewal"),
        Call::act::<WithdrawListing>("/listings/{listing}/withdrawal"),
        Call::act_for::<WriteAboutListing>("/listings/{listing}/messages", "message"),
        Call::act::<MakeOffer>("/listings/{listing}/offers"),
        Call::act::<FlagListing>("/listings/{listing}/flags"),
        Call::act::<ReleaseListing>("/listings/{listing}/release"),
        Call::act::<RemoveListing>("/listings/{listing}/removal"),
        Call::act::<AcceptOffer>("/listing-offers/{offer}/acceptance"),
        Call::act::<CounterOffer>("/listing-offers/{offer}/counter"),
        Call::act::<DeclineOffer>("/listing-offers/{offer}/refusal"),
        Call::act::<WithdrawOffer>("/listing-offers/{offer}/withdrawal"),
    ]
}

#[derive(Asks, Deserialize)]
struct Wanted {
    /// Words that it has.
    words: Option<ShortText<100>>,
    /// The sector's slug or code, with those under it; any without it.
    sector: Option<String>,
    /// Of one family alone.
    family: Option<Family>,
    /// What is asked for it.
    asking: Option<Asking>,
    /// From where you look.
    post_code: Option<PostCode>,
    /// How far away it may be, in meters.
    radius_m: Option<i64>,
    /// The least price, in minor units.
    price_from: Option<i64>,
    /// The greatest price, in minor units; what is free is within it.
    price_to: Option<i64>,
    /// Whether the latest come first, though there are words.
    is_newest_first: Option<bool>,
    /// Where the page begins; from the header `Link`.
    after: Option<String>,
}

impl Taken for Wanted {
    fn check(app: &App, read: &mut Read) {
        let (sector, post_code) = (read.text("sector"), read.text("post_code"));
        let times = [("from", None), ("until", None)];
        let wanted = options::Wanted { sector, families: Family::ALL, post_code, times, minutes: None };
        read.refuse(options::misfits(app, &wanted));
    }
}

impl Wanted {
    fn search(self) -> Answer<ListingSearch> {
        Ok(ListingSearch {
            words: self.words.map(String::from).unwrap_or_default(),
            sector: self.sector.unwrap_or_default(),
            family: self.family,
            asking: self.asking,
            post_code: self.post_code.map(String::from).unwrap_or_default(),
            radius_m: self.radius_m,
            price_from: self.price_from.map(Amount),
            price_to: self.price_to.map(Amount),
            is_newest_first: self.is_newest_first.unwrap_or_default(),
            from: Some(cursor(self.after.as_deref())?),
        })
    }
}

/// A listing in a list.
#[derive(Show)]
pub(super) struct ListingListed {
    #[show(flatten)]
    listing: Listing,
    /// What it is called.
    title: String,
    /// What else is said.
    description: Option<String>,
    /// The sector's code.
    sector: String,
    /// Where it is.
    post_code: PostCode,
    /// Who lists it.
    owner: Id<User>,
    /// What others call them.
    owner_name: String,
    /// Its photographs, by their digests.
    photos: Vec<String>,
    /// How many pieces are left; nothing of what is no goods.
    left: Option<i64>,
    /// How far it is, in meters, from where you look.
    distance_m: Option<i64>,
    /// What was said against it, for its owner alone, from when its review began.
    flags_against: Vec<FlagReason>,
}

impl From<ListingCard> for ListingListed {
    fn from(card: ListingCard) -> Self {
        Self {
            title: card.title,
            description: card.description,
            sector: card.offering.sector,
            post_code: card.offering.post_code,
            owner: card.listing.owner,
            owner_name: card.owner_name,
            photos: card.photos,
            left: card.left,
            distance_m: card.distance_m,
            flags_against: card.flags,
            listing: card.listing,
        }
    }
}

/// How many listings there are of a family.
#[derive(Show)]
struct OfFamily {
    /// Which.
    family: Family,
    /// How many.
    count: usize,
}

/// How many listings there are for which so is asked.
#[derive(Show)]
struct OfAsking {
    /// What is asked.
    asking: Asking,
    /// How many.
    count: usize,
}

/// How many listings there are of each kind.
#[derive(Show)]
struct ListingFacets {
    /// How many in all.
    count: usize,
    /// Of each family, whichever was asked for.
    families: Vec<OfFamily>,
    /// By what is asked for them, whatever was asked for of that.
    askings: Vec<OfAsking>,
}

async fn search(sent: Sent, wanted: Wanted) -> Answer<Page<ListingListed>> {
    let found = listings::search(&sent.app, sent.caller().await?.as_ref(), &wanted.search()?).await?;
    Ok(Page { rows: found.cards.into_iter().map(ListingListed::from).collect(), next: found.next })
}

async fn facets(sent: Sent, wanted: Wanted) -> Answer<ListingFacets> {
    let found = listings::search(&sent.app, sent.caller().await?.as_ref(), &wanted.search()?).await?.found;
    Ok(ListingFacets {
        count: found.count,
        families: found.families.into_iter().map(|(family, count)| OfFamily { family, count }).collect(),
        askings: found.askings.into_iter().map(|(asking, count)| OfAsking { asking, count }).collect(),
    })
}

async fn of(sent: &Sent, of: Listings, paged: &Paged) -> Answer<Page<ListingListed>> {
    let page = listings::list(&sent.app, sent.visitor()?, of, paged.from()?).await?;
    Ok(page.map(ListingListed::from))
}

async fn own(sent: Sent, paged: Paged) -> Answer<Page<ListingListed>> {
    of(&sent, Listings::Own, &paged).await
}

async fn asked(sent: Sent, paged: Paged) -> Answer<Page<ListingListed>> {
    of(&sent, Listings::Asked, &paged).await
}

async fn held(sent: Sent, paged: Paged) -> Answer<Page<ListingListed>> {
    of(&sent, Listings::Held, &paged).await
}

async fn removals(sent: Sent) -> Answer<Vec<RemovalsCounted>> {
    listings::removals(&sent.app).await
}

/// Somebody who has asked.
#[derive(Show)]
struct TalkListed {
    /// Who.
    asker: Id<User>,
    /// What others call them.
    asker_name: String,
    /// How many messages there are.
    message_count: i64,
    /// The offer that is open.
    offer: Option<ListingOfferShown>,
    /// When something was last said or offered.
    last_at: Timestamp,
}

impl From<TalkCard> for TalkListed {
    fn from(TalkCard { talk, asker_name, offer }: TalkCard) -> Self {
        Self {
            asker: talk.asker,
            asker_name,
            message_count: talk.message_count,
            offer: offer.map(ListingOfferShown::from),
            last_at: talk.last_at,
        }
    }
}

/// An offer for what is listed.
#[derive(Show)]
pub(super) struct ListingOfferShown {
    #[show(flatten)]
    offer: ListingOffer,
    /// Who would buy.
    buyer: Id<User>,
    /// Who would sell.
    seller: Id<User>,
    /// The trade that it became.
    trade: Option<Id<Trade>>,
}

impl From<ListingOffer> for ListingOfferShown {
    fn from(offer: ListingOffer) -> Self {
        let is_trade = offer.stage == market::mechanisms::listings::OfferStage::Accepted;
        Self { buyer: offer.buyer, seller: offer.seller, trade: is_trade.then_some(offer.trade), offer }
    }
}

/// A listing as you see it.
#[derive(Show)]
struct ListingShown {
    #[show(flatten)]
    listed: ListingListed,
    /// The town.
    town: String,
    /// Whether you have flagged it.
    has_flagged: bool,
    /// What was said against it, for its owner and whoever looks at it.
    flags: Vec<FlagReason>,
    /// The rule by which it was removed, for its owner.
    removed_by: Option<String>,
    /// Those who have asked.
    talks: Vec<TalkListed>,
}

async fn show(sent: Sent) -> Answer<ListingShown> {
    let seen: ListingSeen = listings::listing(&sent.app, sent.caller().await?.as_ref(), sent.id()?).await?;
    Ok(ListingShown {
        town: seen.place.town,
        has_flagged: seen.has_flagged,
        flags: seen.flags,
        removed_by: seen.card.listing.rule(),
        talks: seen.talks.into_iter().map(TalkListed::from).collect(),
        listed: seen.card.into(),
    })
}

/// What was said and offered between somebody and the owner of a listing.
#[derive(Show)]
struct TalkShown {
    /// The listing.
    listing: Id<Listing>,
    /// Who asks.
    asker: Id<User>,
    /// What others call them.
    asker_name: String,
    /// What others call the owner.
    owner_name: String,
    /// What was said, the first first.
    messages: Vec<ListingMessage>,
    /// What was offered, the first first.
    offers: Vec<ListingOfferShown>,
    /// What the buyer would pay in all for the offer that is open.
    pays: Option<Money>,
}

async fn talk(sent: Sent) -> Answer<TalkShown> {
    let named = sent.named()?;
    let word = |of: &str| named.iter().find(|(name, _)| name == of).map(|(_, word)| word.as_str());
    let here = |id: u128| Id::<()>::from_bits(id).locality() == sent.app.locality;
    let listing = word("listing").and_then(Id::<Listing>::parse).filter(|id| here(id.bits()));
    let asker = word("asker").and_then(Id::<User>::parse).filter(|id| here(id.bits()));
    let (listing, asker) = listing.zip(asker).ok_or(AppError::NotFound)?;
    let seen: TalkSeen = listings::talk(&sent.app, sent.visitor()?, listing, asker).await?;
    Ok(TalkShown {
        listing,
        asker,
        asker_name: seen.asker_name,
        owner_name: seen.card.owner_name,
        messages: seen.messages,
        offers: seen.offers.into_iter().map(ListingOfferShown::from).collect(),
        pays: seen.pays,
    })
}
