//! Searching: the cheapest options for a requirement, exactly, from as few exact prices as can be.
//!
//! Rows are looked at in the order of the least that they could cost, in bands that grow; a row whose hours are
//! free and whose terms fit goes to the pool with a bound of its own. The cheapest of the pool is priced by
//! [`Pricing::option`], the function that a hold uses, as soon as nothing that was not looked at can be
//! cheaper. The search ends when the last option of the answer is cheaper than any bound that is left.
//!
//! [`Pricing::option`]: market::mechanisms::stored_availability::Pricing::option

use crate::area::Area;
use crate::asking::Bound;
use crate::block::{Block, Posting};
use crate::known::{Known, Offer};
use crate::rooms::{rooms, subsidies};
use crate::sector::{Sector, Square};
use kernel::{Amount, Currency, Day, Id, Locality, Refusal, Slots, Stop, Timestamp};
use market::concession::Terms;
use market::mechanisms::stored_availability::{Offered, Pricing, Requirement};
use market::options::{assembly::Priced, subsidies::FundRooms};
use market::trade::TradeRefusal;
use market::users::{
    User,
    assets::{Offering, PriceRule},
    availability::AvailabilityRefusal,
    reliability::TrackRecord,
};
use rules::Rulebook;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;

/// The first band of prices that is looked at is this part of the least price wide.
const BAND_PARTS: i64 = 64;
/// Options for which room is made at once.
const OPTIONS_USUAL: usize = 32;
/// Rows whose bound is asked for once.
const ROWS_AT_ONCE: usize = 16;

/// What is searched for.
#[derive(Clone, Debug)]
pub struct Query {
    /// In which market area.
    pub locality: Locality,
    /// For whom; without a buyer, prices are those of somebody new.
    pub buyer: Option<Id<User>>,
    /// What is needed.
    pub requirement: Requirement,
    /// How far away a seller may be, in metres; `None` for as far as sellers go.
    pub radius_m: Option<i64>,
    /// The most options to answer with.
    pub limit: usize,
}

/// One option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundOption {
    /// What is offered.
    pub offering: Id<Offering>,
    /// By whom.
    pub seller: Id<User>,
    /// What others call the seller; `None` once the personal record is erased.
    pub seller_name: Option<Arc<str>>,
    /// How far the seller's place is from the work, in metres.
    pub distance_m: i64,
    /// What the buyer pays, in minor units.
    pub buyer_pays: Amount,
    /// The price and the rulebook's verdict.
    pub priced: Priced,
    /// Trades that the seller kept.
    pub kept_count: i64,
    /// Trades that the seller agreed to.
    pub agreed_count: i64,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The options by what the buyer pays, then distance, then id: the cheapest there are.
    pub options: Vec<FoundOption>,
    /// Offerings of the sector whose hours were looked at.
    pub looked_at_count: usize,
    /// Offerings that were priced.
    pub priced_count: usize,
    /// How many offerings were left out for which reason, by the code of the refusal. When nothing was found,
    /// every offering within the radius is counted once: the buyer's own, then the seller's terms, then the
    /// hours, then the law. When something was found, only what was priced is counted.
    pub refused: BTreeMap<&'static str, usize>,
}

/// A search of one area at one moment.
pub(crate) struct Search<'a> {
    area: &'a Area,
    rulebook: &'a Rulebook,
    query: &'a Query,
    now: Timestamp,
    buyer: Option<&'a Arc<Known>>,
    sector: &'a Sector,
    pricing: Pricing<'a>,
    bound: Bound,
    /// The hours that are needed of each day.
    days: Vec<(Day, Slots)>,
}

/// The rows of a square, and how many of them were looked at.
struct Run<'a> {
    square: &'a Square,
    nearest_m: i64,
    /// Which block is next, and which of its rows.
    next: (usize, usize),
    /// The next block, once it has been looked at.
    open: Option<Box<Open<'a>>>,
}

/// A block with what a search needs of it.
struct Open<'a> {
    block: &'a Block,
    /// The distance of each of the block's places.
    distances: Vec<i64>,
    needed: Needed<'a>,
}

