//! What comes with a call: who asks, in which language, under which key, about what, with which body.

use crate::act;
use crate::app::App;
use crate::cursor::{Cursor, Page};
use crate::error::AppError;
use crate::i18n::{Lang, Locale};
use crate::visit::{self, Visitor};
use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kernel::{Ask, AskKind, Askable, Id};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The most bytes that a call's body has.
pub(super) const BODY_MAX: usize = 64 * 1_024;
/// The most characters of an idempotency key.
pub(super) const KEY_MAX: usize = 200;

/// What a call answers.
pub(super) type Answer<T> = Result<T, AppError>;

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

/// The id in an address.
pub(super) struct At<T>(pub(super) Id<T>);

/// The word in an address.
pub(super) struct Word(pub(super) String);

impl FromRequestParts<App> for Caller {
    type Rejection = AppError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        let visitor = visit::visitor(app, &parts.headers).await?;
        // A cookie comes by itself, so a change by cookie must show that the page meant it.
        if let Some(visitor) = &visitor
            && !visit::is_bearer(&parts.headers)
            && !parts.method.is_safe()
        {
            let sent = parts.headers.get("x-csrf").and_then(|value| value.to_str().ok());
            if sent != Some(visitor.csrf.as_str()) {
                return Err(AppError::Forged);
            }
        }
        Ok(Self(visitor))
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = AppError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        let Caller(visitor) = Caller::from_request_parts(parts, app).await?;
        Ok(Self(visitor.ok_or(AppError::SignedOut)?))
    }
}

impl FromRequestParts<App> for Key {
    type Rejection = AppError;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, AppError> {
        let sent = parts.headers.get("idempotency-key").and_then(|value| value.to_str().ok());
        let fits = sent.filter(|key| (1..=KEY_MAX).contains(&key.len()));
        Ok(Self(fits.ok_or(AppError::KeyMissing)?.to_owned()))
    }
}

impl<T: Askable + DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = AppError;
    async fn from_request(request: Request, _: &App) -> Result<Self, AppError> {
        Ok(Self(act::body_of_json(body(request.into_body()).await?)?))
    }
}

/// The members of a JSON body; none of an empty one.
///
/// # Errors
/// [`AppError::TooLarge`], [`AppError::Malformed`].
pub(super) async fn body(sent: axum::body::Body) -> Answer<Map<String, Value>> {
    let bytes = axum::body::to_bytes(sent, BODY_MAX).await.map_err(|_| AppError::TooLarge)?;
    if bytes.is_empty() {
        return Ok(Map::new());
    }
    let members = serde_json::from_slice::<Option<Map<String, Value>>>(&bytes);
    Ok(members.map_err(|error| AppError::Malformed(error.to_string()))?.unwrap_or_default())
}

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Asked<T> {
    type Rejection = AppError;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, AppError> {
        let query = axum::extract::Query::try_from_uri(&parts.uri);
        query.map(|query| Self(query.0)).map_err(|error| AppError::Malformed(error.body_text()))
    }
}

impl<T> FromRequestParts<App> for At<T> {
    type Rejection = AppError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        let Word(word) = Word::from_request_parts(parts, app).await?;
        Ok(Self(id(app, &word).ok_or(AppError::NotFound)?))
    }
}

impl FromRequestParts<App> for Word {
    type Rejection = AppError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        let word = Path::<String>::from_request_parts(parts, app).await;
        // What is not even text leads nowhere.
        Ok(Self(word.map_err(|_| AppError::NotFound)?.0))
    }
}

/// Whether every currency of a body is one of the market's, with its own decimals where they are sent too.
///
/// # Errors
/// [`AppError::Invalid`] names the member.
pub(super) fn check_currencies(app: &App, asks: &[Ask], body: &Map<String, Value>) -> Answer<()> {
    for ask in asks {
        let Some(sent) = body.get(ask.name) else { continue };
        if let (AskKind::Group(inner), Some(members)) = (ask.kind, sent.as_object()) {
            check_currencies(app, inner, members)?;
        }
        let is_money = ask.kind == AskKind::Money;
        let code = if is_money { sent.get("currency") } else { Some(sent) };
        let code = code.filter(|_| is_money || ask.kind == AskKind::Currency);
        let Some(code) = code.and_then(Value::as_str) else { continue };
        let decimals = sent.get("exponent").and_then(Value::as_u64);
        let known = app.rulebook.currency(code);
        let fits = known.is_some_and(|known| decimals.is_none_or(|sent| sent == u64::from(known.exponent)));
        if !fits {
            return Err(AppError::invalid(ask.name, "invalid-currency"));
        }
    }
    Ok(())
}

/// Which page of a list is asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Paged {
    after: Option<String>,
}

impl Paged {
    /// Where the page begins.
    ///
    /// # Errors
    /// As [`cursor`].
    pub(super) fn read(&self) -> Result<Cursor, AppError> {
        cursor(self.after.as_deref())
    }
}

/// Where a page begins, as a call has it.
///
/// # Errors
/// [`AppError::Invalid`] for what no page before gave.
pub(super) fn cursor(after: Option<&str>) -> Result<Cursor, AppError> {
    Cursor::parse(after.unwrap_or_default()).ok_or_else(|| AppError::invalid("after", "invalid-after"))
}

/// A page of a list as JSON, with a `Link` to the next one that keeps a part of the query, such as `language=es&`.
pub(super) struct Listed<T>(pub(super) Page<T>, pub(super) String);

impl<T: Serialize> IntoResponse for Listed<T> {
    fn into_response(self) -> Response {
        let Self(page, kept) = self;
        let next = page.next.map(|next| format!("<?{kept}after={next}>; rel=\"next\""));
        let mut response = Json(page.rows).into_response();
        if let Some(link) = next.and_then(|link| HeaderValue::try_from(link).ok()) {
            response.headers_mut().insert(header::LINK, link);
        }
        response
    }
}

/// An id of this market area. What has an id of another is served elsewhere.
fn id<T>(app: &App, text: &str) -> Option<Id<T>> {
    Id::parse(text).filter(|id: &Id<T>| id.locality() == app.locality)
}

/// The language of a call, by `Accept-Language` and in its order; English where none is ours.
pub(super) fn locale(headers: &HeaderMap) -> Locale {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let tags = accepted.unwrap_or_default().split(',');
    let mut codes = tags.map(|tag| tag.split([';', '-']).next().unwrap_or_default().trim());
    let lang = codes.find_map(|code| Lang::OFFERED.into_iter().find(|lang| lang.code() == code));
    Locale::in_united_states(lang.unwrap_or(Lang::En))
}

/// What a device calls itself.
pub(super) fn device(headers: &HeaderMap) -> &str {
    headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or("a program")
}
