//! Why a command, a view or an opening gave no answer.

use kernel::Refusal;

/// Why a command or a read gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The module says no, by name. Nothing happened; the same command may be tried again and is decided afresh.
    #[error("refused: {}", .0.code())]
    Refused(Box<dyn Refusal>),
    /// There is no such record in this table.
    #[error("there is no such record in `{0}`")]
    Absent(&'static str),
    /// The id was used before, by another actor or for another command.
    #[error("this id was used before for something else")]
    Reused,
    /// Another process serves this locality.
    #[error("this market area is served by {address}")]
    NotOwner {
        /// Where that process can be reached.
        address: String,
    },
    /// Too much is going on, or the database cannot be reached. Nothing was changed: try again.
    #[error("busy: try again")]
    Busy,
    /// The answer to a commit was lost, and could not be found out. Whether the command was carried out is not known: the same
    /// id with the same command hears it.
    #[error("not known yet: try again with the same id")]
    Unsure,
    /// A fault of ours.
    #[error("failed; look for {0} in the log")]
    Failed(Fault),
}

/// A fault of ours, told in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Under which the log tells of it; may be shown to anyone.
    pub reference: String,
    /// What went wrong, for engineers only.
    pub why: String,
}

/// Why a store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database cannot be reached or opened.
    #[error("cannot open {database}: {why}")]
    Unreachable {
        /// Which.
        database: String,
        /// What it said.
        why: String,
    },
    /// The file is no database, or a part of it cannot be read.
    #[error("{database} is damaged: {why}")]
    Damaged {
        /// Which.
        database: String,
        /// What SQLite says.
        why: String,
    },
    /// A migration could not be applied.
    #[error("migration {name} could not be applied: {why}")]
    NotApplied {
        /// Which.
        name: String,
        /// What the database said.
        why: String,
    },
    /// A migration that was applied has another text now. Applied migrations are never changed: add a new one.
    #[error("migration {name} was changed after it had been applied; put it back and add a new one")]
    Changed {
        /// Which.
        name: String,
    },
    /// The database has another migration where this program has one of its own: it was made before the migrations were
    /// folded into one, or by another program.
    #[error(
        "the database has migration {name}, which this program never had: it is from before the first release; \
             make a new database"
    )]
    Foreign {
        /// Which.
        name: String,
    },
    /// The database has migrations that this program does not know: it was used by a newer program.
    #[error("the database is newer than this program: it has migration {name}; use a newer program")]
    Newer {
        /// The first that is not known.
        name: String,
    },
    /// The database lacks migrations, and this store was told not to apply any.
    #[error("the database lacks migration {name}; run `poems migrate`")]
    Behind {
        /// The first that is lacking.
        name: String,
    },
    /// The list of migrations is not numbered 1, 2, 3 … in order.
    #[error("migration {name} is out of order")]
    OutOfOrder {
        /// Which.
        name: String,
    },
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.reference)
    }
}

impl Failure {
    /// The refusal of type `R`, if that is what this is.
    pub fn refusal<R: Refusal>(&self) -> Option<&R> {
        let Self::Refused(refusal) = self else { return None };
        let any: &dyn std::any::Any = refusal.as_ref();
        any.downcast_ref()
    }
}
