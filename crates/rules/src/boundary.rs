//! The boundary check: for each comparison with a constant or a parameter, a card's tests must stand one below it,
//! on it and one above it. A limit that nobody tried is a limit that nobody knows.

use crate::card_tests::test_facts;
use crate::expression::Scope;
use crate::rulebook::{Rule, Rulebook};
use crate::tree;
use cel::common::ast::{Expr, IdedExpr};
use std::collections::BTreeSet;

const STEPS: [(i64, &str); 3] = [(-1, "one below"), (0, "on"), (1, "one above")];

impl Rulebook {
    /// The steps that no test of the card takes.
    pub(crate) fn boundary_gaps(&self, rule: &Rule) -> Vec<String> {
        let mut gaps = Vec::new();
        for (_, formula) in rule.formulas() {
            for node in tree::nodes(&formula.tree) {
                let Some((_, left, right)) = tree::comparison(node) else { continue };
                let (varying, limit) = match (is_fixed(left), is_fixed(right)) {
                    (false, true) => (left, right),
                    (true, false) => (right, left),
                    (true, true) | (false, false) => continue,
                };
                gaps.extend(self.gaps_of(rule, varying, limit).map(|step| {
                    format!("no test has `{}` {step} `{}`", tree::text(varying), tree::text(limit))
                }));
            }
        }
        gaps
    }

    fn gaps_of(
        &self,
        rule: &Rule,
        varying: &IdedExpr,
        limit: &IdedExpr,
    ) -> impl Iterator<Item = &'static str> + use<> {
        let mut limits = BTreeSet::new();
        let mut taken = BTreeSet::new();
        for test in &rule.card.tests {
            let facts = test_facts(test);
            let scope = Scope { facts: &facts, parameters: &self.parameters, date: test.on.0 };
            let Ok(at) = self.engine.integer(limit, &scope) else { continue };
            limits.insert(at);
            if let Ok(value) = self.engine.integer(varying, &scope) {
                taken.insert(value.saturating_sub(at));
            }
        }
        let range = self.range(varying);
        STEPS.into_iter().filter_map(move |(step, words)| {
            let can_occur = limits.iter().any(|limit| {
                let value = limit.saturating_add(step);
                range.is_none_or(|(least, most)| least <= value && value <= most)
            });
            (can_occur && !taken.contains(&step)).then_some(words)
        })
    }

    fn range(&self, varying: &IdedExpr) -> Option<(i64, i64)> {
        if let Expr::Ident(name) = &varying.expr { self.facts.get(name)?.range } else { None }
    }
}

/// Whether a side names no fact.
fn is_fixed(side: &IdedExpr) -> bool {
    tree::names(side).iter().all(|name| name.starts_with("param."))
}
