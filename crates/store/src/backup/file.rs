//! Copies of a market in a SQLite file.

use super::{BackupError, Copied, LATEST, Restored, UNSERVED, bad_file, beside, keep, unfit};
use crate::engine::EngineFault;
use crate::{private, sqlite};
use kernel::Timestamp;
use rusqlite::{Connection, ErrorCode, OptionalExtension};
use std::path::{Path, PathBuf};

/// What SQLite keeps beside a file; left behind, it would be taken for the next file's of that name.
const COMPANIONS: [&str; 2] = ["-wal", "-shm"];

/// Copies the file as it is at one moment, and reads the copy once.
pub(super) fn back_up(from: &Path, to: &Path) -> Result<Copied, BackupError> {
    let partial = beside(to, ".partial");
    let done = copy(from, &partial).and_then(|latest| Ok(Copied { bytes: keep(&partial, to)?, latest }));
    if done.is_err() {
        let _gone = std::fs::remove_file(&partial);
    }
    done
}

/// Puts the copy where the market's file is to be; what was there is kept under another name.
pub(super) fn restore(
    from: &Path,
    to: &Path,
    replaces: bool,
    now: Timestamp,
) -> Result<Restored, BackupError> {
    let partial = beside(to, ".partial");
    let done = copy(from, &partial).and_then(|_| {
        vacate(to, replaces)?;
        let copy = Connection::open(&partial).map_err(|error| unfit(from, &error))?;
        copy.execute(UNSERVED, [now.0]).map_err(|error| unfit(from, &error))?;
        drop(copy);
        let kept = put_aside(to, now)?;
        keep(&partial, to)?;
        Ok(Restored { kept })
    });
    if done.is_err() {
        let _gone = std::fs::remove_file(&partial);
    }
    done
}

/// Has SQLite write a file anew, and answers when the last command in it was decided.
fn copy(from: &Path, partial: &Path) -> Result<Option<Timestamp>, BackupError> {
    let _left = std::fs::remove_file(partial);
    private::file(partial).map_err(bad_file(partial))?;
    let name = partial.to_str().ok_or_else(|| unfit(partial, &"the path is not UTF-8"))?;
    let source = sqlite::reader(from).map_err(|error| unfit(from, &error))?;
    source.execute("VACUUM INTO ?1", [name]).map_err(|error| unfit(from, &error))?;
    let copy = sqlite::reader(partial).map_err(|error| unfit(partial, &error))?;
    let found: String = copy
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .map_err(|error| unfit(from, &error))?;
    if found != "ok" {
        return Err(unfit(from, &found));
    }
    let latest = copy.query_row(LATEST, [], |row| row.get::<_, Option<i64>>(0));
    latest
        .map(|latest| latest.map(Timestamp))
        .map_err(|error| unfit(from, &format!("it is no market: {error}")))
}

/// Makes sure that nobody has the file open, and that what is in it may go.
fn vacate(file: &Path, replaces: bool) -> Result<(), BackupError> {
    if !file.exists() {
        return Ok(());
    }
    let database = format!("sqlite:{}", file.display());
    let what = match vacated(file, &database) {
        Ok(None) => return Ok(()),
        Ok(Some(table)) => format!("`{table}` has records"),
        Err(BackupError::Database(EngineFault::Lost(why))) => format!("it cannot be read: {why}"),
        Err(error) => return Err(error),
    };
    if replaces { Ok(()) } else { Err(BackupError::NotEmpty { database, what }) }
}

/// The first table that has records. Only who is alone with a file can take it out of its log.
fn vacated(file: &Path, database: &str) -> Result<Option<String>, BackupError> {
    let lost = |error: rusqlite::Error| BackupError::Database(error.into());
    let connection = sqlite::writer(file).map_err(lost)?;
    let table = occupied(&connection).map_err(lost)?;
    match connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get::<_, String>(0)) {
        Ok(mode) if mode == "delete" => Ok(table),
        Err(error) if !is_busy(&error) => Err(lost(error)),
        Ok(_) | Err(_) => Err(BackupError::Served { database: database.to_owned(), address: String::new() }),
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

fn occupied(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let list = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'migration' ORDER BY name";
    let mut statement = connection.prepare(list)?;
    let tables = statement.query_map([], |row| row.get::<_, String>(0))?;
    for table in tables {
        let table = table?;
        let first = format!("SELECT 1 FROM \"{table}\" LIMIT 1");
        if connection.query_row(&first, [], |_| Ok(())).optional()?.is_some() {
            return Ok(Some(table));
        }
    }
    Ok(None)
}

/// Gives what is there another name, its companions too, even those that an earlier file has left.
fn put_aside(file: &Path, now: Timestamp) -> Result<Option<PathBuf>, BackupError> {
    let kept = beside(file, &format!(".replaced-{}", now.0));
    let is_kept = file.exists();
    if is_kept {
        std::fs::rename(file, &kept).map_err(bad_file(file))?;
    }
    for ending in COMPANIONS {
        let companion = beside(file, ending);
        if companion.exists() {
            std::fs::rename(&companion, beside(&kept, ending)).map_err(bad_file(&companion))?;
        }
    }
    Ok(is_kept.then_some(kept))
}
