//! A market, opened: its records, its search, its worker.

use crate::config::Config;
use crate::courier::MarketCourier;
use crate::failure::Failure;
use crate::progress;
use crate::rail::SimulatedBank;
use crate::reference::{Books, Sources};
use finder::Finder;
use kernel::{Locality, Table};
use market::modules;
use std::sync::{Arc, LazyLock};
use store::{Clock, Options, Store, SystemClock};
use web::app::{App, Parts};
use web::parallel::ParallelClock;

/// The tables of the market, for the life of the process.
pub(crate) static TABLES: LazyLock<Vec<&'static Table>> = LazyLock::new(modules::tables);
/// How far ahead the finder keeps days at hand.
pub(crate) const HORIZON_DAYS: i64 = 28;

/// A market that is open.
pub(crate) struct Opened {
    pub(crate) app: App,
    pub(crate) courier: Arc<MarketCourier>,
}

impl Opened {
    /// Opens the market of these settings. The parallel market's clock is given, the real one's is the machine's.
    ///
    /// # Errors
    /// [`Failure`] says what could not be opened and what to do.
    pub(crate) async fn open(config: &Config, parallel: Option<Arc<ParallelClock>>) -> Result<Self, Failure> {
        let books = Books::read(Sources {
            rulebook: config.rulebook.as_deref(),
            sectors: config.sectors.as_deref(),
            places: config.places.as_deref(),
        })?;
        let clock: Arc<dyn Clock> = match &parallel {
            Some(parallel) => Arc::<ParallelClock>::clone(parallel),
            None => Arc::new(SystemClock),
        };
        let finder = Arc::new(Finder::new(Arc::clone(&books.rulebook), clock.now().day(), HORIZON_DAYS));
        let options = options(config, &books)?
            .clock(Arc::clone(&clock))
            .address(config.listen.clone())
            .listener(Arc::<Finder>::clone(&finder));
        let store = Store::open(options).await?;
        fill(&store, &finder).await?;

        let folder = config.outbox.clone();
        let courier =
            MarketCourier::new(store.clone(), Arc::clone(&books.directory), Box::new(SimulatedBank), folder);
        let mut form_secret = [0; 32];
        getrandom::fill(&mut form_secret)
            .map_err(|error| Failure::failed(error.to_string(), "The system gives no random bytes."))?;
        let app = App::new(Parts {
            store,
            finder,
            rulebook: books.rulebook,
            directory: books.directory,
            clock,
            locality: Locality(config.locality),
            market_name: config.market_name.clone(),
            parallel,
            form_secret,
        });
        courier.speak_for(app.clone());
        Ok(Self { app, courier: Arc::new(courier) })
    }
}

/// The store's options, for verbs that need no search.
pub(crate) fn options(config: &Config, books: &Books) -> Result<Options, Failure> {
    let database = config.database.parse().map_err(|bad: store::BadDatabase| {
        Failure::input(bad.to_string(), "Give --database, or set `database` in poems.toml.")
    })?;
    Ok(Options::new(database).tables(&TABLES).commands(modules::commands()).reference(books.reference()))
}

/// Fills the finder from the records, with a progress bar where somebody watches.
pub(crate) async fn fill(store: &Store, finder: &Finder) -> Result<(), Failure> {
    let tables: Vec<&'static Table> = finder::tables().collect();
    let steps = u64::try_from(tables.len()).unwrap_or_default();
    let bar = progress::bar(steps, "search");
    let (mut loader, mut bad) = (finder.loader(), None);
    for table in tables {
        store.scan_rows(table, |row| bad = loader.take_in(table, &row).err().or(bad.take())).await?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    loader.finish();
    let misfit =
        |bad: kernel::BadRow| Failure::failed(bad.to_string(), "Run `poems check` on this database.");
    bad.map_or(Ok(()), |bad| Err(misfit(bad)))
}
