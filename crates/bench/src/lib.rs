//! `poems bench`: what the market does on this machine, next to what people would use instead.
//!
//! ```text
//! calibrate ─▶ Machine ─┐
//! a bench   ─▶ figures ─┼─▶ Report ─▶ table or JSON
//!              goals   ─┤          └▶ plots (SVG)
//!              plots   ─┘
//! ```
//!
//! Figures are whole numbers of thousandths: a measurement needs no more, and nothing here is a float.

mod book;
mod calibrate;
mod cluster;
mod crowd;
mod decimal;
mod figures;
mod filling;
mod flood;
mod goals;
mod http;
mod measure;
mod peers;
mod replay;
mod report;
mod search;

use clap::{Args, Subcommand};
use host::failure::Failure;
use host::folder::Folder;
use host::output::say;
use report::Report;
use std::path::PathBuf;
use std::process::ExitCode;
use store::Boxed;

/// What is measured.
#[derive(Subcommand, Debug)]
pub enum Bench {
    /// What the machine can do: processor, memory, disk
    Calibrate(BenchArguments),
    /// Booking hours, many buyers at once, next to a transaction for each step
    Book(book::BookArguments),
    /// Searching over HTTP, next to answers that need no search
    Http(http::HttpArguments),
    /// One client that takes all it can get, next to others that search
    Flood(flood::FloodArguments),
    /// Auctions that were held elsewhere, bid for bid under this market's rules
    Replay(replay::ReplayArguments),
    /// Searching a crowd of sellers, next to what a database makes of it
    Search(search::SearchArguments),
    /// Draw the plots of a report that was written with --json
    Draw {
        /// The report
        #[arg(value_name = "FILE")]
        report: PathBuf,
        /// Where the plots go
        #[arg(long, value_name = "DIR", default_value = "docs/figures")]
        figures: PathBuf,
    },
}

/// The words that every bench takes.
#[derive(Args, Clone, Debug)]
pub struct BenchArguments {
    /// Keep the data in this folder and use it again from there; without it, it goes at the end
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Draw the plots into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) figures: Option<PathBuf>,
    /// Makes other data
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// An empty PostgreSQL database to measure with: <postgres://USER@HOST/NAME>
    #[arg(long, value_name = "URL")]
    pub(crate) postgres: Option<String>,
}

/// Measures, and says what came of it. The exit code is that of a failure when a goal was missed.
///
/// # Errors
/// [`Failure`] when something could not be measured.
pub fn run(bench: &Bench, json: bool) -> Boxed<'_, Result<ExitCode, Failure>> {
    Box::pin(measured(bench, json))
}

async fn measured(bench: &Bench, json: bool) -> Result<ExitCode, Failure> {
    let (report, figures) = match bench {
        Bench::Calibrate(arguments) => (calibrated(arguments).await?, arguments.figures.as_deref()),
        Bench::Book(arguments) => (book::run(arguments).await?, arguments.common.figures.as_deref()),
        Bench::Http(arguments) => (http::run(arguments).await?, arguments.common.figures.as_deref()),
        Bench::Flood(arguments) => (flood::run(arguments).await?, arguments.common.figures.as_deref()),
        Bench::Replay(arguments) => (replay::run(arguments).await?, arguments.common.figures.as_deref()),
        Bench::Search(arguments) => (search::run(arguments).await?, arguments.common.figures.as_deref()),
        Bench::Draw { report, figures } => {
            for path in figures::draw(figures, &Report::read(report)?.plots)? {
                say(&path.display().to_string())?;
            }
            return Ok(ExitCode::SUCCESS);
        }
    };
    say(&if json { report.json() } else { report.to_string() })?;
    if let Some(folder) = figures {
        figures::draw(folder, &report.plots)?;
    }
    Ok(if report.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn calibrated(arguments: &BenchArguments) -> Result<Report, Failure> {
    let folder = Folder::of(arguments.data.as_deref(), "bench")?;
    Ok(Report::new("calibrate", calibrate::machine(&folder.path, arguments.postgres.as_deref()).await?))
}

/// A connection to PostgreSQL that is no part of the market: a peer's.
///
/// # Errors
/// [`Failure`] when it does not answer.
pub(crate) async fn peer_client(address: &str) -> Result<tokio_postgres::Client, Failure> {
    let (client, connection) =
        tokio_postgres::connect(address, tokio_postgres::NoTls).await.map_err(peer_failed)?;
    tokio::spawn(connection);
    Ok(client)
}

/// A peer's error as ours.
pub(crate) fn peer_failed(error: impl std::error::Error) -> Failure {
    let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
    Failure::failed(format!("{error}{cause}"), "Check --postgres: it must name an empty database.")
}
