//! A market, opened: its records, its search, its worker.

use crate::config::{Config, Flags, RailKind};
use crate::courier::MarketCourier;
use crate::keeper::{Bell, Keeper};
use crate::rail;
use finder::Finder;
use host::failure::Failure;
use host::reference::{Books, Sources};
use host::search::{self, HORIZON_DAYS, TABLES};
use kernel::Locality;
use market::admin::payment_transfer::NoRail;
use market::modules;
use std::sync::Arc;
use std::time::Duration;
use store::{Clock, Database, Options, Store, SystemClock};
use web::app::{App, Parts};
use web::parallel::ParallelClock;

/// How often a market in a file is asked for again: for as long as the lease of a process that was killed can last.
const LOOKS: u32 = 55;
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// A market that is open.
pub(crate) struct Opened {
    pub(crate) app: App,
    pub(crate) courier: Arc<MarketCourier>,
    pub(crate) keeper: Keeper,
}

impl Opened {
    /// Opens the market of these settings, which others reach at `address`. The parallel market's clock is given, the
    /// real one's is the machine's.
    ///
    /// # Errors
    /// [`Failure`] says what could not be opened and what to do.
    pub(crate) async fn open(
        config: &Config,
        address: &str,
        parallel: Option<Arc<ParallelClock>>,
    ) -> Result<Self, Failure> {
        let locality = Locality(config.locality);
        let books = books(config)?;
        let clock: Arc<dyn Clock> = match &parallel {
            Some(parallel) => Arc::<ParallelClock>::clone(parallel),
            None => Arc::new(SystemClock),
        };
        let finder = Arc::new(Finder::new(
            Arc::clone(&books.rulebook),
            Arc::clone(&books.directory),
            clock.now().day(),
            HORIZON_DAYS,
        ));
        let bell = Arc::new(Bell::new(Arc::clone(&finder), locality));
        let options = options(config, &books)?
            .clock(Arc::clone(&clock))
            .address(config.advertise.as_deref().unwrap_or(address))
            .listener(Arc::<Finder>::clone(&finder))
            .listener(Arc::<Bell>::clone(&bell));
        let store = Store::open(options).await?;
        if settle(&store, locality).await? {
            search::fill(&store, &finder, locality).await?;
        }

        let folder = config.outbox.clone();
        let courier = MarketCourier::new(store.clone(), rail::of(config), folder.clone());
        let app = App::new(Parts {
            store,
            finder,
            rulebook: books.rulebook,
            directory: books.directory,
            templates: books.templates,
            clock,
            locality,
            market_name: config.market_name.clone(),
            public_url: config.public_url.clone().unwrap_or_else(|| format!("http://{address}")),
            parallel,
            is_secure: config.is_secure(),
            proxies: config.proxies.clone(),
            is_rail_simulated: config.rail == Some(RailKind::Simulated),
            outbox: folder,
        });
        courier.speak_for(app.clone());
        let keeper = bell.keeper(app.clone());
        Ok(Self { app, courier: Arc::new(courier), keeper })
    }
}

/// The records alone, without search and server.
pub(crate) struct Records {
    pub(crate) store: Store,
    pub(crate) books: Books,
}

/// Opens the records of these settings, for verbs that need no more.
///
/// # Errors
/// [`Failure`].
pub(crate) async fn records(
    flags: &Flags,
    set_up: impl FnOnce(Options) -> Options,
) -> Result<Records, Failure> {
    let config = flags.config()?;
    let books = books(&config)?;
    let store = Store::open(set_up(options(&config, &books)?)).await?;
    Ok(Records { store, books })
}

pub(crate) fn books(config: &Config) -> Result<Books, Failure> {
    Books::read(Sources {
        rulebook: config.rulebook.as_deref(),
        sectors: config.sectors.as_deref(),
        words: config.words.as_deref(),
        places: config.places.as_deref(),
    })
}

/// Where the records of these settings are.
///
/// # Errors
/// [`Failure`] when the address names none.
pub(crate) fn database(config: &Config) -> Result<Database, Failure> {
    config.database.parse().map_err(|bad: store::BadDatabase| {
        Failure::input(bad.to_string(), "Give --database, or set `database` in poems.toml.")
    })
}

/// The store's options.
///
/// # Errors
/// [`Failure`] when the address names no database.
pub(crate) fn options(config: &Config, books: &Books) -> Result<Options, Failure> {
    let database = database(config)?;
    let mut reference = books.reference();
    if config.rail.is_none() {
        reference = reference.with(Arc::new(NoRail));
    }
    Ok(Options::new(database).tables(&TABLES).commands(modules::commands()).reference(reference))
}

/// Whether this process serves the area. A file is nobody else's for long: whoever had it and was killed is waited for.
async fn settle(store: &Store, locality: Locality) -> Result<bool, Failure> {
    let is_shared = store.database().engine() == "PostgreSQL";
    let mut looks = 0;
    loop {
        match store.serve(locality).await {
            Ok(()) => return Ok(true),
            Err(store::Failure::NotOwner { .. }) if !is_shared && looks < LOOKS => {
                looks += 1;
                tokio::time::sleep(LOOK_EVERY).await;
            }
            Err(store::Failure::NotOwner { address }) if !is_shared => {
                return Err(Failure::failed(
                    format!("the records in this file are served by {address}"),
                    "Stop that process, or go there.",
                ));
            }
            Err(store::Failure::NotOwner { address }) => {
                tracing::warn!(
                    address,
                    "another process serves this market area; what is asked here is sent on"
                );
                return Ok(false);
            }
            Err(failure) => return Err(failure.into()),
        }
    }
}
