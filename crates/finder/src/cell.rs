//! The cells of a grid over the earth: what is near a point lies in few of them.

use crate::bounding_box::BoundingBox;
use kernel::Point;
use std::ops::RangeInclusive;

/// The height of a cell in millionths of a degree: 4.4 km.
const ROW_E6: i64 = 40_000;
/// The width of a cell in millionths of a degree: 6.7 km at the equator, 4.7 km at 45 degrees.
const COLUMN_E6: i64 = 60_000;

/// A cell of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cell {
    /// From south to north.
    pub(crate) row: i64,
    /// From west to east.
    pub(crate) column: i64,
}

impl Cell {
    /// The cell that a point lies in.
    pub(crate) fn of(point: Point) -> Self {
        Self { row: point.lat_e6.div_euclid(ROW_E6), column: point.lon_e6.div_euclid(COLUMN_E6) }
    }
}

impl BoundingBox {
    /// The rows of cells that it touches.
    pub(crate) fn rows(&self) -> RangeInclusive<i64> {
        let (south, north) = self.latitudes().into_inner();
        south.div_euclid(ROW_E6)..=north.div_euclid(ROW_E6)
    }

    /// The columns of cells that it touches: two stretches across the date line.
    pub(crate) fn columns(&self) -> impl Iterator<Item = RangeInclusive<i64>> + use<> {
        self.longitudes().map(|stretch| {
            let (west, east) = stretch.into_inner();
            west.div_euclid(COLUMN_E6)..=east.div_euclid(COLUMN_E6)
        })
    }
}
