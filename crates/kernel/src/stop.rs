//! How a decision ends other than with its answer.

use crate::{Amount, BadRow, Currency, Keys, Money, Overflow, Timestamp};
use serde::{Deserialize, Serialize};
use std::any::Any;

/// An expected no, by name. Derived: `#[derive(Refusal)] #[refusal("booking")]` on the module's enumeration.
///
/// A refusal is a code and its arguments; the sentence a person reads is written in the locale files, under
/// the code.
pub trait Refusal: std::fmt::Debug + Any + Send + Sync {
    /// `module/reason`, stable: the end of the problem's type and the key of its sentence.
    fn code(&self) -> &'static str;
    /// What whoever hears it can do about it.
    fn kind(&self) -> RefusalKind;
    /// What the sentence needs: the least that would do, the nearest yes.
    fn arguments(&self) -> Vec<(&'static str, Argument)>;
}

/// What whoever hears a refusal can do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// Ask for something else: the sentence says what would do.
    Refused,
    /// Nothing: it is not theirs to do. Marked `#[not_yours]`.
    NotYours,
    /// Look again: what was asked for has changed since. Marked `#[stale]`.
    Stale,
}

/// Something that is said to people by a code and what it names; its words are in the locale files. Derived:
/// `#[derive(Sentence)] #[sentence("trade")]`.
pub trait Sentence {
    /// `module/what`, stable: the key of its words.
    fn code(&self) -> &'static str;
    /// What the words name.
    fn arguments(&self) -> Vec<(&'static str, Argument)>;
}

/// A type that a refusal or a notice can name, with a value that shows what it looks like: in the tests of sentences,
/// and in the pages that explain problems.
pub trait Example {
    /// Some value.
    fn example() -> Self;
}

/// Something a refusal's or a message's sentence names; formatted in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Argument {
    /// A count.
    Number(i64),
    /// A length of time in minutes.
    Minutes(i64),
    /// A distance in meters.
    Meters(i64),
    /// A sum of money.
    Money(Money),
    /// A time, shown on the reader's clock.
    Time(Timestamp),
    /// A word or a name, shown as it is.
    Text(String),
}

/// Why a decision gave no answer.
#[derive(Debug)]
pub enum Stop {
    /// The module says no, by name.
    Refused(Box<dyn Refusal>),
    /// These rows are to be read first; the executor does so and decides again.
    Need(Keys),
    /// There is no such record in this table: the edges answer "not found".
    Absent(&'static str),
    /// A fault of ours: stored data or reference data that does not fit, or a sum out of range.
    Bad(BadRow),
}

/// Why a read gave nothing. Becomes a [`Stop`] by `?`.
#[derive(Debug)]
pub enum ReadStop {
    /// See [`Stop::Need`].
    Need(Keys),
    /// See [`Stop::Absent`].
    Absent(&'static str),
    /// See [`Stop::Bad`].
    Bad(BadRow),
}

impl<R: Refusal> From<R> for Stop {
    fn from(refusal: R) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<ReadStop> for Stop {
    fn from(stop: ReadStop) -> Self {
        match stop {
            ReadStop::Need(keys) => Self::Need(keys),
            ReadStop::Absent(table) => Self::Absent(table),
            ReadStop::Bad(bad) => Self::Bad(bad),
        }
    }
}

impl From<Overflow> for Stop {
    fn from(overflow: Overflow) -> Self {
        Self::Bad(BadRow(overflow.to_string()))
    }
}

impl From<BadRow> for Stop {
    fn from(bad: BadRow) -> Self {
        Self::Bad(bad)
    }
}

/// Two reads of which neither waits for the other: what both still need is asked for at once.
///
/// # Errors
/// What the first met, then what the second met.
pub fn together<A, B>(
    first: Result<A, impl Into<Stop>>,
    second: Result<B, impl Into<Stop>>,
) -> Result<(A, B), Stop> {
    match (first.map_err(Into::into), second.map_err(Into::into)) {
        (Err(Stop::Need(mut keys)), Err(Stop::Need(others))) => {
            keys.extend(others);
            Err(Stop::Need(keys))
        }
        (first, second) => Ok((first?, second?)),
    }
}

impl Stop {
    /// The refusal of type `R`, if that is what this is.
    pub fn refusal<R: Refusal>(&self) -> Option<&R> {
        let Self::Refused(refusal) = self else { return None };
        let any: &dyn Any = refusal.as_ref();
        any.downcast_ref()
    }
}

macro_rules! argument {
    ($($type:ty => |$value:ident| $argument:expr, $example:expr;)+) => {$(
        impl From<$type> for Argument {
            fn from($value: $type) -> Self { $argument }
        }
        impl Example for $type {
            fn example() -> Self { $example }
        }
    )+};
}

argument! {
    i64 => |number| Self::Number(number), 60;
    Timestamp => |time| Self::Time(time), Timestamp(1_795_827_600_000_000);
    Money => |money| Self::Money(money), Amount(7_200).of(Currency::EXAMPLE);
    String => |text| Self::Text(text), "example".to_owned();
    &'static str => |text| Self::Text(text.to_owned()), "example";
}
