//! Rule cards: one rule in one TOML file, with its law, its words, its condition and its own tests.

use crate::date::{CivilDate, Date};
use crate::facts::{FactValue, Facts};
use crate::index::covers;
use crate::jurisdiction::{CONCESSION, Jurisdiction};
use kernel::Show;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use toml::Spanned;

/// Where a card stands in its life. Only `demo` and `in_force` cards are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Works, but nobody has checked it against the primary text of the law.
    Demo,
    /// Being written.
    Draft,
    /// Checked, published and signed.
    InForce,
    /// Stopped for a short time.
    Suspended,
    /// No longer the rule.
    Repealed,
}

impl Status {
    pub(crate) fn is_asked(self) -> bool {
        matches!(self, Self::Demo | Self::InForce)
    }
}

/// What a card does when its condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Leaves the candidate out, with a public reason.
    Deny,
    /// Asks for something before agreement.
    Require,
    /// Tells both sides something; blocks nothing.
    Warn,
    /// Sets a least gross for the seller, in minor units.
    Floor,
    /// Sets a greatest price, in minor units.
    Cap,
    /// Adds a line that the buyer pays to a payee.
    Charge,
    /// Moves part of the seller's net to a payee.
    Withhold,
    /// Lets a fund pay a part of the buyer's price.
    Subsidy,
    /// Lifts another card's effect.
    AllowException,
}

impl Effect {
    pub(crate) const ALL: [(&'static str, Self); 9] = [
        ("deny", Self::Deny),
        ("require", Self::Require),
        ("warn", Self::Warn),
        ("floor", Self::Floor),
        ("cap", Self::Cap),
        ("charge", Self::Charge),
        ("withhold", Self::Withhold),
        ("subsidy", Self::Subsidy),
        ("allow_exception", Self::AllowException),
    ];

    /// The word that cards use.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, effect)| *effect == self).map_or("", |(word, _)| word)
    }

    pub(crate) fn has_amount(self) -> bool {
        matches!(self, Self::Floor | Self::Cap | Self::Charge | Self::Withhold | Self::Subsidy)
    }

    pub(crate) fn has_line(self) -> bool {
        matches!(self, Self::Charge | Self::Withhold | Self::Subsidy)
    }

    /// What follows from an unknown fact when the card does not say.
    pub(crate) fn on_unknown(self) -> OnUnknown {
        match self {
            Self::Deny | Self::Floor | Self::Cap => OnUnknown::Deny,
            Self::Require | Self::Charge | Self::Withhold => OnUnknown::Require,
            Self::Warn => OnUnknown::Warn,
            Self::Subsidy | Self::AllowException => OnUnknown::Skip,
        }
    }
}

/// What follows when a fact that decides a card is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OnUnknown {
    /// The candidate is left out with `needs_verification:<fact>`.
    Deny,
    /// The fact must be supplied before agreement.
    Require,
    /// Both sides are told.
    Warn,
    /// The card has no effect.
    Skip,
}

/// The date that decides which version of a card and which value of a parameter hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// The local date on which the service starts.
    #[default]
    ServiceStart,
    /// The local date of agreement.
    Commit,
    /// The local date of payment or supply.
    Payment,
}

/// How an amount between two minor units becomes a whole one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Rounding {
    /// To the greater one. A floor always rounds up.
    Up,
    /// To the smaller one.
    Down,
    /// To the nearer one, a half away from zero.
    HalfUp,
    /// To the nearer one, a half to the even one.
    HalfEven,
}

/// Where a rule comes from.
#[derive(Show, Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The name of the law, or of the concession's own decision.
    pub title: String,
    /// The section.
    pub cite: String,
    /// Where it can be read; empty for a choice of the concession.
    pub url: String,
    /// On which day it was read.
    #[show(name = "retrieved_on")]
    pub(crate) retrieved: CivilDate,
    /// Its own words, at most 300 characters.
    #[serde(default)]
    pub quote: String,
}

impl Source {
    /// The day on which it was read.
    pub fn retrieved_on(&self) -> Date {
        self.retrieved.0
    }
}

/// What a card applies to; an empty list means everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Applicability {
    /// Sector codes. `35-9021` means that sector and those below it (`35-9021.…`); an entry that ends in `-` or
    /// `*` is a prefix: `35-` and `35-90*` mean every code that starts so (the `*` itself is not compared).
    pub sectors: Vec<String>,
    /// Places inside the card's jurisdiction; without any, the whole of it.
    pub places: Vec<String>,
    /// Places inside the jurisdiction where the card does not apply, with all that lies in them.
    pub except_places: Vec<String>,
    /// Mechanisms, such as `stored_availability`.
    pub mechanisms: Vec<String>,
    /// Roles that are checked, such as `seller`.
    pub roles: Vec<String>,
}

/// How a subsidy goes with others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stacking {
    /// It pays on what the buyer still owes.
    Stack,
    /// Only the largest of its group pays.
    ExclusiveGroup(String),
}

/// The budget of a subsidy, as two formulas in minor units.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Budget {
    /// All that it may ever pay.
    pub(crate) total: Spanned<String>,
    /// What it may pay on one day.
    pub(crate) per_day: Option<Spanned<String>>,
}

