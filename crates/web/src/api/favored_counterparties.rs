//! `/favorites`: whom you would gladly deal with again.

use super::call::{At, Body, Key, SignedIn};
use super::fault::Answer;
use super::shapes::{Moment, Uuid};
use crate::app::App;
use crate::desk::favored_counterparties::{self, Favored};
use crate::error::AppError;
use crate::visit;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use kernel::Id;
use market::users::User;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(favorites, favor)).routes(routes!(unfavor))
}

/// Somebody you would gladly deal with again.
#[derive(Serialize, ToSchema)]
struct Favorite {
    /// Who.
    user: Uuid,
    /// The name that others see.
    name: String,
    /// Since when.
    added_at: Moment,
}

/// Who becomes a favorite.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "user": "019ab0fe-26a1-7c33-8000-042f1c5d9e07" }))]
struct NewFavorite {
    /// The id of a seller or a buyer.
    user: String,
}

/// Your favorites
///
/// Nobody else sees them.
#[utoipa::path(get, path = "/favorites", tag = "Users", responses((status = 200, body = [Favorite])))]
async fn favorites(State(app): State<App>, SignedIn(visitor): SignedIn) -> Answer<Json<Vec<Favorite>>> {
    let shown = |Favored { favorite, name }: Favored| Favorite {
        user: favorite.other.into(),
        name,
        added_at: favorite.added_at.into(),
    };
    Ok(Json(favored_counterparties::list(&app, &visitor).await?.into_iter().map(shown).collect()))
}

/// Make somebody a favorite
///
/// Who is one already stays one.
#[utoipa::path(
    post, path = "/favorites", tag = "Users", request_body = NewFavorite, responses((status = 204))
)]
async fn favor(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Key(key): Key,
    Body(body): Body<NewFavorite>,
) -> Answer<StatusCode> {
    let other = Id::parse(&body.user).ok_or(AppError::NotFound)?;
    favored_counterparties::favor(&app, &visitor, other, &key).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take somebody off your favorites
#[utoipa::path(delete, path = "/favorites/{id}", tag = "Users", responses((status = 204)))]
async fn unfavor(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    At(other): At<User>,
) -> Answer<StatusCode> {
    favored_counterparties::unfavor(&app, &visitor, other, &visit::fresh_key()).await?;
    Ok(StatusCode::NO_CONTENT)
}
