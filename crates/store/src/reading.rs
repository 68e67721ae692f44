//! Connections that read, and transactions on them that see one moment.

use crate::engine::EngineFault;
use rusqlite::Connection;
use std::collections::HashMap;
use tokio_postgres::{Client, Statement};

const BEGIN_POSTGRES: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1";
/// A transaction of SQLite begins with its first read.
const BEGIN_SQLITE: &str = "BEGIN; SELECT COUNT(*) FROM sqlite_schema";

/// A connection within a transaction.
pub(crate) enum Reading {
    /// Empty while a thread reads, and for good when that was broken off.
    Sqlite(Option<Connection>),
    Postgres(Box<Pooled>),
}

/// A connection to PostgreSQL with the statements that it has prepared.
pub(crate) struct Pooled {
    pub(crate) client: Client,
    prepared: HashMap<String, Statement>,
}

impl Reading {
    pub(crate) fn sqlite(connection: Connection) -> Result<Self, EngineFault> {
        connection.execute_batch(BEGIN_SQLITE)?;
        Ok(Self::Sqlite(Some(connection)))
    }

    pub(crate) async fn postgres(pooled: Pooled) -> Result<Self, EngineFault> {
        pooled.client.batch_execute(BEGIN_POSTGRES).await?;
        Ok(Self::Postgres(Box::new(pooled)))
    }
}

impl Pooled {
    pub(crate) fn new(client: Client) -> Self {
        Self { client, prepared: HashMap::new() }
    }

    pub(crate) async fn prepare(&mut self, sql: &str) -> Result<Statement, EngineFault> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql).await?;
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}
