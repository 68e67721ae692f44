//! Making an area anew from the store's rows, in whatever order they come.

use crate::Finder;
use crate::area::Area;
use crate::intake::{self, Fact};
use crate::live::Live;
use kernel::{BadRow, Locality, Table, Value};
use std::sync::Arc;

/// Takes in every row that an area has in [`crate::tables`], then puts the area it makes of them in the place of the
/// one that the finder had. From its beginning to its end the area answers nothing, and what is committed meanwhile is
/// kept: read the rows after it has begun.
#[derive(Debug)]
pub struct Loader<'a> {
    finder: &'a Finder,
    live: Arc<Live>,
    /// Which load of the area this is.
    load: u64,
    locality: Locality,
    area: Area,
    row_count: u64,
}

impl<'a> Loader<'a> {
    pub(crate) fn new(finder: &'a Finder, locality: Locality) -> Self {
        let live = finder.live(locality);
        let load = live.begin();
        Self {
            finder,
            live,
            load,
            locality,
            area: Area::filling(finder.horizon(), finder.directory()),
            row_count: 0,
        }
    }

    /// Takes in one row of a table. One that does not fit its record is told in the log, counted and passed over.
    pub fn take_in(&mut self, table: &'static Table, row: &[Value]) {
        let fact = Fact { key: row.get(..table.key_columns).unwrap_or_default(), row: Some(row) };
        self.row_count += 1;
        if let Err(bad) = self.check(&fact).and_then(|()| intake::take_in(&mut self.area, table.name, &fact))
        {
            self.finder.passed_over(table.name, &bad);
        }
    }

    /// How many rows were taken in so far.
    pub fn row_count(&self) -> u64 {
        self.row_count
    }

    /// Makes the postings and opens the area for searching. False when it has to be loaded again: another load began
    /// meanwhile, or the area was another process's for a while.
    pub fn finish(mut self) -> bool {
        let (finder, area) = (self.finder, &mut self.area);
        area.post_all();
        let loaded = || {
            // The horizon may have moved meanwhile; from here on the area moves with it.
            area.roll_to(finder.horizon().first);
            std::mem::take(area)
        };
        let bad_rows = self.live.finish(self.load, loaded);
        let is_current = bad_rows.is_some();
        for (table, bad) in bad_rows.into_iter().flatten() {
            finder.passed_over(table, &bad);
        }
        is_current
    }

    fn check(&self, fact: &Fact<'_>) -> Result<(), BadRow> {
        let is_here = fact.part::<Locality>(0)? == self.locality;
        if is_here { Ok(()) } else { Err(BadRow("a row of another locality".to_owned())) }
    }
}
