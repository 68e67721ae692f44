//! Listings: the search, one as somebody sees it, what is said and offered about it, and a user's own.

use crate::app::App;
use crate::cursor::{Cursor, Page};
use crate::error::{Answer, AppError};
use crate::nouns::NAMELESS;
use crate::nouns::trades::names;
use crate::visitor::Visitor;
use finder::{FoundListings, ListingOrder, ListingQuery};
use kernel::{Amount, Draft, Id, Keys, Money, Stop, Timestamp, Value, together};
use market::directory::{Directory, Family, WorkPlace};
use market::mechanisms::listings::{
    Asking, FlagReason, HeldListing, LISTINGS_PAGE, Listing, ListingFlag, ListingMessage, ListingOfOwner,
    ListingOffer, ListingStage, ListingTalk, OfferOfTalk, OfferStage, OwnFlag, OwnListingMessage,
    OwnListingOffer, RemovalsCounted, TalkOfAsker, WORDS_PAGE,
};
use market::options::subsidies::Subsidies;
use market::users::assets::{Offering, OfferingText};
use market::users::photos::OfferingPhoto;
use market::users::stock::Stock;
use market::users::{Role, User};

/// What is looked for, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListingSearch {
    /// Words; may be empty.
    pub words: String,
    /// The sector's slug or code; empty for any.
    pub sector: String,
    /// A family alone.
    pub family: Option<Family>,
    /// What is asked for it.
    pub asking: Option<Asking>,
    /// From where somebody looks: the post code; may be empty.
    pub post_code: String,
    /// How far, in meters; any distance without it.
    pub radius_m: Option<i64>,
    /// The least price, in minor units.
    pub price_from: Option<Amount>,
    /// The greatest price, in minor units.
    pub price_to: Option<Amount>,
    /// Whether the latest come first, whatever fits best.
    pub is_newest_first: bool,
    /// Where the page begins.
    pub from: Option<Cursor>,
}

/// A listing in a list.
#[derive(Clone, Debug)]
pub struct ListingCard {
    /// The listing.
    pub listing: Listing,
    /// What it is called.
    pub title: String,
    /// What else is said.
    pub description: Option<String>,
    /// Under which sector, and where.
    pub offering: Offering,
    /// What others call its owner.
    pub owner_name: String,
    /// Its photographs, by their digests.
    pub photos: Vec<String>,
    /// How many pieces are left; nothing of what is no goods.
    pub left: Option<i64>,
    /// How far it is, in meters, from where somebody looks.
    pub distance_m: Option<i64>,
    /// What was said against it, for its owner alone, from when its review began.
    pub flags: FlagsSaid,
}

/// What a search came to.
#[derive(Clone, Debug)]
pub struct ListingsFound {
    /// The listings, in order.
    pub cards: Vec<ListingCard>,
    /// Counts of all that was found.
    pub found: FoundListings,
    /// Where the next page begins.
    pub next: Option<Cursor>,
}

/// Somebody who has asked about a listing, or offered for it.
#[derive(Clone, Debug)]
pub struct TalkCard {
    /// The talk.
    pub talk: ListingTalk,
    /// What whoever asks is called.
    pub asker_name: String,
    /// The offer that is open.
    pub offer: Option<ListingOffer>,
}

/// What somebody said against a listing that has to be looked at. By whom is not told.
pub type FlagsSaid = Vec<FlagReason>;

/// A listing as somebody sees it.
#[derive(Clone, Debug)]
pub struct ListingSeen {
    /// The listing.
    pub card: ListingCard,
    /// Where it is.
    pub place: WorkPlace,
    /// Whether the visitor owns it.
    pub is_owner: bool,
    /// Whether they work for the operator.
    pub is_staff: bool,
    /// Whether they have flagged it.
    pub has_flagged: bool,
    /// Those who have asked: all of them for its owner, the visitor alone for whoever asked.
    pub talks: Vec<TalkCard>,
    /// What was said against it, for its owner and whoever looks at it, from when its review began.
    pub flags: FlagsSaid,
}

/// What was said and offered between somebody and the owner of a listing.
#[derive(Clone, Debug)]
pub struct TalkSeen {
    /// The listing.
    pub card: ListingCard,
    /// The talk.
    pub talk: ListingTalk,
    /// What whoever asks is called.
    pub asker_name: String,
    /// Whether the visitor owns the listing.
    pub is_owner: bool,
    /// What was said, the first first.
    pub messages: Vec<ListingMessage>,
    /// What was offered, the first first.
    pub offers: Vec<ListingOffer>,
    /// What the buyer would pay in all for the offer that is open; nothing where a rule forbids it by now.
    pub pays: Option<Money>,
}

