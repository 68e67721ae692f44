//! Filling a database: rows made on one thread and written on another, with a progress bar where somebody watches.

use host::failure::Failure;
use host::progress;
use kernel::Change;
use std::sync::mpsc;
use store::{Bulk, Database};

/// What a database is filled with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    /// How many.
    pub(crate) count: i64,
    /// How many of them are written in one transaction.
    pub(crate) at_once: i64,
    /// What they are, for the progress bar.
    pub(crate) what: &'static str,
}

/// Calls `make` so often and writes the rows that it gives.
///
/// # Errors
/// [`Failure`] of `make`, or when the rows could not be written.
pub(crate) async fn fill(
    database: Database,
    wanted: Wanted,
    make: impl FnMut() -> Result<Vec<Change>, Failure> + Send + 'static,
) -> Result<(), Failure> {
    // The engines block their thread, and may not be let go of on one of the runtime's.
    let written = tokio::task::spawn_blocking(move || write(&database, wanted, make));
    written.await.map_err(|error| Failure::failed(error.to_string(), "Try again."))?
}

fn write(
    database: &Database,
    wanted: Wanted,
    mut make: impl FnMut() -> Result<Vec<Change>, Failure>,
) -> Result<(), Failure> {
    let Wanted { count, at_once, what } = wanted;
    let (sender, batches) = mpsc::sync_channel::<Vec<Change>>(1);
    let bar = progress::bar(u64::try_from(count).unwrap_or_default(), what);
    std::thread::scope(|scope| {
        let writing = scope.spawn(move || {
            let mut bulk = Bulk::open(database);
            batches.into_iter().try_for_each(|rows| bulk.write(rows))
        });
        let mut left = count;
        while left > 0 {
            let some = left.min(at_once);
            let mut rows = Vec::new();
            for _ in 0..some {
                rows.extend(make()?);
            }
            if sender.send(rows).is_err() {
                break;
            }
            left -= some;
            bar.inc(u64::try_from(some).unwrap_or_default());
        }
        drop(sender);
        bar.clear();
        let failed = |why: String| Failure::failed(why, "Empty --data and try again.");
        let outcome = writing.join().map_err(|_| failed("the writer ended early".to_owned()))?;
        outcome.map_err(|fault| failed(fault.to_string()))
    })
}
