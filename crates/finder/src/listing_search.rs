//! Searching listings: what is shown near a point, by words, family, sector and price, the newest or the best first.
//!
//! What fits the words, and how well, says [`crate::text_index`]; all else is asked of the records that the area keeps.

use crate::area::Area;
use crate::text_index::{TextDocument, TextIndex};
use kernel::{Amount, Change, Field, Id, Locality, Members, Point, PostCode, Record, Timestamp};
use market::directory::Family;
use market::mechanisms::listings::{Asking, Listing, ListingStage};
use market::users::User;
use market::users::assets::OfferingText;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

/// What the finder keeps of a listing beside its offering.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ListingFacts {
    pub(crate) listing: Option<Listing>,
    pub(crate) text: Option<ListingText>,
}

/// What a listing says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ListingText {
    pub(crate) title: Arc<str>,
    pub(crate) body: Arc<str>,
}

/// In which order listings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListingOrder {
    /// The latest first.
    Newest,
    /// Those that fit the words best, then the latest.
    Best,
}

/// What listings are searched for. Without anything, all of them are.
#[derive(Clone, Debug)]
pub struct ListingQuery {
    /// In which market area.
    pub locality: Locality,
    /// Who looks, if that is known: listings of those whom they have blocked, or who have blocked them, are not among the answer.
    pub reader: Option<Id<User>>,
    /// Words that the listing has, the more the better; may be empty.
    pub words: String,
    /// From where somebody looks.
    pub point: Option<Point>,
    /// How far away it may be, in meters; `None` for any distance.
    pub radius_m: Option<i64>,
    /// Of one family alone.
    pub family: Option<Family>,
    /// In one sector alone, or in those that lie under it: its code.
    pub sector: Option<String>,
    /// What is asked for it.
    pub asking: Option<Asking>,
    /// The least price, in minor units. What has no price has none of it.
    pub price_from: Option<Amount>,
    /// The greatest price, in minor units; what is free is within it.
    pub price_to: Option<Amount>,
    /// In which order.
    pub order: ListingOrder,
    /// Behind which listing the page begins, with how well it fitted.
    pub after: Option<(u32, Id<Listing>)>,
    /// The most listings to answer with.
    pub limit: usize,
}

/// A listing that is shown.
#[derive(Members, Clone, Debug, PartialEq)]
#[show(only(title, sector, owner, owner_name, post_code, distance_m))]
pub struct FoundListing {
    /// The listing.
    pub listing: Listing,
    /// What it is called.
    pub title: Option<Arc<str>>,
    /// The sector's code.
    pub sector: String,
    /// Who lists it.
    pub owner: Id<User>,
    /// What others call them; nothing once the personal record is erased.
    pub owner_name: Option<Arc<str>>,
    /// Where it is: the post code.
    pub post_code: PostCode,
    /// How far that is from the point, in meters; nothing without one.
    pub distance_m: Option<i64>,
    /// How well it fits.
    pub score: u32,
}

/// What a search of listings found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FoundListings {
    /// The listings of the page.
    pub listings: Vec<FoundListing>,
    /// How many there are in all; with words, of the two thousand at most that fit best.
    pub count: usize,
    /// How many there are of each family, whatever family was asked for.
    pub families: BTreeMap<Family, usize>,
    /// How many there are by what is asked for them, whatever was asked for of that.
    pub askings: BTreeMap<Asking, usize>,
    /// Where the next page begins; nothing on the last one.
    pub next: Option<(u32, Id<Listing>)>,
}

/// A listing among those that are wanted.
struct Wanted<'a> {
    listing: &'a Listing,
    family: Family,
    distance_m: Option<i64>,
    score: u32,
}

/// How many listings are counted and ranked that have any of the words.
const FITTING_MOST: usize = 2_000;

/// What listings that may be shown say, found by their words. It is changed in place, as commits come: a search of words holds the next
/// commit of a listing back for as long as it takes, and no other.
#[derive(Debug, Default)]
pub(crate) struct ListingTexts(RwLock<TextIndex<Id<Listing>>>);

impl ListingTexts {
    /// Those of an area.
    pub(crate) fn of(area: &Area) -> Self {
        let texts = Self::default();
        texts.make_anew(area);
        texts
    }

    /// Puts those of an area in the place of what there was.
    pub(crate) fn make_anew(&self, area: &Area) {
        let mut index = TextIndex::new();
        for (id, facts) in area.listings.iter() {
            put(&mut index, *id, Some(facts));
        }
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = index;
    }

    /// Brings those up to date that a commit touched, which the area has taken in.
    pub(crate) fn take_in(&self, area: &Area, changes: &[&Change]) {
        let is_of_listings = |change: &&&Change| {
            [Listing::TABLE.name, OfferingText::TABLE.name].contains(&change.key.table.name)
        };
        let ids = changes
            .iter()
            .filter(is_of_listings)
            .filter_map(|change| Id::from_value(change.key.parts.get(1)?).ok());
        let mut ids = ids.peekable();
        if ids.peek().is_none() {
            return;
        }
        let mut index = self.0.write().unwrap_or_else(PoisonError::into_inner);
        for id in ids {
            put(&mut index, id, area.listings.get(&id));
        }
    }

