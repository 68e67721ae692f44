//! `/offerings`: what a worker offers, and at what price.

use super::call::{At, Body, Key, SignedIn};
use super::fault::Answer;
use super::shapes::{Made, Moment, Money, MoneySent, Uuid, words};
use crate::app::App;
use crate::desk::offers::{self, Offered};
use crate::error::AppError;
use crate::visit;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use kernel::{BasisPoints, Currency};
use market::users::assets::{Offering, OfferingStage, PriceRule, PriceTerms};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::schema::Object;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, offer))
        .routes(routes!(show))
        .routes(routes!(set_price_rule))
        .routes(routes!(set_stage))
}

/// What an offering asks. Shares are in basis points: 1000 is a tenth. What is left out is nothing, an hour at least,
/// two hours' notice, ten miles.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "hourly": { "minor": 1800, "currency": "USD" }, "evening_bp": 1000, "per_km": { "minor": 50, "currency": "USD" },
}))]
struct PriceRuleSent {
    /// For an hour, in the currency of the place.
    hourly: MoneySent,
    /// On top of the hourly rate for time between 18:00 and 06:00 local.
    #[serde(default)]
    evening_bp: i64,
    /// On top for time on Saturday and Sunday.
    #[serde(default)]
    weekend_bp: i64,
    /// On top of the whole when booked later than `short_notice_minutes` before the start.
    #[serde(default)]
    short_notice_bp: i64,
    #[serde(default)]
    short_notice_minutes: i64,
    /// For each kilometre from the worker's place to the work.
    per_km: Option<MoneySent>,
    /// The shortest hire.
    minimum_minutes: Option<i64>,
    /// The shortest time between booking and start.
    notice_minutes: Option<i64>,
    /// How far the worker goes.
    distance_max_m: Option<i64>,
    /// The hire from which the longer-hire discount is given.
    #[serde(default)]
    longer_from_minutes: i64,
    /// Off the hours of a longer hire; at most 9000.
    #[serde(default)]
    longer_discount_bp: i64,
}

/// A worker's offering as it is sent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "sector": "kitchen-porter", "post_code": "97202",
    "price_rule": { "hourly": { "minor": 1800, "currency": "USD" }, "evening_bp": 1000 },
}))]
struct NewOffering {
    /// The sector's slug or code.
    sector: String,
    /// Where the worker sets out from.
    post_code: String,
    price_rule: PriceRuleSent,
}

/// An offering that was made.
#[derive(Serialize, ToSchema)]
struct OfferingMade {
    offering: Uuid,
}

/// An offering.
#[derive(Serialize, ToSchema)]
#[schema(as = Offering)]
struct OfferingShown {
    id: Uuid,
    /// The sector's code.
    sector: String,
    post_code: String,
    /// Whether buyers are shown it.
    #[schema(schema_with = offering_stages)]
    stage: OfferingStage,
    offered_at: Moment,
    price_rule: PriceRuleShown,
}

/// What an offering asks; see what is sent for what each means.
#[derive(Serialize, ToSchema)]
struct PriceRuleShown {
    hourly: Money,
    evening_bp: i64,
    weekend_bp: i64,
    short_notice_bp: i64,
    short_notice_minutes: i64,
    per_km: Money,
    minimum_minutes: i64,
    notice_minutes: i64,
    distance_max_m: i64,
    longer_from_minutes: i64,
    longer_discount_bp: i64,
}

/// Whether an offering is shown.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "stage": "paused" }))]
struct StageSent {
    #[schema(schema_with = offering_stages)]
    stage: OfferingStage,
}

impl PriceRuleSent {
    fn terms(&self, app: &App, currency: Currency) -> Result<PriceTerms, AppError> {
        let plain = PriceTerms::plain(currency, self.hourly.read_in(app, ("hourly", currency))?);
        let per_km = self.per_km.as_ref().map(|per_km| per_km.read_in(app, ("per_km", currency)));
        Ok(PriceTerms {
            evening_bp: BasisPoints(self.evening_bp),
            weekend_bp: BasisPoints(self.weekend_bp),
            short_notice_bp: BasisPoints(self.short_notice_bp),
            short_notice_minutes: self.short_notice_minutes,
            per_km: per_km.transpose()?.unwrap_or(plain.per_km),
            minimum_minutes: self.minimum_minutes.unwrap_or(plain.minimum_minutes),
            notice_minutes: self.notice_minutes.unwrap_or(plain.notice_minutes),
            distance_max_m: self.distance_max_m.unwrap_or(plain.distance_max_m),
            longer_from_minutes: self.longer_from_minutes,
            longer_discount_bp: BasisPoints(self.longer_discount_bp),
            ..plain
        })
    }
}

