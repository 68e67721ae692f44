//! `/offerings`: what a worker offers, and at what price.

use super::call::{Body, Key, SignedIn, id};
use super::fault::Answer;
use super::shapes::moment;
use crate::app::App;
use crate::desk::offers::{self, Offered};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, put};
use axum::{Json, Router};
use kernel::{Amount, BasisPoints, Currency};
use market::users::assets::{OfferingStage, PriceTerms};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/offerings", get(list).post(offer))
        .route("/offerings/{id}", get(show))
        .route("/offerings/{id}/price-rule", put(set_price_rule))
        .route("/offerings/{id}/stage", put(set_stage))
}

/// A price rule: money in minor units of the place's currency, shares in basis points. What is left out is nothing, an
/// hour at least, two hours' notice, ten miles.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PriceRuleBody {
    hourly_minor: i64,
    #[serde(default)]
    evening_bp: i64,
    #[serde(default)]
    weekend_bp: i64,
    #[serde(default)]
    short_notice_bp: i64,
    #[serde(default)]
    short_notice_minutes: i64,
    #[serde(default)]
    per_km_minor: i64,
    minimum_minutes: Option<i64>,
    notice_minutes: Option<i64>,
    distance_max_m: Option<i64>,
    #[serde(default)]
    longer_from_minutes: i64,
    #[serde(default)]
    longer_discount_bp: i64,
}

impl PriceRuleBody {
    fn terms(&self, currency: Currency) -> PriceTerms {
        let plain = PriceTerms::plain(currency, Amount(self.hourly_minor));
        PriceTerms {
            evening_bp: BasisPoints(self.evening_bp),
            weekend_bp: BasisPoints(self.weekend_bp),
            short_notice_bp: BasisPoints(self.short_notice_bp),
            short_notice_minutes: self.short_notice_minutes,
            per_km: Amount(self.per_km_minor),
            minimum_minutes: self.minimum_minutes.unwrap_or(plain.minimum_minutes),
            notice_minutes: self.notice_minutes.unwrap_or(plain.notice_minutes),
            distance_max_m: self.distance_max_m.unwrap_or(plain.distance_max_m),
            longer_from_minutes: self.longer_from_minutes,
            longer_discount_bp: BasisPoints(self.longer_discount_bp),
            ..plain
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfferBody {
    /// Slug or code.
    sector: String,
    post_code: String,
    price_rule: PriceRuleBody,
}

async fn offer(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Key(key): Key,
    Body(body): Body<OfferBody>,
) -> Answer<(StatusCode, Json<Value>)> {
    let terms = body.price_rule.terms(offers::currency_at(&app, &body.post_code)?);
    let offering = offers::offer(&app, &visitor, (&body.sector, &body.post_code, terms), &key).await?;
    Ok((StatusCode::CREATED, Json(json!({ "offering": offering }))))
}

async fn list(State(app): State<App>, SignedIn(visitor): SignedIn) -> Answer<Json<Value>> {
    let offered = offers::offerings(&app, &visitor).await?;
    Ok(Json(json!({ "offerings": offered.iter().map(shape).collect::<Vec<_>>() })))
}

async fn show(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Path(offering): Path<String>,
) -> Answer<Json<Value>> {
    Ok(Json(shape(&offers::offering_of(&app, &visitor, id(&offering)?).await?)))
}

fn shape(Offered { offering, price_rule }: &Offered) -> Value {
    json!({
        "id": offering.id, "sector": offering.sector, "post_code": offering.post_code, "stage": offering.stage,
        "offered_at": moment(offering.offered_at), "currency": price_rule.currency,
        "price_rule": PriceRuleBody {
            hourly_minor: price_rule.hourly.0,
            evening_bp: price_rule.evening_bp.0,
            weekend_bp: price_rule.weekend_bp.0,
            short_notice_bp: price_rule.short_notice_bp.0,
            short_notice_minutes: price_rule.short_notice_minutes,
            per_km_minor: price_rule.per_km.0,
            minimum_minutes: Some(price_rule.minimum_minutes),
            notice_minutes: Some(price_rule.notice_minutes),
            distance_max_m: Some(price_rule.distance_max_m),
            longer_from_minutes: price_rule.longer_from_minutes,
            longer_discount_bp: price_rule.longer_discount_bp.0,
        },
    })
}

async fn set_price_rule(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Path(offering): Path<String>,
    Body(body): Body<PriceRuleBody>,
) -> Answer<StatusCode> {
    let offering = id(&offering)?;
    let currency = offers::offering_of(&app, &visitor, offering).await?.price_rule.currency;
    let key = crate::visit::fresh_key();
    offers::set_price_rule(&app, &visitor, (offering, body.terms(currency)), &key).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StageBody {
    stage: OfferingStage,
}

async fn set_stage(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Path(offering): Path<String>,
    Body(body): Body<StageBody>,
) -> Answer<StatusCode> {
    let key = crate::visit::fresh_key();
    offers::set_stage(&app, &visitor, (id(&offering)?, body.stage), &key).await?;
    Ok(StatusCode::NO_CONTENT)
}
