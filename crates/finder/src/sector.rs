//! A sector's blocks, by the cells of a grid over the earth.

use crate::block::{Block, POSTINGS_MOST, Posting, Rank, Row};
use crate::known::Hours;
use kernel::{Day, Place};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The height of a cell in millionths of a degree: 4.4 km.
const ROW_E6: i64 = 40_000;
/// The width of a cell in millionths of a degree: 6.7 km at the equator, 4.7 km at 45 degrees.
const COLUMN_E6: i64 = 60_000;
/// The postings of a block when it is made, so that there is room for more.
const POSTINGS_AT_FIRST: usize = POSTINGS_MOST / 4 * 3;

/// A cell of the grid.
pub(crate) type Cell = (i64, i64);

/// The postings of a sector. A block belongs to one cell; a cell's blocks follow each other in order of rank.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sector {
    /// By row of the grid, from south to north; in each by column, then rank.
    rows: BTreeMap<i64, Arc<Vec<Arc<Block>>>>,
}

/// The cell that a place lies in.
pub(crate) fn cell_of(place: Place) -> Cell {
    (place.lat_e6.div_euclid(ROW_E6), place.lon_e6.div_euclid(COLUMN_E6))
}

impl Sector {
    /// A sector of many postings at once.
    pub(crate) fn of(cells: BTreeMap<Cell, Vec<Row<'_>>>, horizon: (Day, i64)) -> Self {
        let mut rows: BTreeMap<i64, Vec<Arc<Block>>> = BTreeMap::new();
        for ((row, column), mut postings) in cells {
            postings.sort_by_key(|row| row.posting.rank());
            let some = postings.chunks(POSTINGS_AT_FIRST);
            let blocks = some.filter_map(|some| Block::of(column, horizon, some)).map(Arc::new);
            rows.entry(row).or_default().extend(blocks);
        }
        Self { rows: rows.into_iter().map(|(row, blocks)| (row, Arc::new(blocks))).collect() }
    }

    /// Every block.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = &Arc<Block>> {
        self.rows.values().flat_map(|blocks| blocks.iter())
    }

    /// The blocks of every row that comes within a distance of a place, and perhaps of some that do not.
    pub(crate) fn blocks_near(
        &self,
        place: Place,
        reach_m: Option<i64>,
    ) -> impl Iterator<Item = &Arc<Block>> {
        let is_near = move |row: i64| {
            let (south, north) = (row * ROW_E6, (row + 1) * ROW_E6 - 1);
            let nearest = Place { lat_e6: place.lat_e6.clamp(south, north), ..place };
            reach_m.is_none_or(|reach| place.metres_to(nearest) <= reach)
        };
        let rows = self.rows.iter().filter(move |(row, _)| is_near(**row));
        rows.flat_map(|(_, blocks)| blocks.iter())
    }

    /// Takes a posting in. `horizon` is for a cell that has no block yet.
    pub(crate) fn post(&mut self, posted: Row<'_>, horizon: (Day, i64)) {
        let (row, column) = cell_of(posted.place);
        let blocks = Arc::make_mut(self.rows.entry(row).or_default());
        let Some(at) = home(blocks, column, posted.posting.rank()) else {
            let at = blocks.partition_point(|block| block.column < column);
            if let Some(block) = Block::of(column, horizon, &[posted]) {
                blocks.insert(at, Arc::new(block));
            }
            return;
        };
        let Some(block) = blocks.get_mut(at) else { return };
        Arc::make_mut(block).insert(posted);
        if block.postings.len() > POSTINGS_MOST {
            let halves = block.halves().map(Arc::new);
            blocks.splice(at..=at, halves);
        }
    }

    /// Lets a posting go.
    pub(crate) fn unpost(&mut self, (row, column): Cell, rank: Rank) {
        let Some(blocks) = self.rows.get_mut(&row) else { return };
        let blocks = Arc::make_mut(blocks);
        let Some(at) = home(blocks, column, rank) else { return };
        let Some(block) = blocks.get_mut(at) else { return };
        Arc::make_mut(block).remove(rank);
        if block.postings.is_empty() {
            blocks.remove(at);
        }
        if blocks.is_empty() {
            self.rows.remove(&row);
        }
    }

    /// Sets the free quarter-hours of a posting on some days; `None` among them is every day.
    pub(crate) fn set_days(
        &mut self,
        (row, column): Cell,
        rank: Rank,
        (hours, days): (&Hours, &BTreeSet<Option<Day>>),
    ) {
        let Some(blocks) = self.rows.get_mut(&row).map(Arc::make_mut) else { return };
        let Some(at) = home(blocks, column, rank) else { return };
        if let Some(block) = blocks.get_mut(at).map(Arc::make_mut) {
            block.set_days(rank, hours, |day| days.contains(&None) || days.contains(&Some(day)));
        }
    }

    /// Moves the horizon of every block.
    pub(crate) fn roll_to<'a>(&mut self, first: Day, hours: impl Fn(&Posting) -> Option<&'a Hours> + Copy) {
        for blocks in self.rows.values_mut() {
            for block in Arc::make_mut(blocks) {
                Arc::make_mut(block).roll_to(first, hours);
            }
        }
    }
}

/// The block of a column in which a rank has its place; `None` when the column has no block.
fn home(blocks: &[Arc<Block>], column: i64, rank: Rank) -> Option<usize> {
    let begin = blocks.partition_point(|block| block.column < column);
    let after = blocks.partition_point(|block| (block.column, block.rank()) <= (column, Some(rank)));
    let is_here = blocks.get(begin).is_some_and(|block| block.column == column);
    is_here.then(|| after.saturating_sub(1).max(begin))
}
