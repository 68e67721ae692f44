//! What a formula may see, and why it may have no value.

use crate::date::Date;
use crate::facts::{FactValue, Facts};
use crate::parameters::Parameters;
use cel::common::types::CelInt;
use cel::common::value::CowVal;
use cel::context::VariableResolver;

/// What the names of parameters begin with in a formula; all other names are facts.
pub(crate) const PARAMETER: &str = "param.";

/// The facts of a question, and each parameter as it stands on the card's date.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) facts: &'a Facts,
    pub(crate) parameters: &'a Parameters,
    pub(crate) date: Date,
}

impl Scope<'_> {
    /// The value of a parameter, by its name without `param.`.
    pub(crate) fn parameter(&self, name: &str) -> Option<i64> {
        self.parameters.get(name)?.value_on(self.date)
    }
}

impl VariableResolver for Scope<'_> {
    fn resolve<'b>(&'b self, name: &str) -> Option<CowVal<'b, 'b>> {
        match name.strip_prefix(PARAMETER) {
            Some(parameter) => Some(CowVal::owned(CelInt::from(self.parameter(parameter)?))),
            None => self.facts.get(name).map(FactValue::as_cel),
        }
    }
}

/// Why a formula has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// This fact is unknown.
    Fact(String),
    /// This parameter has no value yet on the card's date.
    Parameter(String),
    /// The result left the range of whole numbers, or a fact had the wrong kind.
    Answer,
}

impl Missing {
    /// A name that has no value: with `param.` a parameter, else a fact.
    pub(crate) fn of(name: &str) -> Self {
        match name.strip_prefix(PARAMETER) {
            Some(parameter) => Self::Parameter(parameter.to_owned()),
            None => Self::Fact(name.to_owned()),
        }
    }

    /// The public reason code for something unknown.
    pub(crate) fn reason(&self) -> String {
        match self {
            Self::Fact(name) => format!("needs_verification:{name}"),
            Self::Parameter(name) => format!("no_value_in_force:{name}"),
            Self::Answer => "cannot_be_worked_out".to_owned(),
        }
    }
}
