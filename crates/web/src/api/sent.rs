//! What was sent with a call: who asks, in which language, under which key, about what, with which body.

use crate::act::{self, Named, Read};
use crate::app::App;
use crate::client::Client;
use crate::cursor::Cursor;
use crate::error::{Answer, AppError};
use crate::i18n::Locale;
use crate::visit;
use crate::visitor::Visitor;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, header};
use hyper::body::Body as _;
use kernel::{Askable, Asks, Command, Draft, Id, Stop};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The most bytes that a call's body has.
pub(super) const BODY_MAX: usize = 64 * 1_024;
/// The header that names a change.
pub(super) const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// The most characters of an idempotency key.
pub(super) const KEY_MAX: usize = 200;

/// What a call asks for in its query or its body, and for which no one command stands.
pub(super) trait Taken: Askable + DeserializeOwned + Send + 'static {
    /// Adds what is wrong for a reason that no field alone tells.
    fn check(app: &App, read: &mut Read) {
        let _ = (app, read);
    }
}

/// The members of a body.
pub(super) type Members = Map<String, Value>;

/// A call as it was sent.
pub(super) struct Sent {
    /// The market.
    pub(super) app: App,
    /// Who is known to be signed in.
    visitor: Option<Visitor>,
    parts: Parts,
    /// What the address names; `None` of one that is not even text, which leads nowhere.
    named: Option<Named>,
}

impl Sent {
    /// A call, of nobody yet.
    pub(super) async fn of(app: App, mut parts: Parts) -> Self {
        let named = match Path::<Named>::from_request_parts(&mut parts, &app).await {
            Ok(Path(named)) => Some(named),
            Err(PathRejection::MissingPathParams(_)) => Some(Named::new()),
            Err(_) => None,
        };
        Self { app, visitor: None, parts, named }
    }

    /// Finds out who is signed in.
    pub(super) async fn sign_in(&mut self) -> Answer<()> {
        self.visitor = Some(self.caller().await?.ok_or(AppError::SignedOut)?);
        Ok(())
    }

    /// Who is signed in.
    pub(super) fn visitor(&self) -> Answer<&Visitor> {
        self.visitor.as_ref().ok_or(AppError::SignedOut)
    }

    /// Who asks: somebody who may or may not be signed in.
    pub(super) async fn caller(&self) -> Answer<Option<Visitor>> {
        let headers = &self.parts.headers;
        if !visit::is_bearer(headers) && visit::is_from_elsewhere(headers) {
            return Ok(None);
        }
        let visitor = visit::visitor(&self.app, headers).await?;
        // A cookie comes by itself, so a change by cookie must show that the page meant it.
        if let Some(visitor) = &visitor
            && !visit::is_bearer(headers)
            && !self.parts.method.is_safe()
            && self.header("x-csrf") != Some(visitor.csrf.as_str())
        {
            return Err(AppError::Forged);
        }
        Ok(visitor)
    }

    /// The key under which a call that changes something counts once.
    pub(super) fn key(&self) -> Answer<&str> {
        let fits = self.header(KEY.as_str()).filter(|key| (1..=KEY_MAX).contains(&key.len()));
        fits.ok_or(AppError::KeyMissing)
    }

    /// A header, if it is text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.parts.headers.get(name)?.to_str().ok()
    }

    /// Refuses a body that says that it is something else than JSON; what says nothing is read as JSON.
    pub(super) fn is_json(&self) -> Answer<()> {
        let Some(kind) = self.parts.headers.get(header::CONTENT_TYPE) else { return Ok(()) };
        let kind = kind.to_str().ok().and_then(|kind| kind.split(';').next()).map(str::trim);
        let is_json = kind.is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
        if is_json { Ok(()) } else { Err(AppError::MediaType) }
    }

    /// The language of the call.
    pub(super) fn locale(&self) -> Locale {
        locale(&self.parts.headers)
    }

    /// The program that calls.
    pub(super) fn client(&self) -> Client {
        Client::of(&self.parts)
    }

    /// Everything that the address names.
    pub(super) fn named(&self) -> Answer<&Named> {
        self.named.as_ref().ok_or(AppError::NotFound)
    }

    /// The one word that the address names.
    pub(super) fn word(&self) -> Answer<&str> {
        self.named()?.first().map(|(_, word)| word.as_str()).ok_or(AppError::NotFound)
    }

    /// The id in the address: of this market area, since what has an id of another is served elsewhere.
    pub(super) fn id<T>(&self) -> Answer<Id<T>> {
        let id = Id::parse(self.word()?).filter(|id: &Id<T>| id.locality() == self.app.locality);
        id.ok_or(AppError::NotFound)
    }

    /// The query of the address.
    pub(super) fn query<Q: Taken>(&self) -> Answer<Q> {
        let pairs = Query::<Vec<(String, String)>>::try_from_uri(&self.parts.uri);
        let Query(pairs) = pairs.map_err(|error| AppError::Malformed(error.body_text()))?;
        self.taken(act::read_typed::<Q>(pairs, &self.app)?)
    }

    /// What a body asks for that gives no one command.
    pub(super) fn body<A: Taken>(&self, body: Members) -> Answer<A> {
        self.taken(act::read_body::<A>(body, &self.app)?)
    }

    fn taken<A: Taken>(&self, mut read: Read) -> Answer<A> {
        A::check(&self.app, &mut read);
        Ok(read.finish()?)
    }

    /// The query of the address without where the page begins: what the next page is asked for with, too.
    pub(super) fn query_of_all_pages(&self) -> Vec<String> {
        let pairs = self.parts.uri.query().unwrap_or_default().split('&');
        let kept = pairs.filter(|pair| !pair.is_empty() && !pair.starts_with("after="));
        kept.map(str::to_owned).collect()
    }

    /// The command of a body and the address.
    pub(super) fn command<C: Command>(&self, body: Members) -> Answer<C> {
        Ok(act::of_json(self.visitor()?.user, self.named()?, body, &self.app)?)
    }

    /// What a pure read makes of the records, for whoever is signed in.
    pub(super) async fn look<T>(&self, read: impl Fn(&mut Draft<'_>) -> Result<T, Stop>) -> Answer<T> {
        self.app.look(self.visitor.as_ref(), read).await
    }
}

/// Whether nothing is sent as a body, as far as that is known before it is read.
pub(super) fn is_empty(body: &Body) -> bool {
    body.is_end_stream() || body.size_hint().exact() == Some(0)
}

/// The members of a JSON body, if there is one.
pub(super) async fn members(body: Body) -> Answer<Option<Members>> {
    let bytes = axum::body::to_bytes(body, BODY_MAX).await.map_err(|_| AppError::TooLarge)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    serde_json::from_slice(&bytes).map_err(|error| AppError::Malformed(error.to_string()))
}

/// Which page of a list is asked for.
#[derive(Asks, Deserialize)]
pub(super) struct Paged {
    /// Where the page begins: as the `Link` of the page before has it.
    after: Option<String>,
}

impl Taken for Paged {}

impl Paged {
    /// Where the page begins.
    pub(super) fn from(&self) -> Answer<Cursor> {
        cursor(self.after.as_deref())
    }
}

/// Where a page begins, as a call has it.
pub(super) fn cursor(after: Option<&str>) -> Answer<Cursor> {
    Cursor::parse(after.unwrap_or_default()).ok_or_else(|| AppError::invalid("after", "invalid-after"))
}

/// The language of a call, by `Accept-Language`; English where none is ours.
pub(super) fn locale(headers: &HeaderMap) -> Locale {
    Locale::in_united_states(visit::language(headers))
}
