//! `poems bench http`: searches over HTTP, next to a greeting, an answer that lies ready, and an answer that is made of
//! options in memory without searching for them, all of the same server; then bookings over HTTP, next to the same straight
//! from the store.

mod load;
mod served;

use super::decimal::Decimal;
use super::figures::Plot;
use super::goals::Goal;
use super::measure::median;
use super::report::Report;
use super::search::{Market, queries};
use super::{BenchArguments, book, calibrate};
use clap::Args;
use finder::{Finder, Query};
use host::failure::Failure;
use host::folder::Folder;
use load::{Load, Loaded};
use rules::Rulebook;
use served::Served;
use std::sync::Arc;
use store::Database;
use web::app::{App, Parts};
use web::nouns::options::{self, OPTIONS_SHOWN, Results, Search, Shown};

/// How often each route is measured, in turns with the others: the machine may be faster at one time than at another.
const PASSES: usize = 5;

/// How many queries are tried at most for each search wanted: not every query finds as many options as a page shows.
const QUERIES_EACH: usize = 20;

/// The route that makes the answer of options in memory.
const FROM_MEMORY: &str = "20 options from memory";
/// The route that searches.
const SEARCH: &str = "search API";

/// The words of `poems bench http`.
#[derive(Args, Clone, Debug)]
pub struct HttpArguments {
    /// How many invented sellers
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    sellers: i64,
    /// How many different searches, each with twenty options
    #[arg(long, value_name = "N", default_value_t = 200)]
    searches: usize,
    /// How many requests a pass
    #[arg(long, value_name = "N", default_value_t = 2_400)]
    requests: usize,
    /// How many clients ask at once, each over a connection that it keeps
    #[arg(long, value_name = "N", default_value_t = 32)]
    clients: usize,
    /// How many bookings a pass; 0 for none
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    bookings: usize,
    #[command(flatten)]
    pub(crate) common: BenchArguments,
}

/// The market under one rulebook, with what was found in it.
struct Side {
    /// How figures name it.
    name: String,
    app: App,
    results: Arc<[Results]>,
}

/// The same with every rule checked, and without.
struct Sides<T> {
    checked: T,
    unchecked: T,
}

/// A way to ask the server, and what each pass of it came to.
struct Route {
    name: &'static str,
    paths: Vec<String>,
    passes: Vec<Loaded>,
}

impl Route {
    fn of(name: &'static str, paths: Vec<String>) -> Self {
        Self { name, paths, passes: Vec::new() }
    }
}

/// Measures requests.
///
/// # Errors
/// [`Failure`]; also when a search answers otherwise than the same options from memory.
pub(crate) async fn run(arguments: &HttpArguments) -> Result<Report, Failure> {
    let folder = Folder::of(arguments.common.data.as_deref(), "bench")?;
    let mut report = Report::new("http", calibrate::machine(&folder.path, None).await?);
    let seed = arguments.common.seed;
    let path = folder.path.join(format!("crowd-{}-{seed}.sqlite", arguments.sellers));
    let database = Database::sqlite(&path);
    let market = Market::open(&database, "rebuild from SQLite", arguments.sellers, seed, &mut report).await?;
    let checked = side(&market, Arc::clone(&market.books.rulebook), Arc::clone(&market.finder));
    let bare = market.books.without_cards()?.rulebook;
    let unchecked = side(&market, Arc::clone(&bare), Arc::new(market.finder.under(bare)));
    let sides = asked(&market, Sides { checked, unchecked }, arguments.searches, seed)?;
    let mut bars = Vec::new();
    for (side, least) in [(&sides.checked, 20), (&sides.unchecked, 60)] {
        bars.extend(measure(side, arguments, least, &mut report).await?);
    }
    market.store.close().await;
    if arguments.bookings > 0 {
        book::over_http(arguments.bookings, &mut report).await?;
    }
    report.plots.push(Plot::bars("http", "Requests that one core of the server answers", "a second", bars));
    Ok(report)
}

fn side(market: &Market, rulebook: Arc<Rulebook>, finder: Arc<Finder>) -> App {
    App::new(Parts {
        store: market.store.clone(),
        finder,
        rulebook,
        directory: Arc::clone(&market.books.directory),
        templates: Arc::clone(&market.books.templates),
        clock: Arc::new(served::Still(market.now)),
        locality: super::crowd::HERE,
        market_name: "Bench".to_owned(),
        public_url: "https://market.test".to_owned(),
        is_secure: false,
        proxies: Vec::new(),
        is_rail_simulated: false,
        parallel: None,
        outbox: None,
    })
}

