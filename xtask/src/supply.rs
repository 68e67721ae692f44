//! What comes from others: by whose leave it is used, what is known against it, and the list of it. `deny.toml` says what may come.

mod advisories;
mod bill;
mod locked;
mod policy;

use advisories::Advisory;
use locked::Locked;
use policy::Policy;
use serde::Deserialize;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) use bill::write as write_bill;

/// The file that says what may come.
const POLICY: &str = "deny.toml";
const LOCK: &str = "Cargo.lock";
/// The lock of the programs that fuzz: a workspace of its own, of which nothing is linked into `poems`.
const FUZZ_LOCK: &str = "fuzz/Cargo.lock";
const FUZZ_MANIFEST: &str = "fuzz/Cargo.toml";
/// Names a copy of the advisories.
const ADVISORIES_VARIABLE: &str = "POEMS_ADVISORIES";
/// Where a copy is looked for when none is named: beside the project.
const USUAL_ADVISORIES: &str = "../shared/data/security/advisory-db";

/// Something that may not be as it is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) file: &'static str,
    pub(crate) what: String,
    pub(crate) remedy: &'static str,
}

/// Looks at everything that comes from others. Says besides what was looked at, and what was not.
///
/// # Errors
/// What cannot be read.
pub(crate) fn check(root: &Path) -> Result<(Vec<Fault>, String), String> {
    let policy = Policy::read(&read(root, POLICY)?).map_err(|error| format!("{POLICY}: {error}"))?;
    let locked = locked::read(&read(root, LOCK)?).map_err(|error| format!("{LOCK}: {error}"))?;
    let of_fuzz = locked::read(&read(root, FUZZ_LOCK)?).map_err(|error| format!("{FUZZ_LOCK}: {error}"))?;
    let (own, apart) =
        (packages(root, &policy)?, packages_of(root, &policy, &["--manifest-path", FUZZ_MANIFEST])?);
    let mut faults = strangers(&policy, &locked);
    faults.extend(at(FUZZ_LOCK, strangers(&policy, &of_fuzz)));
    faults.extend(apart_from(&locked, &of_fuzz));
    faults.extend(bill::stale(root, &policy, &locked, &own)?);
    let packages = with_new(own, apart);
    faults.extend(objections(&policy, &packages));
    let locked = with_new(locked, of_fuzz);
    let (others, doubled) = (locked.iter().filter(|one| !one.is_own()).count(), locked::doubled(&locked));
    let licensed = packages.len();
    let known = match advisories_folder(root)? {
        Some(folder) => {
            let all = advisories::all(&folder)?;
            let (weak, told) = weaknesses(&policy, &locked, &all);
            faults.extend(weak);
            let newest = all.iter().map(|one| one.date.as_str()).max().unwrap_or("none");
            format!("{} advisories, the newest of {newest}{told}", all.len())
        }
        None => format!("advisories NOT looked at: name a copy of them in {ADVISORIES_VARIABLE}"),
    };
    Ok((
        faults,
        format!("{others} crates locked, {doubled} in more than one version; {licensed} licences; {known}"),
    ))
}

fn read(root: &Path, file: &str) -> Result<String, String> {
    std::fs::read_to_string(root.join(file)).map_err(|error| format!("{file}: {error}"))
}

/// The copy of the advisories, if there is one here.
fn advisories_folder(root: &Path) -> Result<Option<PathBuf>, String> {
    let Some(named) = env::var_os(ADVISORIES_VARIABLE) else {
        let usual = root.join(USUAL_ADVISORIES);
        return Ok(usual.join("crates").is_dir().then_some(usual));
    };
    let named = root.join(named);
    if named.join("crates").is_dir() {
        return Ok(Some(named));
    }
    Err(format!("{ADVISORIES_VARIABLE} is {}, where there is no folder `crates`", named.display()))
}

/// What is banned, and what does not come from the registry.
fn strangers(policy: &Policy, locked: &[Locked]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for one in locked {
        for (need, reason) in one.needs().filter_map(|need| Some((need, policy.ban(need, &one.name)?))) {
            faults.push(Fault {
                file: LOCK,
                what: format!("`{}` uses `{need}`, which is banned: {reason}", one.name),
                remedy: "do without it, or choose its other features",
            });
        }
        if let Some(why) = one.stray() {
            faults.push(Fault {
                file: LOCK,
                what: format!("`{}` {why}", one.name),
                remedy: "take it from the registry",
            });
        }
    }
    faults
}

