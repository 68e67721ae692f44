//! Rules: cards that were checked and whose formulas are compiled.

use crate::card::{Card, Effect, OnUnknown, Stacking};
use crate::formula::Formula;
use kernel::{Decimals, Json, Schemas, Show};
use serde::{Serialize, Serializer};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// Names one version of one rule for ever; shown as `id@version`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleRef {
    /// The card's stable name.
    pub id: Arc<str>,
    /// The card's version; a changed rule is a new version.
    pub version: u32,
}

impl fmt::Display for RuleRef {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}@{}", self.id, self.version)
    }
}

impl Serialize for RuleRef {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl Show for RuleRef {
    fn schema(schemas: &mut Schemas) -> Json {
        String::schema(schemas)
    }
    fn show(&self, decimals: &dyn Decimals) -> Json {
        self.to_string().show(decimals)
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
