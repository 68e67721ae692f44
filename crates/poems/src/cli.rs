//! The command line.

use crate::bench;
use crate::check;
use crate::config::Flags;
use crate::demo::{self, DemoArguments};
use crate::failure::Failure;
use crate::migrate::{self, MigrateArguments};
use crate::modules;
use crate::opened;
use crate::reference::{Books, Sources};
use crate::serve;
use clap::{Parser, Subcommand};
use std::io::Write;
use std::process::ExitCode;
use store::{Options, Store};

const EXIT_CODES: &str = "Exit codes: 0 it was done; 1 it failed on the way, or `check` found faults; 2 something given \
    does not fit: a word, a file, an address, a setting. What failed, why and what to do next is on standard error.";

/// Public Official E-Markets: hours of work found, priced, booked, held in escrow, worked, confirmed and paid.
#[derive(Parser, Debug)]
#[command(name = "poems", version, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    /// Answer in JSON, one object a line
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand, Debug)]
enum Verb {
    /// Open an embedded market of metro Portland with invented people, and serve it: no money is real
    Demo(DemoArguments),
    /// Serve a market
    Serve(Flags),
    /// Bring a database up to date, or move a market from SQLite to PostgreSQL
    Migrate(MigrateArguments),
    /// Check a whole market as it is at one moment, also while it is served: ledger, escrow, balances, booked hours
    Check(Flags),
    /// Measure this machine and what the market does on it
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Print the description of the API, as JSON
    Openapi,
    /// Print the table of the modules, as MODULES.md has it
    #[command(hide = true)]
    Modules,
    /// Settings
    #[command(subcommand)]
    Config(ConfigVerb),
}

#[derive(Subcommand, Debug)]
enum ConfigVerb {
    /// Show each setting, its value and where it came from
    Show(Flags),
}

/// Writes a line to standard output: what the verb answers.
pub(crate) fn say(line: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

/// Starts the log on standard error: `POEMS_LOG` says how much, JSON where nobody watches.
pub(crate) fn start_log() {
    use std::io::IsTerminal;
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_env("POEMS_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() { log.init() } else { log.json().init() }
}

/// Does what was asked.
///
/// # Errors
/// [`Failure`].
pub(crate) async fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    match &arguments.verb {
        Verb::Demo(words) => demo::run(words, arguments.json).await?,
        Verb::Serve(flags) => {
            let listening = serve::listen(&flags.config()?, None).await?;
            announce(arguments.json, &listening)?;
            listening.serve().await?;
        }
        Verb::Migrate(words) => return migrate::run(words, arguments.json).await,
        Verb::Check(flags) => {
            let store = store(flags, Options::without_migrating).await?;
            let report = check::check(&store).await?;
            say(&if arguments.json { report.json().to_string() } else { report.to_string() })?;
            store.close().await;
            return Ok(if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Verb::Bench(bench) => return bench::run(bench, arguments.json).await,
        Verb::Openapi => say(&web::openapi_json())?,
        Verb::Modules => say(modules::page().trim_end())?,
        Verb::Config(ConfigVerb::Show(flags)) => {
            for (name, value, source) in flags.sources()? {
                let line = serde_json::json!({ "name": name, "value": value, "source": source });
                say(&if arguments.json {
                    line.to_string()
                } else {
                    format!("{name:<14} {value:<40} {source}")
                })?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn announce(json: bool, listening: &serve::Listening) -> Result<(), Failure> {
    let url = format!("http://{}", listening.address);
    say(&if json { serde_json::json!({ "url": url }).to_string() } else { format!("Serving at {url}") })
}

/// Opens the records alone, without search and server.
pub(crate) async fn store(flags: &Flags, set_up: impl FnOnce(Options) -> Options) -> Result<Store, Failure> {
    let config = flags.config()?;
    let books = Books::read(Sources {
        rulebook: config.rulebook.as_deref(),
        sectors: config.sectors.as_deref(),
        places: config.places.as_deref(),
    })?;
    Ok(Store::open(set_up(opened::options(&config, &books)?)).await?)
}
