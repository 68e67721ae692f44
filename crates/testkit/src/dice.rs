//! Numbers that look like chance, the same for a seed.

/// A linear congruential generator, with the figures of Knuth's MMIX; the value is where it begins.
#[derive(Clone, Copy, Debug)]
pub struct Dice(pub u64);

impl Dice {
    /// A number below `most`, which is at least one.
    pub fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most.max(1)
    }

    /// The place of one of so many.
    pub fn index(&mut self, count: usize) -> usize {
        let most = u64::try_from(count).unwrap_or(u64::MAX);
        usize::try_from(self.below(most)).unwrap_or_default()
    }
}
