//! The market areas whose timers and messages a process sees to: those that it serves, and those that nobody does.
//!
//! What is asked about an area names it, so that a database of many machines asks one of them. Only the sweep asks all.

use crate::Store;
use crate::failure::Failure;
use crate::owner::MAY_SERVE;
use crate::reader::Query;
use kernel::{Kind, Locality, Value};
use std::collections::BTreeSet;
use std::time::Duration;
use tokio::time::Instant;

/// How long an area may have no owner before another process sees to its timers, besides its lease.
const SWEEP: Duration = Duration::from_secs(5);

/// Market areas that this process may serve.
#[derive(Clone, Debug, Default)]
pub(crate) struct Areas(BTreeSet<Locality>);

/// What a worker knows of the areas between two sweeps.
#[derive(Debug, Default)]
pub(crate) struct Round {
    swept_at: Option<Instant>,
    areas: Areas,
}

impl Areas {
    pub(crate) fn iter(&self) -> impl Iterator<Item = Locality> {
        self.0.iter().copied()
    }

    /// Each by itself: a database of many machines may have lost that of one of them.
    pub(crate) fn apart(&self) -> impl Iterator<Item = Self> {
        self.iter().map(|area| Self(BTreeSet::from([area])))
    }
}

impl Store {
    /// All areas that this process may serve, as the records have it now.
    pub(crate) async fn areas(&self) -> Result<Areas, Failure> {
        let sql = format!("SELECT locality FROM owner WHERE {MAY_SERVE}");
        let query = Query { sql, kinds: vec![Kind::Int], params: self.0.identity.may_serve() };
        let area = |row: &[Value]| Ok(row.first().and_then(|value| value.as_int().ok()).map(Locality));
        Ok(Areas(self.rows(query, "owner", area).await?.into_iter().flatten().collect()))
    }

    /// The parameters of a query about one area: those of [`MAY_SERVE`], then the area as `$4`, then others.
    pub(crate) fn of_area(&self, area: Locality, others: impl IntoIterator<Item = Value>) -> Vec<Value> {
        let own = self.0.identity.may_serve().into_iter();
        own.chain([Value::Int(area.0)]).chain(others).collect()
    }

    /// The areas that a worker sees to now: swept anew if that is a while ago, and what this process has begun to serve since.
    pub(crate) async fn areas_of(&self, round: &mut Round) -> Result<Areas, Failure> {
        if round.swept_at.is_none_or(|since| since.elapsed() >= SWEEP) {
            match self.areas().await {
                Ok(swept) => round.areas = swept,
                Err(failure) if round.areas.0.is_empty() => return Err(failure),
                // What was seen to before is seen to still.
                Err(failure) => tracing::warn!(%failure, "who serves what could not be asked"),
            }
            round.swept_at = Some(Instant::now());
        }
        round.areas.0.extend(self.0.standings.ours());
        Ok(round.areas.clone())
    }
}
