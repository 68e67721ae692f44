//! What a column can hold, and how the words of the kernel become columns.

use crate::{Amount, BasisPoints, Currency, Day, Id, Locality, Slots, Timestamp};
use std::sync::Arc;

/// One column of one row, in a form that every engine can keep and that orders keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Nothing.
    Null,
    /// A 64-bit integer: amounts, times, days, counts, truths.
    Int(i64),
    /// A 128-bit identifier.
    Id(u128),
    /// Text without U+0000.
    Text(Box<str>),
    /// Bytes.
    Bytes(Box<[u8]>),
}

/// What a column is declared to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// See [`Value::Int`].
    Int,
    /// See [`Value::Id`].
    Id,
    /// See [`Value::Text`].
    Text,
    /// See [`Value::Bytes`].
    Bytes,
}

/// What a column measures, beyond its kind: so that a check or a copy can sum it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Nothing that can be summed.
    Nothing,
    /// Money in minor units.
    Money,
    /// The quarter-hours of a day, a bit each.
    Slots,
}

/// A row: one value a column, in the order of the table's columns.
pub type Row = Arc<[Value]>;

/// A stored row does not fit what the code expects of it. The text names kinds, tables and words of the code, never a
/// value that was found: it may be personal, and the text goes to the log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadRow(pub String);

/// A type that can be a record's field.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a record's field",
    note = "use a word of the kernel (`Amount`, `Timestamp`, `Id` …), `i64`, `bool`, `String`, an `Option` of one, or \
            declare an enumeration with `kernel::words!`"
)]
pub trait Field: Sized {
    /// What its column holds.
    const KIND: Kind;
    /// Whether the column may be empty.
    const NULLABLE: bool = false;
    /// What its column measures.
    const MEASURE: Measure = Measure::Nothing;
    /// The name of the type whose id it is, if it is one.
    fn leads_to() -> Option<&'static str> {
        None
    }
    /// The value to keep.
    fn to_value(&self) -> Value;
    /// The field again.
    ///
    /// # Errors
    /// [`BadRow`] when the value is of another kind or out of range.
    fn from_value(value: &Value) -> Result<Self, BadRow>;
}

impl Value {
    /// The integer.
    ///
    /// # Errors
    /// [`BadRow`] when it is something else.
    pub fn as_int(&self) -> Result<i64, BadRow> {
        if let Self::Int(int) = self { Ok(*int) } else { Err(BadRow::kind("an integer", self)) }
    }

    /// The identifier's bits.
    ///
    /// # Errors
    /// [`BadRow`] when it is something else.
    pub fn as_id(&self) -> Result<u128, BadRow> {
        if let Self::Id(bits) = self { Ok(*bits) } else { Err(BadRow::kind("an id", self)) }
    }

    /// The text.
    ///
    /// # Errors
    /// [`BadRow`] when it is something else.
    pub fn as_text(&self) -> Result<&str, BadRow> {
        if let Self::Text(text) = self { Ok(text) } else { Err(BadRow::kind("text", self)) }
    }

    /// The bytes.
    ///
    /// # Errors
    /// [`BadRow`] when it is something else.
    pub fn as_bytes(&self) -> Result<&[u8], BadRow> {
        if let Self::Bytes(bytes) = self { Ok(bytes) } else { Err(BadRow::kind("bytes", self)) }
    }
}

impl BadRow {
    fn kind(expected: &str, found: &Value) -> Self {
        let found = match found {
            Value::Null => "nothing",
            Value::Int(_) => "an integer",
            Value::Id(_) => "an id",
            Value::Text(_) => "text",
            Value::Bytes(_) => "bytes",
        };
        Self(format!("expected {expected}, found {found}"))
    }

    /// A stored word that its enumeration does not have.
    pub fn unknown_word(name: &str) -> Self {
        Self(format!("a word that is no {name}"))
    }
}

