//! `Cargo.lock`: every crate that may be built in, on any system.

use semver::Version;
use serde::Deserialize;

/// A crate in its version.
#[derive(Deserialize, Debug)]
pub(super) struct Locked {
    pub(super) name: String,
    pub(super) version: String,
    /// Where it comes from; nothing for our own.
    source: Option<String>,
    /// SHA-256 of what was downloaded, in hexadecimal.
    pub(super) checksum: Option<String>,
    /// What it needs: a name, or a name and a version.
    #[serde(default)]
    dependencies: Vec<String>,
}

/// Where crates come from: the registry that Cargo knows without being told.
const REGISTRY: &str = "registry+https://github.com/rust-lang/";

/// # Errors
/// What is wrong with the file.
pub(super) fn read(text: &str) -> Result<Vec<Locked>, String> {
    #[derive(Deserialize)]
    struct File {
        package: Vec<Locked>,
    }
    toml::from_str(text).map(|file: File| file.package).map_err(|error| error.to_string())
}

impl Locked {
    /// Whether it lies in this repository.
    pub(super) fn is_own(&self) -> bool {
        self.source.is_none()
    }

    /// The names of what it needs.
    pub(super) fn needs(&self) -> impl Iterator<Item = &str> {
        self.dependencies.iter().filter_map(|one| one.split(' ').next())
    }

    /// What is wrong with where it comes from.
    pub(super) fn stray(&self) -> Option<String> {
        let source = self.source.as_deref()?;
        if !source.starts_with(REGISTRY) {
            return Some(format!("comes from `{source}`"));
        }
        self.checksum.is_none().then(|| "has no digest".to_owned())
    }

    /// Its version; nothing where it is no version.
    pub(super) fn version(&self) -> Option<Version> {
        Version::parse(&self.version).ok()
    }
}

/// How many names there are in more than one version.
pub(super) fn doubled(all: &[Locked]) -> usize {
    let mut names: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
    names.sort_unstable();
    let runs = names.chunk_by(|one, next| one == next);
    runs.filter(|run| run.len() > 1).count()
}
