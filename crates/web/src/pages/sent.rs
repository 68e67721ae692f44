//! A form that was sent: refused unless it came from this visit.

use axum::Form;
use axum::extract::{FromRequest, FromRequestParts, Request};

use super::visit::Visit;
use crate::app::App;
use crate::components::Typed;
use crate::error::AppError;

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

impl FromRequest<App> for Sent {
    type Rejection = AppError;

    async fn from_request(request: Request, app: &App) -> Result<Self, AppError> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, app).await?;
        let form = Form::<Vec<(String, String)>>::from_request(Request::from_parts(parts, body), app).await;
        let Ok(Form(pairs)) = form else { return Err(AppError::Forged) };
        Self::of(visit, Typed::new(pairs))
    }
}

impl Sent {
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

/// Compares in a time that does not tell how much of it is right.
fn same(given: &str, wanted: &str) -> bool {
    let difference = given.bytes().zip(wanted.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    given.len() == wanted.len() && difference == 0
}
