//! Files that are made by the program itself and kept in the repository: `cargo xtask modules`, `cargo xtask openapi`.

use std::path::Path;
use std::process::{Command, Stdio};

/// Which they are: the verb of `poems` that prints one, and the file it is kept in.
pub(crate) const MODULES: (&str, &str) = ("modules", "MODULES.md");
/// As [`MODULES`]; written with it.
pub(crate) const DATA: (&str, &str) = ("data", "docs/data.md");
/// As [`MODULES`].
pub(crate) const OPENAPI: (&str, &str) = ("openapi", "docs/openapi.json");

/// Writes what `poems VERB` prints to a file.
///
/// # Errors
/// What could not be run or written.
pub(crate) fn write(root: &Path, made: (&str, &str)) -> Result<(), String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    write_with(Command::new(cargo), root, made)
}

/// As [`write()`], by a `cargo` that knows where it builds.
///
/// # Errors
/// As [`write()`].
pub(crate) fn write_with(mut cargo: Command, root: &Path, (verb, file): (&str, &str)) -> Result<(), String> {
    cargo
        .args(["run", "--quiet", "--package", "poems", "--", verb])
        .current_dir(root)
        .stderr(Stdio::inherit());
    let output = cargo.output().map_err(|error| format!("cargo cannot be run: {error}"))?;
    if !output.status.success() {
        return Err(format!("`poems {verb}` failed; its words are above"));
    }
    std::fs::write(root.join(file), output.stdout).map_err(|error| format!("{file}: {error}"))
}
