//! Blocks: the postings of one sector around one place, in the order of their hourly rates, each with its free
//! quarter-hours of every day of the horizon.
//!
//! Postings and days are columns, each in one piece of memory and never changed: a new version of a block shares
//! every column that did not change with the old one. A booking replaces one column of one day.

use crate::asking::Asking;
use crate::clocks::Clocks;
use crate::known::{Hours, Offer};
use kernel::{Day, Id, Place, Slots};
use market::users::assets::Offering;
use std::sync::Arc;

/// The most postings of a block: what a booking copies, per day, is at most 8 KiB. Tests have few postings and
/// want blocks to be full.
pub(crate) const POSTINGS_MOST: usize = if cfg!(test) { 4 } else { 512 };

/// The order of postings: by hourly rate, then by id.
pub(crate) type Rank = (i64, Id<Offering>);

/// An offering that can be found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Posting {
    pub(crate) asking: Asking,
    pub(crate) id: Id<Offering>,
    /// Which of the block's places it sets out from.
    pub(crate) place: usize,
}

/// An offering that is to be posted, with its place, its records and its hours.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    pub(crate) posting: Posting,
    pub(crate) place: Place,
    pub(crate) offer: &'a Arc<Offer>,
    pub(crate) hours: &'a Hours,
}

/// Postings near each other, in order of rank.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Block {
    /// Which cell of its row of the grid.
    pub(crate) column: i64,
    pub(crate) postings: Arc<[Posting]>,
    /// The records of each posting: what is priced is then one step away.
    pub(crate) offers: Arc<[Arc<Offer>]>,
    /// Every place that a posting sets out from. A place stays when its last posting goes: it does no harm.
    pub(crate) places: Arc<[Place]>,
    /// The least that any posting asks.
    pub(crate) least: Asking,
    /// The first day of the horizon.
    first: Day,
    /// For each day of the horizon, the free quarter-hours of each posting.
    days: Vec<Arc<[Slots]>>,
}

impl Posting {
    /// The posting of an offer that is shown; its place is the block's to say.
    pub(crate) fn of(offer: &Offer) -> Option<Self> {
        let (offering, price_rule) = offer.shown()?;
        Some(Self { asking: Asking::of(price_rule), id: offering.id, place: 0 })
    }

    pub(crate) fn rank(&self) -> Rank {
        (self.asking.hourly, self.id)
    }
}

impl Block {
    /// A block of postings that are in order of rank, with the hours of each; `None` of none.
    pub(crate) fn of<'a>(column: i64, clocks: &mut Clocks<'a>, rows: &[Row<'a>]) -> Option<Self> {
        let ((first, count), mut places) = (clocks.horizon, Vec::new());
        let days = (0..count).map(|_| Vec::with_capacity(rows.len())).collect();
        let (mut postings, mut days): (Vec<Posting>, Vec<Vec<Slots>>) =
            (Vec::with_capacity(rows.len()), days);
        for Row { posting, place, hours, .. } in rows {
            postings.push(Posting { place: place_among(&mut places, *place), ..*posting });
            let mut free = clocks.free(hours);
            for day in &mut days {
                day.push(free.next().unwrap_or_default());
            }
        }
        let least = least(&postings)?;
        let days = days.into_iter().map(Arc::from).collect();
        let offers = rows.iter().map(|row| Arc::clone(row.offer)).collect();
        let (postings, places) = (postings.into(), places.into());
        Some(Self { column, postings, offers, places, least, first, days })
    }

    /// The rank of the first posting.
    pub(crate) fn rank(&self) -> Option<Rank> {
        self.postings.first().map(Posting::rank)
    }

    /// The free quarter-hours of each posting on a day; `None` for a day outside the horizon.
    pub(crate) fn day(&self, day: Day) -> Option<&[Slots]> {
        let ahead = usize::try_from(day.0.saturating_sub(self.first.0)).ok()?;
        self.days.get(ahead).map(|column| &**column)
    }

    /// Every day of the horizon.
    pub(crate) fn horizon(&self) -> impl Iterator<Item = Day> + use<> {
        let first = self.first;
        (0..self.days.len()).filter_map(move |ahead| Some(first.plus(i64::try_from(ahead).ok()?)))
    }

