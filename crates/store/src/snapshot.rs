//! One moment of the whole database: what is read through a snapshot agrees, whatever is committed meanwhile.
//!
//! SQLite: one read transaction, which its write-ahead log lets stand beside those who write. PostgreSQL: one
//! transaction that reads repeatably. Neither holds anybody up.

use crate::Boxed;
use crate::backup::LATEST;
use crate::engine::EngineFault;
use crate::failure::Failure;
use crate::postgres_values::{Sent, value};
use crate::reader::{Query, params_of};
use crate::reading::{Pooled, Reading};
use crate::rows::Rows;
use crate::{Store, reading, sql, sqlite};
use kernel::{BadRow, Key, Kind, Locality, Record, Row, Table, Timestamp, Value};
use rusqlite::Connection;
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio::task::JoinHandle;
use tokio_postgres::Statement;

/// How many rows PostgreSQL is asked for at a time.
const FETCHED: usize = 1_024;
/// How many rows SQLite's thread hands over at a time: so few that to let go of them is cheap. The allocator tidies up
/// everything whenever more than 64 KiB are let go of at once.
const HANDED: usize = 128;

/// All records as they were at one moment, for as long as it is kept. See [`Store::snapshot`].
pub struct Snapshot {
    store: Store,
    reading: Reading,
    _permit: OwnedSemaphorePermit,
}

/// The rows of a query, a chunk at a time.
pub(crate) enum Chunks<'a> {
    Sqlite { home: &'a mut Option<Connection>, chunks: mpsc::Receiver<Rows>, thread: ReadingThread },
    Postgres { pooled: &'a Pooled, fetch: Statement, kinds: Vec<Kind> },
}

type ReadingThread = JoinHandle<(Connection, Result<(), EngineFault>)>;

impl Store {
    /// All records as they are at this moment. Keeps one of the few connections that read until it is finished or
    /// dropped, and the database keeps what was overwritten since: for checks and copies, not for pages.
    ///
    /// # Errors
    /// As [`Store::view`].
    pub fn snapshot(&self) -> Boxed<'_, Result<Snapshot, Failure>> {
        Box::pin(async {
            let begun = self.0.reader.begin().await;
            let (reading, permit) = begun.map_err(|fault| self.read_failure("snapshot", &fault))?;
            Ok(Snapshot { store: self.clone(), reading, _permit: permit })
        })
    }
}

impl Snapshot {
    /// Hands every record of a table to `each`, in key order; holds few at a time. Answers how many there were.
    ///
    /// # Errors
    /// As [`Store::view`]; some records may have been handed over by then.
    pub async fn scan<R: Record>(&mut self, mut each: impl FnMut(R)) -> Result<u64, Failure> {
        let (mut count, mut bad) = (0, None);
        let mut take = |row: &[Value]| match R::from_row(row) {
            Ok(record) => {
                count += 1;
                each(record);
            }
            Err(error) => bad = Some(error),
        };
        let query = reading(R::TABLE, Vec::new());
        self.hand_over(R::TABLE, query, |rows| rows.iter().for_each(&mut take)).await?;
        let misfit = |bad: BadRow| Err(self.store.fault(R::TABLE.name, &bad));
        bad.map_or(Ok(count), misfit)
    }

    /// As [`Snapshot::scan`], for a table that is known only at run time: the rows as they are kept.
    ///
    /// # Errors
    /// As [`Store::view`].
    pub async fn scan_rows(
        &mut self,
        table: &'static Table,
        mut each: impl FnMut(Row),
    ) -> Result<(), Failure> {
        self.hand_over(table, reading(table, Vec::new()), |rows| rows.each(&mut each)).await
    }

    /// The rows of one locality, as they are kept, in key order.
    ///
    /// # Errors
    /// As [`Store::view`].
    pub async fn scan_locality(
        &mut self,
        table: &'static Table,
        locality: Locality,
        mut each: impl FnMut(&[Value]),
    ) -> Result<(), Failure> {
        let mut query = reading(table, vec![Value::Int(locality.0)]);
        // A cursor takes no parameters, and a number needs no quotes.
        query.sql = query.sql.replace("$1", &locality.0.to_string());
        query.params.clear();
        self.hand_over(table, query, |rows| rows.iter().for_each(&mut each)).await
    }

    /// At most so many records of a table in key order, those behind `last` or else the first: whoever goes through several
    /// tables side by side keeps a page of each.
    ///
    /// # Errors
    /// As [`Store::view`].
    pub async fn page<R: Record>(&mut self, last: Option<&R>, most: usize) -> Result<Vec<R>, Failure> {
        let table = R::TABLE;
        let params = last.map_or_else(Vec::new, |last| Vec::from(Key::of_row(table, &last.to_row()).parts));
        let kinds = table.columns.iter().map(|column| column.kind).collect();
        let query = Query { sql: sql::page(table, last.is_some(), most), kinds, params };
        let found = self.reading.rows(query).await;
        let rows = found.map_err(|fault| self.store.read_failure(table.name, &fault))?;
        let records = rows.iter().map(R::from_row).collect::<Result<_, _>>();
        records.map_err(|bad| self.store.fault(table.name, &bad))
    }

    /// When the last command was decided that is in the records; nothing in a market that nobody has used.
    ///
    /// # Errors
    /// As [`Store::view`].
    pub async fn latest(&mut self) -> Result<Option<Timestamp>, Failure> {
        let query = Query { sql: LATEST.to_owned(), kinds: vec![Kind::Int], params: Vec::new() };
        let found = self.reading.rows(query).await;
        let rows = found.map_err(|fault| self.store.read_failure("command_log", &fault))?;
        Ok(rows.iter().next().and_then(|row| row.first()?.as_int().ok()).map(Timestamp))
    }

