//! What a user has, and what moved.

use crate::app::App;
use crate::cursor::{Cursor, Page};
use crate::error::Answer;
use crate::visitor::Visitor;
use kernel::Value;
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
