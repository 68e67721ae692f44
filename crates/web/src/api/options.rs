//! `/options`: requirement to priced, legal options.

use super::call::{Asked, Caller, id};
use super::fault::Answer;
use super::shapes::{self, Price, moment};
use crate::app::App;
use crate::desk::options::{self, Search};
use crate::error::AppError;
use axum::extract::{Path, State};
use axum::routing::get;
use axum::{Json, Router};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/options", get(search))
        .route("/options/{offering}", get(option))
        .route("/options/{offering}/trace", get(trace))
}

/// What is looked for: sector (slug or code), post code, local date, local time `HH:MM`, length in minutes.
#[derive(Deserialize, Clone)]
pub(super) struct SearchQuery {
    sector: String,
    post_code: String,
    date: Date,
    from: String,
    minutes: i64,
}

impl SearchQuery {
    /// The search, for the desk.
    pub(super) fn search(self) -> Result<Search, AppError> {
        let from_minute =
            shapes::minute(&self.from).ok_or_else(|| AppError::invalid("from", "invalid-hours"))?;
        let Self { sector, post_code, date, minutes, .. } = self;
        Ok(Search { sector, post_code, date, from_minute, minutes })
    }
}

async fn search(
    State(app): State<App>,
    Caller(visitor): Caller,
    Asked(query): Asked<SearchQuery>,
) -> Answer<Json<Value>> {
    let results = options::search(&app, visitor.as_ref(), &query.search()?).await?;
    let mut shown = Vec::with_capacity(results.options.len());
    for shown_option in &results.options {
        let option = &shown_option.option;
        shown.push(json!({
            "offering": option.offering, "seller": option.seller, "seller_name": shown_option.seller_name,
            "kept_count": option.kept_count, "agreed_count": option.agreed_count,
            "distance_m": option.distance_m, "price": Price::of(&app, &option.priced.waterfall)?,
            "warnings": option.priced.verdict.warnings,
        }));
    }
    let nearest =
        results.nearest.iter().map(|(at, count)| json!({ "starts_at": moment(*at), "free_count": count }));
    Ok(Json(json!({
        "starts_at": moment(results.asked.span.starts_at()), "ends_at": moment(results.asked.span.ends_at()),
        "zone": results.asked.work_place.zone, "priced_at": moment(results.priced_at),
        "order": "what the buyer pays, then distance, then id",
        "options": shown, "refused": results.found.refused, "nearest": nearest.collect::<Vec<_>>(),
    })))
}

async fn option(
    State(app): State<App>,
    Caller(visitor): Caller,
    Path(offering): Path<String>,
    Asked(query): Asked<SearchQuery>,
) -> Answer<Json<Value>> {
    let search = query.search()?;
    let one = options::option(&app, visitor.as_ref(), (&search, id(&offering)?)).await?;
    Ok(Json(json!({
        "offering": one.offering.id, "seller": one.offering.seller, "seller_name": one.seller_name,
        "kept_count": one.kept_count, "agreed_count": one.agreed_count, "distance_m": one.distance_m,
        "price": Price::of(&app, &one.priced.waterfall)?, "warnings": one.priced.verdict.warnings,
        "starts_at": moment(one.asked.span.starts_at()), "ends_at": moment(one.asked.span.ends_at()),
        "zone": one.asked.work_place.zone,
    })))
}

async fn trace(
    State(app): State<App>,
    Caller(visitor): Caller,
    Path(offering): Path<String>,
    Asked(query): Asked<SearchQuery>,
) -> Answer<Json<rules::Trace>> {
    let search = query.search()?;
    Ok(Json(options::explain(&app, visitor.as_ref(), (&search, id(&offering)?))?))
}
