//! Errors at the edge: three types, no more. A module's refusal becomes an [`AppError`]; the API answers it as a
//! [`Problem`](crate::api::Problem), a page as a sentence. It is drawn where the reader is known: until then it goes with
//! the response.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{Argument, Refusal, RefusalKind, Stop};
use store::Failure;

/// Why a request is not answered as asked.
#[derive(Clone, Debug)]
pub enum AppError {
    /// A module says no, by name.
    Refused {
        /// `module/reason`.
        code: String,
        /// What can be done about it.
        kind: RefusalKind,
        /// What its sentence names.
        arguments: Vec<(&'static str, Argument)>,
    },
    /// Something sent does not fit: each field with the key of its sentence.
    Invalid(Vec<Invalid>),
    /// There is no such thing, or none that this visitor may know of.
    NotFound,
    /// Nobody is signed in.
    SignedOut,
    /// A second factor is to be shown first: money leaves by it, or where money goes to is changed.
    Unproved,
    /// The form did not come from this visit.
    Forged,
    /// The same key was used for something else.
    Reused,
    /// The body or the address cannot be read: what is wrong with it, in a program's words.
    Malformed(String),
    /// The body is larger than any call needs.
    TooLarge,
    /// The body says that it is something else than what is read here.
    MediaType,
    /// A call that changes something came without a key.
    KeyMissing,
    /// The address is there, but not for this method.
    NoMethod,
    /// It was tried too often, such as a password: it may be tried again after so many seconds.
    TooMany {
        /// How long to wait.
        wait_s: i64,
    },
    /// The market is busy; the same request may go through in a moment.
    Unavailable,
    /// It is not known whether a change was made; the same request under the same key hears it.
    Unsure,
    /// A fault of ours, under this reference in the log.
    Internal(String),
}

/// What was asked for, or why it is not answered so.
pub type Answer<T> = Result<T, AppError>;

/// A field that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// The field's name; inside another, after a dot: `terms.hourly`.
    pub field: String,
    /// The key of the sentence that says what would fit: `invalid-…`.
    pub sentence: &'static str,
    /// What the sentence names.
    pub arguments: Vec<(&'static str, Argument)>,
}

impl Invalid {
    /// A field that does not fit, whose sentence names nothing.
    pub fn new(field: impl Into<String>, sentence: &'static str) -> Self {
        Self { field: field.into(), sentence, arguments: Vec::new() }
    }

    /// The field `language`, whose code is none of these.
    pub fn language(codes: impl Iterator<Item = &'static str>) -> Self {
        let codes = Argument::Text(codes.collect::<Vec<_>>().join(", "));
        Self { arguments: vec![("words", codes)], ..Self::new("language", "invalid-language") }
    }
}

impl AppError {
    /// The HTTP status: 422 refused, 409 when the state has moved on, 403 not yours, 404 hidden.
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.number()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn number(&self) -> u16 {
        match self {
            Self::Malformed(_) | Self::KeyMissing => 400,
            Self::TooLarge => 413,
            Self::MediaType => 415,
            Self::NoMethod => 405,
            Self::Refused { kind, .. } => number_of(*kind),
            Self::Forged | Self::Unproved => 403,
            Self::Reused => 409,
            Self::Invalid(_) => 422,
            Self::NotFound => 404,
            Self::SignedOut => 401,
            Self::TooMany { .. } => 429,
            Self::Unavailable | Self::Unsure => 503,
            Self::Internal(_) => 500,
        }
    }

