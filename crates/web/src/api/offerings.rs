//! `/offerings`: what a worker offers, and at what price.

use super::call::{Answer, At, SignedIn};
use super::calls::{Call, shown};
use crate::app::App;
use crate::nouns::offerings::{self, Asked, Offered};
use axum::Json;
use axum::extract::State;
use axum::routing::get;
use kernel::{Id, Money, Show, Timestamp};
use market::users::assets::{
    OfferHire, OfferItem, OfferWork, Offering, OfferingStage, PriceTerms, Resource, SetHireRule,
    SetItemPrice, SetOfferingStage, SetPriceRule,
};
use market::users::stock::Restock;
use serde_json::Value;

pub(super) fn calls() -> Vec<Call> {
    const TAG: &str = "Offerings";
    vec![
        Call::get::<Vec<OfferingShown>>(TAG, "/offerings", "Your offerings", "", get(list)),
        Call::get::<OfferingShown>(TAG, "/offerings/{offering}", "An offering of yours", "", get(show)),
        Call::act_for::<OfferWork>(TAG, "/offerings", "Offer work", "offering"),
        Call::act_for::<OfferHire>(TAG, "/hire-offerings", "Offer a thing or a space", "offering"),
        Call::act_for::<OfferItem>(TAG, "/goods-offerings", "Offer goods", "offering"),
        Call::set::<SetPriceRule>(TAG, "/offerings/{offering}/price-rule", "Change the price rule"),
        Call::act::<SetHireRule>(TAG, "/offerings/{offering}/hire-rule", "Change what a hire costs"),
        Call::act::<SetItemPrice>(TAG, "/offerings/{offering}/item-price", "Change what goods cost"),
        Call::act::<SetOfferingStage>(TAG, "/offerings/{offering}/stage", "Show it or put it away"),
        Call::act::<Restock>(TAG, "/stocks/{item}", "Say how many there are"),
    ]
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
