//! The engine of CEL, which evaluates any formula with the facts of a question.
//!
//! Building an environment of CEL costs some hundred times more than evaluating a formula, so there is exactly one in
//! a rulebook. A context over it is a pointer and two empty maps.

use crate::functions::register;
use crate::scope::{Missing, Scope};
use crate::tree;
use cel::common::ast::IdedExpr;
use cel::common::types::{CelBool, CelInt};
use cel::common::value::CowVal;
use cel::context::VariableResolver;
use cel::{Context, DeclarationError, Env, ExecutionError, Value};
use std::sync::Arc;

/// The engine of CEL with the host functions of the cards.
pub(crate) struct Engine {
    env: Arc<Env>,
}

impl Engine {
    pub(crate) fn new() -> Result<Self, DeclarationError> {
        let mut env = Env::stdlib();
        register(&mut env)?;
        Ok(Self { env: Arc::new(env) })
    }

    /// Whether a condition holds.
    pub(crate) fn holds(&self, tree: &IdedExpr, scope: &Scope<'_>) -> Result<bool, Missing> {
        self.value(tree, scope, |value| value.downcast_ref::<CelBool>().map(|value| *value.inner()))
    }

    /// The whole number that a formula gives.
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

/// What kept a formula from having a value. The error of `&&` and `||` may be that of either side and need not name
/// what is unknown; then the first name of the formula without a value is taken.
fn missing(error: &ExecutionError, tree: &IdedExpr, scope: &Scope<'_>) -> Missing {
    if let ExecutionError::UndeclaredReference(name) = error {
        return Missing::of(name);
    }
    let first_absent = tree::names(tree).into_iter().find(|name| scope.resolve(name).is_none());
    first_absent.map_or(Missing::Answer, |name| Missing::of(&name))
}
