//! Making the finder anew from the store's rows, in whatever order they come.

use crate::Finder;
use crate::area::Area;
use crate::intake::{self, Fact};
use kernel::{BadRow, Locality, Table, Value};
use std::collections::BTreeMap;

/// Takes in every row of [`crate::tables`], then puts the areas it makes of them in the place of those that the
/// finder had. What is committed meanwhile would be lost: load before the market opens.
#[derive(Debug)]
pub struct Loader<'a> {
    finder: &'a Finder,
    areas: BTreeMap<Locality, Area>,
    row_count: u64,
}

impl<'a> Loader<'a> {
    pub(crate) fn new(finder: &'a Finder) -> Self {
        Self { finder, areas: BTreeMap::new(), row_count: 0 }
    }

    /// Takes in one row of a table.
    ///
    /// # Errors
    /// [`BadRow`] when it does not fit the table's record.
    pub fn take_in(&mut self, table: &Table, row: &[Value]) -> Result<(), BadRow> {
        let fact = Fact { key: row.get(..table.key_columns).unwrap_or_default(), row: Some(row) };
        let horizon = self.finder.horizon();
        let area = self.areas.entry(fact.part(0)?).or_insert_with(|| Area::new(horizon));
        intake::take_in(area, table.name, &fact)?;
        self.row_count += 1;
        Ok(())
    }

    /// How many rows were taken in so far.
    pub fn row_count(&self) -> u64 {
        self.row_count
    }

    /// Makes the postings and opens the areas for searching; an area of which no row came is gone.
    pub fn finish(mut self) {
        self.areas.values_mut().for_each(Area::post_all);
        self.finder.replace(self.areas);
    }
}
