//! Searching things and spaces: the cheapest hires for a span near a point, exactly.
//!
//! Every listing within the radius gets the least that it could cost, by what its owner asks for such a span. The cheapest
//! are looked at first: whether the owner lends it then, whether one of its resources is free, and what it costs by
//! [`HirePricing::option`], the function that a hold uses. The search ends when the last hire of the answer is cheaper
//! than any bound that is left, so hours and rules are asked of few.

use crate::area::Area;
use crate::hours::Hours;
use crate::limits::{Payer, limits, subsidies};
use crate::offer::Offer;
use crate::price_bound::PayBound;
use crate::query::Order;
use crate::shelf::Near;
use crate::user_facts::UserFacts;
use kernel::{
    Amount, Currency, Day, Id, Locality, Members, Point, PostCode, Refusal, Slots, Span, Stop, Timestamp,
};
use market::concession::Terms;
use market::directory::{Family, WorkPlace};
use market::mechanisms::stored_availability::hire::{HireCandidate, HirePricing};
use market::options::{assembly::Priced, booking_checks::trace_reader, subsidies::FundLimits};
use market::trade::TradeRefusal;
use market::users::{
    User,
    assets::{HireTerms, Offering, Resource},
    availability::AvailabilityRefusal,
    reliability::TrackRecord,
};
use rules::{Rulebook, Trace};
use rustc_hash::FxBuildHasher;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::sync::Arc;

/// What thing or space is searched for.
#[derive(Clone, Debug)]
pub struct HireQuery {
    /// In which market area.
    pub locality: Locality,
    /// For whom; without a buyer, prices are those of somebody new.
    pub buyer: Option<Id<User>>,
    /// The code of a sector of things or spaces.
    pub sector: String,
    /// From where to when.
    pub span: Span,
    /// From where the buyer travels.
    pub point: Point,
    /// How far the buyer travels, in meters; `None` for any distance.
    pub radius_m: Option<i64>,
    /// The most hires to answer with.
    pub limit: usize,
}

/// A thing or a space that can be had.
#[derive(Members, Clone, Debug, PartialEq, Eq)]
#[show(only(offering, title, seller, seller_name, post_code, distance_m, kept_count, agreed_count))]
pub struct FoundHire {
    /// What is offered.
    pub offering: Id<Offering>,
    /// Which of its resources a hold would take.
    pub resource: Id<Resource>,
    /// What it is called; nothing when that is not known.
    pub title: Option<Arc<str>>,
    /// By whom.
    pub seller: Id<User>,
    /// What others call the owner; nothing once the personal record is erased.
    pub seller_name: Option<Arc<str>>,
    /// Where it is: the post code.
    pub post_code: PostCode,
    /// How far that is from the buyer's point, in meters.
    pub distance_m: i64,
    /// What the owner asks.
    pub terms: HireTerms,
    /// What the buyer pays, the bond not counted, in minor units.
    pub buyer_pays: Amount,
    /// The price and the rulebook's verdict.
    pub priced: Priced,
    /// Trades that the owner kept.
    pub kept_count: i64,
    /// Trades that the owner agreed to.
    pub agreed_count: i64,
}

/// What a search of things or spaces found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundHires {
    /// The hires by what the buyer pays, then distance, then id: the cheapest there are.
    pub hires: Vec<FoundHire>,
    /// Offerings within the radius.
    pub near_count: usize,
    /// Offerings that were priced.
    pub priced_count: usize,
    /// How many offerings were left out for which reason, by the code of the refusal. When nothing was found, every
    /// offering within the radius is counted once: the buyer's own, then the owner's terms, then the hours, then the
    /// law. When something was found, only what was looked at is counted.
    pub refused: BTreeMap<&'static str, usize>,
}

/// A search of one area at one moment.
struct HireSearch<'a> {
    area: &'a Area,
    payer: Payer<'a>,
    query: &'a HireQuery,
    now: Timestamp,
    buyer: Option<&'a UserFacts>,
    /// One for each law and clock.
    prices: Vec<PlacePricing<'a>>,
    /// Which of them is a post code's; `None` of one that is not known.
    by_post_code: HashMap<PostCode, Option<usize>, FxBuildHasher>,
    /// What the funds have, by currency.
    limits: BTreeMap<Currency, FundLimits>,
}

/// What prices at places of one law and one clock have in common.
struct PlacePricing<'a> {
    /// One of the places.
    place: &'a WorkPlace,
    pricing: HirePricing<'a>,
    bound: PayBound,
}

