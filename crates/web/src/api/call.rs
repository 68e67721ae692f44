//! What comes with a call: who asks, in which language, under which key, with which body.

use super::fault::Fault;
use crate::app::App;
use crate::error::AppError;
use crate::i18n::{Lang, Locale};
use crate::visit::{self, Visitor};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;

/// The most bytes that a call's body has.
const BODY_MAX: usize = 64 * 1_024;
/// The most characters of an idempotency key.
const KEY_MAX: usize = 200;

/// Someone who may or may not be signed in.
pub(super) struct Caller(pub(super) Option<Visitor>);

/// Someone who is signed in.
pub(super) struct SignedIn(pub(super) Visitor);

/// The key under which a call that changes something counts once.
pub(super) struct Key(pub(super) String);

/// A JSON body.
pub(super) struct Body<T>(pub(super) T);

/// The query of an address.
pub(super) struct Asked<T>(pub(super) T);

impl FromRequestParts<App> for Caller {
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Fault> {
        let visitor = visit::visitor(app, &parts.headers).await?;
        // A cookie comes by itself, so a change by cookie must show that the page meant it.
        let by_cookie = visitor.is_some() && !visit::is_bearer(&parts.headers);
        if by_cookie && !parts.method.is_safe() {
            let sent = parts.headers.get("x-csrf").and_then(|value| value.to_str().ok());
            if visitor.as_ref().map(|visitor| visitor.csrf(app)).as_deref() != sent {
                return Err(AppError::Forged.into());
            }
        }
        Ok(Self(visitor))
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Fault> {
        let Caller(visitor) = Caller::from_request_parts(parts, app).await?;
        Ok(Self(visitor.ok_or(AppError::SignedOut)?))
    }
}

impl FromRequestParts<App> for Key {
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Fault> {
        let sent = parts.headers.get("idempotency-key").and_then(|value| value.to_str().ok());
        let fits = sent.filter(|key| (1..=KEY_MAX).contains(&key.len()));
        Ok(Self(fits.ok_or(Fault::KeyMissing)?.to_owned()))
    }
}

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = Fault;
    async fn from_request(request: Request, _: &App) -> Result<Self, Fault> {
        let bytes = axum::body::to_bytes(request.into_body(), BODY_MAX).await.map_err(|_| Fault::TooLarge)?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| Fault::Malformed(error.to_string()))
    }
}

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Asked<T> {
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Fault> {
        let query = axum::extract::Query::try_from_uri(&parts.uri);
        query.map(|query| Self(query.0)).map_err(|error| Fault::Malformed(error.body_text()))
    }
}

/// The language of a call, by `Accept-Language`; English where none is ours.
pub(super) fn locale(headers: &HeaderMap) -> Locale {
    let accepted =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut tags = accepted.split(',').map(|tag| tag.split([';', '-']).next().unwrap_or_default().trim());
    let lang = tags.find_map(|tag| Lang::OFFERED.into_iter().find(|lang| lang.code() == tag));
    Locale::in_united_states(lang.unwrap_or(Lang::En))
}

/// An id out of an address; what is none leads nowhere.
pub(super) fn id<T>(text: &str) -> Result<kernel::Id<T>, Fault> {
    kernel::Id::parse(text).ok_or_else(|| AppError::NotFound.into())
}
