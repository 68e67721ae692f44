//! Every route of the market.

use crate::app::App;
use crate::client;
use crate::forward::{Forwarder, at_the_owner};
use crate::watch::watched;
use crate::{secure, security};
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use std::sync::Arc;
use tower_http::compression::CompressionLayer;

/// The pages, the API and the assets of a market. What comes from its records is answered by the process that serves
/// the market area, whichever is asked.
pub fn router(app: App) -> Router {
    let forwarder = Forwarder::new(app.clone());
    let each = crate::api::routes_of_each_process(&app);
    let owned = Router::new().merge(crate::pages::routes(&app)).merge(crate::api::routes(&app));
    // Behind the way to the owner: another process sends cookies on as they came.
    let owned = if app.is_secure { owned.layer(from_fn(secure::guarded)) } else { owned };
    let owned = owned.layer(from_fn_with_state(forwarder, at_the_owner));
    let all = owned.merge(each).merge(crate::look::routes()).layer(from_fn(secure::sealed));
    let all = if app.is_secure { all.layer(from_fn(secure::https_only)) } else { all };
    let all = all.layer(from_fn(security::named));
    let all = all.layer(from_fn_with_state(Arc::from(app.proxies.as_slice()), client::known));
    let all = all.layer(from_fn_with_state(Arc::clone(app.watch()), watched));
    // Pages and the stylesheet are words: a fifth of their bytes travel. Photographs are compressed already.
    all.with_state(app).layer(CompressionLayer::new())
}
