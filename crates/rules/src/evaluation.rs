//! Evaluation: which rules a question selects, and what each of them says.

use crate::card::Effect;
use crate::jurisdiction::Jurisdiction;
use crate::prepared_rule::{PreparedFormula, PreparedRule};
use crate::question::Question;
use crate::rule::Rule;
use crate::rulebook::Rulebook;
use crate::scope::{Missing, Scope};
use crate::verdict::{Finding, Funding};

impl Rulebook {
    /// The rules that apply, in the order of their ids.
    pub(crate) fn select(&self, question: &Question<'_>, place: &Jurisdiction) -> Vec<PreparedRule<'_>> {
        self.index.select(&self.rules, question, place).into_iter().map(PreparedRule::new).collect()
    }

    /// What one rule says, its exceptions among the selected rules considered.
    pub(crate) fn finding(
        &self,
        prepared: &PreparedRule<'_>,
        selected: &[PreparedRule<'_>],
        question: &Question<'_>,
    ) -> Finding {
        let scope = self.scope(prepared.rule, question);
        let holds = prepared.when.holds(&self.engine, &scope);
        if holds == Ok(false) {
            return Finding::Passes;
        }
        if let Some(exception) = self.exception_that_holds(prepared.rule, selected, question) {
            return Finding::Excepted(exception.reference.clone());
        }
        if let Err(missing) = holds {
            return Finding::Unknown(missing);
        }
        let Some(amount) = &prepared.amount else { return Finding::Holds };
        self.amount(prepared, amount, &scope).unwrap_or_else(Finding::Unknown)
    }

    /// An exception lifts its base only when its condition is true: unknown leaves the base standing.
    fn exception_that_holds<'a>(
        &self,
        base: &Rule,
        selected: &[PreparedRule<'a>],
        question: &Question<'_>,
    ) -> Option<&'a Rule> {
        let exceptions = selected.iter().filter(|prepared| prepared.rule.is_exception_to(base));
        let holds = |prepared: &&PreparedRule<'_>| {
            prepared.when.holds(&self.engine, &self.scope(prepared.rule, question)) == Ok(true)
        };
        exceptions.into_iter().find(holds).map(|prepared| prepared.rule)
    }

    /// What a rule says that holds and gives an amount. A line or a subsidy of nothing is left out.
    fn amount(
        &self,
        prepared: &PreparedRule<'_>,
        amount: &PreparedFormula<'_>,
        scope: &Scope<'_>,
    ) -> Result<Finding, Missing> {
        let effect = prepared.rule.effect;
        let amount_minor = self.minor_units(amount, scope)?;
        if effect == Effect::Subsidy {
            return self.subsidy(prepared, amount_minor, scope);
        }
        if amount_minor == 0 && effect.has_line() {
            return Ok(Finding::Passes);
        }
        Ok(Finding::Amount { amount_minor, funding: None })
    }

    fn subsidy(
        &self,
        prepared: &PreparedRule<'_>,
        amount_minor: i64,
        scope: &Scope<'_>,
    ) -> Result<Finding, Missing> {
        let limit = |formula: &Option<PreparedFormula<'_>>| {
            formula.as_ref().map(|formula| self.minor_units(formula, scope)).transpose()
        };
        let rule = prepared.rule;
        let funding = Funding {
            fund: rule.card.funded_by.clone(),
            cap_per_deal_minor: limit(&prepared.cap_per_deal)?,
            cap_per_user_minor: limit(&prepared.cap_per_user)?,
            budget_total_minor: limit(&prepared.budget_total)?,
            budget_per_day_minor: limit(&prepared.budget_per_day)?,
            priority: rule.card.priority,
            stacking: rule.stacking.clone(),
        };
        let amount_minor = funding.cap_per_deal_minor.map_or(amount_minor, |cap| amount_minor.min(cap));
        if amount_minor == 0 {
            return Ok(Finding::Passes);
        }
        Ok(Finding::Amount { amount_minor, funding: Some(funding) })
    }

    /// The amount that a formula gives; one below zero is no amount.
    fn minor_units(&self, formula: &PreparedFormula<'_>, scope: &Scope<'_>) -> Result<i64, Missing> {
        match formula.integer(&self.engine, scope)? {
            negative if negative < 0 => Err(Missing::Answer),
            amount_minor => Ok(amount_minor),
        }
    }

    /// What the formulas of a rule may see.
    pub(crate) fn scope<'a>(&'a self, rule: &Rule, question: &Question<'a>) -> Scope<'a> {
        Scope { facts: question.facts, parameters: &self.parameters, date: question.date(rule.card.clock) }
    }
}
