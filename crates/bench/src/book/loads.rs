//! The loads: so many buyers at once, with what has queued committed together and with a transaction for each step.

use super::market::Market;
use super::pass::{self, Outcome};
use super::{ALONE, Engine, PASSES, TOGETHER};
use crate::decimal::Decimal;
use crate::figures::{Plot, Series};
use crate::measure::median;
use crate::peers::server::Server;
use crate::report::Report;
use host::failure::Failure;

/// The least that each buyer books in a pass: fewer would be one batch and no queue.
const LEAST_EACH: usize = 4;

/// What one load came to.
struct Load {
    buyers: usize,
    is_together: bool,
    each: Each,
}

/// What one booking took: medians of the passes.
#[derive(Clone, Copy)]
pub(super) struct Each {
    /// On the wall, in nanoseconds.
    pub(super) wall: i64,
    /// Of processors, the database's among them, in nanoseconds.
    pub(super) cpu: i64,
}

/// How many bookings a pass of so many buyers has.
pub(super) fn bookings(asked: usize, buyers: usize) -> usize {
    asked.max(buyers * LEAST_EACH)
}

/// How many bookings all loads together have.
pub(super) fn all_bookings(asked: usize, buyers: &[usize]) -> usize {
    buyers.iter().map(|buyers| bookings(asked, *buyers) * 2 * PASSES).sum()
}

/// Measures each load both ways.
pub(super) async fn run(
    engine: Engine<'_>,
    market: &mut Market,
    asked: usize,
    buyers: &[usize],
    report: &mut Report,
) -> Result<(), Failure> {
    let Engine { name: engine, server, .. } = engine;
    let mut loads = Vec::new();
    for &buyers in buyers {
        for batch_most in [ALONE, TOGETHER] {
            let synced = syncs(server).await?;
            let store = market.open(batch_most).await?.store.clone();
            let mut outcomes = Vec::new();
            for _ in 0..PASSES {
                let wishes = market.wishes(bookings(asked, buyers), buyers)?;
                outcomes.push(pass::direct(&store, server, wishes).await?);
            }
            // What a connection has synced is told when it ends.
            store.close().await;
            drop(store);
            let synced = (syncs(server).await?).zip(synced).map(|(after, before)| after - before);
            let way = if batch_most == TOGETHER { "together" } else { "one by one" };
            let group = format!("{engine}, {buyers} buyers, {way}");
            let each = say(&group, &outcomes, report);
            say_syncs(&group, &outcomes, synced, report);
            loads.push(Load { buyers, is_together: batch_most == TOGETHER, each });
        }
    }
    draw(engine, &loads, report);
    compare(engine, &loads, report);
    Ok(())
}

async fn syncs(server: Option<&Server>) -> Result<Option<i64>, Failure> {
    match server {
        Some(server) => Ok(Some(server.syncs().await?)),
        None => Ok(None),
    }
}

/// The figures of one load; gives what a booking of it took.
pub(super) fn say(group: &str, outcomes: &[Outcome], report: &mut Report) -> Each {
    let of = |figure: fn(&Outcome) -> i64| median(outcomes.iter().map(figure));
    let each =
        |total: fn(&Outcome) -> i64| median(outcomes.iter().map(|outcome| outcome.each(total(outcome))));
    let mut figure = |name: &str, value: Decimal, unit: &str| report.figure(group, name, value, unit);
    let (wall, process) = (each(|outcome| outcome.spent.wall), each(|outcome| outcome.spent.process));
    let cpu = each(|outcome| outcome.spent.process + outcome.server_cpu);
    let latency = |parts: usize| {
        Decimal::millis(median(outcomes.iter().map(|outcome| outcome.latencies.per_mille(parts))))
    };
    let count = of(|outcome| outcome.count);
    figure("bookings a second", Decimal::ratio(1_000_000_000_i64, wall), "/s");
    figure("cpu of a booking, the database's too", Decimal::micros(cpu), "µs");
    figure("cpu of a booking, this process", Decimal::micros(process), "µs");
    figure("latency of a booking, p50", latency(500), "ms");
    figure("latency of a booking, p99", latency(990), "ms");
    figure("rows written", Decimal::ratio(of(|outcome| outcome.rows), count), "/booking");
    figure("commits", Decimal::ratio(of(|outcome| outcome.commits), count), "/booking");
    figure("written", Decimal::ratio(each(|outcome| outcome.written), 1_000), "KB/booking");
    Each { wall, cpu }
}

/// How often the log was made durable: as PostgreSQL counts it; SQLite does so once a commit.
fn say_syncs(group: &str, outcomes: &[Outcome], synced: Option<i64>, report: &mut Report) {
    let sum = |figure: fn(&Outcome) -> i64| outcomes.iter().map(figure).sum::<i64>();
    let synced = synced.unwrap_or_else(|| sum(|outcome| outcome.commits));
    let each = Decimal::ratio(synced, sum(|outcome| outcome.count));
    report.figure(group, "syncs of the log", each, "/booking");
}

fn draw(engine: &str, loads: &[Load], report: &mut Report) {
    let curve = |is_together: bool| {
        let of_kind = loads.iter().filter(move |load| load.is_together == is_together);
        let rate = |load: &Load| (load.buyers.to_string(), Decimal::ratio(1_000_000_000_i64, load.each.wall));
        of_kind.map(rate).collect()
    };
    let series = vec![
        Series { name: "what has queued, together".to_owned(), points: curve(true) },
        Series { name: "a transaction for each step".to_owned(), points: curve(false) },
    ];
    let file = format!("bookings_{}", engine.to_ascii_lowercase());
    report.plots.push(Plot::lines(
        &file,
        &format!("Bookings on {engine}, by buyers at once"),
        "a second",
        series,
    ));
}

/// How many times better what has queued together is.
fn compare(engine: &str, loads: &[Load], report: &mut Report) {
    for together in loads.iter().filter(|load| load.is_together) {
        let alone = loads.iter().find(|load| !load.is_together && load.buyers == together.buyers);
        let Some(alone) = alone else { continue };
        let group = format!("{engine}, together over one by one");
        let name = |what: &str| format!("{what}, {} buyers", together.buyers);
        let mut figure = |what: &str, part: fn(&Each) -> i64| {
            let times = Decimal::ratio(part(&alone.each), part(&together.each));
            report.figure(&group, &name(what), times, "x");
        };
        figure("bookings a second", |each| each.wall);
        figure("bookings a processor second", |each| each.cpu);
    }
}
