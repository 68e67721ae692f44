//! What is known against crates: a copy of the advisories of `RustSec`, a file each with its facts in front.

use super::locked::Locked;
use semver::VersionReq;
use serde::Deserialize;
use std::fs;
use std::io;
use std::path::Path;

/// One advisory.
#[derive(Debug)]
pub(super) struct Advisory {
    pub(super) id: String,
    package: String,
    /// The day it was written: `2026-01-14`.
    pub(super) date: String,
    /// `unsound`, `unmaintained` or `notice`, where it is no weakness as such.
    informational: Option<String>,
    /// Versions in which it is mended, or never was.
    safe: Vec<VersionReq>,
}

#[derive(Deserialize)]
struct Front {
    advisory: Facts,
    #[serde(default)]
    versions: Versions,
}

#[derive(Deserialize)]
struct Facts {
    id: String,
    package: String,
    date: String,
    informational: Option<String>,
    withdrawn: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Versions {
    patched: Vec<String>,
    unaffected: Vec<String>,
}

impl Advisory {
    /// Reads a file of the database. An advisory that was withdrawn is none.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn read(text: &str) -> Result<Option<Self>, String> {
        let front = text.strip_prefix("```toml\n").and_then(|rest| rest.split("\n```").next());
        let front = front.ok_or("it does not begin with its facts")?;
        let Front { advisory, versions } = toml::from_str(front).map_err(|error| error.to_string())?;
        if advisory.withdrawn.is_some() {
            return Ok(None);
        }
        let safe = versions.patched.iter().chain(&versions.unaffected).map(|range| VersionReq::parse(range));
        Ok(Some(Self {
            id: advisory.id,
            package: advisory.package,
            date: advisory.date,
            informational: advisory.informational,
            safe: safe.collect::<Result<_, _>>().map_err(|error| error.to_string())?,
        }))
    }

    /// Whether it speaks of this crate in this version. A version that cannot be read is no safe one.
    pub(super) fn is_about(&self, one: &Locked) -> bool {
        let is_safe =
            || one.version().is_some_and(|version| self.safe.iter().any(|range| range.matches(&version)));
        !one.is_own() && self.package == one.name && !is_safe()
    }

    /// Whether it is a weakness, and not only word that nobody looks after the crate any more.
    pub(super) fn is_weakness(&self) -> bool {
        self.informational.as_deref().is_none_or(|kind| kind == "unsound")
    }
}

/// Every advisory in a copy of the database.
///
/// # Errors
/// What cannot be read: one that is not understood is not passed over.
pub(super) fn all(folder: &Path) -> Result<Vec<Advisory>, String> {
    let told = |path: &Path, why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
    let crates = folder.join("crates");
    let mut found = Vec::new();
    for folder in entries(&crates).map_err(|error| told(&crates, &error))? {
        for file in entries(&folder).map_err(|error| told(&folder, &error))? {
            let text = fs::read_to_string(&file).map_err(|error| told(&file, &error))?;
            found.extend(Advisory::read(&text).map_err(|error| told(&file, &error))?);
        }
    }
    Ok(found)
}

fn entries(folder: &Path) -> io::Result<Vec<std::path::PathBuf>> {
    fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect()
}