/// Which listings are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listings {
    /// The visitor's own, the latest first.
    Own,
    /// Those that the visitor has asked about or offered for, the latest first.
    Asked,
    /// Those that somebody who works for the operator has to look at, the first first.
    Held,
}

/// The listings for a search, or the first of its fields that does not fit.
pub async fn search(app: &App, visitor: Option<&Visitor>, search: &ListingSearch) -> Answer<ListingsFound> {
    let sector = match search.sector.as_str() {
        "" => None,
        sector => Some(app.sector(sector, Family::ALL)?.code.clone()),
    };
    let point = match search.post_code.as_str() {
        "" => None,
        post_code => Some(app.place(post_code)?.point),
    };
    let is_best = !search.words.trim().is_empty() && !search.is_newest_first;
    let query = ListingQuery {
        locality: app.locality,
        reader: visitor.map(|visitor| visitor.user),
        words: search.words.clone(),
        point,
        radius_m: search.radius_m,
        family: search.family,
        sector,
        asking: search.asking,
        price_from: search.price_from,
        price_to: search.price_to,
        order: if is_best { ListingOrder::Best } else { ListingOrder::Newest },
        after: search.from.and_then(after),
        limit: LISTINGS_PAGE,
    };
    let found = app.finder.search_listings(&query, app.now())?;
    let ids: Vec<_> = found.listings.iter().map(|one| one.listing.id).collect();
    let mut cards = app.look(visitor, |draft| all_of(draft, &ids)).await?;
    for (card, one) in cards.iter_mut().zip(&found.listings) {
        card.distance_m = one.distance_m;
    }
    let cursor =
        |(score, id): (u32, Id<Listing>)| Cursor { time: Some(Timestamp(score.into())), id: id.bits() };
    let next = found.next.map(cursor);
    Ok(ListingsFound { cards, found, next })
}

/// Where a page of a search begins: its time is how well the listing before it fits.
fn after(from: Cursor) -> Option<(u32, Id<Listing>)> {
    Some((u32::try_from(from.time?.0).ok()?, Id::from_bits(from.id)))
}

fn reads(keys: &mut Keys, id: Id<Listing>) {
    let (locality, offering) = (id.locality(), id.cast::<Offering>());
    keys.one::<Listing>((locality, id));
    keys.one::<Offering>((locality, offering));
    keys.one::<OfferingText>((locality, offering));
    keys.one::<Stock>((locality, offering));
    keys.all::<OfferingPhoto>((locality, offering));
}

/// Listings by their ids, read together.
fn all_of(draft: &Draft<'_>, ids: &[Id<Listing>]) -> Result<Vec<ListingCard>, Stop> {
    let mut keys = Keys::default();
    for id in ids {
        reads(&mut keys, *id);
    }
    draft.ask(keys)?;
    let locality = draft.locality();
    let listings: Vec<_> =
        ids.iter().map(|id| draft.get::<Listing>((locality, *id))).collect::<Result<_, _>>()?;
    let named = names(draft, listings.iter().map(|listing| listing.owner))?;
    let card = |listing: Listing| {
        let offering = listing.offering();
        let is_told = listing.held_at.is_some() && draft.actor() == listing.owner.cast();
        let flags = if is_told { draft.list::<ListingFlag>((locality, listing.id))? } else { Vec::new() };
        let text = draft.find::<OfferingText>((locality, offering))?;
        let photos = draft.list::<OfferingPhoto>((locality, offering))?;
        let name = named.iter().find(|(user, _)| *user == listing.owner).map(|(_, name)| name.clone());
        Ok(ListingCard {
            title: text.as_ref().map_or_else(|| NAMELESS.to_owned(), |text| text.title.to_string()),
            description: text.and_then(|text| text.description).map(String::from),
            offering: draft.get::<Offering>((locality, offering))?,
            owner_name: name.unwrap_or_default(),
            photos: photos.into_iter().map(|photo| photo.digest).collect(),
            left: draft.find::<Stock>((locality, offering))?.map(|stock| stock.free()),
            distance_m: None,
            flags: flags.into_iter().filter_map(|flag| flag.reason).collect(),
            listing,
        })
    };
    listings.into_iter().map(card).collect()
}