    /// The listings that have any of some words, those that fit best, each with how well.
    fn fitting(&self, words: &str, keep: impl FnMut(&Id<Listing>) -> bool) -> Vec<(Id<Listing>, u32)> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).search(words, FITTING_MOST, keep)
    }
}

/// Keeps what a listing says while it may be shown, and nothing afterwards.
fn put(index: &mut TextIndex<Id<Listing>>, id: Id<Listing>, facts: Option<&Arc<ListingFacts>>) {
    match facts.and_then(|facts| Some((facts.listing.as_ref()?, facts.text.as_ref()?))) {
        Some((_, text)) => index.put(id, &TextDocument { title: &text.title, body: &text.body }),
        None => drop(index.remove(&id)),
    }
}

/// The listings for a query at a moment.
pub(crate) fn find(area: &Area, texts: &ListingTexts, query: &ListingQuery, now: Timestamp) -> FoundListings {
    let all: Vec<Wanted<'_>> = if query.words.trim().is_empty() {
        area.listings.iter().filter_map(|(_, facts)| wanted(area, query, facts, now)).collect()
    } else {
        let of = |id: &Id<Listing>| wanted(area, query, area.listings.get(id)?, now);
        let fitting = texts.fitting(&query.words, |id| of(id).is_some());
        fitting.into_iter().filter_map(|(id, score)| Some(Wanted { score, ..of(&id)? })).collect()
    };
    let mut found = FoundListings::default();
    let mut page: Vec<Wanted<'_>> = Vec::new();
    for one in all {
        let is_of_family = query.family.is_none_or(|family| family == one.family);
        let is_so_asked = query.asking.is_none_or(|asking| asking == one.listing.asking);
        if is_so_asked {
            *found.families.entry(one.family).or_default() += 1;
        }
        if is_of_family {
            *found.askings.entry(one.listing.asking).or_default() += 1;
        }
        if is_of_family && is_so_asked {
            found.count += 1;
            page.push(one);
        }
    }
    page.sort_unstable_by_key(|one| std::cmp::Reverse(rank(query, one)));
    let is_behind = |one: &Wanted<'_>| query.after.is_none_or(|after| rank(query, one) < after);
    let mut page: Vec<_> = page.into_iter().filter(is_behind).take(query.limit.saturating_add(1)).collect();
    let more = page.len() > query.limit;
    page.truncate(query.limit);
    found.next = page.last().filter(|_| more).map(|one| rank(query, one));
    found.listings = page.iter().filter_map(|one| shown(area, one)).collect();
    found
}

/// What a listing is ordered by: the greater first. Its id is ordered by time.
fn rank(query: &ListingQuery, one: &Wanted<'_>) -> (u32, Id<Listing>) {
    let score = if query.order == ListingOrder::Best { one.score } else { 0 };
    (score, one.listing.id)
}

fn wanted<'a>(
    area: &'a Area,
    query: &ListingQuery,
    facts: &'a ListingFacts,
    now: Timestamp,
) -> Option<Wanted<'a>> {
    let listing = facts.listing.as_ref().filter(|listing| listing.is_shown(now))?;
    let offering = area.offers.get(&listing.offering())?.offering.as_ref()?;
    let reader = query.reader.and_then(|reader| area.users.get(&reader));
    let is_apart = reader.is_some_and(|reader| reader.is_apart_from(listing.owner));
    let is_found = !is_apart && area.users.get(&listing.owner).is_some_and(|owner| owner.is_found());
    let sector = area.directory.sector(&offering.sector)?;
    let lies_in =
        |code: &String| sector.code == *code || area.directory.above(sector).any(|above| above.code == *code);
    let distance_m = query.point.map(|point| offering.point().meters_to(point));
    let is_near = query.radius_m.zip(distance_m).is_none_or(|(radius_m, distance_m)| distance_m <= radius_m);
    let price = if listing.asking == Asking::Free { Some(Amount::ZERO) } else { listing.price };
    let is_dear = query.price_from.is_none_or(|least| price.is_some_and(|price| price >= least));
    let is_cheap = query.price_to.is_none_or(|most| price.is_some_and(|price| price <= most));
    let is_wanted = is_found && is_near && is_dear && is_cheap && query.sector.as_ref().is_none_or(lies_in);
    is_wanted.then_some(Wanted { listing, family: sector.family, distance_m, score: 0 })
}

fn shown(area: &Area, one: &Wanted<'_>) -> Option<FoundListing> {
    let listing = one.listing;
    let offering = area.offers.get(&listing.offering())?.offering.as_ref()?;
    let text = area.listings.get(&listing.id).and_then(|facts| facts.text.as_ref());
    Some(FoundListing {
        title: text.map(|text| Arc::clone(&text.title)),
        sector: offering.sector.clone(),
        owner: listing.owner,
        owner_name: area.users.get(&listing.owner)?.display_name.clone(),
        post_code: offering.post_code,
        distance_m: one.distance_m,
        score: one.score,
        listing: listing.clone(),
    })
}

impl ListingFacts {
    /// Keeps a listing while it may be shown.
    pub(crate) fn keep(&mut self, listing: Option<Listing>) {
        self.listing = listing.filter(|listing| listing.stage == ListingStage::Open);
    }
}
