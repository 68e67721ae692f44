//! Every route of the market.

use crate::app::App;
use axum::Router;

/// The pages, the API and the assets of a market.
pub fn router(app: App) -> Router {
    let routes = Router::new().merge(crate::pages::routes(&app)).merge(crate::api::routes(&app));
    routes.merge(crate::look::routes()).with_state(app)
}