/// The columns of the days that are needed, each with the hours that are needed of it.
enum Needed<'a> {
    One([(&'a [Slots], Slots); 1]),
    Two([(&'a [Slots], Slots); 2]),
    More(Vec<(&'a [Slots], Slots)>),
    /// A day is outside the horizon.
    Elsewhere,
}

/// How options are ordered: by what the buyer pays, or the least of it, then distance, then id.
type Order = (i64, i64, Id<Offering>);

/// A row whose hours are free and whose terms fit, by the least that it costs.
#[derive(Clone, Copy)]
struct Fit<'a> {
    order: Order,
    offer: &'a Offer,
}

/// A row with what its price depends on.
struct Candidate<'a> {
    offering: &'a Offering,
    price_rule: &'a PriceRule,
    distance_m: i64,
    seller: &'a Known,
}

/// What a search has come to.
#[derive(Default)]
struct Progress<'a> {
    pool: BinaryHeap<Reverse<Fit<'a>>>,
    /// In order, at most as many as are wanted.
    options: Vec<FoundOption>,
    rooms: BTreeMap<Currency, FundRooms>,
    found: Found,
}

impl FoundOption {
    fn order(&self) -> Order {
        (self.buyer_pays.0, self.distance_m, self.offering)
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
        (query, now): (&'a Query, Timestamp),
    ) -> Result<Option<Self>, Stop> {
        let requirement = &query.requirement;
        let Some(sector) = area.sectors.get(&requirement.sector) else { return Ok(None) };
        let today = requirement.work_place.zone.calendar().local(now).date;
        let pricing = Pricing::new(requirement, (rulebook, &Terms::on(rulebook, today)?), now).of_many();
        let subsidies = subsidies(area, rulebook, (query, now));
        let bound = Bound::new(*pricing.hire(), pricing.terms(), subsidies);
        let days = requirement.span.by_day().collect();
        let buyer = query.buyer.and_then(|buyer| area.users.get(&buyer));
        Ok(Some(Self { area, rulebook, query, now, buyer, sector, pricing, bound, days }))
    }

    /// The cheapest options, and when there are none, why.
    pub(crate) fn find(&self) -> Found {
        let mut progress = Progress::default();
        progress.options.reserve(self.query.limit.saturating_add(1).min(OPTIONS_USUAL));
        let mut runs: Vec<Run<'a>> = self.runs().collect();
        let bounds = (0..).zip(&runs).filter_map(|(at, run)| Some(Reverse((self.frontier(run)?, at))));
        let mut order: BinaryHeap<Reverse<(i64, usize)>> = bounds.collect();
        let mut width = 0_i64;
        loop {
            let frontier = order.peek().map(|Reverse((bound, _))| *bound);
            self.price_pool(&mut progress, frontier);
            let Some(frontier) = frontier else { break };
            if self.last(&progress).is_some_and(|(pays, ..)| pays < frontier) {
                break;
            }
            width = width.saturating_mul(2).max(frontier / BAND_PARTS).max(1);
            let until = frontier.saturating_add(width);
            while let Some(Reverse((bound, at))) =
                order.peek().copied().filter(|Reverse((bound, _))| *bound <= until)
            {
                order.pop();
                let Some(run) = runs.get_mut(at) else { continue };
                self.look(run, until.max(bound), &mut progress);
                order.extend(self.frontier(run).map(|bound| Reverse((bound, at))));
            }
        }
        if progress.options.is_empty() {
            self.tell_why(&mut progress.found);
        }
        Found { options: progress.options, ..progress.found }
    }

    /// How many sellers are free whose terms fit; what the rulebook says of them is not asked.
    pub(crate) fn count_free(&self) -> usize {
        let blocks = self.runs().flat_map(|run| &run.square.blocks).map(|block| self.open(block));
        blocks
            .map(|open| {
                let rows = open.block.postings.iter().enumerate();
                rows.filter(|(at, posting)| {
                    self.is_free(&open, *at, posting) && self.order(&open, posting).is_some()
                })
                .count()
            })
            .sum()
    }

    /// Every square within the radius from which a seller may come, none of its rows looked at.
    fn runs(&self) -> impl Iterator<Item = Run<'a>> {
        let place = self.query.requirement.work_place.place;
        self.sector.squares_near(place, self.query.radius_m).filter_map(move |square| {
            let nearest_m = square.frame.least_m(place);
            let is_in_reach =
                self.is_in_radius(nearest_m) && nearest_m <= i64::from(square.least.distance_max_m);
            is_in_reach.then_some(Run { square, nearest_m, next: (0, 0), open: None })
        })
    }

    fn open(&self, block: &'a Block) -> Open<'a> {
        let place = self.query.requirement.work_place.place;
        let distances = block.places.iter().map(|from| from.metres_to(place)).collect();
        let column = |(day, slots): &(Day, Slots)| Some((block.day(*day)?, *slots));
        let columns = match self.days.as_slice() {
            [day] => column(day).map(|column| Needed::One([column])),
            [day, next] => column(day).zip(column(next)).map(|(day, next)| Needed::Two([day, next])),
            days => days.iter().map(column).collect::<Option<_>>().map(Needed::More),
        };
        Open { block, distances, needed: columns.unwrap_or(Needed::Elsewhere) }
    }

    /// The least that a row costs which was not looked at; `None` when all were.
    fn frontier(&self, run: &Run<'_>) -> Option<i64> {
        let hourly = match run.next {
            // The square knows, and its blocks need not be fetched.
            (0, 0) => run.square.least.hourly,
            (block, row) => run.square.blocks.get(block)?.postings.get(row)?.asking.hourly,
        };
        Some(self.least(run, hourly))
    }

    /// The least that a row of an hourly rate and those after it cost, as far as the square knows.
    fn least(&self, run: &Run<'_>, hourly: i64) -> i64 {
        self.bound.least_pay(&run.square.least, hourly, run.nearest_m)
    }

    /// The last option of a full answer: what others must beat.
    fn last(&self, progress: &Progress<'a>) -> Option<Order> {
        let is_full = progress.options.len() >= self.query.limit;
        is_full.then(|| progress.options.last().map_or((i64::MIN, 0, Id::from_bits(0)), FoundOption::order))
    }

    /// Looks at the rows that could cost `until` or less.
    fn look(&self, run: &mut Run<'a>, until: i64, progress: &mut Progress<'a>) {
        while let Some(block) = run.square.blocks.get(run.next.0) {
            let open = run.open.take().unwrap_or_else(|| Box::new(self.open(block)));
            let rest = block.postings.get(run.next.1..).unwrap_or_default();
            let is_within = |posting: &Posting| self.least(run, posting.asking.hourly) <= until;
            let mut count = 0;
            for some in rest.chunks(ROWS_AT_ONCE) {
                let whole = some.last().is_some_and(is_within);
                count += if whole { some.len() } else { some.partition_point(is_within) };
                if !whole {
                    break;
                }
            }
            for (at, posting) in (run.next.1..).zip(rest).take(count) {
                if self.is_free(&open, at, posting)
                    && let Some(order) = self.order(&open, posting)
                    && let Some(offer) = block.offers.get(at)
                {
                    progress.pool.push(Reverse(Fit { order, offer }));
                }
            }
            progress.found.looked_at_count += count;
            if count < rest.len() {
                (run.next.1, run.open) = (run.next.1 + count, Some(open));
                return;
            }
            run.next = (run.next.0 + 1, 0);
        }
    }

    fn is_free(&self, open: &Open<'_>, at: usize, posting: &Posting) -> bool {
        let covers =
            |(column, needed): &(&[Slots], Slots)| column.get(at).is_some_and(|free| free.covers(*needed));
        match &open.needed {
            Needed::One(columns) => columns.iter().all(covers),
            Needed::Two(columns) => columns.iter().all(covers),
            Needed::More(columns) => columns.iter().all(covers),
            Needed::Elsewhere => self.is_free_by_hours(posting.id),
        }
    }

    /// As [`Search::is_free`], worked out from the week, for days outside the horizon.
    fn is_free_by_hours(&self, offering: Id<Offering>) -> bool {
        let hours = self.area.hours_of(offering);
        hours.is_some_and(|hours| self.days.iter().all(|(day, needed)| hours.free_on(*day).covers(*needed)))
    }

    /// Where a row stands by the least that it costs, if its terms fit.
    fn order(&self, open: &Open<'_>, posting: &Posting) -> Option<Order> {
        let distance_m = open.distance_m(posting);
        let fits = self.is_in_radius(distance_m)
            && posting.asking.refuses(self.pricing.hire(), distance_m).is_none();
        fits.then(|| {
            let least = self.bound.least_pay(&posting.asking, posting.asking.hourly, distance_m);
            (least, distance_m, posting.id)
        })
    }

    fn is_in_radius(&self, distance_m: i64) -> bool {
        self.query.radius_m.is_none_or(|radius| distance_m <= radius)
    }

    /// Prices what is in the pool, the cheapest bound first, until a row that was not looked at could be cheaper
    /// or nothing in it can be among the answer.
    fn price_pool(&self, progress: &mut Progress<'a>, frontier: Option<i64>) {
        loop {
            let fits = self.next_fits(progress, frontier);
            if fits.is_empty() {
                return;
            }
            // The records of all of them are fetched before any is priced: waiting for memory is done once.
            let candidates: Vec<Candidate<'_>> =
                fits.into_iter().filter_map(|fit| self.candidate(fit)).collect();
            for candidate in &candidates {
                if let Some(option) = self.option(candidate, progress) {
                    let at = progress.options.partition_point(|known| known.order() < option.order());
                    progress.options.insert(at, option);
                    progress.options.truncate(self.query.limit);
                }
            }
        }
    }

    /// Takes from the pool what is to be priced in any case: as many as the answer has room for, or the one that may
    /// take another's place.
    fn next_fits(&self, progress: &mut Progress<'a>, frontier: Option<i64>) -> Vec<Fit<'a>> {
        let last = self.last(progress);
        let room = self.query.limit.saturating_sub(progress.options.len()).max(1);
        let mut fits = Vec::new();
        while fits.len() < room
            && let Some(Reverse(fit)) = progress.pool.peek().copied()
        {
            let is_too_early = frontier.is_some_and(|frontier| frontier < fit.order.0);
            if is_too_early || last.is_some_and(|last| last < fit.order) {
                break;
            }
            progress.pool.pop();
            fits.push(fit);
        }
        fits
    }

    fn candidate(&self, Fit { order: (_, distance_m, _), offer }: Fit<'a>) -> Option<Candidate<'a>> {
        let (offering, price_rule) = offer.shown()?;
        let is_own = self.query.buyer == Some(offering.seller);
        let seller = if is_own { None } else { self.area.users.get(&offering.seller) }?;
        Some(Candidate { offering, price_rule, distance_m, seller })
    }

    /// Prices one row, as a hold would.
    fn option(&self, candidate: &Candidate<'_>, progress: &mut Progress<'_>) -> Option<FoundOption> {
        let Candidate { offering, price_rule, distance_m, seller: known } = *candidate;
        let seller = offering.seller;
        let parties = Area::parties((seller, known), self.buyer)?;
        progress.found.priced_count += 1;
        let offered = Offered { offering, price_rule, parties: &parties, distance_m };
        let priced = self.priced(offered, progress)?;
        let track = known.track.as_ref();
        Some(FoundOption {
            offering: offering.id,
            seller,
            seller_name: known.display_name.clone(),
            distance_m,
            buyer_pays: priced.waterfall.buyer_pays().ok()?,
            priced,
            kept_count: track.map_or(0, |track| track.kept_count),
            agreed_count: track.map_or(0, TrackRecord::agreed_count),
        })
    }

    fn priced(&self, offered: Offered<'_>, progress: &mut Progress<'_>) -> Option<Priced> {
        let currency = offered.price_rule.currency;
        let rooms = progress
            .rooms
            .entry(currency)
            .or_insert_with(|| rooms(self.area, self.rulebook, (self.query, self.now.day()), currency));
        match self.pricing.option(offered, rooms) {
            Ok(priced) => Some(priced),
            Err(stop) => {
                // A price that cannot be worked out is one seller's fault and no reason to hide the others.
                if let Stop::Refused(refusal) = stop {
                    *progress.found.refused.entry(refusal.code()).or_default() += 1;
                }
                None
            }
        }
    }

    /// Counts, for every offering that was not priced, what stands against it.
    fn tell_why(&self, found: &mut Found) {
        let place = self.query.requirement.work_place.place;
        let squares = self.sector.squares_near(place, self.query.radius_m);
        for open in squares.flat_map(|square| &square.blocks).map(|block| self.open(block)) {
            for (at, posting) in open.block.postings.iter().enumerate() {
                let distance_m = open.distance_m(posting);
                if self.is_in_radius(distance_m)
                    && let Some(code) = self.reason(&open, (at, posting), distance_m)
                {
                    *found.refused.entry(code).or_default() += 1;
                }
            }
        }
    }

    fn reason(
        &self,
        open: &Open<'_>,
        (at, posting): (usize, &Posting),
        distance_m: i64,
    ) -> Option<&'static str> {
        let offer = || self.area.offers.get(&posting.id)?.offering.as_ref();
        if self.query.buyer.is_some_and(|buyer| offer().is_some_and(|offering| offering.seller == buyer)) {
            return Some(TradeRefusal::OwnOffering.code());
        }
        if let Some(code) = posting.asking.refuses(self.pricing.hire(), distance_m) {
            return Some(code);
        }
        if self.is_free(open, at, posting) {
            return None;
        }
        let hours = self.area.hours_of(posting.id)?;
        let is_open = self.days.iter().all(|(day, needed)| hours.open_on(*day).covers(*needed));
        let refusal = if is_open { AvailabilityRefusal::Taken } else { AvailabilityRefusal::NotOffered };
        Some(refusal.code())
    }
}

impl Open<'_> {
    fn distance_m(&self, posting: &Posting) -> i64 {
        // Every posting names a place of its block; one that did not would be too far for anything.
        self.distances.get(posting.place).copied().unwrap_or(i64::MAX)
    }
}
