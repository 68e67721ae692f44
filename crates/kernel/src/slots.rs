//! One UTC day as ninety-six quarter-hours.

use serde::{Deserialize, Serialize};

/// A set of the ninety-six quarter-hours of a day; bit 0 is the first quarter after midnight UTC.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Slots(u128);

impl Slots {
    /// How many slots a day has.
    pub const COUNT: i64 = 96;
    /// No slot.
    pub const NONE: Self = Self(0);
    /// The whole day.
    pub const ALL: Self = Self((1 << 96) - 1);

    /// `count` slots from slot `first`; what falls outside the day is left out.
    pub fn run(first: i64, count: i64) -> Self {
        let from = first.clamp(0, Self::COUNT);
        let until = first.saturating_add(count).clamp(from, Self::COUNT);
        let below =
            |slot: i64| u32::try_from(slot).ok().and_then(|s| 1_u128.checked_shl(s)).map_or(0, |bit| bit - 1);
        Self(below(until) & !below(from))
    }

    /// The slots of a mask; bits past the ninety-sixth are dropped.
    pub const fn from_bits(bits: u128) -> Self {
        Self(bits & Self::ALL.0)
    }

    /// The mask.
    pub const fn bits(self) -> u128 {
        self.0
    }

    /// Whether every slot of `other` is in this set.
    pub const fn covers(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }

    /// Whether the two sets share a slot.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// This set without the slots of `other`.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// What the two sets share.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Every slot moved `by` slots later (earlier when negative); what leaves the day is dropped.
    pub fn moved(self, by: i64) -> Self {
        let shift = u32::try_from(by.unsigned_abs().min(127)).unwrap_or(127);
        Self::from_bits(if by >= 0 { self.0 << shift } else { self.0 >> shift })
    }

    /// Whether the set has no slot.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many slots are in the set.
    pub fn count(self) -> i64 {
        i64::from(self.0.count_ones())
    }

    /// Whether slot `index` (0 to 95) is in the set.
    pub fn contains(self, index: i64) -> bool {
        self.meets(Self::run(index, 1))
    }

    /// The unbroken runs of the set as (first slot, how many), in order.
    pub fn runs(self) -> impl Iterator<Item = (i64, i64)> {
        let mut rest = self.0;
        let mut passed = 0;
        std::iter::from_fn(move || {
            (rest != 0).then(|| {
                let gap = rest.trailing_zeros();
                rest >>= gap;
                let length = rest.trailing_ones();
                rest = rest.checked_shr(length).unwrap_or(0);
                let first = passed + i64::from(gap);
                passed = first + i64::from(length);
                (first, i64::from(length))
            })
        })
    }
}

impl std::fmt::Debug for Slots {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.runs().map(|(first, count)| first..first + count)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn runs_put_together_are_the_set(bits: u128) {
            let slots = Slots::from_bits(bits);
            let rebuilt = slots.runs().fold(Slots::NONE, |all, (first, count)| all.with(Slots::run(first, count)));
            prop_assert_eq!(rebuilt, slots);
            prop_assert_eq!(slots.runs().map(|(_, count)| count).sum::<i64>(), slots.count());
        }

        #[test]
        fn a_set_covers_what_it_was_given_and_meets_nothing_else(a: u128, b: u128) {
            let (a, b) = (Slots::from_bits(a), Slots::from_bits(b));
            prop_assert!(a.with(b).covers(b));
            prop_assert!(!a.without(b).meets(b));
        }
    }

    #[test]
    fn a_run_stays_inside_its_day() {
        assert_eq!(Slots::run(90, 20).count(), 6);
        assert_eq!(Slots::run(-4, 8).count(), 4);
        assert_eq!(Slots::run(0, 96), Slots::ALL);
        assert_eq!(Slots::run(5, 0), Slots::NONE);
        assert_eq!(Slots::run(0, 8).moved(90).count(), 6);
        assert_eq!(Slots::run(0, 8).moved(-4), Slots::run(0, 4));
    }
}
