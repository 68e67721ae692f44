//! Formulas in a compact form that is evaluated without the engine of CEL.
//!
//! A compact formula answers only when every part that it looks at has a value, from left to right; then CEL has the
//! same answer. Whatever is unknown, out of range or unusual is left to CEL, which decides it as it always did.

use crate::card::Round;
use crate::expression::{PARAMETER, Scope};
use crate::facts::FactValue;
use crate::functions::{BASIS_POINTS, MINUTES_IN_AN_HOUR, divide};
use cel::common::ast::operators as op;
use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue};
use std::cmp::Ordering;

/// A compact formula.
#[derive(Clone, Debug)]
pub(crate) enum Quick {
    Int(i64),
    Bool(bool),
    Text(String),
    List(Vec<Quick>),
    Fact(String),
    /// Without `param.`.
    Parameter(String),
    Call(Verb, Vec<Quick>),
}

/// What a compact formula can do.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Verb {
    And,
    Or,
    Not,
    If,
    Compare(Sign),
    Sum(Sum),
    In,
    HasClaim,
    /// A part of so many, rounded.
    Share(i128, Round),
    CeilTo,
}

/// How two values compare.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Sign {
    Less,
    AtMost,
    More,
    AtLeast,
    Equal,
    Unequal,
}

/// What is done with whole numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Sum {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Negate,
}

