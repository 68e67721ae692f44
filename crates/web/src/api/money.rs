//! `/balances`, `/statement`, `/payments`.

use super::call::{Body, Key, SignedIn, id};
use super::fault::Answer;
use super::shapes::{Money, moment};
use crate::app::App;
use crate::desk::money;
use crate::error::AppError;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use kernel::{Amount, Currency};
use market::admin::payment_transfer::Direction;
use serde::Deserialize;
use serde_json::{Value, json};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/balances", get(balances))
        .route("/statement", get(statement))
        .route("/payments", post(request_payment))
        .route("/payments/{id}", get(payment))
}

async fn balances(State(app): State<App>, SignedIn(visitor): SignedIn) -> Answer<Json<Value>> {
    let statement = money::statement(&app, &visitor).await?;
    let balances: Vec<Value> = statement
        .balances
        .iter()
        .map(|balance| {
            json!({
                "class": balance.class, "available": Money::of(&app, balance.available, balance.currency),
                "reserved": Money::of(&app, balance.reserved, balance.currency),
            })
        })
        .collect();
    Ok(Json(json!({ "balances": balances })))
}

async fn statement(State(app): State<App>, SignedIn(visitor): SignedIn) -> Answer<Json<Value>> {
    let statement = money::statement(&app, &visitor).await?;
    let lines: Vec<Value> = statement
        .lines
        .iter()
        .map(|line| {
            let is_out = line.debit_holder == visitor.user.cast();
            json!({
                "id": line.id, "direction": if is_out { "out" } else { "in" }, "verb": line.verb,
                "class": if is_out { line.debit_class } else { line.credit_class },
                "amount": Money::of(&app, line.amount, line.currency), "purpose": line.purpose,
                "subject": line.subject, "posted_at": moment(line.posted_at),
            })
        })
        .collect();
    Ok(Json(json!({ "lines": lines })))
}

/// A payment from the bank (`deposit`) or to it (`payout`).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaymentBody {
    direction: Direction,
    amount_minor: i64,
    currency: String,
}

async fn request_payment(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Key(key): Key,
    Body(body): Body<PaymentBody>,
) -> Answer<(StatusCode, Json<Value>)> {
    let currency = Currency::new(&body.currency).filter(|code| app.rulebook.currency(code.code()).is_some());
    let currency = currency.ok_or_else(|| AppError::invalid("currency", "invalid-currency"))?;
    let asked = (body.direction, Amount(body.amount_minor), currency);
    let payment = money::request_payment(&app, &visitor, asked, &key).await?;
    Ok((StatusCode::ACCEPTED, Json(json!({ "payment": payment }))))
}

async fn payment(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Path(payment): Path<String>,
) -> Answer<Json<Value>> {
    let payment = money::payment(&app, &visitor, id(&payment)?).await?;
    Ok(Json(json!({
        "id": payment.id, "direction": payment.direction, "stage": payment.stage,
        "amount": Money::of(&app, payment.amount, payment.currency),
        "requested_at": moment(payment.requested_at), "concluded_at": payment.concluded_at.map(moment),
    })))
}
