//! The index of the rules: one by its id and version, or those that a question selects by the ancestors of its place
//! and its sector, then by mechanism and role.

use crate::jurisdiction::Jurisdiction;
use crate::question::Question;
use crate::rule::{Rule, RuleRef};
use std::collections::{BTreeMap, HashMap};

/// Positions in the rulebook's list of rules.
#[derive(Debug, Default)]
pub(crate) struct Index {
    by_reference: HashMap<RuleRef, usize>,
    /// Without the rules that are not asked.
    by_place: BTreeMap<String, PlaceIndex>,
}

#[derive(Debug, Default)]
struct PlaceIndex {
    any_sector: Vec<usize>,
    by_sector: BTreeMap<String, Vec<usize>>,
    by_prefix: Vec<(String, usize)>,
}

impl Index {
    pub(crate) fn new(rules: &[Rule]) -> Self {
        let mut index = Self::default();
        for (position, rule) in rules.iter().enumerate() {
            index.by_reference.insert(rule.reference.clone(), position);
            if !rule.card.status.is_asked() {
                continue;
            }
            let applies = &rule.card.applies;
            let whole = std::slice::from_ref(rule.card.jurisdiction.get_ref());
            let places = if applies.places.is_empty() { whole } else { applies.places.as_slice() };
            for place in places {
                index.by_place.entry(place.clone()).or_default().insert(&applies.sectors, position);
            }
        }
        index
    }

    /// The position of one version of one rule.
    pub(crate) fn position(&self, reference: &RuleRef) -> Option<usize> {
        self.by_reference.get(reference).copied()
    }

    /// The rules that apply, in the order of their ids.
    pub(crate) fn select<'a>(
        &self,
        rules: &'a [Rule],
        question: &Question<'_>,
        place: &Jurisdiction,
    ) -> Vec<&'a Rule> {
        let mut positions = Vec::new();
        for code in &place.chain {
            if let Some(found) = self.by_place.get(code) {
                found.collect(question.sector, &mut positions);
            }
        }
        positions.sort_unstable();
        positions.dedup();
        let found = positions.into_iter().filter_map(|position| rules.get(position));
        found.filter(|rule| applies(rule, question, place)).collect()
    }
}

impl PlaceIndex {
    fn insert(&mut self, sectors: &[String], position: usize) {
        if sectors.is_empty() {
            self.any_sector.push(position);
        }
        for entry in sectors {
            match prefix(entry) {
                Some(prefix) => self.by_prefix.push((prefix.to_owned(), position)),
                None => self.by_sector.entry(entry.clone()).or_default().push(position),
            }
        }
    }

    fn collect(&self, sector: &str, positions: &mut Vec<usize>) {
        positions.extend(&self.any_sector);
        positions.extend(
            self.by_prefix
                .iter()
                .filter(|(prefix, _)| sector.starts_with(prefix))
                .map(|(_, position)| position),
        );
        let mut ancestor = Some(sector);
        while let Some(code) = ancestor {
            positions.extend(self.by_sector.get(code).into_iter().flatten());
            ancestor = code.rsplit_once('.').map(|(above, _)| above);
        }
    }
}

/// The text that codes must start with, if the entry is a prefix: `35-` as it stands, `35-90*` without its star.
fn prefix(entry: &str) -> Option<&str> {
    entry.strip_suffix('*').or_else(|| entry.ends_with('-').then_some(entry))
}

/// Whether an entry of `applies.sectors` covers a sector: the same code, one below it, or a prefix of it.
pub(crate) fn covers(entry: &str, sector: &str) -> bool {
    match prefix(entry) {
        Some(prefix) => sector.starts_with(prefix),
        None => sector.strip_prefix(entry).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')),
    }
}

/// Whether a card applies to a question at all, whatever its condition says.
pub(crate) fn applies(rule: &Rule, question: &Question<'_>, place: &Jurisdiction) -> bool {
    let card = &rule.card;
    let scope = &card.applies;
    let lies_in = |code: &String| place.chain.contains(code);
    card.holds_on(question.date(card.clock))
        && lies_in(card.jurisdiction.get_ref())
        && (scope.places.is_empty() || scope.places.iter().any(lies_in))
        && !scope.except_places.iter().any(lies_in)
        && (scope.sectors.is_empty() || scope.sectors.iter().any(|entry| covers(entry, question.sector)))
        && (scope.mechanisms.is_empty() || scope.mechanisms.iter().any(|name| name == question.mechanism))
        && (scope.roles.is_empty() || scope.roles.iter().any(|role| question.roles.contains(&role.as_str())))
        && rule.currency.as_ref().is_none_or(|code| *code == place.currency.code)
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn a_sector_is_covered_by_itself_its_ancestors_and_prefixes() {
        for (entry, sector, expected) in [
            ("35-9021", "35-9021", true),
            ("35-9021", "35-90211", false),
            ("35-9021", "35-9021.01", true),
            ("hospitality.bar", "hospitality.bar.serving", true),
            ("hospitality.bar", "hospitality.barge", false),
            ("35-", "35-9021", true),
            ("35-", "53-9021", false),
            ("35-90*", "35-9021", true),
            ("35-90*", "35-8021", false),
            ("*", "anything", true),
        ] {
            assert_eq!(covers(entry, sector), expected, "{entry} {sector}");
        }
    }
}
