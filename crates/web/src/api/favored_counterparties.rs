//! `/favorites`: a user's own list.

use super::call::{At, Key, SignedIn};
use super::fault::Answer;
use super::shapes::{Made, Moment, Uuid};
use crate::app::App;
use crate::desk::favored_counterparties;
use crate::visit;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use market::options::favored_counterparties::Favorite;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show_favorites, add_favorite)).routes(routes!(remove_favorite))
}

/// One of your list.
#[derive(Serialize, ToSchema)]
struct FavoriteShown {
    id: Uuid,
    added_at: Moment,
}

/// What was added.
#[derive(Serialize, ToSchema)]
struct FavoriteAdded {
    favorite: Uuid,
}

/// Your favored counterparties
#[utoipa::path(get, path = "/favorites", tag = "Users", responses((status = 200, body = [FavoriteShown])))]
async fn show_favorites(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
) -> Answer<Json<Vec<FavoriteShown>>> {
    let shown = |one: Favorite| FavoriteShown { id: one.id.into(), added_at: one.added_at.into() };
    Ok(Json(favored_counterparties::list(&app, &visitor).await?.into_iter().map(shown).collect()))
}

/// Add one to your favored counterparties
#[utoipa::path(post, path = "/favorites", tag = "Users", responses((status = 201, body = FavoriteAdded)))]
async fn add_favorite(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Key(key): Key,
) -> Answer<Made<FavoriteAdded>> {
    let favorite = favored_counterparties::add(&app, &visitor, &key).await?.into();
    Ok((StatusCode::CREATED, Json(FavoriteAdded { favorite })))
}

/// Take one off your favored counterparties
#[utoipa::path(delete, path = "/favorites/{id}", tag = "Users", responses((status = 204)))]
async fn remove_favorite(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(favorite): At<Favorite>,
) -> Answer<StatusCode> {
    favored_counterparties::remove(&app, &visitor, favorite, &visit::fresh_key()).await?;
    Ok(StatusCode::NO_CONTENT)
}
