//! Around every page: whose visit it is, that nobody keeps its answer, and the page that says why not.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::answer::{sign_in_and_return, to};
use super::page_of;
use super::rules;
use super::sheet::Sheet;
use super::visit::Visit;
use crate::app::App;
use crate::error::AppError;
use crate::forward::Unserved;
use crate::i18n::Text;
use crate::t;
use crate::watch::ErrorKind;

/// Finds out whose visit it is before a page is asked for, and has nobody keep what it answers.
pub(super) async fn attend(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let visit = match Visit::of(&app, &parts).await {
        Ok(visit) => visit,
        // Not even the reader is known: the status alone.
        Err(error) => return retriable(&error, error.status().into_response()),
    };
    let mut request = Request::from_parts(parts, body);
    request.extensions_mut().insert(visit.clone());
    let response = match request.extensions().get::<Unserved>() {
        Some(unserved) => why_not(&unserved.error(), &visit),
        None => next.run(request).await,
    };
    let response = match response.extensions().get::<AppError>() {
        Some(error) => {
            let kind = ErrorKind(error.code().to_owned());
            let mut why = why_not(error, &visit);
            why.extensions_mut().insert(kind);
            why
        }
        None => response,
    };
    unkept(&visit, response)
}

/// Every page carries a key of its own visit, so none may be kept for another.
fn unkept(visit: &Visit, mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    visit.leave_cookies(headers);
    response
}

/// The answer to an address that is asked for in another way than it answers: a form's own address leads to its page.
pub(super) async fn not_so(method: Method, uri: Uri) -> Response {
    match method {
        Method::GET | Method::HEAD => to(&page_of(uri.path())),
        _ => AppError::NoMethod.into_response(),
    }
}

/// The answer to an address that is none of ours.
pub(super) async fn missing() -> AppError {
    AppError::NotFound
}

/// The page that says what happened and what to do; for who is signed out, the way to sign in and come back.
fn why_not(error: &AppError, visit: &Visit) -> Response {
    let said = lead(&visit.reader().error(error));
    let refused = || t!(visit, "fault-refused");
    let (title, words) = match error {
        AppError::SignedOut => return to(&sign_in_and_return(visit)),
        AppError::NotFound => (t!(visit, "fault-not-found"), lead(&t!(visit, "fault-not-found-why"))),
        AppError::Unavailable => (t!(visit, "fault-busy"), said),
        AppError::TooMany { .. } => {
            let by_code = visit.at("/new-password");
            let ways = html! { (said) p { a href=(by_code) { (t!(visit, "sign-in-forgotten")) } } };
            (t!(visit, "fault-too-many"), ways)
        }
        AppError::Unsure => (t!(visit, "fault-unsure"), lead(&t!(visit, "fault-unsure-why"))),
        // A program is told of headers and keys; a person sees a form.
        AppError::Forged => (t!(visit, "fault-form"), lead(&t!(visit, "fault-form-forged"))),
        AppError::Unproved => (t!(visit, "passkey-proof-title"), lead(&t!(visit, "fault-not-proved"))),
        AppError::Reused => (t!(visit, "fault-form"), lead(&t!(visit, "fault-form-reused"))),
        AppError::Internal(reference) => {
            let named =
                html! { (said) p { (t!(visit, "fault-reference")) " " code dir="ltr" { (reference) } } };
            (t!(visit, "fault-ours"), named)
        }
        AppError::Refused { .. } => {
            let rule = error.argument("rule");
            let cited = html! { (said) @if let Some(rule) = rule { (rules::cited(visit, rule)) } (next_step(error, visit)) };
            (refused(), cited)
        }
        AppError::Invalid(fields) => {
            (refused(), html! { ul { @for field in fields { li { (visit.reader().invalid(field)) } } } })
        }
        AppError::Malformed(_)
        | AppError::TooLarge
        | AppError::MediaType
        | AppError::KeyMissing
        | AppError::NoMethod => (refused(), said),
    };
    let main = html! {
        (words)
        @if let Some(results) = results(visit) {
            p { a class="button" href=(results) { (t!(visit, "fault-others")) } }
        } @else if let Some(before) = &visit.came_from {
            p { a class="button" href=(before) { (t!(visit, "fault-back")) } }
            p { a href=(visit.at("/")) { (t!(visit, "fault-front")) } }
        } @else {
            p { a class="button" href=(visit.at("/")) { (t!(visit, "fault-front")) } }
        }
    };
    let mut response = visit.show(Sheet::new(title, main));
    *response.status_mut() = error.status();
    retriable(error, response)
}

/// The way to what a refusal asks for, where that is a page.
fn next_step(error: &AppError, visit: &Visit) -> Markup {
    html! {
        @if error.code() == "users/not-confirmed" {
            p { a class="button" href=(visit.at("/account/confirmation")) { (t!(visit, "account-confirm")) } }
        }
        @if let Some(trade) = error.argument("trade") {
            p { a class="button" href=(visit.at(&format!("/trades/{trade}"))) { (t!(visit, "fault-trade")) } }
        }
    }
}

/// The results that the option stood among which is checked at this address.
fn results(visit: &Visit) -> Option<String> {
    let (page, search) = visit.address.split_once('?')?;
    (page == visit.at("/check")).then(|| visit.at(&format!("/search?{search}")))
}

fn lead(text: &Text) -> Markup {
    html! { p class="lead" { (text) } }
}

/// Says to programs when to try again, where that may help.
fn retriable(error: &AppError, mut response: Response) -> Response {
    response.headers_mut().extend(error.retry_after());
    response
}
