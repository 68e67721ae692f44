//! Where a market without an address of its own is kept.

use crate::failure::Failure;
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
        let path = match named {
            Some(path) => path.to_owned(),
            None => std::env::temp_dir().join(format!("poems-{purpose}-{}", std::process::id())),
        };
        std::fs::create_dir_all(&path)?;
        Ok(Self { path, is_temporary: named.is_none() })
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
