//! The host functions of the cards, which they may call besides the operators of CEL.
//!
//! `bp(amount, basis_points)` is that share of an amount, `per_hour(rate, minutes)` the pay for a time, both
//! rounded as the card names. `ceil_to(amount, step)` is the next multiple of a step. `has_claim(claims, name)`
//! says whether a list holds a claim. The rounding travels in the function's name (`bp@half_up`), which the
//! compiler puts there, because a function sees only its arguments.

use crate::card::Rounding;
use crate::kind::Kind;
use cel::common::types::{CelBool, CelInt, CelString, INT_TYPE, LIST_TYPE, STRING_TYPE};
use cel::common::value::{CowVal, Val};
use cel::{DeclarationError, Env, ExecutionError};

pub(crate) const BASIS_POINTS: i128 = 10_000;
pub(crate) const MINUTES_IN_AN_HOUR: i128 = 60;

/// A function of the cards: its name, what it takes, what it gives, and whether the card must name a rounding.
pub(crate) struct HostFunction {
    pub(crate) name: &'static str,
    pub(crate) takes: &'static [Kind],
    pub(crate) gives: Kind,
    pub(crate) rounds: bool,
}

pub(crate) const HOST_FUNCTIONS: [HostFunction; 4] = [
    HostFunction { name: "bp", takes: &[Kind::Int, Kind::Int], gives: Kind::Int, rounds: true },
    HostFunction { name: "per_hour", takes: &[Kind::Int, Kind::Int], gives: Kind::Int, rounds: true },
    HostFunction { name: "ceil_to", takes: &[Kind::Int, Kind::Int], gives: Kind::Int, rounds: false },
    HostFunction { name: "has_claim", takes: &[Kind::List, Kind::Text], gives: Kind::Bool, rounds: false },
];

/// Stands between the name of a function and its rounding.
const MARK: char = '@';

const ROUNDINGS: [(&str, Rounding); 4] = [
    ("up", Rounding::Up),
    ("down", Rounding::Down),
    ("half_up", Rounding::HalfUp),
    ("half_even", Rounding::HalfEven),
];

/// The name under which a rounding function is called once its card's rounding is known.
pub(crate) fn rounded_name(name: &str, rounding: Rounding) -> String {
    let word = ROUNDINGS.iter().find(|(_, known)| *known == rounding).map_or("", |(word, _)| word);
    format!("{name}{MARK}{word}")
}

/// The name of a function as cards write it, and the rounding under which it is called, if it rounds.
pub(crate) fn split_rounding(called: &str) -> (&str, Option<Rounding>) {
    let Some((name, word)) = called.split_once(MARK) else { return (called, None) };
    (name, ROUNDINGS.iter().find(|(known, _)| *known == word).map(|(_, rounding)| *rounding))
}

/// Makes the host functions known to the engine of CEL.
pub(crate) fn register(env: &mut Env) -> Result<(), DeclarationError> {
    let pair = || vec![INT_TYPE, INT_TYPE];
    env.add_overload("bp@up", "bp_up", pair(), |args| share(&args, BASIS_POINTS, Rounding::Up))?;
    env.add_overload("bp@down", "bp_down", pair(), |args| share(&args, BASIS_POINTS, Rounding::Down))?;
    env.add_overload("bp@half_up", "bp_half_up", pair(), |args| {
        share(&args, BASIS_POINTS, Rounding::HalfUp)
    })?;
    env.add_overload("bp@half_even", "bp_half_even", pair(), |args| {
        share(&args, BASIS_POINTS, Rounding::HalfEven)
    })?;
    env.add_overload("per_hour@up", "hour_up", pair(), |args| {
        share(&args, MINUTES_IN_AN_HOUR, Rounding::Up)
    })?;
    env.add_overload("per_hour@down", "hour_down", pair(), |args| {
        share(&args, MINUTES_IN_AN_HOUR, Rounding::Down)
    })?;
    env.add_overload("per_hour@half_up", "hour_half_up", pair(), |args| {
        share(&args, MINUTES_IN_AN_HOUR, Rounding::HalfUp)
    })?;
    env.add_overload("per_hour@half_even", "hour_half_even", pair(), |args| {
        share(&args, MINUTES_IN_AN_HOUR, Rounding::HalfEven)
    })?;
    env.add_overload("ceil_to", "ceil_to_int", pair(), |args| ceil_to(&args))?;
    env.add_overload("has_claim", "has_claim_list", vec![LIST_TYPE, STRING_TYPE], |args| has_claim(&args))
}

