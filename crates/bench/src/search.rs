//! `poems bench search`: the finder over a crowd of sellers, next to two databases that hold the same.

mod compared;
pub(super) mod queries;

use super::crowd::{Crowd, ENDOWMENT, HERE};
use super::decimal::Decimal;
use super::filling::{self, Wanted};
use super::goals::Goal;
use super::measure::{Stopwatch, resident_bytes, resident_bytes_at_most, written_bytes};
use super::report::Report;
use super::{BenchArguments, calibrate};
use clap::Args;
use finder::Finder;
use host::failure::Failure;
use host::folder::Folder;
use host::reference::{Books, Sources};
use host::search::{self, HORIZON_DAYS, TABLES};
use kernel::{Id, Timestamp, View};
use market::admin::payment_transfer::EndowFund;
use std::sync::Arc;
use store::{Clock, Database, Options, Store, SystemClock};

/// Sellers whose rows are written in one transaction.
const SELLERS_AT_ONCE: i64 = 5_000;

/// The words of `poems bench search`.
#[derive(Args, Clone, Debug)]
pub struct SearchArguments {
    /// How many invented sellers
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    sellers: i64,
    /// How many searches a pass
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    queries: usize,
    /// How many of them the peers answer too
    #[arg(long, value_name = "N", default_value_t = 200)]
    peer_queries: usize,
    /// Whom to compare with
    #[arg(long, value_name = "NAMES", value_delimiter = ',', default_value = "sqlite,postgres")]
    peers: Vec<String>,
    #[command(flatten)]
    pub(crate) common: BenchArguments,
}

/// A market that is searched.
pub(super) struct Market {
    pub(super) books: Books,
    pub(super) store: Store,
    pub(super) finder: Arc<Finder>,
    /// When it is searched.
    pub(super) now: Timestamp,
}

/// Measures searching.
///
/// # Errors
/// [`Failure`]; also when a peer's answer differs.
pub(crate) async fn run(arguments: &SearchArguments) -> Result<Report, Failure> {
    let folder = Folder::of(arguments.common.data.as_deref(), "bench")?;
    let peer = |name: &str| arguments.peers.iter().any(|peer| peer == name);
    let (server, why) = if peer("postgres") {
        super::cluster::server(arguments.common.postgres.as_deref())
    } else {
        (None, Some("PostgreSQL was not asked for".to_owned()))
    };
    let address = server.as_ref().map(super::cluster::Server::address);
    let machine = calibrate::machine(&folder.path, address).await?;
    let mut report = Report::new("search", machine);
    report.notes.extend(why);

    let path = folder.path.join(format!("crowd-{}-{}.sqlite", arguments.sellers, arguments.common.seed));
    let (sellers, seed) = (arguments.sellers, arguments.common.seed);
    let database = Database::sqlite(&path);
    let market = Market::open(&database, "rebuild from SQLite", sellers, seed, &mut report).await?;
    compared::run(&market, arguments, &folder.path, address, &mut report).await?;
    if let Some(address) = address {
        let database = address.parse().map_err(|bad: store::BadDatabase| {
            Failure::input(bad.to_string(), "Give --postgres an address.")
        })?;
        let other = Market::open(&database, "rebuild from PostgreSQL", sellers, seed, &mut report).await?;
        other.store.close().await;
    }
    market.store.close().await;
    goals(&mut report, arguments.sellers);
    Ok(report)
}

