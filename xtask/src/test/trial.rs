//! A module is laid out in a copy of the project, which then has to hold in every way that the project itself does.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::module::{self, Noun};

/// What is not copied: what tools keep for themselves, and what is built.
const LEFT: [&str; 4] = [".git", ".scratch", "node_modules", "target"];

/// Copies the project into a folder of what is built, lays a module out in the copy, and says where it is.
///
/// # Errors
/// What could not be copied; what was in the way of the module.
pub(super) fn lay_out(root: &Path, target: &Path) -> Result<PathBuf, String> {
    let copy = target.join("module-trial");
    refill(root, &copy)
        .map_err(|error| format!("the project cannot be copied to {}: {error}", copy.display()))?;
    module::run(&copy, &Noun::from_words(&["tool_boxes", "--cluster", "options"])?)?;
    Ok(copy)
}

fn refill(root: &Path, copy: &Path) -> io::Result<()> {
    if copy.exists() {
        fs::remove_dir_all(copy)?;
    }
    copy_folder(root, copy)
}

/// Copies keep the time of what they are copies of, so that only what has changed is compiled again.
fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_left = |name: &str| LEFT.contains(&name) || name.starts_with("target-");
        if name.to_str().is_some_and(is_left) {
            continue;
        }
        let target = to.join(&name);
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)?;
            fs::File::options().write(true).open(&target)?.set_modified(entry.metadata()?.modified()?)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copy_has_the_module_and_nothing_that_was_built() {
        let target = std::env::temp_dir().join(format!("poems-trial-{}", std::process::id()));
        let copy = lay_out(&crate::root(), &target).unwrap();
        let (is_there, is_left) = (
            copy.join("crates/market/src/options/tool_boxes.rs").is_file(),
            LEFT.iter().all(|name| !copy.join(name).exists() && !copy.join("e2e").join(name).exists()),
        );
        fs::remove_dir_all(target).unwrap();
        assert!(is_there && is_left);
    }
}
