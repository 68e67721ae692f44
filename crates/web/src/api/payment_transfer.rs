//! `/payments`: money from a bank and to it.

use super::call::Call;
use super::sent::Sent;
use crate::error::Answer;
use crate::nouns::payment_transfer;
use market::admin::payment_transfer::{Payment, RequestPayment};

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::act_for::<RequestPayment>("/payments", "Ask for a payment", "payment"),
        Call::get("/payments/{payment}", "A payment of yours", payment),
    ]
}

async fn payment(sent: Sent) -> Answer<Payment> {
    payment_transfer::payment(&sent.app, sent.visitor()?, sent.id()?).await
}
