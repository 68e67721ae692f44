//! `/balances`, `/statement`, `/payments`.

use super::call::{Answer, Asked, At, Listed, Paged, SignedIn};
use super::calls::{Call, shown};
use crate::app::App;
use crate::nouns::money;
use axum::Json;
use axum::extract::State;
use axum::routing::get;
use kernel::{Id, Money, Show, Timestamp};
use ledger::{Class, Holder, Purpose, Transfer, Verb};
use market::admin::payment_transfer::{self, Direction, PaymentStage, RequestPayment};
use market::support::escrow;
use serde_json::Value;

pub(super) fn calls() -> Vec<Call> {
    const TAG: &str = "Money";
    let statement = "The latest movement first, fifty a page: the header `Link` has the next one.";
    vec![
        Call::get::<Vec<Balance>>(TAG, "/balances", "Your balances", "", get(balances)),
        Call::get::<Vec<Movement>>(TAG, "/statement", "Your statement", statement, get(self::statement))
            .paged(),
        Call::act_for::<RequestPayment>(TAG, "/payments", "Ask for a payment", "payment"),
        Call::get::<Payment>(TAG, "/payments/{payment}", "A payment of yours", "", get(payment)),
    ]
}

/// A balance.
#[derive(Show)]
struct Balance {
    /// What it is for.
    class: Class,
    /// What can be spent.
    available: Money,
    /// What is promised to payments on their way.
    reserved: Money,
}

/// A movement on one of your accounts.
#[derive(Show)]
struct Movement {
    id: Id<Transfer>,
    /// Into the account or out of it.
    way: Way,
    /// Which account.
    class: Class,
    amount: Money,
    /// Whether it moved at once, was set aside, or ended what was set aside.
    verb: Verb,
    purpose: Purpose,
    /// What it was about: the trade or the payment.
    subject: Id<Holder>,
    posted_at: Timestamp,
}

/// A payment.
#[derive(Show)]
struct Payment {
    id: Id<payment_transfer::Payment>,
    direction: Direction,
    amount: Money,
    stage: PaymentStage,
    requested_at: Timestamp,
    /// When the bank was done with it.
    concluded_at: Option<Timestamp>,
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

async fn balances(State(app): State<App>, SignedIn(visitor): SignedIn) -> Answer<Json<Value>> {
    let balance = |balance: escrow::Balance| Balance {
        class: balance.class,
        available: balance.available.of(balance.currency),
        reserved: balance.reserved.of(balance.currency),
    };
    let balances: Vec<Balance> = money::balances(&app, &visitor).await?.into_iter().map(balance).collect();
    Ok(shown(&app, &balances))
}

async fn statement(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Asked(paged): Asked<Paged>,
) -> Answer<Listed<Value>> {
    let movement = |line: escrow::StatementLine| {
        let is_out = line.debit_holder == visitor.user.cast();
        let movement = Movement {
            id: line.id,
            way: if is_out { Way::Out } else { Way::In },
            class: if is_out { line.debit_class } else { line.credit_class },
            amount: line.amount.of(line.currency),
            verb: line.verb,
            purpose: line.purpose,
            subject: line.subject,
            posted_at: line.posted_at,
        };
        movement.show(&app)
    };
    Ok(Listed(money::statement(&app, &visitor, paged.read()?).await?.lines.map(movement), String::new()))
}

async fn payment(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(payment): At<payment_transfer::Payment>,
) -> Answer<Json<Value>> {
    let payment = money::payment(&app, &visitor, payment).await?;
    let payment = Payment {
        id: payment.id,
        direction: payment.direction,
        amount: payment.amount.of(payment.currency),
        stage: payment.stage,
        requested_at: payment.requested_at,
        concluded_at: payment.concluded_at,
    };
    Ok(shown(&app, &payment))
}
