//! `/sectors`, `/places`, `/rules`.

use super::fault::Answer;
use crate::app::App;
use crate::error::AppError;
use axum::extract::{Path, State};
use axum::routing::get;
use axum::{Json, Router};
use market::directory::Sector;
use serde_json::{Value, json};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/sectors", get(sectors))
        .route("/places/{post_code}", get(place))
        .route("/rules", get(rules))
}

async fn sectors(State(app): State<App>) -> Json<Value> {
    let sector = |sector: &Sector| {
        json!({
            "code": sector.code, "slug": sector.slug, "title_en": sector.title_en, "title_es": sector.title_es,
            "official_title": sector.official_title,
            "hourly_minor": { "p10": sector.p10, "median": sector.median, "p90": sector.p90 },
        })
    };
    Json(json!({ "sectors": app.directory.sectors().map(sector).collect::<Vec<_>>() }))
}

async fn place(State(app): State<App>, Path(post_code): Path<String>) -> Answer<Json<Value>> {
    let place = app.directory.place(&post_code).ok_or(AppError::NotFound)?;
    Ok(Json(json!({
        "post_code": place.post_code, "town": place.town, "jurisdiction": place.jurisdiction,
        "zone": place.zone, "lat_e6": place.place.lat_e6, "lon_e6": place.place.lon_e6,
    })))
}

async fn rules(State(app): State<App>) -> Json<Value> {
    let rules: Vec<Value> = app
        .rulebook
        .rules()
        .iter()
        .map(|rule| {
            let card = rule.card();
            json!({
                "rule": rule.reference().to_string(), "title": card.title_in("en"), "plain": card.plain_in("en"),
                "effect": rule.effect().word(), "when": rule.condition(),
            })
        })
        .collect();
    Json(json!({ "pack_hash": app.rulebook.pack_hash(), "rules": rules }))
}
