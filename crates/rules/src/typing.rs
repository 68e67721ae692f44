//! The kind of value that a formula gives, checked when its card is loaded.
//!
//! Cards use a part of CEL: names, whole numbers, words, lists, comparisons, `&& || ! ?:`, `+ - * / %`, `in`
//! and the host functions. Fractions, maps, macros and everything else are refused.

use crate::functions::{HOST_FUNCTIONS, split_rounding};
use crate::kind::Kind;
use cel::common::ast::operators as op;
use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue};

/// The kind of a formula, or what is wrong with it. `kind_of_name` answers for facts and parameters.
pub(crate) fn kind(
    tree: &IdedExpr,
    kind_of_name: &dyn Fn(&str) -> Result<Kind, String>,
) -> Result<Kind, String> {
    match &tree.expr {
        Expr::Ident(name) => kind_of_name(name),
        Expr::Literal(literal) => literal_kind(literal),
        Expr::List(list) => {
            for element in &list.elements {
                kind(element, kind_of_name)?;
            }
            Ok(Kind::List)
        }
        Expr::Call(call) => call_kind(call, kind_of_name),
        Expr::Select(_) | Expr::Unspecified | Expr::Comprehension(_) | Expr::Map(_) | Expr::Struct(_) => {
            Err("it uses a part of CEL that cards do without (macros, maps, `has`)".to_owned())
        }
    }
}

fn literal_kind(literal: &LiteralValue) -> Result<Kind, String> {
    match literal {
        LiteralValue::Boolean(_) => Ok(Kind::Bool),
        LiteralValue::Int(_) => Ok(Kind::Int),
        LiteralValue::String(_) => Ok(Kind::Text),
        LiteralValue::Double(_) => {
            Err("it holds a number with a fraction; use minor units or basis points".to_owned())
        }
        LiteralValue::Bytes(_) | LiteralValue::Null | LiteralValue::UInt(_) => {
            Err("it holds a literal that is not a whole number, yes or no, or a word".to_owned())
        }
    }
}

fn call_kind(call: &CallExpr, kind_of_name: &dyn Fn(&str) -> Result<Kind, String>) -> Result<Kind, String> {
    if call.target.is_some() {
        return Err(format!("`.{}()` is not a function of the cards", call.func_name));
    }
    let kinds: Vec<Kind> =
        call.args.iter().map(|argument| kind(argument, kind_of_name)).collect::<Result<_, _>>()?;
    let name = call.func_name.as_str();
    match (name, kinds.as_slice()) {
        (op::LOGICAL_AND | op::LOGICAL_OR, [Kind::Bool, Kind::Bool])
        | (op::LOGICAL_NOT, [Kind::Bool])
        | (op::LESS | op::LESS_EQUALS | op::GREATER | op::GREATER_EQUALS, [Kind::Int, Kind::Int])
        | (op::IN, [Kind::Int | Kind::Text, Kind::List]) => Ok(Kind::Bool),
        (op::EQUALS | op::NOT_EQUALS, [left, right]) if left == right => Ok(Kind::Bool),
        (op::ADD | op::SUBSTRACT | op::MULTIPLY | op::DIVIDE | op::MODULO, [Kind::Int, Kind::Int])
        | (op::NEGATE, [Kind::Int]) => Ok(Kind::Int),
        (op::CONDITIONAL, [Kind::Bool, yes, no]) if yes == no => Ok(*yes),
        (name, kinds) => host_kind(split_rounding(name).0, kinds),
    }
}

fn host_kind(name: &str, kinds: &[Kind]) -> Result<Kind, String> {
    let Some(function) = HOST_FUNCTIONS.iter().find(|function| function.name == name) else {
        let known: Vec<&str> = HOST_FUNCTIONS.iter().map(|function| function.name).collect();
        return Err(format!(
            "`{name}` does not take these kinds of values here; the functions are {}",
            known.join(", ")
        ));
    };
    if kinds == function.takes {
        Ok(function.gives)
    } else {
        let wanted: Vec<&str> = function.takes.iter().map(|kind| kind.word()).collect();
        Err(format!("`{name}` takes {}", wanted.join(" and ")))
    }
}
