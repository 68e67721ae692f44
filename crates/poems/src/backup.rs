//! `poems backup` and `poems restore`: a whole market to a file, and back.

use crate::config::Flags;
use crate::opened::{self, Records};
use host::check::{self, Report};
use host::failure::Failure;
use host::output::say;
use kernel::rfc3339;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;
use store::{BackupError, Options};

/// The words of `poems backup`.
#[derive(clap::Args, Debug)]
pub(crate) struct BackupArguments {
    /// The file to make; of SQLite it is a database, of PostgreSQL what `pg_restore` reads
    #[arg(value_name = "TO")]
    to: PathBuf,
    #[command(flatten)]
    flags: Flags,
}

/// The words of `poems restore`.
#[derive(clap::Args, Debug)]
pub(crate) struct RestoreArguments {
    /// What `poems backup` has made, of a database of the same engine
    #[arg(value_name = "FROM")]
    from: PathBuf,
    /// Replace the records that the database has; a file is kept beside the new one, what is on a server goes
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    flags: Flags,
}

/// Copies a market and says until when.
///
/// # Errors
/// [`Failure`].
pub(crate) async fn back_up(arguments: &BackupArguments, json: bool) -> Result<(), Failure> {
    let database = opened::database(&arguments.flags.config()?)?;
    let copied = database.back_up(&arguments.to).await.map_err(|error| undone(&error))?;
    let (to, latest, bytes) = (arguments.to.display().to_string(), copied.latest.map(rfc3339), copied.bytes);
    say(&if json {
        json!({ "database": database.to_string(), "backup": to, "bytes": bytes, "latest_moment": latest })
            .to_string()
    } else {
        let until = latest.map_or_else(
            || "No command is in it yet.".to_owned(),
            |latest| format!("It has every command until {latest}."),
        );
        format!(
            "{database} is copied to {to}: {bytes} bytes. {until}\nPut it on another machine, and try it: `poems restore`."
        )
    })
}

/// Puts a copy back, and proves what has come as `poems check` does.
///
/// # Errors
/// [`Failure`].
pub(crate) async fn restore(arguments: &RestoreArguments, json: bool) -> Result<ExitCode, Failure> {
    let database = opened::database(&arguments.flags.config()?)?;
    let restored =
        database.restore(&arguments.from, arguments.replace).await.map_err(|error| undone(&error))?;
    let report = checked(&arguments.flags).await.map_err(|failure| {
        let what =
            format!("{} is put back at {database}, but was not checked: {failure}", arguments.from.display());
        Failure::failed(
            what,
            "Mend what it names (`poems migrate`, if it is behind), then run `poems check`.",
        )
    })?;
    let (from, kept) =
        (arguments.from.display().to_string(), restored.kept.map(|kept| kept.display().to_string()));
    say(&if json {
        let database = database.to_string();
        json!({ "database": database, "backup": from, "kept": kept, "check": report.json() }).to_string()
    } else {
        let kept = kept.map_or_else(String::new, |kept| format!(" What was there is now {kept}."));
        format!("{from} is put back at {database}.{kept}\n\n{report}")
    })?;
    Ok(if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn checked(flags: &Flags) -> Result<Report, Failure> {
    let Records { store, books } = opened::records(flags, Options::without_migrating).await?;
    let report = check::check(&store, &books.reference()).await?;
    store.close().await;
    Ok(report)
}

/// What to do about a copy that was not made or not put back.
fn undone(error: &BackupError) -> Failure {
    let what = error.to_string();
    let next = match error {
        BackupError::Exists(_) => {
            return Failure::input(what, "Name a file that is not there yet; no copy is overwritten.");
        }
        BackupError::Missing(_) => {
            return Failure::input(what, "Check the path, and --database.");
        }
        BackupError::Unfit { .. } => {
            "Nothing was changed. Take another copy; of SQLite it is a database file, of PostgreSQL the custom format of \
             `pg_dump`."
        }
        BackupError::NotEmpty { .. } => {
            "Nothing was changed. Give an empty database, or say --replace if what is in it may go."
        }
        BackupError::Served { .. } => {
            "Nothing was changed. Stop that server; if it was killed, wait ten seconds. Then try again."
        }
        BackupError::NoTool { .. } => {
            "Install the programs of PostgreSQL, of the server's version or newer (on Debian: `apt-get install \
             postgresql-client`), and see that they are in PATH."
        }
        BackupError::Tool { .. } => {
            "Mend what it names and try again. No copy was made; a database that was to be restored is as it was."
        }
        BackupError::Database(_) => "Check --database, and that the database can be reached; then try again.",
        BackupError::File { .. } => {
            "See that there is room, and that the folder may be written to; then try again."
        }
    };
    Failure::failed(what, next)
}
