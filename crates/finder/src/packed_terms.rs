//! What offerings ask, packed for searching.

use kernel::{BasisPoints, Timestamp};
use market::mechanisms::stored_availability::{Occasion, OfferRefusal};
use market::users::assets::PriceTerms;

/// What an offering asks beside its hourly rate, or the least that several ask, in sixteen bytes: a search reads
/// thousands of them. Numbers that do not fit are cut to what asks less, so that nothing is left out for it; what a
/// seller does ask is the mechanism's to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PackedTerms {
    evening_bp: u16,
    weekend_bp: u16,
    per_km: u16,
    /// [`u16::MAX`] where there is no discount; longer work than that, of 45 days, is bounded as if there were one.
    longer_from_minutes: u16,
    longer_discount_bp: u16,
    minimum_minutes: u16,
    /// [`u16::MAX`] where some hours need no notice: how much there has to be is for the hours to say.
    notice_minutes: u16,
    /// [`u16::MAX`] for any distance from 65,535 m on.
    distance_max_m: u16,
}

impl PackedTerms {
    /// Work that is given: nothing is asked for it, and there is no limit to how far its seller goes.
    pub(crate) const NOTHING: Self = Self {
        evening_bp: 0,
        weekend_bp: 0,
        per_km: 0,
        longer_from_minutes: u16::MAX,
        longer_discount_bp: 0,
        minimum_minutes: 0,
        notice_minutes: 0,
        distance_max_m: u16::MAX,
    };

    /// What the terms of an offering ask.
    pub(crate) fn of(terms: &PriceTerms) -> Self {
        let cut = |number: i64| u16::try_from(number.max(0)).unwrap_or(u16::MAX);
        let discounts = terms.longer_from_minutes > 0;
        Self {
            evening_bp: cut(terms.evening_bp.0),
            weekend_bp: cut(terms.weekend_bp.0),
            per_km: cut(terms.per_km.0),
            longer_from_minutes: if discounts { cut(terms.longer_from_minutes) } else { u16::MAX },
            longer_discount_bp: cut(terms.longer_discount_bp.0),
            minimum_minutes: cut(terms.minimum_minutes),
            notice_minutes: cut(terms.notice_minutes),
            distance_max_m: cut(terms.distance_max_m),
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
            notice_minutes: self.least_notice().min(other.least_notice()),
            distance_max_m: self.distance_max_m.max(other.distance_max_m),
        }
    }

    /// The same terms of somebody who needs no notice at some hours.
    pub(crate) fn with_hours_without_notice(self) -> Self {
        Self { notice_minutes: u16::MAX, ..self }
    }

    /// The same terms at hours that need no notice.
    pub(crate) fn without_notice(self) -> Self {
        Self { notice_minutes: 0, ..self }
    }

    /// Whether it is for the hours to say how much notice there has to be.
    pub(crate) fn has_hours_without_notice(&self) -> bool {
        self.notice_minutes == u16::MAX
    }

    /// The least notice at any hours, in minutes.
    fn least_notice(&self) -> u16 {
        if self.has_hours_without_notice() { 0 } else { self.notice_minutes }
    }

    /// How far the seller goes, in meters.
    pub(crate) fn goes_m(&self) -> i64 {
        if self.distance_max_m == u16::MAX { EVERYWHERE_M } else { i64::from(self.distance_max_m) }
    }

    /// Why the seller does not take the work, if so: the answer of the mechanism, from packed numbers.
    pub(crate) fn refuses(&self, occasion: &Occasion, distance_m: i64) -> Option<OfferRefusal> {
        if occasion.is_past {
            return Some(OfferRefusal::Past);
        }
        if occasion.is_too_far_ahead {
            return Some(OfferRefusal::TooFarAhead { latest: Timestamp(0) });
        }
        if occasion.lead_minutes < i64::from(self.least_notice()) {
            return Some(OfferRefusal::TooSoon { earliest: Timestamp(0) });
        }
        if occasion.minutes < i64::from(self.minimum_minutes) {
            return Some(OfferRefusal::TooShort { least_minutes: i64::from(self.minimum_minutes) });
        }
        let most_meters = self.goes_m();
        (distance_m > most_meters).then_some(OfferRefusal::TooFar { most_meters })
    }

    /// The least that the seller's price can be at an hourly rate and a distance.
    #[inline]
    pub(crate) fn least_price(&self, hourly: i64, occasion: &Occasion, distance_m: i64) -> i128 {
        let whole = BasisPoints::WHOLE.0;
        let longer = occasion.minutes >= i64::from(self.longer_from_minutes);
        let discount = if longer { i64::from(self.longer_discount_bp) } else { 0 };
        // At most 38,400 quarter-hours times 16 bits: far from the ends of 64.
        let parts = occasion.quarters * (whole - discount)
            + occasion.evening * i64::from(self.evening_bp)
            + occasion.weekend * i64::from(self.weekend_bp);
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
