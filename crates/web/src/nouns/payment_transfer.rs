//! Payments in and out.

use crate::app::App;
use crate::error::{Answer, AppError};
use crate::visitor::Visitor;
use kernel::Id;
use market::admin::payment_transfer::{self, Payment, bank_account::BankAccount};

/// One of the visitor's payments; another's is not there.
pub async fn payment(app: &App, visitor: &Visitor, id: Id<Payment>) -> Answer<Payment> {
    let payment = app.store.find::<Payment>((id.locality(), id)).await?;
    payment.filter(|payment| payment.user_id == visitor.user).ok_or(AppError::NotFound)
}

/// The bank account that the visitor is paid out to, if one was named.
pub async fn bank_account(app: &App, visitor: &Visitor) -> Answer<Option<BankAccount>> {
    Ok(app.store.find::<BankAccount>((visitor.user.locality(), visitor.user)).await?)
}

/// Whether money can be paid in and out at all.
pub async fn has_rail(app: &App, visitor: &Visitor) -> Answer<bool> {
    app.look(Some(visitor), |draft| Ok(payment_transfer::has_rail(draft))).await
}
