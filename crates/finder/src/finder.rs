//! The finder: one area for each locality, replaced at every commit.

use crate::area::Area;
use crate::catalogue_search::{self, FoundGoods, GoodsQuery};
use crate::fault::Fault;
use crate::hire_search::{self, FoundHires, HireQuery};
use crate::horizon::Horizon;
use crate::intake::{self, Fact};
use crate::listing_search::{self, FoundListings, ListingQuery};
use crate::live::Live;
use crate::loader::Loader;
use crate::nearest::{self, OtherTime};
use crate::offer::Offer;
use crate::query::{Found, FoundOption, Query};
use crate::search::Search;
use crate::sector::SectorKey;
use crate::stats::Stats;
use arc_swap::ArcSwap;
use kernel::{
    BadRow, Change, CommitListener, Day, Id, Locality, Owner, Record, Slots, Stop, Table, Timestamp,
};
use market::concession::Terms;
use market::directory::{Directory, Family};
use market::mechanisms::stored_availability::{OfferRefusal, Offered, Pricing, Requirement};
use market::options::booking_checks::trace_reader;
use market::users::User;
use market::users::assets::{Offering, Resource};
use rules::{Rulebook, Trace};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

/// Who is free, near and cheapest, in every market area that this process serves.
#[derive(Debug)]
pub struct Finder {
    rulebook: Arc<Rulebook>,
    directory: Arc<Directory>,
    areas: ArcSwap<BTreeMap<Locality, Arc<Live>>>,
    first_day: AtomicI64,
    horizon_days: i64,
    bad_rows: AtomicU64,
}

impl Finder {
    /// A finder of nothing yet. Free hours are kept ready for `horizon_days` from `today` on; searches of other
    /// days give the same answers, slower.
    pub fn new(rulebook: Arc<Rulebook>, directory: Arc<Directory>, today: Day, horizon_days: i64) -> Self {
        Self {
            rulebook,
            directory,
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
            directory: Arc::clone(&self.directory),
            areas: ArcSwap::from_pointee(live.collect()),
            first_day: AtomicI64::new(self.first_day().0),
            horizon_days: self.horizon_days,
            bad_rows: AtomicU64::new(0),
        }
    }

