//! Everything that is served, in one router.

use axum::Router;

use crate::app::App;
use crate::{look, pages};

/// The pages and the look of a market.
pub fn router(app: App) -> Router {
    Router::new().merge(pages::routes(&app)).merge(look::routes()).with_state(app)
}
