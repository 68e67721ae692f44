//! What a table comes to: enough to know that a copy of it is the same.

use kernel::{Measure, Table, Value};
use sha2::{Digest, Sha256};

/// What the rows of a table come to, in whatever order they are taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The table's name.
    pub table: &'static str,
    /// How many rows.
    pub rows: u64,
    /// The sum of each column of money, in minor units of whatever currencies.
    pub money: Vec<(&'static str, i128)>,
    /// What each column of masks comes to.
    pub slots: Vec<(&'static str, Masks)>,
    /// Every value of every row, versions too: the sum of the rows' digests.
    pub digest: u128,
    measures: Vec<(usize, Measure)>,
}

/// What masks come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Masks {
    /// How many bits are set in all of them together.
    pub set: u64,
    /// All of them, exclusive-or.
    pub xor: u128,
}

impl Tally {
    pub(crate) fn new(table: &'static Table) -> Self {
        let columns = || table.columns.iter().enumerate();
        let of = |measure| columns().filter(move |(_, column)| column.measure == measure);
        Self {
            table: table.name,
            rows: 0,
            money: of(Measure::Money).map(|(_, column)| (column.name, 0)).collect(),
            slots: of(Measure::Slots).map(|(_, column)| (column.name, Masks::default())).collect(),
            digest: 0,
            measures: columns().map(|(at, column)| (at, column.measure)).collect(),
        }
    }

    /// Takes in a row as it is stored, its version last where it has one.
    pub(crate) fn take_in(&mut self, row: &[Value]) {
        let (mut sums, mut masks) = (self.money.iter_mut(), self.slots.iter_mut());
        for (at, measure) in &self.measures {
            match (measure, row.get(*at)) {
                (Measure::Money, value) => {
                    let minor = value.and_then(|value| value.as_int().ok()).unwrap_or_default();
                    sums.by_ref().take(1).for_each(|(_, sum)| *sum = sum.saturating_add(minor.into()));
                }
                (Measure::Slots, value) => {
                    let bytes = value.and_then(|value| value.as_bytes().ok()).unwrap_or_default();
                    masks.by_ref().take(1).for_each(|(_, masks)| masks.take_in(bytes));
                }
                (Measure::Nothing, _) => {}
            }
        }
        self.rows = self.rows.saturating_add(1);
        self.digest = self.digest.wrapping_add(digest(row));
    }

    /// In what a copy differs, in words; empty when it does not.
    pub(crate) fn differences(&self, copy: &Self) -> Vec<String> {
        let mut found = Vec::new();
        let table = self.table;
        if self.rows != copy.rows {
            found.push(format!("{table}: {} rows, the copy has {}", self.rows, copy.rows));
        }
        for ((column, sum), (_, copied)) in self.money.iter().zip(&copy.money).filter(|(a, b)| a != b) {
            found.push(format!("{table}.{column}: sums to {sum}, in the copy to {copied}"));
        }
        for ((column, masks), (_, copied)) in self.slots.iter().zip(&copy.slots).filter(|(a, b)| a != b) {
            let (set, xor) = (masks.set, masks.xor);
            let (copied_set, copied_xor) = (copied.set, copied.xor);
            found.push(format!(
                "{table}.{column}: {set} bits, xor {xor:024x}; in the copy {copied_set}, {copied_xor:024x}"
            ));
        }
        if found.is_empty() && self.digest != copy.digest {
            found.push(format!("{table}: some value differs in the copy"));
        }
        found
    }
}

impl Masks {
    fn take_in(&mut self, bytes: &[u8]) {
        let bits = bytes.iter().fold(0, |bits: u128, byte| bits << 8 | u128::from(*byte));
        self.set = self.set.saturating_add(bits.count_ones().into());
        self.xor ^= bits;
    }
}

/// The first half of the SHA-256 of a row, each value with its kind and length.
fn digest(row: &[Value]) -> u128 {
    let mut hasher = Sha256::new();
    let mut part = |kind: u8, bytes: &[u8]| {
        hasher.update([kind]);
        hasher.update(u64::try_from(bytes.len()).unwrap_or_default().to_be_bytes());
        hasher.update(bytes);
    };
    for value in row {
        match value {
            Value::Null => part(0, &[]),
            Value::Int(int) => part(1, &int.to_be_bytes()),
            Value::Id(bits) => part(2, &bits.to_be_bytes()),
            Value::Text(text) => part(3, text.as_bytes()),
            Value::Bytes(bytes) => part(4, bytes),
        }
    }
    hasher.finalize().iter().take(16).fold(0, |bits: u128, byte| bits << 8 | u128::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Outbox, Record, Row};

    fn row(body: &str, attempts: i64) -> Row {
        let text = |text: &str| Value::Text(text.into());
        [
            Value::Int(1),
            Value::Id(2),
            text("t"),
            text(body),
            Value::Int(3),
            Value::Int(attempts),
            Value::Int(4),
        ]
        .into()
    }

    fn tally(rows: &[Row]) -> Tally {
        let mut tally = Tally::new(Outbox::TABLE);
        for row in rows {
            tally.take_in(row);
        }
        tally
    }

    #[test]
    fn order_does_not_count_and_every_value_does() {
        let (a, b) = (row("a", 5), row("b", 5));
        let whole = tally(&[a.clone(), b.clone()]);
        assert_eq!(whole, tally(&[b.clone(), a.clone()]));
        assert_eq!(whole.differences(&tally(&[b.clone(), a.clone()])), [""; 0]);
        assert_eq!(whole.differences(&tally(std::slice::from_ref(&a))), ["outbox: 2 rows, the copy has 1"]);
        let other = tally(&[a.clone(), row("b", 6)]);
        assert_eq!(whole.differences(&other), ["outbox: some value differs in the copy"]);
        assert_ne!(tally(&[row("ab", 5)]).digest, tally(&[row("a", 5)]).digest);
        assert_ne!(whole.digest, tally(&[a.clone(), a]).digest);
    }

    #[test]
    fn masks_are_counted_and_folded() {
        let mut masks = Masks::default();
        masks.take_in(&[0b11, 0]);
        masks.take_in(&[0b1, 1]);
        assert_eq!(masks, Masks { set: 4, xor: 0b10_0000_0001 });
    }
}
