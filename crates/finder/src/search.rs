//! Searching: the cheapest options for a requirement, exactly, from as few exact prices as can be.
//!
//! Rows are looked at in the order of the least that they could cost, in bands that grow; a row whose hours are
//! free and whose terms fit goes to the pool with a bound of its own. The cheapest of the pool is priced by
//! [`Candidate::option`], the function that a hold uses, as soon as nothing that was not looked at can be
//! cheaper. The search ends when the last option of the answer is cheaper than any bound that is left.
//!
//! [`Candidate::option`]: market::mechanisms::stored_availability::Candidate::option

use crate::area::Area;
use crate::asking::{Bound, Hire};
use crate::block::{Block, Posting};
use crate::rooms::{rooms, subsidy_most};
use crate::sector::Sector;
use kernel::{Amount, Currency, Day, Id, Locality, Refusal, Slots, Stop, Timestamp};
use market::concession::Terms;
use market::mechanisms::stored_availability::{Candidate, Conditions, Requirement};
use market::options::{assembly::Priced, subsidies::FundRooms};
use market::trade::TradeRefusal;
use market::users::{User, assets::Offering, availability::AvailabilityRefusal, reliability::TrackRecord};
use rules::Rulebook;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// The first band of prices that is looked at is this part of the least price wide.
const BAND_PARTS: i64 = 16;

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
    terms: Terms,
    query: &'a Query,
    now: Timestamp,
    sector: &'a Sector,
    bound: Bound,
    /// The hours that are needed of each day.
    days: Vec<(Day, Slots)>,
}

/// The rows of a block, and how many of them were looked at.
struct Run<'a> {
    block: &'a Block,
    next: usize,
    /// The distance of each of the block's places.
    distances: Vec<i64>,
    nearest_m: i64,
    /// Each day's column with the hours that are needed of it; `None` when a day is outside the horizon.
    columns: Option<Vec<(&'a [Slots], Slots)>>,
}

/// A row whose hours are free and whose terms fit, by the least that it costs, then as options are ordered.
type Fit = (i64, i64, Id<Offering>);

/// What a search has come to.
#[derive(Default)]
struct Progress {
    pool: BinaryHeap<Reverse<Fit>>,
    /// In order, at most as many as are wanted.
    options: Vec<FoundOption>,
    rooms: BTreeMap<Currency, FundRooms>,
    found: Found,
}

impl FoundOption {
    fn order(&self) -> Fit {
        (self.buyer_pays.0, self.distance_m, self.offering)
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
        let terms = Terms::on(rulebook, today)?;
        let subsidy_most = subsidy_most(area, rulebook, (query, now));
        let bound = Bound::new(Hire::of(requirement, (now, terms.evening))?, &terms, subsidy_most);
        let days = requirement.span.by_day().collect();
        Ok(Some(Self { area, rulebook, terms, query, now, sector, bound, days }))
    }

    /// The cheapest options, and when there are none, why.
    pub(crate) fn find(&self) -> Found {
        let mut progress = Progress::default();
        let mut runs: Vec<Run<'a>> = self.runs().filter(Run::is_in_reach).collect();
        let mut width = 0_i64;
        loop {
            let frontier = runs.iter().filter_map(|run| self.frontier(run)).min();
            self.price_pool(&mut progress, frontier);
            let Some(frontier) = frontier else { break };
            if self.last(&progress).is_some_and(|(pays, ..)| pays < frontier) {
                break;
            }
            width = width.saturating_mul(2).max(frontier / BAND_PARTS).max(1);
            for run in &mut runs {
                self.look(run, frontier.saturating_add(width), &mut progress);
            }
        }
        if progress.options.is_empty() {
            self.tell_why(&mut progress.found);
        }
        Found { options: progress.options, ..progress.found }
    }

    /// How many sellers are free whose terms fit; what the rulebook says of them is not asked.
    pub(crate) fn count_free(&self) -> usize {
        let runs = self.runs().filter(Run::is_in_reach);
        runs.map(|run| {
            let rows = run.block.postings.iter().enumerate();
            rows.filter(|(at, posting)| self.is_free(&run, *at) && self.fit(&run, posting).is_some()).count()
        })
        .sum()
    }

