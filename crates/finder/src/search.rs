//! Searching: the cheapest options for a requirement, exactly, from as few exact prices as can be.
//!
//! Rows are looked at a few at a time, always those of the square whose next row could be the cheapest; a row whose
//! hours are free and whose terms fit goes to the pool with a bound of its own. The cheapest of the pool are priced by
//! [`Pricing::option`], the function that a hold uses, as soon as nothing that was not looked at can be
//! cheaper. The search ends when the last option of the answer is cheaper than any bound that is left.
//!
//! [`Pricing::option`]: market::mechanisms::stored_availability::Pricing::option

mod why;

use crate::area::Area;
use crate::block::{Block, Part, Posting, ROWS_A_WORD};
use crate::limits::{Payer, limits, subsidies};
use crate::offer::Offer;
use crate::packed_terms::{EVERYWHERE_M, PackedTerms};
use crate::price_bound::PriceBound;
use crate::query::{Found, FoundOption, Order, Query};
use crate::sector::{Sector, SectorKey, Square};
use crate::user_facts::UserFacts;
use kernel::{Currency, Day, Id, Point, Slots, Stop, Timestamp};
use market::concession::Terms;
use market::mechanisms::stored_availability::{OfferRefusal, Offered, Pricing};
use market::options::{booking_checks::PartyFacts, subsidies::FundLimits};
use market::users::{
    User,
    assets::{Offering, PriceTerms},
    reliability::TrackRecord,
};
use rules::Rulebook;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap};
use std::hint::black_box;
use std::ops::Range;
use std::sync::Arc;

/// How many rows of one square are looked at before another's may be cheaper.
const ROWS_AT_ONCE: usize = if cfg!(test) { 2 } else { 32 };
/// Options for which room is made at once.
const OPTIONS_USUAL: usize = 32;

/// A search of one area at one moment.
pub(crate) struct Search<'a> {
    area: &'a Area,
    payer: Payer<'a>,
    query: &'a Query,
    buyer: Option<&'a UserFacts>,
    sector: &'a Sector,
    pricing: Pricing<'a>,
    bound: PriceBound,
    /// The hours that are needed of each day.
    days: Vec<(Day, Slots)>,
}

/// The rows of a square, and how many of them were looked at.
struct Scan<'a> {
    square: &'a Square,
    /// The distance of each of the square's points, in meters.
    distances: Vec<i64>,
    /// The least of them.
    nearest_m: i64,
    /// Which block is next, and which of its rows.
    next: (usize, usize),
}

/// One row of a block.
#[derive(Clone, Copy)]
struct At<'a> {
    block: &'a Block,
    row: usize,
}

/// Where something stands before there is a price, whatever its id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct LeastOrder {
    /// The least that it can cost, in minor units.
    pays: i64,
    distance_m: i64,
}

impl From<Order> for LeastOrder {
    fn from(Order { pays, distance_m, .. }: Order) -> Self {
        Self { pays, distance_m }
    }
}

/// A row whose hours are free and whose terms fit.
#[derive(Clone, Copy)]
struct Fit<'a> {
    order: LeastOrder,
    at: At<'a>,
}

/// A row with what its price depends on.
struct Candidate<'a> {
    offering: &'a Offering,
    terms: Option<&'a PriceTerms>,
    distance_m: i64,
    seller: &'a UserFacts,
}

/// What a search has come to.
#[derive(Default)]
struct Progress<'a> {
    pool: BinaryHeap<Reverse<Fit<'a>>>,
    /// Those that nothing which was not looked at can be cheaper than: what is priced next.
    ready: Vec<Fit<'a>>,
    /// In order, at most as many as are wanted.
    options: Vec<FoundOption>,
    limits: BTreeMap<Currency, FundLimits>,
    found: Found,
}

impl FoundOption {
    fn order(&self) -> Order {
        Order { pays: self.buyer_pays.0, distance_m: self.distance_m, offering: self.offering }
    }
}

