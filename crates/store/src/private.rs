//! Files that nobody but their owner may read.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// For its owner alone.
const OWNER_ALONE: u32 = 0o600;

/// Makes a new, empty file, or leaves the one that is there as it is.
///
/// # Errors
/// When it cannot be opened for writing.
pub fn file(path: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).append(true).mode(OWNER_ALONE).open(path)
}

/// Writes a whole file, in place of one that is there.
///
/// # Errors
/// When it cannot be written.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let mut file = options.create(true).write(true).truncate(true).mode(OWNER_ALONE).open(path)?;
    io::Write::write_all(&mut file, text.as_bytes())
}
