//! Which database a market is kept in.

use crate::server::{BadServer, Server};
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

/// Which database a market is kept in: `sqlite:PATH`, `sqlite::memory:` or `postgres://…`, there with
/// `sslmode=disable|prefer|require|verify-full` and `sslrootcert=FILE`; if nothing is said,
/// `prefer` on this machine and `verify-full` elsewhere.
#[derive(Clone, Debug)]
pub struct Database(pub(crate) Location);

#[derive(Clone, Debug)]
pub(crate) enum Location {
    File(Arc<TemporaryOrKept>),
    Server(Arc<Server>),
}

/// A database file; a temporary one is removed when nothing uses it any more.
#[derive(Debug)]
pub(crate) struct TemporaryOrKept {
    pub(crate) path: PathBuf,
    is_temporary: bool,
}

/// What was written does not name a database.
#[derive(Debug, thiserror::Error)]
pub enum BadDatabase {
    /// It is the address of none.
    #[error("`{0}` names no database; write `sqlite:PATH`, `sqlite::memory:` or `postgres://USER@HOST/NAME`")]
    Address(String),
    /// There is no such way to trust a server.
    #[error("`sslmode={0}` is not known; write disable, prefer, require or verify-full")]
    Mode(String),
    /// A file of authorities is named, and nothing would be checked by it.
    #[error("`sslrootcert` has no effect with `sslmode={0}`; write sslmode=verify-full, or leave it out")]
    Authorities(String),
}

impl Database {
    /// The SQLite database in a file, which is made if it is not there.
    pub fn sqlite(path: impl AsRef<Path>) -> Self {
        Self::file(path.as_ref().to_owned(), false)
    }

    /// An empty SQLite database that goes when the store does. It is a file in the temporary folder, because a
    /// database in memory could not be read while it is written.
    pub fn temporary() -> Self {
        let name = format!("poems-{}-{:016x}.db", std::process::id(), crate::random());
        Self::file(std::env::temp_dir().join(name), true)
    }

    /// `SQLite` or `PostgreSQL`.
    pub fn engine(&self) -> &'static str {
        match &self.0 {
            Location::File(_) => "SQLite",
            Location::Server(_) => "PostgreSQL",
        }
    }

    /// Whether it is a file that is not there yet.
    pub(crate) fn is_missing(&self) -> bool {
        matches!(&self.0, Location::File(file) if !file.path.is_file())
    }

    fn file(path: PathBuf, is_temporary: bool) -> Self {
        Self(Location::File(Arc::new(TemporaryOrKept { path, is_temporary })))
    }
}

impl FromStr for Database {
    type Err = BadDatabase;
    fn from_str(text: &str) -> Result<Self, BadDatabase> {
        let bad = || BadDatabase::Address(text.split('@').next_back().unwrap_or_default().to_owned());
        match text.split_once(':') {
            Some(("sqlite", ":memory:")) => Ok(Self::temporary()),
            Some(("sqlite", path)) if !path.is_empty() => {
                Ok(Self::sqlite(path.strip_prefix("//").unwrap_or(path)))
            }
            Some(("postgres" | "postgresql", _)) => {
                let server = Server::read(text).map_err(|why| match why {
                    BadServer::Address => bad(),
                    BadServer::Mode(mode) => BadDatabase::Mode(mode),
                    BadServer::Authorities(mode) => BadDatabase::Authorities(mode),
                })?;
                Ok(Self(Location::Server(Arc::new(server))))
            }
            _ => Err(bad()),
        }
    }
}

/// As it may be shown: without a password.
impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Location::File(file) => write!(f, "sqlite:{}", file.path.display()),
            Location::Server(server) => {
                let config = &server.config;
                let hosts: Vec<_> = config.get_hosts().iter().map(host).collect();
                write!(f, "postgres://{}/{}", hosts.join(","), config.get_dbname().unwrap_or_default())
            }
        }
    }
}

fn host(host: &tokio_postgres::config::Host) -> String {
    match host {
        tokio_postgres::config::Host::Tcp(name) => name.clone(),
        tokio_postgres::config::Host::Unix(path) => path.display().to_string(),
    }
}

impl Drop for TemporaryOrKept {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm"].into_iter().filter(|_| self.is_temporary) {
            let mut path = self.path.clone().into_os_string();
            path.push(ending);
            let _gone = std::fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_named_by_its_address_and_shown_without_its_password() {
        let shown = |text: &str| text.parse::<Database>().map(|database| database.to_string());
        assert_eq!(shown("sqlite:/var/lib/market.db").unwrap(), "sqlite:/var/lib/market.db");
        assert_eq!(shown("sqlite://market.db").unwrap(), "sqlite:market.db");
        assert_eq!(
            shown("postgres://me:secret@db.example:5433/market").unwrap(),
            "postgres://db.example/market"
        );
        for wrong in ["", "sqlite:", "market.db", "mysql://x", "postgres://me:secret@:no"] {
            let why = shown(wrong).unwrap_err().to_string();
            assert!(!why.contains("secret"), "{why}");
        }
    }

    #[test]
    fn a_temporary_file_goes_with_its_last_user() {
        let database = Database::temporary();
        let Location::File(file) = &database.0 else { panic!("a file") };
        let path = file.path.clone();
        std::fs::write(&path, "").unwrap();
        let other = database.clone();
        drop(database);
        assert!(path.exists());
        drop(other);
        assert!(!path.exists());
    }
}