/// A page of listings that are somebody's, or that have to be looked at.
pub async fn list(app: &App, visitor: &Visitor, of: Listings, from: Cursor) -> Answer<Page<ListingCard>> {
    let locality = visitor.user.locality();
    let params = [Value::Id(visitor.user.bits()), from.id()];
    let ids: Vec<Id<Listing>> = match of {
        Listings::Own => {
            let own = app.store.view::<ListingOfOwner>(locality, &params).await?;
            own.into_iter().map(|listing| listing.id).collect()
        }
        Listings::Asked => {
            let asked = app.store.view::<TalkOfAsker>(locality, &params).await?;
            asked.into_iter().map(|listing| listing.id).collect()
        }
        Listings::Held => {
            // What is not yours to look at is not there.
            if !app.look(Some(visitor), |draft| staff(draft)).await? {
                return Err(AppError::NotFound);
            }
            let behind = if from == Cursor::START { Value::Id(0) } else { from.id() };
            let held = app.store.view::<HeldListing>(locality, &[behind]).await?;
            held.into_iter().map(|listing| listing.id).collect()
        }
    };
    let page = Page::of(ids, LISTINGS_PAGE, |id| Cursor { time: None, id: id.bits() });
    let rows = app.look(Some(visitor), |draft| all_of(draft, &page.rows)).await?;
    Ok(Page { rows, next: page.next })
}

/// Whether the acting user works for the operator.
fn staff(draft: &Draft<'_>) -> Result<bool, Stop> {
    let user = draft.find::<User>((draft.locality(), draft.actor().cast()))?;
    Ok(user.is_some_and(|user| user.role == Role::Operator))
}

/// A listing as the visitor sees it. One that is held or removed is there for its owner and for those who work for the operator alone;
/// one that has ended, for whoever asked about it too.
pub async fn listing(app: &App, visitor: Option<&Visitor>, id: Id<Listing>) -> Answer<ListingSeen> {
    app.look(visitor, |draft| seen(draft, visitor, id)).await
}

fn seen(draft: &Draft<'_>, visitor: Option<&Visitor>, id: Id<Listing>) -> Result<ListingSeen, Stop> {
    let (locality, user) = (draft.locality(), visitor.map(|visitor| visitor.user));
    let mut keys = Keys::default();
    keys.all::<ListingFlag>((locality, id));
    keys.all::<ListingTalk>((locality, id));
    if let Some(user) = user {
        keys.one::<User>((locality, user));
    }
    let (mut cards, ()) = together(all_of(draft, &[id]), draft.ask(keys).map_err(Stop::from))?;
    let card = cards.pop().ok_or(Stop::Absent("listing"))?;
    let listing = &card.listing;
    let is_owner = user == Some(listing.owner);
    let is_staff = user.is_some() && staff(draft)?;
    let mut talks = draft.list::<ListingTalk>((locality, id))?;
    if !is_owner {
        talks.retain(|talk| Some(talk.asker) == user);
    }
    let is_there = match listing.stage {
        ListingStage::Open => listing.is_shown(draft.now()) || is_owner || !talks.is_empty(),
        ListingStage::Gone | ListingStage::Withdrawn | ListingStage::Expired => is_owner || !talks.is_empty(),
        ListingStage::Held => is_owner || is_staff,
        ListingStage::Removed => is_owner,
    };
    if !is_there {
        return Err(Stop::Absent("listing"));
    }
    let flags = draft.list::<ListingFlag>((locality, id))?;
    let has_flagged = flags.iter().any(|flag| Some(flag.flagger) == user);
    let tells_flags = listing.held_at.is_some() && (is_owner || is_staff);
    let flags = flags.into_iter().filter(|_| tells_flags).filter_map(|flag| flag.reason).collect();
    let directory = draft.consult::<Directory>()?;
    let place = directory.place(card.offering.post_code).ok_or(Stop::Absent("place"))?.clone();
    let talks = cards_of(draft, talks)?;
    Ok(ListingSeen { card, place, is_owner, is_staff, has_flagged, talks, flags })
}

fn cards_of(draft: &Draft<'_>, mut talks: Vec<ListingTalk>) -> Result<Vec<TalkCard>, Stop> {
    talks.sort_by_key(|talk| std::cmp::Reverse(talk.last_at));
    let mut keys = Keys::default();
    for talk in &talks {
        if let Some(offer) = talk.offer {
            keys.one::<ListingOffer>((draft.locality(), offer));
        }
    }
    let askers = talks.iter().map(|talk| talk.asker);
    let (named, ()) = together(names(draft, askers), draft.ask(keys).map_err(Stop::from))?;
    let card = |talk: ListingTalk| {
        let name = named.iter().find(|(user, _)| *user == talk.asker).map(|(_, name)| name.clone());
        let offer =
            talk.offer.map(|offer| draft.get::<ListingOffer>((draft.locality(), offer))).transpose()?;
        Ok(TalkCard { asker_name: name.unwrap_or_default(), offer, talk })
    };
    talks.into_iter().map(card).collect()
}

/// What was said and offered between somebody and the owner of a listing: for the two alone.
pub async fn talk(app: &App, visitor: &Visitor, id: Id<Listing>, asker: Id<User>) -> Answer<TalkSeen> {
    let params = [Value::Id(id.bits()), Value::Id(asker.bits())];
    let offers = app.store.view::<OfferOfTalk>(visitor.user.locality(), &params).await?;
    let offers: Vec<_> = offers.into_iter().map(|offer| offer.id).collect();
    app.look(Some(visitor), |draft| talk_of(draft, visitor.user, (id, asker), &offers)).await
}

