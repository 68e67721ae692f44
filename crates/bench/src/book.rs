//! `poems bench book`: whole bookings, durable, by many buyers at once; next to the same work with a transaction for
//! each step.
//!
//! A booking is what the product does for one: hours are held and then booked, with the price, the contract, the
//! escrow, the notices, the timers and the entries of the log. Every booking of a pass is found afterwards, and the
//! books are checked in the end as `poems check` does.

mod growth;
mod http;
mod loads;
mod market;
mod meanwhile;
mod pass;
mod past;
mod people;
mod variants;

use super::crowd::HERE;
use super::decimal::Decimal;
use super::goals::Goal;
use super::peers::server::Server;
use super::report::Report;
use super::{BenchArguments, calibrate, cluster};
use clap::Args;
use host::check;
use host::failure::Failure;
use host::folder::Folder;
use host::reference::{Books, Sources};
use host::search::TABLES;
use market::{Market, Plan};
use std::collections::BTreeSet;
use store::{Database, Options, Store};

/// How often each load is measured.
const PASSES: usize = 3;
/// A transaction for each step, for comparing.
const ALONE: usize = 1;
/// What the product does: all that has queued.
const TOGETHER: usize = 512;
/// The buyers that the parts beside the loads want.
const LEAST_BUYERS: usize = 64;

/// How much slower a load may be than another.
#[derive(Clone, Copy)]
struct Slower {
    what: &'static str,
    /// The group of its figures without the engine, and which of them tells.
    load: &'static str,
    figure: &'static str,
    most: Decimal,
}

const HOT: Slower = Slower {
    what: "a hot account",
    load: "64 buyers, a fund that every booking touches",
    figure: "times slower than in one area",
    most: Decimal(2_000),
};
const OVER_HTTP: Slower = Slower {
    what: "over HTTP",
    load: "32 buyers, over HTTP",
    figure: "times slower than in the process",
    most: Decimal(1_500),
};
const MEANWHILE: Slower = Slower {
    what: "p99 of a search meanwhile",
    load: "searching while 64 buyers book",
    figure: "times slower",
    most: Decimal(2_000),
};

/// An engine that is measured.
#[derive(Clone, Copy)]
struct Engine<'a> {
    /// How figures name it.
    name: &'static str,
    database: &'a Database,
    /// Its server, watched from beside; `None` where the engine works in this process.
    server: Option<&'a Server>,
}

/// The words of `poems bench book`.
#[derive(Args, Clone, Debug)]
pub struct BookArguments {
    /// How many buyers book at once
    #[arg(long, value_name = "NUMBERS", value_delimiter = ',', default_value = "1,8,64,512")]
    buyers: Vec<usize>,
    /// How many bookings a pass
    #[arg(long, value_name = "N", default_value_t = 500)]
    bookings: usize,
    /// On which engines
    #[arg(long, value_name = "NAMES", value_delimiter = ',', default_value = "sqlite,postgres")]
    engines: Vec<String>,
    /// What is measured
    #[arg(
        long,
        value_name = "NAMES",
        value_delimiter = ',',
        default_value = "loads,variants,http,meanwhile"
    )]
    parts: Vec<String>,
    /// Measure growth too, up to so many past bookings, on PostgreSQL
    #[arg(long, value_name = "N")]
    past: Option<i64>,
    #[command(flatten)]
    pub(crate) common: BenchArguments,
}

/// Measures booking.
///
/// # Errors
/// [`Failure`]; also when a booking is missing or the books do not add up.
pub(crate) async fn run(arguments: &BookArguments) -> Result<Report, Failure> {
    let folder = Folder::of(arguments.common.data.as_deref(), "bench")?;
    let wants = |engine: &str| arguments.engines.iter().any(|wanted| wanted == engine);
    let (server, why) = if wants("postgres") {
        cluster::server(arguments.common.postgres.as_deref())
    } else {
        (None, Some("PostgreSQL was not asked for".to_owned()))
    };
    let address = server.as_ref().map(cluster::Server::address);
    let mut report = Report::new("book", calibrate::machine(&folder.path, address).await?);
    report.notes.extend(why);
    let books = Books::read(Sources::default())?;
    if wants("sqlite") {
        let database = Database::sqlite(folder.path.join("book.sqlite"));
        let sqlite = Engine { name: "SQLite", database: &database, server: None };
        measure(sqlite, &books, arguments, &mut report).await?;
    }
    if let Some(address) = address {
        let database = address.parse().map_err(|bad: store::BadDatabase| {
            Failure::input(bad.to_string(), "Give --postgres an address.")
        })?;
        let server = Server::at(address).await?;
        let postgres = Engine { name: "PostgreSQL", database: &database, server: Some(&server) };
        measure(postgres, &books, arguments, &mut report).await?;
        if let Some(past) = arguments.past {
            growth::run(&server, &database, &books, arguments.bookings, past, &mut report).await?;
        }
    }
    if arguments.past.is_none() {
        report.notes.push("growth is measured with --past".to_owned());
    }
    report.goals = goals(&report, arguments.past.is_some());
    Ok(report)
}

