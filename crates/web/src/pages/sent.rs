//! A form that was sent: refused unless it came from this visit, read as its command, carried out once.

use axum::Form;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, post};
use kernel::Command;

use super::answer::{Answer, to_saying};
use super::fault::Fault;
use super::fields;
use super::kept::{self, Kept};
use super::visit::{Visit, is_local};
use crate::act::{self, Named, Unread};
use crate::app::App;
use crate::components::{FieldError, Typed};
use crate::error::{AppError, Invalid};
use crate::i18n::Currency;
use crate::{t, words};

/// The longest key that makes a second sending count once.
const KEY_MAX: usize = 64;

/// A form that was sent.
pub(super) struct Sent {
    /// Whose visit.
    pub(super) visit: Visit,
    /// What was typed.
    pub(super) typed: Typed,
    /// Makes a second sending count once.
    pub(super) key: String,
}

/// What is answered to a form that is not taken.
pub(super) struct Untaken(Box<Response>);

impl IntoResponse for Untaken {
    fn into_response(self) -> Response {
        *self.0
    }
}

impl FromRequest<App> for Sent {
    type Rejection = Untaken;

    async fn from_request(request: Request, app: &App) -> Result<Self, Untaken> {
        let unread = |error: AppError| Untaken(Box::new(error.into_response()));
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, app).await.map_err(unread)?;
        let (path, is_own) = (parts.uri.path().to_owned(), kept::is_own(&parts.headers));
        let form = Form::<Vec<(String, String)>>::from_request(Request::from_parts(parts, body), app).await;
        let form = form.map_err(|unread| match unread.status() {
            StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
            _ => AppError::Forged,
        });
        let typed = Typed::new(form.map_err(unread)?.0);
        let kept = Kept::of(&path, &typed);
        match Self::of(visit.clone(), typed) {
            Err(AppError::Forged) if is_own => Err(Untaken(Box::new(kept::interrupted(&visit, &kept)))),
            sent => sent.map_err(unread),
        }
    }
}

impl Sent {
    /// The command of this form, with what the address names.
    ///
    /// # Errors
    /// The field that does not fit; [`AppError::SignedOut`].
    pub(super) fn command<C: Command>(&self, named: &Named) -> Result<C, Fault> {
        let currency = kernel::Currency::new(self.typed.value("currency"));
        let currency = currency.map_or(Currency::UNNAMED, |currency| words::sign(&self.visit.app, currency));
        let amount = |text: &str| fields::amount(self.visit.loc, text, currency);
        let (user, typed) = (self.visit.visitor()?.user, self.typed.pairs());
        let command = act::of_form(user, named, typed, &self.visit.app, amount);
        command.map_err(|unread| match unread {
            Unread::Nowhere => AppError::NotFound.into(),
            Unread::Shape(_) => AppError::invalid("step", "invalid-step").into(),
            Unread::Misfit(wrong) => misfits(&self.visit, &wrong),
        })
    }

    /// Carries out a command; for a form that was sent twice, once.
    ///
    /// # Errors
    /// As the command; [`AppError::SignedOut`].
    pub(super) async fn run<C: Command>(&self, command: C) -> Result<C::Done, AppError> {
        self.visit.app.run(self.visit.visitor()?, &self.key, command).await
    }

    /// On to the page that the form names to come back to, or else to this one, which says what was done.
    pub(super) fn on(&self, next: &str, said: &str) -> Response {
        let back = self.typed.value("back");
        if is_local(back) { to_saying(back, said) } else { to_saying(&self.visit.at(next), said) }
    }

    /// What was typed in a form of this visit.
    ///
    /// # Errors
    /// [`AppError::Forged`] when it came from elsewhere.
    pub(super) fn of(visit: Visit, typed: Typed) -> Result<Self, AppError> {
        if !same(typed.value("csrf"), &visit.csrf()) {
            return Err(AppError::Forged);
        }
        let key = typed.value("idempotency_key").to_owned();
        if key.is_empty() || key.len() > KEY_MAX {
            return Err(AppError::Forged);
        }
        Ok(Self { visit, typed, key })
    }
}

/// The door of a command whose form is a button: it is carried out, and the next page says so.
pub(super) fn done<C: Command>(next: &'static str, said: &'static str) -> MethodRouter<App> {
    post(async move |Path(named): Path<Named>, sent: Sent| -> Answer {
        let command: C = sent.command(&named).map_err(Fault::of_button)?;
        sent.run(command).await?;
        Ok(sent.on(next, said))
    })
}

/// What somebody typed that does not fit, each beside its field; what no page asks for is the form's own fault.
fn misfits(visit: &Visit, wrong: &[Invalid]) -> Fault {
    let said = |invalid: &Invalid| match invalid.field.as_str() {
        "due" | "pays" => Some(FieldError::new(invalid.field.as_str(), t!(visit, "rule-money-wrong"))),
        name @ ("words" | "code") => Some(FieldError::new(name, visit.reader().invalid(invalid))),
        _ => None,
    };
    let said: Option<Vec<_>> = wrong.iter().map(said).collect();
    said.map_or_else(|| AppError::invalid("step", "invalid-step").into(), Fault::Fields)
}

/// Compares in a time that does not tell how much of it is right.
fn same(given: &str, wanted: &str) -> bool {
    let difference = given.bytes().zip(wanted.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    given.len() == wanted.len() && difference == 0
}
