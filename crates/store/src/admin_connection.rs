//! A connection for what is done rarely: applying migrations and looking at the schema.

use crate::database::{Database, Location};
use crate::engine::EngineFault;
use crate::postgres_values::{Sent, values};
use crate::sql::Dialect;
use crate::{sql, sqlite};
use kernel::{Kind, Row, Value};
use rusqlite::Connection;
use tokio_postgres::Client;
use tokio_postgres::types::ToSql;

pub(crate) enum AdminConnection {
    Sqlite(Connection),
    Postgres(Client),
}

impl AdminConnection {
    pub(crate) async fn open(database: &Database) -> Result<Self, EngineFault> {
        match &database.0 {
            Location::File(file) => {
                let opened = sqlite::writer(&file.path);
                opened.map(Self::Sqlite).map_err(|error| EngineFault::Lost(error.to_string()))
            }
            Location::Server(server) => Ok(Self::Postgres(server.connect().await?)),
        }
    }

    /// An empty SQLite database in memory.
    pub(crate) fn scratch() -> Result<Self, EngineFault> {
        Ok(Self::Sqlite(Connection::open_in_memory()?))
    }

    pub(crate) fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Runs any number of statements without parameters.
    pub(crate) async fn batch(&mut self, statements: &str) -> Result<(), EngineFault> {
        match self {
            Self::Sqlite(connection) => Ok(connection.execute_batch(statements)?),
            Self::Postgres(client) => Ok(client.batch_execute(statements).await?),
        }
    }

    /// The rows of a statement in portable SQL.
    pub(crate) async fn rows(
        &mut self,
        text: &str,
        kinds: &[Kind],
        params: &[Value],
    ) -> Result<Vec<Row>, EngineFault> {
        match self {
            Self::Sqlite(connection) => {
                let mut rows = Vec::new();
                let keep = |row| {
                    rows.push(row);
                    true
                };
                sqlite::query(connection, &sql::numbered(text), kinds, params, keep)?;
                Ok(rows)
            }
            Self::Postgres(client) => {
                let params: Vec<Sent<'_>> = params.iter().map(Sent::from).collect();
                let params: Vec<_> = params.iter().map(|value| -> &(dyn ToSql + Sync) { value }).collect();
                let found = client.query(text, &params).await?;
                found.iter().map(|row| values(row, kinds)).collect()
            }
        }
    }
}
