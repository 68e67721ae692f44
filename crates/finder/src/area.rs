//! One market area as it is at one moment: every record that searching needs, and the postings made of them.
//!
//! An [`Area`] is a value. The next one is made of a copy, which costs nothing, and shares with it whatever the
//! commit between them did not touch; a search goes on with the one it began with.

use crate::asset_facts::{GoodsFacts, HireFacts, Title};
use crate::block::{Row, rank_of};
use crate::cell::Cell;
use crate::clocks::Clocks;
use crate::horizon::Horizon;
use crate::hours::Hours;
use crate::listing_search::ListingFacts;
use crate::offer::Offer;
use crate::sector::{Sector, SectorKey};
use crate::shelf::{Listing, Shelf};
use crate::trie::Trie;
use crate::user_facts::UserFacts;
use kernel::{Amount, Currency, Day, Id};
use ledger::Holder;
use market::directory::{Directory, Family};
use market::users::{
    User,
    assets::{Offering, Resource},
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// A market area at a moment.
#[derive(Clone, Debug, Default)]
pub(crate) struct Area {
    pub(crate) directory: Arc<Directory>,
    pub(crate) users: Trie<Id<User>, Arc<UserFacts>>,
    pub(crate) hours: Trie<Id<Resource>, Arc<Hours>>,
    pub(crate) offers: Trie<Id<Offering>, Arc<Offer>>,
    pub(crate) hires: Trie<Id<Offering>, Arc<HireFacts>>,
    pub(crate) goods: Trie<Id<Offering>, Arc<GoodsFacts>>,
    pub(crate) titles: Trie<Id<Offering>, Option<Title>>,
    pub(crate) listings: Trie<Id<market::mechanisms::listings::Listing>, Arc<ListingFacts>>,
    /// What each fund has left, by fund and currency.
    pub(crate) funds: Trie<(Id<Holder>, Currency), Amount>,
    /// What holds have set aside of each fund, by fund and currency.
    pub(crate) held_funds: Trie<(Id<Holder>, Currency), Amount>,
    /// What each fund has paid, by fund and UTC day.
    pub(crate) fund_days: Trie<(Id<Holder>, Day), Amount>,
    /// What each fund has paid in all.
    pub(crate) fund_totals: Trie<Id<Holder>, Amount>,
    /// The work that is offered.
    pub(crate) sectors: Trie<SectorKey, Arc<Sector>>,
    /// The things, spaces and goods that are offered, by the code of their sector.
    pub(crate) shelves: Trie<String, Arc<Shelf>>,
    pub(crate) horizon: Horizon,
    /// Whether somebody else may have changed the records since: then nothing is to be answered from it.
    pub(crate) is_behind: bool,
}

/// What a change to one row means for the postings.
#[derive(Debug)]
pub(crate) enum Effect {
    /// Nothing.
    None,
    /// The offering is to be posted anew; as it was before, if it may have been posted.
    Offer(Id<Offering>, Option<Arc<Offer>>),
    /// The resource is free at other times, on one day or on all.
    Hours(Id<Resource>, Option<Day>),
}

/// What the changes of a commit mean for the postings.
#[derive(Debug, Default)]
pub(crate) struct Effects {
    offers: BTreeMap<Id<Offering>, Option<Arc<Offer>>>,
    /// `None` in the set is every day.
    hours: BTreeMap<Id<Resource>, BTreeSet<Option<Day>>>,
}

impl Effects {
    pub(crate) fn add(&mut self, touch: Effect) {
        match touch {
            Effect::None => {}
            // The first to touch it in a commit has seen it as it was before.
            Effect::Offer(id, before) => {
                self.offers.entry(id).or_insert(before);
            }
            Effect::Hours(resource, day) => {
                self.hours.entry(resource).or_default().insert(day);
            }
        }
    }
}

/// The rows of one sector, by their cells.
type Cells<'a> = BTreeMap<Cell, Vec<Row<'a>>>;

impl Area {
    /// An area without records.
    pub(crate) fn new(horizon: Horizon, directory: Arc<Directory>) -> Self {
        Self { directory, horizon, ..Self::default() }
    }

    /// An area that is filled from nothing with all its records, and then posted.
    pub(crate) fn filling(horizon: Horizon, directory: Arc<Directory>) -> Self {
        Self {
            users: Trie::filling(),
            hours: Trie::filling(),
            offers: Trie::filling(),
            hires: Trie::filling(),
            goods: Trie::filling(),
            titles: Trie::filling(),
            listings: Trie::filling(),
            ..Self::new(horizon, directory)
        }
    }

    /// An offer as it may be posted; `None` while there are no postings at all.
    pub(crate) fn posted(&self, id: Id<Offering>) -> Option<Arc<Offer>> {
        let is_empty = self.sectors.len() == 0 && self.shelves.len() == 0;
        if is_empty { None } else { self.offers.get(&id).cloned() }
    }

    /// Brings the postings up to date with the records.
    pub(crate) fn settle(&mut self, effects: Effects) {
        for (id, before) in effects.offers {
            let after = self.offers.get(&id).cloned().unwrap_or_default();
            if let Some(before) = before {
                self.unpost(&before);
            }
            self.post(&after);
        }
        for (resource, days) in effects.hours {
            self.set_days(resource, &days);
        }
    }

    /// Makes all postings of an area that was filled.
    pub(crate) fn post_all(&mut self) {
        let mut sectors: BTreeMap<(&str, bool), Cells<'_>> = BTreeMap::new();
        let mut shelves: BTreeMap<&str, Vec<Listing>> = BTreeMap::new();
        for (_, offer) in self.offers.iter() {
            let Some(offering) = offer.open() else { continue };
            if self.family(&offering.sector) == Some(Family::Work) {
                let Some(row) = self.row(offer) else { continue };
                let cells = sectors.entry((&offering.sector, offer.terms.is_none())).or_default();
                cells.entry(Cell::of(row.point)).or_default().push(row);
            } else if let Some(listing) = self.listing(offering) {
                shelves.entry(&offering.sector).or_default().push(listing);
            }
        }
        let shelves: Vec<(String, Shelf)> =
            shelves.into_iter().map(|(code, listings)| (code.to_owned(), Shelf::of(listings))).collect();
        for (key, sector) in made(sectors, self.horizon) {
            self.sectors.edit(&key, |kept| *kept = Arc::new(sector));
        }
        for (code, shelf) in shelves {
            self.shelves.edit(&code, |kept| *kept = Arc::new(shelf));
        }
        self.users.settle();
        self.hours.settle();
        self.offers.settle();
        self.hires.settle();
        self.goods.settle();
        self.titles.settle();
        self.listings.settle();
    }

    /// Moves the horizon of all sectors.
    pub(crate) fn roll_to(&mut self, first: Day) {
        if self.horizon.first == first {
            return;
        }
        self.horizon.first = first;
        let keys: Vec<SectorKey> = self.sectors.iter().map(|(key, _)| key.clone()).collect();
        for key in &keys {
            self.roll_sector(key, first);
        }
    }

    /// Moves the horizon of one sector.
    pub(crate) fn roll_sector(&mut self, key: &SectorKey, first: Day) {
        let (hours, offers) = (&self.hours, &self.offers);
        self.sectors.edit(key, |sector| {
            Arc::make_mut(sector).roll_to(first, |id| {
                let offering = offers.get(&id)?.offering.as_ref()?;
                hours.get(&offering.resource?).map(|hours| &**hours)
            });
        });
    }

    /// The hours that an offering of work is sold from.
    pub(crate) fn hours_of(&self, offering: Id<Offering>) -> Option<&Hours> {
        let resource = self.offers.get(&offering)?.offering.as_ref()?.resource?;
        self.hours.get(&resource).map(|hours| &**hours)
    }

    /// The offering, when it is open and all is known that it is found by.
    pub(crate) fn shown(&self, id: Id<Offering>) -> Option<&Offer> {
        let offer = self.offers.get(&id)?;
        let offering = offer.open()?;
        let is_work = self.family(&offering.sector) == Some(Family::Work);
        (is_work || self.listing(offering).is_some()).then_some(offer)
    }

    /// The resources of an offering, its own first.
    pub(crate) fn pool<'a>(&'a self, offering: &'a Offering) -> impl Iterator<Item = Id<Resource>> + 'a {
        let others = self.hires.get(&offering.id).into_iter().flat_map(|hire| hire.others.keys());
        offering.resource.into_iter().chain(others)
    }

    /// What a sector trades.
    pub(crate) fn family(&self, sector: &str) -> Option<Family> {
        self.directory.sector(sector).map(|sector| sector.family)
    }

    /// What is to be posted of an open offer of work.
    fn row<'a>(&'a self, offer: &'a Arc<Offer>) -> Option<Row<'a>> {
        Row::of(offer, self.hours.get(&offer.open()?.resource?)?)
    }

    /// What is to be listed of an open offering that is not of work.
    fn listing(&self, offering: &Offering) -> Option<Listing> {
        let is_priced = match self.family(&offering.sector)? {
            Family::Work => false,
            Family::Thing | Family::Space => self.hires.get(&offering.id)?.terms.is_some(),
            Family::Goods => self.goods.get(&offering.id)?.terms.is_some(),
        };
        is_priced.then(|| Listing { id: offering.id, point: offering.point() })
    }

    /// Under which key an offering of work is posted.
    fn sector_key(&self, offer: &Offer) -> Option<SectorKey> {
        let code = &offer.offering.as_ref()?.sector;
        let is_work = self.family(code) == Some(Family::Work);
        is_work.then(|| SectorKey { code: code.clone(), is_unpaid: offer.terms.is_none() })
    }

    fn unpost(&mut self, offer: &Offer) {
        let Some(offering) = offer.open() else { return };
        let cell = Cell::of(offering.point());
        if let Some(key) = self.sector_key(offer) {
            let Some(rank) = rank_of(offer) else { return };
            self.sectors.edit(&key, |sector| Arc::make_mut(sector).unpost(cell, rank));
        } else {
            self.shelves.edit(&offering.sector, |shelf| Arc::make_mut(shelf).remove(cell, offering.id));
        }
    }

    fn post(&mut self, offer: &Arc<Offer>) {
        let Some(offering) = offer.open() else { return };
        if let Some(key) = self.sector_key(offer) {
            let Some(hours) = offering.resource.and_then(|resource| self.hours.get(&resource)) else {
                return;
            };
            let Some(row) = Row::of(offer, hours) else { return };
            let horizon = self.horizon;
            self.sectors.edit(&key, |sector| Arc::make_mut(sector).post(row, horizon));
        } else if let Some(listing) = self.listing(offering) {
            self.shelves.edit(&offering.sector, |shelf| Arc::make_mut(shelf).put(listing));
        }
    }

    /// Brings the hours of work up to date that is done by a resource.
    fn set_days(&mut self, resource: Id<Resource>, days: &BTreeSet<Option<Day>>) {
        let Some(hours) = self.hours.get(&resource).cloned() else { return };
        for id in hours.offerings.keys() {
            let Some(offer) = self.offers.get(&id) else { continue };
            let (Some(rank), Some(offering)) = (rank_of(offer), &offer.offering) else { continue };
            let Some(key) = self.sector_key(offer) else { continue };
            self.sectors.edit(&key, |sector| {
                Arc::make_mut(sector).set_days(Cell::of(offering.point()), rank, &hours, days);
            });
        }
    }
}

/// The sectors of so many rows, made on all processors at once.
fn made(sectors: BTreeMap<(&str, bool), Cells<'_>>, horizon: Horizon) -> Vec<(SectorKey, Sector)> {
    let waiting = Mutex::new(sectors.into_iter());
    let make = || {
        let mut clocks = Clocks::over(horizon);
        let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
        let sectors = std::iter::from_fn(next);
        let key = |code: &str, is_unpaid| SectorKey { code: code.to_owned(), is_unpaid };
        let made =
            sectors.map(|((code, is_unpaid), cells)| (key(code, is_unpaid), Sector::of(cells, &mut clocks)));
        made.collect::<Vec<_>>()
    };
    std::thread::scope(|scope| {
        let others = std::thread::available_parallelism().map_or(0, |count| count.get() - 1);
        let others: Vec<_> = (0..others).map(|_| scope.spawn(make)).collect();
        let mut made = make();
        for other in others {
            made.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        made
    })
}
