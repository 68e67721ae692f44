//! The finder: one area for each locality, replaced at every commit.

use crate::area::{Area, Touched};
use crate::intake::{self, Fact};
use crate::loader::Loader;
use crate::nearest::{self, OtherTime};
use crate::search::{Found, Query, Search};
use crate::stats::Stats;
use arc_swap::ArcSwap;
use kernel::{BadRow, Change, CommitListener, Day, Id, Locality, Slots, Stop, Timestamp};
use market::concession::Terms;
use market::mechanisms::stored_availability::NAME;
use market::options::{booking_checks, booking_checks::Deal, waterfall::Waterfall};
use market::users::assets::{Offering, Resource};
use rules::{Rulebook, Trace};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Who is free, near and cheapest, in every market area that this process serves.
#[derive(Debug)]
pub struct Finder {
    rulebook: Arc<Rulebook>,
    areas: ArcSwap<BTreeMap<Locality, Arc<Live>>>,
    first_day: AtomicI64,
    horizon_days: i64,
    bad_rows: AtomicU64,
}

/// An area that changes: the latest value of it.
#[derive(Debug)]
struct Live {
    area: ArcSwap<Area>,
    /// Held from reading the value to putting the next in its place.
    writing: Mutex<()>,
}

impl Live {
    fn of(area: Area) -> Self {
        Self { area: ArcSwap::from_pointee(area), writing: Mutex::new(()) }
    }

    /// The same value, to be changed apart from this one.
    fn sharing(live: &Self) -> Self {
        Self { area: ArcSwap::new(live.area.load_full()), writing: Mutex::new(()) }
    }

    fn write(&self) -> MutexGuard<'_, ()> {
        // Nothing is guarded but the order of writers, so a panic elsewhere leaves nothing half done.
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts the next value in the place of this one.
    fn change(&self, change: impl FnOnce(&mut Area)) {
        let _only_writer = self.write();
        let mut next = Area::clone(&self.area.load());
        change(&mut next);
        self.area.store(Arc::new(next));
    }
}

impl Finder {
    /// A finder of nothing yet. Free hours are kept ready for `horizon_days` from `today` on; searches of other
    /// days give the same answers, slower.
    pub fn new(rulebook: Arc<Rulebook>, today: Day, horizon_days: i64) -> Self {
        Self {
            rulebook,
            areas: ArcSwap::default(),
            first_day: AtomicI64::new(today.0),
            horizon_days: horizon_days.max(0),
            bad_rows: AtomicU64::new(0),
        }
    }

    /// The same market under another rulebook: a what-if. It shares the records as they are now, and hears of no
    /// commit by itself.
    pub fn under(&self, rulebook: Arc<Rulebook>) -> Self {
        let areas = self.areas.load();
        let live = areas.iter().map(|(locality, live)| (*locality, Arc::new(Live::sharing(live))));
        Self {
            rulebook,
            areas: ArcSwap::from_pointee(live.collect()),
            first_day: AtomicI64::new(self.first_day.load(Ordering::Relaxed)),
            horizon_days: self.horizon_days,
            bad_rows: AtomicU64::new(0),
        }
    }

