//! Identifiers that carry their market area.

use crate::Timestamp;
use serde::{Deserialize, Serialize};
use std::marker::PhantomData;

/// A market area the size of a commuting region: the unit of ordering and of sharding. 0 to 1,048,575.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Locality(pub i64);

impl Locality {
    /// The pseudo-locality that holds what is unique everywhere, such as sign-in names.
    pub const NAMES: Self = Self(0);
}

/// The identifier of a `T`: a `UUIDv7` whose last part begins with the locality it was made in.
///
/// Layout: 48 bits of milliseconds, version, 12 bits below the millisecond, variant, 20 bits of locality,
/// 42 bits that are unpredictable but no secret. Ordered by the time it was made.
pub struct Id<T>(u128, PhantomData<fn() -> T>);

impl<T> Id<T> {
    /// An id from its bits, as stored or received.
    pub const fn from_bits(bits: u128) -> Self {
        Self(bits, PhantomData)
    }

    /// The bits.
    pub const fn bits(self) -> u128 {
        self.0
    }

    /// A fresh id. `entropy` must differ between ids of one microsecond; its lower 42 bits are used.
    pub fn fresh(now: Timestamp, locality: Locality, entropy: u64) -> Self {
        let micros = u128::from(now.0.unsigned_abs());
        let (millis, below) = (micros / 1_000, (micros % 1_000) * 4_096 / 1_000);
        let place = u128::from(locality.0.unsigned_abs()) & 0xF_FFFF;
        let bits = (millis & 0xFFFF_FFFF_FFFF) << 80
            | 0x7 << 76
            | below << 64
            | 0b10 << 62
            | place << 42
            | u128::from(entropy) & 0x3FF_FFFF_FFFF;
        Self::from_bits(bits)
    }

    /// The least id of a time: ids made earlier are less. Exact to the millisecond.
    pub fn first_at(time: Timestamp) -> Self {
        let millis = u128::from(time.0.max(0).unsigned_abs()) / 1_000;
        Self::from_bits((millis & 0xFFFF_FFFF_FFFF) << 80)
    }

    /// The locality the id was made in.
    pub fn locality(self) -> Locality {
        Locality(i64::try_from((self.0 >> 42) & 0xF_FFFF).unwrap_or_default())
    }

    /// The same bits as the id of something else: an account as the actor it acts as, say.
    pub const fn cast<U>(self) -> Id<U> {
        Id::from_bits(self.0)
    }

    /// Reads the hyphenated or the plain form; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let hyphens_fit = match text.len() {
            36 => text.bytes().enumerate().all(|(i, b)| (b == b'-') == matches!(i, 8 | 13 | 18 | 23)),
            32 => text.bytes().all(|b| b.is_ascii_hexdigit()),
            _ => false,
        };
        let digits: String = text.chars().filter(|c| *c != '-').collect();
        let plain = digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        (hyphens_fit && plain).then(|| u128::from_str_radix(&digits, 16).ok()).flatten().map(Self::from_bits)
    }
}

impl<T> std::fmt::Display for Id<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let b = self.0;
        write!(
            f,
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            b >> 96,
            (b >> 80) & 0xFFFF,
            (b >> 64) & 0xFFFF,
            (b >> 48) & 0xFFFF,
            b & 0xFFFF_FFFF_FFFF
        )
    }
}

impl<T> std::fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

// Written out because a derive would ask `T` for the same traits.
impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> std::hash::Hash for Id<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<T> Serialize for Id<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not an id"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    struct Trade;

    #[test]
    fn an_id_tells_its_locality_and_sorts_by_time() {
        let early: Id<Trade> = Id::fresh(Timestamp(1_000_000_000), Locality(77), u64::MAX);
        let late: Id<Trade> = Id::fresh(Timestamp(1_000_000_001), Locality(3), 0);
        assert_eq!(early.locality(), Locality(77));
        assert!(early < late);
    }

    #[test]
    fn text_and_bits_agree() {
        let id: Id<Trade> = Id::fresh(Timestamp(1_795_000_000_123_456), Locality(1), 42);
        let text = id.to_string();
        assert_eq!((text.len(), text.as_bytes()[14]), (36, b'7'));
        assert_eq!(Id::<Trade>::parse(&text), Some(id));
        for wrong in ["", "x", "0123", &text[1..], &text.replace('-', "+")] {
            assert_eq!(Id::<Trade>::parse(wrong), None, "{wrong}");
        }
    }
}