/// A card's words in another language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Translation {
    /// The title.
    pub title: String,
    /// The plain words.
    pub plain: String,
}

/// A card as its file writes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Its stable name, in small letters with hyphens.
    pub id: Spanned<String>,
    /// Its version, from 1.
    pub version: u32,
    /// Where it stands in its life.
    pub status: Status,
    /// One line.
    pub title: String,
    /// At most 400 characters, shown to users.
    pub plain: String,
    /// Title and plain words by locale.
    #[serde(default)]
    pub translations: BTreeMap<String, Translation>,
    pub(crate) effect: Spanned<String>,
    /// The public reason of a refusal, requirement or warning, in small letters with underscores.
    #[serde(default)]
    pub reason: String,
    /// The code of the place whose law it is, or `concession`; the name of its folder.
    pub jurisdiction: Spanned<String>,
    /// Whose date decides.
    #[serde(default)]
    pub clock: Clock,
    pub(crate) valid_from: CivilDate,
    pub(crate) valid_to: Option<CivilDate>,
    pub(crate) review_by: Option<CivilDate>,
    /// Who answers for it.
    pub owner: String,
    /// What it applies to.
    #[serde(default)]
    pub applies: Applicability,
    /// Where it comes from.
    pub source: Source,
    /// The id of the card that this one lifts.
    pub exception_of: Option<Spanned<String>>,
    pub(crate) on_unknown: Option<OnUnknown>,
    pub(crate) when: Spanned<String>,
    pub(crate) amount: Option<Spanned<String>>,
    pub(crate) round: Option<Rounding>,
    pub(crate) stage: Option<u8>,
    /// Who receives a charge or a withholding.
    #[serde(default)]
    pub payee: String,
    /// The fund that pays a subsidy.
    #[serde(default)]
    pub funded_by: String,
    pub(crate) cap_per_deal: Option<Spanned<String>>,
    pub(crate) cap_per_user: Option<Spanned<String>>,
    pub(crate) budget: Option<Budget>,
    /// Higher pays first.
    #[serde(default)]
    pub priority: i64,
    #[serde(default)]
    pub(crate) stacking: Option<Spanned<String>>,
    #[serde(default, rename = "test")]
    pub(crate) tests: Vec<CardTest>,
}

impl Card {
    /// Whether it is about a sector, and not about whichever there is.
    pub fn names_sector(&self, code: &str) -> bool {
        self.applies.sectors.iter().any(|entry| covers(entry, code))
    }

    /// The first day on which it can apply.
    pub fn valid_from_on(&self) -> Date {
        self.valid_from.0
    }

    /// The last day on which it can apply.
    pub fn valid_to_on(&self) -> Option<Date> {
        self.valid_to.map(|date| date.0)
    }

    /// The day by which someone must look at it again.
    pub fn review_by_on(&self) -> Option<Date> {
        self.review_by.map(|date| date.0)
    }

    /// The title in a language, or as written.
    pub fn title_in(&self, locale: &str) -> &str {
        self.translations.get(locale).map_or(&self.title, |words| &words.title)
    }

    /// The plain words in a language, or as written.
    pub fn plain_in(&self, locale: &str) -> &str {
        self.translations.get(locale).map_or(&self.plain, |words| &words.plain)
    }

    /// Whether it is law, in force on a date, that is about a sector in a place: no decision of the concession's.
    pub fn is_law_of(&self, place: &Jurisdiction, sector: &str, date: Date) -> bool {
        let (scope, of) = (&self.applies, self.jurisdiction.get_ref());
        let lies_in = |code: &String| place.chain.contains(code);
        of != CONCESSION
            && lies_in(of)
            && self.status.is_asked()
            && self.holds_on(date)
            && (scope.sectors.is_empty() || self.names_sector(sector))
            && (scope.places.is_empty() || scope.places.iter().any(lies_in))
            && !scope.except_places.iter().any(lies_in)
    }

    pub(crate) fn holds_on(&self, date: Date) -> bool {
        self.valid_from.0 <= date && self.valid_to.is_none_or(|last| date <= last.0)
    }
}

/// One example of what a card says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CardTest {
    pub(crate) name: Spanned<String>,
    /// The date of all three clocks.
    pub(crate) on: CivilDate,
    pub(crate) place: Option<String>,
    pub(crate) sector: Option<String>,
    #[serde(default)]
    pub(crate) facts: BTreeMap<String, FactValue>,
    pub(crate) expect: Expectation,
}

impl CardTest {
    /// The facts that it names; all others are unknown in it.
    pub(crate) fn known_facts(&self) -> Facts {
        self.facts.iter().fold(Facts::new(), |facts, (name, value)| facts.with(name.clone(), value.clone()))
    }
}

/// `"deny"`, `"pass"`, `"deny:needs_verification:<fact>"` …, or `{ floor = 6520 }`.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Expectation {
    Word(String),
    Amount(BTreeMap<String, i64>),
}

impl fmt::Display for Expectation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => out.write_str(word),
            Self::Amount(amounts) => {
                let parts: Vec<String> =
                    amounts.iter().map(|(effect, amount)| format!("{effect} {amount}")).collect();
                out.write_str(&parts.join(", "))
            }
        }
    }
}
