//! The compact form of a formula, which is evaluated without the engine of CEL.
//!
//! A compact formula has a value only when every part that it looks at has one, from left to right; CEL then gives the
//! same value. What is unknown, out of range or of another kind than it should be is left to CEL.

use crate::card::Rounding;
use crate::facts::FactValue;
use crate::functions::{BASIS_POINTS, MINUTES_IN_AN_HOUR, divide, split_rounding};
use crate::scope::{PARAMETER, Scope};
use cel::common::ast::operators as op;
use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue};
use std::cmp::Ordering;

/// A formula, or a part of one, in compact form.
#[derive(Clone, Debug)]
pub(crate) enum CompactFormula {
    Int(i64),
    Bool(bool),
    Text(String),
    List(Vec<CompactFormula>),
    Fact(String),
    /// Without `param.`.
    Parameter(String),
    Call(Operation, Vec<CompactFormula>),
}

/// What is done with the parts of a call.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Operation {
    And,
    Or,
    Not,
    If,
    Compare(Comparison),
    Calculate(Arithmetic),
    In,
    HasClaim,
    /// `amount × parts ÷ whole`, rounded; with the whole.
    Share(i128, Rounding),
    CeilTo,
}

/// How two values compare.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Comparison {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

/// What is done with whole numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Negate,
}

