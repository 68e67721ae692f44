//! The rulebook engine (briefing 17): who may trade, at what least price, with which tax, charge and
//! subsidy, answered from dated parameters and rule cards that anyone can read and check.
//!
//! ```text
//! files ──load──▶ Rulebook ──check(Question)──▶ Verdict     what holds for this candidate
//!                          ──inquire(Question)─▶ Inquiry     the same for many candidates
//!                          ──explain(Question)─▶ Trace       why, rule by rule, with figures and sources
//!                          ──run_card_tests()──▶ CardReport  whether the cards say what they promise
//! ```
//!
//! The crate is pure: the caller reads the files, supplies the dates and works out the facts. It knows no
//! country, currency, rate or age: those live in `rulebook/`, described in `rulebook/README.md`.
//!
//! **Invariants.** A missing fact never turns a refusal into a pass. Every amount is an `i64` of minor units;
//! every rounding is named on its card. The same files and the same question give the same bytes.

// What the files say.
mod card;
mod date;
mod facts;
mod jurisdiction;
mod parameters;

// Formulas.
mod compact_formula;
mod engine;
mod formula;
mod functions;
mod kind;
mod scope;
mod tree;
mod typing;

// The rulebook and how it is loaded.
mod digest;
mod index;
mod load;
mod rule;
mod rulebook;

// Questions and answers.
mod evaluation;
mod inquiry;
mod prepared_rule;
mod question;
mod trace;
mod verdict;

// The tests that stand on the cards.
mod boundary;
mod card_tests;
mod mutation;

pub use card::{Applicability, Card, Clock, Effect, Source, Stacking, Status, Translation};
pub use card_tests::{CardFailure, CardReport};
pub use date::Date;
pub use facts::{FactDefinition, FactKind, FactValue, Facts};
pub use inquiry::{Inquiry, SubsidyLimits};
pub use jurisdiction::{CONCESSION, Currency, Jurisdiction};
pub use load::LoadError;
pub use mutation::MutationReport;
pub use parameters::{ParameterValue, Reference};
pub use question::Question;
pub use rule::{Rule, RuleRef};
pub use rulebook::Rulebook;
pub use trace::{
    Trace, TraceReader, TracedFact, TracedFormula, TracedParameter, TracedPart, TracedRule, WITHHELD,
};
pub use verdict::{Bound, Denial, Funding, Line, Notice, Requirement, Verdict};
