//! Settings: what is compiled in, then a file, then the environment, then the words of the command line.

use host::failure::Failure;
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use toml::{Table, Value};
use web::serving::Limits;

const COMPILED_IN: &str = "compiled in";
const FILE: &str = "file";
const ENVIRONMENT: &str = "environment";
const COMMAND_LINE: &str = "command line";
const PREFIX: &str = "POEMS_";
/// What the environment says that is no setting: of the log, and of the project's own tests and tasks, which start this program.
const NO_SETTINGS: [&str; 6] = ["log", "test_postgres", "test_long", "advisories", "program", "chromium"];
/// The file that is read if it is there and no other is named.
const USUAL_FILE: &str = "poems.toml";

/// The numbers that market areas may have: an id has twenty bits for its own, and 0 is where names are kept.
const LOCALITIES: std::ops::RangeInclusive<i64> = 1..=0xF_FFFF;

/// The settings of a server.
#[derive(Serialize, Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// The address to listen on.
    pub(crate) listen: String,
    /// The address to listen on for whoever watches over the market: health, readiness, figures. Nowhere when empty.
    pub(crate) operator_listen: String,
    /// Where other processes of this market reach this one, if not at the address it listens on.
    pub(crate) advertise: Option<String>,
    /// `sqlite:PATH` or `postgres://…`.
    pub(crate) database: String,
    /// The number of the market area that this process's front serves.
    pub(crate) locality: i64,
    /// The front's name.
    pub(crate) market_name: String,
    /// Where people find its pages, as messages name it: `https://hours.example.org`; the address it listens on when empty.
    pub(crate) public_url: Option<String>,
    /// Whether this is the parallel market.
    pub(crate) is_parallel: bool,
    /// A rulebook's folder, instead of the one compiled in.
    pub(crate) rulebook: Option<PathBuf>,
    /// A table of sectors, instead of the one compiled in.
    pub(crate) sectors: Option<PathBuf>,
    /// A table of places, instead of the one compiled in.
    pub(crate) places: Option<PathBuf>,
    /// A front's own words for the sectors, instead of those compiled in.
    pub(crate) words: Option<PathBuf>,
    /// Where messages are written; nowhere when empty.
    pub(crate) outbox: Option<PathBuf>,
    /// What carries money between banks and the market; without one, nothing can be paid in or out.
    pub(crate) rail: Option<RailKind>,
    /// The addresses of what sends requests on to it: what stands in front, and the market's other processes. They are believed
    /// about where a request comes from.
    #[serde(deserialize_with = "addresses")]
    pub(crate) proxies: Vec<IpAddr>,
    /// How many connections it has at most; one more takes the place of the one that has been idle longest.
    pub(crate) most_connections: usize,
}

/// A payment rail.
#[derive(clap::ValueEnum, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RailKind {
    /// A bank that is made up: it has all the money in the world, none of which is real. Every page says so.
    Simulated,
}

/// What the command line says of the settings; what it leaves out comes from elsewhere.
#[derive(clap::Args, Serialize, Clone, Debug, Default)]
pub(crate) struct Flags {
    /// The address to listen on, such as 127.0.0.1:8080
    #[arg(long, value_name = "ADDR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) listen: Option<String>,
    /// The address to listen on for /healthz, /readyz and /metrics; empty for nowhere
    #[arg(long, value_name = "ADDR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) operator_listen: Option<String>,
    /// Where other processes of this market reach this one, if not at the address it listens on
    #[arg(long, value_name = "ADDR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) advertise: Option<String>,
    /// Where the records are: sqlite:PATH or <postgres://USER@HOST/NAME>
    #[arg(long, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) database: Option<String>,
    /// A rulebook's folder, instead of the one compiled in
    #[arg(long, value_name = "DIR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rulebook: Option<PathBuf>,
    /// A table of sectors (CSV), instead of the one compiled in
    #[arg(long, value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sectors: Option<PathBuf>,
    /// A table of places (CSV), instead of the one compiled in
    #[arg(long, value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) places: Option<PathBuf>,
    /// A front's own words for the sectors (CSV), instead of those compiled in
    #[arg(long, value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) words: Option<PathBuf>,
    /// What carries money between banks and the market; without one, nothing can be paid in or out
    #[arg(long, value_enum, value_name = "RAIL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rail: Option<RailKind>,
    /// The addresses of what stands in front and of the market's other processes, with commas: 127.0.0.1,10.0.0.5
    #[arg(long, value_name = "ADDRS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) proxies: Option<String>,
    /// A file of settings (TOML)
    #[arg(long, value_name = "FILE")]
    #[serde(skip)]
    pub(crate) config: Option<PathBuf>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".to_owned(),
            operator_listen: "127.0.0.1:8090".to_owned(),
            advertise: None,
            database: "sqlite:poems.sqlite".to_owned(),
            locality: 1,
            market_name: "Portland Hours".to_owned(),
            public_url: None,
            is_parallel: false,
            rulebook: None,
            sectors: None,
            places: None,
            words: None,
            outbox: None,
            rail: None,
            proxies: Vec::new(),
            most_connections: Limits::default().most,
        }
    }
}

