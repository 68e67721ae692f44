//! `poems demo`: the parallel market of metro Portland, with invented people.

use crate::config::{Config, RailKind};
use crate::generator::{self, Entrance, HISTORY_DAYS};
use crate::serve::{self, Listening, Stop};
use host::failure::Failure;
use host::folder::Folder;
use host::output::say;
use kernel::Timestamp;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::{Clock, SystemClock};
use web::parallel::ParallelClock;

/// The words of `poems demo`.
#[derive(clap::Args, Debug)]
pub(crate) struct DemoArguments {
    /// Keep the market in this folder and open it again from there; without it, it goes at the end
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The address to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: String,
    /// How many invented sellers
    #[arg(long, value_name = "N", default_value_t = 500)]
    sellers: u32,
    /// How many invented buyers
    #[arg(long, value_name = "N", default_value_t = 60)]
    buyers: u32,
    /// Makes another market
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Make the market, print how to get in, and stop
    #[arg(long)]
    exit_when_ready: bool,
    /// Listen on an address that others can reach
    #[arg(long)]
    unsafe_public: bool,
    /// Keep the records elsewhere than in the folder: <postgres://USER@HOST/NAME>
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// A rulebook's folder, instead of the one compiled in
    #[arg(long, value_name = "DIR")]
    rulebook: Option<PathBuf>,
    /// A table of sectors (CSV), instead of the one compiled in
    #[arg(long, value_name = "FILE")]
    sectors: Option<PathBuf>,
    /// A table of places (CSV), instead of the one compiled in
    #[arg(long, value_name = "FILE")]
    places: Option<PathBuf>,
}

/// Opens the market, fills it if it is new, and serves it.
///
/// # Errors
/// [`Failure`].
pub(crate) async fn run(arguments: &DemoArguments, json: bool) -> Result<(), Failure> {
    refuse_public(arguments)?;
    let folder = Folder::of(arguments.data.as_deref(), "demo")?;
    let config = arguments.config(&folder.path)?;
    let now = SystemClock.now();
    // History is lived through by the market's own clock, which is then moved to today.
    let clock = Arc::new(ParallelClock::showing(now.plus_hours(-24 * HISTORY_DAYS)));
    let listening = serve::listen(&config, Some(Arc::clone(&clock))).await?;
    let entrances = open(arguments, &listening, &clock, now).await?;
    let stop = Stop::listen()?;
    announce(json, &listening, &entrances)?;
    if arguments.exit_when_ready {
        listening.opened.app.store.close().await;
        return Ok(());
    }
    listening.serve(stop).await
}

/// The ways into the market: made now, or found again.
async fn open(
    arguments: &DemoArguments,
    listening: &Listening,
    clock: &ParallelClock,
    now: Timestamp,
) -> Result<Vec<Entrance>, Failure> {
    let app = &listening.opened.app;
    if let Some(latest) = generator::latest_moment(app).await? {
        clock.move_to(&app.store, now.max(latest)).await?;
        return generator::entrances(app).await;
    }
    let size = generator::Size { sellers: arguments.sellers, buyers: arguments.buyers, seed: arguments.seed };
    generator::fill(app, &listening.opened.courier, clock, size, now).await
}

fn announce(json: bool, listening: &Listening, entrances: &[Entrance]) -> Result<(), Failure> {
    let url = format!("http://{}", listening.address);
    let enter = |entrance: &Entrance| format!("{url}/en/demo/enter/{}", entrance.token);
    if json {
        let ways = entrances.iter().map(|entrance| (entrance.part.to_owned(), enter(entrance).into()));
        let mut ready: serde_json::Map<String, serde_json::Value> = ways.collect();
        ready.insert("url".to_owned(), url.clone().into());
        return say(&serde_json::Value::Object(ready).to_string());
    }
    let mut page =
        format!("The parallel market is open. No money in it is real.\n\n  {:<18} {url}/\n", "Market");
    for entrance in entrances {
        let _written = writeln!(page, "  {:<18} {}", entrance.name, enter(entrance));
    }
    say(&format!("{page}  {:<18} {url}/en/api\n\nStop it with Ctrl-C.", "API"))
}

/// A market of invented accounts is for its own machine unless somebody says otherwise.
fn refuse_public(arguments: &DemoArguments) -> Result<(), Failure> {
    let is_loopback = match arguments.listen.parse::<SocketAddr>() {
        Ok(address) => address.ip().is_loopback(),
        Err(_) => arguments.listen.starts_with("localhost:"),
    };
    if is_loopback || arguments.unsafe_public {
        return Ok(());
    }
    let what =
        format!("{} can be reached from other machines, and anyone can sign in here", arguments.listen);
    Err(Failure::input(what, "Give a loopback address such as 127.0.0.1:8080, or add --unsafe-public."))
}

impl DemoArguments {
    fn config(&self, folder: &Path) -> Result<Config, Failure> {
        let outbox = folder.join("outbox");
        std::fs::create_dir_all(&outbox)?;
        let database = format!("sqlite:{}", folder.join("market.sqlite").display());
        Ok(Config {
            listen: self.listen.clone(),
            operator_listen: String::new(),
            is_parallel: true,
            rail: Some(RailKind::Simulated),
            rulebook: self.rulebook.clone(),
            sectors: self.sectors.clone(),
            places: self.places.clone(),
            outbox: Some(outbox),
            database: self.database.clone().unwrap_or(database),
            ..Config::default()
        })
    }
}
