//! Rules as they are asked: with whatever is the same for many candidates worked out beforehand.

use crate::expression::{Formula, Scope};
use crate::quick::Quick;
use crate::rulebook::Rule;
use std::borrow::Cow;

/// A rule, and its formulas as far as they are still open.
#[derive(Clone, Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) rule: &'a Rule,
    pub(crate) when: Open<'a>,
    pub(crate) amount: Option<Open<'a>>,
    pub(crate) cap_per_deal: Option<Open<'a>>,
    pub(crate) cap_per_user: Option<Open<'a>>,
    pub(crate) budget_total: Option<Open<'a>>,
    pub(crate) budget_per_day: Option<Open<'a>>,
}

/// A formula with what is left of its compact form.
#[derive(Clone, Debug)]
pub(crate) struct Open<'a> {
    pub(crate) formula: &'a Formula,
    pub(crate) quick: Option<Cow<'a, Quick>>,
}

impl<'a> Asked<'a> {
    /// A rule of which nothing is worked out yet.
    pub(crate) fn whole(rule: &'a Rule) -> Self {
        Self::of(rule, |formula| Open { formula, quick: formula.quick.as_ref().map(Cow::Borrowed) })
    }

    /// The same rule for candidates that differ in other facts than these.
    pub(crate) fn knowing(&self, scope: &Scope<'_>) -> Self {
        Self::of(self.rule, |formula| {
            let quick = formula.quick.as_ref().map(|quick| Cow::Owned(quick.knowing(scope)));
            Open { formula, quick }
        })
    }

    fn of(rule: &'a Rule, open: impl Fn(&'a Formula) -> Open<'a>) -> Self {
        let optional = |formula: &'a Option<Formula>| formula.as_ref().map(&open);
        Self {
            rule,
            when: open(&rule.when),
            amount: optional(&rule.amount),
            cap_per_deal: optional(&rule.cap_per_deal),
            cap_per_user: optional(&rule.cap_per_user),
            budget_total: optional(&rule.budget_total),
            budget_per_day: optional(&rule.budget_per_day),
        }
    }
}
