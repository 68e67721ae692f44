//! The rulebook: everything that was loaded, found by its name.

use crate::date::Date;
use crate::engine::Engine;
use crate::facts::FactDefinition;
use crate::index::Index;
use crate::jurisdiction::{Currency, Jurisdiction};
use crate::parameters::{ParameterValue, Parameters};
use crate::rule::{Rule, RuleRef};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// A loaded rulebook. Share it behind an `Arc`; it never changes, and another version is another rulebook.
pub struct Rulebook {
    pub(crate) pack_hash: Arc<str>,
    pub(crate) facts: BTreeMap<String, FactDefinition>,
    pub(crate) parameters: Parameters,
    pub(crate) places: BTreeMap<String, Jurisdiction>,
    pub(crate) currencies: BTreeMap<String, Currency>,
    /// By id, then version.
    pub(crate) rules: Vec<Rule>,
    pub(crate) index: Index,
    /// Those that subsidy cards name, each once, in order.
    pub(crate) funds: BTreeSet<String>,
    pub(crate) engine: Engine,
}

impl fmt::Debug for Rulebook {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Rulebook")
            .field("pack_hash", &self.pack_hash)
            .field("rules", &self.rules.len())
            .finish_non_exhaustive()
    }
}

impl Rulebook {
    /// SHA-256, in hexadecimal, over the sorted files: names this rulebook exactly.
    pub fn pack_hash(&self) -> &str {
        &self.pack_hash
    }

    /// A place and the places around it.
    pub fn jurisdiction(&self, code: &str) -> Option<&Jurisdiction> {
        self.places.get(code)
    }

    /// Every place, by code.
    pub fn jurisdictions(&self) -> impl Iterator<Item = &Jurisdiction> {
        self.places.values()
    }

    /// A currency that some place declares.
    pub fn currency(&self, code: &str) -> Option<&Currency> {
        self.currencies.get(code)
    }

    /// The value of a parameter on a date, by its full name (`concession.hold_minutes`).
    pub fn parameter(&self, name: &str, date: Date) -> Option<ParameterValue<'_>> {
        self.parameters.get(name)?.in_force_on(date)
    }

    /// Every parameter's value in force on a date, by name.
    pub fn parameters(&self, date: Date) -> impl Iterator<Item = ParameterValue<'_>> {
        self.parameters.values().filter_map(move |parameter| parameter.in_force_on(date))
    }

    /// An entry of the fact dictionary.
    pub fn fact(&self, name: &str) -> Option<&FactDefinition> {
        self.facts.get(name)
    }

    /// Every fact of the dictionary, by name.
    pub fn facts(&self) -> impl Iterator<Item = (&str, &FactDefinition)> {
        self.facts.iter().map(|(name, fact)| (name.as_str(), fact))
    }

    /// One version of one rule.
    pub fn rule(&self, reference: &RuleRef) -> Option<&Rule> {
        self.rules.get(self.index.position(reference)?)
    }

    /// Every rule, by id and version.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The funds that subsidy cards name, each once, in order.
    pub fn funds(&self) -> impl Iterator<Item = &str> {
        self.funds.iter().map(String::as_str)
    }
}
