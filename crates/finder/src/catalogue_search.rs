//! Searching goods: what is in stock near a point, the cheapest first.

use crate::area::Area;
use crate::query::Order;
use crate::shelf::Shelf;
use kernel::{Amount, Id, Locality, Members, Point, PostCode};
use market::directory::Family;
use market::users::{
    User,
    assets::{ItemTerms, Offering},
    reliability::TrackRecord,
};
use std::sync::Arc;

/// What goods are searched for. Without a sector and without words, everything is.
#[derive(Clone, Debug)]
pub struct GoodsQuery {
    /// In which market area.
    pub locality: Locality,
    /// For whom; what a buyer sells is not among the answer.
    pub buyer: Option<Id<User>>,
    /// The code of a sector of goods.
    pub sector: Option<String>,
    /// Words that the title must have, each of them, in upper or lower case; may be empty.
    pub words: String,
    /// From where the buyer looks.
    pub point: Point,
    /// How far away goods may be, in meters; `None` for any distance.
    pub radius_m: Option<i64>,
    /// The most items to answer with.
    pub limit: usize,
}

/// Goods that can be had.
#[derive(Members, Clone, Debug, PartialEq, Eq)]
#[show(only(offering, title, sector, seller, seller_name, post_code, distance_m, left))]
pub struct FoundItem {
    /// What is offered.
    pub offering: Id<Offering>,
    /// What it is called; nothing when that is not known.
    pub title: Option<Arc<str>>,
    /// The sector's code.
    pub sector: String,
    /// By whom.
    pub seller: Id<User>,
    /// What others call the seller; nothing once the personal record is erased.
    pub seller_name: Option<Arc<str>>,
    /// Where it is: the post code.
    pub post_code: PostCode,
    /// How far that is from the buyer's point, in meters.
    pub distance_m: i64,
    /// What the seller asks.
    pub terms: ItemTerms,
    /// How many pieces can be had.
    pub left: i64,
    /// Trades that the seller kept.
    pub kept_count: i64,
    /// Trades that the seller agreed to.
    pub agreed_count: i64,
}

/// What a search of goods found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundGoods {
    /// The items by the price of a piece, then distance, then id: the cheapest there are.
    pub items: Vec<FoundItem>,
    /// How many there are in all.
    pub count: usize,
}

/// The cheapest goods for a query.
pub(crate) fn find(area: &Area, query: &GoodsQuery) -> FoundGoods {
    let words: Vec<String> = query.words.split_whitespace().map(str::to_lowercase).collect();
    let near = shelves(area, query.sector.as_ref()).flat_map(|shelf| shelf.near(query.point, query.radius_m));
    let wanted = near.filter_map(|near| {
        let pays = wanted_at(area, query, near.listing.id, &words)?.0;
        Some(Order { pays, distance_m: near.distance_m, offering: near.listing.id })
    });
    let mut wanted: Vec<Order> = wanted.collect();
    let count = wanted.len();
    wanted.sort_unstable();
    let items = wanted.into_iter().filter_map(|order| item(area, order.offering, order.distance_m));
    FoundGoods { items: items.take(query.limit).collect(), count }
}

/// The shelves of goods, of one sector or of all.
fn shelves<'a>(area: &'a Area, sector: Option<&'a String>) -> impl Iterator<Item = &'a Shelf> {
    let all = area.shelves.iter().filter(move |_| sector.is_none());
    let one = sector.and_then(|sector| Some((sector, area.shelves.get(sector)?)));
    let goods = all.chain(one).filter(|(code, _)| area.family(code) == Some(Family::Goods));
    goods.map(|(_, shelf)| &**shelf)
}

/// What a piece of an item costs that is in stock, of somebody else who is to be found, and called as is wanted.
fn wanted_at(area: &Area, query: &GoodsQuery, id: Id<Offering>, words: &[String]) -> Option<Amount> {
    let goods = area.goods.get(&id)?;
    let is_in_stock = goods.left.is_some_and(|left| left > 0);
    let seller = || area.offers.get(&id)?.offering.as_ref().map(|offering| offering.seller);
    let is_sold = |seller: Id<User>| {
        let is_found = || area.users.get(&seller).is_some_and(|user| user.is_found());
        let is_apart = || {
            let buyer = query.buyer.and_then(|buyer| area.users.get(&buyer));
            buyer.is_some_and(|buyer| buyer.is_apart_from(seller))
        };
        query.buyer != Some(seller) && is_found() && !is_apart()
    };
    let title = || area.titles.get(&id).and_then(Option::as_ref);
    let has = |word: &String| title().is_some_and(|title| title.lower.contains(word.as_str()));
    let is_wanted = is_in_stock && words.iter().all(has) && seller().is_some_and(is_sold);
    goods.terms.as_ref().filter(|_| is_wanted).map(|terms| terms.each)
}

fn item(area: &Area, id: Id<Offering>, distance_m: i64) -> Option<FoundItem> {
    let offering = area.offers.get(&id)?.open()?;
    let goods = area.goods.get(&id)?;
    let seller = area.users.get(&offering.seller)?;
    let track = seller.track.as_ref();
    Some(FoundItem {
        offering: id,
        title: area.titles.get(&id).and_then(Option::as_ref).map(|title| Arc::clone(&title.shown)),
        sector: offering.sector.clone(),
        seller: offering.seller,
        seller_name: seller.display_name.clone(),
        post_code: offering.post_code,
        distance_m,
        terms: goods.terms.clone()?,
        left: goods.left?,
        kept_count: track.map_or(0, |track| track.kept_count),
        agreed_count: track.map_or(0, TrackRecord::agreed_count),
    })
}
