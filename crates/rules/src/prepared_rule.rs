//! Rules prepared for many candidates: what follows from the facts that they share is computed once.

use crate::compact_formula::{CompactFormula, CompactValue};
use crate::engine::Engine;
use crate::formula::Formula;
use crate::rule::Rule;
use crate::scope::{Missing, Scope};
use std::borrow::Cow;

/// A rule with its formulas, parts of which may be computed already.
#[derive(Clone, Debug)]
pub(crate) struct PreparedRule<'a> {
    pub(crate) rule: &'a Rule,
    pub(crate) when: PreparedFormula<'a>,
    pub(crate) amount: Option<PreparedFormula<'a>>,
    pub(crate) cap_per_deal: Option<PreparedFormula<'a>>,
    pub(crate) cap_per_user: Option<PreparedFormula<'a>>,
    pub(crate) budget_total: Option<PreparedFormula<'a>>,
    pub(crate) budget_per_day: Option<PreparedFormula<'a>>,
}

/// A formula with its compact form, parts of which may be computed already.
#[derive(Clone, Debug)]
pub(crate) struct PreparedFormula<'a> {
    pub(crate) formula: &'a Formula,
    pub(crate) compact: Option<Cow<'a, CompactFormula>>,
}

impl<'a> PreparedRule<'a> {
    /// A rule of which nothing is computed yet.
    pub(crate) fn new(rule: &'a Rule) -> Self {
        Self::from_formulas(rule, |formula| PreparedFormula {
            formula,
            compact: formula.compact.as_ref().map(Cow::Borrowed),
        })
    }

    /// The same rule for candidates that share the facts of `scope` and may have others.
    pub(crate) fn simplified(&self, scope: &Scope<'_>) -> Self {
        Self::from_formulas(self.rule, |formula| PreparedFormula {
            formula,
            compact: formula.compact.as_ref().map(|compact| Cow::Owned(compact.simplified(scope))),
        })
    }

    fn from_formulas(rule: &'a Rule, prepare: impl Fn(&'a Formula) -> PreparedFormula<'a>) -> Self {
        let optional = |formula: &'a Option<Formula>| formula.as_ref().map(&prepare);
        Self {
            rule,
            when: prepare(&rule.when),
            amount: optional(&rule.amount),
            cap_per_deal: optional(&rule.cap_per_deal),
            cap_per_user: optional(&rule.cap_per_user),
            budget_total: optional(&rule.budget_total),
            budget_per_day: optional(&rule.budget_per_day),
        }
    }
}

impl PreparedFormula<'_> {
    /// Whether it holds: by its compact form, or else by CEL.
    pub(crate) fn holds(&self, engine: &Engine, scope: &Scope<'_>) -> Result<bool, Missing> {
        match self.compact_value(scope) {
            Some(CompactValue::Bool(value)) => Ok(value),
            _ => engine.holds(&self.formula.tree, scope),
        }
    }

    /// The whole number that it gives: by its compact form, or else by CEL.
    pub(crate) fn integer(&self, engine: &Engine, scope: &Scope<'_>) -> Result<i64, Missing> {
        match self.compact_value(scope) {
            Some(CompactValue::Int(value)) => Ok(value),
            _ => engine.integer(&self.formula.tree, scope),
        }
    }

    fn compact_value<'b>(&'b self, scope: &Scope<'b>) -> Option<CompactValue<'b>> {
        self.compact.as_ref()?.value(scope)
    }
}
