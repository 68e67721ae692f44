//! What waits to be done because of commits: for whoever watches over a market.

use crate::failure::Failure;
use crate::reader::Query;
use crate::{Boxed, Store};
use kernel::{Kind, Timestamp, Value};

/// What waits, in all market areas of a database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Timers that are set, due or not.
    pub timers: u64,
    /// When the first of them is due: in the past, timers are late.
    pub first_timer: Option<Timestamp>,
    /// Messages that are not delivered yet.
    pub messages: u64,
    /// When the oldest of them was left.
    pub oldest_message: Option<Timestamp>,
    /// Of the messages, those whose delivery has failed before.
    pub failing: u64,
}

const TIMERS: &str = "SELECT COUNT(*), MIN(due_at) FROM timer";
const MESSAGES: &str =
    "SELECT COUNT(*), MIN(added_at), COALESCE(SUM(CASE WHEN attempts > 0 THEN 1 ELSE 0 END), 0) FROM outbox";

impl Store {
    /// What waits to be done.
    ///
    /// # Errors
    /// As [`Store::view`].
    pub fn backlog(&self) -> Boxed<'_, Result<Backlog, Failure>> {
        Box::pin(async {
            let (timers, messages) = tokio::try_join!(self.figures(TIMERS, 2), self.figures(MESSAGES, 3))?;
            let count = |figures: &[Option<i64>], at: usize| {
                let figure = figures.get(at).copied().flatten();
                figure.and_then(|figure| u64::try_from(figure).ok()).unwrap_or_default()
            };
            let moment = |figures: &[Option<i64>]| figures.get(1).copied().flatten().map(Timestamp);
            Ok(Backlog {
                timers: count(&timers, 0),
                first_timer: moment(&timers),
                messages: count(&messages, 0),
                oldest_message: moment(&messages),
                failing: count(&messages, 2),
            })
        })
    }

    /// The one row of a query that counts.
    async fn figures(&self, sql: &str, width: usize) -> Result<Vec<Option<i64>>, Failure> {
        let query = Query { sql: sql.to_owned(), kinds: vec![Kind::Int; width], params: Vec::new() };
        let figures = |row: &[Value]| Ok(row.iter().map(|value| value.as_int().ok()).collect());
        Ok(self.rows(query, "backlog", figures).await?.pop().unwrap_or_default())
    }
}
