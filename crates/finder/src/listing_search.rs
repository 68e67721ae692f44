//! Searching listings: what is shown near a point, by words, family, sector and price, the newest or the best first.

use crate::area::Area;
use kernel::{Amount, Id, Locality, Members, Point, PostCode, Timestamp};
use market::directory::Family;
use market::mechanisms::listings::{Asking, Listing, ListingStage};
use market::users::User;
use std::collections::BTreeMap;
use std::sync::Arc;

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
    /// How many there are in all.
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

/// The listings for a query at a moment.
pub(crate) fn find(area: &Area, query: &ListingQuery, now: Timestamp) -> FoundListings {
    let words: Vec<String> = query.words.split_whitespace().map(str::to_lowercase).collect();
    let all = area.listings.iter().filter_map(|(_, facts)| wanted(area, query, facts, &words, now));
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
    words: &[String],
    now: Timestamp,
) -> Option<Wanted<'a>> {
    let listing = facts.listing.as_ref().filter(|listing| listing.is_shown(now))?;
    let offering = area.offers.get(&listing.offering())?.offering.as_ref()?;
    let is_found = area.users.get(&listing.owner).is_some_and(|owner| owner.is_found());
    let sector = area.directory.sector(&offering.sector)?;
    let lies_in =
        |code: &String| sector.code == *code || area.directory.above(sector).any(|above| above.code == *code);
    let distance_m = query.point.map(|point| offering.point().meters_to(point));
    let is_near = query.radius_m.zip(distance_m).is_none_or(|(radius_m, distance_m)| distance_m <= radius_m);
    let price = if listing.asking == Asking::Free { Some(Amount::ZERO) } else { listing.price };
    let is_dear = query.price_from.is_none_or(|least| price.is_some_and(|price| price >= least));
    let is_cheap = query.price_to.is_none_or(|most| price.is_some_and(|price| price <= most));
    let is_wanted = is_found && is_near && is_dear && is_cheap && query.sector.as_ref().is_none_or(lies_in);
    let score = facts.text.as_ref().map_or(0, |text| score(text, words));
    (is_wanted && (words.is_empty() || score > 0)).then_some(Wanted {
        listing,
        family: sector.family,
        distance_m,
        score,
    })
}

/// How well a text fits some words: those of its title count three times.
fn score(text: &ListingText, words: &[String]) -> u32 {
    let (title, body) = (text.title.to_lowercase(), text.body.to_lowercase());
    let of = |word: &String| {
        3 * u32::from(title.contains(word.as_str())) + u32::from(body.contains(word.as_str()))
    };
    words.iter().map(of).sum()
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
