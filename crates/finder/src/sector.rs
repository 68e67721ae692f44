//! A sector's blocks, by the cells of a grid over the earth.

use crate::block::{Block, POSTINGS_MOST, Rank, Row, spot_among};
use crate::bounding_box::BoundingBox;
use crate::cell::Cell;
use crate::clocks::Clocks;
use crate::horizon::Horizon;
use crate::hours::Hours;
use crate::packed_terms::PackedTerms;
use kernel::{Day, Id, Point};
use market::users::assets::Offering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// The postings of a block when it is made, so that there is room for more.
const POSTINGS_AT_FIRST: usize = POSTINGS_MOST / 4 * 3;
/// Squares for which room is made at once: as many as 40 km around a city have.
const SQUARES_USUAL: usize = 256;

/// Which postings are searched together: paid work and work that is given are never in one answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SectorKey {
    /// The sector's code.
    pub(crate) code: String,
    pub(crate) is_unpaid: bool,
}

/// The postings of a sector.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sector {
    /// By row of the grid, from south to north.
    rows: BTreeMap<i64, Arc<Band>>,
    /// The farthest that any seller goes, in meters.
    goes_m: i64,
}

/// The squares of one row of the grid, from west to east.
#[derive(Clone, Debug, Default, PartialEq)]
struct Band {
    /// The column of each, apart from the squares: a search finds columns without reading the squares.
    columns: Vec<i64>,
    squares: Vec<Square>,
}

/// The postings of one cell, with what a search must know of them before it looks at any.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Square {
    /// Every point that a posting sets out from, and perhaps some from which none does any more.
    pub(crate) points: Arc<[Point]>,
    /// In order of rank, one after the other; never none.
    pub(crate) blocks: Vec<Arc<Block>>,
    /// The least that any posting asks for an hour, in minor units.
    pub(crate) hourly: i64,
    /// The least that any asks beside.
    pub(crate) least: PackedTerms,
}

impl Square {
    /// The square of blocks that follow each other; `None` of none.
    fn of(points: Vec<Point>, blocks: Vec<Arc<Block>>) -> Option<Self> {
        let least = blocks.iter().map(|block| block.least).reduce(PackedTerms::or)?;
        let hourly = blocks.first()?.rank(0)?.hourly;
        Some(Self { points: points.into(), blocks, hourly, least })
    }

    /// Counts again what a search must know, after a change of the blocks.
    fn renew(&mut self) {
        if let Some(least) = self.blocks.iter().map(|block| block.least).reduce(PackedTerms::or) {
            self.least = least;
        }
        if let Some(rank) = self.blocks.first().and_then(|block| block.rank(0)) {
            self.hourly = rank.hourly;
        }
    }

    /// Which of the square's points one is, from now on.
    fn spot(&mut self, point: Point) -> usize {
        let mut points = self.points.to_vec();
        let spot = spot_among(&mut points, point);
        if points.len() > self.points.len() {
            self.points = points.into();
        }
        spot
    }

    /// The block in which a rank has its place.
    fn home(&self, rank: Rank) -> usize {
        let after = self.blocks.partition_point(|block| block.rank(0) <= Some(rank));
        after.saturating_sub(1)
    }
}

impl Band {
    /// Where the square of a column is, or else where it would be.
    fn position(&self, column: i64) -> Result<usize, usize> {
        self.columns.binary_search(&column)
    }

    /// The square of a column.
    fn square(&mut self, column: i64) -> Option<&mut Square> {
        let at = self.position(column).ok()?;
        self.squares.get_mut(at)
    }

    /// Puts the square of a column in, at its place.
    fn insert(&mut self, at: usize, column: i64, square: Square) {
        self.columns.insert(at, column);
        self.squares.insert(at, square);
    }

    /// Lets a column go that has no posting any more.
    fn remove(&mut self, column: i64) {
        if let Ok(at) = self.position(column) {
            self.columns.remove(at);
            self.squares.remove(at);
        }
    }

    /// The squares of some columns.
    fn within(&self, columns: &RangeInclusive<i64>) -> &[Square] {
        let from = self.columns.partition_point(|column| column < columns.start());
        let to = self.columns.partition_point(|column| column <= columns.end());
        self.squares.get(from..to).unwrap_or_default()
    }
}

