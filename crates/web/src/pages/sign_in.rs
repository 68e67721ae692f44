//! Signing in and out. Whoever was on the way to a page goes on to it.

use axum::extract::Query;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use axum::routing::{get, post};
use maud::html;

use super::Routes;
use super::answer::{Answer, encoded, to, to_saying};
use super::fields;
use super::sent::Sent;
use super::sheet::Sheet;
use super::visit::{Visit, add_cookie, is_local};
use crate::components::form::submit;
use crate::components::{FieldError, Form, Input, Typed};
use crate::nouns::users::{self, OpenedSession};
use crate::t;
use crate::visit;

pub(super) fn routes() -> Routes {
    vec![("/sign-in", get(show).post(sign_in)), ("/sign-out", post(sign_out))]
}

async fn show(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Response {
    page(&visit, &visit.form("/sign-in", Typed::new(pairs)))
}

fn page(visit: &Visit, form: &Form) -> Response {
    let loc = visit.loc;
    let title = t!(loc, "sign-in-title");
    let next = next(visit, &form.typed, "/work");
    let main = html! {
        (form.error_summary())
        h1 { (title) }
        (form.render(&html! {
            input type="hidden" name="next" value=(next);
            (form.field("email", t!(loc, "sign-in-email")).input(Input::Email))
            (form.field("password", t!(loc, "sign-in-password")).input(Input::Password))
            (submit(&t!(loc, "sign-in-go")))
        }))
        p {
            (t!(loc, "sign-in-new")) " "
            a href=(visit.at(&format!("/sign-up?next={}", encoded(&next)))) { (t!(loc, "sign-in-sign-up")) }
        }
    };
    visit.show(&Sheet::new(title, main).judged_by(form))
}

/// Where to go afterwards: only ever a page of this market.
pub(super) fn next(visit: &Visit, typed: &Typed, usual: &str) -> String {
    let next = typed.value("next");
    if is_local(next) { next.to_owned() } else { visit.at(usual) }
}

async fn sign_in(headers: HeaderMap, sent: Sent) -> Answer {
    let Sent { visit, typed, .. } = sent;
    let password = typed.value("password").to_owned();
    let device = device(&headers);
    match users::sign_in(&visit.app, typed.value("email"), password, &device).await {
        Ok(signed_in) => welcome(&visit, &next(&visit, &typed, "/work"), &signed_in),
        Err(error) => {
            let errors: Vec<FieldError> = fields::errors(&visit, &error, "email").ok_or(error)?;
            Ok(page(&visit, &Form { errors, ..visit.form("/sign-in", typed) }))
        }
    }
}

/// The next page, with the session for the browser to keep.
pub(super) fn welcome(visit: &Visit, next: &str, signed_in: &OpenedSession) -> Answer {
    let mut response = to(next);
    add_cookie(response.headers_mut(), &visit::session_cookie(&visit.app, &signed_in.token)?);
    Ok(response)
}

/// What a device calls itself.
pub(super) fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    agent.unwrap_or("–").to_owned()
}

async fn sign_out(sent: Sent) -> Answer {
    let visit = &sent.visit;
    let visitor = visit.visitor()?;
    let other = sent.typed.value("device");
    let device = if other.is_empty() { &visitor.token_digest } else { other };
    users::sign_out(&visit.app, visitor, device).await?;
    if device != visitor.token_digest {
        return Ok(to_saying(&visit.at("/account"), "removed"));
    }
    let mut response = to_saying(&visit.at("/"), "signed-out");
    add_cookie(response.headers_mut(), &visit::no_cookie());
    Ok(response)
}
