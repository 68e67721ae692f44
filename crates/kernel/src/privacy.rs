//! The three kinds of data that there are. Nothing is kept for the operator alone.

use crate::{Column, Kind, Table};

/// Which kind of data a table or a column holds. `#[record(…)]` says it, of every table and where a column differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Privacy {
    /// Somebody's own: they see it, take it with them, and may have it erased. `personal(buyer, seller)` names the columns
    /// that lead to whose it is.
    Personal,
    /// Of nobody, and anyone may have it.
    Public,
    /// Not kept: it goes when what it is for is done.
    Transient,
}

impl Privacy {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Public => "public",
            Self::Transient => "transient",
        }
    }
}

impl Table {
    /// Which kind of data a column of it holds.
    pub fn privacy_of(&self, column: &Column) -> Privacy {
        column.privacy.unwrap_or(self.privacy)
    }

    /// The columns that lead to whose its rows are; none of a table that is nobody's.
    pub fn whose(&self) -> impl Iterator<Item = &'static Column> {
        self.whose.iter().filter_map(|at| self.columns.get(*at))
    }
}

impl Column {
    /// The column where it holds another kind of data than its table.
    pub const fn but(self, privacy: Privacy) -> Self {
        Self { privacy: Some(privacy), ..self }
    }

    /// Positions of columns that lead to somebody, as they are.
    ///
    /// # Panics
    /// At compile time, when one of them holds no id.
    #[doc(hidden)]
    #[expect(clippy::indexing_slicing, reason = "it runs while compiling, where a panic is an error")]
    pub const fn leading<const N: usize>(columns: &[Self], positions: [usize; N]) -> [usize; N] {
        let mut at = 0;
        while at < N {
            assert!(matches!(columns[positions[at]].kind, Kind::Id), "only an id leads to somebody");
            at += 1;
        }
        positions
    }
}
