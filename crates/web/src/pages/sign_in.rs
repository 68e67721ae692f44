//! Signing in and out. Whoever was on the way to a page goes on to it.

use axum::http::{HeaderMap, HeaderValue};

use market::concession::SessionTerms;
use market::users::{User, UserKind};

use super::kept;
use super::prelude::*;
use super::visit::{add_cookie, is_local};
use crate::nouns::passkeys;
use crate::nouns::users::{self, OpenedSession};
use crate::query::encoded;
use crate::{visit, words};

pub(super) fn routes() -> Routes {
    vec![
        ("/sign-in", get(show).post(sign_in)),
        ("/sign-out", post(sign_out)),
        ("/sign-out/others", post(sign_out_others)),
    ]
}

async fn show(visit: Visit, typed: Typed) -> Response {
    page(&visit, &visit.form("/sign-in", typed))
}

fn page(visit: &Visit, form: &Form) -> Response {
    // Where somebody was going, if anywhere: otherwise it follows from who signs in.
    let going = form.typed.value("next");
    let going = if is_local(going) { going } else { "" };
    let next = next(visit, &form.typed, "/work");
    let main = html! {
        (form.render(&html! {
            input type="hidden" name="next" value=(going);
            @if let Some(kept) = kept::carried_by(&form.typed) { (kept::carried(&kept)) }
            (form.field("email", t!(visit, "sign-in-email")).input(Input::Email))
            (form.field("password", t!(visit, "sign-in-password")).input(Input::Password))
            (shared(visit, form))
            (submit(&t!(visit, "sign-in-go")))
        }))
        @if passkeys::are_possible(&visit.app) {
            p { a href={ (visit.at("/sign-in/passkey")) "?next=" (encoded(going)) } { (t!(visit, "passkey-sign-in")) } }
        }
        p { a href=(visit.at("/new-password")) { (t!(visit, "sign-in-forgotten")) } }
        p {
            (t!(visit, "sign-in-new")) " "
            a href=(visit.at(&format!("/sign-up?next={}", encoded(&next)))) { (t!(visit, "sign-in-sign-up")) }
        }
    };
    visit.show(Sheet::new(t!(visit, "sign-in-title"), main).judged_by([form]))
}

/// Whether others use the device too.
pub(super) fn shared(visit: &Visit, form: &Form) -> Markup {
    let choices = [Choice::new("true", t!(visit, "sign-in-shared"))];
    let field = form.field("is_shared", t!(visit, "sign-in-device"));
    // Without its figures nobody signs in at all.
    let Ok(terms) = SessionTerms::on(&visit.app.rulebook, visit.today()) else {
        return field.checkboxes(&choices);
    };
    let lasts = |minutes: i64| visit.loc.duration(words::whole(minutes));
    let hint =
        t!(visit, "sign-in-shared-hint", most = lasts(terms.longest(true)), idle = lasts(terms.idle(true)));
    field.hint(hint).checkboxes(&choices)
}

/// Where to go afterwards: only ever a page of this market, in the language of whoever goes.
pub(super) fn next(visit: &Visit, typed: &Typed, usual: &str) -> String {
    let next = typed.value("next");
    visit.at(if is_local(next) { kept::without_language(next) } else { usual })
}

async fn sign_in(sent: Sent) -> Answer {
    let Sent { visit, typed, .. } = sent;
    let password = typed.value("password").to_owned();
    match users::sign_in(
        &visit.app,
        &visit.client,
        (typed.value("email"), password),
        typed.has("is_shared", "true"),
    )
    .await
    {
        Ok(signed_in) => welcome(&visit, &typed, &signed_in).await,
        Err(error) => {
            let errors = Fault::from(error).at(&visit, "email")?;
            Ok(page(&visit, &Form { errors, ..visit.form("/sign-in", typed) }))
        }
    }
}

/// The next page, with the session for the browser to keep; if a form was on its way, the way back to it.
pub(super) async fn welcome(visit: &Visit, typed: &Typed, signed_in: &OpenedSession) -> Answer {
    let next = next(visit, typed, first_page(visit, signed_in.user).await?);
    let mut response = match kept::carried_by(typed) {
        Some(kept) => kept::welcome_back(visit, &next, &kept),
        None => to(&next),
    };
    keep_session(visit, &mut response, signed_in).await?;
    Ok(response)
}

/// Gives the browser its session, and ends the one that it came with, which would live on with nobody to end it.
pub(super) async fn keep_session(
    visit: &Visit,
    response: &mut Response,
    OpenedSession { token, is_shared, .. }: &OpenedSession,
) -> Result<(), AppError> {
    if let Some(before) = &visit.visitor {
        match users::sign_out(&visit.app, before, &before.token_digest).await {
            Ok(()) | Err(AppError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    add_cookie(response.headers_mut(), &visit::session_cookie(&visit.app, token, *is_shared)?);
    Ok(())
}

/// Where somebody begins who was going nowhere: a person comes to work, a business to book.
pub(super) async fn first_page(visit: &Visit, user: Id<User>) -> Result<&'static str, AppError> {
    let user = visit.app.store.find::<User>((user.locality(), user)).await?;
    let is_business = user.is_some_and(|user| user.kind == UserKind::Organization);
    Ok(if is_business { "/" } else { "/work" })
}

async fn sign_out(sent: Sent) -> Answer {
    let visitor = sent.visit.visitor()?;
    let other = sent.typed.value("device");
    let device = if other.is_empty() { &visitor.token_digest } else { other };
    match users::sign_out(&sent.visit.app, visitor, device).await {
        // A form that is sent twice finds its work done.
        Ok(()) | Err(AppError::NotFound) => {}
        Err(error) => return Err(error),
    }
    if device != visitor.token_digest {
        return Ok(sent.on("/account", "removed"));
    }
    let mut response = sent.on("/", "signed-out");
    signed_out(response.headers_mut());
    Ok(response)
}

/// Has the browser forget its session, and what was kept to be read without a connection.
pub(super) fn signed_out(headers: &mut HeaderMap) {
    add_cookie(headers, &visit::no_cookie());
    headers.insert("clear-site-data", HeaderValue::from_static("\"storage\""));
}

async fn sign_out_others(sent: Sent) -> Answer {
    users::sign_out_others(&sent.visit.app, sent.visit.visitor()?).await?;
    Ok(sent.on("/account", "others-out"))
}
