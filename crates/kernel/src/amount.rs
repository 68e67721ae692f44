//! Money as integers: minor units, basis points, and the named ways to round.

use serde::{Deserialize, Serialize};

/// An amount of money in the minor units of a currency that stands beside it (cents, say, or whole yen).
///
/// Arithmetic is checked: nothing wraps and nothing is rounded except where a [`Rounding`] is named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Amount(pub i64);

/// A sum of money: an amount with the currency it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// How much, in minor units of the currency.
    pub amount: Amount,
    /// In which currency.
    pub currency: Currency,
}

/// A ratio in hundredths of a percent: 10,000 is the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BasisPoints(pub i64);

/// A currency's three-letter code (ISO 4217 for official money). How many decimals it has is rulebook data.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// A sum or product left the range of an [`Amount`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the amount is too large to be kept exactly")]
pub struct Overflow;

/// How a fraction of a minor unit is settled; every line of a price names its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// Half goes to the even neighbour: the default of a price line, without drift over many lines.
    HalfEven,
    /// Half goes away from zero: the default of taxes.
    HalfUp,
    /// Towards positive infinity: floors on pay.
    Ceil,
    /// Towards negative infinity: caps.
    Floor,
}

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The same amount of a currency.
    pub const fn of(self, currency: Currency) -> Money {
        Money { amount: self, currency }
    }

    /// The sum.
    ///
    /// # Errors
    /// [`Overflow`] when it does not fit.
    pub fn plus(self, other: Self) -> Result<Self, Overflow> {
        self.0.checked_add(other.0).map(Self).ok_or(Overflow)
    }

    /// The difference; may be negative.
    ///
    /// # Errors
    /// [`Overflow`] when it does not fit.
    pub fn minus(self, other: Self) -> Result<Self, Overflow> {
        self.0.checked_sub(other.0).map(Self).ok_or(Overflow)
    }

    /// The same amount the other way round.
    ///
    /// # Errors
    /// [`Overflow`] for the one value that has no opposite.
    pub fn negated(self) -> Result<Self, Overflow> {
        self.0.checked_neg().map(Self).ok_or(Overflow)
    }

    /// `self * numerator / denominator`, computed exactly and rounded once.
    ///
    /// # Errors
    /// [`Overflow`] when the result does not fit or `denominator` is not positive.
    pub fn scaled(self, numerator: i64, denominator: i64, rounding: Rounding) -> Result<Self, Overflow> {
        if denominator <= 0 {
            return Err(Overflow);
        }
        if let Some(product) = self.0.checked_mul(numerator) {
            return Ok(Self(rounding.divide_narrow(product, denominator)));
        }
        let product = i128::from(self.0).checked_mul(i128::from(numerator)).ok_or(Overflow)?;
        let quotient = rounding.divide(product, i128::from(denominator));
        i64::try_from(quotient).map(Self).map_err(|_| Overflow)
    }

    /// A share of this amount.
    ///
    /// # Errors
    /// [`Overflow`] when the result does not fit.
    pub fn share(self, ratio: BasisPoints, rounding: Rounding) -> Result<Self, Overflow> {
        self.scaled(ratio.0, BasisPoints::WHOLE.0, rounding)
    }

    /// The sum of many amounts.
    ///
    /// # Errors
    /// [`Overflow`] when it does not fit.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, Overflow> {
        amounts.into_iter().try_fold(Self::ZERO, Self::plus)
    }
}

impl BasisPoints {
    /// One whole: 100 %.
    pub const WHOLE: Self = Self(10_000);
}

impl Currency {
    /// The one that examples are in.
    pub(crate) const EXAMPLE: Self = Self(*b"USD");

    /// Reads a code of three capital letters; `None` for anything else.
    pub fn new(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Self(bytes))
    }

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

impl std::fmt::Debug for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::new(&code).ok_or_else(|| serde::de::Error::custom("a currency is three capital letters"))
    }
}

