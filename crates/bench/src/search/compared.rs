//! The same searches, answered by the finder and by its peers.

use super::queries::{day, queries};
use super::{Market, SearchArguments};
use crate::crowd::Crowd;
use crate::decimal::Decimal;
use crate::figures::{Plot, Series};
use crate::measure::{Samples, median, thread_cpu};
use crate::peers::postgres::PostgresPeer;
use crate::peers::sqlite::SqlitePeer;
use crate::peers::{Answer, Book, Numbers, answer};
use crate::report::Report;
use finder::{Finder, Found, Query};
use host::failure::Failure;
use kernel::Timestamp;
use market::concession::Terms;
use std::path::Path;
use std::sync::Arc;

const PASSES: usize = 3;

/// Searches with and without rule checks, near and far, then lets the peers search without them.
///
/// # Errors
/// [`Failure`]; also when a peer's answer differs.
pub(super) async fn run(
    market: &Market,
    arguments: &SearchArguments,
    folder: &Path,
    address: Option<&str>,
    report: &mut Report,
) -> Result<(), Failure> {
    let now = market.now;
    let popular = Crowd::new(&market.books, now, arguments.common.seed).popular();
    let near = queries(&market.books.rulebook, arguments.queries, &popular, now, arguments.common.seed);
    let far: Vec<Query> = near.iter().map(|query| Query { radius_m: None, ..query.clone() }).collect();
    let unchecked = market.finder.under(Arc::clone(&market.books.without_cards()?.rulebook));
    let mean = timed(&unchecked, &near, now, "finder, 8 km", report)?;
    timed(&unchecked, &far, now, "finder, as far as sellers go", report)?;
    timed(&market.finder, &near, now, "finder, 8 km, rules checked", report)?;
    timed(&market.finder, &far, now, "finder, as far as sellers go, rules checked", report)?;

    let is_named = |peer: &String| peer == "sqlite" || peer == "postgres";
    if !arguments.peers.iter().any(is_named) {
        return Ok(());
    }
    let places = market.books.directory.places().collect();
    let book = Book::of(&market.store, &market.finder, places, day(now)).await?;
    let zone = market.books.directory.places().next().map(|place| place.zone.calendar().local(now).date);
    let Some(today) = zone else { return Ok(()) };
    let rulebook = market.books.without_cards()?.rulebook;
    let terms = Terms::on(&rulebook, today).map_err(bad)?;
    let asked: Vec<(&Query, Numbers)> = near
        .iter()
        .take(arguments.peer_queries)
        .map(|query| (query, book.numbers(query, now, &terms)))
        .collect();
    let ours: Vec<Answer> = asked
        .iter()
        .map(|(query, _)| unchecked.search(query, now).map(|found| answer(&found)).map_err(bad))
        .collect::<Result<_, _>>()?;
    let own =
        median((0..PASSES).map(|_| pass(&unchecked, asked.iter().map(|(query, _)| *query), now).mean()));
    report.figure("finder, the peers' searches", "mean", Decimal::micros(own), "µs");
    let mut bars = vec![("finder".to_owned(), per_second(mean))];
    if arguments.peers.iter().any(|peer| peer == "sqlite") {
        let peer = SqlitePeer::fill(&folder.join("peer.sqlite"), &book)?;
        let one =
            against(&asked, &ours, own, "SQLite, one statement", report, |query| peer.one_statement(query))?;
        let bounded =
            against(&asked, &ours, own, "SQLite, bound in the host", report, |query| peer.bounded(query))?;
        bars.push(("SQLite".to_owned(), per_second(one)));
        bars.push(("SQLite, bound in the host".to_owned(), per_second(bounded)));
    }
    if let Some(address) = address {
        let peer = PostgresPeer::fill(address, &book).await?;
        if let Some((_, query)) = asked.first() {
            report.notes.push(format!("PostgreSQL's plan: {}", peer.explained(query).await?.join("; ")));
        }
        let mut means = Vec::new();
        for _ in 0..PASSES {
            let mut samples = Vec::new();
            for ((_, query), ours) in asked.iter().zip(&ours) {
                let (theirs, spent) = peer.one_statement(query).await?;
                same("PostgreSQL", ours, &theirs)?;
                samples.push(spent);
            }
            means.push(Samples::of(samples));
        }
        let mean = say_peer("PostgreSQL", &means, own, report);
        bars.push(("PostgreSQL".to_owned(), per_second(mean)));
    }
    report.plots.push(Plot::bars("search", "Searches, one core", "a second", bars));
    Ok(())
}

/// Adds a line to the plot of how long the slowest take.
fn trace(report: &mut Report, group: &str, passes: &[Samples]) {
    let file = "search-latency";
    if report.plots.iter().all(|plot| plot.file != file) {
        let title = "Processor time that one search in so many exceeds";
        report.plots.push(Plot::lines(file, title, "µs", Vec::new()));
    }
    let points = [(2, 500), (10, 900), (100, 990), (1_000, 999)].map(|(of, parts)| {
        let time = median(passes.iter().map(|samples| samples.per_mille(parts)));
        (of.to_string(), Decimal::micros(time))
    });
    if let Some(plot) = report.plots.iter_mut().find(|plot| plot.file == file) {
        plot.series.push(Series { name: group.to_owned(), points: points.to_vec() });
    }
}

