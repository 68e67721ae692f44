//! `/sectors`, `/places`: what can be looked for, and where.

use super::call::Word;
use super::fault::Answer;
use super::shapes::words;
use crate::app::App;
use crate::error::AppError;
use axum::Json;
use axum::extract::State;
use market::directory::Family;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::schema::Object;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(sectors)).routes(routes!(place))
}

/// A sector: a line of work.
#[derive(Serialize, ToSchema)]
struct Sector {
    /// Its code in the occupational classification.
    #[schema(example = "35-9021")]
    code: String,
    /// Its name in addresses.
    #[schema(example = "kitchen-porter")]
    slug: String,
    title_en: String,
    title_es: String,
    /// What the classification calls it.
    official_title: String,
    /// Hourly pay that a tenth earn less than, that half earn less than, that a tenth earn more than; minor units.
    #[schema(example = json!([1500, 1777, 2200]))]
    hourly_minor: Option<[i64; 3]>,
    /// What is traded in it.
    #[schema(schema_with = families)]
    family: Family,
}

/// A place, by its post code.
#[derive(Serialize, ToSchema)]
struct Place {
    #[schema(example = "97214")]
    post_code: String,
    town: String,
    /// Whose law applies there.
    jurisdiction: String,
    /// Which clock is on the wall there.
    #[schema(example = "America/Los_Angeles")]
    zone: String,
    /// The middle of its area: latitude, in millionths of a degree.
    lat_e6: i64,
    /// Longitude, in millionths of a degree.
    lon_e6: i64,
    /// What is paid with there.
    #[schema(example = "USD")]
    currency: Option<String>,
    /// How many decimals that currency has.
    exponent: Option<u8>,
}

/// Every sector
#[utoipa::path(
    get, path = "/sectors", tag = "Directory", security(()), responses((status = 200, body = [Sector]))
)]
async fn sectors(State(app): State<App>) -> Json<Vec<Sector>> {
    let sector = |sector: &market::directory::Sector| Sector {
        code: sector.code.clone(),
        slug: sector.slug.clone(),
        title_en: sector.title_en.clone(),
        title_es: sector.title_es.clone(),
        official_title: sector.official_title.clone(),
        family: sector.family,
        hourly_minor: sector.wages.map(|wages| [wages.p10, wages.median, wages.p90]),
    };
    Json(app.directory.sectors().map(sector).collect())
}

/// A place
#[utoipa::path(
    get, path = "/places/{post_code}", tag = "Directory", security(()),
    responses((status = 200, body = Place))
)]
async fn place(State(app): State<App>, Word(post_code): Word) -> Answer<Json<Place>> {
    let place = app.directory.place(&post_code).ok_or(AppError::NotFound)?;
    let declared = app.rulebook.jurisdiction(&place.jurisdiction).map(|known| &known.currency);
    Ok(Json(Place {
        post_code: place.post_code.clone(),
        town: place.town.clone(),
        jurisdiction: place.jurisdiction.clone(),
        zone: place.zone.name().to_owned(),
        lat_e6: place.point.lat_e6,
        lon_e6: place.point.lon_e6,
        currency: declared.map(|currency| currency.code.clone()),
        exponent: declared.map(|currency| currency.exponent),
    }))
}

fn families() -> Object {
    words(Family::ALL.iter().map(|family| family.word()))
}
