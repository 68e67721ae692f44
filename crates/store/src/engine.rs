//! All that a database must do for the executor.

use kernel::{Change, Keys, Loaded};
use std::sync::Arc;

/// A database, as the executor sees it. Lives on one lane's thread and may block it.
///
/// After a fault it may be called again at once: an engine that lost its connection makes a new one by itself.
pub trait Engine {
    /// Reads the rows of the keys that are there, and all rows under the prefixes.
    ///
    /// # Errors
    /// [`EngineFault`].
    fn load(&mut self, keys: &Keys) -> Result<Vec<Loaded>, EngineFault>;

    /// Makes all changes durable, or none.
    ///
    /// # Errors
    /// [`EngineFault::Conflict`] when a row does not have the version it should have.
    fn commit(&mut self, changes: &[Change]) -> Result<(), EngineFault>;

    /// Closes its connection; what comes later opens another.
    fn let_go(&mut self) {}
}

/// Why an engine did not do what it was asked; in words for an engineer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EngineFault {
    /// Somebody else changed what was read: read afresh and decide again.
    #[error("conflict: {0}")]
    Conflict(String),
    /// The database will not have it, now or later.
    #[error("rejected: {0}")]
    Rejected(String),
    /// The connection, the disk or the time ran out. A commit may or may not have become durable.
    #[error("lost: {0}")]
    Lost(String),
}

/// Puts something between the executor and a database, for tests of faults.
pub type Seam = Arc<dyn Fn(Box<dyn Engine>) -> Box<dyn Engine> + Send + Sync>;
