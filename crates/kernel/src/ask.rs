//! What a command is asked for with: one declaration behind its form, its API body and the description of both.

use crate::{
    Amount, BasisPoints, Blob, ClockTime, Currency, Date, DateOfBirth, Day, EmailAddress, Id, Locality,
    LongText, Money, PhoneNumber, PostCode, ShortText, Slots, Span, TimeOfDay, Timestamp, Zone,
};

/// A field of a command, as whoever gives it is asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The field's name.
    pub name: &'static str,
    /// What is asked for.
    pub kind: AskKind,
    /// Whether it can be left out.
    pub is_optional: bool,
    /// Whether it is whoever acts, and so is never asked.
    pub is_actor: bool,
    /// Whether it is what belongs to whoever acts, unless something else is named.
    pub is_own: bool,
    /// The number it is when it is left out.
    pub or: Option<i64>,
    /// What it is, in a sentence.
    pub about: &'static str,
    /// How it looks; nothing where its kind says enough.
    pub example: Option<&'static str>,
}

/// What kind of thing is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskKind {
    /// The id of something.
    Id,
    /// Yes or no.
    Bool,
    /// A whole number.
    Whole,
    /// An amount, in minor units of a currency that is known already.
    Amount,
    /// An amount with its currency.
    Money,
    /// A time.
    Time,
    /// From one time until another.
    Span,
    /// A date.
    Date,
    /// A currency, by the three letters of ISO 4217.
    Currency,
    /// A time of day on the clock on the wall.
    TimeOfDay,
    /// A time that the clock shows, with the offset where it shows it twice.
    ClockTime,
    /// A post code.
    PostCode,
    /// An e-mail address.
    EmailAddress,
    /// A telephone number, which the edge reads with what its country dials.
    PhoneNumber,
    /// One line that a person writes.
    ShortText {
        /// The least of its characters.
        least: usize,
        /// The most of them.
        most: usize,
    },
    /// Lines that a person writes.
    LongText {
        /// The most of its characters.
        most: usize,
    },
    /// A word of a program's: a code, a name in addresses.
    Text,
    /// One of some words.
    Word(&'static [&'static str]),
    /// Several of a kind.
    List(&'static Self),
    /// Something with fields of its own.
    Group(&'static [Ask]),
    /// What no edge asks for in this form.
    Inner,
}

/// A type that a command can ask for.
pub trait Askable {
    /// What kind of thing it is.
    const KIND: AskKind;
    /// Whether it can be left out.
    const IS_OPTIONAL: bool = false;
}

macro_rules! askable {
    ($($type:ty = $kind:ident),+ $(,)?) => {
        $(impl Askable for $type {
            const KIND: AskKind = AskKind::$kind;
        })+
    };
}

askable! {
    bool = Bool, i64 = Whole, String = Text, Amount = Amount, BasisPoints = Whole, Money = Money, Timestamp = Time,
    Span = Span, Date = Date, Day = Date, Currency = Currency, PostCode = PostCode, TimeOfDay = TimeOfDay,
    ClockTime = ClockTime,
    EmailAddress = EmailAddress, PhoneNumber = PhoneNumber, DateOfBirth = Date, Zone = Text, Locality = Inner,
    Slots = Inner, Blob = Inner,
}

impl<const MOST: usize, const LEAST: usize> Askable for ShortText<MOST, LEAST> {
    const KIND: AskKind = AskKind::ShortText { least: LEAST, most: MOST };
}

impl<const MOST: usize> Askable for LongText<MOST> {
    const KIND: AskKind = AskKind::LongText { most: MOST };
}

impl Askable for () {
    const KIND: AskKind = AskKind::Group(&[]);
}

impl<T> Askable for Id<T> {
    const KIND: AskKind = AskKind::Id;
}

impl<T: Askable> Askable for Option<T> {
    const KIND: AskKind = T::KIND;
    const IS_OPTIONAL: bool = true;
}

impl<T: Askable> Askable for Vec<T> {
    const KIND: AskKind = AskKind::List(&T::KIND);
}

impl<T: Askable, const N: usize> Askable for [T; N] {
    const KIND: AskKind = AskKind::List(&T::KIND);
}

impl<A, B> Askable for (A, B) {
    const KIND: AskKind = AskKind::Inner;
}
