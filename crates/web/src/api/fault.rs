//! Why a call is not answered as asked.

use crate::error::AppError;
use crate::forward::Unserved;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Why a call is not answered as asked. The problem that says so is made where the reader is known.
#[derive(Clone, Debug)]
pub(super) enum Fault {
    /// What pages say as well.
    App(Arc<AppError>),
    /// The body or the address cannot be read: what is wrong with it, in a program's words.
    Malformed(String),
    /// The body is larger than any call needs.
    TooLarge,
    /// A call that changes something came without a key.
    KeyMissing,
    /// The address is there, but not for this method.
    NoMethod,
}

/// What a call answers.
pub(super) type Answer<T> = Result<T, Fault>;

impl Fault {
    /// The end of the problem's type: stable.
    pub(super) fn code(&self) -> &str {
        match self {
            Self::App(error) => error.code(),
            Self::Malformed(_) => "request/malformed",
            Self::TooLarge => "request/too-large",
            Self::KeyMissing => "request/key-missing",
            Self::NoMethod => "request/method",
        }
    }

    /// The HTTP status.
    pub(super) fn status(&self) -> StatusCode {
        let number = match self {
            Self::App(error) => error.status(),
            Self::Malformed(_) | Self::KeyMissing => 400,
            Self::TooLarge => 413,
            Self::NoMethod => 405,
        };
        StatusCode::from_u16(number).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl<E: Into<AppError>> From<E> for Fault {
    fn from(error: E) -> Self {
        Self::App(Arc::new(error.into()))
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// No such address.
pub(super) async fn no_route() -> Fault {
    AppError::NotFound.into()
}

/// Stops a call that no process can answer now.
pub(super) async fn unserved(request: Request, next: Next) -> Response {
    if request.extensions().get::<Unserved>().is_some() {
        return Fault::from(AppError::Unavailable).into_response();
    }
    next.run(request).await
}

/// No such method here.
pub(super) async fn no_method() -> Fault {
    Fault::NoMethod
}
