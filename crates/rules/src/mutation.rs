//! Mutation of cards: each comparison turned, each constant and parameter moved by one. Where no test of the card
//! notices the change, its tests do not show what that part of the rule says.

use crate::card::CardTest;
use crate::rule::Rule;
use crate::rulebook::Rulebook;
use crate::scope::PARAMETER;
use crate::tree;
use cel::common::ast::operators as op;
use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue};
use cel::common::types::CelInt;
use serde::Serialize;

/// Which changes of the cards their tests noticed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MutationReport {
    /// How many changes were tried.
    pub tried: usize,
    /// The changes that no test noticed, each as `rule: formula`.
    pub survivors: Vec<String>,
}

impl MutationReport {
    /// Whether at least this share, in basis points, was noticed.
    pub fn kills_at_least(&self, share_bp: usize) -> bool {
        let killed = self.tried.saturating_sub(self.survivors.len());
        killed.saturating_mul(10_000) >= self.tried.saturating_mul(share_bp)
    }
}

/// The formulas that change an outcome. The other limits of a subsidy go to the caller, who applies them.
const DECIDING_PARTS: [&str; 3] = ["when", "amount", "cap_per_deal"];

impl Rulebook {
    /// Changes every card in every small way and runs its tests again.
    pub fn mutate_cards(&self) -> MutationReport {
        let mut report = MutationReport::default();
        for rule in &self.rules {
            for position in 0..rule.formulas().len() {
                self.mutate_formula(rule, position, &mut report);
            }
        }
        report
    }

    fn mutate_formula(&self, rule: &Rule, position: usize, report: &mut MutationReport) {
        let Some((part, formula)) = rule.formulas().into_iter().nth(position) else { return };
        if !DECIDING_PARTS.contains(&part) {
            return;
        }
        for node in tree::nodes(&formula.tree) {
            for replacement in replacements(node) {
                let mut tree = formula.tree.clone();
                replace(&mut tree, node.id, &replacement);
                let shown = format!("{}: {part}: {}", rule.reference, tree::text(&tree));
                let mut mutant = rule.clone();
                if let Some(formula) = mutant.formulas_mut().into_iter().nth(position) {
                    formula.replace_tree(tree);
                }
                report.tried = report.tried.saturating_add(1);
                let is_unnoticed = |test: &CardTest| {
                    self.run_test(&mutant, test).outcome == self.run_test(rule, test).outcome
                };
                if rule.card.tests.iter().all(is_unnoticed) {
                    report.survivors.push(shown);
                }
            }
        }
    }
}

fn replacements(node: &IdedExpr) -> Vec<Expr> {
    match &node.expr {
        Expr::Call(call) => {
            turned_operator(&call.func_name).map(|name| renamed(call, name)).into_iter().collect()
        }
        Expr::Literal(LiteralValue::Int(value)) => {
            let neighbors = [value.inner().saturating_sub(1), value.inner().saturating_add(1)];
            neighbors.into_iter().map(integer).collect()
        }
        Expr::Ident(name) if name.starts_with(PARAMETER) => [-1, 1].map(|step| sum(node, step)).into(),
        Expr::Ident(_)
        | Expr::Literal(_)
        | Expr::List(_)
        | Expr::Select(_)
        | Expr::Unspecified
        | Expr::Comprehension(_)
        | Expr::Map(_)
        | Expr::Struct(_) => Vec::new(),
    }
}

fn turned_operator(operator: &str) -> Option<&'static str> {
    let turns = [
        (op::LESS, op::LESS_EQUALS),
        (op::LESS_EQUALS, op::LESS),
        (op::GREATER, op::GREATER_EQUALS),
        (op::GREATER_EQUALS, op::GREATER),
        (op::EQUALS, op::NOT_EQUALS),
        (op::NOT_EQUALS, op::EQUALS),
        (op::LOGICAL_AND, op::LOGICAL_OR),
        (op::LOGICAL_OR, op::LOGICAL_AND),
    ];
    turns.into_iter().find(|(from, _)| *from == operator).map(|(_, to)| to)
}

fn renamed(call: &CallExpr, name: &str) -> Expr {
    Expr::Call(CallExpr { func_name: name.to_owned(), ..call.clone() })
}

fn integer(value: i64) -> Expr {
    Expr::Literal(LiteralValue::Int(CelInt::from(value)))
}

/// The node plus `step`. New nodes have the id 0, which no node of a compiled formula has.
fn sum(node: &IdedExpr, step: i64) -> Expr {
    let original = IdedExpr { id: 0, expr: node.expr.clone() };
    let step = IdedExpr { id: 0, expr: integer(step) };
    Expr::Call(CallExpr { func_name: op::ADD.to_owned(), target: None, args: vec![original, step] })
}

fn replace(tree: &mut IdedExpr, id: u64, replacement: &Expr) {
    if tree.id == id {
        tree.expr = replacement.clone();
        return;
    }
    for child in tree::children_mut(tree) {
        replace(child, id, replacement);
    }
}
