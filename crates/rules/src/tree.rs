//! Syntax trees of formulas: names joined, limits kept, comparisons found, text written back.

use crate::functions::split_rounding;
use cel::common::ast::operators as op;
use cel::common::ast::{Expr, IdedExpr, LiteralValue};

const BYTES_MOST: usize = 8_000;
const BRACKETS_MOST: usize = 8;
const DEPTH_MOST: usize = 32;
const NODES_MOST: usize = 256;
const LIST_MOST: usize = 500;

pub(crate) const COMPARISONS: [(&str, &str); 6] = [
    (op::LESS, "<"),
    (op::LESS_EQUALS, "<="),
    (op::GREATER, ">"),
    (op::GREATER_EQUALS, ">="),
    (op::EQUALS, "=="),
    (op::NOT_EQUALS, "!="),
];

const ARITHMETIC: [(&str, &str); 8] = [
    (op::ADD, "+"),
    (op::SUBSTRACT, "-"),
    (op::MULTIPLY, "*"),
    (op::DIVIDE, "/"),
    (op::MODULO, "%"),
    (op::LOGICAL_AND, "&&"),
    (op::LOGICAL_OR, "||"),
    (op::IN, "in"),
];

/// Turns `a.b.c` from two selections into one name, so that a fact is one lookup.
pub(crate) fn join_names(tree: &mut IdedExpr) {
    if let Some(name) = dotted(&tree.expr) {
        tree.expr = Expr::Ident(name);
        return;
    }
    for child in children_mut(tree) {
        join_names(child);
    }
}

fn dotted(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Ident(name) => Some(name.clone()),
        Expr::Select(select) if !select.test => {
            dotted(&select.operand.expr).map(|before| format!("{before}.{}", select.field))
        }
        Expr::Select(_)
        | Expr::Unspecified
        | Expr::Call(_)
        | Expr::Comprehension(_)
        | Expr::List(_)
        | Expr::Literal(_)
        | Expr::Map(_)
        | Expr::Struct(_) => None,
    }
}

/// The nodes directly below; kinds that cards may not use have none.
pub(crate) fn children(tree: &IdedExpr) -> Vec<&IdedExpr> {
    match &tree.expr {
        Expr::Call(call) => call.target.iter().map(|target| &**target).chain(&call.args).collect(),
        Expr::List(list) => list.elements.iter().collect(),
        Expr::Select(select) => vec![&select.operand],
        Expr::Unspecified
        | Expr::Comprehension(_)
        | Expr::Ident(_)
        | Expr::Literal(_)
        | Expr::Map(_)
        | Expr::Struct(_) => Vec::new(),
    }
}

pub(crate) fn children_mut(tree: &mut IdedExpr) -> Vec<&mut IdedExpr> {
    match &mut tree.expr {
        Expr::Call(call) => {
            call.target.iter_mut().map(|target| &mut **target).chain(&mut call.args).collect()
        }
        Expr::List(list) => list.elements.iter_mut().collect(),
        Expr::Select(select) => vec![&mut select.operand],
        Expr::Unspecified
        | Expr::Comprehension(_)
        | Expr::Ident(_)
        | Expr::Literal(_)
        | Expr::Map(_)
        | Expr::Struct(_) => Vec::new(),
    }
}

/// Every node, parents first.
pub(crate) fn nodes(tree: &IdedExpr) -> Vec<&IdedExpr> {
    let mut all = vec![tree];
    let mut next = 0;
    while let Some(node) = all.get(next).copied() {
        all.extend(children(node));
        next = next.saturating_add(1);
    }
    all
}

/// The names in a formula, in the order in which they stand, each once.
pub(crate) fn names(tree: &IdedExpr) -> Vec<String> {
    let mut found = Vec::new();
    collect_names(tree, &mut found);
    found
}

fn collect_names(tree: &IdedExpr, found: &mut Vec<String>) {
    if let Expr::Ident(name) = &tree.expr
        && !found.contains(name)
    {
        found.push(name.clone());
    }
    for child in children(tree) {
        collect_names(child, found);
    }
}

