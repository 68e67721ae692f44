//! The rulebook engine (briefing 17): who may trade, at what least price, with which tax, charge and
//! subsidy, answered from dated parameters and rule cards that anyone can read and check.
//!
//! ```text
//! files ──load──▶ Rulebook ──check(Question)──▶ Verdict     what holds for this candidate
//!                          ──explain(Question)─▶ Trace       why, rule by rule, with figures and sources
//!                          ──run_card_tests()──▶ Report      do the cards still say what they promise
//! ```
//!
//! The crate is pure: the caller reads the files, supplies the dates and works the facts out. It knows no
//! country, currency, rate or age: those live in `rulebook/`, described in `rulebook/README.md`.
//!
//! **Invariants.** A missing fact never turns a refusal into a pass. Every amount is an `i64` of minor units;
//! every rounding is named on its card. The same files and the same question give the same bytes.

mod boundary;
mod card;
mod card_tests;
mod compact_formula;
mod date;
mod engine;
mod evaluation;
mod facts;
mod formula;
mod functions;
mod index;
mod inquiry;
mod jurisdiction;
mod kind;
mod load;
mod mutation;
mod parameters;
mod prepared_rule;
mod question;
mod rule;
mod rulebook;
mod scope;
mod trace;
mod tree;
mod typing;
mod verdict;

pub use card::{Applies, Card, Clock, Effect, Source, Stacking, Status, Translation};
pub use card_tests::{CardFailure, Report};
pub use date::Date;
pub use facts::{FactKind, FactValue, Facts, KnownFact};
pub use inquiry::{Inquiry, SubsidyLimits};
pub use jurisdiction::{CONCESSION, Currency, Jurisdiction};
pub use load::LoadError;
pub use mutation::MutationReport;
pub use parameters::{ParameterValue, Reference};
pub use question::Question;
pub use rule::{Rule, RuleRef};
pub use rulebook::Rulebook;
pub use trace::{Trace, TracedFact, TracedFormula, TracedParameter, TracedPart, TracedRule};
pub use verdict::{Bound, Denial, Funding, Line, Notice, Requirement, Verdict};
