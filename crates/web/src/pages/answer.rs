//! What a page answers: a document, the address of the next page, or why not.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::visit::{Visit, add_cookie, said_cookie};
use crate::components::Typed;
use crate::cursor::Cursor;
use crate::error::AppError;
use crate::query::encoded;
use crate::t;

/// What a page answers.
pub(super) type Answer = Result<Response, AppError>;

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

/// Where a page of a list begins, by its address; what no page before gave is the beginning.
pub(super) fn cursor(asked: &Typed) -> Cursor {
    Cursor::parse(asked.value("after")).unwrap_or(Cursor::START)
}

/// The way to the next page of a list, if there is one.
pub(super) fn earlier(visit: &Visit, page: &str, next: Option<Cursor>) -> Markup {
    html! {
        @if let Some(next) = next {
            p { a href={ (visit.at(page)) "?after=" (next) } rel="next" { (t!(visit, "list-earlier")) } }
        }
    }
}
