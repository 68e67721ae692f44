//! What a market does that people reach over https: its cookies go over https alone and are its own host's, and browsers keep to
//! https. A proxy in front ends the encryption; the market knows of it by its public address.

use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// A browser takes a cookie of such a name only over https, for this host alone and for all of it.
const PREFIX: &str = "__Host-";
/// A year.
const HTTPS_ONLY: &str = "max-age=31536000";

/// Cookies have their plain names within and their guarded ones outside; one that comes without its guard is nobody's.
pub(crate) async fn guarded(mut request: Request, next: Next) -> Response {
    let headers = request.headers_mut();
    let came = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let own = came.flat_map(|cookies| cookies.split("; ")).filter_map(|cookie| cookie.strip_prefix(PREFIX));
    let own = own.collect::<Vec<_>>().join("; ");
    headers.remove(header::COOKIE);
    if let Ok(own) = HeaderValue::from_str(&own)
        && !own.is_empty()
    {
        headers.insert(header::COOKIE, own);
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let left = headers.get_all(header::SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
    let left: Vec<_> =
        left.filter_map(|cookie| HeaderValue::from_str(&format!("{PREFIX}{cookie}; Secure")).ok()).collect();
    headers.remove(header::SET_COOKIE);
    for cookie in left {
        headers.append(header::SET_COOKIE, cookie);
    }
    response
}

/// Tells browsers to ask over https alone from now on.
pub(crate) async fn https_only(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HTTPS_ONLY));
    response
}
