//! Inquiries: the rules that apply to a question, selected once and then checked for many candidates.

use crate::card::Effect;
use crate::formula::Formula;
use crate::prepared_rule::PreparedRule;
use crate::question::Question;
use crate::rule::{Rule, RuleRef};
use crate::rulebook::Rulebook;
use crate::verdict::Verdict;
use std::sync::Arc;

/// The fact that subsidies are mostly a share of.
const SELLER_PRICE: &str = "deal.seller_price_minor";

/// The rules that apply to a question, whatever its facts.
#[derive(Clone, Debug)]
pub struct Inquiry<'a> {
    rulebook: &'a Rulebook,
    /// `None` for a place that the rulebook does not know.
    selected: Option<Vec<PreparedRule<'a>>>,
    /// Their names.
    names: Arc<[RuleRef]>,
}

/// The limits of a subsidy of a deal that is known only in part; `None` where a formula needs an unknown fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubsidyLimits<'a> {
    /// The fund that pays.
    pub fund: &'a str,
    /// What the rule gives, in minor units, as the other amounts.
    pub amount_minor: Option<i64>,
    /// What the rule gives as a share of `deal.seller_price_minor`, in basis points; it is then rounded.
    pub share_bp: Option<i64>,
    /// The most for one deal.
    pub cap_per_deal_minor: Option<i64>,
    /// The most for one user.
    pub cap_per_user_minor: Option<i64>,
    /// The most on one day.
    pub budget_per_day_minor: Option<i64>,
}

impl Rulebook {
    /// What holds for one candidate. The same question always has the same answer.
    pub fn check(&self, question: &Question<'_>) -> Verdict {
        self.inquire(question).check(question)
    }

    /// The rules that apply to a question, whatever its facts, to be checked for many candidates.
    pub fn inquire(&self, question: &Question<'_>) -> Inquiry<'_> {
        let place = self.places.get(question.place);
        let selected = place.map(|place| self.select(question, place));
        let names = selected.iter().flatten().map(|prepared| prepared.rule.reference.clone()).collect();
        Inquiry { rulebook: self, selected, names }
    }
}

impl<'a> Inquiry<'a> {
    /// The same inquiry for candidates that share the facts of `question` and may have others: what follows from the
    /// shared facts is computed once.
    #[must_use]
    pub fn simplified(&self, question: &Question<'_>) -> Self {
        let simplified =
            |prepared: &PreparedRule<'a>| prepared.simplified(&self.rulebook.scope(prepared.rule, question));
        let selected = self.selected.as_ref().map(|selected| selected.iter().map(simplified).collect());
        Self { selected, names: Arc::clone(&self.names), rulebook: self.rulebook }
    }

    /// Whether no rule applies, so that facts make no difference.
    pub fn is_empty(&self) -> bool {
        self.selected.as_ref().is_none_or(Vec::is_empty)
    }

    /// What holds for one candidate. `question` may differ only in its facts from the one that the inquiry was made
    /// for, and has all those of the question that simplified the inquiry.
    pub fn check(&self, question: &Question<'_>) -> Verdict {
        let pack_hash = Arc::clone(&self.rulebook.pack_hash);
        let Some(selected) = &self.selected else { return Verdict::unknown_place(pack_hash) };
        let mut verdict = Verdict { rules: Arc::clone(&self.names), ..Verdict::empty(pack_hash) };
        for prepared in selected {
            verdict.add(prepared.rule, self.rulebook.finding(prepared, selected, question));
        }
        verdict.finish();
        verdict
    }

    /// The limits of every subsidy whose condition is not false already, while some facts are unknown.
    pub fn subsidy_limits(&self, question: &Question<'_>) -> Vec<SubsidyLimits<'a>> {
        let rules = self.selected.iter().flatten().map(|prepared| prepared.rule);
        let subsidies = rules.filter(|rule| rule.effect == Effect::Subsidy);
        subsidies.filter_map(|rule| self.limits_of(rule, question)).collect()
    }

    fn limits_of(&self, rule: &'a Rule, question: &Question<'_>) -> Option<SubsidyLimits<'a>> {
        let scope = self.rulebook.scope(rule, question);
        if rule.when.is_known_false(&scope) {
            return None;
        }
        let known =
            |formula: &Option<Formula>| formula.as_ref().and_then(|formula| formula.known_integer(&scope));
        Some(SubsidyLimits {
            fund: &rule.card.funded_by,
            amount_minor: known(&rule.amount),
            share_bp: rule.amount.as_ref().and_then(|amount| amount.share_of(SELLER_PRICE, &scope)),
            cap_per_deal_minor: known(&rule.cap_per_deal),
            cap_per_user_minor: known(&rule.cap_per_user),
            budget_per_day_minor: known(&rule.budget_per_day),
        })
    }
}
