//! Copies of a whole market that can be put away and put back, of either engine.
//!
//! SQLite: the file as it is at one moment, written anew by the database itself, also while the market is served.
//! PostgreSQL: what its own programs `pg_dump` and `pg_restore` make and read, in their custom format. A copy has its name
//! only once it is whole, and nobody but its owner may read it.

mod file;
mod server;

use crate::clock::{Clock, SystemClock};
use crate::database::{Database, Location};
use crate::engine::EngineFault;
use crate::failure::OpenError;
use crate::reader::blocking;
use kernel::Timestamp;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A copy that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Its size.
    pub bytes: u64,
    /// When the last command in it was decided; there is none in a market that nobody has used. Of PostgreSQL, the copy
    /// may hold later ones as well.
    pub latest: Option<Timestamp>,
}

/// What putting a copy back has done besides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// Where the file is kept that was there before.
    pub kept: Option<PathBuf>,
}

/// Why a market was not copied, or a copy not put back. What was there is as it was, unless it says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A copy never takes the place of a file.
    #[error("{} is there already", .0.display())]
    Exists(PathBuf),
    /// There is nothing to copy, or to put back.
    #[error("{0}: there is no such file")]
    Missing(String),
    /// It is no copy of a market of this engine.
    #[error("{}: {why}", path.display())]
    Unfit {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// What is there would be lost.
    #[error("{database} is not empty: {what}")]
    NotEmpty {
        /// Which.
        database: String,
        /// What is in it.
        what: String,
    },
    /// Somebody has the database open.
    #[error("{database} is being served{}", if address.is_empty() { String::new() } else { format!(" by {address}") })]
    Served {
        /// Which.
        database: String,
        /// Where that process can be reached, if it is known.
        address: String,
    },
    /// A program of PostgreSQL is not there.
    #[error("`{tool}` cannot be started: {why}")]
    NoTool {
        /// Which.
        tool: &'static str,
        /// What the system says.
        why: String,
    },
    /// A program of PostgreSQL gave up.
    #[error("`{tool}` gave up: {said}")]
    Tool {
        /// Which.
        tool: &'static str,
        /// What it said.
        said: String,
    },
    /// The database gave up.
    #[error(transparent)]
    Database(#[from] EngineFault),
    /// A file could not be made, written or named.
    #[error("{}: {why}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        why: std::io::Error,
    },
}

impl Database {
    /// Copies all records, as they are at one moment, to a new file; also while the market is served.
    ///
    /// # Errors
    /// [`BackupError`]; then there is no such file.
    pub async fn back_up(&self, to: &Path) -> Result<Copied, BackupError> {
        if to.exists() {
            return Err(BackupError::Exists(to.to_owned()));
        }
        let to = to.to_owned();
        match &self.0 {
            Location::File(_) if self.is_missing() => Err(BackupError::Missing(self.to_string())),
            Location::File(from) => {
                let from = Arc::clone(from);
                on_a_thread(move || file::back_up(&from.path, &to)).await
            }
            Location::Server(server) => {
                let latest = server::latest(server).await?;
                let server = Arc::clone(server);
                let bytes = on_a_thread(move || server::back_up(&server, &to)).await?;
                Ok(Copied { bytes, latest })
            }
        }
    }

    /// Puts a copy back. A database that has records is only replaced if `replaces` says so; a file is kept beside the new
    /// one, what was on a server is gone.
    ///
    /// # Errors
    /// [`BackupError`].
    pub async fn restore(&self, from: &Path, replaces: bool) -> Result<Restored, BackupError> {
        if !from.is_file() {
            return Err(BackupError::Missing(from.display().to_string()));
        }
        let (from, now) = (from.to_owned(), SystemClock.now());
        match &self.0 {
            Location::File(to) => {
                let to = Arc::clone(to);
                on_a_thread(move || file::restore(&from, &to.path, replaces, now)).await
            }
            Location::Server(server) => {
                server::must_be_free(server, &self.to_string(), replaces, now).await?;
                let server = Arc::clone(server);
                let to = Arc::clone(&server);
                on_a_thread(move || server::restore(&to, &from)).await?;
                server::open_to_all(&server, now).await?;
                Ok(Restored::default())
            }
        }
    }
}

/// When the last command was decided; nothing where there is none.
pub(crate) const LATEST: &str = "SELECT MAX(decided_at) FROM command_log";

/// Nobody serves what is put back, whoever served what was copied; and no process that had it open before finds the version
/// of an owner row that it remembers. A market that has moved elsewhere stays there.
const UNSERVED: &str =
    "UPDATE owner SET lease_until = 0, epoch = epoch + 1, version = $1 WHERE process <> 'moved'";

async fn on_a_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BackupError> + Send + 'static,
) -> Result<T, BackupError> {
    blocking(move || Ok(work())).await?
}

fn unfit(path: &Path, why: &impl ToString) -> BackupError {
    BackupError::Unfit { path: path.to_owned(), why: why.to_string() }
}

fn bad_file(path: &Path) -> impl FnOnce(std::io::Error) -> BackupError {
    let path = path.to_owned();
    move |why| BackupError::File { path, why }
}

/// A file beside another, with an ending more.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Makes sure that a finished file stays, and gives it its name.
fn keep(partial: &Path, name: &Path) -> Result<u64, BackupError> {
    let bad = || bad_file(name);
    let file = std::fs::File::open(partial).map_err(bad())?;
    file.sync_all().map_err(bad())?;
    std::fs::rename(partial, name).map_err(bad())?;
    let folder = name.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(bad())?;
    file.metadata().map(|found| found.len()).map_err(bad())
}

impl From<OpenError> for BackupError {
    fn from(error: OpenError) -> Self {
        Self::Database(EngineFault::Lost(error.to_string()))
    }
}
