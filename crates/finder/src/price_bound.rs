//! The least that a buyer could pay.
//!
//! A bound may be too low, never too high: a search that stops at it then has every cheaper option. It
//! follows the waterfall: extras and charges only add, so they may be left out; a discount and a subsidy take
//! away, so they are counted whole.

use crate::packed_terms::PackedTerms;
use kernel::BasisPoints;
use market::concession::Terms;
use market::mechanisms::stored_availability::Occasion;

/// Prices below this, times a ratio of up to [`MARKUP_MOST`], fit 64 bits.
const NARROW: i64 = 1 << 40;
/// The largest mark-up that bounds count, in basis points; a larger one only makes the bound lower than it could be.
const MARKUP_MOST: i64 = 1 << 20;

/// The most that a subsidy takes off a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Subsidy {
    /// In minor units, by its fund and caps.
    pub(crate) most: i64,
    /// The share of the seller's price that it is, where it is one, in basis points; 0 to 10,000.
    pub(crate) share_bp: Option<i64>,
}

/// Bounds what buyers pay for hours of work, for one search.
#[derive(Clone, Debug)]
pub(crate) struct PriceBound {
    occasion: Occasion,
    pay: PayBound,
}

/// Bounds what buyers pay by what sellers ask, for one search.
#[derive(Clone, Debug)]
pub(crate) struct PayBound {
    markup_bp: i64,
    subsidy_max_bp: i64,
    subsidies: Vec<Subsidy>,
}

impl PriceBound {
    /// The bound for an occasion under the terms of the concession, with the subsidies that may be paid.
    pub(crate) fn new(occasion: Occasion, terms: &Terms, subsidies: Vec<Subsidy>) -> Self {
        Self { occasion, pay: PayBound::new(terms, subsidies) }
    }

    /// The least that a buyer can pay at an hourly rate and a distance.
    pub(crate) fn least_pay(&self, terms: &PackedTerms, hourly: i64, distance_m: i64) -> i64 {
        self.pay.least_pay(terms.least_price(hourly, &self.occasion, distance_m))
    }
}

impl PayBound {
    /// The bound under the terms of the concession, with the subsidies that may be paid.
    pub(crate) fn new(terms: &Terms, mut subsidies: Vec<Subsidy>) -> Self {
        let markup_bp =
            terms.operator_bp.0.max(0).saturating_add(terms.franchise_bp.0.max(0)).min(MARKUP_MOST);
        // Shares that together take more than the price would make a dear row's bound the lower one.
        let whole = BasisPoints::WHOLE.0;
        let shares = || subsidies.iter().filter_map(|subsidy| subsidy.share_bp);
        if shares().any(|share| !(0..=whole).contains(&share)) || shares().sum::<i64>() > whole {
            for subsidy in &mut subsidies {
                subsidy.share_bp = None;
            }
        }
        Self { markup_bp, subsidy_max_bp: terms.subsidy_max_bp.0, subsidies }
    }

    /// The least that a buyer can pay when a seller asks no less than this, in minor units, from zero.
    #[inline]
    pub(crate) fn least_pay(&self, price: i128) -> i64 {
        match i64::try_from(price) {
            Ok(price) if price < NARROW => self.narrow(price),
            _ => self.wide(price),
        }
    }

    /// As [`PayBound::wide`], for prices that leave room for a product with a ratio.
    fn narrow(&self, price: i64) -> i64 {
        let whole = BasisPoints::WHOLE.0;
        let total = price + (price * self.markup_bp / whole - 2).max(0);
        // Each subsidy is rounded by itself. Shares of at most the whole leave a dearer row no cheaper than this one.
        let one = |subsidy: &Subsidy| match subsidy.share_bp {
            Some(share) => subsidy.most.min(price * share / whole + 2),
            None => subsidy.most,
        };
        let most = self.subsidies.iter().map(one).fold(0, i64::saturating_add);
        let share = || total * self.subsidy_max_bp.max(0) / whole;
        total.saturating_sub(if self.subsidy_max_bp <= whole { share().min(most) } else { most })
    }

    fn wide(&self, price: i128) -> i64 {
        let whole = i128::from(BasisPoints::WHOLE.0);
        // The two shares of the mark-up are rounded by themselves.
        let markup = (price * i128::from(self.markup_bp) / whole - 2).max(0);
        let total = price + markup;
        let share = total * i128::from(self.subsidy_max_bp.max(0)) / whole;
        let most = self.subsidies.iter().map(|subsidy| i128::from(subsidy.most)).sum::<i128>();
        // Subsidies of more than the whole price have no share to be bounded by.
        let subsidy = if self.subsidy_max_bp <= BasisPoints::WHOLE.0 { share.min(most) } else { most };
        i64::try_from(total - subsidy).unwrap_or(i64::MAX)
    }
}
