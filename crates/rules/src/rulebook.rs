//! The rulebook: everything that was loaded, and the answers to questions.

use crate::Date;
use crate::card::{Card, Effect, OnUnknown, RuleRef, Stacking};
use crate::engine::Engine;
use crate::facts::KnownFact;
use crate::formula::Formula;
use crate::index::Index;
use crate::jurisdiction::{Currency, Jurisdiction};
use crate::parameters::{ParameterValue, Parameters};
use crate::prepared_rule::{PreparedFormula, PreparedRule};
use crate::question::Question;
use crate::scope::{Missing, Scope};
use crate::verdict::{Finding, Funding, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// A loaded rulebook. Share it behind an `Arc`; it never changes, and another version is another rulebook.
pub struct Rulebook {
    pub(crate) pack_hash: Arc<str>,
    pub(crate) facts: BTreeMap<String, KnownFact>,
    pub(crate) parameters: Parameters,
    pub(crate) places: BTreeMap<String, Jurisdiction>,
    pub(crate) currencies: BTreeMap<String, Currency>,
    /// By id, then version.
    pub(crate) rules: Vec<Rule>,
    pub(crate) index: Index,
    pub(crate) engine: Engine,
}

impl fmt::Debug for Rulebook {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Rulebook")
            .field("pack_hash", &self.pack_hash)
            .field("rules", &self.rules.len())
            .finish_non_exhaustive()
    }
}

/// A card whose formulas are compiled.
#[derive(Clone, Debug)]
pub struct Rule {
    pub(crate) reference: RuleRef,
    pub(crate) card: Card,
    pub(crate) file: String,
    pub(crate) effect: Effect,
    pub(crate) on_unknown: OnUnknown,
    pub(crate) stage: u8,
    pub(crate) stacking: Stacking,
    /// The one currency that its parameters are in; it applies only where people pay with that.
    pub(crate) currency: Option<String>,
    pub(crate) when: Formula,
    pub(crate) amount: Option<Formula>,
    pub(crate) cap_per_deal: Option<Formula>,
    pub(crate) cap_per_user: Option<Formula>,
    pub(crate) budget_total: Option<Formula>,
    pub(crate) budget_per_day: Option<Formula>,
}

impl Rule {
    /// Its name and version.
    pub fn reference(&self) -> &RuleRef {
        &self.reference
    }

    /// The card as written.
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// What it does.
    pub fn effect(&self) -> Effect {
        self.effect
    }

    /// Its condition, as written.
    pub fn condition(&self) -> &str {
        &self.when.source
    }

    /// The full names of the figures that its formulas use, each once.
    pub fn parameters(&self) -> BTreeSet<&str> {
        let formulas = self.formulas();
        formulas.into_iter().flat_map(|(_, formula)| &formula.parameters).map(String::as_str).collect()
    }

    pub(crate) fn formulas(&self) -> Vec<(&'static str, &Formula)> {
        let optional = [
            ("amount", &self.amount),
            ("cap_per_deal", &self.cap_per_deal),
            ("cap_per_user", &self.cap_per_user),
            ("budget.total", &self.budget_total),
            ("budget.per_day", &self.budget_per_day),
        ];
        let present = optional.into_iter().filter_map(|(part, formula)| Some((part, formula.as_ref()?)));
        std::iter::once(("when", &self.when)).chain(present).collect()
    }

    pub(crate) fn formulas_mut(&mut self) -> Vec<&mut Formula> {
        let optional = [
            &mut self.amount,
            &mut self.cap_per_deal,
            &mut self.cap_per_user,
            &mut self.budget_total,
            &mut self.budget_per_day,
        ];
        std::iter::once(&mut self.when).chain(optional.into_iter().flatten()).collect()
    }

    pub(crate) fn is_exception_to(&self, base: &Rule) -> bool {
        self.card.exception_of.as_ref().is_some_and(|id| id.get_ref().as_str() == &*base.reference.id)
    }
}

/// The fact that subsidies are mostly a share of.
const SELLER_PRICE: &str = "deal.seller_price_minor";

/// What limits a subsidy whose deal is known only in part: a formula that needs what is not known is no limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits<'a> {
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

/// The rules that apply to a question, whatever its facts.
#[derive(Clone, Debug)]
pub struct Inquiry<'a> {
    rulebook: &'a Rulebook,
    /// `None` for a place that the rulebook does not know.
    selected: Option<Vec<PreparedRule<'a>>>,
    /// Their names.
    names: Arc<[RuleRef]>,
}

impl<'a> Inquiry<'a> {
    /// The same inquiry of candidates that agree in the question's facts: what follows from those is worked out once.
    #[must_use]
    pub fn knowing(&self, question: &Question<'_>) -> Self {
        let one =
            |prepared: &PreparedRule<'a>| prepared.simplified(&self.rulebook.scope(prepared.rule, question));
        let selected = self.selected.as_ref().map(|selected| selected.iter().map(one).collect());
        Self { selected, names: Arc::clone(&self.names), rulebook: self.rulebook }
    }

    /// Whether no rule applies, so that facts make no difference.
    pub fn is_empty(&self) -> bool {
        self.selected.as_ref().is_none_or(Vec::is_empty)
    }

