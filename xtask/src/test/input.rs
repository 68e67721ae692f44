//! Bad input over HTTP: schemathesis, in an environment of its own, calls a running market with what its document allows and with
//! what it does not.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::steps::must;
use crate::postgres;

/// How long each engine is called for, in seconds.
pub(super) const SHORT_S: u32 = 100;
pub(super) const LONG_S: u32 = 600;
/// Which calls are generated: the same ones each time, unless [`SEED_VARIABLE`] says otherwise.
const SEED: &str = "1";
const SEED_VARIABLE: &str = "INPUT_SEED";
/// The generator, below the folder of the project.
const FOLDER: &str = "tools/input";

/// The generator, installed.
pub(super) struct Generator {
    python: PathBuf,
    program: PathBuf,
}

impl Generator {
    /// Installs what `tools/input/constraints.txt` pins, unless it is there already.
    ///
    /// # Errors
    /// The command that failed.
    pub(super) fn install(root: &Path, target: &Path) -> Result<Self, String> {
        let (folder, wanted) = (target.join("input-venv"), root.join(FOLDER).join("constraints.txt"));
        let installed = folder.join("constraints.txt");
        let python = folder.join("bin/python");
        let pinned = fs::read(&wanted).map_err(|error| format!("{}: {error}", wanted.display()))?;
        if fs::read(&installed).ok().as_ref() != Some(&pinned) {
            let _absent = fs::remove_dir_all(&folder);
            must(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
            let words =
                ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r"];
            must(Command::new(&python).args(words).arg(&wanted))?;
            fs::write(&installed, &pinned).map_err(|error| format!("{}: {error}", installed.display()))?;
        }
        Ok(Self { python, program: root.join(FOLDER).join("input.py") })
    }

    /// Calls a market for so many seconds: one of the cluster at an address, or one in a file.
    ///
    /// # Errors
    /// What failed; the generator has told what it found.
    pub(super) fn run(&self, poems: &Path, cluster: Option<&str>, seconds: u32) -> Result<(), String> {
        let database = cluster.map(Database::make).transpose()?;
        let seed = env::var(SEED_VARIABLE).unwrap_or_else(|_| SEED.to_owned());
        let mut command = Command::new(&self.python);
        command.arg(&self.program).arg("--program").arg(poems);
        command.args(["--seconds", &seconds.to_string(), "--seed", &seed]);
        if let Some(database) = &database {
            command.args(["--database", &database.url]);
        }
        must(command)
    }
}

/// A database of its own of a cluster, gone when dropped.
struct Database {
    cluster: String,
    name: String,
    url: String,
}

impl Database {
    fn make(cluster: &str) -> Result<Self, String> {
        let name = format!("input_{}", std::process::id());
        sql(cluster, &format!("CREATE DATABASE {name}"))?;
        let url = at(cluster, &name);
        Ok(Self { cluster: cluster.to_owned(), name, url })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let _left = sql(&self.cluster, &format!("DROP DATABASE {} WITH (FORCE)", self.name));
    }
}

/// The address of another database of the same cluster.
fn at(cluster: &str, name: &str) -> String {
    let (address, query) =
        cluster.split_once('?').map_or((cluster, None), |(address, query)| (address, Some(query)));
    let (server, _) = address.rsplit_once('/').unwrap_or((address, ""));
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{server}/{name}{query}")
}

fn sql(cluster: &str, statement: &str) -> Result<(), String> {
    let psql = postgres::binaries().map_or_else(|| PathBuf::from("psql"), |folder| folder.join("psql"));
    must(Command::new(psql).args([
        cluster,
        "--quiet",
        "--no-psqlrc",
        "--set",
        "ON_ERROR_STOP=1",
        "--command",
        statement,
    ]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_of_a_cluster_has_its_own_address() {
        assert_eq!(
            at("postgres://me@127.0.0.1:5433/postgres", "input_1"),
            "postgres://me@127.0.0.1:5433/input_1"
        );
        assert_eq!(
            at("postgres://me@127.0.0.1/test?sslmode=disable", "x"),
            "postgres://me@127.0.0.1/x?sslmode=disable"
        );
    }
}
