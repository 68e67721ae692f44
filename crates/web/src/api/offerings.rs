//! `/offerings`: what a worker offers, and at what price.

use super::call::{At, Body, Key, SignedIn};
use super::calls::{Call, shown};
use super::fault::Answer;
use super::shapes::{Made, MoneySent, Uuid};
use crate::app::App;
use crate::error::AppError;
use crate::nouns::offerings::{self, Asked, Offered};
use crate::visit;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use kernel::{BasisPoints, Currency, Id, Money, Show, Timestamp};
use market::users::assets::{
    OfferHire, OfferItem, OfferWork, Offering, OfferingStage, PriceTerms, Resource, SetHireRule,
    SetItemPrice, SetOfferingStage, SetPriceRule,
};
use market::users::stock::Restock;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(offer)).routes(routes!(set_price_rule))
}

pub(super) fn calls() -> Vec<Call> {
    const TAG: &str = "Offerings";
    vec![
        Call::get::<Vec<OfferingShown>>(TAG, "/offerings", "Your offerings", "", get(list)),
        Call::get::<OfferingShown>(TAG, "/offerings/{offering}", "An offering of yours", "", get(show)),
        Call::act_for::<OfferHire>(TAG, "/hire-offerings", "Offer a thing or a space", "offering"),
        Call::act_for::<OfferItem>(TAG, "/goods-offerings", "Offer goods", "offering"),
        Call::act::<SetHireRule>(TAG, "/offerings/{offering}/hire-rule", "Change what a hire costs"),
        Call::act::<SetItemPrice>(TAG, "/offerings/{offering}/item-price", "Change what goods cost"),
        Call::act::<SetOfferingStage>(TAG, "/offerings/{offering}/stage", "Show it or put it away"),
        Call::act::<Restock>(TAG, "/stocks/{item}", "Say how many there are"),
    ]
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
    /// On top of the hourly rate for time in the evening and the night, as the concession has them.
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
    /// For each kilometer from the worker's place to the work.
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
    /// What is asked for an hour; left out for work that is given.
    price_rule: Option<PriceRuleSent>,
}

/// An offering that was made.
#[derive(Serialize, ToSchema)]
struct OfferingMade {
    offering: Uuid,
}

/// An offering of yours, with what is asked for it: one of the three.
#[derive(Show)]
pub(super) struct OfferingShown {
    id: Id<Offering>,
    /// The sector's code.
    sector: String,
    post_code: String,
    /// Whether buyers are shown it.
    stage: OfferingStage,
    offered_at: Timestamp,
    /// What it is, in its seller's words; hours of work have none.
    title: Option<String>,
    description: Option<String>,
    /// Whether it is work that is given.
    is_unpaid: bool,
    /// Of hours of work that are sold.
    price_rule: Option<PriceRuleShown>,
    /// Of things and spaces.
    hire_rule: Option<HireRuleShown>,
    /// Of goods.
    item_price: Option<ItemPriceShown>,
    /// Its photographs, by their digests.
    photos: Vec<String>,
}

/// What is asked for hours of work; see what is sent for what each means.
#[derive(Show)]
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

/// What is asked for the use of things or spaces.
#[derive(Show)]
struct HireRuleShown {
    per_day: Money,
    per_hour: Money,
    bond: Money,
    late_per_hour: Money,
    buffer_minutes: i64,
    minimum_minutes: i64,
    days_max: i64,
    notice_minutes: i64,
    /// How many there are.
    count: usize,
    /// The resource whose availability is set.
    resource: Option<Id<Resource>>,
}

