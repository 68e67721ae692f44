//! Every route of the market.

use crate::app::App;
use axum::Router;

/// The pages, the API and the assets of a market.
pub fn router(app: App) -> Router {
    Router::new().merge(crate::api::routes(&app)).merge(crate::look::routes()).with_state(app)
}
