//! Problems, by RFC 9457: `application/problem+json`.

use super::call;
use super::fault::Fault;
use crate::app::App;
use crate::error::AppError;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::Argument;
use serde::Serialize;
use serde_json::{Map, Value};

/// What went wrong with a call, for a program and for the person behind it.
#[derive(Serialize, Clone, Debug)]
pub struct Problem {
    /// `/problems/MODULE/REASON`: stable, and a page that explains it.
    pub r#type: String,
    /// The same as a few words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened and what to do next, in the caller's language.
    pub detail: String,
    /// Which call this was: the `X-Request-Id` of the answer.
    pub instance: String,
    /// What the sentence names: the least that would do, the nearest yes. For wrong fields, `errors`.
    #[serde(flatten)]
    pub members: Map<String, Value>,
}

/// Gives every answer its request id, and makes problems of the faults among them.
pub(super) async fn tell(State(app): State<App>, request: Request, next: Next) -> Response {
    let reader = call::locale(request.headers());
    let id = crate::visit::fresh_key();
    let mut response = next.run(request).await;
    if let Some(fault) = response.extensions_mut().remove::<Fault>() {
        response = problem(&app, reader, (&fault, &id));
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}

fn problem(app: &App, loc: crate::i18n::Locale, (fault, id): (&Fault, &str)) -> Response {
    let zone = app.directory.places().next().map(|place| place.zone.clone());
    let reader = zone.map(|zone| crate::words::Reader { app, loc, zone });
    let code = fault.code().to_owned();
    let key = format!("problem-{}", code.replace('/', "-"));
    let (mut detail, mut members) = (loc.say(&key, &[]).plain(), Map::new());
    match fault {
        Fault::Desk(error) => {
            if let Some(reader) = &reader {
                detail = reader.error(error).plain();
            }
            members = extension(error, loc);
        }
        Fault::Malformed(why) => detail = format!("{detail} {why}"),
        Fault::TooLarge | Fault::KeyMissing | Fault::NoRoute | Fault::NoMethod => {}
    }
    let problem = Problem {
        title: code.replace(['/', '-'], " "),
        r#type: format!("/problems/{code}"),
        status: fault.status().as_u16(),
        detail,
        instance: id.to_owned(),
        members,
    };
    let mut response = (fault.status(), Json(problem)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if fault.status().as_u16() == 401 {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

fn extension(error: &AppError, loc: crate::i18n::Locale) -> Map<String, Value> {
    match error {
        AppError::Refused { arguments, .. } => {
            arguments.iter().map(|(name, argument)| ((*name).to_owned(), member(argument))).collect()
        }
        AppError::Invalid(fields) => {
            let errors = fields.iter().map(|invalid| {
                serde_json::json!({ "field": invalid.field, "detail": loc.say(invalid.sentence, &[]).plain() })
            });
            Map::from_iter([("errors".to_owned(), errors.collect())])
        }
        AppError::Internal(reference) => {
            Map::from_iter([("reference".to_owned(), reference.as_str().into())])
        }
        AppError::NotFound
        | AppError::SignedOut
        | AppError::Forged
        | AppError::Reused
        | AppError::Unavailable => Map::new(),
    }
}

fn member(argument: &Argument) -> Value {
    match argument {
        Argument::Number(number) | Argument::Minutes(number) | Argument::Metres(number) => (*number).into(),
        Argument::Money(amount, currency) => {
            serde_json::json!({ "minor": amount.0, "currency": currency.code() })
        }
        Argument::Moment(moment) => super::shapes::moment(*moment).into(),
        Argument::Text(text) => text.as_str().into(),
    }
}
