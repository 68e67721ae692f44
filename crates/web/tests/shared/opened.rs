//! A market of the demonstration's reference data on a database of its own, with nobody in it yet.

use finder::Finder;
use kernel::{Date, Locality, Reference, Table, Timestamp, Zone};
use market::directory::Directory;
use market::options::breakdowns::Templates;
use rules::Rulebook;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};
use store::{Clock, Database, Options, Store, SystemClock};
use web::app::{App, Parts};
use web::parallel::ParallelClock;

pub(crate) const HERE: Locality = Locality(1);
/// How many days ahead the search knows.
const HORIZON_DAYS: i64 = 40;
static TABLES: LazyLock<Vec<&'static Table>> = LazyLock::new(market::modules::tables);

/// A moment on the clocks of Portland in November 2026.
pub(crate) fn november(day: i8, hour: i64) -> Timestamp {
    let date = Date::new(2026, 11, day).unwrap();
    Zone::new("America/Los_Angeles").unwrap().calendar().timestamp(date, hour * 60).unwrap()
}

/// The parallel market on Monday 23 November 2026, nine in the morning.
pub(crate) async fn parallel(database: Database) -> App {
    open(database, Some(monday())).await
}

/// Its clock.
pub(crate) fn monday() -> Arc<ParallelClock> {
    Arc::new(ParallelClock::showing(november(23, 9)))
}

/// The market of this clock; without one the real market, whose clock nobody moves.
pub(crate) async fn open(database: Database, parallel: Option<Arc<ParallelClock>>) -> App {
    consulting(database, parallel, Reference::default()).await
}

/// The same, with what decisions consult besides the rules and the directory.
pub(crate) async fn consulting(
    database: Database,
    parallel: Option<Arc<ParallelClock>>,
    besides: Reference,
) -> App {
    let (rulebook, directory) = reference();
    let clock: Arc<dyn Clock> = match &parallel {
        Some(parallel) => Arc::<ParallelClock>::clone(parallel),
        None => Arc::new(SystemClock),
    };
    let finder =
        Arc::new(Finder::new(Arc::clone(&rulebook), Arc::clone(&directory), clock.now().day(), HORIZON_DAYS));
    let options = Options::new(database)
        .listener(Arc::<Finder>::clone(&finder))
        .tables(&TABLES)
        .commands(market::modules::commands())
        .reference(besides.with(Arc::clone(&rulebook)).with(Arc::clone(&directory)))
        .clock(Arc::clone(&clock));
    let templates = Templates::read([("evening.toml", include_str!("evening.toml"))], &directory).unwrap();
    App::new(Parts {
        store: Store::open(options).await.unwrap(),
        finder,
        rulebook,
        directory,
        templates: Arc::new(templates),
        clock,
        locality: HERE,
        market_name: "Portland Hours".to_owned(),
        public_url: "https://market.test".to_owned(),
        is_secure: false,
        proxies: Vec::new(),
        is_rail_simulated: false,
        parallel,
        outbox: Some(outbox()),
    })
}

/// A folder of this process for e-mail. Messages are named by their codes' digests, so that markets do not meet in it.
fn outbox() -> PathBuf {
    static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = testkit::files::fresh("outbox");
        std::fs::create_dir_all(&folder).unwrap();
        folder
    });
    FOLDER.clone()
}

fn reference() -> (Arc<Rulebook>, Arc<Directory>) {
    let read = |path: &str| testkit::files::read(path).unwrap();
    let directory = Directory::read(&read("data/sectors.csv"), &read("data/geo/portland_metro_zips.csv"));
    let rulebook = Rulebook::load(&testkit::files::rulebook().unwrap());
    (Arc::new(rulebook.unwrap()), Arc::new(directory.unwrap()))
}
