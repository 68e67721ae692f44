//! Blocks: postings of one sector near each other, in the order of their hourly rates, each with its free
//! quarter-hours of every day of the horizon.
//!
//! What is read together lies in one piece of memory that never changes: a new version of a block shares every
//! column that did not change with the old one. A booking replaces one column of one day. A search reads the hours of
//! a day of some rows, and of those that are free what they ask.

use crate::clocks::Clocks;
use crate::hours::Hours;
use crate::offer::Offer;
use crate::packed_terms::PackedTerms;
use kernel::{Day, Id, Point, Slots};
use market::users::assets::Offering;
use std::ops::Range;
use std::sync::Arc;

/// The most postings of a block: what a booking copies, per day, is at most 8 KiB. Tests have few postings and
/// want blocks to be full.
pub(crate) const POSTINGS_MOST: usize = if cfg!(test) { 4 } else { 512 };
/// The most rows whose hours are told at once.
pub(crate) const ROWS_A_WORD: usize = 64;

/// What a processor fetches from memory at once.
const LINE_BYTES: usize = 64;

/// Memory of a row without its days, in bytes.
pub(crate) const ROW_BYTES: usize = size_of::<Posting>() + size_of::<(Id<Offering>, Arc<Offer>)>();

/// The order of postings: by hourly rate, then by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    /// In minor units.
    pub(crate) hourly: i64,
    pub(crate) id: Id<Offering>,
}

/// An offering that can be found: what a search reads of each row, in half a line of the processor's cache.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Posting {
    /// In minor units.
    pub(crate) hourly: i64,
    pub(crate) terms: PackedTerms,
    /// Which of its square's points it sets out from.
    pub(crate) spot: usize,
}

/// An offering that is to be posted, with its point, its records and its hours.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    rank: Rank,
    pub(crate) terms: PackedTerms,
    pub(crate) point: Point,
    offer: &'a Arc<Offer>,
    hours: &'a Hours,
}

/// Postings near each other, in order of rank.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Block {
    pub(crate) postings: Arc<[Posting]>,
    ids: Arc<[Id<Offering>]>,
    /// The records of each: what is priced is then one step away.
    pub(crate) offers: Arc<[Arc<Offer>]>,
    /// The least that any asks beside its hourly rate.
    pub(crate) least: PackedTerms,
    /// The first day of the horizon.
    first: Day,
    /// For each day of the horizon, the free quarter-hours of each.
    days: Vec<Arc<[Slots]>>,
}

/// Some rows of a block: their hours of a day, and what they ask.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part<'a> {
    hours: &'a [Slots],
    postings: &'a [Posting],
}

/// The rank of an offer of work that is shown; work that is given costs nothing.
pub(crate) fn rank_of(offer: &Offer) -> Option<Rank> {
    let hourly = offer.terms.as_ref().map_or(0, |terms| terms.hourly.0);
    Some(Rank { hourly, id: offer.open()?.id })
}

/// What an offer asks, of somebody with these hours.
fn asked(offer: &Offer, hours: &Hours) -> PackedTerms {
    let terms = offer.terms.as_ref().map_or(PackedTerms::NOTHING, PackedTerms::of);
    if hours.have_some_without_notice() { terms.with_hours_without_notice() } else { terms }
}

impl<'a> Row<'a> {
    /// What is to be posted of an offer with its hours; `None` unless it is shown.
    pub(crate) fn of(offer: &'a Arc<Offer>, hours: &'a Hours) -> Option<Self> {
        let terms = asked(offer, hours);
        Some(Self { rank: rank_of(offer)?, terms, point: offer.open()?.point(), offer, hours })
    }

    pub(crate) fn rank(&self) -> Rank {
        self.rank
    }

    fn posting(&self, spot: usize) -> Posting {
        Posting { hourly: self.rank.hourly, terms: self.terms, spot }
    }
}

impl Part<'_> {
    /// Reads from every line of its memory, so that it is near when it is needed.
    pub(crate) fn touch(&self) -> usize {
        let hours = self.hours.iter().step_by(LINE_BYTES / size_of::<Slots>());
        let postings = self.postings.iter().step_by(LINE_BYTES / size_of::<Posting>());
        let of_hours = hours.map(|free| usize::from(free.is_empty())).fold(0, usize::wrapping_add);
        postings.map(|posting| posting.spot).fold(of_hours, usize::wrapping_add)
    }
}

