//! Facts: what the market knows about a seller, a buyer, a service or a deal when it asks.
//!
//! A fact that is not in the map is *unknown*: missing or not verified. Each card says what then follows.

use crate::digest::digest;
use cel::common::types::{CelBool, CelInt, CelList, CelString};
use cel::common::value::{CowVal, Val};
use serde::{Deserialize, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// The kinds of value that a fact can have. There is no fraction: money is minor units, ratios basis points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// A whole number in the unit that the dictionary names.
    Int,
    /// Yes or no.
    Bool,
    /// A word or code.
    Text,
    /// Several words or codes.
    List,
}

/// One value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FactValue {
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A word or code.
    Text(String),
    /// Several words or codes.
    List(Vec<String>),
}

impl FactValue {
    /// The kind of this value.
    pub fn kind(&self) -> FactKind {
        match self {
            Self::Bool(_) => FactKind::Bool,
            Self::Int(_) => FactKind::Int,
            Self::Text(_) => FactKind::Text,
            Self::List(_) => FactKind::List,
        }
    }

    pub(crate) fn as_cel(&self) -> CowVal<'_, '_> {
        match self {
            Self::Bool(value) => CowVal::owned(CelBool::from(*value)),
            Self::Int(value) => CowVal::owned(CelInt::from(*value)),
            Self::Text(value) => CowVal::owned(CelString::from(value.as_str())),
            Self::List(values) => {
                let boxed: Vec<Box<dyn Val + '_>> = values.iter().map(|value| boxed_text(value)).collect();
                CowVal::owned(CelList::from(boxed))
            }
        }
    }
}

fn boxed_text(value: &str) -> Box<dyn Val + '_> {
    Box::new(CelString::from(value))
}

impl fmt::Display for FactValue {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => write!(out, "{value}"),
            Self::Int(value) => write!(out, "{value}"),
            Self::Text(value) => write!(out, "{value:?}"),
            Self::List(values) => write!(out, "{values:?}"),
        }
    }
}

/// What is known for one question. Build it by chaining: `Facts::new().int("seller.age_at_service", 17)`.
/// Setting a name again replaces its value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(
    /// Sorted by name, in one piece of memory because they are few and a search puts them together for every
    /// candidate.
    Vec<(Cow<'static, str>, FactValue)>,
);

impl Facts {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same facts, with room for so many more.
    pub fn with_room(&self, more: usize) -> Self {
        let mut facts = Vec::with_capacity(self.0.len() + more);
        facts.extend_from_slice(&self.0);
        Self(facts)
    }

    /// Adds a whole number, in the unit that the fact dictionary names.
    pub fn int(self, name: impl Into<Cow<'static, str>>, value: i64) -> Self {
        self.with(name, FactValue::Int(value))
    }

    /// Adds a yes or no.
    pub fn bool(self, name: impl Into<Cow<'static, str>>, value: bool) -> Self {
        self.with(name, FactValue::Bool(value))
    }

    /// Adds a word or code.
    pub fn text(self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.with(name, FactValue::Text(value.into()))
    }

    /// Adds several words or codes.
    pub fn list(self, name: impl Into<Cow<'static, str>>, values: Vec<String>) -> Self {
        self.with(name, FactValue::List(values))
    }

    /// Adds a value of any kind.
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: FactValue) -> Self {
        let name = name.into();
        match self.position(&name) {
            Ok(at) => {
                if let Some((_, known)) = self.0.get_mut(at) {
                    *known = value;
                }
            }
            Err(at) => self.0.insert(at, (name, value)),
        }
        self
    }

    /// Makes a fact unknown again.
    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self
    }

    /// The value of a fact; `None` is *unknown*, never "no".
    pub fn get(&self, name: &str) -> Option<&FactValue> {
        let at = self.position(name).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    fn position(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.as_ref().cmp(name))
    }

    /// SHA-256, in hexadecimal, over the sorted names and values: it goes with a booking so that its verdict
    /// can be replayed on the same facts.
    pub fn digest(&self) -> String {
        self.digest_of(|_| true)
    }

    /// As [`Facts::digest`], over some of the facts: one over a few small numbers would give them away.
    pub(crate) fn digest_of(&self, is_told: impl Fn(&str) -> bool) -> String {
        let told = self.0.iter().filter(|(name, _)| is_told(name));
        digest(told.map(|(name, value)| format!("{name}={value}\n")))
    }
}

impl Serialize for Facts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// One entry of the public fact dictionary (`rulebook/facts.toml`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactDefinition {
    /// The kind of its value.
    #[serde(rename = "type")]
    pub kind: FactKind,
    /// The unit of a whole number, such as `years` or `minutes`; empty for other kinds.
    #[serde(default)]
    pub unit: String,
    /// The least and the greatest value that can occur, both included; whole numbers only.
    pub range: Option<(i64, i64)>,
    /// What it means, for someone who is not a programmer.
    pub plain: String,
    /// Whether it is told to nobody but the party that its name begins with.
    pub personal: bool,
    /// The moment or period that it is worked out for.
    #[serde(default)]
    pub window: String,
    /// `plain` in other languages, by locale.
    #[serde(default)]
    pub translations: BTreeMap<String, String>,
}
