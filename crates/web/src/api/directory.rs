//! `/sectors`, `/places`: what can be looked for, and where.

use super::call::{Answer, Word};
use super::calls::{Call, shown};
use crate::app::App;
use crate::error::AppError;
use axum::Json;
use axum::extract::State;
use axum::routing::get;
use kernel::{Show, Zone};
use market::directory::Sector;
use serde_json::Value;

const TAG: &str = "Directory";

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::get::<Vec<Sector>>(TAG, "/sectors", "Every sector", "", get(sectors)).public(),
        Call::get::<Place>(TAG, "/places/{post_code}", "A place", "", get(place)).public(),
    ]
}

/// A place, by its post code.
#[derive(Show)]
struct Place {
    post_code: String,
    town: String,
    /// Whose law applies there.
    jurisdiction: String,
    /// Which clock is on the wall there.
    zone: Zone,
    /// The middle of its area: latitude, in millionths of a degree.
    lat_e6: i64,
    /// Longitude, in millionths of a degree.
    lon_e6: i64,
    /// What is paid with there.
    currency: Option<String>,
    /// How many decimals that currency has.
    exponent: Option<i64>,
}

async fn sectors(State(app): State<App>) -> Json<Value> {
    Json(app.directory.sectors().map(|sector| sector.show(&app)).collect())
}

async fn place(State(app): State<App>, Word(post_code): Word) -> Answer<Json<Value>> {
    let place = app.directory.place(&post_code).ok_or(AppError::NotFound)?;
    let declared = app.rulebook.jurisdiction(&place.jurisdiction).map(|known| &known.currency);
    let place = Place {
        post_code: place.post_code.clone(),
        town: place.town.clone(),
        jurisdiction: place.jurisdiction.clone(),
        zone: place.zone.clone(),
        lat_e6: place.point.lat_e6,
        lon_e6: place.point.lon_e6,
        currency: declared.map(|currency| currency.code.clone()),
        exponent: declared.map(|currency| i64::from(currency.exponent)),
    };
    Ok(shown(&app, &place))
}
