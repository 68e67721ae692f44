//! Calls by scripts of other origins. Whoever brings a token, or needs none, may call from any page; the cookie of this
//! market's pages counts for those pages alone, by [`crate::visit::is_from_elsewhere`].

use super::sent::KEY;
use crate::security::REQUEST_ID;
use axum::extract::Request;
use axum::http::header::{
    ACCEPT_LANGUAGE, ACCESS_CONTROL_REQUEST_METHOD, ALLOW, AUTHORIZATION, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
    LINK, RETRY_AFTER, WWW_AUTHENTICATE,
};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use std::convert::Infallible;
use std::time::Duration;
use tower::{Layer, ServiceExt, service_fn};
use tower_http::cors::{Any, CorsLayer};

/// How long a browser may remember what is allowed: no browser of the Chromium family keeps it for longer.
const REMEMBERED: Duration = Duration::from_hours(2);

/// Answers the question that a browser asks before a call, and lets the scripts of every origin read the answer of a call.
pub(super) async fn open(request: Request, next: Next) -> Response {
    let is_options = request.method() == Method::OPTIONS;
    let is_preflight = is_options && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    // The layer says yes to every OPTIONS; one that is no preflight is a method that is not there.
    if is_options && !is_preflight {
        return next.run(request).await;
    }
    let call = service_fn(move |request| {
        let next = next.clone();
        async move { Ok::<_, Infallible>(next.run(request).await) }
    });
    let Ok(mut response) = rules().layer(call).oneshot(request).await;
    if is_preflight {
        *response.status_mut() = StatusCode::NO_CONTENT;
    }
    response
}

/// Without credentials: a browser then keeps cookies out, and an answer to one that came along from a script. The header
/// `X-CSRF` is left out for the same reason.
fn rules() -> CorsLayer {
    let sent = [ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_TYPE, IF_NONE_MATCH, KEY, REQUEST_ID];
    let answered = [ALLOW, ETAG, LINK, RETRY_AFTER, WWW_AUTHENTICATE, REQUEST_ID];
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers(sent)
        .expose_headers(answered)
        .max_age(REMEMBERED)
}
