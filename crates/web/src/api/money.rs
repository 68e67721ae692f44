//! `/balances`, `/statement`, `/payments`.

use super::call::Call;
use super::sent::{Paged, Sent};
use crate::cursor::Page;
use crate::error::Answer;
use crate::nouns::money;
use kernel::Show;
use ledger::Class;
use market::admin::payment_transfer::{Payment, RequestPayment};
use market::support::escrow::{Balance, StatementLine};

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::get("/balances", "Your balances", balances),
        Call::list("/statement", "Your statement", statement)
            .about("The latest movement first, fifty a page: the header `Link` has the next one."),
        Call::act_for::<RequestPayment>("/payments", "Ask for a payment", "payment"),
        Call::get("/payments/{payment}", "A payment of yours", payment),
    ]
}

/// A movement on one of your accounts.
#[derive(Show)]
struct Movement {
    #[show(flatten)]
    line: StatementLine,
    /// Into the account or out of it.
    way: Way,
    /// Which account.
    class: Class,
}

kernel::words! {
    /// Into an account or out of it.
    enum Way {
        /// Into it.
        In = "in",
        /// Out of it.
        Out = "out",
    }
}

async fn balances(sent: Sent) -> Answer<Vec<Balance>> {
    money::balances(&sent.app, sent.visitor()?).await
}

async fn statement(sent: Sent, paged: Paged) -> Answer<Page<Movement>> {
    let visitor = sent.visitor()?;
    let movement = |line: StatementLine| {
        let is_out = line.debit_holder == visitor.user.cast();
        let (way, class) = if is_out { (Way::Out, line.debit_class) } else { (Way::In, line.credit_class) };
        Movement { line, way, class }
    };
    Ok(money::statement(&sent.app, visitor, paged.from()?).await?.lines.map(movement))
}

async fn payment(sent: Sent) -> Answer<Payment> {
    money::payment(&sent.app, sent.visitor()?, sent.id()?).await
}