    /// Begins to make the finder anew from the rows of [`crate::tables`].
    pub fn loader(&self) -> Loader<'_> {
        Loader::new(self)
    }

    /// The cheapest options for a query at a moment.
    ///
    /// # Errors
    /// [`Stop::Bad`] when the rulebook lacks the concession's terms.
    pub fn search(&self, query: &Query, now: Timestamp) -> Result<Found, Stop> {
        let Some(area) = self.area(query.locality) else { return Ok(Found::default()) };
        let search = Search::new(&area, &self.rulebook, (query, now))?;
        Ok(search.map(|search| search.find()).unwrap_or_default())
    }

    /// The nearest other times at which there is an option: at most four, first within four hours of the time
    /// asked for, then at the same local hour of the next seven days.
    ///
    /// # Errors
    /// As [`Finder::search`].
    pub fn nearest_yes(&self, query: &Query, now: Timestamp) -> Result<Vec<OtherTime>, Stop> {
        let Some(area) = self.area(query.locality) else { return Ok(Vec::new()) };
        nearest::nearest(&area, &self.rulebook, (query, now))
    }

    /// What the rulebook says, rule by rule, of an offering for a query; `None` when there is no such offering,
    /// shown and with a seller who has an account.
    ///
    /// # Errors
    /// [`Stop::Bad`] when the price is out of range.
    pub fn explain(
        &self,
        query: &Query,
        offering: Id<Offering>,
        now: Timestamp,
    ) -> Result<Option<Trace>, Stop> {
        let Some(area) = self.area(query.locality) else { return Ok(None) };
        let offer = area.offers.get(&offering).filter(|offer| offer.shown().is_some());
        let Some(candidate) = offer.and_then(|offer| area.candidate(offer, query.buyer)) else {
            return Ok(None);
        };
        let requirement = &query.requirement;
        let distance_m = candidate.offering.place().metres_to(requirement.work_place.place);
        let deal = Deal {
            sector: &candidate.offering.sector,
            mechanism: NAME,
            work_place: &requirement.work_place,
            span: requirement.span,
            distance_m,
            at: now,
        };
        let today = requirement.work_place.zone.calendar().local(now).date;
        let evening = Terms::on(&self.rulebook, today)?.evening;
        let lines = candidate.price_rule.lines(requirement, distance_m, (now, evening))?;
        let price = Waterfall { currency: candidate.price_rule.currency, lines }.seller_price()?;
        Ok(Some(booking_checks::explain(&self.rulebook, &deal, &candidate.parties, price.0)))
    }

    /// The free quarter-hours of a resource on a UTC day.
    pub fn day(&self, resource: Id<Resource>, day: Day) -> Slots {
        let area = self.area(resource.locality());
        area.and_then(|area| Some(area.hours.get(&resource)?.free_on(day))).unwrap_or_default()
    }

    /// The free quarter-hours of an offering on each of some UTC days, all as they were at one moment; none of
    /// an offering that is not shown.
    pub fn openings(&self, offering: Id<Offering>, from: Day, days: i64) -> Vec<(Day, Slots)> {
        let Some(area) = self.area(offering.locality()) else { return Vec::new() };
        let is_shown = area.offers.get(&offering).is_some_and(|offer| offer.shown().is_some());
        let hours = area.hours_of(offering).filter(|_| is_shown);
        let days = (0..days).map(|ahead| from.plus(ahead));
        hours.map_or_else(Vec::new, |hours| days.clone().zip(hours.free_over(days)).collect())
    }

    /// Moves the horizon so that it begins with `day`, later or earlier than before. Sector by sector, so that
    /// commits wait for no more than one of them.
    pub fn roll_to(&self, day: Day) {
        self.first_day.store(day.0, Ordering::Relaxed);
        for live in self.areas.load().values() {
            live.change(|area| area.horizon.0 = day);
            let codes: Vec<String> = live.area.load().sectors.iter().map(|(code, _)| code.clone()).collect();
            for code in codes {
                live.change(|area| area.roll_sector(&code, day));
            }
        }
    }

    /// How much the finder holds.
    pub fn stats(&self) -> Stats {
        let bad_row_count = self.bad_rows.load(Ordering::Relaxed);
        let mut stats = Stats { bad_row_count, ..Stats::default() };
        for live in self.areas.load().values() {
            stats.add(&live.area.load());
        }
        stats
    }

    pub(crate) fn horizon(&self) -> (Day, i64) {
        (Day(self.first_day.load(Ordering::Relaxed)), self.horizon_days)
    }

    /// Puts areas in the place of all that there were.
    pub(crate) fn replace(&self, areas: BTreeMap<Locality, Area>) {
        let live = areas.into_iter().map(|(locality, area)| (locality, Arc::new(Live::of(area))));
        self.areas.store(Arc::new(live.collect()));
    }

    /// The area as it is now: whoever has it sees nothing that comes later.
    pub(crate) fn area(&self, locality: Locality) -> Option<Arc<Area>> {
        self.areas.load().get(&locality).map(|live| live.area.load_full())
    }

    /// The area of a locality, an empty one if it is new.
    fn live(&self, locality: Locality) -> Arc<Live> {
        if let Some(live) = self.areas.load().get(&locality) {
            return Arc::clone(live);
        }
        let new = Arc::new(Live::of(Area::new(self.horizon())));
        let areas = self.areas.rcu(|areas| {
            let mut areas = BTreeMap::clone(areas);
            areas.entry(locality).or_insert_with(|| Arc::clone(&new));
            areas
        });
        // What `rcu` gives is the map before the change: empty-handed only if nobody was quicker.
        areas.get(&locality).map_or(new, Arc::clone)
    }

    /// Takes in one area's part of a commit.
    fn take_in(&self, area: &mut Area, changes: &[&Change]) {
        let mut touched = Touched::default();
        for change in changes {
            let fact = Fact { key: &change.key.parts, row: change.row.as_deref() };
            match intake::take_in(area, change.key.table.name, &fact) {
                Ok(touch) => touched.add(touch),
                Err(BadRow(_)) => {
                    self.bad_rows.fetch_add(1, Ordering::Relaxed);
                }
            }
        }
        area.settle(touched);
    }
}

impl CommitListener for Finder {
    fn committed(&self, changes: &[Change]) {
        let mut by_locality: BTreeMap<Locality, Vec<&Change>> = BTreeMap::new();
        for change in changes.iter().filter(|change| intake::is_taken_in(change.key.table)) {
            let fact = Fact { key: &change.key.parts, row: None };
            match fact.part(0) {
                Ok(locality) => by_locality.entry(locality).or_default().push(change),
                Err(_) => {
                    self.bad_rows.fetch_add(1, Ordering::Relaxed);
                }
            }
        }
        for (locality, changes) in by_locality {
            self.live(locality).change(|area| self.take_in(area, &changes));
        }
    }
}
