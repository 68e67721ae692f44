//! A sector's blocks, by the cells of a grid over the earth.

use crate::asking::Asking;
use crate::block::{Block, POSTINGS_MOST, Posting, Rank, Row};
use crate::clocks::Clocks;
use crate::frame::Frame;
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

/// The postings of a sector.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sector {
    /// By row of the grid, from south to north; in each by column.
    rows: BTreeMap<i64, Arc<Vec<Square>>>,
}

/// The postings of one cell, with what a search must know of them before it looks at any.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Square {
    column: i64,
    /// In order of rank, one after the other; never none.
    pub(crate) blocks: Vec<Arc<Block>>,
    /// Around every place that a posting sets out from, and perhaps some from which none does any more.
    pub(crate) frame: Frame,
    /// The least that any posting asks.
    pub(crate) least: Asking,
}

/// The cell that a place lies in.
pub(crate) fn cell_of(place: Place) -> Cell {
    (place.lat_e6.div_euclid(ROW_E6), place.lon_e6.div_euclid(COLUMN_E6))
}

impl Square {
    /// The square of blocks that follow each other; `None` of none.
    fn of(column: i64, blocks: Vec<Arc<Block>>) -> Option<Self> {
        let least = blocks.iter().map(|block| block.least).reduce(Asking::or)?;
        let frame = Frame::around(blocks.iter().flat_map(|block| block.places.iter().copied()))?;
        Some(Self { column, blocks, frame, least })
    }

    /// Counts again what a search must know, after a change of the blocks.
    fn renew(&mut self) {
        if let Some(renewed) = Self::of(self.column, std::mem::take(&mut self.blocks)) {
            *self = renewed;
        }
    }

    /// The block in which a rank has its place.
    fn home(&self, rank: Rank) -> usize {
        let after = self.blocks.partition_point(|block| block.rank() <= Some(rank));
        after.saturating_sub(1)
    }
}

impl Sector {
    /// A sector of many postings at once.
    pub(crate) fn of<'a>(cells: BTreeMap<Cell, Vec<Row<'a>>>, clocks: &mut Clocks<'a>) -> Self {
        let mut rows: BTreeMap<i64, Vec<Square>> = BTreeMap::new();
        for ((row, column), mut postings) in cells {
            postings.sort_unstable_by_key(|row| row.posting.rank());
            let some = postings.chunks(POSTINGS_AT_FIRST);
            let blocks = some.filter_map(|some| Block::of(column, clocks, some)).map(Arc::new);
            rows.entry(row).or_default().extend(Square::of(column, blocks.collect()));
        }
        Self { rows: rows.into_iter().map(|(row, squares)| (row, Arc::new(squares))).collect() }
    }

    /// Every block.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = &Arc<Block>> {
        self.rows.values().flat_map(|squares| squares.iter()).flat_map(|square| square.blocks.iter())
    }

    /// The squares that come within a distance of a place, and perhaps some that do not.
    pub(crate) fn squares_near(&self, place: Place, reach_m: Option<i64>) -> impl Iterator<Item = &Square> {
        let is_near = move |row: i64| {
            let (south, north) = (row * ROW_E6, (row + 1) * ROW_E6 - 1);
            let nearest = Place { lat_e6: place.lat_e6.clamp(south, north), ..place };
            reach_m.is_none_or(|reach| place.metres_to(nearest) <= reach)
        };
        let rows = self.rows.iter().filter(move |(row, _)| is_near(**row));
        let squares = rows.flat_map(|(row, squares)| squares.iter().map(move |square| (*row, square)));
        let near = squares.filter(move |(row, square)| {
            reach_m.is_none_or(|reach| frame_of((*row, square.column)).least_m(place) <= reach)
        });
        near.map(|(_, square)| square)
    }

    /// Takes a posting in. `horizon` is for a cell that has no block yet.
    pub(crate) fn post(&mut self, posted: Row<'_>, horizon: (Day, i64)) {
        let (row, column) = cell_of(posted.place);
        let rank = posted.posting.rank();
        let squares = Arc::make_mut(self.rows.entry(row).or_default());
        let at = squares.partition_point(|square| square.column < column);
        let Some(square) = squares.get_mut(at).filter(|square| square.column == column) else {
            let block = Block::of(column, &mut Clocks::over(horizon), &[posted]).map(Arc::new);
            if let Some(square) = Square::of(column, block.into_iter().collect()) {
                squares.insert(at, square);
            }
            return;
        };
        let home = square.home(rank);
        let Some(block) = square.blocks.get_mut(home) else { return };
        Arc::make_mut(block).insert(posted);
        if block.postings.len() > POSTINGS_MOST {
            let halves = block.halves().map(Arc::new);
            square.blocks.splice(home..=home, halves);
        }
        square.renew();
    }

    /// Lets a posting go.
    pub(crate) fn unpost(&mut self, (row, column): Cell, rank: Rank) {
        let Some(squares) = self.rows.get_mut(&row).map(Arc::make_mut) else { return };
        let Ok(at) = squares.binary_search_by_key(&column, |square| square.column) else { return };
        let Some(square) = squares.get_mut(at) else { return };
        let home = square.home(rank);
        let Some(block) = square.blocks.get_mut(home) else { return };
        Arc::make_mut(block).remove(rank);
        if block.postings.is_empty() {
            square.blocks.remove(home);
        }
        if square.blocks.is_empty() {
            squares.remove(at);
        } else {
            square.renew();
        }
        if squares.is_empty() {
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
        let Some(squares) = self.rows.get_mut(&row).map(Arc::make_mut) else { return };
        let Ok(at) = squares.binary_search_by_key(&column, |square| square.column) else { return };
        let Some(square) = squares.get_mut(at) else { return };
        let home = square.home(rank);
        if let Some(block) = square.blocks.get_mut(home).map(Arc::make_mut) {
            block.set_days(rank, hours, |day| days.contains(&None) || days.contains(&Some(day)));
        }
    }

    /// Moves the horizon of every block.
    pub(crate) fn roll_to<'a>(&mut self, first: Day, hours: impl Fn(&Posting) -> Option<&'a Hours> + Copy) {
        for squares in self.rows.values_mut() {
            for block in Arc::make_mut(squares).iter_mut().flat_map(|square| &mut square.blocks) {
                Arc::make_mut(block).roll_to(first, hours);
            }
        }
    }
}

fn frame_of((row, column): Cell) -> Frame {
    let south_west = Place { lat_e6: row * ROW_E6, lon_e6: column * COLUMN_E6 };
    let north_east =
        Place { lat_e6: south_west.lat_e6 + ROW_E6 - 1, lon_e6: south_west.lon_e6 + COLUMN_E6 - 1 };
    Frame { south_west, north_east }
}