/// Why a listing makes no hire.
enum Missed {
    /// By the code of the refusal.
    Refused(&'static str),
    /// Its records are not complete, or its price cannot be worked out: a fault that hides no other listing.
    Unknown,
}

impl FoundHire {
    fn order(&self) -> Order {
        Order { pays: self.buyer_pays.0, distance_m: self.distance_m, offering: self.offering }
    }
}

impl Missed {
    fn by(refusal: &impl Refusal) -> Self {
        Self::Refused(refusal.code())
    }
}

/// The cheapest hires for a query at a moment.
///
/// # Errors
/// [`Stop::Bad`] when the rulebook lacks the concession's terms.
pub(crate) fn find(
    area: &Area,
    rulebook: &Rulebook,
    query: &HireQuery,
    now: Timestamp,
) -> Result<FoundHires, Stop> {
    let is_hired = matches!(area.family(&query.sector), Some(Family::Thing | Family::Space));
    let Some(shelf) = area.shelves.get(&query.sector).filter(|_| is_hired) else {
        return Ok(FoundHires::default());
    };
    let mut search = HireSearch::new(area, rulebook, query, now);
    let near = shelf.near(query.point, query.radius_m);
    let mut found = FoundHires { near_count: near.len(), ..FoundHires::default() };
    let mut bounds = Vec::with_capacity(near.len());
    for Near { listing, distance_m } in near {
        let Some(offer) = area.offers.get(&listing.id) else { continue };
        let Some(pays) = search.least_pay(listing.id, offer)? else { continue };
        bounds.push(Reverse(Order { pays, distance_m, offering: listing.id }));
    }
    let mut heap = BinaryHeap::from(bounds);
    while let Some(Reverse(bound)) = heap.pop() {
        let is_full = found.hires.len() >= query.limit;
        if is_full && found.hires.last().is_none_or(|last| last.order() < bound) {
            break;
        }
        match search.hire(bound.offering, bound.distance_m, &mut found.priced_count) {
            Ok(hire) => {
                let at = found.hires.partition_point(|known| known.order() < hire.order());
                found.hires.insert(at, hire);
                found.hires.truncate(query.limit);
            }
            Err(Missed::Refused(code)) => *found.refused.entry(code).or_default() += 1,
            Err(Missed::Unknown) => {}
        }
    }
    Ok(found)
}

/// What the rulebook says, rule by rule, of an offering for a query; `None` when there is no such offering, shown and
/// with an owner who has an account.
///
/// # Errors
/// [`Stop::Bad`] when the price is out of range.
pub(crate) fn explain(
    area: &Area,
    rulebook: &Rulebook,
    query: &HireQuery,
    offering: Id<Offering>,
    now: Timestamp,
) -> Result<Option<Trace>, Stop> {
    let Some(offering) = area.shown(offering).and_then(Offer::open) else { return Ok(None) };
    let terms = area.hires.get(&offering.id).and_then(|hire| hire.terms.as_ref());
    let place = area.directory.place(offering.post_code);
    let search = HireSearch::new(area, rulebook, query, now);
    let (Some(terms), Some(place)) = (terms, place) else { return Ok(None) };
    let seller = area.users.get(&offering.seller);
    let parties = seller.and_then(|seller| seller.parties(offering.seller, search.buyer, false));
    let Some(parties) = parties else { return Ok(None) };
    let today = place.zone.calendar().local(now).date;
    let concession = Terms::on(rulebook, today)?;
    let pricing = HirePricing::new(&offering.sector, place, query.span, rulebook, &concession, now);
    let reader = trace_reader(query.buyer, offering.seller);
    pricing.explain(HireCandidate { offering, terms, parties: &parties }, reader).map(Some)
}

impl<'a> HireSearch<'a> {
    fn new(area: &'a Area, rulebook: &'a Rulebook, query: &'a HireQuery, now: Timestamp) -> Self {
        Self {
            area,
            payer: Payer { rulebook, buyer: query.buyer, day: now.day() },
            query,
            now,
            buyer: query.buyer.and_then(|buyer| area.users.get(&buyer)).map(Arc::as_ref),
            prices: Vec::new(),
            by_post_code: HashMap::default(),
            limits: BTreeMap::new(),
        }
    }

    /// The least that a buyer could pay for an offering; `None` at a place that is not known.
    fn least_pay(&mut self, id: Id<Offering>, offer: &'a Offer) -> Result<Option<i64>, Stop> {
        let terms = self.area.hires.get(&id).and_then(|hire| hire.terms.as_ref());
        let (Some(terms), Some(offering)) = (terms, offer.open()) else { return Ok(None) };
        // What costs more than can be written is looked at last, and left out when it is priced.
        let price = terms.cost(self.query.span.minutes()).unwrap_or(Amount(i64::MAX));
        let prices = self.place_pricing(offering.post_code)?;
        Ok(prices.map(|prices| prices.bound.least_pay(i128::from(price.0))))
    }

