//! One market area as it is at one moment: every record that searching needs, and the postings made of them.
//!
//! An [`Area`] is a value. The next one is made of a copy, which costs nothing, and shares with it whatever the
//! commit between them did not touch; a search goes on with the one it began with.

use crate::block::{Row, rank_of};
use crate::clocks::Clocks;
use crate::horizon::Horizon;
use crate::hours::Hours;
use crate::offer::Offer;
use crate::sector::{Cell, Sector};
use crate::trie::Trie;
use crate::user_facts::UserFacts;
use kernel::{Amount, Currency, Day, Id};
use ledger::Holder;
use market::users::{
    User,
    assets::{Offering, Resource},
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// A market area at a moment.
#[derive(Clone, Debug, Default)]
pub(crate) struct Area {
    pub(crate) users: Trie<Id<User>, Arc<UserFacts>>,
    pub(crate) hours: Trie<Id<Resource>, Arc<Hours>>,
    pub(crate) offers: Trie<Id<Offering>, Arc<Offer>>,
    /// What each fund has left, by fund and currency.
    pub(crate) funds: Trie<(Id<Holder>, Currency), Amount>,
    /// What each fund has paid, by fund and UTC day.
    pub(crate) fund_days: Trie<(Id<Holder>, Day), Amount>,
    /// What each fund has paid in all.
    pub(crate) fund_totals: Trie<Id<Holder>, Amount>,
    pub(crate) sectors: Trie<String, Arc<Sector>>,
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

impl Area {
    /// An area without records.
    pub(crate) fn new(horizon: Horizon) -> Self {
        Self { horizon, ..Self::default() }
    }

    /// An area that is filled from nothing with all its records, and then posted.
    pub(crate) fn filling(horizon: Horizon) -> Self {
        let (users, hours, offers) = (Trie::filling(), Trie::filling(), Trie::filling());
        Self { users, hours, offers, ..Self::new(horizon) }
    }

    /// An offer as it may be posted; `None` while there are no postings at all.
    pub(crate) fn posted(&self, id: Id<Offering>) -> Option<Arc<Offer>> {
        if self.sectors.len() == 0 { None } else { self.offers.get(&id).cloned() }
    }

    /// Brings the postings up to date with the records.
    pub(crate) fn settle(&mut self, touched: Effects) {
        for (id, before) in touched.offers {
            let after = self.offers.get(&id).cloned().unwrap_or_default();
            if let Some(before) = before {
                self.unpost(&before);
            }
            self.post(&after);
        }
        for (resource, days) in touched.hours {
            self.set_days(resource, &days);
        }
    }

    /// Makes all postings of an area that was filled.
    pub(crate) fn post_all(&mut self) {
        let mut sectors: BTreeMap<&str, BTreeMap<Cell, Vec<Row<'_>>>> = BTreeMap::new();
        for (_, offer) in self.offers.iter() {
            let Some((offering, row)) = row_of(&self.hours, offer) else { continue };
            let cells = sectors.entry(&offering.sector).or_default();
            cells.entry(Cell::of(row.point)).or_default().push(row);
        }
        for (code, sector) in made(sectors, self.horizon) {
            self.sectors.edit(&code, |kept| *kept = Arc::new(sector));
        }
        self.users.settle();
        self.hours.settle();
        self.offers.settle();
    }

    /// Moves the horizon of all sectors.
    pub(crate) fn roll_to(&mut self, first: Day) {
        if self.horizon.first == first {
            return;
        }
        self.horizon.first = first;
        let codes: Vec<String> = self.sectors.iter().map(|(code, _)| code.clone()).collect();
        for code in &codes {
            self.roll_sector(code, first);
        }
    }

    /// Moves the horizon of one sector.
    pub(crate) fn roll_sector(&mut self, code: &String, first: Day) {
        let (hours, offers) = (&self.hours, &self.offers);
        self.sectors.edit(code, |sector| {
            Arc::make_mut(sector).roll_to(first, |id| {
                let offering = offers.get(&id)?.offering.as_ref()?;
                hours.get(&offering.resource?).map(|hours| &**hours)
            });
        });
    }

    /// The hours that an offering is sold from.
    pub(crate) fn hours_of(&self, offering: Id<Offering>) -> Option<&Hours> {
        let resource = self.offers.get(&offering)?.offering.as_ref()?.resource?;
        self.hours.get(&resource).map(|hours| &**hours)
    }

    fn unpost(&mut self, offer: &Offer) {
        let (Some(rank), Some(offering)) = (rank_of(offer), &offer.offering) else { return };
        self.sectors.edit(&offering.sector, |sector| {
            Arc::make_mut(sector).unpost(Cell::of(offering.point()), rank);
        });
    }

    fn post(&mut self, offer: &Arc<Offer>) {
        let Some((offering, row)) = row_of(&self.hours, offer) else { return };
        let horizon = self.horizon;
        self.sectors.edit(&offering.sector, |sector| Arc::make_mut(sector).post(row, horizon));
    }

    fn set_days(&mut self, resource: Id<Resource>, days: &BTreeSet<Option<Day>>) {
        let Some(hours) = self.hours.get(&resource).cloned() else { return };
        for id in hours.offerings.keys() {
            let Some(offer) = self.offers.get(&id) else { continue };
            let (Some(rank), Some(offering)) = (rank_of(offer), &offer.offering) else { continue };
            self.sectors.edit(&offering.sector, |sector| {
                Arc::make_mut(sector).set_days(Cell::of(offering.point()), rank, &hours, days);
            });
        }
    }
}

/// What is to be posted of an offer, if it is shown.
fn row_of<'a>(
    hours: &'a Trie<Id<Resource>, Arc<Hours>>,
    offer: &'a Arc<Offer>,
) -> Option<(&'a Offering, Row<'a>)> {
    let (offering, _) = offer.shown()?;
    let hours = hours.get(&offering.resource?)?;
    Some((offering, Row::of(offer, hours)?))
}

/// The sectors of so many rows, made on all processors at once.
fn made(sectors: BTreeMap<&str, BTreeMap<Cell, Vec<Row<'_>>>>, horizon: Horizon) -> Vec<(String, Sector)> {
    let waiting = Mutex::new(sectors.into_iter());
    let make = || {
        let mut clocks = Clocks::over(horizon);
        let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
        let sectors = std::iter::from_fn(next);
        sectors.map(|(code, cells)| (code.to_owned(), Sector::of(cells, &mut clocks))).collect::<Vec<_>>()
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
