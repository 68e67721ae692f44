//! An area that changes: the latest value of it, and what its next value waits for.

use crate::area::{Area, Effects};
use crate::intake::{self, Fact};
use crate::listing_search::ListingTexts;
use arc_swap::ArcSwap;
use kernel::{BadRow, Change, Owner, Record};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// An area that changes.
#[derive(Debug)]
pub(crate) struct Live {
    pub(crate) area: ArcSwap<Area>,
    /// The words of listings, beside the area: they are changed in place.
    pub(crate) texts: Arc<ListingTexts>,
    /// Held from reading the value to putting the next in its place.
    writing: Mutex<Writing>,
}

/// What a writer knows beside the area.
#[derive(Debug, Default)]
struct Writing {
    /// The epoch under which this process serves the area.
    epoch: Option<i64>,
    /// Counts loads, so that one that was overtaken is known by its number.
    load: u64,
    /// What was committed since the load under way began; `None` when there is none.
    pending: Option<Vec<Change>>,
}

/// Rows that did not fit, each with its table.
pub(crate) type BadRows = Vec<(&'static str, BadRow)>;

impl Live {
    pub(crate) fn of(area: Area) -> Self {
        let texts = Arc::new(ListingTexts::of(&area));
        Self { area: ArcSwap::from_pointee(area), texts, writing: Mutex::default() }
    }

    /// The same value, to be changed apart from this one.
    pub(crate) fn sharing(live: &Self) -> Self {
        let texts = Arc::clone(&live.texts);
        Self { area: ArcSwap::new(live.area.load_full()), texts, writing: Mutex::default() }
    }

    /// Puts the next value in the place of this one.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Area)) {
        let _only_writer = self.write();
        self.put(change);
    }

    /// Takes in one area's part of a commit.
    pub(crate) fn take_in(&self, changes: &[&Change]) -> BadRows {
        let mut writing = self.write();
        if writing.is_takeover(changes) {
            writing.pending = None;
            self.put(|area| area.is_behind = true);
        }
        if let Some(pending) = &mut writing.pending {
            pending.extend(changes.iter().copied().cloned());
        }
        let mut bad_rows = BadRows::new();
        if !self.area.load().is_behind {
            self.put(|area| bad_rows = take_in(area, changes));
            self.texts.take_in(&self.area.load(), changes);
        }
        bad_rows
    }

    /// Begins to load, and answers nothing until that is done; gives the number of the load.
    pub(crate) fn begin(&self) -> u64 {
        let mut writing = self.write();
        writing.load = writing.load.saturating_add(1);
        writing.pending = Some(Vec::new());
        self.put(|area| area.is_behind = true);
        writing.load
    }

    /// Puts an area that was loaded in the place of this one, with what was committed meanwhile. `None` when another
    /// load has begun since, or the area was lost and taken over again: it is still behind then.
    pub(crate) fn finish(&self, load: u64, loaded: impl FnOnce() -> Area) -> Option<BadRows> {
        let mut writing = self.write();
        if writing.load != load {
            return None;
        }
        let pending = writing.pending.take()?;
        let mut area = loaded();
        let bad_rows = take_in(&mut area, &pending.iter().collect::<Vec<_>>());
        self.texts.make_anew(&area);
        self.area.store(Arc::new(area));
        Some(bad_rows)
    }

    fn put(&self, change: impl FnOnce(&mut Area)) {
        let mut next = Area::clone(&self.area.load());
        change(&mut next);
        self.area.store(Arc::new(next));
    }

    fn write(&self) -> MutexGuard<'_, Writing> {
        // A panic elsewhere leaves at worst an area that does not have a commit, and the store says so in the log.
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Writing {
    /// Whether others may have written since this process did. A locality that never had an owner has no records, so
    /// its first owner has missed nothing.
    fn is_takeover(&mut self, changes: &[&Change]) -> bool {
        let claim = changes.iter().find(|change| change.key.table.name == Owner::TABLE.name);
        let Some(claim) = claim else { return false };
        let epoch = claim.row.as_deref().and_then(|row| Owner::from_row(row).ok()).map(|owner| owner.epoch);
        let before = std::mem::replace(&mut self.epoch, epoch);
        (before.is_none() || before != epoch) && claim.version != 0
    }
}

/// Takes in changes of one area; what does not fit is passed over.
fn take_in(area: &mut Area, changes: &[&Change]) -> BadRows {
    let (mut touched, mut bad_rows) = (Effects::default(), BadRows::new());
    for change in changes {
        let fact = Fact { key: &change.key.parts, row: change.row.as_deref() };
        match intake::take_in(area, change.key.table.name, &fact) {
            Ok(touch) => touched.add(touch),
            Err(bad) => bad_rows.push((change.key.table.name, bad)),
        }
    }
    area.settle(touched);
    bad_rows
}
