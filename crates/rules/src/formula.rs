//! Formulas of cards: parsed, checked and compiled once, when the rulebook is loaded.

use crate::card::Rounding;
use crate::compact_formula::CompactFormula;
use crate::functions::{HOST_FUNCTIONS, rounded_name};
use crate::kind::Kind;
use crate::scope::{PARAMETER, Scope};
use crate::{tree, typing};
use cel::common::ast::{Expr, IdedExpr};
use cel::parser::Parser;

/// How deep conditionals may nest, because the parser recurses into each.
const NESTING_MOST: u16 = 12;

/// A compiled formula.
#[derive(Clone, Debug)]
pub(crate) struct Formula {
    /// As the card writes it.
    pub(crate) source: String,
    pub(crate) tree: IdedExpr,
    /// The same in compact form, where there is one.
    pub(crate) compact: Option<CompactFormula>,
    /// The facts it names.
    pub(crate) facts: Vec<String>,
    /// The parameters it names, without `param.`.
    pub(crate) parameters: Vec<String>,
}

impl Formula {
    /// Compiles and checks a formula that must give `wanted`; `rounding` is the card's, if it names one.
    pub(crate) fn compile(
        source: &str,
        wanted: Kind,
        rounding: Option<Rounding>,
        kind_of_name: &dyn Fn(&str) -> Result<Kind, String>,
    ) -> Result<Self, String> {
        if let Some(limit) = tree::broken_source_limit(source) {
            return Err(limit);
        }
        let parser = Parser::new().max_recursion_depth(NESTING_MOST);
        let mut tree = parser.parse(source).map_err(|error| first_line(&error.to_string()))?;
        tree::join_names(&mut tree);
        if let Some(limit) = tree::broken_limit(&tree) {
            return Err(limit);
        }
        name_roundings(&mut tree, rounding)?;
        let kind = typing::kind(&tree, kind_of_name)?;
        if kind != wanted {
            return Err(format!("it gives {}, and {} is needed", kind.word(), wanted.word()));
        }
        let (parameters, facts): (Vec<_>, Vec<_>) =
            tree::names(&tree).into_iter().partition(|name| name.starts_with(PARAMETER));
        let parameters =
            parameters.iter().filter_map(|name| name.strip_prefix(PARAMETER)).map(str::to_owned).collect();
        let compact = CompactFormula::of(&tree);
        Ok(Self { source: source.trim().to_owned(), tree, compact, facts, parameters })
    }

    /// Puts another tree in place of the compiled one, to see whether the tests of the card notice.
    pub(crate) fn replace_tree(&mut self, tree: IdedExpr) {
        self.compact = CompactFormula::of(&tree);
        self.tree = tree;
    }

    /// The whole number that it gives, if that follows from the facts of `scope`.
    pub(crate) fn known_integer(&self, scope: &Scope<'_>) -> Option<i64> {
        self.compact.as_ref()?.integer(scope)
    }

    /// Whether it is false whatever the unknown facts are; may miss that it is.
    pub(crate) fn is_known_false(&self, scope: &Scope<'_>) -> bool {
        self.compact.as_ref().is_some_and(|compact| compact.is_false(scope))
    }

    /// The share in basis points, if the formula is a share of this fact and the share is known.
    pub(crate) fn share_of(&self, fact: &str, scope: &Scope<'_>) -> Option<i64> {
        self.compact.as_ref()?.share_of(fact, scope)
    }
}

/// Puts the card's rounding into the names of the functions that round.
fn name_roundings(tree: &mut IdedExpr, rounding: Option<Rounding>) -> Result<(), String> {
    if let Expr::Call(call) = &mut tree.expr
        && HOST_FUNCTIONS.iter().any(|function| function.rounds && function.name == call.func_name)
    {
        let Some(rounding) = rounding else {
            return Err(format!("`{}` rounds, and the card names no `round`", call.func_name));
        };
        call.func_name = rounded_name(&call.func_name, rounding);
    }
    tree::children_mut(tree).into_iter().try_for_each(|child| name_roundings(child, rounding))
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or("it cannot be read").trim().to_owned()
}
