//! Verdicts: what holds for one candidate, with the rule behind each part.

use crate::card::{Effect, OnUnknown, Stacking};
use crate::rule::{Rule, RuleRef};
use crate::scope::Missing;
use kernel::Show;
use serde::Serialize;
use std::sync::Arc;

/// What a rule tells both sides: a refusal, a requirement or a warning.
#[derive(Show, Clone, Debug, PartialEq, Eq, Serialize)]
#[show(name = "Warning")]
pub struct Notice {
    /// The rule that says so, as `id@version`.
    pub rule: RuleRef,
    /// The public reason, such as `needs_verification:seller.age_at_service`: stable.
    pub reason: String,
    // `Card::plain_in` has it in other languages.
    /// The rule in plain words.
    pub plain: String,
    /// The fact that would decide it, if it is unknown.
    #[show(skip)]
    pub needs: Option<String>,
}

/// Why a candidate is left out.
pub type Denial = Notice;
/// What must be supplied before agreement.
pub type Requirement = Notice;

/// A least or greatest amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bound {
    /// The rule that sets it.
    pub rule: RuleRef,
    /// Minor units of the place's currency, for the whole service.
    pub amount_minor: i64,
    /// The rule in plain words.
    pub plain: String,
}

/// A line of the waterfall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The rule behind it.
    pub rule: RuleRef,
    /// Its title.
    pub title: String,
    /// Its step in the waterfall: the order in which lines are worked out and shown.
    pub stage: u8,
    /// Who receives it; for a subsidy, the side that it helps.
    pub payee: String,
    /// Minor units of the place's currency, above zero. A withholding is not yet limited to what the seller has.
    pub amount_minor: i64,
    /// Who pays a subsidy and up to what; `None` for other lines.
    pub funding: Option<Funding>,
}

/// The limits of a subsidy. The line's amount keeps `cap_per_deal_minor` already; the caller, who knows what was
/// spent, keeps the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Funding {
    /// The fund that pays.
    pub fund: String,
    /// The most for one deal.
    pub cap_per_deal_minor: Option<i64>,
    /// The most for one user.
    pub cap_per_user_minor: Option<i64>,
    /// The most in all.
    pub budget_total_minor: Option<i64>,
    /// The most on one day.
    pub budget_per_day_minor: Option<i64>,
    /// Higher pays first.
    pub priority: i64,
    /// How it goes with other subsidies.
    pub stacking: Stacking,
}

/// What holds for one candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The rulebook that answered; with `rules` and the digest of the facts it makes the verdict repeatable.
    pub pack_hash: Arc<str>,
    /// Every rule that was asked, whether or not it had an effect, in the order of their ids.
    pub rules: Arc<[RuleRef]>,
    /// All reasons to leave the candidate out.
    pub denials: Vec<Denial>,
    /// All that is needed before agreement.
    pub requirements: Vec<Requirement>,
    /// What both sides are told.
    pub warnings: Vec<Notice>,
    /// The greatest of the floors: the least gross for the seller.
    pub floor: Option<Bound>,
    /// The least of the caps: the greatest price.
    pub cap: Option<Bound>,
    /// What the buyer pays on top, by stage.
    pub charges: Vec<Line>,
    /// What is kept back from the seller, by stage.
    pub withholdings: Vec<Line>,
    /// What funds pay, by stage, then the order in which they pay.
    pub subsidies: Vec<Line>,
}

impl Verdict {
    /// Whether nothing leaves the candidate out. Requirements may still be open.
    pub fn eligible(&self) -> bool {
        self.denials.is_empty()
    }

    pub(crate) fn empty(pack_hash: Arc<str>) -> Self {
        Self {
            pack_hash,
            rules: Arc::new([]),
            denials: Vec::new(),
            requirements: Vec::new(),
            warnings: Vec::new(),
            floor: None,
            cap: None,
            charges: Vec::new(),
            withholdings: Vec::new(),
            subsidies: Vec::new(),
        }
    }

    /// The verdict for a place without rules: nothing can be agreed there.
    pub(crate) fn unknown_place(pack_hash: Arc<str>) -> Self {
        let mut verdict = Self::empty(pack_hash);
        verdict.denials.push(Notice {
            rule: RuleRef { id: Arc::from("rulebook"), version: 0 },
            reason: "unknown_place".to_owned(),
            plain: "The rulebook does not know this place, so nothing can be agreed there.".to_owned(),
            needs: None,
        });
        verdict
    }