macro_rules! field {
    ($($type:ty $(as $measure:ident)?, $kind:ident, |$me:ident| $to:expr, |$value:ident| $from:expr;)+) => {$(
        impl Field for $type {
            const KIND: Kind = Kind::$kind;
            $(const MEASURE: Measure = Measure::$measure;)?
            fn to_value(&self) -> Value { let $me = self; $to }
            fn from_value($value: &Value) -> Result<Self, BadRow> { $from }
        }
    )+};
}

field! {
    i64, Int, |me| Value::Int(*me), |value| value.as_int();
    bool, Int, |me| Value::Int(i64::from(*me)), |value| match value.as_int()? {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(BadRow("expected 0 or 1, found another integer".to_owned())),
    };
    Amount as Money, Int, |me| Value::Int(me.0), |value| value.as_int().map(Amount);
    BasisPoints, Int, |me| Value::Int(me.0), |value| value.as_int().map(BasisPoints);
    Timestamp, Int, |me| Value::Int(me.0), |value| value.as_int().map(Timestamp);
    Day, Int, |me| Value::Int(me.0), |value| value.as_int().map(Day);
    Locality, Int, |me| Value::Int(me.0), |value| value.as_int().map(Locality);
    String, Text, |me| Value::Text(me.as_str().into()), |value| value.as_text().map(Into::into);
    Vec<u8>, Bytes, |me| Value::Bytes(me.as_slice().into()), |value| value.as_bytes().map(Into::into);
    Currency, Text, |me| Value::Text(me.code().into()), |value| {
        let code = value.as_text()?;
        Currency::new(code).ok_or_else(|| BadRow::unknown_word("currency"))
    };
    Slots as Slots, Bytes, |me| Value::Bytes(me.bits().to_be_bytes()[4..].into()), |value| {
        let bytes: [u8; 12] = value.as_bytes()?.try_into().map_err(|_| BadRow("a day's slots are 12 bytes".into()))?;
        Ok(Slots::from_bits(bytes.iter().fold(0, |bits, byte| bits << 8 | u128::from(*byte))))
    };
}

impl<T> Field for Id<T> {
    const KIND: Kind = Kind::Id;
    fn leads_to() -> Option<&'static str> {
        Some(std::any::type_name::<T>())
    }
    fn to_value(&self) -> Value {
        Value::Id(self.bits())
    }
    fn from_value(value: &Value) -> Result<Self, BadRow> {
        value.as_id().map(Self::from_bits)
    }
}

impl<T: Field> Field for Option<T> {
    const KIND: Kind = T::KIND;
    const NULLABLE: bool = true;
    const MEASURE: Measure = T::MEASURE;
    fn leads_to() -> Option<&'static str> {
        T::leads_to()
    }
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, Field::to_value)
    }
    fn from_value(value: &Value) -> Result<Self, BadRow> {
        if *value == Value::Null { Ok(None) } else { T::from_value(value).map(Some) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn round_trip<F: Field + PartialEq + std::fmt::Debug>(field: F) {
        assert_eq!(F::from_value(&field.to_value()), Ok(field));
    }

    proptest! {
        #[test]
        fn every_field_comes_back_as_it_was(int: i64, bits: u128, text: String, truth: bool) {
            round_trip(Amount(int));
            round_trip(Some(Timestamp(int)));
            round_trip(None::<Day>);
            round_trip(Slots::from_bits(bits));
            round_trip(Id::<()>::from_bits(bits));
            round_trip(text);
            round_trip(truth);
        }
    }

    #[test]
    fn a_value_of_another_kind_is_refused() {
        let refused = Amount::from_value(&Value::Text("Ana".into())).unwrap_err();
        assert_eq!(refused.to_string(), "expected an integer, found text", "the value may be personal");
        assert!(bool::from_value(&Value::Int(2)).is_err());
        assert!(Slots::from_value(&Value::Bytes([0; 11].into())).is_err());
        assert!(Currency::from_value(&Value::Text("usd".into())).is_err());
    }
}
