//! Moving a market from SQLite to PostgreSQL: every record of every table, verified before it counts.
//!
//! The target gets everything in one transaction, which ends only after each table was read back and found the same:
//! so a move that is broken off, whenever and however, leaves an empty target. The source is locked against writers
//! meanwhile, and in the end its localities are given to the target's address for good: a server that still has the
//! file open, or is started on it by mistake, is told where the market is now.

use crate::admin_connection::AdminConnection;
use crate::database::{Database, Location};
use crate::engine::EngineFault;
use crate::failure::OpenError;
use crate::postgres_values::Sent;
use crate::reader::Query;
use crate::reading::{Pooled, Reading};
use crate::tally::Tally;
use crate::{Store, migrations, postgres, schema, sql, sqlite};
use kernel::{Kind, Table, Value};
use rusqlite::Connection;
use std::pin::pin;
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::types::Type;

/// The process that owns the localities of a market that has moved.
const MOVED: &str = "moved";

/// How far a move is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Rows copied, then rows verified.
    pub done: u64,
    /// Twice the rows of the source.
    pub total: u64,
    /// The table at hand.
    pub table: &'static str,
}

/// Why a market was not moved. Unless it says otherwise, source and target are as they were.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// Only from SQLite to PostgreSQL.
    #[error("a market moves from SQLite to PostgreSQL, not from {from} to {to}")]
    Direction {
        /// The engine of the source.
        from: &'static str,
        /// The engine of the target.
        to: &'static str,
    },
    /// The source cannot be opened as it is.
    #[error(transparent)]
    Source(#[from] OpenError),
    /// A process serves the source, or writes to it just now.
    #[error("the source is being served{}", at(.address))]
    Served {
        /// Where that process can be reached, if it is known.
        address: String,
    },
    /// The target holds records already.
    #[error("the target is not empty: `{table}` has records")]
    NotEmpty {
        /// The first table that is not empty.
        table: &'static str,
    },
    /// Source or target do not have the tables that the records describe.
    #[error("the schema of the {side} differs: {}", .differences.join("; "))]
    Schema {
        /// `source` or `target`.
        side: &'static str,
        /// A line each.
        differences: Vec<String>,
    },
    /// What was read back is not what was read.
    #[error("the copy is not what was copied: {}", .0.join("; "))]
    Differs(Vec<String>),
    /// A database gave up on the way.
    #[error("broken off: {0}")]
    BrokenOff(#[from] EngineFault),
    /// The connection was lost at the last word: the target has everything, or is empty.
    #[error("the connection was lost when the copy was to be made final: {0}")]
    Unsure(EngineFault),
    /// The target has everything; the source could not be told.
    #[error("everything was copied, but the source could not be closed: {0}")]
    NotClosed(EngineFault),
}

/// The source: one connection that holds the lock of those who write.
struct Source {
    reading: Reading,
}

impl Store {
    /// Moves all records of a SQLite database into this one, which must be empty and on PostgreSQL. Answers what each
    /// table came to; the source is served no more.
    ///
    /// # Errors
    /// [`MoveError`].
    pub async fn move_from(
        &self,
        source: &Database,
        mut watch: impl FnMut(Progress),
    ) -> Result<Vec<Tally>, MoveError> {
        let Location::Server(server) = &self.0.database.0 else {
            return Err(MoveError::Direction { from: source.engine(), to: self.0.database.engine() });
        };
        self.fits("target", &mut AdminConnection::open(&self.0.database).await?).await?;
        let mut source = self.take_source(source).await?;
        let mut target = Target::open(server.connect().await?).await?;
        for table in &self.0.tables {
            target.must_be_empty(table).await?;
        }
        let mut progress = Progress { done: 0, total: 0, table: "" };
        for table in &self.0.tables {
            progress.total += 2 * source.count(table)?;
        }
        let mut tallies = Vec::new();
        for table in &self.0.tables {
            tallies.push(copy(&mut source.reading, &target, (table, &mut progress, &mut watch)).await?);
        }
        let mut differences = Vec::new();
        for (table, tally) in self.0.tables.iter().zip(&tallies) {
            let copied = read_back(&mut target.0, (table, &mut progress, &mut watch)).await?;
            differences.extend(tally.differences(&copied));
        }
        if !differences.is_empty() {
            return Err(MoveError::Differs(differences));
        }
        source.leave_to(&self.0.database)?;
        target.keep().await.map_err(|fault| match fault {
            EngineFault::Lost(_) => MoveError::Unsure(fault),
            EngineFault::Conflict(_) | EngineFault::Rejected(_) => MoveError::BrokenOff(fault),
        })?;
        source.batch("COMMIT").map_err(MoveError::NotClosed)?;
        Ok(tallies)
    }

    /// Opens the source and shuts everybody else out.
    async fn take_source(&self, database: &Database) -> Result<Source, MoveError> {
        let (from, to) = (database.engine(), self.0.database.engine());
        let Location::File(file) = &database.0 else { return Err(MoveError::Direction { from, to }) };
        let unreachable =
            |why: &str| OpenError::Unreachable { database: database.to_string(), why: why.into() };
        if database.is_missing() {
            return Err(unreachable("there is no such file").into());
        }
        let writer = sqlite::writer(&file.path).map_err(|error| unreachable(&error.to_string()))?;
        let mut connection = AdminConnection::Sqlite(writer);
        let now = self.0.identity.clock.now();
        migrations::migrate(&mut connection, self.0.migrations, false, now).await?;
        self.fits("source", &mut connection).await?;
        let AdminConnection::Sqlite(writer) = connection else {
            return Err(MoveError::Direction { from, to });
        };
        let source = Source { reading: Reading::Sqlite(Some(writer)) };
        match source.batch("BEGIN IMMEDIATE") {
            Err(EngineFault::Conflict(_)) => return Err(MoveError::Served { address: String::new() }),
            begun => begun?,
        }
        // What a move that failed at its last word has left.
        source.batch(&format!("UPDATE owner SET lease_until = 0 WHERE process = '{MOVED}'"))?;
        let served = format!("SELECT address FROM owner WHERE lease_until > {} LIMIT 1", now.0);
        match source.first(&served, Kind::Text)? {
            Some(Value::Text(address)) => Err(MoveError::Served { address: address.into() }),
            _ => Ok(source),
        }
    }

    async fn fits(&self, side: &'static str, connection: &mut AdminConnection) -> Result<(), MoveError> {
        let differences = schema::differences(connection, &self.0.tables).await?;
        if differences.is_empty() { Ok(()) } else { Err(MoveError::Schema { side, differences }) }
    }
}

impl Source {
    fn connection(&self) -> Result<&Connection, EngineFault> {
        match &self.reading {
            Reading::Sqlite(Some(connection)) => Ok(connection),
            Reading::Sqlite(None) | Reading::Postgres(_) => {
                Err(EngineFault::Lost("an earlier read was broken off".to_owned()))
            }
        }
    }

    fn batch(&self, statements: &str) -> Result<(), EngineFault> {
        Ok(self.connection()?.execute_batch(statements)?)
    }

    fn first(&self, text: &str, kind: Kind) -> Result<Option<Value>, EngineFault> {
        let mut found = None;
        let keep = |row: kernel::Row| {
            found = row.first().cloned();
            false
        };
        sqlite::query(self.connection()?, text, &[kind], &[], keep)?;
        Ok(found)
    }

    fn count(&self, table: &Table) -> Result<u64, EngineFault> {
        let count = self.first(&format!("SELECT COUNT(*) FROM {}", table.name), Kind::Int)?;
        let count = count.and_then(|count| count.as_int().ok());
        Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or_default())
    }

    /// Nobody serves it any more: whoever asks is sent to the target.
    fn leave_to(&self, target: &Database) -> Result<(), EngineFault> {
        let leave = "UPDATE owner SET process = ?1, address = ?2, lease_until = ?3, epoch = epoch + 1, version = version + 1";
        self.connection()?.execute(leave, (MOVED, target.to_string(), i64::MAX))?;
        Ok(())
    }
}

