//! Chance that can be lived through again.

/// Numbers that look random and are the same for a seed.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// From `low` to `high`, both included.
    pub(super) fn roll(&mut self, low: i64, high: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        low + i64::try_from((mixed ^ (mixed >> 31)) >> 1).unwrap() % (high - low + 1)
    }

    pub(super) fn pick<T: Clone>(&mut self, all: &[T]) -> T {
        let last = i64::try_from(all.len()).unwrap() - 1;
        all[usize::try_from(self.roll(0, last)).unwrap()].clone()
    }

    pub(super) fn one_in(&mut self, parts: i64) -> bool {
        self.roll(1, parts) == 1
    }
}
