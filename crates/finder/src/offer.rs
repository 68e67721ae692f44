//! What the finder keeps of an offering of work.

use market::users::assets::{Offering, OfferingStage, PriceTerms};

/// An offering and what is asked for it, each as far as it has arrived.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Offer {
    pub(crate) offering: Option<Offering>,
    pub(crate) terms: Option<PriceTerms>,
}

impl Offer {
    /// The two records, when both are there and the offering is shown.
    pub(crate) fn shown(&self) -> Option<(&Offering, &PriceTerms)> {
        let (offering, terms) = (self.offering.as_ref()?, self.terms.as_ref()?);
        (offering.stage == OfferingStage::Open).then_some((offering, terms))
    }
}
