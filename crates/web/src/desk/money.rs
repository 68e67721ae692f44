//! Money: balances, the statement, payments in and out.

use crate::app::App;
use crate::error::AppError;
use crate::visit::{self, Visitor};
use kernel::{Amount, Currency, Id, Value};
use market::admin::payment_transfer::{Direction, Payment, RequestPayment};
use market::trade::views::{Balance, StatementLine};

/// A user's money.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The balances.
    pub balances: Vec<Balance>,
    /// The movements, the latest first.
    pub lines: Vec<StatementLine>,
}

/// The visitor's statement.
///
/// # Errors
/// [`AppError::Unavailable`].
pub async fn statement(app: &App, visitor: &Visitor) -> Result<Statement, AppError> {
    let (locality, holder) = (visitor.user.locality(), [Value::Id(visitor.user.bits())]);
    Ok(Statement {
        balances: app.store.view::<Balance>(locality, &holder).await?,
        lines: app.store.view::<StatementLine>(locality, &holder).await?,
    })
}

/// Asks for money from the visitor's bank or to it.
///
/// # Errors
/// As the command.
pub async fn request_payment(
    app: &App,
    visitor: &Visitor,
    (direction, amount, currency): (Direction, Amount, Currency),
    key: &str,
) -> Result<Id<Payment>, AppError> {
    let request = RequestPayment { user: visitor.user, direction, currency, amount };
    Ok(app.store.run(visit::request::<RequestPayment>(visitor.actor(), key), request).await?)
}

/// One of the visitor's payments.
///
/// # Errors
/// [`AppError::NotFound`] for what is not there or not the visitor's.
pub async fn payment(app: &App, visitor: &Visitor, id: Id<Payment>) -> Result<Payment, AppError> {
    let payment = app.store.find::<Payment>((id.locality(), id)).await?;
    payment.filter(|payment| payment.user_id == visitor.user).ok_or(AppError::NotFound)
}