/// The value of a compact formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CompactValue<'a> {
    Int(i64),
    Bool(bool),
    Text(&'a str),
    List(&'a [String]),
}

impl CompactFormula {
    /// The compact form of a tree whose kinds were checked; `None` where there is none.
    pub(crate) fn of(tree: &IdedExpr) -> Option<Self> {
        match &tree.expr {
            Expr::Ident(name) => Some(match name.strip_prefix(PARAMETER) {
                Some(parameter) => Self::Parameter(parameter.to_owned()),
                None => Self::Fact(name.clone()),
            }),
            Expr::Literal(LiteralValue::Int(value)) => Some(Self::Int(*value.inner())),
            Expr::Literal(LiteralValue::Boolean(value)) => Some(Self::Bool(*value.inner())),
            Expr::Literal(LiteralValue::String(value)) => Some(Self::Text(value.inner().to_owned())),
            Expr::List(list) => list.elements.iter().map(Self::of).collect::<Option<_>>().map(Self::List),
            Expr::Call(call) if call.target.is_none() => {
                let parts = call.args.iter().map(Self::of).collect::<Option<_>>()?;
                Some(Self::Call(operation(call)?, parts))
            }
            Expr::Call(_)
            | Expr::Literal(_)
            | Expr::Select(_)
            | Expr::Unspecified
            | Expr::Comprehension(_)
            | Expr::Map(_)
            | Expr::Struct(_) => None,
        }
    }

    /// The value, if every part that is looked at has one.
    pub(crate) fn value<'a>(&'a self, scope: &Scope<'a>) -> Option<CompactValue<'a>> {
        match self {
            Self::Int(value) => Some(CompactValue::Int(*value)),
            Self::Bool(value) => Some(CompactValue::Bool(*value)),
            Self::Text(value) => Some(CompactValue::Text(value)),
            Self::List(_) => None,
            Self::Fact(name) => scope.facts.get(name).map(|value| match value {
                FactValue::Bool(value) => CompactValue::Bool(*value),
                FactValue::Int(value) => CompactValue::Int(*value),
                FactValue::Text(value) => CompactValue::Text(value),
                FactValue::List(values) => CompactValue::List(values),
            }),
            Self::Parameter(name) => scope.parameter(name).map(CompactValue::Int),
            Self::Call(operation, parts) => call(*operation, parts, scope),
        }
    }

    /// The value, if there is one and it is a whole number.
    pub(crate) fn integer(&self, scope: &Scope<'_>) -> Option<i64> {
        match self.value(scope)? {
            CompactValue::Int(value) => Some(value),
            CompactValue::Bool(_) | CompactValue::Text(_) | CompactValue::List(_) => None,
        }
    }

    fn bool(&self, scope: &Scope<'_>) -> Option<bool> {
        match self.value(scope)? {
            CompactValue::Bool(value) => Some(value),
            CompactValue::Int(_) | CompactValue::Text(_) | CompactValue::List(_) => None,
        }
    }

    /// Whether the value is false whatever the unknown facts are, as it then is in CEL too; may miss that it is.
    pub(crate) fn is_false(&self, scope: &Scope<'_>) -> bool {
        match self {
            Self::Call(Operation::And, parts) => parts.iter().any(|part| part.is_false(scope)),
            Self::Call(Operation::Or, parts) => parts.iter().all(|part| part.is_false(scope)),
            Self::Int(_)
            | Self::Bool(_)
            | Self::Text(_)
            | Self::List(_)
            | Self::Fact(_)
            | Self::Parameter(_)
            | Self::Call(..) => self.value(scope) == Some(CompactValue::Bool(false)),
        }
    }

    /// The formula for scopes that only add facts to this one: parts whose value is known become that value, and
    /// where one operand of `&&`, `||` or `?:` is known, only the operand that still decides is kept.
    pub(crate) fn simplified(&self, scope: &Scope<'_>) -> Self {
        let Self::Call(operation, parts) = self else {
            return self.literal(scope).unwrap_or_else(|| self.clone());
        };
        let mut parts: Vec<Self> = parts.iter().map(|part| part.simplified(scope)).collect();
        match (operation, parts.as_mut_slice()) {
            // In CEL too `false && unknown` is false, and so is `unknown && false`.
            (Operation::And, [Self::Bool(false), _] | [_, Self::Bool(false)]) => Self::Bool(false),
            (Operation::And, [Self::Bool(true), rest])
            | (Operation::Or, [Self::Bool(false), rest])
            | (Operation::If, [Self::Bool(true), rest, _] | [Self::Bool(false), _, rest]) => {
                std::mem::replace(rest, Self::Bool(false))
            }
            _ => {
                let call = Self::Call(*operation, parts);
                call.literal(scope).unwrap_or(call)
            }
        }
    }

    /// The value as a formula, if it is a whole number or a yes or no.
    fn literal(&self, scope: &Scope<'_>) -> Option<Self> {
        match self.value(scope)? {
            CompactValue::Int(value) => Some(Self::Int(value)),
            CompactValue::Bool(value) => Some(Self::Bool(value)),
            CompactValue::Text(_) | CompactValue::List(_) => None,
        }
    }

    /// The share in basis points, if the formula is a share of this fact and the share is known.
    pub(crate) fn share_of(&self, fact: &str, scope: &Scope<'_>) -> Option<i64> {
        let Self::Call(Operation::Share(BASIS_POINTS, _), parts) = self else { return None };
        match parts.as_slice() {
            [Self::Fact(name), share] if name == fact => share.integer(scope),
            _ => None,
        }
    }
}

fn operation(call: &CallExpr) -> Option<Operation> {
    Some(match call.func_name.as_str() {
        op::LOGICAL_AND => Operation::And,
        op::LOGICAL_OR => Operation::Or,
        op::LOGICAL_NOT => Operation::Not,
        op::CONDITIONAL => Operation::If,
        op::LESS => Operation::Compare(Comparison::Less),
        op::LESS_EQUALS => Operation::Compare(Comparison::LessOrEqual),
        op::GREATER => Operation::Compare(Comparison::Greater),
        op::GREATER_EQUALS => Operation::Compare(Comparison::GreaterOrEqual),
        op::EQUALS => Operation::Compare(Comparison::Equal),
        op::NOT_EQUALS => Operation::Compare(Comparison::NotEqual),
        op::ADD => Operation::Calculate(Arithmetic::Add),
        op::SUBSTRACT => Operation::Calculate(Arithmetic::Subtract),
        op::MULTIPLY => Operation::Calculate(Arithmetic::Multiply),
        op::DIVIDE => Operation::Calculate(Arithmetic::Divide),
        op::MODULO => Operation::Calculate(Arithmetic::Remainder),
        op::NEGATE => Operation::Calculate(Arithmetic::Negate),
        op::IN => Operation::In,
        name => match split_rounding(name) {
            ("has_claim", None) => Operation::HasClaim,
            ("ceil_to", None) => Operation::CeilTo,
            ("bp", Some(rounding)) => Operation::Share(BASIS_POINTS, rounding),
            ("per_hour", Some(rounding)) => Operation::Share(MINUTES_IN_AN_HOUR, rounding),
            _ => return None,
        },
    })
}

fn call<'a>(
    operation: Operation,
    parts: &'a [CompactFormula],
    scope: &Scope<'a>,
) -> Option<CompactValue<'a>> {
    match (operation, parts) {
        (Operation::And, [left, right]) => Some(CompactValue::Bool(left.bool(scope)? && right.bool(scope)?)),
        (Operation::Or, [left, right]) => Some(CompactValue::Bool(left.bool(scope)? || right.bool(scope)?)),
        (Operation::Not, [only]) => Some(CompactValue::Bool(!only.bool(scope)?)),
        (Operation::If, [test, yes, no]) => if test.bool(scope)? { yes } else { no }.value(scope),
        (Operation::Compare(comparison), [left, right]) => {
            compare(comparison, left.value(scope)?, right.value(scope)?).map(CompactValue::Bool)
        }
        (Operation::Calculate(Arithmetic::Negate), [only]) => {
            only.integer(scope)?.checked_neg().map(CompactValue::Int)
        }
        (Operation::Calculate(arithmetic), [left, right]) => {
            calculate(arithmetic, left.integer(scope)?, right.integer(scope)?).map(CompactValue::Int)
        }
        (Operation::In, [wanted, CompactFormula::List(elements)]) => {
            let wanted = wanted.value(scope)?;
            // Every element needs a value, because CEL evaluates the whole list.
            let values: Vec<CompactValue<'a>> =
                elements.iter().map(|element| element.value(scope)).collect::<Option<_>>()?;
            Some(CompactValue::Bool(values.contains(&wanted)))
        }
        (Operation::In | Operation::HasClaim, [one, other]) => {
            let (one, other) = (one.value(scope)?, other.value(scope)?);
            match (one, other) {
                (CompactValue::Text(name), CompactValue::List(names))
                | (CompactValue::List(names), CompactValue::Text(name)) => {
                    Some(CompactValue::Bool(names.iter().any(|known| known == name)))
                }
                _ => None,
            }
        }
        (Operation::Share(whole, rounding), [amount, share]) => {
            let product =
                i128::from(amount.integer(scope)?).checked_mul(i128::from(share.integer(scope)?))?;
            i64::try_from(divide(product, whole, rounding)?).ok().map(CompactValue::Int)
        }
        (Operation::CeilTo, [amount, step]) => {
            let step = i128::from(step.integer(scope)?);
            let steps = divide(i128::from(amount.integer(scope)?), step, Rounding::Up)?;
            i64::try_from(steps.checked_mul(step)?).ok().map(CompactValue::Int)
        }
        _ => None,
    }
}

