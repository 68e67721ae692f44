//! Draws that a seed repeats, and what is drawn from.

use crate::trade::procedure::Promise;

/// A stream of numbers from a seed.
pub(super) struct Draw(pub(super) u64);

impl Draw {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        least + i64::try_from(self.next() % u64::try_from(most - least + 1).unwrap()).unwrap()
    }

    pub(super) fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.between(0, i64::try_from(of.len()).unwrap() - 1)).unwrap()].clone()
    }

    pub(super) fn percent(&mut self, of_hundred: i64) -> bool {
        self.between(1, 100) <= of_hundred
    }
}

/// What is traded together.
pub(super) const KINDS: &[&[Promise]] = &[
    &[Promise::Work],
    &[Promise::Work, Promise::Work, Promise::Work],
    &[Promise::Use, Promise::Bond],
    &[Promise::Goods],
    &[Promise::Milestone, Promise::Milestone, Promise::Milestone],
    &[Promise::Licence],
    &[Promise::Advance, Promise::Repayment, Promise::Repayment],
    &[Promise::Premium, Promise::Cover],
    &[Promise::Grant, Promise::Grant],
    &[Promise::Work, Promise::Amends],
    &[Promise::Use, Promise::Bond, Promise::Cover],
];
