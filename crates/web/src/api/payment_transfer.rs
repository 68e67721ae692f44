//! `/payments`: money from a bank and to it.

use super::call::Call;
use super::sent::Sent;
use crate::error::{Answer, AppError};
use crate::nouns::payment_transfer;
use market::admin::payment_transfer::bank_account::{BankAccount, NameBankAccount};
use market::admin::payment_transfer::{Payment, RequestPayment};

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::act_for::<RequestPayment>("/payments", "Ask for a payment", "payment"),
        Call::get("/payments/{payment}", "A payment of yours", payment),
        Call::get("/bank-account", "Your bank account", bank_account),
        Call::set::<NameBankAccount>("/bank-account", "Name your bank account"),
    ]
}

async fn payment(sent: Sent) -> Answer<Payment> {
    payment_transfer::payment(&sent.app, sent.visitor()?, sent.id()?).await
}

async fn bank_account(sent: Sent) -> Answer<BankAccount> {
    payment_transfer::bank_account(&sent.app, sent.visitor()?).await?.ok_or(AppError::NotFound)
}
