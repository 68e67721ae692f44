//! Problems, by RFC 9457: `application/problem+json`.

use super::call;
use super::fault::Fault;
use super::shapes::Money;
use crate::app::App;
use crate::error::AppError;
use crate::i18n::Locale;
use crate::words::Reader;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::Argument;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

/// The header by which a call and its answer are known.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The most characters of an id that a caller gives.
const REQUEST_ID_MAX: usize = 64;

/// What went wrong with a call, for a program and for the person behind it.
///
/// Beside these members stand those that the type of problem names: the least that would do, the nearest yes.
#[derive(Serialize, ToSchema, Clone, Debug)]
#[schema(example = json!({
    "type": "/problems/stored-availability/too-soon", "title": "Refused", "status": 422,
    "detail": "This worker needs more notice: choose a start from Monday 23 November, 11am on, or another person.",
    "instance": "5d41402abc4b2a76b9719d911017c592", "earliest": "2026-11-23T19:00:00Z",
}))]
pub struct Problem {
    /// `/problems/MODULE/REASON`: stable, and under each language a page that explains it.
    pub r#type: String,
    /// The kind of problem in a few words, in the caller's language.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened and what to do next, in the caller's language.
    pub detail: String,
    /// Which call this was: the `X-Request-Id` of the answer.
    pub instance: String,
    /// Each field that does not fit, with what would.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<Misfit>,
    /// What the sentence names.
    #[serde(flatten)]
    #[schema(ignore)]
    pub members: Map<String, Value>,
}

/// A field that does not fit.
#[derive(Serialize, ToSchema, Clone, Debug)]
pub struct Misfit {
    /// Its name.
    pub field: &'static str,
    /// What would fit, in the caller's language.
    pub detail: String,
}

/// Gives every answer its request id, and makes problems of the faults among them.
pub(super) async fn tell(State(app): State<App>, request: Request, next: Next) -> Response {
    let loc = call::locale(request.headers());
    let id = request_id(request.headers());
    let mut response = next.run(request).await;
    if let Some(fault) = response.extensions_mut().remove::<Fault>() {
        // A 405 says which methods there are; that is for the problem to keep.
        let allowed = response.headers_mut().remove(header::ALLOW);
        response = Telling { app: &app, loc, id: &id }.response(&fault);
        response.headers_mut().extend(allowed.map(|methods| (header::ALLOW, methods)));
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// The caller's own id for the call if it is short and plain, or a fresh one.
fn request_id(headers: &HeaderMap) -> String {
    let is_plain = |id: &&str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        (1..=REQUEST_ID_MAX).contains(&id.len()) && id.bytes().all(plain)
    };
    let given = headers.get(REQUEST_ID).and_then(|id| id.to_str().ok()).filter(is_plain);
    given.map_or_else(crate::visit::fresh_key, str::to_owned)
}

/// Who is told of which call.
struct Telling<'a> {
    app: &'a App,
    loc: Locale,
    id: &'a str,
}

impl Telling<'_> {
    fn response(&self, fault: &Fault) -> Response {
        let mut response = (fault.status(), Json(self.problem(fault))).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if fault.status().as_u16() == 401 {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if fault.status().as_u16() == 503 {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }

    fn problem(&self, fault: &Fault) -> Problem {
        let code = fault.code();
        Problem {
            r#type: format!("/problems/{code}"),
            title: self.loc.say(title(fault.status().as_u16()), &[]).plain(),
            status: fault.status().as_u16(),
            detail: self.detail(fault),
            instance: self.id.to_owned(),
            errors: self.errors(fault),
            members: self.members(fault),
        }
    }

    fn detail(&self, fault: &Fault) -> String {
        let plain = || self.loc.say(&format!("problem-{}", fault.code().replace('/', "-")), &[]).plain();
        let Fault::App(error) = fault else { return plain() };
        // Moments in a sentence are told on the clock of the market's first place; the members have them in UTC.
        let place = self.app.directory.places().next();
        let reader = place.map(|place| Reader { app: self.app, loc: self.loc, zone: place.zone.clone() });
        reader.map_or_else(plain, |reader| reader.error(error).plain())
    }

    fn errors(&self, fault: &Fault) -> Vec<Misfit> {
        let Fault::App(error) = fault else { return Vec::new() };
        let AppError::Invalid(fields) = error.as_ref() else { return Vec::new() };
        let misfit = |field: &crate::error::Invalid| Misfit {
            field: field.field,
            detail: self.loc.say(field.sentence, &[]).plain(),
        };
        fields.iter().map(misfit).collect()
    }

    fn members(&self, fault: &Fault) -> Map<String, Value> {
        match fault {
            Fault::App(error) => match error.as_ref() {
                AppError::Refused { arguments, .. } => self.arguments(arguments),
                AppError::Internal(reference) => one("reference", reference.as_str().into()),
                AppError::Invalid(_)
                | AppError::NotFound
                | AppError::SignedOut
                | AppError::Forged
                | AppError::Reused
                | AppError::Unavailable => Map::new(),
            },
            Fault::Malformed(why) => one("why", why.as_str().into()),
            Fault::TooLarge => one("most_bytes", call::BODY_MAX.into()),
            Fault::KeyMissing | Fault::NoMethod => Map::new(),
        }
    }

    fn arguments(&self, arguments: &[(&'static str, Argument)]) -> Map<String, Value> {
        let mut members = Map::new();
        for (name, argument) in arguments {
            members.insert((*name).to_owned(), self.member(argument));
            if let ("rule", Argument::Text(rule)) = (*name, argument) {
                let found = self.app.rulebook.rules().iter().find(|r| r.reference().to_string() == *rule);
                let plain = found.map(|found| found.card().plain_in(self.loc.lang.code()));
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
            Argument::Money(money) => json!(Money::of(self.app, money.amount, money.currency)),
            Argument::Time(at) => kernel::rfc3339(*at).into(),
            Argument::Text(text) => text.as_str().into(),
        }
    }
}

fn one(name: &str, value: Value) -> Map<String, Value> {
    Map::from_iter([(name.to_owned(), value)])
}

/// The key of the few words for a status.
fn title(status: u16) -> &'static str {
    match status {
        400 | 413 => "problem-title-unreadable",
        401 => "problem-title-signed-out",
        403 => "problem-title-forbidden",
        404 => "problem-title-not-found",
        405 => "problem-title-method",
        409 => "problem-title-moved-on",
        422 => "problem-title-refused",
        503 => "problem-title-unavailable",
        _ => "problem-title-internal",
    }
}
