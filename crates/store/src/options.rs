//! How a store is set up.

use crate::clock::{Clock, SystemClock};
use crate::database::Database;
use crate::engine::Seam;
use crate::migrations::{MIGRATIONS, Migration};
use kernel::{Commands, CommitListener, Reference, Table};
use std::sync::Arc;
use std::time::Duration;

/// How a store is set up: [`Options::new`], then what differs from the usual.
#[derive(Clone)]
pub struct Options {
    pub(crate) database: Database,
    pub(crate) tables: &'static [&'static Table],
    pub(crate) migrations: &'static [Migration],
    pub(crate) migrates: bool,
    pub(crate) commands: Commands,
    pub(crate) reference: Reference,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) lease_clock: Arc<dyn Clock>,
    pub(crate) lease: Duration,
    pub(crate) listeners: Vec<Arc<dyn CommitListener>>,
    pub(crate) address: String,
    pub(crate) lanes: usize,
    pub(crate) batch_most: usize,
    pub(crate) seam: Option<Seam>,
}

impl Options {
    /// A store of the market's migrations on the machine's clock.
    pub fn new(database: Database) -> Self {
        Self {
            database,
            tables: &[],
            migrations: MIGRATIONS,
            migrates: true,
            commands: Commands::default(),
            reference: Reference::default(),
            clock: Arc::new(SystemClock),
            lease_clock: Arc::new(SystemClock),
            lease: Duration::from_secs(10),
            listeners: Vec::new(),
            address: String::new(),
            lanes: 2,
            batch_most: 512,
            seam: None,
        }
    }

    /// The tables of the market's records; the executor's own are known. For [`crate::Store::schema_differences`].
    pub fn tables(self, tables: &'static [&'static Table]) -> Self {
        Self { tables, ..self }
    }

    /// The migrations, when they are not the market's.
    pub fn migrations(self, migrations: &'static [Migration]) -> Self {
        Self { migrations, ..self }
    }

    /// Only opens a database that lacks no migration, and applies none.
    pub fn without_migrating(self) -> Self {
        Self { migrates: false, ..self }
    }

    /// The commands that timers may hold.
    pub fn commands(self, commands: Commands) -> Self {
        Self { commands, ..self }
    }

    /// What decisions may consult.
    pub fn reference(self, reference: Reference) -> Self {
        Self { reference, ..self }
    }

    /// The market's clock: what [`kernel::Moment::now`] tells and what timers go by.
    pub fn clock(self, clock: Arc<dyn Clock>) -> Self {
        Self { clock, ..self }
    }

    /// How long a locality stays with an owner that does not commit, by which clock. Ten seconds of the machine's
    /// clock by default; the market's own clock will not do where it can be moved.
    pub fn lease(self, lease: Duration, clock: Arc<dyn Clock>) -> Self {
        Self { lease, lease_clock: clock, ..self }
    }

    /// One more listener to commits. It is called by every lane, so at times by several threads at once, but always
    /// in order for one locality. The `owner` rows among the changes tell by their epoch when a locality was taken
    /// over: what is known of it from before may then be out of date.
    pub fn listener(mut self, listener: Arc<dyn CommitListener>) -> Self {
        self.listeners.push(listener);
        self
    }

    /// Where other processes can reach this one; what it served before it was restarted it serves again at once.
    pub fn address(self, address: impl Into<String>) -> Self {
        Self { address: address.into(), ..self }
    }

    /// How many lanes write to PostgreSQL; at least one, 2 by default. SQLite has one.
    pub fn lanes(self, lanes: usize) -> Self {
        Self { lanes: lanes.max(1), ..self }
    }

    /// How many commands are committed together at most, of those that have queued; at least one, 512 by default. One
    /// is for comparing: every command a transaction of its own.
    pub fn batch_most(self, batch_most: usize) -> Self {
        Self { batch_most: batch_most.max(1), ..self }
    }

    /// Puts something between the executor and the database, for tests of faults.
    pub fn seam(self, seam: Seam) -> Self {
        Self { seam: Some(seam), ..self }
    }
}