    /// Begins to make an area anew from the rows of [`crate::tables`].
    pub fn loader(&self, locality: Locality) -> Loader<'_> {
        Loader::new(self, locality)
    }

    /// Whether an area is as the records are, so that searches of it are answered.
    pub fn is_current(&self, locality: Locality) -> bool {
        self.area(locality).is_ok()
    }

    /// The first of the days that free hours are kept ready for.
    pub fn first_day(&self) -> Day {
        self.horizon().first
    }

    /// Rows that did not fit their records and were passed over.
    pub fn bad_row_count(&self) -> u64 {
        self.bad_rows.load(Ordering::Relaxed)
    }

    /// The cheapest work for a query at a moment; of work that is given, the nearest.
    ///
    /// # Errors
    /// [`Fault::Behind`]; [`kernel::Stop::Bad`] when the rulebook lacks the concession's terms.
    pub fn search(&self, query: &Query, now: Timestamp) -> Result<Found, Fault> {
        let area = self.area(query.locality)?;
        let search = Search::new(&area, &self.rulebook, query, now)?;
        Ok(search.map(|search| search.find()).unwrap_or_default())
    }

    /// The cheapest things or spaces for a query at a moment.
    ///
    /// # Errors
    /// As [`Finder::search`].
    pub fn search_hires(&self, query: &HireQuery, now: Timestamp) -> Result<FoundHires, Fault> {
        let area = self.area(query.locality)?;
        Ok(hire_search::find(&area, &self.rulebook, query, now)?)
    }

    /// The cheapest goods for a query.
    ///
    /// # Errors
    /// [`Fault::Behind`].
    pub fn search_goods(&self, query: &GoodsQuery) -> Result<FoundGoods, Fault> {
        Ok(catalogue_search::find(&*self.area(query.locality)?, query))
    }

    /// Everybody with whom a user does not deal, whichever of the two has blocked the other: for lists that no search makes.
    ///
    /// # Errors
    /// [`Fault::Behind`].
    pub fn apart(&self, user: Id<User>) -> Result<BTreeSet<Id<User>>, Fault> {
        let area = self.area(user.locality())?;
        Ok(area.users.get(&user).map(|facts| facts.apart()).unwrap_or_default())
    }

    /// Whether anything of a sector is offered that can be had at once; never while the area is behind.
    pub fn is_offered(&self, locality: Locality, sector: &str) -> bool {
        self.area(locality).is_ok_and(|area| {
            let is_work = area.sectors.iter().any(|(key, _)| key.code == sector && !key.is_unpaid);
            is_work || area.shelves.get(&sector.to_owned()).is_some()
        })
    }

    /// The listings for a query at a moment.
    ///
    /// # Errors
    /// [`Fault::Behind`].
    pub fn search_listings(&self, query: &ListingQuery, now: Timestamp) -> Result<FoundListings, Fault> {
        let area = self.area(query.locality)?;
        Ok(listing_search::find(&area, &self.live(query.locality).texts, query, now))
    }

    /// What the search makes of one offering of work: its option, or the refusal that a hold would meet.
    ///
    /// # Errors
    /// As [`Finder::search`].
    pub fn option(
        &self,
        query: &Query,
        offering: Id<Offering>,
        now: Timestamp,
    ) -> Result<Result<FoundOption, Stop>, Fault> {
        let area = self.area(query.locality)?;
        let search = Search::new(&area, &self.rulebook, query, now)?;
        Ok(search.map_or(Err(OfferRefusal::NotOpen.into()), |search| search.ask(offering)))
    }

    /// The nearest other times at which there is an option: at most four, first within four hours of the time
    /// asked for, then at the same local hour of the next seven days.
    ///
    /// # Errors
    /// As [`Finder::search`].
    pub fn nearest_yes(&self, query: &Query, now: Timestamp) -> Result<Vec<OtherTime>, Fault> {
        let area = self.area(query.locality)?;
        Ok(nearest::nearest(&area, &self.rulebook, query, now)?)
    }

    /// What the rulebook says, rule by rule, of an offering of work for a query; `None` when there is no such offering,
    /// shown and with a seller who has an account.
    ///
    /// # Errors
    /// [`Fault::Behind`]; [`kernel::Stop::Bad`] when the price is out of range.
    pub fn explain(
        &self,
        query: &Query,
        offering: Id<Offering>,
        now: Timestamp,
    ) -> Result<Option<Trace>, Fault> {
        let area = self.area(query.locality)?;
        let Some(offer) = area.shown(offering) else { return Ok(None) };
        let Some(offering) = offer.open() else { return Ok(None) };
        if area.family(&offering.sector) != Some(Family::Work) {
            return Ok(None);
        }
        let (terms, is_unpaid) = (offer.terms.as_ref(), offer.terms.is_none());
        let buyer = query.buyer.and_then(|buyer| area.users.get(&buyer)).map(Arc::as_ref);
        let seller = area.users.get(&offering.seller);
        let parties = seller.and_then(|seller| seller.parties(offering.seller, buyer, is_unpaid));
        let Some(parties) = parties else { return Ok(None) };
        let sector = offering.sector.clone();
        let requirement = Requirement { sector, is_unpaid, ..query.requirement.clone() };
        let distance_m = offering.point().meters_to(requirement.work_place.point);
        // What the seller takes is not asked here.
        let waives_notice = false;
        let offered = Offered { offering, terms, parties: &parties, waives_notice, distance_m };
        let today = requirement.work_place.zone.calendar().local(now).date;
        let concession = Terms::on(&self.rulebook, today)?;
        let reader = trace_reader(query.buyer, offering.seller);
        Ok(Some(Pricing::new(&requirement, &self.rulebook, &concession, now).explain(offered, reader)?))
    }

    /// The same of a thing or a space.
    ///
    /// # Errors
    /// As [`Finder::explain`].
    pub fn explain_hire(
        &self,
        query: &HireQuery,
        offering: Id<Offering>,
        now: Timestamp,
    ) -> Result<Option<Trace>, Fault> {
        let area = self.area(query.locality)?;
        Ok(hire_search::explain(&area, &self.rulebook, query, offering, now)?)
    }

    /// The free quarter-hours of a resource on a UTC day.
    ///
    /// # Errors
    /// [`Fault::Behind`].
    pub fn day(&self, resource: Id<Resource>, day: Day) -> Result<Slots, Fault> {
        let area = self.area(resource.locality())?;
        Ok(area.hours.get(&resource).map(|hours| hours.free_on(day)).unwrap_or_default())
    }

    /// The free quarter-hours of an offering on each of some UTC days, all as they were at one moment: those at which at
    /// least one of its resources is free. None of an offering that is not shown.
    ///
    /// # Errors
    /// [`Fault::Behind`].
    pub fn openings(&self, offering: Id<Offering>, from: Day, days: i64) -> Result<Vec<(Day, Slots)>, Fault> {
        let area = self.area(offering.locality())?;
        let Some(offering) = area.shown(offering).and_then(Offer::open) else { return Ok(Vec::new()) };
        if !area.users.get(&offering.seller).is_some_and(|seller| seller.is_found()) {
            return Ok(Vec::new());
        }
        let days: Vec<Day> = (0..days).map(|ahead| from.plus(ahead)).collect();
        let mut free = vec![Slots::NONE; days.len()];
        for resource in area.pool(offering) {
            let Some(hours) = area.hours.get(&resource) else { continue };
            for (all, one) in free.iter_mut().zip(hours.free_over(days.iter().copied())) {
                *all = all.with(one);
            }
        }
        Ok(days.into_iter().zip(free).collect())
    }

    /// Moves the horizon so that it begins with `day`, later or earlier than before. Sector by sector, so that
    /// commits wait for no more than one of them.
    pub fn roll_to(&self, day: Day) {
        if self.first_day.swap(day.0, Ordering::SeqCst) == day.0 {
            return;
        }
        for live in self.areas.load().values() {
            live.change(|area| area.horizon.first = day);
            let keys: Vec<SectorKey> = live.area.load().sectors.iter().map(|(key, _)| key.clone()).collect();
            for key in keys {
                live.change(|area| area.roll_sector(&key, day));
            }
        }
    }

    /// How much the finder holds.
    pub fn stats(&self) -> Stats {
        let mut stats = Stats { bad_row_count: self.bad_row_count(), ..Stats::default() };
        for live in self.areas.load().values() {
            stats.add(&live.area.load());
        }
        stats
    }

    pub(crate) fn directory(&self) -> Arc<Directory> {
        Arc::clone(&self.directory)
    }

    pub(crate) fn horizon(&self) -> Horizon {
        Horizon { first: Day(self.first_day.load(Ordering::SeqCst)), count: self.horizon_days }
    }

    /// The area as it is now, which no later commit changes.
    ///
    /// # Errors
    /// [`Fault::Behind`].
    pub(crate) fn area(&self, locality: Locality) -> Result<Arc<Area>, Fault> {
        let area = self.areas.load().get(&locality).map(|live| live.area.load_full());
        area.filter(|area| !area.is_behind).ok_or(Fault::Behind)
    }

    /// The area of a locality, an empty one if it is new.
    pub(crate) fn live(&self, locality: Locality) -> Arc<Live> {
        if let Some(live) = self.areas.load().get(&locality) {
            return Arc::clone(live);
        }
        let new = Arc::new(Live::of(Area::new(self.horizon(), self.directory())));
        let areas = self.areas.rcu(|areas| {
            let mut areas = BTreeMap::clone(areas);
            areas.entry(locality).or_insert_with(|| Arc::clone(&new));
            areas
        });
        // `rcu` gives the map before the change: it has the locality already if another thread was quicker.
        areas.get(&locality).map_or(new, Arc::clone)
    }

    /// Says in the log that a row was passed over, without what is in it.
    pub(crate) fn passed_over(&self, table: &str, bad: &BadRow) {
        self.bad_rows.fetch_add(1, Ordering::Relaxed);
        tracing::error!(table, %bad, "the search cannot read a row and passes it over; run `poems check`");
    }
}

impl CommitListener for Finder {
    fn committed(&self, changes: &[Change]) {
        let mut by_locality: BTreeMap<Locality, Vec<&Change>> = BTreeMap::new();
        let concerns = |table: &Table| intake::is_taken_in(table) || table.name == Owner::TABLE.name;
        for change in changes.iter().filter(|change| concerns(change.key.table)) {
            let fact = Fact { key: &change.key.parts, row: None };
            match fact.part(0) {
                Ok(locality) => by_locality.entry(locality).or_default().push(change),
                Err(bad) => self.passed_over(change.key.table.name, &bad),
            }
        }
        for (locality, changes) in by_locality {
            for (table, bad) in self.live(locality).take_in(&changes) {
                self.passed_over(table, &bad);
            }
        }
    }
}
