//! `poems bench book`: whole bookings, durable, by many buyers at once; next to the same work with a transaction for
//! each step.
//!
//! A booking is what the product does for one: hours are held and then booked, with the price, the contract, the
//! escrow, the notices, the timers and the entries of the log. Every booking of a pass is found afterwards, and the
//! books are checked in the end as `poems check` does.

mod market;
mod pass;

use super::decimal::Decimal;
use super::figures::{Plot, Series};
use super::goals::Goal;
use super::measure::median;
use super::peers::server::Server;
use super::report::Report;
use super::{BenchArguments, calibrate, cluster};
use crate::check;
use crate::failure::Failure;
use crate::folder::Folder;
use clap::Args;
use market::Market;
use pass::Outcome;
use store::Database;

/// How often each load is measured.
const PASSES: usize = 3;
/// A transaction for each step, for comparing.
const ALONE: usize = 1;
/// What the product does: all that has queued.
const TOGETHER: usize = 512;

/// The words of `poems bench book`.
#[derive(Args, Clone, Debug)]
pub(crate) struct BookArguments {
    /// How many buyers book at once
    #[arg(long, value_name = "NUMBERS", value_delimiter = ',', default_value = "1,8,64,512")]
    buyers: Vec<usize>,
    /// How many bookings a pass
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    bookings: usize,
    /// On which engines
    #[arg(long, value_name = "NAMES", value_delimiter = ',', default_value = "sqlite,postgres")]
    engines: Vec<String>,
    #[command(flatten)]
    pub(crate) common: BenchArguments,
}

/// What one load came to: medians of its passes.
struct Load {
    buyers: usize,
    is_together: bool,
    /// Nanoseconds on the wall for one booking.
    wall: i64,
    /// Nanoseconds of processors for one booking, the database's among them.
    cpu: i64,
    /// Bytes that went to the device, or into the log of PostgreSQL, for one booking.
    written: i64,
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
    if wants("sqlite") {
        let database = Database::sqlite(folder.path.join("book.sqlite"));
        engine("SQLite", &database, (arguments, &mut report), None).await?;
    }
    if let Some(address) = address {
        let database = address.parse().map_err(|bad: store::BadDatabase| {
            Failure::input(bad.to_string(), "Give --postgres an address.")
        })?;
        let server = Server::at(address).await?;
        engine("PostgreSQL", &database, (arguments, &mut report), Some(&server)).await?;
    }
    goals(&mut report);
    report.notes.push(
        "not measured: a hot account, 64 localities, booking over HTTP, a search meanwhile, growth"
            .to_owned(),
    );
    Ok(report)
}

/// Measures one engine at every load, each way.
async fn engine(
    name: &str,
    database: &Database,
    (arguments, report): (&BookArguments, &mut Report),
    server: Option<&Server>,
) -> Result<(), Failure> {
    let most = arguments.buyers.iter().copied().max().unwrap_or(1);
    let bookings = arguments.bookings * arguments.buyers.len() * 2 * PASSES;
    let mut market = Market::make(database, (most, bookings)).await?;
    let mut loads = Vec::new();
    for &buyers in &arguments.buyers {
        for batch_most in [ALONE, TOGETHER] {
            let store = market.open(batch_most).await?;
            let mut outcomes = Vec::new();
            for _ in 0..PASSES {
                let wishes = market.wishes(arguments.bookings, buyers)?;
                outcomes.push(pass::measure(&store, server, wishes).await?);
            }
            store.close().await;
            loads.push(say(name, (buyers, batch_most == TOGETHER), (&outcomes, report)));
        }
    }
    let store = market.open(TOGETHER).await?;
    let found = check::check(&store).await?;
    store.close().await;
    if !found.is_clean() {
        return Err(Failure::failed(
            format!("{name}: the books do not add up\n{found}"),
            "Report this: it is a fault.",
        ));
    }
    let curve = |is_together: bool| {
        let of_kind = loads.iter().filter(move |load| load.is_together == is_together);
        let rate = |load: &Load| (load.buyers.to_string(), Decimal::ratio(1_000_000_000_i64, load.wall));
        of_kind.map(rate).collect()
    };
    let series = vec![
        Series { name: "what has queued, together".to_owned(), points: curve(true) },
        Series { name: "a transaction for each step".to_owned(), points: curve(false) },
    ];
    let file = format!("bookings_{}", name.to_ascii_lowercase());
    report.plots.push(Plot::lines(&file, (&format!("Bookings a second on {name}, by buyers"), "/s"), series));
    compare(name, &loads, report);
    Ok(())
}

