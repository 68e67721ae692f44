//! What keeps a rulebook from loading.

use std::fmt;

/// Something in a file that keeps the rulebook from loading.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct LoadError {
    /// The path of the file in the rulebook's folder.
    pub file: String,
    /// The line, counted from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub fix: String,
}

impl fmt::Display for LoadError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, problem, fix } = self;
        match line {
            Some(line) => write!(out, "{file}:{line}: {problem}: {fix}"),
            None => write!(out, "{file}: {problem}: {fix}"),
        }
    }
}