/// The target: one transaction, that of a connection of its own.
struct Target(Reading);

impl Target {
    async fn open(client: tokio_postgres::Client) -> Result<Self, EngineFault> {
        client.batch_execute(&format!("{}; BEGIN", postgres::DURABLE)).await?;
        Ok(Self(Reading::Postgres(Box::new(Pooled::new(client)))))
    }

    fn client(&self) -> Result<&tokio_postgres::Client, EngineFault> {
        match &self.0 {
            Reading::Postgres(pooled) => Ok(&pooled.client),
            Reading::Sqlite(_) => Err(EngineFault::Rejected("the target is no PostgreSQL".to_owned())),
        }
    }

    async fn must_be_empty(&self, table: &'static Table) -> Result<(), MoveError> {
        let any = format!("SELECT 1 FROM {} LIMIT 1", table.name);
        let found = self.client()?.query_opt(&any, &[]).await.map_err(EngineFault::from)?;
        if found.is_none() { Ok(()) } else { Err(MoveError::NotEmpty { table: table.name }) }
    }

    async fn keep(&self) -> Result<(), EngineFault> {
        self.client()?.batch_execute("COMMIT").await?;
        if let Err(error) = self.client()?.batch_execute("ANALYZE").await {
            tracing::warn!(%error, "the tables were not analysed; PostgreSQL does so by itself later");
        }
        Ok(())
    }
}

