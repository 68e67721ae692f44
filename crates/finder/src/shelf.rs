//! A sector's things, spaces or goods, by the cells of a grid over the earth.
//!
//! Work has [`crate::sector`], whose blocks keep free hours at hand. What is on a shelf is looked up one by one: there is
//! less of it, several equal resources may stand behind one offering, and goods have no hours.

use crate::bounding_box::BoundingBox;
use crate::cell::Cell;
use kernel::{Id, Point};
use market::users::assets::Offering;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An offering that can be found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Listing {
    pub(crate) id: Id<Offering>,
    pub(crate) point: Point,
}

/// A listing with its distance from a point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Near<'a> {
    pub(crate) listing: &'a Listing,
    /// In meters.
    pub(crate) distance_m: i64,
}

/// The listings of a sector.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Shelf {
    /// In the order of their ids; never none.
    cells: BTreeMap<Cell, Arc<[Listing]>>,
}

impl Shelf {
    /// A shelf of many listings at once.
    pub(crate) fn of(listings: impl IntoIterator<Item = Listing>) -> Self {
        let mut cells: BTreeMap<Cell, Vec<Listing>> = BTreeMap::new();
        for listing in listings {
            cells.entry(Cell::of(listing.point)).or_default().push(listing);
        }
        for listings in cells.values_mut() {
            listings.sort_unstable_by_key(|listing| listing.id);
        }
        Self { cells: cells.into_iter().map(|(cell, listings)| (cell, listings.into())).collect() }
    }

    /// Takes a listing in that is not there.
    pub(crate) fn put(&mut self, listing: Listing) {
        let cell = self.cells.entry(Cell::of(listing.point)).or_insert_with(|| Arc::new([]));
        let at = cell.partition_point(|known| known.id < listing.id);
        let (before, after) = cell.split_at(at);
        *cell = before.iter().chain([&listing]).chain(after).copied().collect();
    }

    /// Lets a listing go, if it is there.
    pub(crate) fn remove(&mut self, cell: Cell, id: Id<Offering>) {
        let Some(listings) = self.cells.get_mut(&cell) else { return };
        *listings = listings.iter().filter(|listing| listing.id != id).copied().collect();
        if listings.is_empty() {
            self.cells.remove(&cell);
        }
    }

    /// Every listing.
    pub(crate) fn listings(&self) -> impl Iterator<Item = &Listing> {
        self.cells.values().flat_map(|listings| listings.iter())
    }

    /// The listings within a distance of a point; `None` for any distance.
    pub(crate) fn near(&self, point: Point, radius_m: Option<i64>) -> Vec<Near<'_>> {
        let near = |listing| Near { listing, distance_m: listing.point.meters_to(point) };
        let Some(radius_m) = radius_m else { return self.listings().map(near).collect() };
        let around = BoundingBox::around(point, radius_m);
        let rows = around.rows();
        let (first, last) =
            (Cell { row: *rows.start(), column: i64::MIN }, Cell { row: *rows.end(), column: i64::MAX });
        let columns: Vec<_> = around.columns().collect();
        let is_around = |cell: &Cell| columns.iter().any(|stretch| stretch.contains(&cell.column));
        let cells = self.cells.range(first..=last).filter(|(cell, _)| is_around(cell));
        let listings = cells.flat_map(|(_, listings)| listings.iter()).map(near);
        listings.filter(|near| near.distance_m <= radius_m).collect()
    }
}