/// The first searches that find as many options as a page shows, with the rules checked and without.
fn asked(market: &Market, apps: Sides<App>, count: usize, seed: u64) -> Result<Sides<Side>, Failure> {
    let Sides { checked, unchecked } = apps;
    let failed =
        |error: web::error::AppError| Failure::failed(format!("a search fails: {error:?}"), "Report this.");
    let mut pairs = Vec::new();
    for query in queries::of(market, QUERIES_EACH * count, seed) {
        if pairs.len() == count {
            break;
        }
        let search = search_of(&query);
        let pair = [&checked, &unchecked].map(|app| {
            options::search(app, None, &search, Shown::FIRST, &std::collections::BTreeSet::new())
                .map_err(failed)
        });
        let [with, without] = pair;
        let (with, without) = (with?, without?);
        if [&with, &without].iter().all(|results| results.found.options.len() == OPTIONS_SHOWN) {
            pairs.push((with, without));
        }
    }
    if pairs.len() < count {
        let what = format!("only {} searches find twenty options, and {count} were asked for", pairs.len());
        return Err(Failure::input(what, "Give more --sellers or fewer --searches."));
    }
    let (with, without): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
    let cards = checked.rulebook.rules().len();
    let named = |name, app, results: Vec<Results>| Side { name, app, results: results.into() };
    Ok(Sides {
        checked: named(format!("{cards} rule cards"), checked, with),
        unchecked: named("no rule cards".to_owned(), unchecked, without),
    })
}

/// A search as it is sent.
fn search_of(query: &Query) -> Search {
    let requirement = &query.requirement;
    let calendar = requirement.work_place.zone.calendar();
    let (date, from) = calendar.clock_time(requirement.span.starts_at());
    Search {
        sector: requirement.sector.clone(),
        post_code: requirement.work_place.post_code.to_string(),
        date,
        from,
        minutes: requirement.span.minutes(),
        is_unpaid: requirement.is_unpaid,
        radius_m: None,
        again: None,
        with: None,
        without: None,
    }
}

/// Measures every route of one side, and what a search reaches of an answer from memory, of which `least` hundredths are
/// the goal.
async fn measure(
    side: &Side,
    arguments: &HttpArguments,
    least: i64,
    report: &mut Report,
) -> Result<Vec<(String, Decimal)>, Failure> {
    let served = Served::start(side.app.clone(), Arc::clone(&side.results)).await?;
    let numbers = || 0..side.results.len();
    let searches = |start: &str| side.results.iter().map(|results| served::address(start, results)).collect();
    let api: Vec<String> = searches("/api/v1/options");
    let built: Vec<String> = numbers().map(|number| format!("/bench/built/{number}")).collect();
    for (search, memory) in api.iter().zip(&built) {
        if load::fetch(served.address, search).await? != load::fetch(served.address, memory).await? {
            let what = format!("{search} answers otherwise than {memory}");
            return Err(Failure::failed(what, "Report this: it is a fault."));
        }
    }
    let mut routes = [
        Route::of("greeting", vec!["/bench/hello".to_owned()]),
        Route::of("20 options that lie ready", numbers().map(|n| format!("/bench/ready/{n}")).collect()),
        Route::of(FROM_MEMORY, built),
        Route::of(SEARCH, api),
        Route::of("search page", searches("/en/search")),
    ];
    for _ in 0..PASSES {
        for route in &mut routes {
            let load =
                Load { address: served.address, paths: route.paths.clone(), clients: arguments.clients };
            route.passes.push(load.run(arguments.requests).await?);
        }
    }
    served.stop().await;
    let mut bars = Vec::new();
    for route in &routes {
        let group = format!("{}, {}", route.name, side.name);
        let cpu = say(&group, &route.passes, report);
        bars.push((group, Decimal::ratio(1_000_000_000_i64, cpu)));
    }
    let name = format!("search over HTTP, {}, of 20 options from memory", side.name);
    report.goals.push(Goal::at_least(&name, Some(share(&routes)), "%", Decimal::whole(least)));
    Ok(bars)
}

/// What a search reaches of an answer from memory, in hundredths: the median of the passes, which were measured next to
/// each other.
fn share(routes: &[Route]) -> Decimal {
    let each = |name: &'static str| {
        let passes = routes.iter().filter(move |route| route.name == name).flat_map(|route| &route.passes);
        passes.map(Loaded::server_cpu_each)
    };
    let parts = each(FROM_MEMORY).zip(each(SEARCH)).map(|(memory, search)| 10_000 * memory / search.max(1));
    Decimal::ratio(median(parts), 100)
}

/// The figures of one route; gives the processor time of a request.
fn say(group: &str, passes: &[Loaded], report: &mut Report) -> i64 {
    let of = |figure: &dyn Fn(&Loaded) -> i64| median(passes.iter().map(figure));
    let mut figure = |name: &str, value: Decimal, unit: &str| report.figure(group, name, value, unit);
    let cpu = of(&Loaded::server_cpu_each);
    figure("cpu of a request, the server's", Decimal::micros(cpu), "µs");
    figure("requests a second, one core of the server", Decimal::ratio(1_000_000_000_i64, cpu), "/s");
    figure(
        "requests a second, clients beside",
        Decimal::ratio(1_000_000_000_i64, of(&Loaded::wall_each)),
        "/s",
    );
    figure("latency, p50", Decimal::millis(of(&|load| load.latencies.per_mille(500))), "ms");
    figure("latency, p99", Decimal::millis(of(&|load| load.latencies.per_mille(990))), "ms");
    figure("answer", Decimal::whole(of(&Loaded::bytes_each)), "B");
    cpu
}
