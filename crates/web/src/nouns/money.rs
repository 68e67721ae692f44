//! Money: balances, the statement, payments in and out.

use crate::app::App;
use crate::cursor::{Cursor, Page};
use crate::error::{Answer, AppError};
use crate::visitor::Visitor;
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
pub async fn balances(app: &App, visitor: &Visitor) -> Answer<Vec<Balance>> {
    let (locality, holder) = (visitor.user.locality(), Value::Id(visitor.user.bits()));
    Ok(app.store.view::<Balance>(locality, &[holder]).await?)
}

/// The visitor's statement, with its movements from a place in their list on.
pub async fn statement(app: &App, visitor: &Visitor, from: Cursor) -> Answer<Statement> {
    let params = [Value::Id(visitor.user.bits()), from.id()];
    let lines = app.store.view::<StatementLine>(visitor.user.locality(), &params).await?;
    let cursor = |line: &StatementLine| Cursor { time: None, id: line.id.bits() };
    let lines = Page::of(lines, MOVEMENTS_PAGE, cursor);
    Ok(Statement { balances: balances(app, visitor).await?, lines })
}

/// One of the visitor's payments; another's is not there.
pub async fn payment(app: &App, visitor: &Visitor, id: Id<Payment>) -> Answer<Payment> {
    let payment = app.store.find::<Payment>((id.locality(), id)).await?;
    payment.filter(|payment| payment.user_id == visitor.user).ok_or(AppError::NotFound)
}