impl Config {
    /// Whether people reach the market over https, which something in front of it ends.
    pub(crate) fn is_secure(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.to_ascii_lowercase().starts_with("https://"))
    }
}

/// A list of addresses, or a text that has them with commas between them.
fn addresses<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<IpAddr>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Said {
        Text(String),
        List(Vec<String>),
    }
    let said = match Said::deserialize(from)? {
        Said::Text(text) => text.split(',').map(|word| word.trim().to_owned()).collect(),
        Said::List(list) => list,
    };
    let address = |word: &String| {
        word.parse::<IpAddr>().map_err(|_| {
            serde::de::Error::custom(format!(
                "`proxies`: `{word}` is no address such as 10.0.0.5 or 2001:db8::5"
            ))
        })
    };
    said.iter().filter(|word| !word.is_empty()).map(address).collect()
}

impl Flags {
    /// The settings.
    ///
    /// # Errors
    /// [`Failure`] names the setting and its source.
    pub(crate) fn config(&self) -> Result<Config, Failure> {
        let merged = self.merged()?;
        merged.must_fit()?;
        Ok(merged.config)
    }

    /// Each setting with its value and where it came from; what may hold a password is masked.
    pub(crate) fn sources(&self) -> Result<Vec<(String, String, String)>, Failure> {
        let merged = self.merged()?;
        let values = serde_json::to_value(&merged.config).unwrap_or_default();
        let named = values.as_object().into_iter().flatten().map(|(name, value)| {
            let shown = if name == "database" { masked(&merged.config.database) } else { value.to_string() };
            (name.clone(), shown, merged.source(name).to_owned())
        });
        Ok(named.collect())
    }

    /// All sources put together, the strongest last.
    fn merged(&self) -> Result<Merged, Failure> {
        let compiled = Table::try_from(Config::default()).map_err(|error| misfit(COMPILED_IN, error))?;
        let said = Table::try_from(self).map_err(|error| misfit(COMMAND_LINE, error))?;
        let environment = from_environment(&compiled, std::env::vars_os());
        let layers = [(FILE, self.file()?), (ENVIRONMENT, environment), (COMMAND_LINE, said)];
        Merged::of(compiled, layers)
    }

    /// What the file of settings says; nothing where there is none and none was named.
    fn file(&self) -> Result<Table, Failure> {
        let path = self.config.as_deref().unwrap_or(Path::new(USUAL_FILE));
        if !path.is_file() {
            let missing =
                || Failure::input(format!("{}: no such file", path.display()), "Name a file of settings.");
            return if self.config.is_some() { Err(missing()) } else { Ok(Table::new()) };
        }
        std::fs::read_to_string(path)?.parse().map_err(|error| misfit(FILE, error))
    }
}

