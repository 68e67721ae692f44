//! Rows as they are read, value by value, whatever the database.

use crate::engine::EngineFault;
use kernel::{Key, Kind, Loaded, Row, Table, Value};

/// The row of an executor's statement: the table's columns, then the version where rows have one. `value` reads a column
/// that is declared to hold a kind.
///
/// # Errors
/// The first value's that cannot be read, or that there is no version.
pub(crate) fn loaded(
    table: &'static Table,
    value: impl Fn(usize, Kind) -> Result<Value, EngineFault>,
) -> Result<Loaded, EngineFault> {
    // Sized at once: a fallible collect would not know how many.
    let mut values = Vec::with_capacity(table.columns.len());
    for (at, column) in table.columns.iter().enumerate() {
        values.push(value(at, column.kind)?);
    }
    let version = if table.append_only { Value::Int(1) } else { value(table.columns.len(), Kind::Int)? };
    let Value::Int(version) = version else {
        return Err(EngineFault::Rejected(format!("a row of {} has no version", table.name)));
    };
    Ok(Loaded { key: Key::of_row(table, &values), version, row: values.into() })
}

/// Rows of the same number of columns, one after the other.
pub(crate) struct Rows {
    width: usize,
    values: Vec<Value>,
}

impl Rows {
    /// No rows yet, with room for `count` of columns that hold these kinds.
    pub(crate) fn with_room(kinds: &[Kind], count: usize) -> Self {
        let width = kinds.len().max(1);
        Self { width, values: Vec::with_capacity(width.saturating_mul(count)) }
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.values.len() / self.width
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Adds a row: the value of each column, which is declared to hold a kind.
    ///
    /// # Errors
    /// The first value's that cannot be read; the rows are then good for nothing.
    pub(crate) fn push(
        &mut self,
        kinds: &[Kind],
        value: impl Fn(usize, Kind) -> Result<Value, EngineFault>,
    ) -> Result<(), EngineFault> {
        for (at, kind) in kinds.iter().enumerate() {
            self.values.push(value(at, *kind)?);
        }
        Ok(())
    }

    /// Each row.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[Value]> {
        self.values.chunks_exact(self.width)
    }

    /// Each row in a piece of memory of its own.
    pub(crate) fn each(mut self, mut take: impl FnMut(Row)) {
        let mut values = self.values.drain(..);
        while !values.as_slice().is_empty() {
            take(values.by_ref().take(self.width).collect());
        }
    }
}