/// Measures one engine.
async fn measure(
    engine: Engine<'_>,
    books: &Books,
    arguments: &BookArguments,
    report: &mut Report,
) -> Result<(), Failure> {
    let parts: BTreeSet<&str> = arguments.parts.iter().map(String::as_str).collect();
    let (asked, buyers) = (arguments.bookings, arguments.buyers.as_slice());
    let most = buyers.iter().copied().max().unwrap_or(1).max(LEAST_BUYERS);
    let bookings = loads::all_bookings(asked, buyers) + 3 * PASSES * loads::bookings(asked, LEAST_BUYERS);
    let plan = Plan { areas: vec![HERE], buyers: most, bookings, is_funded: false };
    let mut market = Market::make(engine.database, books, &plan).await?;
    if parts.contains("loads") {
        loads::run(engine, &mut market, asked, buyers, report).await?;
    }
    if parts.contains("http") {
        http::run(engine, &mut market, asked, report).await?;
    }
    if parts.contains("variants") {
        variants::run(engine, books, asked, report).await?;
    }
    if parts.contains("meanwhile") {
        meanwhile::run(engine, &mut market, asked, arguments.common.seed, report).await?;
    }
    prove(engine, books).await
}

/// Measures bookings on SQLite straight from the store and through the API, with their goal.
///
/// # Errors
/// As [`run`].
pub(super) async fn over_http(asked: usize, report: &mut Report) -> Result<(), Failure> {
    let folder = Folder::of(None, "bench")?;
    let database = Database::sqlite(folder.path.join("book.sqlite"));
    let engine = Engine { name: "SQLite", database: &database, server: None };
    let bookings = 2 * PASSES * loads::bookings(asked, http::CLIENTS);
    let plan = Plan { areas: vec![HERE], buyers: http::CLIENTS, bookings, is_funded: false };
    let books = Books::read(Sources::default())?;
    let mut market = Market::make(engine.database, &books, &plan).await?;
    http::run(engine, &mut market, asked, report).await?;
    prove(engine, &books).await?;
    report.goals.push(at_most(report, engine.name, OVER_HTTP));
    Ok(())
}

/// Makes sure that the books add up.
async fn prove(engine: Engine<'_>, books: &Books) -> Result<(), Failure> {
    let store = Store::open(Options::new(engine.database.clone()).tables(&TABLES)).await?;
    let found = check::check(&store, &books.reference()).await?;
    store.close().await;
    if found.is_clean() {
        return Ok(());
    }
    let what = format!("{}: the books do not add up\n{found}", engine.name);
    Err(Failure::failed(what, "Report this: it is a fault."))
}

fn goals(report: &Report, is_grown: bool) -> Vec<Goal> {
    let value = |group: &str, name: &str| report.value(group, name);
    let times = |engine: &str, what: &str| value(&format!("{engine}, together over one by one"), what);
    let mut goals = vec![
        Goal::at_least(
            "SQLite, 64 buyers, times in processor time",
            times("SQLite", "bookings a processor second, 64 buyers"),
            "x",
            Decimal::whole(2),
        ),
        Goal::at_most(
            "SQLite, 64 buyers, written for a booking",
            value("SQLite, 64 buyers, together", "written"),
            "KB",
            Decimal::whole(40),
        ),
    ];
    for (buyers, least) in [(64, 5), (512, 9)] {
        goals.push(Goal::at_least(
            &format!("PostgreSQL, {buyers} buyers, times in bookings"),
            times("PostgreSQL", &format!("bookings a second, {buyers} buyers")),
            "x",
            Decimal::whole(least),
        ));
    }
    for engine in ["SQLite", "PostgreSQL"] {
        goals.extend([HOT, OVER_HTTP, MEANWHILE].map(|slower| at_most(report, engine, slower)));
    }
    if is_grown {
        let names = [("booking", "cpu of a booking, the database's too"), ("search", "search, mean")];
        for (what, name) in names {
            let growth = value("PostgreSQL, growth", name);
            goals.push(Goal::at_most(&format!("growth of a {what}"), growth, "x", Decimal(1_200)));
        }
    }
    goals
}

fn at_most(report: &Report, engine: &str, slower: Slower) -> Goal {
    let Slower { what, load, figure, most } = slower;
    let value = report.value(&format!("{engine}, {load}"), figure);
    Goal::at_most(&format!("{engine}, {what}, times slower"), value, "x", most)
}