/// `amount × parts ÷ whole`, rounded once.
fn share<'b, 'v>(
    args: &[CowVal<'_, '_>],
    whole: i128,
    rounding: Rounding,
) -> Result<CowVal<'b, 'v>, ExecutionError> {
    let (amount, parts) = integers(args)?;
    let product = amount.checked_mul(parts).ok_or_else(overflow)?;
    let rounded = divide(product, whole, rounding).ok_or_else(overflow)?;
    i64::try_from(rounded).map(integer).map_err(|_| overflow())
}

/// Divides with a named rounding; `None` on overflow or a divisor that is not above zero.
pub(crate) fn divide(number: i128, by: i128, rounding: Rounding) -> Option<i128> {
    if by <= 0 {
        return None;
    }
    let below = number.checked_div_euclid(by)?;
    let rest = number.checked_rem_euclid(by)?;
    let twice = rest.checked_mul(2)?;
    let goes_up = match rounding {
        Rounding::Up => rest > 0,
        Rounding::Down => false,
        Rounding::HalfUp => twice > by || (twice == by && number > 0),
        Rounding::HalfEven => twice > by || (twice == by && below.checked_rem_euclid(2)? == 1),
    };
    if goes_up { below.checked_add(1) } else { Some(below) }
}

fn ceil_to<'b, 'v>(args: &[CowVal<'_, '_>]) -> Result<CowVal<'b, 'v>, ExecutionError> {
    let (amount, step) = integers(args)?;
    let steps = divide(amount, step, Rounding::Up).ok_or_else(overflow)?;
    let rounded = steps.checked_mul(step).ok_or_else(overflow)?;
    i64::try_from(rounded).map(integer).map_err(|_| overflow())
}

fn has_claim<'b, 'v>(args: &[CowVal<'_, '_>]) -> Result<CowVal<'b, 'v>, ExecutionError> {
    let [claims, wanted] = args else { return Err(ExecutionError::invalid_argument_count(2, args.len())) };
    let name: &(dyn Val + '_) = wanted.as_ref();
    let claims = claims.as_container().ok_or_else(overflow)?;
    let found = name.downcast_ref::<CelString<'_>>().map(|_| claims.contains(name));
    Ok(CowVal::owned(CelBool::from(found.transpose()?.unwrap_or(false))))
}

fn integers(args: &[CowVal<'_, '_>]) -> Result<(i128, i128), ExecutionError> {
    let [first, second] = args else { return Err(ExecutionError::invalid_argument_count(2, args.len())) };
    let read =
        |value: &CowVal<'_, '_>| value.downcast_ref::<CelInt>().map(|number| i128::from(*number.inner()));
    read(first).zip(read(second)).ok_or_else(overflow)
}

fn integer<'b, 'v>(value: i64) -> CowVal<'b, 'v> {
    CowVal::owned(CelInt::from(value))
}

fn overflow() -> ExecutionError {
    ExecutionError::function_error("amount", "out of range")
}

#[cfg(test)]
mod tests {
    use super::divide;
    use crate::card::Rounding::{Down, HalfEven, HalfUp, Up};

    #[test]
    fn each_rounding_goes_its_named_way() {
        let cases = [
            (7, 2, Up, 4),
            (7, 2, Down, 3),
            (7, 2, HalfUp, 4),
            (7, 2, HalfEven, 4),
            (5, 2, HalfEven, 2),
            (5, 2, HalfUp, 3),
            (6, 2, Up, 3),
            (10, 3, HalfUp, 3),
            (11, 3, HalfUp, 4),
            (-7, 2, Up, -3),
            (-7, 2, Down, -4),
            (-7, 2, HalfUp, -4),
            (-5, 2, HalfEven, -2),
        ];
        for (number, by, rounding, expected) in cases {
            assert_eq!(divide(number, by, rounding), Some(expected), "{number} / {by} {rounding:?}");
        }
        assert_eq!(divide(1, 0, Up), None);
    }
}
