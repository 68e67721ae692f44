//! Points: what scores and prices come to by the published weights, and the order of proposals. Pure functions.
//!
//! All points are hundredths of a percent of what can be had, so that the best in everything has 10,000.
//! Quality is, for each criterion, its weight times the mean of its scores out of [`SCORE_MAX`], added up, and then rounded half
//! up. Price is its weight times the lowest price divided by the price, rounded half up: of 40 % and prices of 100 and 105 the
//! dearer has 38.10 %.

use kernel::{Amount, BasisPoints};
use std::cmp::Reverse;

/// The highest score of a criterion; the lowest is 0.
pub const SCORE_MAX: i64 = 5;

/// The scores that a criterion got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scored {
    /// Its weight.
    pub weight: BasisPoints,
    /// All its scores together, each from 0 to [`SCORE_MAX`].
    pub sum: i64,
}

/// The points for quality, of criteria that `scorers` have scored.
pub fn quality(criteria: impl IntoIterator<Item = Scored>, scorers: i64) -> BasisPoints {
    let weighed = criteria.into_iter().map(|one| i128::from(one.weight.0) * i128::from(one.sum));
    half_up(weighed.sum(), i128::from(SCORE_MAX) * i128::from(scorers))
}

/// The points for a price, in minor units, where the lowest of all is `lowest`; both are above zero.
pub fn price(weight: BasisPoints, lowest: Amount, price: Amount) -> BasisPoints {
    half_up(i128::from(weight.0) * i128::from(lowest.0), i128::from(price.0))
}

/// A ratio of two numbers that are not below zero, half of one rounded up; nothing divided by nothing is nothing.
fn half_up(numerator: i128, denominator: i128) -> BasisPoints {
    let rounded = (2 * numerator + denominator).checked_div(2 * denominator).unwrap_or(0);
    BasisPoints(i64::try_from(rounded).unwrap_or(i64::MAX))
}

/// A proposal as it stands among the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its points for quality.
    pub quality: BasisPoints,
    /// Its points for the price.
    pub price_points: BasisPoints,
    /// Its price, in minor units.
    pub price: Amount,
    /// What decides between equal ones: a digest that nobody can choose.
    pub lot: String,
}

impl Standing {
    /// All its points.
    pub const fn total(&self) -> BasisPoints {
        BasisPoints(self.quality.0.saturating_add(self.price_points.0))
    }
}

/// The order of proposals, as positions: the most points first; of equal ones the better quality, then the lower price, then the lot.
pub fn order(standings: &[Standing]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..standings.len()).collect();
    order.sort_by_key(|position| {
        standings
            .get(*position)
            .map(|one| (Reverse(one.total().0), Reverse(one.quality.0), one.price, one.lot.clone()))
    });
    order
}