    /// The limits of every subsidy that may yet be paid, when only some of the facts are known.
    pub fn subsidies(&self, question: &Question<'_>) -> Vec<Limits<'a>> {
        let rules = self.selected.iter().flatten().map(|prepared| prepared.rule);
        let rules = rules.filter(|rule| rule.effect == Effect::Subsidy);
        let limits = rules.filter_map(|rule| {
            let scope = Scope {
                facts: question.facts,
                parameters: &self.rulebook.parameters,
                date: question.date(rule.card.clock),
            };
            let known = |formula: &Option<Formula>| {
                formula.as_ref().and_then(|formula| formula.known_integer(&scope))
            };
            let may_hold = !rule.when.is_known_false(&scope);
            may_hold.then(|| Limits {
                fund: &rule.card.funded_by,
                amount_minor: known(&rule.amount),
                share_bp: rule.amount.as_ref().and_then(|amount| amount.share_of(SELLER_PRICE, &scope)),
                cap_per_deal_minor: known(&rule.cap_per_deal),
                cap_per_user_minor: known(&rule.cap_per_user),
                budget_per_day_minor: known(&rule.budget_per_day),
            })
        });
        limits.collect()
    }

    /// What holds for one candidate: `question` may differ in its facts alone from the one that the inquiry was
    /// made for, and has those that [`Inquiry::knowing`] was told.
    pub fn check(&self, question: &Question<'_>) -> Verdict {
        let pack_hash = Arc::clone(&self.rulebook.pack_hash);
        let Some(selected) = &self.selected else { return Verdict::unknown_place(pack_hash) };
        let mut verdict = Verdict { rules: Arc::clone(&self.names), ..Verdict::empty(pack_hash) };
        for prepared in selected {
            verdict.take(prepared.rule, self.rulebook.finding(prepared, selected, question));
        }
        verdict.settle();
        verdict
    }
}

impl Rulebook {
    /// SHA-256, in hexadecimal, over the sorted files: names this rulebook exactly.
    pub fn pack_hash(&self) -> &str {
        &self.pack_hash
    }

    /// A place and the places around it.
    pub fn jurisdiction(&self, code: &str) -> Option<&Jurisdiction> {
        self.places.get(code)
    }

    /// Every place, by code.
    pub fn jurisdictions(&self) -> impl Iterator<Item = &Jurisdiction> {
        self.places.values()
    }

    /// A currency that some place declares.
    pub fn currency(&self, code: &str) -> Option<&Currency> {
        self.currencies.get(code)
    }

    /// The value of a parameter on a date, by its full name (`concession.hold_minutes`).
    pub fn parameter(&self, name: &str, date: Date) -> Option<ParameterValue<'_>> {
        self.parameters.get(name)?.in_force_on(date)
    }

    /// Every parameter's value in force on a date, by name.
    pub fn parameters(&self, date: Date) -> impl Iterator<Item = ParameterValue<'_>> {
        self.parameters.values().filter_map(move |parameter| parameter.in_force_on(date))
    }

    /// An entry of the fact dictionary.
    pub fn fact(&self, name: &str) -> Option<&KnownFact> {
        self.facts.get(name)
    }

    /// Every fact of the dictionary, by name.
    pub fn facts(&self) -> impl Iterator<Item = (&str, &KnownFact)> {
        self.facts.iter().map(|(name, fact)| (name.as_str(), fact))
    }

    /// One version of one rule.
    pub fn rule(&self, reference: &RuleRef) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.reference == *reference)
    }

    /// Every rule, by id and version.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The funds that subsidy cards name, each once, in order.
    pub fn funds(&self) -> impl Iterator<Item = &str> {
        let named =
            self.rules.iter().map(|rule| rule.card.funded_by.as_str()).filter(|fund| !fund.is_empty());
        named.collect::<BTreeSet<_>>().into_iter()
    }

    /// What holds for one candidate. The same question always has the same answer.
    pub fn check(&self, question: &Question<'_>) -> Verdict {
        self.inquire(question).check(question)
    }

    /// The rules that apply to a question, whatever its facts: to be prepared of many candidates.
    pub fn inquire(&self, question: &Question<'_>) -> Inquiry<'_> {
        let place = self.places.get(question.place);
        let selected = place.map(|place| self.select(question, place));
        let names = selected.iter().flatten().map(|prepared| prepared.rule.reference.clone()).collect();
        Inquiry { rulebook: self, selected, names }
    }

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
            return Finding::Silent;
        }
        if let Some(exception) = self.exception_that_holds(prepared.rule, selected, question) {
            return Finding::Excepted(exception.reference.clone());
        }
        if let Err(missing) = holds {
            return Finding::Unknown(missing);
        }
        let Some(amount) = &prepared.amount else { return Finding::Fired };
        match self.amount(prepared, amount, &scope) {
            Ok(finding) => finding,
            Err(missing) => Finding::Unknown(missing),
        }
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

    fn amount(
        &self,
        prepared: &PreparedRule<'_>,
        amount: &PreparedFormula<'_>,
        scope: &Scope<'_>,
    ) -> Result<Finding, Missing> {
        let rule = prepared.rule;
        let whole = |formula: &PreparedFormula<'_>| match formula.integer(&self.engine, scope) {
            Ok(negative) if negative < 0 => Err(Missing::Answer),
            answer => answer,
        };
        let limit = |formula: &Option<PreparedFormula<'_>>| formula.as_ref().map(whole).transpose();
        let amount_minor = whole(amount)?;
        if rule.effect != Effect::Subsidy {
            let is_nothing = amount_minor == 0 && rule.effect.has_line();
            return Ok(if is_nothing {
                Finding::Silent
            } else {
                Finding::Amount { amount_minor, funding: None }
            });
        }
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
            return Ok(Finding::Silent);
        }
        Ok(Finding::Amount { amount_minor, funding: Some(funding) })
    }

    pub(crate) fn scope<'a>(&'a self, rule: &Rule, question: &Question<'a>) -> Scope<'a> {
        Scope { facts: question.facts, parameters: &self.parameters, date: question.date(rule.card.clock) }
    }
}
