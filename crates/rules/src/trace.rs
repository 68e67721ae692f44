//! Traces: why a verdict is what it is, rule by rule, for a person to read.

use crate::card::{Clock, Effect, Source, Status};
use crate::facts::FactValue;
use crate::formula::Formula;
use crate::parameters::Reference;
use crate::prepared_rule::PreparedRule;
use crate::question::Question;
use crate::rule::RuleRef;
use crate::rulebook::Rulebook;
use crate::scope::{Missing, Scope};
use crate::tree;
use cel::common::ast::{Expr, IdedExpr, operators};
use kernel::{Members, Show};
use serde::Serialize;
use std::sync::Arc;

/// Stands for what the reader of a trace may not read.
pub const WITHHELD: &str = "withheld";
/// What a rule said that refuses and warns of nothing, to whom its facts are withheld.
const SATISFIED: &str = "satisfied";

/// Who reads a trace: personal facts are told to the party that their name begins with, and to nobody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TraceReader<'a> {
    /// The first words of the names of facts that are the reader's own, such as `seller`.
    pub parties: &'a [&'a str],
}

/// Every rule that a question selects, with the facts and parameters it names and what it says of them.
#[derive(Members, Clone, Debug, PartialEq, Eq, Serialize)]
#[show(only(pack_hash, places, facts_digest))]
pub struct Trace {
    /// The rulebook that answered.
    pub pack_hash: Arc<str>,
    /// The place of work, then the places around it; empty if the rulebook does not know it.
    pub places: Vec<String>,
    /// SHA-256 of the facts that the reader may know: the same facts and the same rulebook give the same answer.
    pub facts_digest: String,
    /// The rules, in the order of their ids.
    pub rules: Vec<TracedRule>,
}

/// One rule.
#[derive(Members, Clone, Debug, PartialEq, Eq, Serialize)]
#[show(only(rule, title, plain, jurisdiction, source, judged_on, formulas, outcome))]
pub struct TracedRule {
    /// Its name and version, as `id@version`.
    pub rule: RuleRef,
    /// Its title.
    pub title: String,
    /// Its plain words.
    pub plain: String,
    /// What it does.
    pub effect: Effect,
    /// Where it stands in its life.
    pub status: Status,
    /// Whose law it is.
    pub jurisdiction: String,
    /// Where it comes from.
    pub source: Source,
    /// Whose date decided.
    pub clock: Clock,
    /// The date that decided which version of the rule and of its figures hold.
    pub judged_on: String,
    /// Its formulas with their values.
    pub formulas: Vec<TracedFormula>,
    /// The facts that they name.
    pub facts: Vec<TracedFact>,
    /// The parameters that they name.
    pub parameters: Vec<TracedParameter>,
    /// What it says: `pass`, `deny`, `floor 6520`, `deny:needs_verification:…`, `excepted:…`, `skip`; `satisfied` when it
    /// neither refuses nor warns and names a fact that is withheld.
    pub outcome: String,
}

/// A formula and its value.
#[derive(Show, Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TracedFormula {
    /// `when`, `amount` or the name of a cap.
    pub part: &'static str,
    /// As written on the card.
    pub formula: String,
    /// The value, or `unknown`, or `withheld`.
    pub value: String,
    /// Its comparisons and yes-or-no facts, each with its own value.
    #[show(skip)]
    pub parts: Vec<TracedPart>,
}

/// A part of a condition and its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TracedPart {
    /// As a person would write it.
    pub text: String,
    /// `true`, `false`, `unknown` or `withheld`.
    pub value: String,
}

/// A fact that a rule named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TracedFact {
    /// Its name.
    pub name: String,
    /// What it means.
    pub plain: String,
    /// Its value; `None` is unknown, or withheld.
    pub value: Option<FactValue>,
    /// Whether its value is withheld from the reader.
    pub is_withheld: bool,
    /// The unit of a whole number.
    pub unit: String,
}

/// A parameter that a rule named, as it stood on the date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TracedParameter {
    /// Its full name.
    pub name: String,
    /// What it is; empty when no value was in force.
    pub title: String,
    /// Its value; `None` when none was in force.
    pub value: Option<i64>,
    /// Its unit.
    pub unit: String,
    /// The first day on which the value holds.
    pub since: Option<String>,
    /// Where it was read; empty for a choice of the concession.
    pub references: Vec<Reference>,
}

impl Rulebook {
    /// The same answer as `check`, rule by rule, with the value of every formula and of its parts.
    /// What the reader may not know is left out, here for every trace.
    pub fn explain(&self, question: &Question<'_>, reader: TraceReader<'_>) -> Trace {
        let told = Told { rulebook: self, reader };
        let place = self.jurisdiction(question.place);
        let selected = place.map(|place| self.select(question, place)).unwrap_or_default();
        Trace {
            pack_hash: Arc::clone(&self.pack_hash),
            places: place.map(|place| place.chain.clone()).unwrap_or_default(),
            facts_digest: question.facts.digest_of(|name| told.is_told(name)),
            rules: selected.iter().map(|rule| self.traced_rule(rule, &selected, question, told)).collect(),
        }
    }