impl PriceRuleShown {
    fn of(app: &App, rule: &PriceRule) -> Self {
        Self {
            hourly: Money::of(app, rule.hourly, rule.currency),
            evening_bp: rule.evening_bp.0,
            weekend_bp: rule.weekend_bp.0,
            short_notice_bp: rule.short_notice_bp.0,
            short_notice_minutes: rule.short_notice_minutes,
            per_km: Money::of(app, rule.per_km, rule.currency),
            minimum_minutes: rule.minimum_minutes,
            notice_minutes: rule.notice_minutes,
            distance_max_m: rule.distance_max_m,
            longer_from_minutes: rule.longer_from_minutes,
            longer_discount_bp: rule.longer_discount_bp.0,
        }
    }
}

impl OfferingShown {
    fn of(app: &App, Offered { offering, price_rule }: Offered) -> Self {
        Self {
            id: offering.id.into(),
            sector: offering.sector,
            post_code: offering.post_code,
            stage: offering.stage,
            offered_at: offering.offered_at.into(),
            price_rule: PriceRuleShown::of(app, &price_rule),
        }
    }
}

/// Offer work
///
/// Your own hours, in one sector, at one price rule. What is free is said under `/availability`.
#[utoipa::path(
    post, path = "/offerings", tag = "Offerings", request_body = NewOffering,
    responses((status = 201, body = OfferingMade))
)]
async fn offer(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Key(key): Key,
    Body(body): Body<NewOffering>,
) -> Answer<Made<OfferingMade>> {
    let terms = body.price_rule.terms(&app, offers::currency_at(&app, &body.post_code)?)?;
    let offering = offers::offer(&app, &visitor, (&body.sector, &body.post_code, terms), &key).await?;
    Ok((StatusCode::CREATED, Json(OfferingMade { offering: offering.into() })))
}

/// Your offerings
#[utoipa::path(get, path = "/offerings", tag = "Offerings", responses((status = 200, body = [OfferingShown])))]
async fn list(State(app): State<App>, SignedIn(visitor): SignedIn) -> Answer<Json<Vec<OfferingShown>>> {
    let offered = offers::offerings(&app, &visitor).await?;
    Ok(Json(offered.into_iter().map(|offered| OfferingShown::of(&app, offered)).collect()))
}

/// An offering of yours
#[utoipa::path(get, path = "/offerings/{id}", tag = "Offerings", responses((status = 200, body = OfferingShown)))]
async fn show(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(offering): At<Offering>,
) -> Answer<Json<OfferingShown>> {
    Ok(Json(OfferingShown::of(&app, offers::offering_of(&app, &visitor, offering).await?)))
}

/// Change the price rule
///
/// From now on: what is held or booked keeps its price.
#[utoipa::path(
    put, path = "/offerings/{id}/price-rule", tag = "Offerings", request_body = PriceRuleSent,
    responses((status = 204))
)]
async fn set_price_rule(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(offering): At<Offering>,
    Body(body): Body<PriceRuleSent>,
) -> Answer<StatusCode> {
    let currency = offers::offering_of(&app, &visitor, offering).await?.price_rule.currency;
    let terms = body.terms(&app, currency)?;
    offers::set_price_rule(&app, &visitor, (offering, terms), &visit::fresh_key()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Show it or put it away
#[utoipa::path(
    put, path = "/offerings/{id}/stage", tag = "Offerings", request_body = StageSent,
    responses((status = 204))
)]
async fn set_stage(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(offering): At<Offering>,
    Body(body): Body<StageSent>,
) -> Answer<StatusCode> {
    offers::offering_of(&app, &visitor, offering).await?;
    offers::set_stage(&app, &visitor, (offering, body.stage), &visit::fresh_key()).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn offering_stages() -> Object {
    words(OfferingStage::ALL.iter().map(|stage| stage.word()))
}