/// The figures of one load.
fn say(
    engine: &str,
    (buyers, is_together): (usize, bool),
    (outcomes, report): (&[Outcome], &mut Report),
) -> Load {
    let of = |figure: fn(&Outcome) -> i64| median(outcomes.iter().map(figure));
    let each =
        |total: fn(&Outcome) -> i64| median(outcomes.iter().map(|outcome| outcome.each(total(outcome))));
    let way = if is_together { "together" } else { "one by one" };
    let group = format!("{engine}, {buyers} buyers, {way}");
    let mut figure = |name: &str, value: Decimal, unit: &str| report.figure((&group, name), (value, unit));
    let load = Load {
        buyers,
        is_together,
        wall: each(|outcome| outcome.spent.wall),
        cpu: each(|outcome| outcome.spent.process + outcome.server_cpu),
        written: each(|outcome| outcome.written),
    };
    figure("bookings a second", Decimal::ratio(1_000_000_000_i64, load.wall), "/s");
    figure("cpu of a booking, the database's too", Decimal::micros(load.cpu), "µs");
    figure(
        "latency of a booking, p50",
        Decimal::millis(of(|outcome| outcome.latencies.per_mille(500))),
        "ms",
    );
    figure(
        "latency of a booking, p99",
        Decimal::millis(of(|outcome| outcome.latencies.per_mille(990))),
        "ms",
    );
    figure(
        "rows written",
        Decimal::ratio(of(|outcome| outcome.rows), of(|outcome| outcome.count)),
        "/booking",
    );
    figure("commits", Decimal::ratio(of(|outcome| outcome.commits), of(|outcome| outcome.count)), "/booking");
    figure("written", Decimal::ratio(load.written, 1_000), "KB/booking");
    load
}

/// How many times better what has queued together is.
fn compare(engine: &str, loads: &[Load], report: &mut Report) {
    for together in loads.iter().filter(|load| load.is_together) {
        let alone = loads.iter().find(|load| !load.is_together && load.buyers == together.buyers);
        let Some(alone) = alone else { continue };
        let group = format!("{engine}, together over one by one");
        let name = |what: &str| format!("{what}, {} buyers", together.buyers);
        let figure = |report: &mut Report, what: &str, (of, to): (i64, i64)| {
            report.figure((&group, &name(what)), (Decimal::ratio(of, to), "x"));
        };
        figure(report, "bookings a second", (alone.wall, together.wall));
        figure(report, "bookings a processor second", (alone.cpu, together.cpu));
    }
}

fn goals(report: &mut Report) {
    let value = |group: &str, name: &str| report.value(group, name);
    let times = |engine: &str, what: &str| value(&format!("{engine}, together over one by one"), what);
    let whole = |number: i64| Decimal::whole(number);
    report.goals = vec![
        Goal::at_least(
            "SQLite, 64 buyers, times in processor time",
            (times("SQLite", "bookings a processor second, 64 buyers"), "x"),
            whole(2),
        ),
        Goal::at_most(
            "SQLite, 64 buyers, written for a booking",
            (value("SQLite, 64 buyers, together", "written"), "KB"),
            whole(40),
        ),
        Goal::at_least(
            "PostgreSQL, 64 buyers, times in bookings",
            (times("PostgreSQL", "bookings a second, 64 buyers"), "x"),
            whole(5),
        ),
        Goal::at_least(
            "PostgreSQL, 512 buyers, times in bookings",
            (times("PostgreSQL", "bookings a second, 512 buyers"), "x"),
            whole(9),
        ),
        Goal::at_most("the hot account, times slower", (None, "x"), whole(2)),
        Goal::at_most("over HTTP, times slower", (None, "x"), Decimal(1_500)),
        Goal::at_most("growth from 10 000 to 1 000 000 bookings", (None, "x"), Decimal(1_200)),
    ];
}