/// The settings, and of each the source that said it last.
struct Merged {
    config: Config,
    layers: [(&'static str, Table); 3],
}

impl Merged {
    fn of(mut all: Table, layers: [(&'static str, Table); 3]) -> Result<Self, Failure> {
        for (source, table) in &layers {
            all.extend(table.clone());
            // Checked after each, so that a failure can tell whose it is.
            Config::deserialize(all.clone()).map_err(|error| misfit(source, error))?;
        }
        let config = Config::deserialize(all).map_err(|error| misfit(COMPILED_IN, error))?;
        Ok(Self { config, layers })
    }

    /// Refuses what is of the right kind and means nothing.
    fn must_fit(&self) -> Result<(), Failure> {
        let Config { locality, most_connections, outbox, .. } = &self.config;
        let wrong = |name: &str, value: &str, next: &str| {
            let what = format!("`{name}` is {value} ({}), which does not fit", self.source(name));
            Err(Failure::input(what, next))
        };
        if !LOCALITIES.contains(locality) {
            let next =
                format!("Market areas are numbered from {} to {}.", LOCALITIES.start(), LOCALITIES.end());
            return wrong("locality", &locality.to_string(), &next);
        }
        if *most_connections == 0 {
            return wrong("most_connections", "0", "Give at least 1, or leave it out.");
        }
        match outbox {
            Some(folder) if !folder.is_dir() => {
                let next = "Messages would be lost: make the folder, owned by whoever serves the market, or name another.";
                wrong("outbox", &format!("{}, where there is no folder", folder.display()), next)
            }
            Some(_) | None => Ok(()),
        }
    }

    fn source(&self, name: &str) -> &'static str {
        let last = self.layers.iter().rfind(|(_, table)| table.contains_key(name));
        last.map_or(COMPILED_IN, |(source, _)| source)
    }
}

fn misfit(source: &str, error: impl std::fmt::Display) -> Failure {
    let error = error.to_string();
    let what = format!("a setting does not fit ({source}): {}", error.trim());
    Failure::input(what, "`poems config show` lists them all.")
}

/// The settings among the variables: text, unless what is compiled in is of another kind.
fn from_environment(
    compiled: &Table,
    variables: impl Iterator<Item = (std::ffi::OsString, std::ffi::OsString)>,
) -> Table {
    let settings = variables.filter_map(|(name, value)| {
        let (name, text) = (name.into_string().ok()?, value.into_string().ok()?);
        let name = name.strip_prefix(PREFIX)?.to_lowercase();
        let value = match compiled.get(&name) {
            Some(Value::Integer(_)) => text.parse().ok().map(Value::Integer),
            Some(Value::Boolean(_)) => text.parse().ok().map(Value::Boolean),
            _ => None,
        };
        let is_setting = !NO_SETTINGS.contains(&name.as_str());
        is_setting.then(|| (name, value.unwrap_or(Value::String(text))))
    });
    settings.collect()
}

/// A database's address without its password, wherever in it that stands.
fn masked(database: &str) -> String {
    let Some((kind, rest)) = database.split_once("://") else { return database.to_owned() };
    let (place, query) = rest.split_once('?').map_or((rest, None), |(place, query)| (place, Some(query)));
    // A password may itself have an `@` in it; the last one is before the host.
    let place = match place.rsplit_once('@') {
        Some((who, host)) => {
            let (user, password) = who.split_once(':').map_or((who, ""), |(user, _)| (user, ":***"));
            format!("{user}{password}@{host}")
        }
        None => place.to_owned(),
    };
    let setting = |setting: &str| match setting.split_once('=') {
        Some((name, _)) if name.to_ascii_lowercase().contains("password") => format!("{name}=***"),
        _ => setting.to_owned(),
    };
    let query = query.map(|query| query.split('&').map(setting).collect::<Vec<_>>().join("&"));
    format!("{kind}://{place}{}", query.map_or_else(String::new, |query| format!("?{query}")))
}

#[cfg(test)]
mod tests {
    use super::{
        COMMAND_LINE, COMPILED_IN, Config, ENVIRONMENT, FILE, Merged, Table, from_environment, masked,
    };

    #[test]
    fn a_password_is_not_shown() {
        assert_eq!(masked("postgres://ana:secret@db/poems"), "postgres://ana:***@db/poems");
        assert_eq!(masked("postgres://ana:se@cret@db/poems"), "postgres://ana:***@db/poems");
        assert_eq!(
            masked("postgres:///poems?host=/run&user=ana&password=secret&sslmode=disable"),
            "postgres:///poems?host=/run&user=ana&password=***&sslmode=disable"
        );
        assert_eq!(masked("postgres://db/poems?PassWord=secret"), "postgres://db/poems?PassWord=***");
        assert_eq!(masked("sqlite:poems.sqlite"), "sqlite:poems.sqlite");
    }

    fn compiled() -> Table {
        Table::try_from(Config::default()).unwrap()
    }

    fn merged(file: &str, environment: &[(&str, &str)], words: &str) -> Result<Merged, String> {
        let variables = environment.iter().map(|(name, value)| ((*name).into(), (*value).into()));
        let environment = from_environment(&compiled(), variables);
        let layers = [
            (FILE, file.parse().unwrap()),
            (ENVIRONMENT, environment),
            (COMMAND_LINE, words.parse().unwrap()),
        ];
        Merged::of(compiled(), layers).map_err(|failure| failure.to_string())
    }

    #[test]
    fn the_strongest_source_is_the_last_and_each_setting_knows_its_own() {
        let environment = [
            ("POEMS_LISTEN", "[::1]:1"),
            ("POEMS_LOCALITY", "7"),
            ("POEMS_MARKET_NAME", "2026"),
            ("POEMS_LOG", "info"),
            ("POEMS_TEST_LONG", "1"),
            ("POEMS_ADVISORIES", "elsewhere"),
        ];
        let merged =
            merged("listen = \"[::1]:2\"\nis_parallel = true", &environment, "database = \"sqlite:x\"")
                .unwrap();
        let config = &merged.config;
        assert_eq!(
            (config.listen.as_str(), config.locality, config.market_name.as_str()),
            ("[::1]:1", 7, "2026")
        );
        assert!(config.is_parallel);
        let sources = ["listen", "is_parallel", "database", "rulebook"].map(|name| merged.source(name));
        assert_eq!(sources, [ENVIRONMENT, FILE, COMMAND_LINE, COMPILED_IN]);
    }

    #[test]
    fn what_does_not_fit_is_named_with_its_source() {
        let unknown = merged("lisen = \"x\"", &[], "").map(|_| ()).unwrap_err();
        assert!(unknown.contains("(file)") && unknown.contains("`lisen`"), "{unknown}");
        let no_number = merged("", &[("POEMS_LOCALITY", "here")], "").map(|_| ()).unwrap_err();
        assert!(no_number.contains("(environment)") && no_number.contains("locality"), "{no_number}");
    }
}
