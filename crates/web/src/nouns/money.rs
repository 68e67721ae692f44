//! Money: balances, the statement, payments in and out.

use crate::app::App;
use crate::cursor::{Cursor, Page};
use crate::error::AppError;
use crate::visit::Visitor;
use kernel::{Id, Value};
use market::admin::payment_transfer::Payment;
use market::support::escrow::{Balance, MOVEMENTS_PAGE, StatementLine};

/// A user's money.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The balances.
    pub balances: Vec<Balance>,
    /// A page of the movements, the latest first.
    pub lines: Page<StatementLine>,
}

/// The visitor's balances.
///
/// # Errors
/// [`AppError::Unavailable`].
pub async fn balances(app: &App, visitor: &Visitor) -> Result<Vec<Balance>, AppError> {
    let (locality, holder) = (visitor.user.locality(), Value::Id(visitor.user.bits()));
    Ok(app.store.view::<Balance>(locality, &[holder]).await?)
}

/// The visitor's statement, with its movements from a place in their list on.
///
/// # Errors
/// [`AppError::Unavailable`].
pub async fn statement(app: &App, visitor: &Visitor, from: Cursor) -> Result<Statement, AppError> {
    let params = [Value::Id(visitor.user.bits()), from.id()];
    let lines = app.store.view::<StatementLine>(visitor.user.locality(), &params).await?;
    let cursor = |line: &StatementLine| Cursor { time: None, id: line.id.bits() };
    let lines = Page::of(lines, MOVEMENTS_PAGE, cursor);
    Ok(Statement { balances: balances(app, visitor).await?, lines })
}

/// One of the visitor's payments.
///
/// # Errors
/// [`AppError::NotFound`] for what is not there or not the visitor's.
pub async fn payment(app: &App, visitor: &Visitor, id: Id<Payment>) -> Result<Payment, AppError> {
    let payment = app.store.find::<Payment>((id.locality(), id)).await?;
    payment.filter(|payment| payment.user_id == visitor.user).ok_or(AppError::NotFound)
}