    /// Adds what one rule says.
    pub(crate) fn add(&mut self, rule: &Rule, finding: Finding) {
        match finding {
            Finding::Passes | Finding::Excepted(_) => {}
            Finding::Unknown(missing) => self.add_unknown(rule, &missing),
            Finding::Holds => self.add_notice(rule),
            Finding::Amount { amount_minor, funding } => self.add_amount(rule, amount_minor, funding),
        }
    }

    fn add_notice(&mut self, rule: &Rule) {
        let notice = notice(rule, rule.card.reason.clone(), None);
        match rule.effect {
            Effect::Deny => self.denials.push(notice),
            Effect::Require => self.requirements.push(notice),
            Effect::Warn => self.warnings.push(notice),
            Effect::Floor
            | Effect::Cap
            | Effect::Charge
            | Effect::Withhold
            | Effect::Subsidy
            | Effect::AllowException => {}
        }
    }

    fn add_unknown(&mut self, rule: &Rule, missing: &Missing) {
        let needs = if let Missing::Fact(name) = missing { Some(name.clone()) } else { None };
        let notice = notice(rule, missing.reason(), needs);
        match rule.on_unknown {
            OnUnknown::Deny => self.denials.push(notice),
            OnUnknown::Require => self.requirements.push(notice),
            OnUnknown::Warn => self.warnings.push(notice),
            OnUnknown::Skip => {}
        }
    }

    fn add_amount(&mut self, rule: &Rule, amount_minor: i64, funding: Option<Funding>) {
        let bound = || Bound { rule: rule.reference.clone(), amount_minor, plain: rule.card.plain.clone() };
        let line = || Line {
            rule: rule.reference.clone(),
            title: rule.card.title.clone(),
            stage: rule.stage,
            payee: rule.card.payee.clone(),
            amount_minor,
            funding,
        };
        match rule.effect {
            Effect::Floor if self.floor.as_ref().is_none_or(|floor| floor.amount_minor < amount_minor) => {
                self.floor = Some(bound());
            }
            Effect::Cap if self.cap.as_ref().is_none_or(|cap| cap.amount_minor > amount_minor) => {
                self.cap = Some(bound());
            }
            Effect::Charge => self.charges.push(line()),
            Effect::Withhold => self.withholdings.push(line()),
            Effect::Subsidy => self.subsidies.push(line()),
            Effect::Floor
            | Effect::Cap
            | Effect::Deny
            | Effect::Require
            | Effect::Warn
            | Effect::AllowException => {}
        }
    }

    /// Puts the lines in order, and denies in the name of both rules where the floor is above the cap.
    pub(crate) fn finish(&mut self) {
        self.charges.sort_by_key(|line| line.stage);
        self.withholdings.sort_by_key(|line| line.stage);
        self.subsidies.sort_by_key(|line| {
            (line.stage, line.funding.as_ref().map(|funding| std::cmp::Reverse(funding.priority)))
        });
        if let (Some(floor), Some(cap)) = (&self.floor, &self.cap)
            && floor.amount_minor > cap.amount_minor
        {
            for bound in [floor, cap] {
                self.denials.push(Notice {
                    rule: bound.rule.clone(),
                    reason: "conflicting_bounds".to_owned(),
                    plain: bound.plain.clone(),
                    needs: None,
                });
            }
        }
    }
}

fn notice(rule: &Rule, reason: String, needs: Option<String>) -> Notice {
    Notice { rule: rule.reference.clone(), reason, plain: rule.card.plain.clone(), needs }
}

/// What one rule says about one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    /// The condition does not hold, or the amount is nothing.
    Passes,
    /// It holds, and this exception lifts it.
    Excepted(RuleRef),
    /// It holds.
    Holds,
    /// It holds and gives this amount.
    Amount { amount_minor: i64, funding: Option<Funding> },
    /// It cannot be told.
    Unknown(Missing),
}

impl Finding {
    /// The outcome in the words of card tests and traces.
    pub(crate) fn outcome(&self, rule: &Rule) -> String {
        match self {
            Self::Passes => "pass".to_owned(),
            Self::Excepted(by) => format!("excepted:{}", by.id),
            Self::Holds => rule.effect.word().to_owned(),
            Self::Amount { amount_minor, .. } => format!("{} {amount_minor}", rule.effect.word()),
            Self::Unknown(missing) => match rule.on_unknown {
                OnUnknown::Deny => format!("deny:{}", missing.reason()),
                OnUnknown::Require => format!("require:{}", missing.reason()),
                OnUnknown::Warn => format!("warn:{}", missing.reason()),
                OnUnknown::Skip => "skip".to_owned(),
            },
        }
    }
}
