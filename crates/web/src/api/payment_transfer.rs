//! `/payments`: money from a bank and to it.

use super::call::Call;
use super::sent::Sent;
use crate::error::{Answer, AppError};
use crate::nouns::payment_transfer;
use market::admin::payment_transfer::bank_account::{BankAccount, NameBankAccount};
use market::admin::payment_transfer::{Payment, RequestPayment};

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::act_for::<RequestPayment>("/payments", "payment").proven(),
        Call::get("/payments/{payment}", payment)
            .about("Ask again until its `stage` says what the bank did."),
        Call::get("/bank-account", bank_account)
            .about("The name on it, the end of its number, and whether the bank knows it.")
            .or_none(),
        Call::set::<NameBankAccount>("/bank-account").proven(),
    ]
}

async fn payment(sent: Sent) -> Answer<Payment> {
    payment_transfer::payment(&sent.app, sent.visitor()?, sent.id()?).await
}

async fn bank_account(sent: Sent) -> Answer<BankAccount> {
    payment_transfer::bank_account(&sent.app, sent.visitor()?).await?.ok_or(AppError::NotFound)
}
