//! Why a call is not answered as asked.

use crate::error::AppError;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Why a call is not answered as asked. The problem that says so is made where the reader is known.
#[derive(Clone, Debug)]
pub(super) enum Fault {
    /// What the desk answered.
    Desk(Arc<AppError>),
    /// The body or an address cannot be read: what is wrong with it.
    Malformed(String),
    /// The body is larger than any call needs.
    TooLarge,
    /// A call that changes something came without a key.
    KeyMissing,
    /// There is no such address.
    NoRoute,
    /// The address is there, but not for this method.
    NoMethod,
}

/// What a call answers.
pub(super) type Answer<T> = Result<T, Fault>;

impl Fault {
    /// The end of the problem's type.
    pub(super) fn code(&self) -> &str {
        match self {
            Self::Desk(error) => error.code(),
            Self::Malformed(_) => "request/malformed",
            Self::TooLarge => "request/too-large",
            Self::KeyMissing => "request/key-missing",
            Self::NoRoute => "request/not-found",
            Self::NoMethod => "request/method",
        }
    }

    /// The HTTP status.
    pub(super) fn status(&self) -> StatusCode {
        let number = match self {
            Self::Desk(error) => error.status(),
            Self::Malformed(_) | Self::KeyMissing => 400,
            Self::TooLarge => 413,
            Self::NoRoute => 404,
            Self::NoMethod => 405,
        };
        StatusCode::from_u16(number).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl<E: Into<AppError>> From<E> for Fault {
    fn from(error: E) -> Self {
        Self::Desk(Arc::new(error.into()))
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
    Fault::NoRoute
}

/// No such method here.
pub(super) async fn no_method() -> Fault {
    Fault::NoMethod
}
