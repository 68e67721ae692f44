//! What the finder keeps of things, spaces and goods beside the offering.

use crate::sorted::Sorted;
use kernel::Id;
use market::users::assets::{HireTerms, ItemTerms, Resource};
use std::sync::Arc;

/// What is asked for the use of a thing or a space, and of which of them there are several.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct HireFacts {
    pub(crate) terms: Option<HireTerms>,
    /// The equal resources besides the offering's own.
    pub(crate) others: Sorted<Id<Resource>, ()>,
}

/// What is asked for goods, and how many there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct GoodsFacts {
    pub(crate) terms: Option<ItemTerms>,
    /// Pieces that can be had; `None` without a stock.
    pub(crate) left: Option<i64>,
}

/// What an offering is called.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Title {
    /// As its seller wrote it.
    pub(crate) shown: Arc<str>,
    /// In lower case, as words are looked for.
    pub(crate) lower: Arc<str>,
}

impl Title {
    /// The title that a seller wrote.
    pub(crate) fn of(title: &str) -> Self {
        Self { shown: title.into(), lower: title.to_lowercase().into() }
    }
}