impl Market {
    /// Opens the market in a database, makes so many sellers by a seed if there are none, and measures how its
    /// finder is made.
    ///
    /// # Errors
    /// [`Failure`] when the database cannot be opened or written.
    pub(super) async fn open(
        database: &Database,
        group: &str,
        sellers: i64,
        seed: u64,
        report: &mut Report,
    ) -> Result<Self, Failure> {
        let books = Books::read(Sources::default())?;
        let options = Options::new(database.clone()).tables(&TABLES).reference(books.reference());
        let store = Store::open(options).await?;
        if store.view::<Began>(HERE, &[]).await?.iter().all(|began| began.at.0 == 0) {
            let before = written_bytes();
            fill(&store, &books, sellers, seed).await?;
            let written = Decimal::ratio(written_bytes() - before, sellers);
            report.figure(group, "written by this process to make a seller", written, "B");
        }
        let began = store.view::<Began>(HERE, &[]).await?.into_iter().next();
        let began = began.map_or_else(|| SystemClock.now(), |began| began.at);
        // The whole minute after the last of them: what is searched for begins on quarter-hours.
        let now = Timestamp((began.0 / 60_000_000 + 2) * 60_000_000);

        let before = resident_bytes().await;
        let watch = Stopwatch::start();
        let finder = Arc::new(Finder::new(
            Arc::clone(&books.rulebook),
            Arc::clone(&books.directory),
            now.day(),
            HORIZON_DAYS,
        ));
        search::fill(&store, &finder, HERE).await?;
        let (spent, at_most) = (watch.spent(), resident_bytes_at_most());
        let grown = resident_bytes().await - before;
        let stats = finder.stats();
        let mut say = |name: &str, value: Decimal, unit: &str| report.figure(group, name, value, unit);
        say("wall", Decimal::seconds(spent.wall), "s");
        say("cpu, all threads", Decimal::seconds(spent.process), "s");
        say("cpu for a thousand sellers", Decimal::millis(spent.process / (sellers / 1_000).max(1)), "ms");
        say("memory grown", Decimal::ratio(grown, 1_000_000), "MB");
        say("memory of the process, at most", Decimal::ratio(at_most, 1_000_000), "MB");
        say("postings", Decimal::whole(stats.posting_count), "");
        say("blocks", Decimal::whole(stats.block_count), "");
        say("memory a seller", Decimal::ratio(grown, sellers), "B");
        let masks = stats.mask_bytes;
        say("mask of a posting and day", Decimal::ratio(masks, stats.posting_count * 28), "B");
        Ok(Self { books, store, finder, now })
    }
}

/// Makes the sellers, with a progress bar where somebody watches.
async fn fill(store: &Store, books: &Books, sellers: i64, seed: u64) -> Result<(), Failure> {
    let now = SystemClock.now();
    let paid_in = books.directory.places().next();
    let paid_in = paid_in.and_then(|place| host::people::currency_at(&books.rulebook, place));
    if let Some(currency) = paid_in {
        for fund in books.rulebook.funds() {
            let endow = EndowFund { locality: HERE, fund: fund.to_owned(), currency, amount: ENDOWMENT };
            store.run(store.request(HERE, Id::SYSTEM), endow).await?;
        }
    }
    let mut crowd = Crowd::new(books, now, seed);
    let database = store.database().clone();
    let wanted = Wanted { count: sellers, at_once: SELLERS_AT_ONCE, what: "sellers" };
    filling::fill(database, wanted, move || crowd.seller()).await
}

/// When the first seller came.
#[derive(View, Debug)]
#[view(sql = "SELECT COALESCE(MAX(opened_at), 0) FROM users WHERE locality = $1")]
struct Began {
    at: Timestamp,
}

/// The goals for a million sellers; fewer are searched faster and prove nothing.
fn goals(report: &mut Report, sellers: i64) {
    let whole = |number: i64| Decimal::whole(number);
    let value = |group: &str, name: &str| report.value(group, name);
    let core = "finder, 8 km";
    let goals = vec![
        Goal::at_least("times the PostgreSQL plan", value("PostgreSQL", "times slower"), "x", whole(50)),
        Goal::at_least(
            "times SQLite with the bound",
            value("SQLite, bound in the host", "times slower"),
            "x",
            whole(30),
        ),
        Goal::at_least("searches a second, one core", value(core, "a second, one core"), "/s", whole(40_000)),
        Goal::at_most("processor time of a search, p99", value(core, "p99"), "µs", whole(120)),
        Goal::at_most(
            "mask of a posting and day",
            value("rebuild from SQLite", "mask of a posting and day"),
            "B",
            whole(16),
        ),
        Goal::at_most("rebuild from PostgreSQL", value("rebuild from PostgreSQL", "wall"), "s", whole(60)),
        Goal::at_most("rebuild from SQLite", value("rebuild from SQLite", "wall"), "s", whole(30)),
    ];
    report.goals = goals;
    if sellers < 1_000_000 {
        report.notes.push(format!("the goals are for a million sellers; these are {sellers}"));
    }
}
