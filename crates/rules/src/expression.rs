//! Formulas: CEL compiled once when the rulebook is loaded, then asked with the facts of each question.
//!
//! Building a CEL environment costs some hundred times more than asking a formula, so there is exactly one, shared.
//! A context over it is a pointer and two empty maps.

use crate::Date;
use crate::asked::Open;
use crate::card::Round;
use crate::facts::{FactValue, Facts};
use crate::functions::{HOST_FUNCTIONS, register, rounded_name};
use crate::parameters::Parameters;
use crate::quick::{Got, Quick};
use crate::tree;
use crate::typing::{self, Kind};
use cel::common::ast::{Expr, IdedExpr};
use cel::common::types::{CelBool, CelInt};
use cel::common::value::CowVal;
use cel::context::VariableResolver;
use cel::parser::Parser;
use cel::{Context, DeclarationError, Env, ExecutionError, Value};
use std::sync::Arc;

pub(crate) const PARAMETER: &str = "param.";
/// Of conditionals, for the parser, which recurses.
const NESTING_MOST: u16 = 12;

/// A compiled formula.
#[derive(Clone, Debug)]
pub(crate) struct Formula {
    /// As the card writes it.
    pub(crate) source: String,
    pub(crate) tree: IdedExpr,
    /// The same in compact form, where there is one.
    pub(crate) quick: Option<Quick>,
    /// The facts it names.
    pub(crate) facts: Vec<String>,
    /// The parameters it names, without `param.`.
    pub(crate) parameters: Vec<String>,
}

/// What a formula may see: the facts of a question, and each parameter as it stands on the card's date.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) facts: &'a Facts,
    pub(crate) parameters: &'a Parameters,
    pub(crate) date: Date,
}

impl VariableResolver for Scope<'_> {
    fn resolve<'b>(&'b self, name: &str) -> Option<CowVal<'b, 'b>> {
        match name.strip_prefix(PARAMETER) {
            Some(parameter) => {
                let (_, value) = self.parameters.get(parameter)?.on(self.date)?;
                Some(CowVal::owned(CelInt::from(value)))
            }
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
    /// The sum left the range of whole numbers, or a fact had the wrong kind.
    Answer,
}

impl Formula {
    /// The whole number that it gives, if it can be told from what is known.
    pub(crate) fn known(&self, scope: &Scope<'_>) -> Option<i64> {
        match self.quick.as_ref()?.value(scope)? {
            Got::Int(value) => Some(value),
            Got::Bool(_) | Got::Text(_) | Got::List(_) => None,
        }
    }

    /// Of a share of a fact: the share in basis points, if it is known.
    pub(crate) fn share_of(&self, fact: &str, scope: &Scope<'_>) -> Option<i64> {
        self.quick.as_ref()?.share_of(fact, scope)
    }

    /// Compiles and checks a formula that must give `wanted`; `round` is the card's, if it names one.
    pub(crate) fn compile(
        source: &str,
        wanted: Kind,
        round: Option<Round>,
        kind_of_name: &dyn Fn(&str) -> Result<Kind, String>,
    ) -> Result<Formula, String> {
        if let Some(limit) = tree::broken_source_limit(source) {
            return Err(limit);
        }
        let parser = Parser::new().max_recursion_depth(NESTING_MOST);
        let mut tree = parser.parse(source).map_err(|error| first_line(&error.to_string()))?;
        tree::join_names(&mut tree);
        if let Some(limit) = tree::broken_limit(&tree) {
            return Err(limit);
        }
        name_roundings(&mut tree, round)?;
        let kind = typing::kind(&tree, kind_of_name)?;
        if kind != wanted {
            return Err(format!("it gives {}, and {} is needed", kind.word(), wanted.word()));
        }
        let (parameters, facts): (Vec<_>, Vec<_>) =
            tree::names(&tree).into_iter().partition(|name| name.starts_with(PARAMETER));
        let parameters =
            parameters.iter().filter_map(|name| name.strip_prefix(PARAMETER)).map(str::to_owned).collect();
        let quick = Quick::of(&tree);
        Ok(Formula { source: source.trim().to_owned(), tree, quick, facts, parameters })
    }
}

pub(crate) struct Engine {
    env: Arc<Env>,
}

impl Engine {
    pub(crate) fn new() -> Result<Self, DeclarationError> {
        let mut env = Env::stdlib();
        register(&mut env)?;
        Ok(Self { env: Arc::new(env) })
    }

    /// Whether a formula holds: from its compact form, or as CEL has it.
    pub(crate) fn fulfils(&self, open: &Open<'_>, scope: &Scope<'_>) -> Result<bool, Missing> {
        match open.quick.as_ref().and_then(|quick| quick.value(scope)) {
            Some(Got::Bool(value)) => Ok(value),
            _ => self.holds(&open.formula.tree, scope),
        }
    }

    /// The whole number that a formula gives: from its compact form, or as CEL has it.
    pub(crate) fn amounts(&self, open: &Open<'_>, scope: &Scope<'_>) -> Result<i64, Missing> {
        match open.quick.as_ref().and_then(|quick| quick.value(scope)) {
            Some(Got::Int(value)) => Ok(value),
            _ => self.integer(&open.formula.tree, scope),
        }
    }

    pub(crate) fn holds(&self, tree: &IdedExpr, scope: &Scope<'_>) -> Result<bool, Missing> {
        self.value(tree, scope, |value| value.downcast_ref::<CelBool>().map(|value| *value.inner()))
    }

    pub(crate) fn integer(&self, tree: &IdedExpr, scope: &Scope<'_>) -> Result<i64, Missing> {
        self.value(tree, scope, |value| value.downcast_ref::<CelInt>().map(|value| *value.inner()))
    }

    fn value<T>(
        &self,
        tree: &IdedExpr,
        scope: &Scope<'_>,
        read: impl Fn(&CowVal<'_, '_>) -> Option<T>,
    ) -> Result<T, Missing> {
        let mut context = Context::with_env(Arc::clone(&self.env));
        context.set_variable_resolver(scope);
        match Value::resolve_val(tree, &context) {
            Ok(value) => read(&value).ok_or(Missing::Answer),
            Err(error) => Err(missing(&error, tree, scope)),
        }
    }
}

/// `&&` and `||` may report either side, so the error names the fact where it can and the formula where not.
fn missing(error: &ExecutionError, tree: &IdedExpr, scope: &Scope<'_>) -> Missing {
    if let ExecutionError::UndeclaredReference(name) = error {
        return unknown(name);
    }
    let first_absent = tree::names(tree).into_iter().find(|name| scope.resolve(name).is_none());
    first_absent.map_or(Missing::Answer, |name| unknown(&name))
}

fn unknown(name: &str) -> Missing {
    match name.strip_prefix(PARAMETER) {
        Some(parameter) => Missing::Parameter(parameter.to_owned()),
        None => Missing::Fact(name.to_owned()),
    }
}

/// Puts the card's rounding into the names of the functions that round.
fn name_roundings(tree: &mut IdedExpr, round: Option<Round>) -> Result<(), String> {
    if let Expr::Call(call) = &mut tree.expr
        && HOST_FUNCTIONS.iter().any(|function| function.rounds && function.name == call.func_name)
    {
        let Some(round) = round else {
            return Err(format!("`{}` rounds, and the card names no `round`", call.func_name));
        };
        call.func_name = rounded_name(&call.func_name, round);
    }
    tree::children_mut(tree).into_iter().try_for_each(|child| name_roundings(child, round))
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or("it cannot be read").trim().to_owned()
}
