//! What whoever watches for intruders is told: lines of the log under a target of their own, which are there unless somebody turns
//! them off. Each has the request and, once that is known, the user; none an address, a name or what somebody wrote.

use crate::watch::ErrorKind;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use kernel::Id;
use market::users::User;
use tracing::Instrument as _;
use tracing::field::Empty;

/// The target of these lines, to turn them off by: `POEMS_LOG=warn,security=off`.
pub const TARGET: &str = "security";

kernel::words! {
    /// What has happened.
    pub enum Event {
        /// A password that fits.
        PasswordRight = "password-right",
        /// One that does not.
        PasswordWrong = "password-wrong",
        /// A passkey that fits.
        PasskeyRight = "passkey-right",
        /// One that does not, or an answer that was not asked for.
        PasskeyWrong = "passkey-wrong",
        /// A code went to somebody's mailbox.
        CodeSent = "code-sent",
        /// A code that fits.
        CodeRight = "code-right",
        /// One that does not, is too old, or of another session.
        CodeWrong = "code-wrong",
        /// Somebody has shown a second factor.
        Proved = "proved",
        /// A device was signed in.
        SessionBegun = "session-begun",
        /// One or more were signed out.
        SessionsEnded = "sessions-ended",
        /// A new password was chosen.
        PasswordChanged = "password-changed",
        /// An account has another address.
        AddressChanged = "address-changed",
        /// An account was opened.
        AccountOpened = "account-opened",
        /// What asks for a second factor was done: `what` says which command.
        ProvedDone = "proved-done",
        /// A request was refused: `what` says why, as the end of its problem's type.
        Refused = "refused",
    }
}

/// Tells of an event, and of whom.
pub(crate) fn told(event: Event, user: Option<Id<User>>) {
    told_what(event, user, "");
}

/// Tells of an event, of whom, and what.
pub(crate) fn told_what(event: Event, user: Option<Id<User>>, what: &str) {
    is_of(user);
    tracing::info!(target: TARGET, what, "{}", event.word());
}

/// Notes whose request it is, for every line that is still to come of it.
pub(crate) fn is_of(user: Option<Id<User>>) {
    if let Some(user) = user {
        tracing::Span::current().record("user", tracing::field::display(user));
    }
}

/// The header by which a request and its answer are known.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The most characters of an id that a caller gives.
const REQUEST_ID_MAX: usize = 64;

/// The id of a request, once it has one.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    let is_plain = |id: &&str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        (1..=REQUEST_ID_MAX).contains(&id.len()) && id.bytes().all(plain)
    };
    headers.get(REQUEST_ID).and_then(|id| id.to_str().ok()).filter(is_plain)
}

/// Gives each request an id, the caller's own if it is short and plain, under which the log has it and which its answer names; and
/// tells of each that is refused because of who asks or how.
pub(crate) async fn named(mut request: Request, next: Next) -> Response {
    let id = request_id(request.headers()).map_or_else(crate::secret::fresh_key, str::to_owned);
    if let Ok(header) = HeaderValue::from_str(&id) {
        request.headers_mut().insert(REQUEST_ID, header);
    }
    let span = tracing::error_span!("request", id, user = Empty);
    let route = request.extensions().get::<MatchedPath>().cloned();
    async move {
        let response = next.run(request).await;
        if let (Some(route), Some(ErrorKind(kind))) = (route, response.extensions().get::<ErrorKind>())
            && is_of_interest(response.status(), kind.as_str())
        {
            tracing::info!(target: TARGET, what = kind.as_str(), route = route.as_str(), "{}", Event::Refused.word());
        }
        response
    }
    .instrument(span)
    .await
}

/// Whether a refusal has to do with who asks: what is somebody else's is not there (404), and a key that was used for something
/// else may be somebody else's.
fn is_of_interest(status: StatusCode, kind: &str) -> bool {
    let statuses = [
        StatusCode::UNAUTHORIZED,
        StatusCode::FORBIDDEN,
        StatusCode::NOT_FOUND,
        StatusCode::TOO_MANY_REQUESTS,
    ];
    statuses.contains(&status) || kind == "request/key-reused"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runbook_has_every_event() {
        let runbook = include_str!("../../../docs/runbook.md");
        for event in Event::ALL {
            assert!(runbook.contains(&format!("`{}`", event.word())), "{}", event.word());
        }
    }

    #[test]
    fn what_has_to_do_with_who_asks_is_told_and_nothing_else() {
        let told = |status: u16, kind: &str| is_of_interest(StatusCode::from_u16(status).unwrap(), kind);
        for (status, kind) in
            [(401, "request/signed-out"), (403, "request/forged"), (404, "request/not-found")]
        {
            assert!(told(status, kind), "{kind}");
        }
        assert!(told(429, "request/too-many") && told(409, "request/key-reused"));
        assert!(
            !told(409, "availability/taken")
                && !told(422, "request/invalid")
                && !told(503, "request/unavailable")
        );
    }
}
