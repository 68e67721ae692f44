//! The parts of a rulebook while its files are read.

use super::error::LoadError;
use crate::engine::Engine;
use crate::facts::FactDefinition;
use crate::jurisdiction::{Currency, Jurisdiction};
use crate::parameters::Parameters;
use crate::rule::Rule;
use std::collections::BTreeMap;

/// What was read so far. Errors are gathered, so that an author sees all of them at once.
pub(super) struct Loader {
    pub(super) facts: BTreeMap<String, FactDefinition>,
    pub(super) parameters: Parameters,
    pub(super) places: BTreeMap<String, Jurisdiction>,
    pub(super) currencies: BTreeMap<String, Currency>,
    pub(super) rules: Vec<Rule>,
    pub(super) engine: Engine,
    pub(super) errors: Vec<LoadError>,
}

impl Loader {
    pub(super) fn new(engine: Engine) -> Self {
        Self {
            facts: BTreeMap::new(),
            parameters: Parameters::new(),
            places: BTreeMap::new(),
            currencies: BTreeMap::new(),
            rules: Vec::new(),
            engine,
            errors: Vec::new(),
        }
    }
}
