//! The boundary check: for each comparison with a constant or a parameter, a card's tests must stand one below it,
//! on it and one above it. Otherwise `<` in place of `<=` could go unseen.

use crate::date::Date;
use crate::facts::FactDefinition;
use crate::rule::Rule;
use crate::rulebook::Rulebook;
use crate::scope::{PARAMETER, Scope};
use crate::tree;
use cel::common::ast::{Expr, IdedExpr};
use std::collections::BTreeSet;

const STEPS: [(i64, &str); 3] = [(-1, "one below"), (0, "on"), (1, "one above")];

const LEAP_YEAR: i16 = 2024;

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
                gaps.extend(self.gaps_of(rule, varying, limit).into_iter().map(|step| {
                    format!("no test has `{}` {step} `{}`", tree::text(varying), tree::text(limit))
                }));
            }
        }
        gaps
    }

    fn gaps_of(&self, rule: &Rule, varying: &IdedExpr, limit: &IdedExpr) -> Vec<&'static str> {
        let mut limits = BTreeSet::new();
        let mut taken = BTreeSet::new();
        for test in &rule.card.tests {
            let facts = test.known_facts();
            let scope = Scope { facts: &facts, parameters: &self.parameters, date: test.on.0 };
            let Ok(at) = self.engine.integer(limit, &scope) else { continue };
            limits.insert(at);
            if let Ok(value) = self.engine.integer(varying, &scope) {
                taken.insert(value.saturating_sub(at));
            }
        }
        let fact = self.fact_of(varying);
        STEPS
            .into_iter()
            .filter(|(step, _)| {
                let is_possible = limits.iter().any(|limit| can_occur(fact, limit.saturating_add(*step)));
                is_possible && !taken.contains(step)
            })
            .map(|(_, words)| words)
            .collect()
    }

    fn fact_of(&self, varying: &IdedExpr) -> Option<&FactDefinition> {
        if let Expr::Ident(name) = &varying.expr { self.facts.get(name) } else { None }
    }
}

/// Whether a fact can have a value: in its range, and a day of the calendar if it names one.
fn can_occur(fact: Option<&FactDefinition>, value: i64) -> bool {
    let Some(fact) = fact else { return true };
    let is_in_range = fact.range.is_none_or(|(least, most)| least <= value && value <= most);
    is_in_range && (fact.unit != "month_day" || is_day_of_leap_year(value))
}

fn is_day_of_leap_year(month_day: i64) -> bool {
    let part = |number: i64| i8::try_from(number).unwrap_or(0);
    Date::new(LEAP_YEAR, part(month_day.div_euclid(100)), part(month_day.rem_euclid(100))).is_ok()
}

/// Whether a side of a comparison names no fact, so that it is the limit.
fn is_fixed(side: &IdedExpr) -> bool {
    tree::names(side).iter().all(|name| name.starts_with(PARAMETER))
}