    /// As [`AppError::status`], of a refusal of this kind.
    pub fn status_of(kind: RefusalKind) -> StatusCode {
        StatusCode::from_u16(number_of(kind)).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// One of each that no module says.
    pub fn of_requests() -> Vec<Self> {
        vec![
            Self::Malformed("`colour` is not asked for".to_owned()),
            Self::KeyMissing,
            Self::SignedOut,
            Self::Unproved,
            Self::Forged,
            Self::NotFound,
            Self::NoMethod,
            Self::Reused,
            Self::TooLarge,
            Self::MediaType,
            Self::TooMany { wait_s: 8 },
            Self::invalid("post_code", "invalid-post-code"),
            Self::Internal("5d41402abc4b2a76".to_owned()),
            Self::Unavailable,
            Self::Unsure,
        ]
    }

    /// The end of the problem's type: stable.
    pub fn code(&self) -> &str {
        match self {
            Self::Refused { code, .. } => code,
            Self::Invalid(_) => "request/invalid",
            Self::NotFound => "request/not-found",
            Self::SignedOut => "request/signed-out",
            Self::Unproved => "request/not-proved",
            Self::Forged => "request/forged",
            Self::Reused => "request/key-reused",
            Self::Malformed(_) => "request/malformed",
            Self::TooLarge => "request/too-large",
            Self::MediaType => "request/media-type",
            Self::KeyMissing => "request/key-missing",
            Self::NoMethod => "request/method",
            Self::TooMany { .. } => "request/too-many",
            Self::Unavailable => "request/unavailable",
            Self::Unsure => "request/unsure",
            Self::Internal(_) => "request/internal",
        }
    }

    /// How many minutes there are to wait, the last one begun, when something was tried too often.
    pub fn wait_min(&self) -> Option<i64> {
        if let Self::TooMany { wait_s } = self { Some((wait_s.saturating_add(59) / 60).max(1)) } else { None }
    }

    /// The header that says in how many seconds the same may go through, where waiting helps.
    pub fn retry_after(&self) -> Option<(HeaderName, HeaderValue)> {
        let wait_s = match self {
            Self::Unavailable | Self::Unsure => 1,
            Self::TooMany { wait_s } => *wait_s,
            Self::Refused { .. }
            | Self::Invalid(_)
            | Self::NotFound
            | Self::SignedOut
            | Self::Unproved
            | Self::Forged
            | Self::Reused
            | Self::Malformed(_)
            | Self::TooLarge
            | Self::MediaType
            | Self::KeyMissing
            | Self::NoMethod
            | Self::Internal(_) => return None,
        };
        Some((header::RETRY_AFTER, HeaderValue::from(wait_s)))
    }

    /// A word or a name that a refusal names.
    pub fn argument(&self, wanted: &str) -> Option<&str> {
        let Self::Refused { arguments, .. } = self else { return None };
        let (_, argument) = arguments.iter().find(|(name, _)| *name == wanted)?;
        if let Argument::Text(text) = argument { Some(text) } else { None }
    }

    /// A field that does not fit.
    pub fn invalid(field: &'static str, sentence: &'static str) -> Self {
        Self::Invalid(vec![Invalid::new(field, sentence)])
    }
}

fn number_of(kind: RefusalKind) -> u16 {
    match kind {
        RefusalKind::NotYours => 403,
        RefusalKind::Stale => 409,
        RefusalKind::Refused => 422,
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

fn refused(refusal: &dyn Refusal) -> AppError {
    AppError::Refused {
        code: refusal.code().to_owned(),
        kind: refusal.kind(),
        arguments: refusal.arguments(),
    }
}

impl From<Failure> for AppError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refusal) => refused(refusal.as_ref()),
            Failure::Absent(_) => Self::NotFound,
            Failure::Reused => Self::Reused,
            Failure::NotOwner { .. } | Failure::Busy => Self::Unavailable,
            Failure::Unsure => Self::Unsure,
            Failure::Failed(fault) => Self::Internal(fault.reference),
        }
    }
}

impl From<finder::Fault> for AppError {
    fn from(fault: finder::Fault) -> Self {
        match fault {
            finder::Fault::Behind => Self::Unavailable,
            finder::Fault::Stop(stop) => stop.into(),
        }
    }
}

impl From<Stop> for AppError {
    /// For decisions that are made on the way to a page, outside the executor.
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refused(refusal) => refused(refusal.as_ref()),
            Stop::Absent(_) => Self::NotFound,
            Stop::Need(_) => Self::Unavailable,
            Stop::Bad(bad) => {
                tracing::error!(%bad, "a page met bad data");
                Self::Internal("page".to_owned())
            }
        }
    }
}

impl From<kernel::Overflow> for AppError {
    fn from(overflow: kernel::Overflow) -> Self {
        Self::from(Stop::from(overflow))
    }
}
