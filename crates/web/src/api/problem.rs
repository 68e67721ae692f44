//! Problems, by RFC 9457: `application/problem+json`.

use super::sent::{self, BODY_MAX};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::forward::Unserved;
use crate::i18n::Locale;
use crate::security::{REQUEST_ID, request_id};
use crate::watch::ErrorKind;
use crate::words::Reader;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::{Argument, Decimals, Schemas, Show, Zone};
use serde_json::{Map, Value, json};

/// What went wrong with a call, for a program and for the person behind it. Beside these members stand those that the
/// type of problem names: the least that would do, the nearest yes.
#[derive(Show, Clone, Debug)]
pub struct Problem {
    /// `/problems/MODULE/REASON`: stable, and under each language a page that explains it. `x-problem-types` has all that there are
    /// today; go by the status of one that you do not know.
    pub r#type: ProblemType,
    /// The kind of problem in a few words, in the caller's language.
    pub title: String,
    /// The HTTP status.
    pub status: i64,
    /// What happened and what to do next, in the caller's language.
    pub detail: String,
    /// Which call this was: the `X-Request-Id` of the answer.
    pub instance: String,
    /// Each field that does not fit, with what would.
    #[show(optional)]
    pub errors: Option<Vec<Misfit>>,
}

/// The type of a problem. There may be more of them tomorrow, so a program must take any.
#[derive(Clone, Debug)]
pub struct ProblemType(String);

impl Show for ProblemType {
    fn schema(_: &mut Schemas) -> Value {
        let known: Vec<String> = types().into_iter().map(|known| known.0).collect();
        json!({ "anyOf": [{ "type": "string", "enum": known }, { "type": "string", "pattern": "^/problems/" }] })
    }
    fn show(&self, _: &dyn Decimals) -> Value {
        self.0.as_str().into()
    }
}

/// Every type of problem with its status and the members that it has beside those of [`Problem`].
pub(super) fn types() -> Vec<(String, u16, Vec<String>)> {
    let of_requests = AppError::of_requests().into_iter().map(|error| {
        let members = own_members(&error).into_iter().map(|(name, _)| name).collect();
        (error.code().to_owned(), error.status(), members)
    });
    let of_modules = market::modules::refusal_examples().into_iter().map(|refusal| {
        let members = refusal.arguments().into_iter().map(|(name, _)| name.to_owned());
        (refusal.code().to_owned(), AppError::status_of(refusal.kind()), members.collect())
    });
    let typed = |(code, status, members): (String, StatusCode, Vec<_>)| {
        (format!("/problems/{code}"), status.as_u16(), members)
    };
    of_requests.chain(of_modules).map(typed).collect()
}

/// A field that does not fit.
#[derive(Show, Clone, Debug)]
pub struct Misfit {
    /// Its name.
    pub field: String,
    /// What would fit, in the caller's language.
    pub detail: String,
}

/// No such address.
pub(super) async fn no_route() -> AppError {
    AppError::NotFound
}

/// No such method here.
pub(super) async fn no_method() -> AppError {
    AppError::NoMethod
}

/// Stops a call that no process can answer now.
pub(super) async fn unserved(request: Request, next: Next) -> Response {
    if let Some(unserved) = request.extensions().get::<Unserved>() {
        return unserved.error().into_response();
    }
    next.run(request).await
}

/// Gives every answer its request id, and makes problems of the errors among them.
pub(super) async fn tell(State(app): State<App>, request: Request, next: Next) -> Response {
    let loc = sent::locale(request.headers());
    let id = request_id(request.headers()).unwrap_or_default().to_owned();
    let mut response = next.run(request).await;
    if let Some(error) = response.extensions_mut().remove::<AppError>() {
        // A 405 says which methods there are; that is for the problem to keep.
        let allowed = response.headers_mut().remove(header::ALLOW);
        response = Telling { app: &app, loc, id: &id }.response(&error);
        response.headers_mut().extend(allowed.map(|methods| (header::ALLOW, methods)));
        response.extensions_mut().insert(ErrorKind(error.code().to_owned()));
    }
    let headers = response.headers_mut();
    // An answer is its caller's alone, unless it says how it may be kept.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// Who is told of which call.
struct Telling<'a> {
    app: &'a App,
    loc: Locale,
    id: &'a str,
}