/// What is asked for goods.
#[derive(Show)]
struct ItemPriceShown {
    each: Money,
    delivery: Option<Money>,
    is_collected: bool,
    ready_minutes: i64,
    /// How many are left.
    left: i64,
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

impl OfferingShown {
    fn of(offered: Offered) -> Self {
        let Offered { offering, text, asked, photos } = offered;
        let (title, description) = text.map(|text| (text.title, text.description)).unzip();
        let (mut price_rule, mut hire_rule, mut item_price) = (None, None, None);
        let is_unpaid = matches!(asked, Asked::Work(None));
        match asked {
            Asked::Work(terms) => price_rule = terms.map(PriceRuleShown::from),
            Asked::Hire { terms, count, .. } => {
                hire_rule = Some(HireRuleShown {
                    per_day: terms.per_day.of(terms.currency),
                    per_hour: terms.per_hour.of(terms.currency),
                    bond: terms.bond.of(terms.currency),
                    late_per_hour: terms.late_per_hour.of(terms.currency),
                    buffer_minutes: terms.buffer_minutes,
                    minimum_minutes: terms.minimum_minutes,
                    days_max: terms.days_max,
                    notice_minutes: terms.notice_minutes,
                    count,
                    resource: offering.resource,
                });
            }
            Asked::Goods { terms, left } => {
                item_price = Some(ItemPriceShown {
                    each: terms.each.of(terms.currency),
                    delivery: terms.delivery.map(|delivery| delivery.of(terms.currency)),
                    is_collected: terms.is_collected,
                    ready_minutes: terms.ready_minutes,
                    left,
                });
            }
        }
        Self {
            id: offering.id,
            sector: offering.sector,
            post_code: offering.post_code,
            stage: offering.stage,
            offered_at: offering.offered_at,
            title,
            description,
            is_unpaid,
            price_rule,
            hire_rule,
            item_price,
            photos,
        }
    }
}

impl From<PriceTerms> for PriceRuleShown {
    fn from(terms: PriceTerms) -> Self {
        Self {
            hourly: terms.hourly.of(terms.currency),
            evening_bp: terms.evening_bp.0,
            weekend_bp: terms.weekend_bp.0,
            short_notice_bp: terms.short_notice_bp.0,
            short_notice_minutes: terms.short_notice_minutes,
            per_km: terms.per_km.of(terms.currency),
            minimum_minutes: terms.minimum_minutes,
            notice_minutes: terms.notice_minutes,
            distance_max_m: terms.distance_max_m,
            longer_from_minutes: terms.longer_from_minutes,
            longer_discount_bp: terms.longer_discount_bp.0,
        }
    }
}

/// Offer work
///
/// Your own hours, in one sector, at one price rule; without a price rule, to be given. What is free is said under
/// `/availability`.
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
    let currency = offerings::currency_at(&app, &body.post_code)?;
    let terms = body.price_rule.map(|rule| rule.terms(&app, currency)).transpose()?;
    let sector = offerings::sector_code(&app, &body.sector);
    let post_code = body.post_code.trim().to_owned();
    let offer = OfferWork { locality: app.locality, sector, post_code, terms };
    let offering = app.run(&visitor, &key, offer).await?;
    Ok((StatusCode::CREATED, Json(OfferingMade { offering: offering.into() })))
}

async fn list(State(app): State<App>, SignedIn(visitor): SignedIn) -> Answer<Json<Value>> {
    let offered = offerings::list(&app, &visitor).await?;
    let offered: Vec<OfferingShown> = offered.into_iter().map(OfferingShown::of).collect();
    Ok(shown(&app, &offered))
}

async fn show(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(offering): At<Offering>,
) -> Answer<Json<Value>> {
    let offered = app.look(Some(&visitor), |draft| offerings::own(draft, offering)).await?;
    Ok(shown(&app, &OfferingShown::of(offered)))
}

/// Change the price rule
///
/// From now on: what is held or booked keeps its price.
#[utoipa::path(
    put, path = "/offerings/{offering}/price-rule", tag = "Offerings", request_body = PriceRuleSent,
    responses((status = 204))
)]
async fn set_price_rule(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(offering): At<Offering>,
    Body(body): Body<PriceRuleSent>,
) -> Answer<StatusCode> {
    let offered = app.look(Some(&visitor), |draft| offerings::own(draft, offering)).await?;
    let currency = match &offered.asked {
        Asked::Work(Some(terms)) => terms.currency,
        Asked::Work(None) => offerings::currency_at(&app, &offered.offering.post_code)?,
        Asked::Hire { .. } | Asked::Goods { .. } => return Err(AppError::NotFound.into()),
    };
    let terms = body.terms(&app, currency)?;
    app.run(&visitor, &visit::fresh_key(), SetPriceRule { offering, terms }).await?;
    Ok(StatusCode::NO_CONTENT)
}
