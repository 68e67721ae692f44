//! Records, their keys, and one change to one row.

use crate::{BadRow, Check, Column, Row, Table, Value};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// A row of a table as a struct. Derived: `#[derive(Record)] #[record(table = "…", key(locality, …), personal(…))]`.
pub trait Record: Sized + Send + 'static {
    /// The table it is a row of.
    const TABLE: &'static Table;
    /// The row to keep.
    fn to_row(&self) -> Row;
    /// The record again.
    ///
    /// # Errors
    /// [`BadRow`] when the stored row does not fit the struct.
    fn from_row(row: &[Value]) -> Result<Self, BadRow>;
}

/// Columns that several records have in common, as a struct. Derived: `#[derive(Fields)]`; a record takes them in by
/// `#[record(fields)]` on its last field.
pub trait Fields: Sized {
    /// The columns.
    const COLUMNS: &'static [Column];
    /// What must hold of them.
    const CHECKS: &'static [Check];
    /// Their values.
    fn to_values(&self) -> Vec<Value>;
    /// The struct again.
    ///
    /// # Errors
    /// [`BadRow`] when the values do not fit.
    fn from_values(values: &[Value]) -> Result<Self, BadRow>;
}

/// The full key of an `R`: a tuple of its key fields.
#[diagnostic::on_unimplemented(message = "`{Self}` is not the key of `{R}`")]
pub trait KeyOf<R: Record>: Sized {
    /// The key's values.
    fn parts(self) -> Box<[Value]>;
    /// The key.
    fn key(self) -> Key {
        Key { table: R::TABLE, parts: self.parts() }
    }
}

/// A leading part of the key of an `R`, the locality at least.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a leading part of the key of `{R}`")]
pub trait PrefixOf<R: Record>: Sized {
    /// The values of the part.
    fn parts(self) -> Box<[Value]>;
    /// The part as the beginning of a key.
    fn prefix(self) -> Key {
        Key { table: R::TABLE, parts: self.parts() }
    }
}

/// A key, or the beginning of one: orders so that a prefix is followed by the keys that begin with it.
#[derive(Clone, Debug)]
pub struct Key {
    /// The table.
    pub table: &'static Table,
    /// The key's values, or the first of them.
    pub parts: Box<[Value]>,
}

/// The keys and prefixes that a command wants to read.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    points: BTreeSet<Key>,
    prefixes: BTreeSet<Key>,
}

/// One change to one row, as an engine writes it.
#[derive(Clone, Debug)]
pub struct Change {
    /// Whose row.
    pub key: Key,
    /// The version the row must still have; 0 for a row that must not be there yet.
    pub version: i64,
    /// The version it has afterwards.
    pub after: i64,
    /// What it was before, where that is known: what stays the same need not be written.
    pub before: Option<Row>,
    /// What it is afterwards; `None` when it is removed.
    pub row: Option<Row>,
}

impl Change {
    /// Whether every index of the table keeps the row where it is, as far as is known.
    pub fn keeps_indexes(&self) -> bool {
        let (Some(before), Some(row)) = (&self.before, &self.row) else { return false };
        let mut columns = self.key.table.indexes.iter().flat_map(|index| index.columns);
        columns.all(|at| before.get(*at) == row.get(*at))
    }
}

impl Key {
    /// The key of a row of `table`.
    pub fn of_row(table: &'static Table, row: &[Value]) -> Self {
        Self { table, parts: row.iter().take(table.key_columns).cloned().collect() }
    }

    /// Whether this key begins with `prefix`.
    pub fn begins_with(&self, prefix: &Self) -> bool {
        self.table.name == prefix.table.name && self.parts.starts_with(&prefix.parts)
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Key {}
impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        // Mostly one table is compared with itself.
        let is_same = std::ptr::eq(self.table, other.table);
        let tables = if is_same { Ordering::Equal } else { self.table.name.cmp(other.table.name) };
        tables.then_with(|| self.parts.cmp(&other.parts))
    }
}

impl Keys {
    /// One key alone.
    pub fn of(key: Key) -> Self {
        Self { points: BTreeSet::from([key]), ..Self::default() }
    }

    /// One prefix alone.
    pub fn under(prefix: Key) -> Self {
        Self { prefixes: BTreeSet::from([prefix]), ..Self::default() }
    }

    /// Asks for one row, there or not.
    pub fn one<R: Record>(&mut self, key: impl KeyOf<R>) {
        self.points.insert(key.key());
    }

    /// Asks for every row whose key begins so.
    pub fn all<R: Record>(&mut self, prefix: impl PrefixOf<R>) {
        self.prefixes.insert(prefix.prefix());
    }

    /// Asks for a row by a key made elsewhere.
    pub fn point(&mut self, key: Key) {
        self.points.insert(key);
    }

    /// Asks for all that `others` ask for as well.
    pub fn extend(&mut self, others: Self) {
        // One by one: to append is to make the whole anew.
        self.points.extend(others.points);
        self.prefixes.extend(others.prefixes);
    }

    /// The rows asked for by key, in key order.
    pub fn points(&self) -> &BTreeSet<Key> {
        &self.points
    }

    /// The prefixes asked for, in key order.
    pub fn prefixes(&self) -> &BTreeSet<Key> {
        &self.prefixes
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty() && self.prefixes.is_empty()
    }

    /// Keeps the keys and prefixes for which the test holds.
    pub fn retain(&mut self, mut point: impl FnMut(&Key) -> bool, mut prefix: impl FnMut(&Key) -> bool) {
        self.points.retain(|key| point(key));
        self.prefixes.retain(|key| prefix(key));
    }
}
