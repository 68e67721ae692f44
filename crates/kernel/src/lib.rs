//! The shared words of POEMs, and the contract between a decision and the store.
//!
//! Words: [`Amount`], [`Money`], [`BasisPoints`], [`Currency`], [`Timestamp`], [`Day`], [`Span`], [`Slots`], [`Id`],
//! [`Locality`], [`Calendar`]. Contract: a [`Command`] names what it will probably read, [`Decide`]s purely over a
//! [`Draft`] at a [`Moment`], and answers or [`Stop`]s; what it changed are [`Record`]s.
//!
//! Nothing here does I/O, and nothing here is a business rule.

// Lets the derives, which name `::kernel`, be used inside this crate too.
extern crate self as kernel;

mod amount;
mod ask;
mod blob;
mod calendar;
mod command;
mod date_of_birth;
mod draft;
mod email_address;
mod id;
mod moment;
mod phone_number;
mod point;
mod post_code;
mod privacy;
mod record;
mod show;
mod slots;
mod state;
mod stop;
mod system;
mod table;
mod text;
mod time;
mod time_of_day;
mod value;
mod view;
mod words;
mod world;
mod written_number;

pub use amount::{Amount, BasisPoints, Currency, Money, Overflow, Rounding};
pub use ask::{Ask, AskKind, Askable};
pub use blob::Blob;
pub use calendar::{Calendar, LocalTime, Segment, Zone};
pub use command::{AnyCommand, Command, CommandRefusal, Commands, Decide, Decoded};
pub use date_of_birth::{DateOfBirth, NoDateOfBirth};
pub use derive::{Asks, Command, Fields, Members, Record, Refusal, Sentence, Show, View};
pub use draft::{Draft, Stepped, Writes};
pub use email_address::{EmailAddress, NoEmailAddress};
pub use id::{Id, Locality};
pub use jiff::civil::{Date, Weekday};
pub use moment::{Actor, Moment, Reference, Secret};
pub use phone_number::{Dialing, NoPhoneNumber, PhoneNumber};
pub use point::Point;
pub use post_code::{NoPostCode, PostCode};
pub use privacy::Privacy;
pub use record::{Change, Fields, Key, KeyOf, Keys, PrefixOf, Record};
pub use serde_json::Value as Json;
pub use show::{Decimals, InCurrency, Members, Schemas, Show, Shown, read_rfc3339, rfc3339};
pub use slots::Slots;
pub use state::{Loaded, State};
pub use stop::{Argument, Example, ReadStop, Refusal, RefusalKind, Sentence, Stop, together};
pub use system::{CommandLog, Outbox, Owner, SYSTEM_TABLES, Timer};
pub use table::{Check, Column, Comparison, Index, Operand, Table};
pub use text::{LongText, NoText, ShortText, long_text, short_text};
pub use time::{Day, QUARTER_MINUTES, Span, Timestamp};
pub use time_of_day::{ClockTime, NoTimeOfDay, TimeOfDay, read_date};
pub use value::{BadRow, Field, Kind, Measure, Row, Value};
pub use view::View;
pub use world::World;
pub use written_number::{DecimalMark, read_amount, read_number};

/// Hears of every commit after it is durable and before its commands are answered.
///
/// The finder listens, so that a committed booking is out of every later search before its buyer hears of it.
pub trait CommitListener: Send + Sync {
    /// Takes in `changes`, in key order, one change a row. Must not block on anything but its own memory.
    fn committed(&self, changes: &[Change]);
}

/// SHA-256 of some bytes, in lower-case hexadecimal.
pub fn hex_digest(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// What the macros of this crate expand to; not for use by hand.
#[doc(hidden)]
pub mod __private {
    pub use serde_json::{Map, Value as Json};

    pub use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    /// The schema of some words.
    pub fn word_schema(words: &[&str]) -> Json {
        serde_json::json!({ "type": "string", "enum": words })
    }

    /// An object of its members.
    pub fn object(shown: &impl crate::Members, decimals: &dyn crate::Decimals) -> Json {
        let mut object = Map::new();
        shown.add_to(&mut object, decimals);
        Json::Object(object)
    }

    /// An error of any deserializer.
    pub fn custom<E: Error>(why: String) -> E {
        E::custom(why)
    }
}
