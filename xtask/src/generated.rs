//! Files that are made by the program itself and kept in the repository: `cargo xtask modules`, `cargo xtask openapi`.

use std::path::Path;
use std::process::{Command, Stdio};

/// Writes what `poems VERB` prints to a file.
///
/// # Errors
/// What could not be run or written.
pub(crate) fn write(root: &Path, (verb, file): (&str, &str)) -> Result<(), String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut command = Command::new(cargo);
    command
        .args(["run", "--quiet", "--package", "poems", "--", verb])
        .current_dir(root)
        .stderr(Stdio::inherit());
    let output = command.output().map_err(|error| format!("cargo cannot be run: {error}"))?;
    if !output.status.success() {
        return Err(format!("`poems {verb}` failed; its words are above"));
    }
    std::fs::write(root.join(file), output.stdout).map_err(|error| format!("{file}: {error}"))
}