type Step<'a, W> = (&'static Table, &'a mut Progress, &'a mut W);

/// Copies the rows of a table in key order, and answers what they came to.
async fn copy(
    source: &mut Reading,
    target: &Target,
    (table, progress, watch): Step<'_, impl FnMut(Progress)>,
) -> Result<Tally, EngineFault> {
    let (mut tally, kinds) = (Tally::new(table), sql::stored_kinds(table));
    let types: Vec<Type> = kinds.iter().map(|kind| postgres_type(*kind)).collect();
    let text = format!("COPY {} ({}) FROM STDIN BINARY", table.name, sql::stored_columns(table));
    let mut writer = pin!(BinaryCopyInWriter::new(target.client()?.copy_in(&text).await?, &types));
    let query = Query { sql: sql::whole_in_order(table), kinds, params: Vec::new() };
    let mut chunks = source.chunks(query).await?;
    while let Some(chunk) = chunks.next().await? {
        for row in chunk.iter() {
            tally.take_in(row);
            writer.as_mut().write_raw(row.iter().map(Sent::from)).await?;
        }
        progress.step(table, chunk.len());
        watch(*progress);
    }
    writer.finish().await?;
    Ok(tally)
}

/// What the rows of a table come to.
async fn read_back(
    target: &mut Reading,
    (table, progress, watch): Step<'_, impl FnMut(Progress)>,
) -> Result<Tally, EngineFault> {
    let mut tally = Tally::new(table);
    let query = Query { sql: sql::whole(table), kinds: sql::stored_kinds(table), params: Vec::new() };
    let mut chunks = target.chunks(query).await?;
    while let Some(chunk) = chunks.next().await? {
        for row in chunk.iter() {
            tally.take_in(row);
        }
        progress.step(table, chunk.len());
        watch(*progress);
    }
    Ok(tally)
}

impl Progress {
    fn step(&mut self, table: &'static Table, rows: usize) {
        self.table = table.name;
        self.done = self.done.saturating_add(u64::try_from(rows).unwrap_or_default());
    }
}

fn postgres_type(kind: Kind) -> Type {
    match kind {
        Kind::Int => Type::INT8,
        Kind::Id => Type::UUID,
        Kind::Text => Type::TEXT,
        Kind::Bytes => Type::BYTEA,
    }
}

fn at(address: &str) -> String {
    if address.is_empty() { String::new() } else { format!(" at {address}") }
}
