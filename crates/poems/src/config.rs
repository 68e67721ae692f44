//! Settings: what is compiled in, then a file, then the environment, then the words of the command line.

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use host::failure::Failure;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The settings of a server.
#[derive(Serialize, Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// The address to listen on.
    pub(crate) listen: String,
    /// Where other processes of this market reach this one, if not at the address it listens on.
    pub(crate) advertise: Option<String>,
    /// `sqlite:PATH` or `postgres://…`.
    pub(crate) database: String,
    /// The number of the market area that this process's front serves.
    pub(crate) locality: i64,
    /// The front's name.
    pub(crate) market_name: String,
    /// Whether this is the parallel market.
    pub(crate) is_parallel: bool,
    /// A rulebook's folder, instead of the one compiled in.
    pub(crate) rulebook: Option<PathBuf>,
    /// A table of sectors, instead of the one compiled in.
    pub(crate) sectors: Option<PathBuf>,
    /// A table of places, instead of the one compiled in.
    pub(crate) places: Option<PathBuf>,
    /// Where messages are written; nowhere when empty.
    pub(crate) outbox: Option<PathBuf>,
}

/// What the command line says of the settings; what it leaves out comes from elsewhere.
#[derive(clap::Args, Serialize, Clone, Debug, Default)]
pub(crate) struct Flags {
    /// The address to listen on, such as 127.0.0.1:8080
    #[arg(long, value_name = "ADDR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) listen: Option<String>,
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
    /// A file of settings (TOML)
    #[arg(long, value_name = "FILE")]
    #[serde(skip)]
    pub(crate) config: Option<PathBuf>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".to_owned(),
            advertise: None,
            database: "sqlite:poems.sqlite".to_owned(),
            locality: 1,
            market_name: "Portland Hours".to_owned(),
            is_parallel: false,
            rulebook: None,
            sectors: None,
            places: None,
            outbox: None,
        }
    }
}

impl Flags {
    /// All sources, the strongest last.
    fn figment(&self) -> Figment {
        let file = self.config.as_deref().unwrap_or(Path::new("poems.toml"));
        let base = Figment::from(Serialized::defaults(Config::default()));
        base.merge(Toml::file(file))
            .merge(Env::prefixed("POEMS_").ignore(&["log", "test_postgres"]))
            .merge(Serialized::defaults(self))
    }

    /// The settings.
    ///
    /// # Errors
    /// [`Failure`] names the setting and its source.
    pub(crate) fn config(&self) -> Result<Config, Failure> {
        if let Some(file) = self.config.as_deref().filter(|file| !file.is_file()) {
            return Err(Failure::input(
                format!("{}: no such file", file.display()),
                "Name a file of settings.",
            ));
        }
        let wrong = |error: figment::Error| {
            Failure::input(format!("a setting does not fit: {error}"), "`poems config show` lists them all.")
        };
        self.figment().extract().map_err(wrong)
    }

    /// Each setting with its value and where it came from; what may hold a password is masked.
    pub(crate) fn sources(&self) -> Result<Vec<(String, String, String)>, Failure> {
        let config = self.config()?;
        let figment = self.figment();
        let values = serde_json::to_value(&config).unwrap_or_default();
        let compiled = serde_json::to_value(Config::default()).unwrap_or_default();
        let named = values.as_object().into_iter().flatten().map(|(name, value)| {
            let source = figment.find_metadata(name).map_or("", |metadata| metadata.name.as_ref());
            let source = match source {
                file if file.contains("TOML") => "file",
                environment if environment.contains("environment") => "environment",
                _ if compiled.get(name) == Some(value) => "compiled in",
                _ => "command line",
            };
            let shown = if name == "database" { masked(&config.database) } else { value.to_string() };
            (name.clone(), shown, source.to_owned())
        });
        Ok(named.collect())
    }
}

/// A database's address without its password.
fn masked(database: &str) -> String {
    match database.split_once("://").and_then(|(kind, rest)| Some((kind, rest.split_once('@')?))) {
        Some((kind, (who, place))) => {
            let user = who.split(':').next().unwrap_or_default();
            format!("{kind}://{user}:***@{place}")
        }
        None => database.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn a_password_is_not_shown() {
        assert_eq!(masked("postgres://ana:secret@db/poems"), "postgres://ana:***@db/poems");
        assert_eq!(masked("sqlite:poems.sqlite"), "sqlite:poems.sqlite");
    }
}