impl Rounding {
    /// As [`Rounding::divide`], for a product that fits 64 bits: several times as fast.
    fn divide_narrow(self, product: i64, denominator: i64) -> i64 {
        let (floor, rest) = (product.div_euclid(denominator), product.rem_euclid(denominator));
        let up = match self {
            Self::Floor => false,
            Self::Ceil => rest > 0,
            Self::HalfUp if product < 0 => rest > denominator - rest,
            Self::HalfUp => rest >= denominator - rest,
            Self::HalfEven => match rest.cmp(&(denominator - rest)) {
                std::cmp::Ordering::Less => false,
                std::cmp::Ordering::Greater => true,
                std::cmp::Ordering::Equal => floor.rem_euclid(2) == 1,
            },
        };
        // One is only added below a whole that is larger, so it fits.
        floor.saturating_add(i64::from(up))
    }

    /// `product / denominator` for a positive denominator.
    fn divide(self, product: i128, denominator: i128) -> i128 {
        let (floor, rest) = (product.div_euclid(denominator), product.rem_euclid(denominator));
        let up = match self {
            Self::Floor => false,
            Self::Ceil => rest > 0,
            Self::HalfUp if product < 0 => rest > denominator - rest,
            Self::HalfUp => rest >= denominator - rest,
            Self::HalfEven => match rest.cmp(&(denominator - rest)) {
                std::cmp::Ordering::Less => false,
                std::cmp::Ordering::Greater => true,
                std::cmp::Ordering::Equal => floor.rem_euclid(2) == 1,
            },
        };
        floor + i128::from(up)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rounding_settles_halves_its_own_way() {
        let settle = |minor: i64, rounding| Amount(minor).scaled(1, 2, rounding).unwrap().0;
        let table = [
            // (minor, half-even, half-up, ceil, floor) of minor / 2
            (1, 0, 1, 1, 0),
            (3, 2, 2, 2, 1),
            (5, 2, 3, 3, 2),
            (-1, 0, -1, 0, -1),
            (-3, -2, -2, -1, -2),
            (4, 2, 2, 2, 2),
        ];
        for (minor, even, up, ceil, floor) in table {
            let got = [Rounding::HalfEven, Rounding::HalfUp, Rounding::Ceil, Rounding::Floor]
                .map(|rounding| settle(minor, rounding));
            assert_eq!(got, [even, up, ceil, floor], "{minor} / 2");
        }
    }

    #[test]
    fn narrow_and_wide_divisions_agree() {
        let mut number = 1_i64;
        for round in 0..20_000_i64 {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (product, denominator) =
                (number >> (round % 60), (number.unsigned_abs() % 50_000 + 1).cast_signed());
            // Halves come up often only when they are made to.
            for product in
                [product, denominator / 2, denominator / 2 * 3, -denominator / 2, i64::MIN, i64::MAX]
            {
                for rounding in [Rounding::HalfEven, Rounding::HalfUp, Rounding::Ceil, Rounding::Floor] {
                    let wide = rounding.divide(i128::from(product), i128::from(denominator));
                    assert_eq!(i128::from(rounding.divide_narrow(product, denominator)), wide);
                }
            }
        }
    }

    #[test]
    fn nothing_wraps() {
        assert_eq!(Amount(i64::MAX).plus(Amount(1)), Err(Overflow));
        assert_eq!(Amount(i64::MAX).scaled(3, 2, Rounding::Floor), Err(Overflow));
        assert_eq!(Amount(1).scaled(1, 0, Rounding::Floor), Err(Overflow));
    }

    #[test]
    fn a_currency_is_three_capital_letters() {
        assert_eq!(Currency::new("USD").unwrap().code(), "USD");
        for wrong in ["usd", "US", "USDX", "U1D", ""] {
            assert_eq!(Currency::new(wrong), None, "{wrong}");
        }
    }
}
