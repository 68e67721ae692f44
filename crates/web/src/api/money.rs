//! `/balances`, `/statement`, `/payments`.

use super::call::{Asked, At, Body, Key, Listed, Paged, SignedIn};
use super::fault::Answer;
use super::shapes::{Made, Moment, Money, MoneySent, Uuid, words};
use crate::app::App;
use crate::desk::money;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ledger::{Class, Purpose, Verb};
use market::admin::payment_transfer::{self, Direction, PaymentStage};
use market::trade::views;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::schema::Object;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(balances))
        .routes(routes!(statement))
        .routes(routes!(request_payment))
        .routes(routes!(payment))
}

/// A balance.
#[derive(Serialize, ToSchema)]
struct Balance {
    /// What it is for.
    #[schema(schema_with = classes)]
    class: Class,
    /// What can be spent.
    available: Money,
    /// What is promised to payments on their way.
    reserved: Money,
}

/// A movement on one of your accounts.
#[derive(Serialize, ToSchema)]
struct Movement {
    id: Uuid,
    /// Into the account or out of it.
    #[schema(schema_with = ways)]
    way: &'static str,
    /// Which account.
    #[schema(schema_with = classes)]
    class: Class,
    amount: Money,
    /// Whether it moved at once, was set aside, or ended what was set aside.
    #[schema(schema_with = verbs)]
    verb: Verb,
    #[schema(schema_with = purposes)]
    purpose: Purpose,
    /// What it was about: the trade or the payment.
    subject: Uuid,
    posted_at: Moment,
}

/// A payment as it is asked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "direction": "deposit", "amount": { "minor": 50000, "currency": "USD" } }))]
struct NewPayment {
    /// `deposit` from your bank, or `payout` to it.
    #[schema(schema_with = directions)]
    direction: Direction,
    amount: MoneySent,
}

/// A payment that was asked for.
#[derive(Serialize, ToSchema)]
struct PaymentAsked {
    payment: Uuid,
}

/// A payment.
#[derive(Serialize, ToSchema)]
struct Payment {
    id: Uuid,
    #[schema(schema_with = directions)]
    direction: Direction,
    amount: Money,
    #[schema(schema_with = payment_stages)]
    stage: PaymentStage,
    requested_at: Moment,
    /// When the bank was done with it.
    concluded_at: Option<Moment>,
}

/// Your balances
#[utoipa::path(get, path = "/balances", tag = "Money", responses((status = 200, body = [Balance])))]
async fn balances(State(app): State<App>, SignedIn(visitor): SignedIn) -> Answer<Json<Vec<Balance>>> {
    let balance = |balance: views::Balance| Balance {
        class: balance.class,
        available: Money::of(&app, balance.available, balance.currency),
        reserved: Money::of(&app, balance.reserved, balance.currency),
    };
    Ok(Json(money::balances(&app, &visitor).await?.into_iter().map(balance).collect()))
}

/// Your statement
///
/// The latest movement first, fifty a page: the header `Link` has the next one.
#[utoipa::path(
    get, path = "/statement", tag = "Money", params(Paged), responses((status = 200, body = [Movement]))
)]
async fn statement(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Asked(paged): Asked<Paged>,
) -> Answer<Listed<Movement>> {
    let movement = |line: views::StatementLine| {
        let is_out = line.debit_holder == visitor.user.cast();
        Movement {
            id: line.id.into(),
            way: if is_out { "out" } else { "in" },
            class: if is_out { line.debit_class } else { line.credit_class },
            amount: Money::of(&app, line.amount, line.currency),
            verb: line.verb,
            purpose: line.purpose,
            subject: line.subject.into(),
            posted_at: line.posted_at.into(),
        }
    };
    Ok(Listed(money::statement(&app, &visitor, paged.read()?).await?.lines.map(movement), String::new()))
}

/// Ask for a payment
///
/// From your bank or to it. The bank takes its time: look at the payment, or wait for the notice.
#[utoipa::path(
    post, path = "/payments", tag = "Money", request_body = NewPayment,
    responses((status = 202, body = PaymentAsked))
)]
async fn request_payment(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Key(key): Key,
    Body(body): Body<NewPayment>,
) -> Answer<Made<PaymentAsked>> {
    let (amount, currency) = body.amount.read(&app, "amount")?;
    let asked = (body.direction, amount, currency);
    let payment = money::request_payment(&app, &visitor, asked, &key).await?;
    Ok((StatusCode::ACCEPTED, Json(PaymentAsked { payment: payment.into() })))
}

/// A payment of yours
#[utoipa::path(get, path = "/payments/{id}", tag = "Money", responses((status = 200, body = Payment)))]
async fn payment(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(payment): At<payment_transfer::Payment>,
) -> Answer<Json<Payment>> {
    let payment = money::payment(&app, &visitor, payment).await?;
    Ok(Json(Payment {
        id: payment.id.into(),
        direction: payment.direction,
        amount: Money::of(&app, payment.amount, payment.currency),
        stage: payment.stage,
        requested_at: payment.requested_at.into(),
        concluded_at: payment.concluded_at.map(Moment),
    }))
}

fn classes() -> Object {
    words(Class::ALL.iter().map(|class| class.word()))
}

fn verbs() -> Object {
    words(Verb::ALL.iter().map(|verb| verb.word()))
}

fn purposes() -> Object {
    words(Purpose::ALL.iter().map(|purpose| purpose.word()))
}

fn directions() -> Object {
    words(Direction::ALL.iter().map(|direction| direction.word()))
}

fn payment_stages() -> Object {
    words(PaymentStage::ALL.iter().map(|stage| stage.word()))
}

fn ways() -> Object {
    words(["in", "out"].into_iter())
}
