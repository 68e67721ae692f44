//! What the finder keeps of an offering, and of what is asked for work.

use market::users::assets::{Offering, OfferingStage, PriceTerms};

/// An offering and what is asked for hours of work, each as far as it has arrived.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Offer {
    pub(crate) offering: Option<Offering>,
    pub(crate) terms: Option<PriceTerms>,
}

impl Offer {
    /// The offering, when it is there and open.
    pub(crate) fn open(&self) -> Option<&Offering> {
        self.offering.as_ref().filter(|offering| offering.stage == OfferingStage::Open)
    }
}
