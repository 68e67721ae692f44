//! `/trades`: from hold to receipt.

use super::call::{Asked, Body, Key, SignedIn, id};
use super::fault::Answer;
use super::options::SearchQuery;
use super::shapes::{Money, Price, moment};
use crate::app::App;
use crate::desk::trades::{self, Shown, Side};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use kernel::Amount;
use market::options::contracts::ContractLanguage;
use serde::Deserialize;
use serde_json::{Value, json};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/trades", get(list).post(hold))
        .route("/trades/{id}", get(show))
        .route("/trades/{id}/hold", delete(let_go))
        .route("/trades/{id}/extension", post(extend))
        .route("/trades/{id}/booking", post(book))
        .route("/trades/{id}/cancellation", post(cancel))
        .route("/trades/{id}/hours", post(record_hours))
        .route("/trades/{id}/completion", post(confirm))
        .route("/trades/{id}/absence", post(report_absence))
        .route("/trades/{id}/contract", get(contract))
        .route("/trades/{id}/receipt", get(receipt))
}

#[derive(Deserialize)]
struct HoldBody {
    offering: String,
    /// What the buyer saw that they would pay, in minor units: another price is refused.
    expected_pay_minor: Option<i64>,
    #[serde(flatten)]
    search: SearchQuery,
}

async fn hold(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Key(key): Key,
    Body(body): Body<HoldBody>,
) -> Answer<(StatusCode, Json<Value>)> {
    let (search, offering) = (body.search.search()?, id(&body.offering)?);
    let asked = (&search, offering, body.expected_pay_minor.map(Amount));
    let held = trades::hold(&app, &visitor, asked, &key).await?;
    let shown = trades::show(&app, &visitor, held.trade).await?;
    let pays = Money::of(&app, held.buyer_pays, shown.trade.currency);
    let body = json!({ "trade": held.trade, "held_until": moment(held.held_until), "buyer_pays": pays });
    Ok((StatusCode::CREATED, Json(body)))
}

async fn list(State(app): State<App>, SignedIn(visitor): SignedIn) -> Answer<Json<Value>> {
    let cards = trades::list(&app, &visitor).await?;
    let cards: Vec<Value> = cards
        .iter()
        .map(|card| {
            json!({
                "id": card.id, "stage": card.stage, "buyer": card.buyer, "seller": card.seller,
                "sector": card.sector, "starts_at": moment(card.starts_at), "ends_at": moment(card.ends_at),
                "zone": card.zone, "buyer_pays": Money::of(&app, card.buyer_pays, card.currency),
                "seller_receives": Money::of(&app, card.seller_receives, card.currency),
            })
        })
        .collect();
    Ok(Json(json!({ "trades": cards })))
}

async fn show(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Path(trade): Path<String>,
) -> Answer<Json<Value>> {
    let shown = trades::show(&app, &visitor, id(&trade)?).await?;
    Ok(Json(body(&app, &shown)?))
}

/// What both sides have when it is over: the same lines, as they were settled.
async fn receipt(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Path(trade): Path<String>,
) -> Answer<Json<Value>> {
    let shown = trades::show(&app, &visitor, id(&trade)?).await?;
    let settled = shown.settled.as_ref().ok_or(crate::error::AppError::NotFound)?;
    Ok(Json(json!({
        "trade": shown.trade.id, "stage": shown.trade.stage, "ended_at": shown.trade.ended_at.map(moment),
        "buyer_name": shown.buyer_name, "seller_name": shown.seller_name, "sector": shown.trade.sector,
        "starts_at": moment(shown.trade.starts_at), "ends_at": moment(shown.trade.ends_at),
        "worked_minutes": shown.trade.worked_minutes, "price": Price::of(&app, settled)?,
    })))
}

