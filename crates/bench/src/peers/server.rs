//! A PostgreSQL server, watched from beside: what its processes, its log and its disk have come to.

use crate::measure::cpu_of;
use crate::{peer_client, peer_failed};
use host::failure::Failure;
use std::collections::BTreeMap;

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

    /// How often its log was made durable so far, by all who have left or said so.
    ///
    /// # Errors
    /// [`Failure`] when it does not answer.
    pub(crate) async fn syncs(&self) -> Result<i64, Failure> {
        self.number("SELECT wal_sync FROM pg_stat_wal").await
    }

    /// How many bytes the database has on disk.
    ///
    /// # Errors
    /// [`Failure`] when it does not answer.
    pub(crate) async fn bytes(&self) -> Result<i64, Failure> {
        self.number("SELECT pg_database_size(current_database())").await
    }

    /// Lets it count its rows now, as it does by itself sooner or later.
    ///
    /// # Errors
    /// [`Failure`] when it does not answer.
    pub(crate) async fn analyze(&self) -> Result<(), Failure> {
        self.0.batch_execute("ANALYZE").await.map_err(peer_failed)
    }

    async fn number(&self, sql: &str) -> Result<i64, Failure> {
        let row = self.0.query_one(sql, &[]).await.map_err(peer_failed)?;
        row.try_get(0).map_err(peer_failed)
    }

    /// The processor time of each of its processes, by its id and in nanoseconds, and how many bytes its log has.
    ///
    /// # Errors
    /// [`Failure`] when it does not answer.
    pub(crate) async fn look(&self) -> Result<(BTreeMap<i64, i64>, i64), Failure> {
        let rows = self.0.query("SELECT pid FROM pg_stat_activity", &[]).await.map_err(peer_failed)?;
        let mut processes = BTreeMap::new();
        for row in rows {
            let process = i64::from(row.try_get::<_, i32>(0).map_err(peer_failed)?);
            processes.extend(cpu_of(process).map(|cpu| (process, cpu)));
        }
        let length = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::int8";
        Ok((processes, self.number(length).await?))
    }
}
