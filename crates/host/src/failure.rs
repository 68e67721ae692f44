//! How a verb of the command line ends that could not do its work.

use std::process::ExitCode;

/// What went wrong, why, and what to do next.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
pub struct Failure {
    /// What could not be done, and why.
    what: String,
    /// What to do next.
    next: String,
    code: u8,
}

/// The exit code of a fault in what was given: a word, a file, an address.
pub const BAD_INPUT: u8 = 2;
/// The exit code of a fault met on the way.
const FAILED: u8 = 1;

impl Failure {
    /// What was given does not fit.
    pub fn input(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { what: what.into(), next: next.into(), code: BAD_INPUT }
    }

    /// Something failed on the way.
    pub fn failed(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { what: what.into(), next: next.into(), code: FAILED }
    }

    /// What to do next.
    pub fn next(&self) -> &str {
        &self.next
    }

    /// Says it on standard error, as JSON if asked, and gives the exit code.
    pub fn exit(&self, json: bool) -> ExitCode {
        if json {
            let said = serde_json::json!({ "error": self.what, "next": self.next });
            eprintln!("{said}");
        } else {
            eprintln!("poems: {}\n       {}", self.what, self.next);
        }
        ExitCode::from(self.code)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::failed(error.to_string(), "Check that the file, folder or address can be used, then try again.")
    }
}

impl From<store::Failure> for Failure {
    fn from(failure: store::Failure) -> Self {
        Self::failed(failure.to_string(), "The log says more: set POEMS_LOG=debug and try again.")
    }
}

impl From<store::OpenError> for Failure {
    fn from(error: store::OpenError) -> Self {
        let next = match &error {
            store::OpenError::Damaged { .. } => {
                "Copy the file and what lies beside it (-wal, -shm) elsewhere first. Then put the last backup back: \
                 `poems restore FROM --replace`. docs/runbook.md, \"The file is damaged\"."
            }
            store::OpenError::Behind { .. } => "Run `poems migrate` with the same --database.",
            store::OpenError::Unreachable { .. } => {
                "Check --database, and that what it names can be reached."
            }
            store::OpenError::NotApplied { .. }
            | store::OpenError::Changed { .. }
            | store::OpenError::Foreign { .. }
            | store::OpenError::Newer { .. }
            | store::OpenError::OutOfOrder { .. } => "Check --database, and the version of this program.",
        };
        Self::failed(error.to_string(), next)
    }
}