impl PartialEq for Fit<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.order == other.order
    }
}
impl Eq for Fit<'_> {}
impl PartialOrd for Fit<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Fit<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order.cmp(&other.order)
    }
}

impl<'a> Search<'a> {
    /// Prepares a search; `None` when the sector has no offering.
    ///
    /// # Errors
    /// [`Stop::Bad`] when the rulebook lacks the concession's terms.
    pub(crate) fn new(
        area: &'a Area,
        rulebook: &'a Rulebook,
        query: &'a Query,
        now: Timestamp,
    ) -> Result<Option<Self>, Stop> {
        let requirement = &query.requirement;
        let key = SectorKey { code: requirement.sector.clone(), is_unpaid: requirement.is_unpaid };
        let Some(sector) = area.sectors.get(&key) else { return Ok(None) };
        let today = requirement.work_place.zone.calendar().local(now).date;
        let pricing = Pricing::new(requirement, rulebook, &Terms::on(rulebook, today)?, now).of_many();
        let payer = Payer { rulebook, buyer: query.buyer, day: now.day() };
        let subsidies = subsidies(area, payer, pricing.checks());
        let bound = PriceBound::new(*pricing.occasion(), pricing.terms(), subsidies);
        let days = requirement.span.by_day().collect();
        let buyer = query.buyer.and_then(|buyer| area.users.get(&buyer)).map(Arc::as_ref);
        Ok(Some(Self { area, payer, query, buyer, sector, pricing, bound, days }))
    }

    /// The cheapest options, and when there are none, why.
    pub(crate) fn find(&self) -> Found {
        let mut progress = Progress::default();
        progress.options.reserve(self.query.limit.saturating_add(1).min(OPTIONS_USUAL));
        let mut scans: Vec<Scan<'a>> = self.scans().collect();
        self.fetch(&scans);
        let bounds = (0..).zip(&scans).filter_map(|(at, scan)| Some(Reverse((self.frontier(scan)?, at))));
        let mut order: BinaryHeap<Reverse<(LeastOrder, usize)>> = bounds.collect();
        loop {
            let frontier = order.peek().map(|Reverse((bound, _))| *bound);
            self.price_pool(&mut progress, frontier);
            let Some(Reverse((frontier, at))) = order.pop() else { break };
            if self.last(&progress).is_some_and(|last| last < frontier) {
                break;
            }
            let Some(scan) = scans.get_mut(at) else { continue };
            self.look(scan, &mut progress);
            order.extend(self.frontier(scan).map(|bound| Reverse((bound, at))));
        }
        if progress.options.is_empty() {
            self.tell_why(&mut progress.found);
        }
        Found { options: progress.options, ..progress.found }
    }