/// A value of a compact formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Got<'a> {
    Int(i64),
    Bool(bool),
    Text(&'a str),
    List(&'a [String]),
}

impl Quick {
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
                Some(Self::Call(verb(call)?, parts))
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
    pub(crate) fn value<'a>(&'a self, scope: &Scope<'a>) -> Option<Got<'a>> {
        match self {
            Self::Int(value) => Some(Got::Int(*value)),
            Self::Bool(value) => Some(Got::Bool(*value)),
            Self::Text(value) => Some(Got::Text(value)),
            Self::List(_) => None,
            Self::Fact(name) => scope.facts.get(name).map(|value| match value {
                FactValue::Bool(value) => Got::Bool(*value),
                FactValue::Int(value) => Got::Int(*value),
                FactValue::Text(value) => Got::Text(value),
                FactValue::List(values) => Got::List(values),
            }),
            Self::Parameter(name) => {
                let (_, value) = scope.parameters.get(name)?.on(scope.date)?;
                Some(Got::Int(value))
            }
            Self::Call(verb, parts) => call(*verb, parts, scope),
        }
    }

    /// Whether the value is false whatever the unknown parts turn out to be, as CEL has it too; may miss that it is.
    pub(crate) fn is_false(&self, scope: &Scope<'_>) -> bool {
        match self {
            Self::Call(Verb::And, parts) => parts.iter().any(|part| part.is_false(scope)),
            Self::Call(Verb::Or, parts) => parts.iter().all(|part| part.is_false(scope)),
            Self::Int(_)
            | Self::Bool(_)
            | Self::Text(_)
            | Self::List(_)
            | Self::Fact(_)
            | Self::Parameter(_)
            | Self::Call(..) => self.value(scope) == Some(Got::Bool(false)),
        }
    }

    /// The same formula for whoever adds facts to these: what can be told already is worked out, and of a choice
    /// that is made only the part that is chosen stays.
    pub(crate) fn knowing(&self, scope: &Scope<'_>) -> Self {
        let told = |open: &Self| match open.value(scope) {
            Some(Got::Int(value)) => Some(Self::Int(value)),
            Some(Got::Bool(value)) => Some(Self::Bool(value)),
            Some(Got::Text(_) | Got::List(_)) | None => None,
        };
        let Self::Call(verb, parts) = self else { return told(self).unwrap_or_else(|| self.clone()) };
        let mut parts: Vec<Self> = parts.iter().map(|part| part.knowing(scope)).collect();
        match (verb, parts.as_mut_slice()) {
            // Whatever else is unknown: so does CEL.
            (Verb::And, [Self::Bool(false), _] | [_, Self::Bool(false)]) => Self::Bool(false),
            (Verb::And, [Self::Bool(true), rest])
            | (Verb::Or, [Self::Bool(false), rest])
            | (Verb::If, [Self::Bool(true), rest, _] | [Self::Bool(false), _, rest]) => {
                std::mem::replace(rest, Self::Bool(false))
            }
            _ => {
                let open = Self::Call(*verb, parts);
                told(&open).unwrap_or(open)
            }
        }
    }

    /// Of a formula that is a share of a fact: the share in basis points, if it is known.
    pub(crate) fn share_of(&self, fact: &str, scope: &Scope<'_>) -> Option<i64> {
        let Self::Call(Verb::Share(BASIS_POINTS, _), parts) = self else { return None };
        match parts.as_slice() {
            [Self::Fact(name), share] if name == fact => share.int(scope),
            _ => None,
        }
    }

    fn int(&self, scope: &Scope<'_>) -> Option<i64> {
        match self.value(scope)? {
            Got::Int(value) => Some(value),
            Got::Bool(_) | Got::Text(_) | Got::List(_) => None,
        }
    }

    fn bool(&self, scope: &Scope<'_>) -> Option<bool> {
        match self.value(scope)? {
            Got::Bool(value) => Some(value),
            Got::Int(_) | Got::Text(_) | Got::List(_) => None,
        }
    }
}

fn verb(call: &CallExpr) -> Option<Verb> {
    Some(match call.func_name.as_str() {
        op::LOGICAL_AND => Verb::And,
        op::LOGICAL_OR => Verb::Or,
        op::LOGICAL_NOT => Verb::Not,
        op::CONDITIONAL => Verb::If,
        op::LESS => Verb::Compare(Sign::Less),
        op::LESS_EQUALS => Verb::Compare(Sign::AtMost),
        op::GREATER => Verb::Compare(Sign::More),
        op::GREATER_EQUALS => Verb::Compare(Sign::AtLeast),
        op::EQUALS => Verb::Compare(Sign::Equal),
        op::NOT_EQUALS => Verb::Compare(Sign::Unequal),
        op::ADD => Verb::Sum(Sum::Add),
        op::SUBSTRACT => Verb::Sum(Sum::Subtract),
        op::MULTIPLY => Verb::Sum(Sum::Multiply),
        op::DIVIDE => Verb::Sum(Sum::Divide),
        op::MODULO => Verb::Sum(Sum::Modulo),
        op::NEGATE => Verb::Sum(Sum::Negate),
        op::IN => Verb::In,
        "has_claim" => Verb::HasClaim,
        "ceil_to" => Verb::CeilTo,
        rounding => {
            let (name, round) = rounding.split_once('@')?;
            let round = match round {
                "up" => Round::Up,
                "down" => Round::Down,
                "half_up" => Round::HalfUp,
                "half_even" => Round::HalfEven,
                _ => return None,
            };
            match name {
                "bp" => Verb::Share(BASIS_POINTS, round),
                "per_hour" => Verb::Share(MINUTES_IN_AN_HOUR, round),
                _ => return None,
            }
        }
    })
}

fn call<'a>(verb: Verb, parts: &'a [Quick], scope: &Scope<'a>) -> Option<Got<'a>> {
    match (verb, parts) {
        (Verb::And, [left, right]) => Some(Got::Bool(left.bool(scope)? && right.bool(scope)?)),
        (Verb::Or, [left, right]) => Some(Got::Bool(left.bool(scope)? || right.bool(scope)?)),
        (Verb::Not, [only]) => Some(Got::Bool(!only.bool(scope)?)),
        (Verb::If, [test, yes, no]) => if test.bool(scope)? { yes } else { no }.value(scope),
        (Verb::Compare(sign), [left, right]) => compare(sign, left.value(scope)?, right.value(scope)?),
        (Verb::Sum(Sum::Negate), [only]) => only.int(scope)?.checked_neg().map(Got::Int),
        (Verb::Sum(sum), [left, right]) => work_out(sum, left.int(scope)?, right.int(scope)?).map(Got::Int),
        (Verb::In, [wanted, Quick::List(elements)]) => {
            let wanted = wanted.value(scope)?;
            // Every element is looked at: one that has no value is CEL's to judge.
            let values: Vec<Got<'a>> =
                elements.iter().map(|element| element.value(scope)).collect::<Option<_>>()?;
            Some(Got::Bool(values.contains(&wanted)))
        }
        (Verb::In | Verb::HasClaim, [one, other]) => {
            let (one, other) = (one.value(scope)?, other.value(scope)?);
            match (one, other) {
                (Got::Text(name), Got::List(names)) | (Got::List(names), Got::Text(name)) => {
                    Some(Got::Bool(names.iter().any(|known| known == name)))
                }
                _ => None,
            }
        }
        (Verb::Share(whole, round), [amount, share]) => {
            let product = i128::from(amount.int(scope)?).checked_mul(i128::from(share.int(scope)?))?;
            i64::try_from(divide(product, whole, round)?).ok().map(Got::Int)
        }
        (Verb::CeilTo, [amount, step]) => {
            let step = i128::from(step.int(scope)?);
            let steps = divide(i128::from(amount.int(scope)?), step, Round::Up)?;
            i64::try_from(steps.checked_mul(step)?).ok().map(Got::Int)
        }
        _ => None,
    }
}

fn compare<'a>(sign: Sign, left: Got<'a>, right: Got<'a>) -> Option<Got<'a>> {
    let order = match (left, right) {
        (Got::Int(left), Got::Int(right)) => left.cmp(&right),
        (Got::Bool(left), Got::Bool(right)) if matches!(sign, Sign::Equal | Sign::Unequal) => {
            left.cmp(&right)
        }
        (Got::Text(left), Got::Text(right)) if matches!(sign, Sign::Equal | Sign::Unequal) => left.cmp(right),
        _ => return None,
    };
    Some(Got::Bool(match sign {
        Sign::Less => order == Ordering::Less,
        Sign::AtMost => order != Ordering::Greater,
        Sign::More => order == Ordering::Greater,
        Sign::AtLeast => order != Ordering::Less,
        Sign::Equal => order == Ordering::Equal,
        Sign::Unequal => order != Ordering::Equal,
    }))
}

fn work_out(sum: Sum, left: i64, right: i64) -> Option<i64> {
    match sum {
        Sum::Add => left.checked_add(right),
        Sum::Subtract => left.checked_sub(right),
        Sum::Multiply => left.checked_mul(right),
        Sum::Divide => left.checked_div(right),
        Sum::Modulo => left.checked_rem(right),
        Sum::Negate => None,
    }
}

#[cfg(test)]
mod tests;