impl Sector {
    /// A sector of many postings at once.
    pub(crate) fn of<'a>(cells: BTreeMap<Cell, Vec<Row<'a>>>, clocks: &mut Clocks<'a>) -> Self {
        let mut rows: BTreeMap<i64, Band> = BTreeMap::new();
        for (Cell { row, column }, mut postings) in cells {
            postings.sort_unstable_by_key(Row::rank);
            let (some, mut points) = (postings.chunks(POSTINGS_AT_FIRST), Vec::new());
            let blocks = some.filter_map(|some| Block::of(&mut points, clocks, some)).map(Arc::new).collect();
            if let Some(square) = Square::of(points, blocks) {
                let band = rows.entry(row).or_default();
                band.insert(band.columns.len(), column, square);
            }
        }
        let rows = rows.into_iter().map(|(row, band)| (row, Arc::new(band))).collect();
        let mut sector = Self { rows, goes_m: 0 };
        sector.renew();
        sector
    }

    /// Counts again how far sellers go.
    fn renew(&mut self) {
        self.goes_m = self.squares().map(|square| square.least.goes_m()).max().unwrap_or(0);
    }

    /// Every block, with its square.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = (&Square, &Arc<Block>)> {
        self.squares().flat_map(|square| square.blocks.iter().map(move |block| (square, block)))
    }

    fn squares(&self) -> impl Iterator<Item = &Square> {
        self.rows.values().flat_map(|band| &band.squares)
    }

    /// The squares from which sellers come to a point, and perhaps some from which none does.
    pub(crate) fn squares_around(&self, point: Point, radius_m: Option<i64>) -> Vec<&Square> {
        self.squares_within(point, radius_m.map_or(self.goes_m, |radius| radius.min(self.goes_m)))
    }

    /// The squares that come within a distance of a point, and perhaps some that do not.
    pub(crate) fn squares_within(&self, point: Point, meters: i64) -> Vec<&Square> {
        let around = BoundingBox::around(point, meters);
        let mut squares = Vec::with_capacity(SQUARES_USUAL);
        for columns in around.columns() {
            let bands = self.rows.range(around.rows());
            squares.extend(bands.flat_map(|(_, band)| band.within(&columns)));
        }
        squares
    }

    /// Takes a posting in. `horizon` is for a cell that has no block yet.
    pub(crate) fn post(&mut self, posted: Row<'_>, horizon: Horizon) {
        let Cell { row, column } = Cell::of(posted.point);
        let rank = posted.rank();
        let band = Arc::make_mut(self.rows.entry(row).or_default());
        self.goes_m = self.goes_m.max(posted.terms.goes_m());
        if let Err(at) = band.position(column) {
            let mut points = Vec::new();
            let block = Block::of(&mut points, &mut Clocks::over(horizon), &[posted]).map(Arc::new);
            if let Some(square) = Square::of(points, block.into_iter().collect()) {
                band.insert(at, column, square);
            }
            return;
        }
        let Some(square) = band.square(column) else { return };
        let (home, spot) = (square.home(rank), square.spot(posted.point));
        let Some(block) = square.blocks.get_mut(home) else { return };
        Arc::make_mut(block).insert(posted, spot);
        if block.len() > POSTINGS_MOST {
            let halves = block.halves().map(Arc::new);
            square.blocks.splice(home..=home, halves);
        }
        square.renew();
    }

    /// Lets a posting go.
    pub(crate) fn unpost(&mut self, Cell { row, column }: Cell, rank: Rank) {
        let Some(band) = self.rows.get_mut(&row).map(Arc::make_mut) else { return };
        let Some(square) = band.square(column) else { return };
        let home = square.home(rank);
        let Some(block) = square.blocks.get_mut(home) else { return };
        Arc::make_mut(block).remove(rank);
        if block.len() == 0 {
            square.blocks.remove(home);
        }
        if square.blocks.is_empty() {
            band.remove(column);
        } else {
            square.renew();
        }
        if band.columns.is_empty() {
            self.rows.remove(&row);
        }
        self.renew();
    }

    /// Sets the free quarter-hours of a posting on some days; `None` among them is every day.
    pub(crate) fn set_days(
        &mut self,
        Cell { row, column }: Cell,
        rank: Rank,
        hours: &Hours,
        days: &BTreeSet<Option<Day>>,
    ) {
        let Some(square) = self.rows.get_mut(&row).and_then(|band| Arc::make_mut(band).square(column)) else {
            return;
        };
        let home = square.home(rank);
        if let Some(block) = square.blocks.get_mut(home).map(Arc::make_mut) {
            block.set_days(rank, hours, |day| days.contains(&None) || days.contains(&Some(day)));
        }
    }

    /// Moves the horizon of every block.
    pub(crate) fn roll_to<'a>(
        &mut self,
        first: Day,
        hours: impl Fn(Id<Offering>) -> Option<&'a Hours> + Copy,
    ) {
        for band in self.rows.values_mut() {
            for block in Arc::make_mut(band).squares.iter_mut().flat_map(|square| &mut square.blocks) {
                Arc::make_mut(block).roll_to(first, hours);
            }
        }
    }
}