fn compare(comparison: Comparison, left: CompactValue<'_>, right: CompactValue<'_>) -> Option<bool> {
    let is_equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
    let order = match (left, right) {
        (CompactValue::Int(left), CompactValue::Int(right)) => left.cmp(&right),
        (CompactValue::Bool(left), CompactValue::Bool(right)) if is_equality => left.cmp(&right),
        (CompactValue::Text(left), CompactValue::Text(right)) if is_equality => left.cmp(right),
        _ => return None,
    };
    Some(match comparison {
        Comparison::Less => order == Ordering::Less,
        Comparison::LessOrEqual => order != Ordering::Greater,
        Comparison::Greater => order == Ordering::Greater,
        Comparison::GreaterOrEqual => order != Ordering::Less,
        Comparison::Equal => order == Ordering::Equal,
        Comparison::NotEqual => order != Ordering::Equal,
    })
}

fn calculate(arithmetic: Arithmetic, left: i64, right: i64) -> Option<i64> {
    match arithmetic {
        Arithmetic::Add => left.checked_add(right),
        Arithmetic::Subtract => left.checked_sub(right),
        Arithmetic::Multiply => left.checked_mul(right),
        Arithmetic::Divide => left.checked_div(right),
        Arithmetic::Remainder => left.checked_rem(right),
        Arithmetic::Negate => None,
    }
}

#[cfg(test)]
mod tests;