fn body(app: &App, shown: &Shown) -> Result<Value, crate::error::AppError> {
    let trade = &shown.trade;
    let timeline: Vec<Value> = shown
        .points
        .iter()
        .map(|point| {
            json!({
                "stage": point.stage, "what": point.what, "happened_at": moment(point.happened_at),
                "by": if point.by == kernel::Id::SYSTEM { None } else { Some(point.by) },
            })
        })
        .collect();
    let settled = shown.settled.as_ref().map(|settled| Price::of(app, settled)).transpose()?;
    Ok(json!({
        "id": trade.id, "stage": trade.stage,
        "side": match shown.side { Side::Buyer => "buyer", Side::Seller => "seller" },
        "buyer": trade.buyer, "buyer_name": shown.buyer_name, "seller": trade.seller,
        "seller_name": shown.seller_name, "offering": trade.offering, "sector": trade.sector,
        "starts_at": moment(trade.starts_at), "ends_at": moment(trade.ends_at), "zone": trade.zone,
        "post_code": trade.post_code, "town": trade.town, "street": shown.street,
        "jurisdiction": trade.jurisdiction, "distance_m": trade.distance_m,
        "held_until": moment(trade.held_until), "approves_at": trade.approves_at.map(moment),
        "worked_minutes": trade.worked_minutes, "price_agreed": Price::of(app, &shown.agreed)?,
        "price_settled": settled, "timeline": timeline, "pack_hash": trade.pack_hash,
    }))
}

async fn let_go(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Path(trade): Path<String>,
) -> Answer<StatusCode> {
    trades::let_go(&app, &visitor, id(&trade)?, &crate::visit::fresh_key()).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn extend(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Path(trade): Path<String>,
    Key(key): Key,
) -> Answer<Json<Value>> {
    let held_until = trades::extend(&app, &visitor, id(&trade)?, &key).await?;
    Ok(Json(json!({ "held_until": moment(held_until) })))
}

async fn book(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Path(trade): Path<String>,
    Key(key): Key,
) -> Answer<(StatusCode, Json<Value>)> {
    let booked = trades::book(&app, &visitor, id(&trade)?, &key).await?;
    let body = json!({
        "trade": booked.trade, "contract_digest": booked.contract_digest,
        "approves_at": moment(booked.approves_at),
    });
    Ok((StatusCode::CREATED, Json(body)))
}

async fn cancel(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Path(trade): Path<String>,
    Key(key): Key,
) -> Answer<Json<Value>> {
    let trade = id(&trade)?;
    let cancelled = trades::cancel(&app, &visitor, trade, &key).await?;
    let currency = trades::show(&app, &visitor, trade).await?.trade.currency;
    Ok(Json(json!({
        "buyer_paid": Money::of(&app, cancelled.buyer_paid, currency),
        "seller_received": Money::of(&app, cancelled.seller_received, currency),
    })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HoursBody {
    worked_minutes: i64,
}

async fn record_hours(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    (Path(trade), Key(key)): (Path<String>, Key),
    Body(body): Body<HoursBody>,
) -> Answer<Json<Value>> {
    let recorded = trades::record_hours(&app, &visitor, (id(&trade)?, body.worked_minutes), &key).await?;
    Ok(Json(json!({ "approves_at": moment(recorded.approves_at) })))
}

async fn confirm(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Path(trade): Path<String>,
    Key(key): Key,
) -> Answer<Json<Value>> {
    let trade = id(&trade)?;
    let settled = trades::confirm(&app, &visitor, trade, &key).await?;
    let currency = trades::show(&app, &visitor, trade).await?.trade.currency;
    Ok(Json(json!({
        "buyer_paid": Money::of(&app, settled.buyer_paid, currency),
        "seller_received": Money::of(&app, settled.seller_received, currency),
    })))
}

async fn report_absence(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Path(trade): Path<String>,
    Key(key): Key,
) -> Answer<Json<Value>> {
    let answer_by = trades::report_absence(&app, &visitor, id(&trade)?, &key).await?;
    Ok(Json(json!({ "answer_by": moment(answer_by) })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LanguageQuery {
    language: Option<String>,
}

async fn contract(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Path(trade): Path<String>,
    Asked(query): Asked<LanguageQuery>,
) -> Answer<Json<Value>> {
    let language = match query.language.as_deref() {
        Some("es") => ContractLanguage::Spanish,
        _ => ContractLanguage::English,
    };
    let shown = trades::contract(&app, &visitor, (id(&trade)?, language)).await?;
    Ok(Json(json!({
        "template": shown.contract.template, "version": shown.contract.version, "text": shown.text,
        "digest": shown.contract.digest, "is_genuine": shown.is_genuine,
        "agreed_at": moment(shown.contract.agreed_at),
    })))
}
