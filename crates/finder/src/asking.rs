//! What offerings ask, packed for searching, and the least that a buyer could pay for it.
//!
//! A bound may be too low, never too high: a search that stops at it then has every cheaper option. Its terms
//! follow the waterfall: extras and charges only add, so they may be left out; a discount and a subsidy take
//! away, so they are counted whole.

use kernel::{BasisPoints, Timestamp};
use market::concession::Terms;
use market::mechanisms::stored_availability::{Hire, OfferRefusal};
use market::users::assets::PriceRule;

/// What an offering asks beside its hourly rate, or the least that several ask, in sixteen bytes: a search reads
/// thousands of them. Numbers that do not fit are cut to what asks less, so that nothing is left out for it; what a
/// seller does ask is the mechanism's to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asking {
    evening_bp: u16,
    weekend_bp: u16,
    per_km: u16,
    /// [`u16::MAX`] where no hire is long enough for a discount: all are shorter than 45 days.
    longer_from_minutes: u16,
    longer_discount_bp: u16,
    minimum_minutes: u16,
    notice_minutes: u16,
    /// [`u16::MAX`] for any distance from 65,535 m on.
    distance_max_m: u16,
}

impl Asking {
    /// What a price rule asks.
    pub(crate) fn of(rule: &PriceRule) -> Self {
        let cut = |number: i64| u16::try_from(number.max(0)).unwrap_or(u16::MAX);
        let discounts = rule.longer_from_minutes > 0;
        Self {
            evening_bp: cut(rule.evening_bp.0),
            weekend_bp: cut(rule.weekend_bp.0),
            per_km: cut(rule.per_km.0),
            longer_from_minutes: if discounts { cut(rule.longer_from_minutes) } else { u16::MAX },
            longer_discount_bp: cut(rule.longer_discount_bp.0),
            minimum_minutes: cut(rule.minimum_minutes),
            notice_minutes: cut(rule.notice_minutes),
            distance_max_m: cut(rule.distance_max_m),
        }
    }

    /// The least that either asks, and the most that either gives.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            evening_bp: self.evening_bp.min(other.evening_bp),
            weekend_bp: self.weekend_bp.min(other.weekend_bp),
            per_km: self.per_km.min(other.per_km),
            longer_from_minutes: self.longer_from_minutes.min(other.longer_from_minutes),
            longer_discount_bp: self.longer_discount_bp.max(other.longer_discount_bp),
            minimum_minutes: self.minimum_minutes.min(other.minimum_minutes),
            notice_minutes: self.notice_minutes.min(other.notice_minutes),
            distance_max_m: self.distance_max_m.max(other.distance_max_m),
        }
    }

    /// How far the seller goes, in meters.
    pub(crate) fn goes_m(&self) -> i64 {
        if self.distance_max_m == u16::MAX { EVERYWHERE_M } else { i64::from(self.distance_max_m) }
    }

    /// Why the seller does not take the hire, if so: the answer of the mechanism, from packed numbers.
    pub(crate) fn refuses(&self, hire: &Hire, distance_m: i64) -> Option<OfferRefusal> {
        if hire.is_past {
            return Some(OfferRefusal::Past);
        }
        if hire.lead_minutes < i64::from(self.notice_minutes) {
            return Some(OfferRefusal::TooSoon { earliest: Timestamp(0) });
        }
        if hire.minutes < i64::from(self.minimum_minutes) {
            return Some(OfferRefusal::TooShort { least_minutes: i64::from(self.minimum_minutes) });
        }
        let most_meters = self.goes_m();
        (distance_m > most_meters).then_some(OfferRefusal::TooFar { most_meters })
    }

    /// The least that the seller's price can be at an hourly rate and a distance.
    fn least_price(&self, hourly: i64, hire: &Hire, distance_m: i64) -> i128 {
        let whole = BasisPoints::WHOLE.0;
        let longer = hire.minutes >= i64::from(self.longer_from_minutes);
        let discount = if longer { i64::from(self.longer_discount_bp) } else { 0 };
        // At most 1,344 quarter-hours times 16 bits: far from the ends of 64.
        let parts = hire.quarters * (whole - discount)
            + hire.evening * i64::from(self.evening_bp)
            + hire.weekend * i64::from(self.weekend_bp);
        let hours = match hourly.checked_mul(parts) {
            Some(product) => i128::from(product.div_euclid(4 * whole)),
            None => (i128::from(hourly) * i128::from(parts)).div_euclid(i128::from(4 * whole)),
        };
        // Distances on earth have 26 bits.
        let travel = i64::from(self.per_km).saturating_mul(distance_m).div_euclid(1_000);
        // Each of at most five lines is rounded by itself, by half a minor unit at most.
        (hours + i128::from(travel) - 3).max(0)
    }
}

/// Farther than any two places are apart, in meters.
pub(crate) const EVERYWHERE_M: i64 = 40_000_000;
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

/// Bounds what buyers pay, for one search.
#[derive(Clone, Debug)]
pub(crate) struct Bound {
    pub(crate) hire: Hire,
    markup_bp: i64,
    subsidy_max_bp: i64,
    subsidies: Vec<Subsidy>,
}

impl Bound {
    /// The bound for a hire under the terms of the concession, with the subsidies that may be paid.
    pub(crate) fn new(hire: Hire, terms: &Terms, mut subsidies: Vec<Subsidy>) -> Self {
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
        Self { hire, markup_bp, subsidy_max_bp: terms.subsidy_max_bp.0, subsidies }
    }

    /// The least that a buyer can pay at an hourly rate and a distance.
    pub(crate) fn least_pay(&self, asking: &Asking, hourly: i64, distance_m: i64) -> i64 {
        let price = asking.least_price(hourly, &self.hire, distance_m);
        match i64::try_from(price) {
            Ok(price) if price < NARROW => self.narrow(price),
            _ => self.wide(price),
        }
    }

    /// As [`Bound::wide`], for prices that leave room for a product with a ratio.
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