    async fn hand_over(
        &mut self,
        table: &'static Table,
        query: Query,
        mut take: impl FnMut(Rows),
    ) -> Result<(), Failure> {
        let scanned = async {
            let mut chunks = self.reading.chunks(query).await?;
            while let Some(chunk) = chunks.next().await? {
                take(chunk);
            }
            Ok(())
        };
        scanned.await.map_err(|fault| self.store.read_failure(table.name, &fault))
    }

    /// Gives the connection back. A snapshot that is dropped instead takes its connection with it.
    pub fn finish(self) -> Boxed<'static, ()> {
        Box::pin(async move { self.store.0.reader.end(self.reading).await })
    }
}

impl Reading {
    /// All rows of a query.
    pub(crate) async fn rows(&mut self, query: Query) -> Result<Rows, EngineFault> {
        match self {
            Self::Sqlite(home) => {
                let connection = home.take().ok_or_else(broken_off)?;
                let read = move || {
                    let rows = all_rows(&connection, &query);
                    (connection, rows)
                };
                let done = tokio::task::spawn_blocking(read).await;
                let (connection, rows) = done.map_err(|error| EngineFault::Rejected(error.to_string()))?;
                *home = Some(connection);
                rows
            }
            Self::Postgres(pooled) => {
                let statement = pooled.prepare(&query.sql).await?;
                let params: Vec<Sent<'_>> = query.params.iter().map(Sent::from).collect();
                let found = pooled.client.query(&statement, &params_of(&params)).await?;
                rows_of(&found, &query.kinds)
            }
        }
    }

    /// Begins to read a query without parameters.
    pub(crate) fn chunks(&mut self, query: Query) -> Boxed<'_, Result<Chunks<'_>, EngineFault>> {
        Box::pin(self.begun(query))
    }

    async fn begun(&mut self, query: Query) -> Result<Chunks<'_>, EngineFault> {
        match self {
            Self::Sqlite(home) => {
                let connection = home.take().ok_or_else(broken_off)?;
                let (sender, chunks) = mpsc::channel(8);
                let thread = tokio::task::spawn_blocking(move || {
                    let done = send_chunks(&connection, &query, &sender);
                    (connection, done)
                });
                Ok(Chunks::Sqlite { home, chunks, thread })
            }
            Self::Postgres(pooled) => {
                let declare = format!("DECLARE scan NO SCROLL CURSOR FOR {}", query.sql);
                pooled.client.batch_execute(&declare).await?;
                let fetch = pooled.client.prepare(&format!("FETCH {FETCHED} FROM scan")).await?;
                Ok(Chunks::Postgres { pooled, fetch, kinds: query.kinds })
            }
        }
    }
}

impl Chunks<'_> {
    /// The next rows; nothing after the last.
    pub(crate) fn next(&mut self) -> Boxed<'_, Result<Option<Rows>, EngineFault>> {
        Box::pin(self.taken())
    }

    async fn taken(&mut self) -> Result<Option<Rows>, EngineFault> {
        match self {
            Self::Sqlite { home, chunks, thread } => {
                if let Some(chunk) = chunks.recv().await {
                    return Ok(Some(chunk));
                }
                let (connection, done) =
                    thread.await.map_err(|error| EngineFault::Rejected(error.to_string()))?;
                **home = Some(connection);
                done.map(|()| None)
            }
            Self::Postgres { pooled, fetch, kinds } => {
                let found = pooled.client.query(fetch, &[]).await?;
                if found.is_empty() {
                    pooled.client.batch_execute("CLOSE scan").await?;
                    return Ok(None);
                }
                rows_of(&found, kinds).map(Some)
            }
        }
    }
}

fn broken_off() -> EngineFault {
    EngineFault::Lost("an earlier read was broken off".to_owned())
}

fn rows_of(found: &[tokio_postgres::Row], kinds: &[Kind]) -> Result<Rows, EngineFault> {
    let mut rows = Rows::with_room(kinds, found.len());
    for row in found {
        rows.push(kinds, |at, kind| value(row, at, kind))?;
    }
    Ok(rows)
}

fn all_rows(connection: &Connection, query: &Query) -> Result<Rows, EngineFault> {
    let mut rows = Rows::with_room(&query.kinds, HANDED);
    let keep = |row: &rusqlite::Row<'_>| {
        rows.push(&query.kinds, |at, kind| sqlite::value(row, at, kind))?;
        Ok(true)
    };
    sqlite::each_row(connection, &sql::numbered(&query.sql), &query.params, keep)?;
    Ok(rows)
}

fn send_chunks(
    connection: &Connection,
    query: &Query,
    sender: &mpsc::Sender<Rows>,
) -> Result<(), EngineFault> {
    let room = || Rows::with_room(&query.kinds, HANDED);
    let mut chunk = room();
    let send = |row: &rusqlite::Row<'_>| {
        chunk.push(&query.kinds, |at, kind| sqlite::value(row, at, kind))?;
        // Sending fails when the scan was given up.
        Ok(chunk.len() < HANDED || sender.blocking_send(std::mem::replace(&mut chunk, room())).is_ok())
    };
    sqlite::each_row(connection, &query.sql, &[], send)?;
    if !chunk.is_empty() {
        let _given_up = sender.blocking_send(chunk);
    }
    Ok(())
}
