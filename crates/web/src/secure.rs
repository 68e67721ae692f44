//! What every answer carries for safety; and what a market does that people reach over https: its cookies go over https alone and
//! are its own host's, and browsers keep to https. A proxy in front ends the encryption; the market knows of it by its public address.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// A browser takes a cookie of such a name only over https, for this host alone and for all of it.
const PREFIX: &str = "__Host-";
/// A year, for every host below this one too.
const HTTPS_ONLY: &str = "max-age=31536000; includeSubDomains";

/// Nothing is loaded from elsewhere, nothing runs that is not a file of ours, and nobody shows us in a frame.
const POLICY: &str = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
                      object-src 'none'";

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

/// Tells browsers what may be done with an answer, whatever it is: a page, a call's, a file, a refusal.
pub(crate) async fn sealed(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Tells browsers to ask over https alone from now on.
pub(crate) async fn https_only(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HTTPS_ONLY));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::Body;
    use axum::middleware::from_fn;
    use axum::routing::get;
    use tower::ServiceExt as _;

    #[tokio::test]
    async fn browsers_keep_to_https_for_a_year_below_this_host_too() {
        let router: Router = Router::new().route("/", get(|| async { "here" })).layer(from_fn(https_only));
        for path in ["/", "/nothing"] {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let answer = router.clone().oneshot(request).await.unwrap();
            let told = &answer.headers()[header::STRICT_TRANSPORT_SECURITY];
            assert_eq!(told, "max-age=31536000; includeSubDomains", "{path}");
        }
    }
}
