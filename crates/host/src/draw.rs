//! Numbers that look drawn at random and are the same for the same seed.

/// A stream of numbers from a seed: a counter through the finaliser of `SplitMix64`.
#[derive(Clone, Debug)]
pub struct Draw(u64);

impl Draw {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number from `least` to `most`, both possible; `least` when the range is empty.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        let width = most.saturating_sub(least).saturating_add(1).max(1).unsigned_abs();
        least.saturating_add(i64::try_from(self.next() % width).unwrap_or_default())
    }

    /// One of several; `None` of nothing.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let most = i64::try_from(of.len()).unwrap_or_default() - 1;
        usize::try_from(self.between(0, most)).ok().and_then(|at| of.get(at))
    }

    /// Whether something happens that happens so often in a hundred times.
    pub fn percent(&mut self, of_hundred: i64) -> bool {
        self.between(1, 100) <= of_hundred
    }
}

#[cfg(test)]
mod tests {
    use super::Draw;

    #[test]
    fn the_same_seed_draws_the_same_and_stays_in_range() {
        let draws =
            |seed| (0..50).scan(Draw::new(seed), |draw, _| Some(draw.between(-3, 4))).collect::<Vec<_>>();
        assert_eq!(draws(7), draws(7));
        assert_ne!(draws(7), draws(8));
        assert!((-3..=4).all(|wanted| draws(7).contains(&wanted)));
        assert_eq!(Draw::new(1).one::<u8>(&[]), None);
    }
}
