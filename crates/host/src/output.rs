//! What a verb answers, on standard output.

use crate::failure::Failure;
use std::io::Write;

/// Writes a line to standard output.
///
/// # Errors
/// [`Failure`] when nobody takes it.
pub fn say(line: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}