impl Block {
    /// A block of postings that are in order of rank, with the hours of each, whose points go among those of its
    /// square; `None` of none.
    pub(crate) fn of<'a>(points: &mut Vec<Point>, clocks: &mut Clocks<'a>, rows: &[Row<'a>]) -> Option<Self> {
        let horizon = clocks.horizon;
        let mut days: Vec<Vec<Slots>> = horizon.days().map(|_| Vec::with_capacity(rows.len())).collect();
        for row in rows {
            let mut free = clocks.free(row.hours);
            for day in &mut days {
                day.push(free.next().unwrap_or_default());
            }
        }
        let postings: Arc<[_]> = rows.iter().map(|row| row.posting(spot_among(points, row.point))).collect();
        Some(Self {
            ids: rows.iter().map(|row| row.rank.id).collect(),
            offers: rows.iter().map(|row| Arc::clone(row.offer)).collect(),
            least: least(&postings)?,
            postings,
            first: horizon.first,
            days: days.into_iter().map(Arc::from).collect(),
        })
    }

    /// How many postings there are.
    pub(crate) fn len(&self) -> usize {
        self.postings.len()
    }

    /// The rank of a row.
    pub(crate) fn rank(&self, row: usize) -> Option<Rank> {
        Some(Rank { hourly: self.postings.get(row)?.hourly, id: self.id(row)? })
    }

    /// The offering of a row.
    pub(crate) fn id(&self, row: usize) -> Option<Id<Offering>> {
        self.ids.get(row).copied()
    }

    /// Those of a stretch of at most [`ROWS_A_WORD`] rows that are free at all the hours needed, of a day at least: the
    /// first in the lowest bit; `None` when a day is outside the horizon.
    pub(crate) fn free(&self, needed: &[(Day, Slots)], stretch: &Range<usize>) -> Option<u64> {
        needed.iter().try_fold(u64::MAX, |word, (day, slots)| {
            let column = self.day(*day)?.get(stretch.clone())?;
            Some(word & covering(column, *slots))
        })
    }

    /// The free quarter-hours of each posting on a day; `None` for a day outside the horizon.
    pub(crate) fn day(&self, day: Day) -> Option<&[Slots]> {
        let ahead = usize::try_from(day.0.saturating_sub(self.first.0)).ok()?;
        self.days.get(ahead).map(|column| &**column)
    }

    /// What a search reads of some rows that needs hours of a day.
    pub(crate) fn part(&self, day: Day, rows: Range<usize>) -> Part<'_> {
        let hours = self.day(day).and_then(|column| column.get(rows.clone()));
        Part { hours: hours.unwrap_or_default(), postings: self.postings.get(rows).unwrap_or_default() }
    }

    /// Every day of the horizon.
    pub(crate) fn horizon(&self) -> impl Iterator<Item = Day> + use<> {
        let first = self.first;
        (0..self.days.len()).filter_map(move |ahead| Some(first.plus(i64::try_from(ahead).ok()?)))
    }

    /// Takes a posting in that sets out from one of the square's points.
    pub(crate) fn insert(&mut self, row: Row<'_>, spot: usize) {
        let (Ok(at) | Err(at)) = self.position(row.rank);
        self.least = self.least.or(row.terms);
        let free = row.hours.free_over(self.horizon());
        self.postings = spliced(&self.postings, at, Some(row.posting(spot)));
        self.ids = spliced(&self.ids, at, Some(row.rank.id));
        self.offers = spliced(&self.offers, at, Some(Arc::clone(row.offer)));
        for (day, free) in self.days.iter_mut().zip(free) {
            *day = spliced(day, at, Some(free));
        }
    }

    /// Lets a posting go.
    pub(crate) fn remove(&mut self, rank: Rank) {
        let Ok(at) = self.position(rank) else { return };
        self.postings = spliced(&self.postings, at, None);
        self.ids = spliced(&self.ids, at, None);
        self.offers = spliced(&self.offers, at, None);
        self.least = least(&self.postings).unwrap_or(self.least);
        for day in &mut self.days {
            *day = spliced(day, at, None);
        }
    }

    /// Sets the free quarter-hours of a posting on those days of the horizon that changed, and whether some need no notice.
    pub(crate) fn set_days(&mut self, rank: Rank, hours: &Hours, has_changed: impl Fn(Day) -> bool) {
        let Ok(at) = self.position(rank) else { return };
        self.set_terms(at, hours);
        let changed: Vec<Day> = self.horizon().filter(|day| has_changed(*day)).collect();
        let columns = self.horizon().zip(&mut self.days).filter(|(day, _)| has_changed(*day));
        for ((_, column), free) in columns.zip(hours.free_over(changed.iter().copied())) {
            if let Some(slots) = Arc::make_mut(column).get_mut(at) {
                *slots = free;
            }
        }
    }

    fn set_terms(&mut self, at: usize, hours: &Hours) {
        let Some(terms) = self.offers.get(at).map(|offer| asked(offer, hours)) else { return };
        if self.postings.get(at).is_none_or(|posting| posting.terms == terms) {
            return;
        }
        if let Some(posting) = Arc::make_mut(&mut self.postings).get_mut(at) {
            posting.terms = terms;
        }
        self.least = least(&self.postings).unwrap_or(self.least);
    }

    /// The two halves of a block that has grown too large.
    pub(crate) fn halves(&self) -> [Self; 2] {
        let middle = self.len() / 2;
        [0..middle, middle..self.len()].map(|rows| {
            let postings = part(&self.postings, &rows);
            Self {
                ids: part(&self.ids, &rows),
                offers: part(&self.offers, &rows),
                least: least(&postings).unwrap_or(self.least),
                postings,
                first: self.first,
                days: self.days.iter().map(|day| part(day, &rows)).collect(),
            }
        })
    }

    /// Moves the horizon. Days that stay in it keep their columns.
    pub(crate) fn roll_to<'a>(&mut self, first: Day, hours: impl Fn(Id<Offering>) -> Option<&'a Hours>) {
        let all: Vec<Day> = self.horizon().map(|day| first.plus(day.0 - self.first.0)).collect();
        let new: Vec<Day> = all.iter().copied().filter(|day| self.day(*day).is_none()).collect();
        let free = |id: &Id<Offering>| {
            hours(*id).map_or_else(Vec::new, |hours| hours.free_over(new.iter().copied()))
        };
        let rows: Vec<Vec<Slots>> = self.ids.iter().map(free).collect();
        let fresh = |day: Day| -> Arc<[Slots]> {
            let at = new.iter().position(|new| *new == day);
            rows.iter().map(|row| at.and_then(|at| row.get(at)).copied().unwrap_or_default()).collect()
        };
        let kept = |day: Day| self.days.get(usize::try_from(day.0 - self.first.0).ok()?).cloned();
        let days = all.iter().map(|day| kept(*day).unwrap_or_else(|| fresh(*day))).collect();
        (self.first, self.days) = (first, days);
    }

    /// Where a rank is, or else where it would be.
    fn position(&self, Rank { hourly, id }: Rank) -> Result<usize, usize> {
        let from = self.postings.partition_point(|posting| posting.hourly < hourly);
        let to = self.postings.partition_point(|posting| posting.hourly <= hourly);
        let equals = self.ids.get(from..to).unwrap_or_default();
        equals.binary_search(&id).map(|at| from + at).map_err(|at| from + at)
    }
}

