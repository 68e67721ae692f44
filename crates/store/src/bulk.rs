//! Rows written past the executor: for benches, which want a market of a million sellers before they begin.
//!
//! The statements are the engines' own; what is left out is deciding, logging and telling listeners. Nothing that
//! serves a market may use it.

use crate::database::{Database, Location};
use crate::engine::{Engine, EngineFault};
use crate::postgres::Postgres;
use crate::sqlite::Sqlite;
use kernel::Change;
use std::sync::Arc;

/// A connection that writes rows as they are given. It blocks its thread.
pub struct Bulk(Box<dyn Engine + Send>);

impl Bulk {
    /// For a database that [`crate::Store::open`] has brought up to date.
    pub fn open(database: &Database) -> Self {
        Self(match &database.0 {
            Location::File(file) => Box::new(Sqlite::writing(file.path.clone())),
            Location::Server(config) => Box::new(Postgres::writing(Arc::clone(config))),
        })
    }

    /// Writes changes in one transaction.
    ///
    /// # Errors
    /// [`EngineFault`]; nothing was written.
    pub fn write(&mut self, mut changes: Vec<Change>) -> Result<(), EngineFault> {
        changes.sort_by(|a, b| a.key.cmp(&b.key));
        self.0.commit(&changes)
    }
}

impl std::fmt::Debug for Bulk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Bulk")
    }
}
