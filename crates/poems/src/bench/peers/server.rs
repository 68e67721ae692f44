//! A PostgreSQL server, watched from beside: what its processes and its log have come to.

use crate::bench::measure::cpu_of;
use crate::bench::{peer_client, peer_failed};
use crate::failure::Failure;

/// A connection that asks about the others.
pub(crate) struct Server(tokio_postgres::Client);

impl Server {
    /// Watches the server at an address.
    ///
    /// # Errors
    /// [`Failure`] when it does not answer.
    pub(crate) async fn at(address: &str) -> Result<Self, Failure> {
        Ok(Self(peer_client(address).await?))
    }

    /// The processor time of each of its processes, and how long its log is.
    ///
    /// # Errors
    /// [`Failure`] when it does not answer.
    pub(crate) async fn look(&self) -> Result<(Vec<(i64, i64)>, i64), Failure> {
        let rows = self.0.query("SELECT pid FROM pg_stat_activity", &[]).await.map_err(peer_failed)?;
        let mut processes = Vec::new();
        for row in rows {
            let process = i64::from(row.try_get::<_, i32>(0).map_err(peer_failed)?);
            processes.extend(cpu_of(process).map(|cpu| (process, cpu)));
        }
        let length = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::int8";
        let row = self.0.query_one(length, &[]).await.map_err(peer_failed)?;
        Ok((processes, row.try_get(0).map_err(peer_failed)?))
    }
}