    /// Takes a posting in.
    pub(crate) fn insert(&mut self, Row { posting, place, offer, hours }: Row<'_>) {
        let at = self.postings.partition_point(|known| known.rank() < posting.rank());
        let mut places = self.places.to_vec();
        let posting = Posting { place: place_among(&mut places, place), ..posting };
        if places.len() > self.places.len() {
            self.places = places.into();
        }
        self.least = self.least.or(posting.asking);
        let free = hours.free_over(self.horizon());
        self.postings = spliced(&self.postings, at, Some(posting));
        self.offers = spliced(&self.offers, at, Some(Arc::clone(offer)));
        for (day, free) in self.days.iter_mut().zip(free) {
            *day = spliced(day, at, Some(free));
        }
    }

    /// Lets a posting go.
    pub(crate) fn remove(&mut self, rank: Rank) {
        let Some(at) = self.position(rank) else { return };
        self.postings = spliced(&self.postings, at, None);
        self.offers = spliced(&self.offers, at, None);
        self.least = least(&self.postings).unwrap_or(self.least);
        for day in &mut self.days {
            *day = spliced(day, at, None);
        }
    }

    /// Sets the free quarter-hours of a posting on those days of the horizon that changed.
    pub(crate) fn set_days(&mut self, rank: Rank, hours: &Hours, has_changed: impl Fn(Day) -> bool) {
        let Some(at) = self.position(rank) else { return };
        let changed: Vec<Day> = self.horizon().filter(|day| has_changed(*day)).collect();
        let columns = self.horizon().zip(&mut self.days).filter(|(day, _)| has_changed(*day));
        for ((_, column), free) in columns.zip(hours.free_over(changed.iter().copied())) {
            if let Some(slots) = Arc::make_mut(column).get_mut(at) {
                *slots = free;
            }
        }
    }

    /// The two halves of a block that has grown too large.
    pub(crate) fn halves(&self) -> [Self; 2] {
        let middle = self.postings.len() / 2;
        let half = |keep: fn(usize, usize) -> bool| {
            let postings = part(&self.postings, |at| keep(at, middle));
            let offers = part(&self.offers, |at| keep(at, middle));
            let least = least(&postings).unwrap_or(self.least);
            let days = self.days.iter().map(|day| part(day, |at| keep(at, middle))).collect();
            Self { postings, offers, least, days, places: Arc::clone(&self.places), ..*self }
        };
        [half(|at, middle| at < middle), half(|at, middle| at >= middle)]
    }

    /// Moves the horizon. Days that stay in it keep their columns.
    pub(crate) fn roll_to<'a>(&mut self, first: Day, hours: impl Fn(&Posting) -> Option<&'a Hours>) {
        let all: Vec<Day> = self.horizon().map(|day| first.plus(day.0 - self.first.0)).collect();
        let new: Vec<Day> = all.iter().copied().filter(|day| self.day(*day).is_none()).collect();
        let rows: Vec<Vec<Slots>> = self
            .postings
            .iter()
            .map(|posting| {
                let hours = hours(posting);
                hours.map_or_else(Vec::new, |hours| hours.free_over(new.iter().copied()))
            })
            .collect();
        let fresh = |day: Day| -> Arc<[Slots]> {
            let at = new.iter().position(|new| *new == day);
            rows.iter().map(|row| at.and_then(|at| row.get(at)).copied().unwrap_or_default()).collect()
        };
        let kept = |day: Day| self.days.get(usize::try_from(day.0 - self.first.0).ok()?).cloned();
        let days = all.iter().map(|day| kept(*day).unwrap_or_else(|| fresh(*day))).collect();
        (self.first, self.days) = (first, days);
    }

    fn position(&self, rank: Rank) -> Option<usize> {
        self.postings.binary_search_by_key(&rank, Posting::rank).ok()
    }
}

fn least(postings: &[Posting]) -> Option<Asking> {
    postings.iter().map(|posting| posting.asking).reduce(Asking::or)
}

fn place_among(places: &mut Vec<Place>, place: Place) -> usize {
    places.iter().position(|known| *known == place).unwrap_or_else(|| {
        places.push(place);
        places.len() - 1
    })
}

/// A column with a value put in at a position, or with `None` without the value that was there.
fn spliced<T: Clone>(column: &[T], at: usize, put: Option<T>) -> Arc<[T]> {
    let (before, after) = column.split_at(at.min(column.len()));
    let skipped = usize::from(put.is_none());
    before.iter().cloned().chain(put).chain(after.iter().skip(skipped).cloned()).collect()
}

fn part<T: Clone>(column: &[T], keep: impl Fn(usize) -> bool) -> Arc<[T]> {
    column.iter().enumerate().filter(|(at, _)| keep(*at)).map(|(_, value)| value.clone()).collect()
}
