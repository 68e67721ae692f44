//! The command line.

use crate::backup::{self, BackupArguments, RestoreArguments};
use crate::config::Flags;
use crate::data;
use crate::demo::{self, DemoArguments};
use crate::distribute;
use crate::doctor;
use crate::migrate::{self, MigrateArguments};
use crate::modules;
use crate::opened::{self, Records};
use crate::serve;
use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use host::check;
use host::failure::{self, Failure};
use host::output::say;
use std::process::ExitCode;
use store::Options;

const EXIT_CODES: &str = "Exit codes: 0 it was done; 1 it failed on the way, or `check`, `doctor` or `simulate` found faults; 2 something \
    given does not fit: a word, a file, an address, a setting. What failed, why and what to do next is on standard error.";

/// Public Official E-Markets: hours of work found, priced, booked, held in escrow, worked, confirmed and paid.
#[derive(Parser, Debug)]
#[command(name = "poems", version, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    /// Answer in JSON, one object a line; errors too, on standard error
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
    /// Check a whole market as it is at one moment, also while it is served: ledger, escrow, contracts, timers, what is taken
    Check(Flags),
    /// Look at everything that an operator must know, each with what to do: database, timers, messages, disk, clock, funds
    Doctor(Flags),
    /// Spread the tables of a Citus database over its machines, by market area; run it again after `migrate`
    Distribute(Flags),
    /// Copy a whole market, as it is at one moment, to a file; also while it is served
    Backup(BackupArguments),
    /// Put such a copy back, and check what has come
    Restore(RestoreArguments),
    /// Measure this machine and what the market does on it
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Live through markets on a simulated clock, with everything that can happen to them, and check them all the while
    Simulate(simulator::Simulate),
    /// Print the description of the API, which is JSON in any case
    Openapi,
    /// Print what makes a shell complete these words
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Print the table of the modules, as MODULES.md has it
    #[command(hide = true)]
    Modules,
    /// Print the table of all data by their kind, as docs/data.md has it
    #[command(hide = true)]
    Data,
    /// Settings
    #[command(subcommand)]
    Config(ConfigVerb),
}

#[derive(Subcommand, Debug)]
enum ConfigVerb {
    /// Show each setting, its value and where it came from
    Show(Flags),
}

/// Starts the log on standard error: `POEMS_LOG` says how much (`info`, or `store=debug,warn`), JSON
/// where nobody watches. What `serve` tells of who gets in is in it whatever else is, but for `warn,security=off`.
pub(crate) fn start_log(arguments: &Arguments) {
    use std::io::IsTerminal;
    use tracing::level_filters::LevelFilter;
    use tracing_subscriber::filter::Targets;
    use tracing_subscriber::layer::SubscriberExt as _;
    use tracing_subscriber::util::SubscriberInitExt as _;
    let asked = std::env::var("POEMS_LOG").ok().and_then(|words| words.parse().ok());
    let most: Targets = asked.unwrap_or_else(|| Targets::new().with_default(LevelFilter::WARN));
    let is_named = most.iter().any(|(target, _)| target == web::security::TARGET);
    let is_told = matches!(arguments.verb, Verb::Serve(_)) && !is_named;
    let most = if is_told { most.with_target(web::security::TARGET, LevelFilter::INFO) } else { most };
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let log = tracing_subscriber::registry().with(most);
    if std::io::stderr().is_terminal() { log.with(lines).init() } else { log.with(lines.json()).init() }
}

/// The words that were given; those that do not fit are told at once, and so are help and version.
///
/// # Errors
/// The exit code.
pub(crate) fn arguments() -> Result<Arguments, ExitCode> {
    Arguments::try_parse().map_err(|error| {
        let is_asked_for = !error.use_stderr();
        let wants_json = std::env::args_os().any(|word| word == "--json");
        if is_asked_for || !wants_json {
            // A reader who has gone wants no help.
            let _gone = error.print();
            return if is_asked_for { ExitCode::SUCCESS } else { ExitCode::from(failure::BAD_INPUT) };
        }
        let said = error.to_string();
        let (what, _) = said.split_once("\n\n").unwrap_or((&said, ""));
        let what = what.trim_start_matches("error: ").trim();
        Failure::input(what, "`poems --help` lists the words; `poems VERB --help` says what a verb takes.")
            .exit(true)
    })
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
            let stop = serve::Stop::listen()?;
            announce(arguments.json, &listening)?;
            listening.serve(stop).await?;
        }
        Verb::Migrate(words) => return migrate::run(words, arguments.json).await,
        Verb::Check(flags) => {
            let Records { store, books } = opened::records(flags, Options::without_migrating).await?;
            let report = check::check(&store, &books.reference()).await?;
            say(&if arguments.json { report.json().to_string() } else { report.to_string() })?;
            store.close().await;
            return Ok(if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Verb::Distribute(flags) => distribute::run(flags, arguments.json).await?,
        Verb::Doctor(flags) => return doctor::run(flags, arguments.json).await,
        Verb::Backup(words) => backup::back_up(words, arguments.json).await?,
        Verb::Restore(words) => return backup::restore(words, arguments.json).await,
        Verb::Bench(bench) => return bench::run(bench, arguments.json).await,
        Verb::Simulate(words) => return simulator::run(words, arguments.json),
        Verb::Openapi if arguments.json => say(&one_line(&web::openapi_json())?)?,
        Verb::Openapi => say(&web::openapi_json())?,
        Verb::Completions { shell } => completions(*shell, arguments.json)?,
        Verb::Modules if arguments.json => {
            for module in modules::facts() {
                say(&module.to_string())?;
            }
        }
        Verb::Modules => say(modules::page().trim_end())?,
        Verb::Data if arguments.json => {
            for column in data::facts() {
                say(&column.to_string())?;
            }
        }
        Verb::Data => say(data::page().trim_end())?,
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

/// JSON without its line breaks.
fn one_line(json: &str) -> Result<String, Failure> {
    let value: serde_json::Value = serde_json::from_str(json)
        .map_err(|error| Failure::failed(error.to_string(), "Tell us: the description is no JSON."))?;
    Ok(value.to_string())
}

fn completions(shell: Shell, json: bool) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "poems", &mut script);
    let script = String::from_utf8_lossy(&script);
    let (name, text) = (shell.to_string(), script.trim_end());
    say(&if json {
        serde_json::json!({ "shell": name, "script": text }).to_string()
    } else {
        text.to_owned()
    })
}

fn announce(json: bool, listening: &serve::Listening) -> Result<(), Failure> {
    let url = format!("http://{}", listening.address);
    let watch = listening.operator_address().map(|address| format!("http://{address}"));
    say(&if json {
        serde_json::json!({ "url": url, "watch": watch }).to_string()
    } else {
        let watch = watch.map_or_else(String::new, |watch| format!("\nWatch it at {watch}/metrics"));
        format!("Serving at {url}{watch}")
    })
}
