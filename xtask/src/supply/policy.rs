//! `deny.toml`: what may come from others.

use serde::Deserialize;
use spdx::{Expression, Licensee, ParseMode};

/// What this project reads of the file; cargo-deny reads more.
#[derive(Deserialize)]
pub(super) struct Policy {
    pub(super) graph: Graph,
    licenses: Licenses,
    bans: Bans,
    advisories: Advisories,
}

#[derive(Deserialize)]
pub(super) struct Graph {
    /// Where the program runs.
    pub(super) targets: Vec<String>,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Banned>,
}

#[derive(Deserialize)]
struct Banned {
    name: String,
    /// Who may use it all the same.
    #[serde(default)]
    wrappers: Vec<String>,
    reason: String,
}

#[derive(Deserialize)]
struct Advisories {
    ignore: Vec<Ignored>,
}

#[derive(Deserialize)]
struct Ignored {
    id: String,
    reason: String,
}

impl Policy {
    /// # Errors
    /// What is wrong with the file.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    /// Why a crate of this name may not be used by another, if it may not.
    pub(super) fn ban(&self, name: &str, user: &str) -> Option<&str> {
        let is_it = |banned: &&Banned| banned.name == name && banned.wrappers.iter().all(|one| one != user);
        self.bans.deny.iter().find(is_it).map(|banned| banned.reason.as_str())
    }

    /// Why an advisory does not count, if a reason is given.
    pub(super) fn excuse(&self, id: &str) -> Option<&str> {
        let ignored = self.advisories.ignore.iter().find(|ignored| ignored.id == id);
        ignored.map(|ignored| ignored.reason.as_str()).filter(|reason| !reason.is_empty())
    }

    /// What keeps a crate under this licence from being used.
    pub(super) fn objection(&self, license: Option<&str>) -> Option<String> {
        let Some(license) = license else { return Some("no licence is named".to_owned()) };
        let Ok(expression) = Expression::parse_mode(license, ParseMode::LAX) else {
            return Some(format!("`{license}` is no SPDX expression"));
        };
        let allowed: Vec<Licensee> =
            self.licenses.allow.iter().filter_map(|one| Licensee::parse(one).ok()).collect();
        let is_allowed = expression.evaluate(|asked| allowed.iter().any(|one| one.satisfies(asked)));
        (!is_allowed).then(|| format!("`{license}` is not allowed"))
    }

    /// The licences that are allowed and mean nothing.
    pub(super) fn unknown_licenses(&self) -> impl Iterator<Item = &str> {
        self.licenses.allow.iter().map(String::as_str).filter(|one| Licensee::parse(one).is_err())
    }
}
