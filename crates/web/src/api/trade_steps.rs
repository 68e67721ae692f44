//! The steps of a trade, from hold to completion: each a noun under `/trades/{id}`.

use super::call::{At, Body, IdSent, Key, SignedIn};
use super::fault::Answer;
use super::options::search_of;
use super::shapes::{Day, Made, Moment, Money, MoneySent, Uuid};
use crate::app::App;
use crate::desk::trades;
use crate::error::AppError;
use crate::visit::{self, Visitor};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use kernel::{Amount, Id};
use market::trade::Trade;
use market::users::assets::PriceRule;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(hold))
        .routes(routes!(let_go))
        .routes(routes!(extend))
        .routes(routes!(book))
        .routes(routes!(cancel))
        .routes(routes!(record_hours))
        .routes(routes!(confirm))
        .routes(routes!(report_absence))
}

/// Which hours of which offering.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "offering": "019ab0fe-26a1-7c33-8000-042f1c5d9e07", "sector": "kitchen-porter", "post_code": "97214",
    "date": "2026-11-27", "from": "17:00", "minutes": 240, "expected_pay": { "minor": 7668, "currency": "USD" },
}))]
struct HoldSent {
    /// The option's offering.
    #[schema(value_type = String, format = "uuid")]
    offering: IdSent,
    /// The sector's slug or code.
    sector: String,
    /// Where the work is.
    post_code: String,
    /// The local date on which it begins.
    date: Day,
    /// The local time at which it begins, on the quarter-hour.
    from: String,
    /// How long it takes: whole quarter-hours.
    minutes: i64,
    /// What the option said that the buyer pays; at another price, nothing is held.
    expected_pay: Option<MoneySent>,
}

/// What is held.
#[derive(Serialize, ToSchema)]
struct Hold {
    /// The trade it may become.
    trade: Uuid,
    held_until: Moment,
    /// What the buyer would pay.
    buyer_pays: Money,
}

/// What is held for longer.
#[derive(Serialize, ToSchema)]
struct HeldLonger {
    held_until: Moment,
}

/// What is booked.
#[derive(Serialize, ToSchema)]
struct Booked {
    trade: Uuid,
    /// SHA-256 of the contract's binding text.
    contract_digest: String,
    /// When silence will count as approval of the hours.
    approves_at: Moment,
}

/// The hours worked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "worked_minutes": 225 }))]
struct HoursWorked {
    /// Without breaks: whole quarter-hours, at most those booked.
    worked_minutes: i64,
}

/// What is recorded.
#[derive(Serialize, ToSchema)]
struct Recorded {
    /// When silence will count as approval of the hours.
    approves_at: Moment,
}

/// What a trade came to.
#[derive(Serialize, ToSchema)]
struct Paid {
    buyer_paid: Money,
    seller_received: Money,
}

/// What is reported.
#[derive(Serialize, ToSchema)]
struct Reported {
    /// Until when the seller can answer with the hours worked; after it the money goes back.
    answer_by: Moment,
}

/// Hold hours
///
/// Keeps the hours and the price for ten minutes, without obligation.
#[utoipa::path(
    post, path = "/trades", tag = "Trades", request_body = HoldSent, responses((status = 201, body = Hold))
)]
async fn hold(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Key(key): Key,
    Body(body): Body<HoldSent>,
) -> Answer<Made<Hold>> {
    let offering = body.offering.read(&app)?;
    let search = search_of((body.sector, body.post_code), (body.date.0, &body.from, body.minutes))?;
    let price_rule = app.store.find::<PriceRule>((app.locality, offering)).await?;
    let currency = price_rule.ok_or(AppError::NotFound)?.currency;
    let expected = body.expected_pay.map(|pay| pay.read_in(&app, ("expected_pay", currency))).transpose()?;
    let held = trades::hold(&app, &visitor, (&search, offering, expected), &key).await?;
    let buyer_pays = Money::of(&app, held.buyer_pays, currency);
    let held = Hold { trade: held.trade.into(), held_until: held.held_until.into(), buyer_pays };
    Ok((StatusCode::CREATED, Json(held)))
}

