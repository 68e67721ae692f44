//! What a page answers: a document, the address of the next page, or why not.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::fields;
use super::sheet::Sheet;
use super::visit::{Visit, add_cookie, said_cookie};
use crate::components::Link;
use crate::cursor::Cursor;
use crate::error::AppError;
use crate::t;

/// What a page answers.
pub(super) type Answer = Result<Response, AppError>;

/// The status alone, where not even the reader can be found out.
pub(super) fn bare(error: &AppError) -> Response {
    retriable(error, error.status().into_response())
}

/// The page that says what happened and what to do; for who is signed out, the way to sign in and come back.
pub(super) fn page(error: &AppError, visit: &Visit) -> Response {
    if matches!(error, AppError::SignedOut) {
        return to(&sign_in_and_return(visit));
    }
    let loc = visit.loc;
    let title = match error {
        AppError::NotFound => t!(loc, "fault-not-found"),
        AppError::Internal(_) => t!(loc, "fault-ours"),
        AppError::Unavailable => t!(loc, "fault-busy"),
        AppError::Forged | AppError::Reused => t!(loc, "fault-form"),
        AppError::Refused { .. }
        | AppError::Invalid(_)
        | AppError::SignedOut
        | AppError::Malformed(_)
        | AppError::TooLarge
        | AppError::KeyMissing
        | AppError::NoMethod => t!(loc, "fault-refused"),
    };
    let main = html! {
        h1 { (title) }
        (words(error, visit))
        @if let Some(before) = &visit.came_from {
            p { a class="button" href=(before) { (t!(loc, "fault-back")) } }
            p { a href=(visit.at("/")) { (t!(loc, "fault-front")) } }
        } @else {
            p { a class="button" href=(visit.at("/")) { (t!(loc, "fault-front")) } }
        }
    };
    let mut response = visit.show(&Sheet::new(title, main));
    *response.status_mut() = error.status();
    retriable(error, response)
}

/// Says to programs when to try again, where that may help.
fn retriable(error: &AppError, mut response: Response) -> Response {
    if matches!(error, AppError::Unavailable) {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    response
}

fn words(error: &AppError, visit: &Visit) -> Markup {
    let loc = visit.loc;
    match error {
        AppError::NotFound => html! { p class="lead" { (t!(loc, "fault-not-found-why")) } },
        AppError::Invalid(fields) => html! {
            ul { @for field in fields { li { (loc.say(field.sentence, &[])) } } }
        },
        AppError::Internal(reference) => html! {
            p class="lead" { (visit.reader().error(error)) }
            p { (t!(loc, "fault-reference")) " " code dir="ltr" { (reference) } }
        },
        AppError::Refused { arguments, .. } => {
            let rule = arguments.iter().find(|(name, _)| *name == "rule");
            let rule = rule.and_then(|(_, value)| fields::text_of(value));
            html! {
                p class="lead" { (visit.reader().error(error)) }
                @if let Some(rule) = rule { (super::rules::cited(visit, rule)) }
            }
        }
        // A program is told of headers and keys; a person sees a form.
        AppError::Forged => html! { p class="lead" { (t!(loc, "fault-form-forged")) } },
        AppError::Reused => html! { p class="lead" { (t!(loc, "fault-form-reused")) } },
        AppError::SignedOut
        | AppError::Unavailable
        | AppError::Malformed(_)
        | AppError::TooLarge
        | AppError::KeyMissing
        | AppError::NoMethod => html! {
            p class="lead" { (visit.reader().error(error)) }
        },
    }
}

/// The answer to an address that is none of ours.
pub(super) async fn missing() -> AppError {
    AppError::NotFound
}

/// Sends the browser on to an address of ours.
pub(super) fn to(address: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(value) = HeaderValue::from_str(address) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
}

/// As [`to`], with a word for the next page to say.
pub(super) fn to_saying(address: &str, said: &str) -> Response {
    let mut response = to(address);
    add_cookie(response.headers_mut(), &said_cookie(said));
    response
}

/// Where to sign in, and then go on where the visitor was.
pub(super) fn sign_in_and_return(visit: &Visit) -> String {
    visit.at(&format!("/sign-in?next={}", encoded(&visit.address)))
}

/// Words as part of an address.
pub(super) fn encoded(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for byte in words.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            other => {
                use std::fmt::Write as _;
                // Writing to a string cannot fail.
                let _ = write!(out, "%{other:02X}");
            }
        }
    }
    out
}

/// Where a page of a list begins, by its address; what no page before gave is the beginning.
pub(super) fn cursor(pairs: &[(String, String)]) -> Cursor {
    let after = pairs.iter().find(|(name, _)| name == "after").map(|(_, after)| after.as_str());
    Cursor::parse(after.unwrap_or_default()).unwrap_or(Cursor::START)
}

/// The way to the next page of a list, if there is one.
pub(super) fn earlier(visit: &Visit, page: &str, next: Option<Cursor>) -> Markup {
    html! {
        @if let Some(next) = next {
            p { a href={ (visit.at(page)) "?after=" (next) } rel="next" { (t!(visit.loc, "list-earlier")) } }
        }
    }
}

/// A link back to where a page belongs.
pub(super) fn crumb(visit: &Visit, page: &str, text: crate::i18n::Text) -> Link {
    Link::new(text, visit.at(page))
}
