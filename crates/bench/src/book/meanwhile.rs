//! Searching while buyers book, next to searching alone: the same process, the same finder, the same searches.

use super::loads::bookings;
use super::market::Market;
use super::{Engine, PASSES, TOGETHER, pass};
use crate::crowd::Crowd;
use crate::decimal::Decimal;
use crate::filling::{self, Wanted};
use crate::measure::{Samples, Stopwatch, median};
use crate::report::Report;
use crate::search::queries::queries;
use finder::{Finder, Query};
use host::failure::Failure;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use store::{Clock, SystemClock};

/// How many buyers book meanwhile.
const BUYERS: usize = 64;
/// The crowd that is searched.
const SELLERS: i64 = 20_000;
const SELLERS_AT_ONCE: i64 = 1_000;
/// How many different searches there are, and how long a searcher thinks between two.
const QUERIES: usize = 1_000;
const PAUSE: Duration = Duration::from_millis(1);
/// How long a searcher searches alone.
const ALONE_FOR: Duration = Duration::from_secs(3);

/// Searches one after the other until it is told to stop.
struct Searcher {
    stopped: Arc<AtomicBool>,
    thread: std::thread::JoinHandle<Searched>,
}

/// How long each search took: on the wall, and of the processor.
struct Searched {
    wall: Samples,
    cpu: Samples,
}

/// Measures searches alone and while buyers book, a pass of each in turn.
pub(super) async fn run(
    engine: Engine<'_>,
    market: &mut Market,
    asked: usize,
    seed: u64,
    report: &mut Report,
) -> Result<(), Failure> {
    let (books, now) = (market.books.clone(), SystemClock.now());
    let mut crowd = Crowd::new(&books, now, seed);
    let queries = Arc::new(queries(&books.rulebook, QUERIES, &crowd.popular(), now, seed));
    let wanted = Wanted { count: SELLERS, at_once: SELLERS_AT_ONCE, what: "sellers" };
    filling::fill(engine.database.clone(), wanted, move || crowd.seller()).await?;
    let app = market.open(TOGETHER).await?;
    let (mut alone, mut meanwhile) = (Vec::new(), Vec::new());
    for _ in 0..PASSES {
        let searcher = Searcher::start(&app.finder, &queries)?;
        tokio::time::sleep(ALONE_FOR).await;
        alone.push(searcher.stop()?);
        let wishes = market.wishes(bookings(asked, BUYERS), BUYERS)?;
        let searcher = Searcher::start(&app.finder, &queries)?;
        pass::direct(&app.store, engine.server, wishes).await?;
        meanwhile.push(searcher.stop()?);
    }
    app.store.close().await;
    let group = format!("{}, searching while {BUYERS} buyers book", engine.name);
    let mut p99 = |name: &str, passes: &[Searched]| {
        let wall = median(passes.iter().map(|searched| searched.wall.per_mille(990)));
        let cpu = median(passes.iter().map(|searched| searched.cpu.per_mille(990)));
        report.figure(&group, &format!("p99 of a search, {name}"), Decimal::micros(wall), "µs");
        report.figure(&group, &format!("cpu p99 of a search, {name}"), Decimal::micros(cpu), "µs");
        wall
    };
    let (alone, meanwhile) = (p99("alone", &alone), p99("meanwhile", &meanwhile));
    report.figure(&group, "times slower", Decimal::ratio(meanwhile, alone), "x");
    Ok(())
}

impl Searcher {
    fn start(finder: &Arc<Finder>, queries: &Arc<Vec<Query>>) -> Result<Self, Failure> {
        let stopped = Arc::new(AtomicBool::new(false));
        let (finder, queries, stop) = (Arc::clone(finder), Arc::clone(queries), Arc::clone(&stopped));
        let search = move || {
            let (mut wall, mut cpu) = (Vec::new(), Vec::new());
            for query in queries.iter().cycle().take_while(|_| !stop.load(Ordering::Relaxed)) {
                let watch = Stopwatch::start();
                let found = finder.search(query, SystemClock.now());
                let spent = watch.spent();
                if found.is_ok() {
                    wall.push(spent.wall);
                    cpu.push(spent.thread);
                }
                std::thread::sleep(PAUSE);
            }
            Searched { wall: Samples::of(wall), cpu: Samples::of(cpu) }
        };
        let thread = std::thread::Builder::new().name("searcher".to_owned()).spawn(search)?;
        Ok(Self { stopped, thread })
    }

    fn stop(self) -> Result<Searched, Failure> {
        self.stopped.store(true, Ordering::Relaxed);
        let failed = |_| Failure::failed("the searcher panicked", "Report this: it is a fault.");
        self.thread.join().map_err(failed)
    }
}
