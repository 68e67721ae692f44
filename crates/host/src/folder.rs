//! Where a market without an address of its own is kept.

use crate::failure::Failure;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A folder that is kept; one of its own goes when it is done.
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
    is_temporary: bool,
}

impl Folder {
    /// The folder that is named, or a new one under the system's temporary folder.
    ///
    /// # Errors
    /// [`Failure`] when it cannot be made.
    pub fn of(named: Option<&Path>, purpose: &str) -> Result<Self, Failure> {
        if let Some(path) = named {
            std::fs::create_dir_all(path)?;
            return Ok(Self { path: path.to_owned(), is_temporary: false });
        }
        // The id of a process comes again, and one that was killed has left its folder.
        let mut number = 0_u64;
        loop {
            let name = format!("poems-{purpose}-{}-{number}", std::process::id());
            let path = std::env::temp_dir().join(name);
            match std::fs::create_dir(&path) {
                Ok(()) => return Ok(Self { path, is_temporary: true }),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(error.into()),
            }
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.is_temporary {
            // What cannot be removed is in the temporary folder, where the system clears up.
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_its_own_is_nobody_elses() {
        let (one, other) = (Folder::of(None, "twice").unwrap(), Folder::of(None, "twice").unwrap());
        assert_ne!(one.path, other.path);
        let path = one.path.clone();
        drop(one);
        assert!(!path.exists() && other.path.is_dir());
    }
}