    /// How many sellers are free whose terms fit; what the rulebook says of them is not asked.
    pub(crate) fn count_free(&self) -> usize {
        let in_scan = |scan: Scan<'a>| -> usize {
            let in_block = |block: &Arc<Block>| {
                let is_fit = |row: &usize| self.order(&scan, At { block, row: *row }).is_some();
                self.all_free(block).filter(is_fit).count()
            };
            scan.square.blocks.iter().map(in_block).sum()
        };
        self.scans().map(in_scan).sum()
    }

    /// Every square within the radius from which a seller may come, none of its rows looked at.
    fn scans(&self) -> impl Iterator<Item = Scan<'a>> {
        let squares = self.sector.squares_around(self.point(), self.query.radius_m);
        let points = squares.iter().filter_map(|square| square.points.first());
        black_box(points.map(|point| point.lat_e6).fold(0, i64::wrapping_add));
        squares.into_iter().filter_map(|square| {
            let scan = self.scan(square);
            let is_reached = self.is_in_radius(scan.nearest_m) && scan.nearest_m <= square.least.goes_m();
            is_reached.then_some(scan)
        })
    }

    /// Fetches what is looked at first of every square. Each step of the way is taken for all of them before the next, so
    /// that memory is waited for once a step.
    fn fetch(&self, scans: &[Scan<'a>]) {
        let first = |scan: &Scan<'a>| scan.square.blocks.first().map(Arc::as_ref);
        let blocks: Vec<&Block> = scans.iter().filter_map(first).collect();
        let part = |block: &'a Block| self.part(block, 0..block.len().min(ROWS_AT_ONCE));
        let parts: Vec<Part<'_>> = blocks.into_iter().map(part).collect();
        black_box(parts.iter().map(Part::touch).fold(0, usize::wrapping_add));
    }

    /// What is read of some rows.
    fn part<'b>(&self, block: &'b Block, rows: Range<usize>) -> Part<'b> {
        block.part(self.days.first().map_or(self.payer.day, |(day, _)| *day), rows)
    }

    fn scan(&self, square: &'a Square) -> Scan<'a> {
        let point = self.point();
        let distances: Vec<i64> = square.points.iter().map(|from| from.meters_to(point)).collect();
        let nearest_m = distances.iter().copied().min().unwrap_or(EVERYWHERE_M);
        Scan { square, distances, nearest_m, next: (0, 0) }
    }

    fn point(&self) -> Point {
        self.query.requirement.work_place.point
    }

    /// Before which a row that was not looked at cannot be in the answer; `None` when all were.
    fn frontier(&self, scan: &Scan<'_>) -> Option<LeastOrder> {
        let hourly = match scan.next {
            // Blocks are not fetched before they are looked at: the square already has its lowest rate.
            (0, 0) => scan.square.hourly,
            (block, row) => scan.square.blocks.get(block)?.postings.get(row)?.hourly,
        };
        Some(LeastOrder { pays: self.least(scan, hourly), distance_m: scan.nearest_m })
    }

    /// The least that a row of an hourly rate and those after it cost, as far as the square knows.
    fn least(&self, scan: &Scan<'_>, hourly: i64) -> i64 {
        self.bound.least_pay(&scan.square.least, hourly, scan.nearest_m)
    }

    /// The last option of a full answer: what others must beat.
    fn last(&self, progress: &Progress<'a>) -> Option<LeastOrder> {
        let is_full = progress.options.len() >= self.query.limit;
        let nothing = LeastOrder { pays: i64::MIN, distance_m: 0 };
        is_full.then(|| progress.options.last().map_or(nothing, |option| option.order().into()))
    }

    /// Looks at the next rows of a scan.
    fn look(&self, scan: &mut Scan<'a>, progress: &mut Progress<'a>) {
        let Some(block) = scan.square.blocks.get(scan.next.0) else { return };
        let last = self.last(progress);
        let stretch = scan.next.1..block.len().min(scan.next.1.saturating_add(ROWS_AT_ONCE));
        progress.found.looked_at_count += stretch.len();
        black_box(self.part(block, stretch.clone()).touch());
        for row in self.free(block, stretch.clone()) {
            let at = At { block, row };
            let order = self.order(scan, at);
            // A row that costs more than the last option of a full answer cannot be part of the answer.
            if let Some(order) = order.filter(|order| last.is_none_or(|last| *order <= last)) {
                progress.pool.push(Reverse(Fit { order, at }));
            }
        }
        scan.next = if stretch.end < block.len() { (scan.next.0, stretch.end) } else { (scan.next.0 + 1, 0) };
    }

    /// Those of at most [`ROWS_A_WORD`] rows that are free at all the hours needed.
    fn free(&self, block: &Block, stretch: Range<usize>) -> impl Iterator<Item = usize> + use<> {
        let word = block.free(&self.days, &stretch).unwrap_or_else(|| {
            // Blocks have no days outside the horizon: those are worked out from the usual week.
            let hours = |row| block.id(row).and_then(|id| self.area.hours_of(id));
            let is_free = |row| hours(row).is_some_and(|hours| hours.cover(&self.days));
            stretch.clone().rev().fold(0, |word, row| word << 1 | u64::from(is_free(row)))
        });
        ones(word).map(move |one| stretch.start + one)
    }

    /// All rows that are free at all the hours needed.
    fn all_free(&self, block: &Block) -> impl Iterator<Item = usize> {
        let len = block.len();
        let firsts = (0..len).step_by(ROWS_A_WORD);
        firsts.flat_map(move |first| self.free(block, first..len.min(first + ROWS_A_WORD)))
    }

    /// Where a row stands before it is priced, if its terms fit.
    fn order(&self, scan: &Scan<'_>, at: At<'_>) -> Option<LeastOrder> {
        let posting = at.block.postings.get(at.row)?;
        let distance_m = scan.distance_m(posting);
        let fits = self.is_in_radius(distance_m) && self.refuses(at, posting, distance_m).is_none();
        fits.then(|| {
            let pays = self.bound.least_pay(&posting.terms, posting.hourly, distance_m);
            LeastOrder { pays, distance_m }
        })
    }

    /// Why the seller of a row does not take the work, if so.
    fn refuses(&self, at: At<'_>, posting: &Posting, distance_m: i64) -> Option<OfferRefusal> {
        let occasion = self.pricing.occasion();
        let refusal = posting.terms.refuses(occasion, distance_m);
        if !posting.terms.has_hours_without_notice() {
            return refusal;
        }
        let offer = at.block.offers.get(at.row)?;
        let asked = offer.terms.as_ref().map_or(PackedTerms::NOTHING, PackedTerms::of);
        let is_waived = offer.open().is_some_and(|offering| self.waives_notice(offering));
        let asked = if is_waived { asked.without_notice() } else { asked };
        asked.refuses(occasion, distance_m)
    }

    fn waives_notice(&self, offering: &Offering) -> bool {
        let hours = offering.resource.and_then(|resource| self.area.hours.get(&resource));
        hours.is_some_and(|hours| hours.waive_notice(self.query.requirement.span))
    }

    fn is_in_radius(&self, distance_m: i64) -> bool {
        self.query.radius_m.is_none_or(|radius| distance_m <= radius)
    }

    /// Prices rows of the pool, the cheapest bound first, until a row that was not looked at could be cheaper or
    /// nothing in it can be among the answer. As long as the answer is not full, they are priced many at once.
    fn price_pool(&self, progress: &mut Progress<'a>, frontier: Option<LeastOrder>) {
        loop {
            let last = self.last(progress);
            let room = self.query.limit.saturating_sub(progress.options.len()).max(1);
            while progress.ready.len() < room
                && let Some(Reverse(fit)) = progress.pool.peek().copied()
            {
                let is_too_early = frontier.is_some_and(|frontier| frontier < fit.order);
                if is_too_early || last.is_some_and(|last| last < fit.order) {
                    break;
                }
                progress.pool.pop();
                progress.ready.push(fit);
            }
            let is_worth_while = progress.ready.len() >= room || frontier.is_none();
            if progress.ready.is_empty() || !is_worth_while {
                return;
            }
            for candidate in self.candidates(&std::mem::take(&mut progress.ready)) {
                if let Some(option) = self.option(&candidate, progress) {
                    self.take(option, &mut progress.options);
                }
            }
        }
    }

    /// Puts an option where it stands, unless its seller has a cheaper one: a person is found once.
    fn take(&self, option: FoundOption, options: &mut Vec<FoundOption>) {
        if let Some(other) = options.iter().position(|known| known.seller == option.seller) {
            if options.get(other).is_some_and(|known| known.order() <= option.order()) {
                return;
            }
            options.remove(other);
        }
        let at = options.partition_point(|known| known.order() < option.order());
        options.insert(at, option);
        options.truncate(self.query.limit);
    }

    /// The records of rows. Every step of the way is taken for all of them before the next, so that memory is waited
    /// for once a step.
    fn candidates(&self, fits: &[Fit<'a>]) -> Vec<Candidate<'a>> {
        let offer = |fit: &Fit<'a>| Some((fit.order.distance_m, fit.at.block.offers.get(fit.at.row)?));
        let offers: Vec<(i64, &Arc<Offer>)> = fits.iter().filter_map(offer).collect();
        let open = |(distance_m, offer): &(i64, &'a Arc<Offer>)| {
            let offering = offer.open().filter(|offering| self.query.buyer != Some(offering.seller))?;
            Some((*distance_m, offering, offer.terms.as_ref()))
        };
        let open: Vec<_> = offers.iter().filter_map(open).collect();
        // The sector's text, which a price compares, lies apart from its offering.
        let texts = open.iter().filter_map(|(_, offering, _)| offering.sector.as_bytes().first());
        black_box(texts.fold(0, |sum, byte| sum ^ byte));
        let sellers: Vec<Id<User>> = open.iter().map(|(_, offering, _)| offering.seller).collect();
        let sellers = self.area.users.get_many(&sellers);
        black_box(sellers.iter().flatten().map(|seller| seller.touch()).fold(0, usize::wrapping_add));
        let candidates =
            open.into_iter().zip(sellers).filter_map(|((distance_m, offering, terms), seller)| {
                Some(Candidate { offering, terms, distance_m, seller: seller? })
            });
        candidates.collect()
    }

    /// Prices one row, as a hold would.
    fn option(&self, candidate: &Candidate<'_>, progress: &mut Progress<'_>) -> Option<FoundOption> {
        let parties = self.parties(candidate)?;
        progress.found.priced_count += 1;
        let currency = self.currency(candidate);
        let limits =
            progress.limits.entry(currency).or_insert_with(|| limits(self.area, self.payer, currency));
        match self.priced(candidate, &parties, limits) {
            Ok(option) => Some(option),
            Err(stop) => {
                // A price that cannot be worked out is one seller's fault and no reason to hide the others.
                if let Stop::Refused(refusal) = stop {
                    *progress.found.refused.entry(refusal.code()).or_default() += 1;
                }
                None
            }
        }
    }

    fn parties(&self, candidate: &Candidate<'_>) -> Option<PartyFacts> {
        let is_unpaid = self.query.requirement.is_unpaid;
        candidate.seller.parties(candidate.offering.seller, self.buyer, is_unpaid)
    }

    fn currency(&self, candidate: &Candidate<'_>) -> Currency {
        candidate.terms.map_or(self.query.requirement.currency, |terms| terms.currency)
    }

    fn priced(
        &self,
        candidate: &Candidate<'_>,
        parties: &PartyFacts,
        limits: &FundLimits,
    ) -> Result<FoundOption, Stop> {
        let Candidate { offering, terms, distance_m, seller: facts } = *candidate;
        let waives_notice = self.waives_notice(offering);
        let offered = Offered { offering, terms, parties, waives_notice, distance_m };
        let priced = self.pricing.option(offered, limits)?;
        let track = facts.track.as_ref();
        Ok(FoundOption {
            offering: offering.id,
            seller: offering.seller,
            seller_name: facts.display_name.clone(),
            distance_m,
            buyer_pays: priced.waterfall.payer_pays()?,
            priced,
            kept_count: track.map_or(0, |track| track.kept_count),
            agreed_count: track.map_or(0, TrackRecord::agreed_count),
        })
    }
}

/// The positions of a word's ones, from the lowest on.
fn ones(word: u64) -> impl Iterator<Item = usize> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let lowest = usize::try_from(rest.trailing_zeros()).ok().filter(|_| rest != 0)?;
        rest &= rest - 1;
        Some(lowest)
    })
}

impl Scan<'_> {
    fn distance_m(&self, posting: &Posting) -> i64 {
        // Every posting names a point of its square; one that did not would be too far for anything.
        self.distances.get(posting.spot).copied().unwrap_or(i64::MAX)
    }
}