/// The middle one of the passes' rates.
fn rate(passes: &[Samples]) -> Decimal {
    let mut rates: Vec<Decimal> = passes.iter().map(Samples::per_second).collect();
    rates.sort_unstable();
    rates.get(rates.len() / 2).copied().unwrap_or_default()
}

fn per_second(mean: i64) -> Decimal {
    Decimal::ratio(1_000_000_000, mean)
}

/// Measures the finder over some queries, three times, and says the median; gives the mean time of a search.
fn timed(
    finder: &Finder,
    queries: &[Query],
    now: Timestamp,
    group: &str,
    report: &mut Report,
) -> Result<i64, Failure> {
    let found: Vec<Found> =
        queries.iter().map(|query| finder.search(query, now).map_err(bad)).collect::<Result<_, _>>()?;
    let count = |of: fn(&Found) -> usize| {
        Decimal::ratio(
            i64::try_from(found.iter().map(of).sum::<usize>()).unwrap_or(0),
            i64::try_from(found.len()).unwrap_or(1),
        )
    };
    let passes: Vec<Samples> = (0..PASSES).map(|_| pass(finder, queries.iter(), now)).collect();
    let of = |part: &dyn Fn(&Samples) -> i64| median(passes.iter().map(part));
    let mean = of(&Samples::mean);
    let mut say = |name: &str, value: Decimal, unit: &str| report.figure(group, name, value, unit);
    say("a second, one core", rate(&passes), "/s");
    say("mean", Decimal::micros(mean), "µs");
    say("p50", Decimal::micros(of(&|samples| samples.per_mille(500))), "µs");
    say("p99", Decimal::micros(of(&|samples| samples.per_mille(990))), "µs");
    say("options", count(|found| found.options.len()), "");
    say("postings looked at", count(|found| found.looked_at_count), "");
    say("offerings priced", count(|found| found.priced_count), "");
    trace(report, group, &passes);
    Ok(mean)
}

fn pass<'a>(finder: &Finder, queries: impl Iterator<Item = &'a Query>, now: Timestamp) -> Samples {
    let one = |query: &Query| {
        let began = thread_cpu();
        let found = finder.search(query, now);
        // An answer is let go of outside of the search, but somebody has to do it.
        drop(std::hint::black_box(found));
        thread_cpu() - began
    };
    Samples::of(queries.map(one))
}

/// Measures a peer, and insists on its answers.
fn against(
    asked: &[(&Query, Numbers)],
    ours: &[Answer],
    own: i64,
    group: &str,
    report: &mut Report,
    ask: impl Fn(&Numbers) -> Result<(Answer, i64), Failure>,
) -> Result<i64, Failure> {
    let mut passes = Vec::new();
    for _ in 0..PASSES {
        let mut samples = Vec::new();
        for ((_, query), ours) in asked.iter().zip(ours) {
            let (theirs, spent) = ask(query)?;
            same(group, ours, &theirs)?;
            samples.push(spent);
        }
        passes.push(Samples::of(samples));
    }
    Ok(say_peer(group, &passes, own, report))
}

fn say_peer(group: &str, passes: &[Samples], own: i64, report: &mut Report) -> i64 {
    let of = |part: &dyn Fn(&Samples) -> i64| median(passes.iter().map(part));
    let mean = of(&Samples::mean);
    let mut say = |name: &str, value: Decimal, unit: &str| report.figure(group, name, value, unit);
    say("a second, one core", rate(passes), "/s");
    say("mean", Decimal::micros(mean), "µs");
    say("p50", Decimal::micros(of(&|samples| samples.per_mille(500))), "µs");
    say("p99", Decimal::micros(of(&|samples| samples.per_mille(990))), "µs");
    say("times slower", Decimal::ratio(mean, own), "x");
    trace(report, group, passes);
    mean
}

fn same(group: &str, ours: &Answer, theirs: &Answer) -> Result<(), Failure> {
    if ours == theirs {
        return Ok(());
    }
    let at = ours.iter().zip(theirs).position(|(a, b)| a != b).unwrap_or(ours.len().min(theirs.len()));
    let what = format!(
        "{group} answers otherwise, from option {at} of {} and {} on: {:?}, not {:?}",
        theirs.len(),
        ours.len(),
        theirs.get(at),
        ours.get(at)
    );
    Err(Failure::failed(what, "One of the two is wrong: this is a fault of ours."))
}

fn bad(fault: impl Into<finder::Fault>) -> Failure {
    Failure::failed(format!("a search fails: {:?}", fault.into()), "Check the rulebook.")
}
