//! Filling a database: rows made on one thread and written on another, with a progress bar where somebody watches.

use host::failure::Failure;
use host::progress;
use kernel::Change;
use std::sync::mpsc;
use store::{Bulk, Database};

/// How many, how many of them in one transaction, and what they are.
pub(crate) type Amount = (i64, i64, &'static str);

/// Calls `make` so often and writes the rows that it gives.
///
/// # Errors
/// [`Failure`] of `make`, or when the rows could not be written.
pub(crate) async fn fill(
    database: Database,
    amount: Amount,
    make: impl FnMut() -> Result<Vec<Change>, Failure> + Send + 'static,
) -> Result<(), Failure> {
    // The engines block their thread, and may not be let go of on one of the runtime's.
    let written = tokio::task::spawn_blocking(move || write(&database, amount, make));
    written.await.map_err(|error| Failure::failed(error.to_string(), "Try again."))?
}

fn write(
    database: &Database,
    (count, at_once, what): Amount,
    mut make: impl FnMut() -> Result<Vec<Change>, Failure>,
) -> Result<(), Failure> {
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