    /// What prices at a post code have in common, worked out once for each law and clock; `None` at a place that is not
    /// known.
    fn place_pricing(&mut self, post_code: PostCode) -> Result<Option<&PlacePricing<'a>>, Stop> {
        let at = if let Some(at) = self.by_post_code.get(&post_code) {
            *at
        } else {
            let place = self.area.directory.place(post_code);
            let at = place.map(|place| self.prepare(place)).transpose()?;
            self.by_post_code.insert(post_code, at);
            at
        };
        Ok(at.and_then(|at| self.prices.get(at)))
    }

    /// Which of the prices are those of a place, which are put last if they were not among them.
    fn prepare(&mut self, place: &'a WorkPlace) -> Result<usize, Stop> {
        let has_same_law = |prices: &PlacePricing<'_>| {
            prices.place.jurisdiction == place.jurisdiction && prices.place.zone == place.zone
        };
        if let Some(at) = self.prices.iter().position(has_same_law) {
            return Ok(at);
        }
        let (rulebook, now) = (self.payer.rulebook, self.now);
        let terms = Terms::on(rulebook, place.zone.calendar().local(now).date)?;
        let pricing = HirePricing::new(&self.query.sector, place, self.query.span, rulebook, &terms, now);
        let pricing = pricing.of_many();
        let bound = PayBound::new(&terms, subsidies(self.area, self.payer, pricing.checks()));
        self.prices.push(PlacePricing { place, pricing, bound });
        Ok(self.prices.len() - 1)
    }

    /// The hire that an offering makes, as a hold would make it.
    fn hire(
        &mut self,
        id: Id<Offering>,
        distance_m: i64,
        priced_count: &mut usize,
    ) -> Result<FoundHire, Missed> {
        let area = self.area;
        let offer = area.offers.get(&id).ok_or(Missed::Unknown)?;
        let offering = offer.open().ok_or(Missed::Unknown)?;
        let facts = area.hires.get(&id).ok_or(Missed::Unknown)?;
        let terms = facts.terms.as_ref().ok_or(Missed::Unknown)?;
        if self.query.buyer == Some(offering.seller) {
            return Err(Missed::Refused(TradeRefusal::OwnOffering.code()));
        }
        let at = self.by_post_code.get(&offering.post_code).copied().flatten();
        let pricing = &at.and_then(|at| self.prices.get(at)).ok_or(Missed::Unknown)?.pricing;
        pricing.accepts(offering, terms).map_err(|refusal| Missed::by(&refusal))?;
        let taken = terms.taken_for(self.query.span).map_err(|refusal| Missed::by(&refusal))?;
        let resource = free_one(area, offering, taken).map_err(|refusal| Missed::by(&refusal))?;
        let seller = area.users.get(&offering.seller).ok_or(Missed::Unknown)?;
        let parties = seller.parties(offering.seller, self.buyer, false).ok_or(Missed::Unknown)?;
        let (payer, currency) = (self.payer, terms.currency);
        let limits = self.limits.entry(currency).or_insert_with(|| limits(area, payer, currency));
        *priced_count += 1;
        let candidate = HireCandidate { offering, terms, parties: &parties };
        let priced = pricing.option(candidate, limits).map_err(|stop| match stop {
            Stop::Refused(refusal) => Missed::Refused(refusal.code()),
            Stop::Need(_) | Stop::Absent(_) | Stop::Bad(_) => Missed::Unknown,
        })?;
        let track = seller.track.as_ref();
        Ok(FoundHire {
            offering: id,
            resource,
            title: area.titles.get(&id).and_then(Option::as_ref).map(|title| Arc::clone(&title.shown)),
            seller: offering.seller,
            seller_name: seller.display_name.clone(),
            post_code: offering.post_code,
            distance_m,
            terms: terms.clone(),
            buyer_pays: priced.waterfall.payer_pays().map_err(|_| Missed::Unknown)?,
            priced,
            kept_count: track.map_or(0, |track| track.kept_count),
            agreed_count: track.map_or(0, TrackRecord::agreed_count),
        })
    }
}

/// The first resource of an offering that is free for a span.
fn free_one(area: &Area, offering: &Offering, span: Span) -> Result<Id<Resource>, AvailabilityRefusal> {
    let needed: Vec<(Day, Slots)> = span.by_day().collect();
    let hours = |resource: &Id<Resource>| area.hours.get(resource);
    let is_free = |resource: &Id<Resource>| hours(resource).is_some_and(|hours| hours.cover(&needed));
    if let Some(free) = area.pool(offering).find(is_free) {
        return Ok(free);
    }
    // As a hold does, the first says whether it is not offered or taken.
    let first = area.pool(offering).next();
    let is_open = first.as_ref().and_then(hours).is_some_and(|hours: &Arc<Hours>| hours.are_open(&needed));
    Err(if is_open { AvailabilityRefusal::Taken } else { AvailabilityRefusal::NotOffered })
}
