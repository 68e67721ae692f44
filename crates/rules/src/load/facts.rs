//! Loading the fact dictionary.

use super::file::File;
use super::loader::Loader;
use crate::facts::{FactDefinition, FactKind};
use crate::parameters::{is_unit, unit_help};
use crate::scope::PARAMETER;
use std::collections::BTreeMap;
use toml::Spanned;

impl Loader {
    pub(super) fn read_facts(&mut self, file: File<'_>) {
        let facts: BTreeMap<Spanned<String>, FactDefinition> = match file.read() {
            Ok(facts) => facts,
            Err(error) => return self.errors.push(error),
        };
        for (name, fact) in facts {
            let line = Some(file.line_of(&name));
            let name = name.into_inner();
            if !is_fact_name(&name) {
                let problem = format!("`{name}` cannot name a fact");
                let fix = "write small letters in two or more parts, such as seller.age_at_service";
                self.errors.push(file.refuse(line, problem, fix));
            }
            if fact.kind == FactKind::Int && !is_unit(&fact.unit) {
                let problem = format!("`{name}` has the unknown unit `{}`", fact.unit);
                self.errors.push(file.refuse(line, problem, unit_help()));
            }
            self.facts.insert(name, fact);
        }
    }
}

fn is_fact_name(name: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_lowercase())
            && part
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
    };
    name.contains('.') && name.split('.').all(is_part) && !name.starts_with(PARAMETER)
}
