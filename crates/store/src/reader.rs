//! How pages read: portable SQL over connections of their own, which cannot write.

use crate::Boxed;
use crate::database::{Database, Location, TemporaryOrKept};
use crate::engine::EngineFault;
use crate::postgres_values::{Sent, values};
use crate::reading::{Pooled, Reading};
use crate::server::Server;
use crate::{sql, sqlite};
use kernel::{Kind, Row, Value};
use rusqlite::Connection;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_postgres::types::ToSql;

/// How many reads run at a time; the others queue.
const READS_AT_A_TIME: usize = 8;

/// A read-only query in portable SQL, with `$1`, `$2` … for the parameters.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    pub(crate) sql: String,
    pub(crate) kinds: Vec<Kind>,
    pub(crate) params: Vec<Value>,
}

pub(crate) enum Reader {
    Sqlite(Arc<SqlitePool>),
    Postgres(PostgresPool),
}

pub(crate) struct SqlitePool {
    file: Arc<TemporaryOrKept>,
    idle: Mutex<Vec<Connection>>,
    permits: Arc<Semaphore>,
}

pub(crate) struct PostgresPool {
    server: Arc<Server>,
    idle: Mutex<Vec<Pooled>>,
    permits: Arc<Semaphore>,
}

impl Reader {
    pub(crate) fn new(database: &Database) -> Self {
        let permits = Arc::new(Semaphore::new(READS_AT_A_TIME));
        match &database.0 {
            Location::File(file) => {
                Self::Sqlite(Arc::new(SqlitePool { file: Arc::clone(file), idle: Mutex::default(), permits }))
            }
            Location::Server(server) => {
                Self::Postgres(PostgresPool { server: Arc::clone(server), idle: Mutex::default(), permits })
            }
        }
    }

    /// Closes the connections that are not in use.
    pub(crate) fn close(&self) {
        match self {
            Self::Sqlite(pool) => pool.idle().clear(),
            Self::Postgres(pool) => pool.idle().clear(),
        }
    }

    /// All rows of a query.
    pub(crate) fn rows(&self, query: Query) -> Boxed<'_, Result<Vec<Row>, EngineFault>> {
        Box::pin(self.read(query))
    }

    async fn read(&self, query: Query) -> Result<Vec<Row>, EngineFault> {
        match self {
            Self::Sqlite(pool) => {
                let _permit = permit(&pool.permits).await?;
                let pool = Arc::clone(pool);
                blocking(move || {
                    pool.with(|connection| {
                        let mut rows = Vec::new();
                        let text = sql::numbered(&query.sql);
                        let keep = |row| {
                            rows.push(row);
                            true
                        };
                        sqlite::query(connection, &text, &query.kinds, &query.params, keep)?;
                        Ok(rows)
                    })
                })
                .await
            }
            Self::Postgres(pool) => pool.rows(&query).await,
        }
    }

    /// A connection within a transaction that sees one moment, and the leave to keep it.
    pub(crate) async fn begin(&self) -> Result<(Reading, OwnedSemaphorePermit), EngineFault> {
        match self {
            Self::Sqlite(pool) => {
                let (permit, pool) = (permit(&pool.permits).await?, Arc::clone(pool));
                let reading = blocking(move || Reading::sqlite(pool.take()?)).await?;
                Ok((reading, permit))
            }
            Self::Postgres(pool) => {
                let permit = permit(&pool.permits).await?;
                let begun = match Reading::postgres(pool.take().await?).await {
                    // The connection had died while it was idle.
                    Err(EngineFault::Lost(_)) => Reading::postgres(pool.take().await?).await?,
                    begun => begun?,
                };
                Ok((begun, permit))
            }
        }
    }

    /// Takes the connection back; one that cannot end its transaction is dropped.
    pub(crate) async fn end(&self, reading: Reading) {
        match (self, reading) {
            (Self::Sqlite(pool), Reading::Sqlite(Some(connection))) => {
                if connection.execute_batch("COMMIT").is_ok() {
                    pool.idle().push(connection);
                }
            }
            (Self::Postgres(pool), Reading::Postgres(pooled)) => {
                if pooled.client.batch_execute("COMMIT").await.is_ok() {
                    pool.idle().push(*pooled);
                }
            }
            (Self::Sqlite(_) | Self::Postgres(_), Reading::Sqlite(_) | Reading::Postgres(_)) => {}
        }
    }
}

impl SqlitePool {
    fn take(&self) -> Result<Connection, EngineFault> {
        let pooled = self.idle().pop();
        match pooled {
            Some(connection) => Ok(connection),
            None => sqlite::reader(&self.file.path).map_err(|error| EngineFault::Lost(error.to_string())),
        }
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with<T>(&self, work: impl FnOnce(&Connection) -> Result<T, EngineFault>) -> Result<T, EngineFault> {
        let connection = self.take()?;
        let done = work(&connection);
        if !matches!(done, Err(EngineFault::Lost(_))) {
            self.idle().push(connection);
        }
        done
    }
}

impl PostgresPool {
    async fn take(&self) -> Result<Pooled, EngineFault> {
        let mut idle = std::mem::take(&mut *self.idle());
        idle.retain(|pooled| !pooled.client.is_closed());
        let pooled = idle.pop();
        self.idle().append(&mut idle);
        if let Some(pooled) = pooled {
            return Ok(pooled);
        }
        let client = self.server.connect().await?;
        // Plans for the values at hand: these tables may have grown since the statement was prepared.
        client
            .batch_execute("SET default_transaction_read_only = on; SET plan_cache_mode = force_custom_plan")
            .await?;
        Ok(Pooled::new(client))
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Pooled>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn rows(&self, query: &Query) -> Result<Vec<Row>, EngineFault> {
        let _permit = permit(&self.permits).await?;
        let found = match self.try_rows(query).await {
            // The connection had died while it was idle, or just now: reading twice does no harm.
            Err(EngineFault::Lost(_)) => self.try_rows(query).await?,
            found => found?,
        };
        found.iter().map(|row| values(row, &query.kinds)).collect()
    }

    async fn try_rows(&self, query: &Query) -> Result<Vec<tokio_postgres::Row>, EngineFault> {
        let mut pooled = self.take().await?;
        let statement = pooled.prepare(&query.sql).await?;
        let params: Vec<Sent<'_>> = query.params.iter().map(Sent::from).collect();
        let found = pooled.client.query(&statement, &params_of(&params)).await;
        self.idle().push(pooled);
        Ok(found?)
    }
}

pub(crate) fn params_of<'a>(params: &'a [Sent<'a>]) -> Vec<&'a (dyn ToSql + Sync)> {
    params.iter().map(|value| -> &(dyn ToSql + Sync) { value }).collect()
}

async fn permit(permits: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, EngineFault> {
    Arc::clone(permits).acquire_owned().await.map_err(|error| EngineFault::Lost(error.to_string()))
}

pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, EngineFault> + Send + 'static,
) -> Result<T, EngineFault> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(EngineFault::Rejected(error.to_string())))
}
