//! The search of a market area, made from its records.

use crate::failure::Failure;
use crate::progress::{self, Bar};
use finder::Finder;
use kernel::{Locality, Table};
use market::modules;
use std::sync::LazyLock;
use store::{Boxed, Store};

/// The tables of the market, for the life of the process.
pub static TABLES: LazyLock<Vec<&'static Table>> = LazyLock::new(modules::tables);
/// How far ahead the finder keeps days at hand.
pub const HORIZON_DAYS: i64 = 28;

/// Fills the search from the records, with a progress bar where somebody watches.
///
/// # Errors
/// [`Failure`] when the records cannot be read.
pub fn fill<'a>(store: &'a Store, finder: &'a Finder, locality: Locality) -> Boxed<'a, Result<(), Failure>> {
    Box::pin(filled(store, finder, locality))
}

async fn filled(store: &Store, finder: &Finder, locality: Locality) -> Result<(), Failure> {
    let steps = u64::try_from(finder::tables().count()).unwrap_or_default();
    let bar = progress::bar(steps, "search");
    // Overtaken only by another takeover, after which the keeper loads it.
    let _is_current = load(store, finder, locality, &bar).await?;
    bar.clear();
    Ok(())
}

/// Makes the search of an area anew from its records. False when it was overtaken and is to be made once more.
///
/// # Errors
/// [`Failure`] when the records cannot be read.
pub fn load<'a>(
    store: &'a Store,
    finder: &'a Finder,
    locality: Locality,
    bar: &'a Bar,
) -> Boxed<'a, Result<bool, Failure>> {
    Box::pin(loaded(store, finder, locality, bar))
}

async fn loaded(store: &Store, finder: &Finder, locality: Locality, bar: &Bar) -> Result<bool, Failure> {
    let tables: Vec<&'static Table> = finder::tables().collect();
    // In this order: what the snapshot does not have, the loader hears of.
    let mut loader = finder.loader(locality);
    let mut snapshot = store.snapshot().await?;
    for table in tables {
        snapshot.scan_locality(table, locality, |row| loader.take_in(table, row)).await?;
        bar.inc(1);
    }
    snapshot.finish().await;
    Ok(loader.finish())
}
