//! The tests that stand on the cards, and what every card must show.

use crate::card::CardTest;
use crate::facts::FactValue;
use crate::index;
use crate::jurisdiction::Jurisdiction;
use crate::prepared_rule::PreparedRule;
use crate::question::Question;
use crate::rule::Rule;
use crate::rulebook::Rulebook;
use crate::verdict::Finding;
use serde::Serialize;
use std::collections::BTreeSet;

const TESTS_LEAST: usize = 2;

/// A card that does not do what its tests promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CardFailure {
    /// The file of the card.
    pub file: String,
    /// The test by its name, or the check that failed.
    pub test: String,
    /// What was expected and what was found.
    pub problem: String,
}

/// The result of running every card's tests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CardReport {
    /// How many tests ran.
    pub tests_run: usize,
    /// Tests that fail, boundaries that no test touches, cards with too few tests.
    pub failures: Vec<CardFailure>,
    /// What is worth a look: facts and parameters that no card names, gaps between versions.
    pub notes: Vec<String>,
}

impl CardReport {
    /// Whether every card does what its tests promise.
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

/// What a card says in one of its tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TestOutcome {
    /// In the words that tests expect.
    pub(crate) outcome: String,
    /// Whether the card has its effect.
    pub(crate) has_effect: bool,
}

impl Rulebook {
    /// Runs the tests of every card, and checks that they touch both sides of every limit.
    pub fn run_card_tests(&self) -> CardReport {
        let mut report = CardReport { notes: self.notes(), ..CardReport::default() };
        for rule in &self.rules {
            let mut fail = |test: &str, problem: String| {
                let (file, test) = (rule.file.clone(), test.to_owned());
                report.failures.push(CardFailure { file, test, problem });
            };
            let mut effects = BTreeSet::new();
            for test in &rule.card.tests {
                let found = self.run_test(rule, test);
                effects.insert(found.has_effect);
                if found.outcome != test.expect.to_string() {
                    let problem = format!("expected `{}`, found `{}`", test.expect, found.outcome);
                    fail(test.name.get_ref(), problem);
                }
                for problem in self.facts_unlike_dictionary(test) {
                    fail(test.name.get_ref(), problem);
                }
            }
            if rule.card.tests.len() < TESTS_LEAST || effects.len() < 2 {
                fail(
                    "coverage",
                    "a card needs a test in which it fires and one in which it does not".to_owned(),
                );
            }
            for gap in self.boundary_gaps(rule) {
                fail("boundary", gap);
            }
            report.tests_run = report.tests_run.saturating_add(rule.card.tests.len());
        }
        report
    }

    /// What a card says in one of its tests.
    pub(crate) fn run_test(&self, rule: &Rule, test: &CardTest) -> TestOutcome {
        let applies = &rule.card.applies;
        let Some(place) = self.test_place(rule, test) else {
            return TestOutcome { outcome: "unknown place".to_owned(), has_effect: false };
        };
        let sector = test.sector.as_ref().or(applies.sectors.first());
        let roles: Vec<&str> = applies.roles.iter().map(String::as_str).collect();
        let facts = test.known_facts();
        let question = Question {
            place: &place.code,
            sector: sector.map_or("", |code| code.trim_end_matches('*')),
            mechanism: applies.mechanisms.first().map_or("", String::as_str),
            roles: &roles,
            service_start: test.on.0,
            commit: test.on.0,
            payment: test.on.0,
            facts: &facts,
        };
        if !index::applies(rule, &question, place) {
            return TestOutcome { outcome: Finding::Passes.outcome(rule), has_effect: false };
        }
        let is_asked = |other: &&Rule| {
            other.is_exception_to(rule)
                && other.card.status.is_asked()
                && index::applies(other, &question, place)
        };
        let exceptions: Vec<PreparedRule<'_>> =
            self.rules.iter().filter(is_asked).map(PreparedRule::new).collect();
        let finding = self.finding(&PreparedRule::new(rule), &exceptions, &question);
        let has_effect = matches!(finding, Finding::Holds | Finding::Amount { .. });
        TestOutcome { outcome: finding.outcome(rule), has_effect }
    }

    /// The test's place; else the first that the card is for; else, for the concession, one with its currency.
    fn test_place(&self, rule: &Rule, test: &CardTest) -> Option<&Jurisdiction> {
        let applies = &rule.card.applies;
        if let Some(code) = &test.place {
            return self.places.get(code);
        }
        let own = applies.places.first().unwrap_or(rule.card.jurisdiction.get_ref());
        let has_its_currency = |place: &&Jurisdiction| {
            rule.currency.as_ref().is_none_or(|wanted| *wanted == place.currency.code)
        };
        self.places.get(own).or_else(|| self.places.values().find(has_its_currency))
    }

    fn facts_unlike_dictionary(&self, test: &CardTest) -> Vec<String> {
        let describe = |(name, value): (&String, &FactValue)| match self.facts.get(name) {
            None => Some(format!("facts.toml has no fact `{name}`")),
            Some(definition) if definition.kind != value.kind() => {
                Some(format!("`{name}` has another type in facts.toml"))
            }
            Some(_) => None,
        };
        test.facts.iter().filter_map(describe).collect()
    }

    fn notes(&self) -> Vec<String> {
        let formulas: Vec<_> =
            self.rules.iter().flat_map(Rule::formulas).map(|(_, formula)| formula).collect();
        let facts: BTreeSet<&String> = formulas.iter().flat_map(|formula| &formula.facts).collect();
        let parameters: BTreeSet<&String> = formulas.iter().flat_map(|formula| &formula.parameters).collect();
        let unused_facts = self.facts.keys().filter(|name| !facts.contains(name));
        let unused_parameters = self.parameters.keys().filter(|name| !parameters.contains(name));
        let mut notes: Vec<String> =
            unused_facts.map(|name| format!("no card names the fact {name}")).collect();
        notes.extend(unused_parameters.map(|name| format!("no card names the parameter {name}")));
        for pair in self.rules.windows(2) {
            let [earlier, later] = pair else { continue };
            let ends = earlier.card.valid_to_on().and_then(|last| last.tomorrow().ok());
            if earlier.reference.id == later.reference.id
                && ends.is_some_and(|next| next < later.card.valid_from_on())
            {
                notes.push(format!("no rule holds between {} and {}", earlier.reference, later.reference));
            }
        }
        notes
    }
}
