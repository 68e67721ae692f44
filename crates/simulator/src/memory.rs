//! A database in memory, and what was committed to it.

use host::check::Source;
use host::failure::Failure;
use kernel::{BadRow, Change, Key, KeyOf, Keys, Loaded, Locality, PrefixOf, Record, Row, Value};
use ledger::{Account, AccountKey};
use market::trade::full::FullTrade;
use market::trade::part::Part;
use market::trade::{Trade, TradeLine};
use std::collections::{BTreeMap, HashMap};
use store::EngineFault;

type Rows = BTreeMap<Box<[Value]>, Kept>;

/// Rows by table and key, each with its version; commits are whole or not at all, and every row's version is checked.
#[derive(Debug, Default)]
pub struct Memory {
    tables: HashMap<&'static str, Rows>,
    commits: Vec<Vec<Change>>,
}

#[derive(Debug)]
struct Kept {
    version: i64,
    row: Row,
}

impl Memory {
    /// The rows of the keys that are there, and all rows under the prefixes.
    pub fn load(&self, keys: &Keys) -> Vec<Loaded> {
        let of = |key: &Key, kept: &Kept| Loaded {
            key: Key {
                table: key.table,
                parts: kept.row.iter().take(key.table.key_columns).cloned().collect(),
            },
            version: kept.version,
            row: kept.row.clone(),
        };
        let points = keys.points().iter().filter_map(|key| Some(of(key, self.kept(key)?)));
        let under =
            keys.prefixes().iter().flat_map(|prefix| self.under(prefix).map(move |kept| of(prefix, kept)));
        let mut rows: Vec<Loaded> = points.chain(under).collect();
        // What is both named and under a prefix counts once.
        rows.sort_by(|a, b| a.key.cmp(&b.key));
        rows.dedup_by(|a, b| a.key == b.key);
        rows
    }

    /// Makes all changes durable, or none.
    ///
    /// # Errors
    /// [`EngineFault::Conflict`] when a row does not have the version that it should have.
    pub fn commit(&mut self, changes: &[Change]) -> Result<(), EngineFault> {
        for change in changes {
            let there = self.kept(&change.key).map_or(0, |kept| kept.version);
            if there != change.version {
                let why =
                    format!("a row of {} has version {there}, not {}", change.key.table.name, change.version);
                return Err(EngineFault::Conflict(why));
            }
        }
        let applied = changes.iter().map(|change| self.apply(change)).collect();
        self.commits.push(applied);
        Ok(())
    }

    /// The commits since this was asked last, each with the rows as they were before it.
    pub fn take_commits(&mut self) -> Vec<Vec<Change>> {
        std::mem::take(&mut self.commits)
    }

    /// The record of a key.
    pub fn find<R: Record>(&self, key: impl KeyOf<R>) -> Option<R> {
        R::from_row(&self.kept(&key.key())?.row).ok()
    }

    /// The record of a key that was made elsewhere.
    pub fn row<R: Record>(&self, key: &Key) -> Option<R> {
        R::from_row(&self.kept(key)?.row).ok()
    }

    /// The records whose key begins so, in key order.
    pub fn list<R: Record>(&self, prefix: impl PrefixOf<R>) -> Vec<R> {
        self.under(&prefix.prefix()).filter_map(|kept| R::from_row(&kept.row).ok()).collect()
    }

    /// Whether there is a row of this key.
    pub fn has(&self, key: &Key) -> bool {
        self.kept(key).is_some()
    }

    /// A trade with all that is in it.
    pub fn full(&self, trade: kernel::Id<Trade>) -> Option<FullTrade> {
        let key = (trade.locality(), trade);
        let (parts, lines) = (self.list::<Part>(key), self.list::<TradeLine>(key));
        Some(FullTrade::new(self.find::<Trade>(key)?, parts, lines))
    }

    /// An account; nothing where it was never used.
    pub fn account(&self, locality: Locality, key: AccountKey) -> Option<Account> {
        self.find::<Account>(key.key(locality))
    }

    fn apply(&mut self, change: &Change) -> Change {
        let rows = self.tables.entry(change.key.table.name).or_default();
        let parts = change.key.parts.clone();
        let before = match &change.row {
            Some(row) => rows.insert(parts, Kept { version: change.after, row: row.clone() }),
            None => rows.remove(&parts),
        };
        Change { before: before.map(|kept| kept.row), ..change.clone() }
    }

    fn kept(&self, key: &Key) -> Option<&Kept> {
        self.tables.get(key.table.name)?.get(&key.parts)
    }

    fn under(&self, prefix: &Key) -> impl Iterator<Item = &Kept> {
        let (rows, parts) = (self.tables.get(prefix.table.name), prefix.parts.clone());
        let from = rows.into_iter().flat_map({
            let parts = parts.clone();
            move |rows| rows.range(parts.clone()..)
        });
        from.take_while(move |(key, _)| key.starts_with(&parts)).map(|(_, kept)| kept)
    }

    /// Every record of a type, in key order.
    pub(crate) fn all<R: Record>(&self) -> impl Iterator<Item = Result<R, BadRow>> {
        let rows = self.tables.get(R::TABLE.name).into_iter().flat_map(BTreeMap::values);
        rows.map(|kept| R::from_row(&kept.row))
    }
}

/// The rows of a memory, to be checked as those of a database are.
pub(crate) struct Rowset<'a>(pub(crate) &'a Memory);

impl Source for Rowset<'_> {
    async fn scan<R: Record>(&mut self, mut each: impl FnMut(R) + Send) -> Result<u64, Failure> {
        let mut count = 0;
        for record in self.0.all::<R>() {
            each(record.map_err(|bad| bad_row::<R>(&bad))?);
            count += 1;
        }
        Ok(count)
    }

    async fn page<R: Record + Sync>(&mut self, last: Option<&R>, most: usize) -> Result<Vec<R>, Failure> {
        use std::ops::Bound::{Excluded, Unbounded};
        let Some(rows) = self.0.tables.get(R::TABLE.name) else { return Ok(Vec::new()) };
        let from = last.map(|last| Key::of_row(R::TABLE, &last.to_row()).parts);
        let range = rows.range((from.map_or(Unbounded, Excluded), Unbounded));
        range.take(most).map(|(_, kept)| R::from_row(&kept.row).map_err(|bad| bad_row::<R>(&bad))).collect()
    }
}

fn bad_row<R: Record>(bad: &BadRow) -> Failure {
    Failure::failed(format!("{}: {bad}", R::TABLE.name), "Tell us: a record cannot be read.")
}