fn talk_of(
    draft: &Draft<'_>,
    user: Id<User>,
    (id, asker): (Id<Listing>, Id<User>),
    offers: &[Id<ListingOffer>],
) -> Result<TalkSeen, Stop> {
    let locality = draft.locality();
    let mut keys = Keys::default();
    keys.one::<ListingTalk>((locality, id, asker));
    keys.all::<ListingMessage>((locality, id, asker));
    for offer in offers {
        keys.one::<ListingOffer>((locality, *offer));
    }
    let asked = draft.ask(keys).map_err(Stop::from);
    let ((mut cards, ()), named) = together(together(all_of(draft, &[id]), asked), names(draft, [asker]))?;
    let card = cards.pop().ok_or(Stop::Absent("listing"))?;
    let is_owner = card.listing.owner == user;
    // What a review took away is its owner's alone.
    if !(is_owner || (asker == user && card.listing.stage != ListingStage::Removed)) {
        return Err(Stop::Absent("listing_talk"));
    }
    let talk = draft.get::<ListingTalk>((locality, id, asker))?;
    let offers = offers.iter().map(|offer| draft.get::<ListingOffer>((locality, *offer)));
    let offers: Vec<ListingOffer> = offers.collect::<Result<_, _>>()?;
    let open = offers.iter().find(|offer| offer.stage == OfferStage::Open);
    let pays = match open.map(|offer| offer.quote(draft, Subsidies::Funds)) {
        None | Some(Err(Stop::Refused(_))) => None,
        Some(quote) => Some(quote?.priced.waterfall.payer_money()?),
    };
    let asker_name = named.into_iter().next().map(|(_, name)| name).unwrap_or_default();
    let messages = draft.list::<ListingMessage>((locality, id, asker))?;
    Ok(TalkSeen { card, talk, asker_name, is_owner, messages, offers, pays })
}

/// How often listings were removed, by month and rule.
pub async fn removals(app: &App) -> Answer<Vec<RemovalsCounted>> {
    Ok(app.store.view::<RemovalsCounted>(app.locality, &[]).await?)
}

/// What a user has flagged.
pub async fn own_flags(app: &App, visitor: &Visitor) -> Answer<Vec<OwnFlag>> {
    let params = [Value::Id(visitor.user.bits())];
    Ok(app.store.view::<OwnFlag>(visitor.user.locality(), &params).await?)
}

/// A page of what a user has written about listings, the latest first.
pub async fn own_messages(app: &App, visitor: &Visitor, from: Cursor) -> Answer<Page<ListingMessage>> {
    let (locality, params) = (visitor.user.locality(), [Value::Id(visitor.user.bits()), from.id()]);
    let written = app.store.view::<OwnListingMessage>(locality, &params).await?;
    let page = Page::of(written, WORDS_PAGE, |one| Cursor { time: None, id: one.id.bits() });
    let key = |one: &OwnListingMessage| (locality, one.listing, one.asker, one.id);
    let read = |draft: &mut Draft<'_>| -> Result<Vec<ListingMessage>, Stop> {
        let mut keys = Keys::default();
        page.rows.iter().for_each(|one| keys.one::<ListingMessage>(key(one)));
        draft.ask(keys)?;
        let messages = page.rows.iter().map(|one| draft.find::<ListingMessage>(key(one)));
        Ok(messages.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    };
    Ok(Page { rows: app.look(Some(visitor), read).await?, next: page.next })
}

/// A page of the offers of which a user is a side, the latest first.
pub async fn own_offers(app: &App, visitor: &Visitor, from: Cursor) -> Answer<Page<ListingOffer>> {
    let (locality, params) = (visitor.user.locality(), [Value::Id(visitor.user.bits()), from.id()]);
    let offers = app.store.view::<OwnListingOffer>(locality, &params).await?;
    let page = Page::of(offers, WORDS_PAGE, |one| Cursor { time: None, id: one.id.bits() });
    let read = |draft: &mut Draft<'_>| -> Result<Vec<ListingOffer>, Stop> {
        let mut keys = Keys::default();
        page.rows.iter().for_each(|one| keys.one::<ListingOffer>((locality, one.id)));
        draft.ask(keys)?;
        let offers = page.rows.iter().map(|one| draft.get::<ListingOffer>((locality, one.id)));
        Ok(offers.collect::<Result<Vec<_>, _>>()?)
    };
    Ok(Page { rows: app.look(Some(visitor), read).await?, next: page.next })
}
