//! Points and the order of proposals.

use crate::mechanisms::proposals::points::{self, SCORE_MAX, Scored, Standing, order};
use kernel::{Amount, BasisPoints};
use proptest::prelude::*;

fn standing(quality: i64, price_points: i64, price: i64, lot: &str) -> Standing {
    let (quality, price_points) = (BasisPoints(quality), BasisPoints(price_points));
    Standing { quality, price_points, price: Amount(price), lot: lot.to_owned() }
}

#[test]
fn the_anchor_of_the_formula() {
    let weight = BasisPoints(4_000);
    for (lowest, price, points) in [(100, 105, 3_810), (100, 100, 4_000), (1, 8_000, 1), (1, 8_001, 0)] {
        assert_eq!(points::price(weight, Amount(lowest), Amount(price)), BasisPoints(points), "{price}");
    }
    // 1 × 5/10 is a half, and a half is rounded up.
    assert_eq!(points::quality([Scored { weight: BasisPoints(1), sum: 5 }], 2), BasisPoints(1));
    assert_eq!(points::quality([Scored { weight: BasisPoints(1), sum: 4 }], 2), BasisPoints(0));
    assert_eq!(points::quality([], 0), BasisPoints(0));
}

#[test]
fn equal_ones_are_ordered_by_quality_then_price_then_lot() {
    let all = [
        standing(5_000, 3_000, 100, "b"),
        standing(5_000, 3_000, 100, "a"),
        standing(5_000, 3_000, 99, "c"),
        standing(5_001, 2_999, 101, "d"),
        standing(4_000, 4_001, 50, "e"),
    ];
    assert_eq!(order(&all), [4, 3, 2, 1, 0]);
}

proptest! {
    #[test]
    fn points_are_within_their_weights_and_better_is_never_less(
        weight in 1_i64..10_000, lowest in 1_i64..1_000_000_000, more in 0_i64..1_000_000_000,
        sums in prop::collection::vec(0_i64..=SCORE_MAX * 3, 3),
    ) {
        let weight = BasisPoints(weight);
        let at = points::price(weight, Amount(lowest), Amount(lowest + more));
        prop_assert!((0..=weight.0).contains(&at.0));
        prop_assert!(points::price(weight, Amount(lowest), Amount(lowest + more + 1)).0 <= at.0);
        prop_assert_eq!(points::price(weight, Amount(lowest), Amount(lowest)), weight);
        let weight = BasisPoints(3_000);
        let scored =
            |more: i64| sums.iter().map(move |sum| Scored { weight, sum: (*sum + more).min(SCORE_MAX * 3) });
        let quality = points::quality(scored(0), 3);
        prop_assert!((0..=9_000).contains(&quality.0));
        prop_assert!(points::quality(scored(1), 3).0 >= quality.0);
    }
}
