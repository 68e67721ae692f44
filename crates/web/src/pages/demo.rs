//! The one-click way in that the parallel market prints at its start.

use axum::http::{HeaderMap, HeaderValue, header};

use super::prelude::*;
use super::sign_in::{first_page, next};
use super::visit::add_cookie;
use crate::visit;

pub(super) fn routes() -> Routes {
    vec![("/demo/enter/{token}", get(enter))]
}

/// Takes the token of a session that lives, as a browser with the cookie would send it.
async fn enter(visit: Visit, Path(token): Path<String>, typed: Typed) -> Answer {
    if !visit.app.is_parallel() {
        return Err(AppError::NotFound);
    }
    let mut headers = HeaderMap::new();
    let bearer = HeaderValue::from_str(&format!("Bearer {token}")).map_err(|_| AppError::NotFound)?;
    headers.insert(header::AUTHORIZATION, bearer);
    let visitor = visit::visitor(&visit.app, &headers).await?.ok_or(AppError::NotFound)?;
    let mut response = to(&next(&visit, &typed, first_page(&visit, visitor.user).await?));
    add_cookie(response.headers_mut(), &visit::session_cookie(&visit.app, &token)?);
    Ok(response)
}
