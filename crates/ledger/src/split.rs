//! Exact splits.

use kernel::{Amount, Overflow};

/// Shares `total` by `weights`, exactly: largest remainder, ties from place `turn` on (a trade's id, say, so
/// that no party always gets the odd unit). A negative total is the exact opposite of its positive. With no
/// weight at all everything goes to the first place.
///
/// # Errors
/// [`Overflow`] for a negative weight or no place to give to.
pub fn split(total: Amount, weights: &[i64], turn: u128) -> Result<Vec<Amount>, Overflow> {
    if weights.iter().any(|weight| *weight < 0) || weights.is_empty() {
        return Err(Overflow);
    }
    let whole: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    let size = i128::from(total.0.unsigned_abs());
    let mut shares: Vec<(usize, i128, i128)> = Vec::with_capacity(weights.len());
    for (place, weight) in weights.iter().enumerate() {
        let weight = if whole == 0 { i128::from(place == 0) } else { i128::from(*weight) };
        let product = size.checked_mul(weight).ok_or(Overflow)?;
        shares.push((place, product / whole.max(1), product % whole.max(1)));
    }
    let mut left = size - shares.iter().map(|(_, share, _)| share).sum::<i128>();
    let count = u128::try_from(weights.len()).map_err(|_| Overflow)?;
    let turned = |place: usize| (u128::try_from(place).unwrap_or_default() + count - turn % count) % count;
    shares.sort_by_key(|(place, _, rest)| (std::cmp::Reverse(*rest), turned(*place)));
    for (_, share, rest) in &mut shares {
        if left > 0 && *rest > 0 {
            *share += 1;
            left -= 1;
        }
    }
    shares.sort_by_key(|(place, ..)| *place);
    let sign = i128::from(total.0.signum());
    shares
        .into_iter()
        .map(|(_, share, _)| i64::try_from(share * sign).map(Amount).map_err(|_| Overflow))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cent_that_does_not_divide_takes_turns() {
        let shares =
            |turn| split(Amount(100), &[1, 1, 1], turn).unwrap().into_iter().map(|a| a.0).collect::<Vec<_>>();
        assert_eq!([shares(0), shares(1), shares(2)], [[34, 33, 33], [33, 34, 33], [33, 33, 34]]);
    }

    #[test]
    fn edges() {
        assert_eq!(split(Amount(5), &[0, 0], 1).unwrap(), [Amount(5), Amount(0)]);
        assert_eq!(split(Amount(0), &[3, 4], 0).unwrap(), [Amount(0), Amount(0)]);
        assert_eq!(split(Amount(5), &[], 0), Err(Overflow));
        assert_eq!(split(Amount(5), &[1, -1], 0), Err(Overflow));
    }

    proptest! {
        #[test]
        fn shares_sum_exactly_and_are_less_than_a_unit_off(
            total in -1_000_000_000_i64..1_000_000_000, weights in prop::collection::vec(0_i64..10_000, 1..9), turn: u128
        ) {
            let shares = split(Amount(total), &weights, turn).unwrap();
            prop_assert_eq!(shares.iter().map(|share| share.0).sum::<i64>(), total);
            let whole: i64 = weights.iter().sum();
            for (share, weight) in shares.iter().zip(&weights) {
                let exact = i128::from(total) * i128::from(*weight);
                let off = i128::from(share.0) * i128::from(whole) - exact;
                prop_assert!(whole == 0 || off.abs() < i128::from(whole));
                prop_assert!(whole == 0 || *weight > 0 || share.0 == 0);
            }
            let opposite = split(Amount(-total), &weights, turn).unwrap();
            prop_assert!(shares.iter().zip(&opposite).all(|(share, other)| share.0 == -other.0));
        }
    }
}