    /// Every block of which a part lies within the radius, none of its rows looked at.
    fn runs(&self) -> impl Iterator<Item = Run<'a>> {
        let place = self.query.requirement.work_place.place;
        self.sector.blocks_near(place, self.query.radius_m).filter_map(move |block| {
            let distances: Vec<i64> = block.places.iter().map(|from| from.metres_to(place)).collect();
            let nearest_m = distances.iter().copied().min()?;
            let columns = self.days.iter().map(|(day, slots)| Some((block.day(*day)?, *slots))).collect();
            let is_in_radius = self.query.radius_m.is_none_or(|radius| nearest_m <= radius);
            is_in_radius.then_some(Run { block, next: 0, distances, nearest_m, columns })
        })
    }

    /// The least that a row costs which was not looked at; `None` when all were.
    fn frontier(&self, run: &Run<'_>) -> Option<i64> {
        let next = run.block.postings.get(run.next)?;
        Some(self.bound.least_pay(&run.block.least, next.asking.hourly, run.nearest_m))
    }

    /// The last option of a full answer: what others must beat.
    fn last(&self, progress: &Progress) -> Option<Fit> {
        let is_full = progress.options.len() >= self.query.limit;
        is_full.then(|| progress.options.last().map_or((i64::MIN, 0, Id::from_bits(0)), FoundOption::order))
    }

    /// Looks at the rows that could cost `until` or less.
    fn look(&self, run: &mut Run<'_>, until: i64, progress: &mut Progress) {
        let rest = run.block.postings.get(run.next..).unwrap_or_default();
        let is_within = |posting: &Posting| {
            self.bound.least_pay(&run.block.least, posting.asking.hourly, run.nearest_m) <= until
        };
        let count = rest.partition_point(is_within);
        for (at, posting) in (run.next..).zip(rest).take(count) {
            if self.is_free(run, at)
                && let Some(fit) = self.fit(run, posting)
            {
                progress.pool.push(Reverse(fit));
            }
        }
        progress.found.looked_at_count += count;
        run.next += count;
    }

    fn is_free(&self, run: &Run<'_>, at: usize) -> bool {
        match &run.columns {
            Some(columns) => {
                columns.iter().all(|(column, needed)| column.get(at).is_some_and(|free| free.covers(*needed)))
            }
            None => run.block.postings.get(at).is_some_and(|posting| self.is_free_by_hours(posting.id)),
        }
    }

    /// As [`Search::is_free`], worked out from the week, for days outside the horizon.
    fn is_free_by_hours(&self, offering: Id<Offering>) -> bool {
        let hours = self.area.hours_of(offering);
        hours.is_some_and(|hours| self.days.iter().all(|(day, needed)| hours.free_on(*day).covers(*needed)))
    }

    fn fit(&self, run: &Run<'_>, posting: &Posting) -> Option<Fit> {
        let distance_m = run.distance_m(posting);
        let fits =
            self.is_in_radius(distance_m) && posting.asking.refuses(&self.bound.hire, distance_m).is_none();
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
    fn price_pool(&self, progress: &mut Progress, frontier: Option<i64>) {
        while let Some(Reverse(fit)) = progress.pool.peek().copied() {
            let is_too_early = frontier.is_some_and(|frontier| frontier < fit.0);
            if is_too_early || self.last(progress).is_some_and(|last| last < fit) {
                return;
            }
            progress.pool.pop();
            if let Some(option) = self.option(fit, progress) {
                let at = progress.options.partition_point(|known| known.order() < option.order());
                progress.options.insert(at, option);
                progress.options.truncate(self.query.limit);
            }
        }
    }

    /// Prices one row, as a hold would.
    fn option(&self, (_, distance_m, offering): Fit, progress: &mut Progress) -> Option<FoundOption> {
        let candidate = self.area.candidate(self.area.offers.get(&offering)?, self.query.buyer)?;
        let seller = candidate.offering.seller;
        if self.query.buyer == Some(seller) {
            return None;
        }
        progress.found.priced_count += 1;
        let priced = self.priced(&candidate, progress)?;
        let track = self.area.users.get(&seller).and_then(|seller| seller.track.as_ref());
        Some(FoundOption {
            offering,
            seller,
            distance_m,
            buyer_pays: priced.waterfall.buyer_pays().ok()?,
            priced,
            kept_count: track.map_or(0, |track| track.kept_count),
            agreed_count: track.map_or(0, TrackRecord::agreed_count),
        })
    }

    fn priced(&self, candidate: &Candidate, progress: &mut Progress) -> Option<Priced> {
        let currency = candidate.price_rule.currency;
        let rooms = progress
            .rooms
            .entry(currency)
            .or_insert_with(|| rooms(self.area, self.rulebook, (self.query, self.now.day()), currency));
        let conditions = Conditions { rulebook: self.rulebook, terms: &self.terms, rooms, now: self.now };
        match candidate.option(&self.query.requirement, conditions) {
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
        for run in self.runs() {
            for (at, posting) in run.block.postings.iter().enumerate() {
                let distance_m = run.distance_m(posting);
                if self.is_in_radius(distance_m)
                    && let Some(code) = self.reason(&run, (at, posting), distance_m)
                {
                    *found.refused.entry(code).or_default() += 1;
                }
            }
        }
    }

    fn reason(
        &self,
        run: &Run<'_>,
        (at, posting): (usize, &Posting),
        distance_m: i64,
    ) -> Option<&'static str> {
        let seller = self.area.offers.get(&posting.id)?.offering.as_ref()?.seller;
        if self.query.buyer == Some(seller) {
            return Some(TradeRefusal::OwnOffering.code());
        }
        if let Some(code) = posting.asking.refuses(&self.bound.hire, distance_m) {
            return Some(code);
        }
        if self.is_free(run, at) {
            return None;
        }
        let hours = self.area.hours_of(posting.id)?;
        let is_open = self.days.iter().all(|(day, needed)| hours.open_on(*day).covers(*needed));
        let refusal = if is_open { AvailabilityRefusal::Taken } else { AvailabilityRefusal::NotOffered };
        Some(refusal.code())
    }
}

impl Run<'_> {
    /// Whether any of its sellers may go as far as the nearest of them would have to.
    fn is_in_reach(&self) -> bool {
        self.nearest_m <= i64::from(self.block.least.distance_max_m)
    }

    fn distance_m(&self, posting: &Posting) -> i64 {
        // Every posting names a place of its block; one that did not would be too far for anything.
        self.distances.get(posting.place).copied().unwrap_or(i64::MAX)
    }
}