/// Says which limit the text of a formula breaks. The parser recurses deeply for each bracket, so these are counted
/// before it starts: a hostile card must not exhaust the stack.
pub(crate) fn broken_source_limit(source: &str) -> Option<String> {
    if source.len() > BYTES_MOST {
        return Some(format!("it is {} bytes long; the most is {BYTES_MOST}", source.len()));
    }
    let (mut depth, mut quote, mut is_escaped): (usize, Option<char>, bool) = (0, None, false);
    for letter in source.chars() {
        match (quote, letter) {
            (Some(_), _) if is_escaped => is_escaped = false,
            (Some(_), '\\') => is_escaped = true,
            (Some(open), _) if letter == open => quote = None,
            (None, '"' | '\'') => quote = Some(letter),
            (None, '(' | '[' | '{') => depth = depth.saturating_add(1),
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (Some(_) | None, _) => {}
        }
        if depth > BRACKETS_MOST {
            return Some(format!("its brackets nest deeper than {BRACKETS_MOST}"));
        }
    }
    None
}

/// Says which limit a formula breaks, if any.
pub(crate) fn broken_limit(tree: &IdedExpr) -> Option<String> {
    let all = nodes(tree);
    if all.len() > NODES_MOST {
        return Some(format!("it has {} parts; the most is {NODES_MOST}", all.len()));
    }
    if depth(tree) > DEPTH_MOST {
        return Some(format!("it nests deeper than {DEPTH_MOST}"));
    }
    let longest = all.iter().filter_map(|node| list_len(node)).max().unwrap_or(0);
    (longest > LIST_MOST).then(|| format!("a list has {longest} entries; the most is {LIST_MOST}"))
}

fn list_len(node: &IdedExpr) -> Option<usize> {
    if let Expr::List(list) = &node.expr { Some(list.elements.len()) } else { None }
}

fn depth(tree: &IdedExpr) -> usize {
    children(tree).into_iter().map(depth).max().unwrap_or(0).saturating_add(1)
}

/// The operator and both sides, if this is a comparison.
pub(crate) fn comparison(node: &IdedExpr) -> Option<(&'static str, &IdedExpr, &IdedExpr)> {
    let Expr::Call(call) = &node.expr else { return None };
    let (_, sign) = COMPARISONS.iter().find(|(name, _)| *name == call.func_name)?;
    let [left, right] = call.args.as_slice() else { return None };
    Some((sign, left, right))
}

/// Writes a formula as a person would; operands that are themselves operations stand in brackets.
pub(crate) fn text(tree: &IdedExpr) -> String {
    match &tree.expr {
        Expr::Ident(name) => name.clone(),
        Expr::Literal(literal) => literal_text(literal),
        Expr::List(list) => {
            format!("[{}]", list.elements.iter().map(text).collect::<Vec<_>>().join(", "))
        }
        Expr::Call(call) => call_text(&call.func_name, &call.args),
        Expr::Select(select) => format!("{}.{}", text(&select.operand), select.field),
        Expr::Unspecified | Expr::Comprehension(_) | Expr::Map(_) | Expr::Struct(_) => "…".to_owned(),
    }
}

fn literal_text(literal: &LiteralValue) -> String {
    match literal {
        LiteralValue::Boolean(value) => value.inner().to_string(),
        LiteralValue::Int(value) => value.inner().to_string(),
        LiteralValue::String(value) => format!("{:?}", value.inner()),
        LiteralValue::Bytes(_) | LiteralValue::Double(_) | LiteralValue::Null | LiteralValue::UInt(_) => {
            "…".to_owned()
        }
    }
}

fn call_text(name: &str, args: &[IdedExpr]) -> String {
    let sign = COMPARISONS.iter().chain(&ARITHMETIC).find(|(operator, _)| *operator == name);
    match (sign, args) {
        (Some((_, sign)), [left, right]) => format!("{} {sign} {}", operand(left), operand(right)),
        (None, [only]) if name == op::LOGICAL_NOT => format!("!{}", operand(only)),
        (None, [only]) if name == op::NEGATE => format!("-{}", operand(only)),
        (None, [test, yes, no]) if name == op::CONDITIONAL => {
            format!("{} ? {} : {}", operand(test), operand(yes), operand(no))
        }
        (_, args) => {
            let (name, _) = split_rounding(name);
            format!("{name}({})", args.iter().map(text).collect::<Vec<_>>().join(", "))
        }
    }
}

fn operand(tree: &IdedExpr) -> String {
    let is_sign = |name: &str| name.contains('_') && !name.starts_with(char::is_alphabetic);
    let is_operation = matches!(&tree.expr, Expr::Call(call) if is_sign(&call.func_name));
    if is_operation { format!("({})", text(tree)) } else { text(tree) }
}
