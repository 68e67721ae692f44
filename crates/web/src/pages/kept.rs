//! What was typed in a form and not taken: it comes back when its page is shown in another language, after signing in, or
//! when the form is older than the visit.
//!
//! Such a form is sent to the address of its page with `?keep=` and where it usually goes. The page answers as if it were
//! asked for, with the form filled in. Nothing is changed by it, and what is filled in still has to be sent.

use axum::body::Body;
pub(super) mod typed;

use axum::extract::{FromRequest, Query, Request};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::Response;
use maud::{Markup, html};

use self::typed::{KEEP, address};
pub(super) use self::typed::{Kept, carried, carried_by, without_language};
use super::sheet::Sheet;
use super::visit::Visit;
use crate::components::form::submit;
use crate::components::{Input, Typed};
use crate::query::query_of;
use crate::t;

/// Turns a form that is only to be kept into a visit to its page; anything else stays as it is.
pub(super) async fn taken(request: Request) -> Request {
    let is_sent = request.method() == Method::POST && is_own(request.headers());
    let kept = if is_sent { kept_address(request.uri()) } else { None };
    let Some((page, action)) = kept else { return request };
    let (mut parts, body) = request.into_parts();
    let sent = Request::from_parts(parts.clone(), body);
    // What is no form of ours has nothing to keep.
    let typed = axum::Form::<Vec<(String, String)>>::from_request(sent, &()).await;
    let typed = Typed::new(typed.map(|axum::Form(pairs)| pairs).unwrap_or_default());
    (parts.method, parts.uri) = (Method::GET, page);
    for name in [header::CONTENT_LENGTH, header::CONTENT_TYPE] {
        parts.headers.remove(name);
    }
    parts.extensions.insert(Kept::of(&action, &typed));
    Request::from_parts(parts, Body::empty())
}

/// The address without what it says of keeping, and where the form usually goes.
fn kept_address(uri: &Uri) -> Option<(Uri, String)> {
    let Query(mut pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri).ok()?;
    let (_, action) = pairs.iter().find(|(name, _)| name == KEEP).cloned()?;
    pairs.retain(|(name, _)| name != KEEP);
    let sign = if pairs.is_empty() { "" } else { "?" };
    Some((format!("{}{sign}{}", uri.path(), query_of(&pairs)).parse().ok()?, action))
}

/// Whether a browser says that a form came from a page of ours, or says nothing.
pub(super) fn is_own(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    origin.is_none_or(|origin| origin.split_once("://").map(|(_, host)| host) == host)
}

/// The page of a form whose visit is over: the way to sign in, or to go on, with what was typed.
pub(super) fn interrupted(visit: &Visit, kept: &Kept) -> Response {
    let page = &visit.address;
    let (title, main) = if visit.visitor.is_some() {
        let words = html! { p class="lead" { (t!(visit, "kept-old")) } (go_on(visit, page, kept)) };
        (t!(visit, "fault-form"), words)
    } else {
        let form = visit.form("/sign-in", Typed::default());
        let fields = html! {
            input type="hidden" name="next" value=(page);
            (carried(kept))
            (form.field("email", t!(visit, "sign-in-email")).input(Input::Email))
            (form.field("password", t!(visit, "sign-in-password")).input(Input::Password))
            (submit(&t!(visit, "sign-in-go")))
        };
        (
            t!(visit, "kept-sign-in"),
            html! { p class="lead" { (t!(visit, "kept-signed-out")) } (form.render(&fields)) },
        )
    };
    let mut response = visit.show(Sheet::new(title, main));
    *response.status_mut() = StatusCode::FORBIDDEN;
    response
}

/// The page after signing in on the way: back to the form, as it was typed.
pub(super) fn welcome_back(visit: &Visit, page: &str, kept: &Kept) -> Response {
    let main = html! { p class="lead" { (t!(visit, "kept-welcome")) } (go_on(visit, page, kept)) };
    visit.show(Sheet::new(t!(visit, "kept-title"), main))
}

fn go_on(visit: &Visit, page: &str, kept: &Kept) -> Markup {
    html! {
        form action=(address(page, &kept.action)) method="post" {
            @for (name, value) in kept.typed.pairs() { input type="hidden" name=(name) value=(value); }
            (submit(&t!(visit, "kept-go-on")))
        }
    }
}
