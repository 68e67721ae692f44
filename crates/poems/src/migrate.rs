//! `poems migrate`: brings a database up to date, or moves a market from SQLite to PostgreSQL.

use crate::config::Flags;
use crate::opened::{self, Records};
use host::check::{self, Report};
use host::failure::Failure;
use host::output::say;
use host::progress;
use serde_json::json;
use std::fmt::Write as _;
use std::process::ExitCode;
use store::{MoveError, Store, Tally};

/// The words of `poems migrate`.
#[derive(clap::Args, Debug)]
pub(crate) struct MigrateArguments {
    #[command(flatten)]
    flags: Flags,
    /// Move the market of this SQLite file (sqlite:PATH) into the database, which must be PostgreSQL and empty
    #[arg(long, value_name = "URL")]
    from: Option<String>,
}

/// Applies the migrations that the database lacks, then moves the market into it, if one is named.
///
/// # Errors
/// [`Failure`].
pub(crate) async fn run(arguments: &MigrateArguments, json: bool) -> Result<ExitCode, Failure> {
    let records = opened::records(&arguments.flags, |options| options).await?;
    let code = match &arguments.from {
        Some(from) => move_from(&records, from, json).await?,
        None => bring_up_to_date(&records.store, json).await?,
    };
    records.store.close().await;
    Ok(code)
}

async fn bring_up_to_date(store: &Store, json: bool) -> Result<ExitCode, Failure> {
    let differences = store.schema_differences().await?;
    if !differences.is_empty() {
        let what = format!("the schema differs:\n{}", differences.join("\n"));
        return Err(Failure::failed(what, "Somebody changed it by hand: undo that, or restore a backup."));
    }
    let database = store.database().to_string();
    let asked = store.undistributed().await;
    let whole = asked
        .map_err(|error| Failure::failed(error.to_string(), "Check the database; nothing was changed."))?;
    let mut up_to_date = format!("{database} is up to date.");
    if !whole.is_empty() {
        let _written =
            write!(up_to_date, " On one machine alone: {}. Run `poems distribute`.", whole.join(", "));
    }
    let told = json!({ "database": database, "up_to_date": true, "undistributed": whole });
    say(&if json { told.to_string() } else { up_to_date })?;
    Ok(ExitCode::SUCCESS)
}

/// Moves a market and checks what has arrived.
async fn move_from(records: &Records, from: &str, json: bool) -> Result<ExitCode, Failure> {
    let store = &records.store;
    let source = from
        .parse()
        .map_err(|bad: store::BadDatabase| Failure::input(bad.to_string(), "Give --from sqlite:PATH."))?;
    let bar = progress::bar(0, "move");
    let watch = |progress: store::Progress| bar.set(progress.table, progress.done, progress.total);
    let moved = store.move_from(&source, watch).await;
    bar.clear();
    let tallies = moved.map_err(|error| unmoved(&error))?;
    let report = check::check(store, &records.books.reference()).await?;
    let target = store.database().to_string();
    say(&if json {
        let tables: Vec<_> = tallies.iter().map(told).collect();
        let (source, check) = (source.to_string(), report.json());
        json!({ "source": source, "database": target, "tables": tables, "check": check }).to_string()
    } else {
        page(&tallies, &report, &source.to_string(), &target)
    })?;
    Ok(if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What to do about a market that was not moved.
fn unmoved(error: &MoveError) -> Failure {
    let what = error.to_string();
    let next = match error {
        MoveError::Direction { .. } => {
            return Failure::input(what, "Give --from sqlite:PATH and --database postgres://USER@HOST/NAME.");
        }
        MoveError::Source(store::OpenError::Behind { .. }) => {
            "Bring the source up to date first: `poems migrate --database sqlite:PATH`."
        }
        MoveError::Source(_) => "Check --from. Nothing was copied.",
        MoveError::Served { .. } => {
            "Stop that server; if it was killed, wait ten seconds. Then try again. Nothing was copied."
        }
        MoveError::NotEmpty { .. } => {
            "Give an empty database. If an earlier move was broken off at its very end, this is its complete copy: \
             run `poems check` on it and serve it, and do not serve the source again."
        }
        MoveError::Schema { .. } => {
            "Somebody changed it by hand: undo that, or restore a backup. Nothing was copied."
        }
        MoveError::Differs(_) => {
            "Something changes records on their way into the target (a trigger?). Remove it and try again; the target \
             is still empty."
        }
        MoveError::BrokenOff(_) => "The target is still empty: mend what it names and try again.",
        MoveError::Unsure(_) => {
            "Try again: if the target is then not empty, it is the complete copy, and the source must not be served."
        }
        MoveError::NotClosed(_) => "Serve the target, and never the source again: put its file away.",
    };
    Failure::failed(what, next)
}

/// Sums are text: they may be larger than a number of JSON should be.
fn told(tally: &Tally) -> serde_json::Value {
    let money = tally.money.iter().map(|(column, sum)| ((*column).to_owned(), json!(sum.to_string())));
    let slots = tally.slots.iter().map(|(column, masks)| {
        ((*column).to_owned(), json!({ "bits": masks.set, "xor": format!("{:024x}", masks.xor) }))
    });
    json!({
        "table": tally.table,
        "rows": tally.rows,
        "money": serde_json::Value::Object(money.collect()),
        "slots": serde_json::Value::Object(slots.collect()),
        "digest": format!("{:032x}", tally.digest),
    })
}

fn page(tallies: &[Tally], report: &Report, source: &str, target: &str) -> String {
    let mut page = String::new();
    for tally in tallies {
        let mut line = format!("{:>10}  {:<24}", tally.rows, tally.table);
        for (column, sum) in &tally.money {
            let _written = write!(line, "  {column} {sum}");
        }
        for (column, masks) in &tally.slots {
            let _written = write!(line, "  {column} {} bits, xor {:024x}", masks.set, masks.xor);
        }
        page += line.trim_end();
        page.push('\n');
    }
    let rows: u64 = tallies.iter().map(|tally| tally.rows).sum();
    page + &format!(
        "{rows} rows copied, read back and found the same: counts, sums of money, masks, and a digest of every value.\n\n\
         {report}\n\nThe market is now at {target}. {source} is a copy of its last moment, and is served no more."
    )
}