impl Telling<'_> {
    fn response(&self, error: &AppError) -> Response {
        let mut problem = self.problem(error).show(self.app);
        if let Some(problem) = problem.as_object_mut() {
            problem.extend(self.members(error));
        }
        let mut response = (error.status(), Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if matches!(error, AppError::SignedOut) {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        headers.extend(error.retry_after());
        response
    }

    fn problem(&self, error: &AppError) -> Problem {
        let status = error.status().as_u16();
        Problem {
            r#type: ProblemType(format!("/problems/{}", error.code())),
            title: self.loc.say(title(status), &[]).plain(),
            status: i64::from(status),
            detail: self.detail(error),
            instance: self.id.to_owned(),
            errors: self.errors(error),
        }
    }

    /// Moments in a sentence are told on the clock of the market's first place; the members have them in UTC.
    fn reader(&self) -> Option<Reader<'_>> {
        let first = self.app.directory.places().next();
        let zone = first.map(|place| place.zone.clone()).or_else(|| Zone::new("UTC"));
        zone.map(|zone| Reader { app: self.app, loc: self.loc, zone })
    }

    fn detail(&self, error: &AppError) -> String {
        self.reader().map(|reader| reader.error(error).plain()).unwrap_or_default()
    }

    fn errors(&self, error: &AppError) -> Option<Vec<Misfit>> {
        let AppError::Invalid(fields) = error else { return None };
        let misfit = |invalid: &Invalid| Misfit {
            field: invalid.field.clone(),
            detail: self.reader().map(|reader| reader.invalid(invalid).plain()).unwrap_or_default(),
        };
        Some(fields.iter().map(misfit).collect())
    }

    fn members(&self, error: &AppError) -> Map<String, Value> {
        let AppError::Refused { arguments, .. } = error else { return own_members(error) };
        self.arguments(arguments)
    }

    fn arguments(&self, arguments: &[(&'static str, Argument)]) -> Map<String, Value> {
        let mut members = Map::new();
        for (name, argument) in arguments {
            members.insert((*name).to_owned(), self.member(argument));
            if let ("rule", Argument::Text(rule)) = (*name, argument) {
                let plain = self.app.card(rule).map(|card| card.plain_in(self.loc.lang.code()));
                members.extend(plain.map(|plain| ("rule_says".to_owned(), plain.into())));
            }
        }
        members
    }

    fn member(&self, argument: &Argument) -> Value {
        match argument {
            Argument::Number(number) | Argument::Minutes(number) | Argument::Meters(number) => {
                (*number).into()
            }
            Argument::Money(money) => money.show(self.app),
            Argument::Time(at) => kernel::rfc3339(*at).into(),
            Argument::Text(text) => text.as_str().into(),
        }
    }
}

/// The members of a problem that no module says.
pub(super) fn own_members(error: &AppError) -> Map<String, Value> {
    match error {
        AppError::Internal(reference) => one("reference", reference.as_str().into()),
        AppError::Malformed(why) => one("why", why.as_str().into()),
        AppError::TooLarge => one("most_bytes", BODY_MAX.into()),
        AppError::TooMany { wait_s } => one("wait_s", (*wait_s).into()),
        AppError::Refused { .. }
        | AppError::Invalid(_)
        | AppError::NotFound
        | AppError::SignedOut
        | AppError::Unproved
        | AppError::Forged
        | AppError::Reused
        | AppError::MediaType
        | AppError::KeyMissing
        | AppError::NoMethod
        | AppError::Unavailable
        | AppError::Unsure => Map::new(),
    }
}

fn one(name: &str, value: Value) -> Map<String, Value> {
    Map::from_iter([(name.to_owned(), value)])
}

/// The key of the few words for a status.
pub(super) fn title(status: u16) -> &'static str {
    match status {
        400 | 413 | 415 => "problem-title-unreadable",
        401 => "problem-title-signed-out",
        403 => "problem-title-forbidden",
        404 => "problem-title-not-found",
        405 => "problem-title-method",
        409 => "problem-title-moved-on",
        422 => "problem-title-refused",
        429 => "problem-title-too-many",
        503 => "problem-title-unavailable",
        _ => "problem-title-internal",
    }
}
