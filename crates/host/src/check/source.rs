//! Where the records that are checked come from.

use crate::failure::Failure;
use kernel::Record;
use store::Snapshot;

/// Records as they all are at one moment.
pub trait Source: Send {
    /// Hands every record of a table to `each`, in key order. Answers how many there were.
    ///
    /// # Errors
    /// [`Failure`]; some records may have been handed over by then.
    fn scan<R: Record>(
        &mut self,
        each: impl FnMut(R) + Send,
    ) -> impl Future<Output = Result<u64, Failure>> + Send;

    /// At most so many records of a table in key order, those behind `last` or else the first.
    ///
    /// # Errors
    /// [`Failure`].
    fn page<R: Record + Sync>(
        &mut self,
        last: Option<&R>,
        most: usize,
    ) -> impl Future<Output = Result<Vec<R>, Failure>> + Send;
}

impl Source for Snapshot {
    async fn scan<R: Record>(&mut self, each: impl FnMut(R) + Send) -> Result<u64, Failure> {
        Ok(Self::scan(self, each).await?)
    }

    async fn page<R: Record + Sync>(&mut self, last: Option<&R>, most: usize) -> Result<Vec<R>, Failure> {
        Ok(Self::page(self, last, most).await?)
    }
}
