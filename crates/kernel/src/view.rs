//! How pages read.

use crate::{BadRow, Kind, Value};

/// A row of a read-only query in portable SQL, in which `$1` is always the locality.
///
/// Derived: `#[derive(View)] #[view(sql = "SELECT … WHERE locality = $1 …")]`, one column a field, in order.
/// Runs on every engine; never feeds a decision.
pub trait View: Sized + Send + 'static {
    /// The query.
    const SQL: &'static str;
    /// What its columns hold.
    const KINDS: &'static [Kind];
    /// The struct of a row.
    ///
    /// # Errors
    /// [`BadRow`] when the row does not fit.
    fn from_row(row: &[Value]) -> Result<Self, BadRow>;
}
