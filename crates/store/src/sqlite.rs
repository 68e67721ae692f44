//! SQLite: one lane that writes, connections that read.

use crate::engine::{Engine, EngineFault};
use crate::private;
use crate::rows::loaded;
use crate::sql::{Dialect, Shape, Texts};
use kernel::{BadRow, Change, Keys, Kind, Loaded, Row, Value};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior, ffi, params_from_iter};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long another process may hold the file before it counts as a conflict.
const BUSY: Duration = Duration::from_secs(2);
/// Statements kept ready: four or so a table.
const STATEMENTS: usize = 1_024;
/// Durable at every commit. A commit writes each page it touches whole, and most of those hold one row of it: pages of a
/// new file are half as large as usual. They go from the log to the file every 80 MB rather than every 4.
const WRITER: &str =
    "PRAGMA page_size = 2048; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 40000;
    PRAGMA journal_size_limit = 100000000; PRAGMA cache_size = -65536;";

/// The connection of the lane that writes, or of the thread that finds.
pub(crate) struct Sqlite {
    /// Not the file itself: a temporary one goes with the store, however long the lane's thread still lives.
    path: PathBuf,
    connect: Connect,
    open: Option<Connection>,
    texts: Texts,
}

/// How a connection is made.
type Connect = fn(&Path) -> rusqlite::Result<Connection>;

/// A value on its way into a statement, with the bytes of an id.
struct Sent<'a> {
    value: &'a Value,
    id: [u8; 16],
}

impl Sqlite {
    /// An engine that loads and commits.
    pub(crate) fn writing(path: PathBuf) -> Self {
        Self::connecting(path, writer)
    }

    /// An engine that only loads.
    pub(crate) fn reading(path: PathBuf) -> Self {
        Self::connecting(path, reader)
    }

    fn connecting(path: PathBuf, connect: Connect) -> Self {
        Self { path, connect, open: None, texts: Texts::new(Dialect::Sqlite) }
    }

    fn attempt<T>(
        &mut self,
        work: impl FnOnce(&mut Connection, &mut Texts) -> Result<T, EngineFault>,
    ) -> Result<T, EngineFault> {
        let mut connection = match self.open.take() {
            Some(connection) => connection,
            None => (self.connect)(&self.path).map_err(|error| EngineFault::Lost(error.to_string()))?,
        };
        let done = work(&mut connection, &mut self.texts);
        if !matches!(done, Err(EngineFault::Lost(_))) {
            self.open = Some(connection);
        }
        done
    }
}

impl Engine for Sqlite {
    fn load(&mut self, keys: &Keys) -> Result<Vec<Loaded>, EngineFault> {
        self.attempt(|connection, texts| {
            let mut rows = Vec::with_capacity(keys.points().len());
            // The file is locked and looked at once, not for each key.
            let tx = connection.transaction()?;
            for key in keys.points().iter().chain(keys.prefixes()) {
                let text = texts.get(key.table, Shape::Load(key.parts.len()));
                let mut statement = tx.prepare_cached(&text)?;
                let mut found = statement.query(params_from_iter(key.parts.iter().map(Sent::new)))?;
                while let Some(row) = found.next()? {
                    rows.push(loaded(key.table, |at, kind| value(row, at, kind))?);
                }
            }
            Ok(rows)
        })
    }

    fn commit(&mut self, changes: &[Change]) -> Result<(), EngineFault> {
        self.attempt(|connection, texts| {
            let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for change in changes {
                write(&tx, texts, change)?;
            }
            Ok(tx.commit()?)
        })
    }

    fn let_go(&mut self) {
        self.open = None;
    }
}

/// A connection that may write.
pub(crate) fn writer(path: &Path) -> rusqlite::Result<Connection> {
    // A new file is its owner's alone; what SQLite makes beside it is as the file is. Opening says what is wrong.
    let _made = private::file(path);
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    connection.execute_batch(WRITER)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

/// What keeps a file that is there from being read as a database; nothing when it can be read to its end, or at all.
pub(crate) fn damage(path: &Path) -> Option<String> {
    if !path.is_file() {
        return None;
    }
    let connection = Connection::open(path).ok()?;
    connection.busy_timeout(BUSY).ok()?;
    match connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0)) {
        Ok(found) => (found != "ok").then_some(found),
        Err(error) => {
            let code = error.sqlite_error_code();
            let is_damage = matches!(code, Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt));
            is_damage.then(|| error.to_string())
        }
    }
}

/// Takes all of the log into the file, and leaves the log empty.
pub(crate) fn checkpoint(path: &Path) -> Result<(), EngineFault> {
    let connection = writer(path)?;
    let is_busy: i64 = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    match is_busy {
        0 => Ok(()),
        _ => Err(EngineFault::Conflict("somebody still reads it".to_owned())),
    }
}