/// Let go
///
/// Ends a hold before its time; nothing is owed.
#[utoipa::path(delete, path = "/trades/{id}/hold", tag = "Trades", responses((status = 204)))]
async fn let_go(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(trade): At<Trade>,
) -> Answer<StatusCode> {
    trades::let_go(&app, &visitor, trade, &visit::fresh_key()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hold for longer
#[utoipa::path(
    post, path = "/trades/{id}/extension", tag = "Trades", responses((status = 201, body = HeldLonger))
)]
async fn extend(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(trade): At<Trade>,
    Key(key): Key,
) -> Answer<Made<HeldLonger>> {
    let held_until = trades::extend(&app, &visitor, trade, &key).await?.into();
    Ok((StatusCode::CREATED, Json(HeldLonger { held_until })))
}

/// Book
///
/// The contract binds both sides and the buyer's money goes into escrow.
#[utoipa::path(
    post, path = "/trades/{id}/booking", tag = "Trades", responses((status = 201, body = Booked))
)]
async fn book(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(trade): At<Trade>,
    Key(key): Key,
) -> Answer<Made<Booked>> {
    let booked = trades::book(&app, &visitor, trade, &key).await?;
    let body = Booked {
        trade: booked.trade.into(),
        contract_digest: booked.contract_digest,
        approves_at: booked.approves_at.into(),
    };
    Ok((StatusCode::CREATED, Json(body)))
}

/// Call off
///
/// By the contract's terms: the buyer pays nothing until a day before, a share after that; nothing when the seller does.
#[utoipa::path(
    post, path = "/trades/{id}/cancellation", tag = "Trades", responses((status = 201, body = Paid))
)]
async fn cancel(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(trade): At<Trade>,
    Key(key): Key,
) -> Answer<Made<Paid>> {
    let cancelled = trades::cancel(&app, &visitor, trade, &key).await?;
    paid(&app, &visitor, trade, (cancelled.buyer_paid, cancelled.seller_received)).await
}

/// Record the hours
///
/// The seller says what was worked, and may correct it until the trade is settled.
#[utoipa::path(
    post, path = "/trades/{id}/hours", tag = "Trades", request_body = HoursWorked,
    responses((status = 201, body = Recorded))
)]
async fn record_hours(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    (At(trade), Key(key)): (At<Trade>, Key),
    Body(body): Body<HoursWorked>,
) -> Answer<Made<Recorded>> {
    let recorded = trades::record_hours(&app, &visitor, (trade, body.worked_minutes), &key).await?;
    Ok((StatusCode::CREATED, Json(Recorded { approves_at: recorded.approves_at.into() })))
}

/// Confirm the hours
///
/// The worker is paid at once.
#[utoipa::path(
    post, path = "/trades/{id}/completion", tag = "Trades", responses((status = 201, body = Paid))
)]
async fn confirm(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(trade): At<Trade>,
    Key(key): Key,
) -> Answer<Made<Paid>> {
    let settled = trades::confirm(&app, &visitor, trade, &key).await?;
    paid(&app, &visitor, trade, (settled.buyer_paid, settled.seller_received)).await
}

/// Report an absence
///
/// The buyer says that the seller did not come. The seller can answer with the hours worked.
#[utoipa::path(
    post, path = "/trades/{id}/absence", tag = "Trades", responses((status = 201, body = Reported))
)]
async fn report_absence(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(trade): At<Trade>,
    Key(key): Key,
) -> Answer<Made<Reported>> {
    let answer_by = trades::report_absence(&app, &visitor, trade, &key).await?.into();
    Ok((StatusCode::CREATED, Json(Reported { answer_by })))
}

async fn paid(
    app: &App,
    visitor: &Visitor,
    trade: Id<Trade>,
    (buyer_paid, seller_received): (Amount, Amount),
) -> Answer<Made<Paid>> {
    let currency = trades::show(app, visitor, trade).await?.trade.currency;
    let paid = Paid {
        buyer_paid: Money::of(app, buyer_paid, currency),
        seller_received: Money::of(app, seller_received, currency),
    };
    Ok((StatusCode::CREATED, Json(paid)))
}