/// The same faults in another file.
fn at(file: &'static str, faults: Vec<Fault>) -> impl Iterator<Item = Fault> {
    faults.into_iter().map(move |fault| Fault { file, ..fault })
}

/// What is fuzzed in another version than is linked would not be what is used.
fn apart_from(locked: &[Locked], of_fuzz: &[Locked]) -> Vec<Fault> {
    let is_known = |one: &&Locked| locked.iter().any(|known| known.name == one.name);
    let is_same = |one: &&Locked| locked.iter().any(|known| known.tells() == one.tells());
    let others = of_fuzz.iter().filter(|one| is_known(one) && !is_same(one));
    others
        .map(|one| Fault {
            file: FUZZ_LOCK,
            what: format!("`{} {}` is in another version in {LOCK}", one.name, one.version),
            remedy: "copy Cargo.lock to fuzz/Cargo.lock, then run: cargo metadata --manifest-path fuzz/Cargo.toml",
        })
        .collect()
}

/// All of the first, and what of the others is not among them.
fn with_new<T: Known>(mut first: Vec<T>, others: Vec<T>) -> Vec<T> {
    let is_new = |one: &T| first.iter().all(|known| known.tells() != one.tells());
    let mut new: Vec<T> = others.into_iter().filter(is_new).collect();
    first.append(&mut new);
    first
}

/// What is one of its kind by its name and version.
trait Known {
    fn tells(&self) -> (&str, &str);
}

impl Known for Locked {
    fn tells(&self) -> (&str, &str) {
        (&self.name, &self.version)
    }
}

impl Known for Package {
    fn tells(&self) -> (&str, &str) {
        (&self.name, &self.version)
    }
}

/// What may not be used for its licence.
fn objections(policy: &Policy, packages: &[Package]) -> Vec<Fault> {
    let unknown = policy.unknown_licenses().map(|one| Fault {
        file: POLICY,
        what: format!("`{one}` is no licence"),
        remedy: "write it as SPDX does",
    });
    let refused = packages.iter().filter_map(|package| {
        let why = policy.objection(package.license.as_deref())?;
        Some(Fault {
            file: LOCK,
            what: format!("`{} {}`: {why}", package.name, package.version),
            remedy: "do without it, or allow the licence in deny.toml, with a reason",
        })
    });
    unknown.chain(refused).collect()
}

/// What is known to be weak, and in words what is known besides.
fn weaknesses(policy: &Policy, locked: &[Locked], all: &[Advisory]) -> (Vec<Fault>, String) {
    let (mut faults, mut told) = (Vec::new(), Vec::new());
    for one in locked {
        for advisory in all.iter().filter(|advisory| advisory.is_about(one)) {
            let (id, name, version) = (&advisory.id, &one.name, &one.version);
            if let Some(reason) = policy.excuse(id) {
                told.push(format!("; {id} of {name} is known: {reason}"));
            } else if advisory.is_weakness() {
                faults.push(Fault {
                    file: LOCK,
                    what: format!("`{name} {version}` has a known weakness: {id}"),
                    remedy: "take a version in which it is mended; if there is none and it cannot be reached, say so in deny.toml",
                });
            } else {
                told.push(format!("; {id}: nobody looks after {name} any more"));
            }
        }
    }
    (faults, told.concat())
}

/// A crate as Cargo describes it.
#[derive(Deserialize, Debug)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    manifest_path: PathBuf,
}

/// Every crate that is built for where the program runs, tests and tools among them.
fn packages(root: &Path, policy: &Policy) -> Result<Vec<Package>, String> {
    packages_of(root, policy, &[])
}

/// The same of a workspace that is named.
fn packages_of(root: &Path, policy: &Policy, named: &[&str]) -> Result<Vec<Package>, String> {
    #[derive(Deserialize)]
    struct Metadata {
        packages: Vec<Package>,
    }
    let mut words = vec!["metadata", "--locked", "--format-version", "1"];
    words.extend(named);
    words.extend(policy.graph.targets.iter().flat_map(|target| ["--filter-platform", target]));
    let said = cargo(root, &words)?;
    serde_json::from_str(&said)
        .map(|all: Metadata| all.packages)
        .map_err(|error| format!("cargo metadata: {error}"))
}

/// What Cargo prints.
fn cargo(root: &Path, words: &[&str]) -> Result<String, String> {
    let program = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(program).args(words).current_dir(root).output();
    let output = output.map_err(|error| format!("cargo cannot be run: {error}"))?;
    if !output.status.success() {
        return Err(format!("cargo {}: {}", words.join(" "), String::from_utf8_lossy(&output.stderr).trim()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests;
