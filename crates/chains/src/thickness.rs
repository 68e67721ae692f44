//! How thick a market is, by a published formula.

use crate::need::{Candidate, Component, Demand};
use std::collections::BTreeMap;

/// How many bits of a logarithm stand behind the point.
const LOGARITHM_BITS: u32 = 16;
/// A market that was asked less often goes by the wider one.
const ASKED_LEAST: u32 = 5;
/// More capacity counts as this much, so that 128 bits are enough.
const CAPACITY_MOST: u64 = 1 << 40;

/// `q · log₂(1 + n)`, in parts of 65,536. `q` is the share of requests that were filled, `(fills + 1) / (requests + 2)`, in the last
/// 28 days; `n` is the effective number of independent sellers, `(Σw)² / Σw²`, where `w` is what of a seller could still be booked:
/// ten sellers alike are ten, and one who has nearly all of it is hardly more than one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Thickness(u64);

impl Thickness {
    /// Of a component with all its candidates, as it is published.
    pub fn of(component: &Component) -> Self {
        Self::among(component, component.candidates.iter())
    }

    /// Of some of its candidates.
    pub(crate) fn among<'a>(component: &Component, candidates: impl Iterator<Item = &'a Candidate>) -> Self {
        let mut sellers: BTreeMap<u64, u64> = BTreeMap::new();
        for candidate in candidates {
            let weight = sellers.entry(candidate.seller).or_default();
            *weight = weight.saturating_add(candidate.capacity).min(CAPACITY_MOST);
        }
        Self::by_weights(component, sellers.into_values())
    }

    /// Of sellers with so much each.
    pub(crate) fn by_weights(component: &Component, weights: impl Iterator<Item = u64>) -> Self {
        let (mut sum, mut squares) = (0_u128, 0_u128);
        for weight in weights {
            let weight = u128::from(weight.min(CAPACITY_MOST));
            sum = (sum + weight).min(1 << 46);
            squares = (squares + weight * weight).min(1 << 92);
        }
        if squares == 0 {
            return Self(0);
        }
        let Demand { requests, fills } =
            if component.demand.requests < ASKED_LEAST { component.wider } else { component.demand };
        let logarithm = u64::from(log2(squares + sum * sum, squares));
        Self(logarithm * (u64::from(fills) + 1) / (u64::from(requests) + 2))
    }

    /// In thousandths, cut off.
    pub fn thousandths(self) -> u64 {
        self.0.saturating_mul(1_000) >> LOGARITHM_BITS
    }
}

/// log₂ of a fraction that is at least 1, cut off.
fn log2(over: u128, under: u128) -> u32 {
    // 32 bits of the fraction stand behind the point; `over` has at most 93, so that 128 are enough.
    let ratio = (over << 32) / under;
    let place = ratio.max(1).ilog2();
    let mut mantissa = if place >= 32 { ratio >> (place - 32) } else { ratio << (32 - place) };
    let mut logarithm = place.saturating_sub(32);
    for _ in 0..LOGARITHM_BITS {
        mantissa = (mantissa * mantissa) >> 32;
        let is_over = mantissa >> 33 > 0;
        mantissa >>= u32::from(is_over);
        logarithm = logarithm << 1 | u32::from(is_over);
    }
    logarithm
}
