//! What a part of a trade takes from its seller: hours of a resource, pieces of a stock, or nothing.
//!
//! One rule for all: what is offered is computed or counted up by the seller; only what is taken is stored and checked.

use crate::users::assets::{Offering, Resource};
use crate::users::{availability, stock};
use kernel::{Draft, Id, Keys, Locality, Span, Stop};

/// What is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taking {
    /// Hours of a resource, with what is kept free after them.
    Hours {
        /// Whose hours.
        resource: Id<Resource>,
        /// Which.
        span: Span,
    },
    /// Pieces of a stock.
    Pieces {
        /// Of which offering.
        item: Id<Offering>,
        /// How many.
        count: i64,
    },
}

impl Taking {
    /// Asks for the rows that taking it reads.
    pub fn reads(&self, keys: &mut Keys, locality: Locality) {
        match self {
            Self::Hours { resource, span } => availability::reads(keys, locality, *resource, *span),
            Self::Pieces { item, .. } => stock::reads(keys, *item),
        }
    }

    /// Asks for the rows that giving it back reads.
    fn returns(&self, keys: &mut Keys, locality: Locality) {
        match self {
            Self::Hours { resource, span } => availability::days(keys, locality, *resource, *span),
            Self::Pieces { item, .. } => stock::reads(keys, *item),
        }
    }

    /// Takes it.
    ///
    /// # Errors
    /// [`availability::AvailabilityRefusal`], [`stock::StockRefusal`].
    pub fn take(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        match self {
            Self::Hours { resource, span } => availability::take(draft, *resource, *span),
            Self::Pieces { item, count } => stock::take(draft, *item, *count),
        }
    }

    /// Gives it back.
    ///
    /// # Errors
    /// [`availability::AvailabilityRefusal::NotHeld`], [`stock::StockRefusal::NotTaken`].
    pub fn give_back(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        match self {
            Self::Hours { resource, span } => availability::give_back(draft, *resource, *span),
            Self::Pieces { item, count } => stock::give_back(draft, *item, *count),
        }
    }
}

/// Gives back all that a part takes. What that reads is asked for together: a long hire and a large order are of more rows than a
/// decision may ask for one after the other.
///
/// # Errors
/// As [`Taking::give_back`].
pub fn give_all_back(draft: &mut Draft<'_>, takings: &[Taking]) -> Result<(), Stop> {
    let mut keys = Keys::default();
    for taking in takings {
        taking.returns(&mut keys, draft.locality());
    }
    draft.ask(keys)?;
    takings.iter().try_for_each(|taking| taking.give_back(draft))
}