/// A connection that can only read, for pages.
pub(crate) fn reader(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

/// Hands the values of each row of a query to `each`, until it says stop.
pub(crate) fn query(
    connection: &Connection,
    sql: &str,
    kinds: &[Kind],
    params: &[Value],
    mut each: impl FnMut(Row) -> bool,
) -> Result<(), EngineFault> {
    each_row(connection, sql, params, |row| {
        let values = kinds.iter().enumerate().map(|(at, kind)| value(row, at, *kind));
        Ok(each(values.collect::<Result<Row, _>>()?))
    })
}

/// Hands each row of a query to `each`, until it says stop.
pub(crate) fn each_row(
    connection: &Connection,
    sql: &str,
    params: &[Value],
    mut each: impl FnMut(&rusqlite::Row<'_>) -> Result<bool, EngineFault>,
) -> Result<(), EngineFault> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params_from_iter(params.iter().map(Sent::new)))?;
    while let Some(row) = rows.next()? {
        if !each(row)? {
            break;
        }
    }
    Ok(())
}

fn write(tx: &Connection, texts: &mut Texts, change: &Change) -> Result<(), EngineFault> {
    let Change { key, version, after, row, .. } = change;
    let (before, after) = (Value::Int(*version), Value::Int(*after));
    let versions: &[&Value] = match (row, *version) {
        (Some(_), 0) if key.table.append_only => &[],
        (Some(_), 0) => &[&after],
        (Some(_), _) => &[&after, &before],
        (None, _) => &[&before],
    };
    let shape = match (row, *version) {
        (Some(_), 0) => Shape::Insert,
        (Some(_), _) if change.keeps_indexes() => Shape::UpdateBesideIndexes,
        (Some(_), _) => Shape::Update,
        (None, _) => Shape::Delete,
    };
    let values = row.as_ref().map_or(key.parts.as_ref(), AsRef::as_ref);
    let text = texts.get(key.table, shape);
    let params = values.iter().chain(versions.iter().copied()).map(Sent::new);
    let written = tx.prepare_cached(&text)?.execute(params_from_iter(params))?;
    if written == 1 {
        Ok(())
    } else {
        Err(EngineFault::Conflict(format!("{}: another version", key.table.name)))
    }
}

/// The value of a column that is declared to hold a kind.
pub(crate) fn value(row: &rusqlite::Row<'_>, at: usize, kind: Kind) -> Result<Value, EngineFault> {
    let stored = row.get_ref(at)?;
    match (kind, stored) {
        (_, ValueRef::Null) => Ok(Value::Null),
        (Kind::Int, ValueRef::Integer(int)) => Ok(Value::Int(int)),
        (Kind::Id, ValueRef::Blob(bytes)) => match bytes.try_into() {
            Ok(bytes) => Ok(Value::Id(u128::from_be_bytes(bytes))),
            Err(_) => Err(misfit(kind, "a blob of another length")),
        },
        (Kind::Text, ValueRef::Text(bytes)) => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Value::Text(text.into())),
            Err(_) => Err(misfit(kind, "text that is not UTF-8")),
        },
        (Kind::Bytes, ValueRef::Blob(bytes)) => Ok(Value::Bytes(bytes.into())),
        (_, other) => Err(misfit(kind, &other.data_type().to_string())),
    }
}

fn misfit(kind: Kind, found: &str) -> EngineFault {
    EngineFault::Rejected(BadRow(format!("expected {kind:?}, found {found}")).to_string())
}

impl<'a> Sent<'a> {
    fn new(value: &'a Value) -> Self {
        let id = match value {
            Value::Id(bits) => bits.to_be_bytes(),
            Value::Null | Value::Int(_) | Value::Text(_) | Value::Bytes(_) => [0; 16],
        };
        Self { value, id }
    }
}

impl rusqlite::ToSql for Sent<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.value {
            Value::Null => ValueRef::Null,
            Value::Int(int) => ValueRef::Integer(*int),
            Value::Id(_) => ValueRef::Blob(&self.id),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl From<rusqlite::Error> for EngineFault {
    fn from(error: rusqlite::Error) -> Self {
        let why = error.to_string();
        let Some(code) = error.sqlite_error() else { return Self::Rejected(why) };
        if matches!(code.extended_code, ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_UNIQUE) {
            return Self::Conflict(why);
        }
        let lost = [
            ErrorCode::CannotOpen,
            ErrorCode::DatabaseCorrupt,
            ErrorCode::DiskFull,
            ErrorCode::FileLockingProtocolFailed,
            ErrorCode::NotADatabase,
            ErrorCode::OutOfMemory,
            ErrorCode::PermissionDenied,
            ErrorCode::ReadOnly,
            ErrorCode::SystemIoFailure,
        ];
        if matches!(code.code, ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) {
            Self::Conflict(why)
        } else if lost.contains(&code.code) {
            Self::Lost(why)
        } else {
            Self::Rejected(why)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_is_durable_at_every_commit_and_has_small_pages() {
        let path = testkit::files::fresh("pragmas");
        let connection = writer(&path).unwrap();
        let read =
            |name: &str| connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0));
        let found = ["synchronous", "page_size", "wal_autocheckpoint"].map(|name| read(name).unwrap());
        drop(connection);
        std::fs::remove_file(&path).unwrap();
        assert_eq!(found, [2, 2_048, 40_000]);
    }
}
