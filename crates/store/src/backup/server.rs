//! Copies of a market on a PostgreSQL server, by its own programs.

use super::{BackupError, LATEST, UNSERVED, beside, keep, unfit};
use crate::engine::EngineFault;
use crate::private;
use crate::server::Server;
use kernel::Timestamp;
use std::path::Path;
use std::process::{Command, Stdio};

const DUMP: &str = "pg_dump";
const RESTORE: &str = "pg_restore";

/// When the last command was decided, at the least, of what is about to be copied.
pub(super) async fn latest(server: &Server) -> Result<Option<Timestamp>, BackupError> {
    let client = server.connect().await?;
    let latest = client.query_one(LATEST, &[]).await.map_err(EngineFault::from)?;
    Ok(latest.get::<_, Option<i64>>(0).map(Timestamp))
}

/// Has the records written to a file of the custom format; answers its size.
pub(super) fn back_up(server: &Server, to: &Path) -> Result<u64, BackupError> {
    let partial = beside(to, ".partial");
    let _left = std::fs::remove_file(&partial);
    private::file(&partial).map_err(super::bad_file(&partial))?;
    let mut dump = program(DUMP, server);
    dump.args(["--format=custom", "--no-owner", "--no-privileges"]).arg("--file").arg(&partial);
    let done = run(DUMP, dump).and_then(|()| keep(&partial, to));
    if done.is_err() {
        let _gone = std::fs::remove_file(&partial);
    }
    done
}

/// Nobody may be serving it; with records in it, only if they may go.
pub(super) async fn must_be_free(
    server: &Server,
    database: &str,
    replaces: bool,
    now: Timestamp,
) -> Result<(), BackupError> {
    let client = server.connect().await?;
    let list = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename";
    let tables = client.query(list, &[]).await.map_err(EngineFault::from)?;
    let tables: Vec<String> = tables.iter().map(|row| row.get(0)).collect();
    if tables.iter().any(|table| table == "owner") {
        let served = "SELECT address FROM owner WHERE lease_until > $1 LIMIT 1";
        let served = client.query_opt(served, &[&now.0]).await.map_err(EngineFault::from)?;
        if let Some(address) = served.map(|row| row.get(0)) {
            return Err(BackupError::Served { database: database.to_owned(), address });
        }
    }
    for table in tables.iter().filter(|table| *table != "migration" && !replaces) {
        let first = format!("SELECT 1 FROM \"{table}\" LIMIT 1");
        if client.query_opt(&first, &[]).await.map_err(EngineFault::from)?.is_some() {
            let what = format!("`{table}` has records");
            return Err(BackupError::NotEmpty { database: database.to_owned(), what });
        }
    }
    Ok(())
}

/// Has the records read from such a file: all of them, or none.
pub(super) fn restore(server: &Server, from: &Path) -> Result<(), BackupError> {
    let mut list = Command::new(RESTORE);
    list.arg("--list").arg(from);
    if let Err(BackupError::Tool { said, .. }) = run(RESTORE, list) {
        return Err(unfit(from, &said));
    }
    let mut restore = program(RESTORE, server);
    restore.args(["--single-transaction", "--exit-on-error", "--clean", "--if-exists"]);
    restore.args(["--no-owner", "--no-privileges", "--dbname", server.name()]).arg(from);
    run(RESTORE, restore)
}

/// Lets any process serve what has come, and the server plan well from the first question on.
pub(super) async fn open_to_all(server: &Server, now: Timestamp) -> Result<(), BackupError> {
    let client = server.connect().await?;
    client.execute(UNSERVED, &[&now.0]).await.map_err(EngineFault::from)?;
    if let Err(error) = client.batch_execute("ANALYZE").await {
        tracing::warn!(%error, "the tables were not analyzed; PostgreSQL does so by itself later");
    }
    Ok(())
}

/// A program that is told by its environment how to connect: its words can be read by everybody on the machine.
fn program(tool: &'static str, server: &Server) -> Command {
    let mut command = Command::new(tool);
    for (name, value) in server.environment() {
        command.env(name, value);
    }
    command.arg("--no-password");
    command
}

fn run(tool: &'static str, mut command: Command) -> Result<(), BackupError> {
    let output = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).output();
    let output = output.map_err(|error| BackupError::NoTool { tool, why: error.to_string() })?;
    if output.status.success() {
        return Ok(());
    }
    Err(BackupError::Tool { tool, said: String::from_utf8_lossy(&output.stderr).trim().to_owned() })
}
