//! The kinds of values that formulas work with.

use crate::facts::FactKind;

/// The kind of a value in a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Int,
    Bool,
    Text,
    List,
}

impl Kind {
    /// The kind in plain words.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Int => "a whole number",
            Self::Bool => "a yes or no",
            Self::Text => "a word",
            Self::List => "a list",
        }
    }
}

impl From<FactKind> for Kind {
    fn from(kind: FactKind) -> Self {
        match kind {
            FactKind::Int => Self::Int,
            FactKind::Bool => Self::Bool,
            FactKind::Text => Self::Text,
            FactKind::List => Self::List,
        }
    }
}