/// Which of the first [`ROWS_A_WORD`] of a column cover what is needed. Without branches: a processor cannot foresee
/// whether a row is free.
fn covering(column: &[Slots], needed: Slots) -> u64 {
    let covers = column.iter().take(ROWS_A_WORD).rev().map(|free| u64::from(free.covers(needed)));
    covers.fold(0, |word, bit| word << 1 | bit)
}

fn least(postings: &[Posting]) -> Option<PackedTerms> {
    postings.iter().map(|posting| posting.terms).reduce(PackedTerms::or)
}

/// Which of some points one is, which is put last if it was not among them. A point stays when its last posting
/// goes: it costs one distance a search and is gone when the square is made anew.
pub(crate) fn spot_among(points: &mut Vec<Point>, point: Point) -> usize {
    points.iter().position(|known| *known == point).unwrap_or_else(|| {
        points.push(point);
        points.len() - 1
    })
}

/// A column with a value put in at a position, or with `None` without the value that was there.
fn spliced<T: Clone>(column: &[T], at: usize, put: Option<T>) -> Arc<[T]> {
    let (before, after) = column.split_at(at.min(column.len()));
    let skipped = usize::from(put.is_none());
    before.iter().cloned().chain(put).chain(after.iter().skip(skipped).cloned()).collect()
}

fn part<T: Clone>(column: &[T], rows: &Range<usize>) -> Arc<[T]> {
    column.get(rows.clone()).unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_that_cover_what_is_needed_have_their_bits_and_no_others() {
        let needed = Slots::run(40, 8);
        let free = |row: usize| row.is_multiple_of(3) || row == 64;
        let column: Vec<Slots> =
            (0..70).map(|row| if free(row) { Slots::run(38, 10) } else { Slots::run(41, 50) }).collect();
        for len in [0, 1, 5, 63, 64, 70] {
            let word = covering(&column[..len], needed);
            let bits: Vec<usize> = (0..64).filter(|bit| word >> bit & 1 == 1).collect();
            assert_eq!(bits, (0..len.min(64)).filter(|row| free(*row)).collect::<Vec<_>>(), "of {len}");
        }
    }
}