    fn traced_rule(
        &self,
        prepared: &PreparedRule<'_>,
        selected: &[PreparedRule<'_>],
        question: &Question<'_>,
        told: Told<'_>,
    ) -> TracedRule {
        let rule = prepared.rule;
        let scope = self.scope(rule, question);
        let card = &rule.card;
        let formulas = rule.formulas();
        let facts = each_once(formulas.iter().flat_map(|(_, formula)| &formula.facts));
        let parameters = each_once(formulas.iter().flat_map(|(_, formula)| &formula.parameters));
        let is_told = facts.iter().all(|name| told.is_told(name));
        let outcome = self.finding(prepared, selected, question).outcome(rule);
        TracedRule {
            rule: rule.reference.clone(),
            title: card.title.clone(),
            plain: card.plain.clone(),
            effect: rule.effect,
            status: card.status,
            jurisdiction: card.jurisdiction.get_ref().clone(),
            source: card.source.clone(),
            clock: card.clock,
            judged_on: scope.date.to_string(),
            formulas: formulas
                .iter()
                .map(|(part, formula)| self.traced_formula(part, formula, &scope, told))
                .collect(),
            facts: facts.into_iter().map(|name| self.traced_fact(name, &scope, told)).collect(),
            parameters: parameters.into_iter().map(|name| self.traced_parameter(name, &scope)).collect(),
            outcome: if is_told || stops(&outcome) { outcome } else { SATISFIED.to_owned() },
        }
    }

    fn traced_formula(
        &self,
        part: &'static str,
        formula: &Formula,
        scope: &Scope<'_>,
        told: Told<'_>,
    ) -> TracedFormula {
        let tree = &formula.tree;
        let is_told = |node: &IdedExpr| tree::names(node).iter().all(|name| told.is_told(name));
        let truth = |node: &IdedExpr| {
            if is_told(node) { text_or_unknown(self.engine.holds(node, scope)) } else { WITHHELD.to_owned() }
        };
        let is_condition = part == "when";
        let value = if is_condition || !is_told(tree) {
            truth(tree)
        } else {
            text_or_unknown(self.engine.integer(tree, scope))
        };
        let leaves = tree::nodes(tree).into_iter().filter(|node| is_condition && is_leaf(node));
        let parts = leaves.map(|node| TracedPart { text: tree::text(node), value: truth(node) }).collect();
        TracedFormula { part, formula: formula.source.clone(), value, parts }
    }

    fn traced_fact(&self, name: &str, scope: &Scope<'_>, told: Told<'_>) -> TracedFact {
        let definition = self.facts.get(name);
        let is_withheld = !told.is_told(name);
        TracedFact {
            name: name.to_owned(),
            plain: definition.map(|fact| fact.plain.clone()).unwrap_or_default(),
            value: scope.facts.get(name).filter(|_| !is_withheld).cloned(),
            is_withheld,
            unit: definition.map(|fact| fact.unit.clone()).unwrap_or_default(),
        }
    }

    fn traced_parameter(&self, name: &str, scope: &Scope<'_>) -> TracedParameter {
        let parameter = self.parameter(name, scope.date);
        TracedParameter {
            name: name.to_owned(),
            title: parameter.map(|parameter| parameter.title.to_owned()).unwrap_or_default(),
            value: parameter.map(|parameter| parameter.value),
            unit: parameter.map(|parameter| parameter.unit.to_owned()).unwrap_or_default(),
            since: parameter.map(|parameter| parameter.since.to_string()),
            references: parameter.map(|parameter| parameter.references.to_vec()).unwrap_or_default(),
        }
    }
}

/// What a reader is told.
#[derive(Clone, Copy)]
struct Told<'a> {
    rulebook: &'a Rulebook,
    reader: TraceReader<'a>,
}

impl Told<'_> {
    /// Whether the reader may know a fact; of parameters, which are public, too.
    fn is_told(self, name: &str) -> bool {
        let is_personal = self.rulebook.facts.get(name).is_some_and(|fact| fact.personal);
        let party = name.split('.').next().unwrap_or_default();
        !is_personal || self.reader.parties.contains(&party)
    }
}

/// Whether what a rule said is told to both sides anyway, because it stops the deal or warns of it.
fn stops(outcome: &str) -> bool {
    ["deny", "require", "warn"].contains(&outcome.split([' ', ':']).next().unwrap_or_default())
}

fn text_or_unknown<T: ToString>(value: Result<T, Missing>) -> String {
    value.map_or_else(|_| "unknown".to_owned(), |value| value.to_string())
}

/// Whether a part of a condition is shown by itself: a comparison, or the negation of a fact.
fn is_leaf(node: &IdedExpr) -> bool {
    tree::comparison(node).is_some()
        || matches!(&node.expr, Expr::Call(call) if call.func_name == operators::LOGICAL_NOT
            && call.args.iter().all(|inner| matches!(inner.expr, Expr::Ident(_))))
}

/// Each name once, in the order in which they first stand.
fn each_once<'a>(names: impl Iterator<Item = &'a String>) -> Vec<&'a String> {
    let mut distinct: Vec<&String> = Vec::new();
    for name in names {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    distinct
}
