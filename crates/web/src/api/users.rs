//! `/users`, `/sessions`, `/account`.

use super::call::{Answer, Body, Key, SignedIn, Word, device, locale};
use super::calls::{Call, Made, made, shown};
use crate::app::App;
use crate::nouns::users::{self, OpenedSession, SignUp};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{delete, get, post};
use kernel::{Asks, Date, Id, Show, Timestamp};
use market::users::{ChooseTaxPot, SignedInDevice, User, UserKind};
use serde::Deserialize;
use serde_json::Value;

const TAG: &str = "Users";

pub(super) fn calls() -> Vec<Call> {
    let up =
        "Opens an account and begins a session. Sent again under the same key, it opens no second account.";
    let sign_in = "Each call begins a session of its own, so it needs no key.";
    let out = "Ends the session that `GET /account` names so; `current` is the one of this call.";
    vec![
        Call::post::<SignUp, OpenedSession>(TAG, "/users", "Sign up", up, post(sign_up)).public(),
        Call::post::<Credentials, OpenedSession>(TAG, "/sessions", "Sign in", sign_in, post(self::sign_in))
            .public()
            .keyless(),
        Call::delete(TAG, "/sessions/{session}", "Sign out", out, delete(sign_out)),
        Call::get::<Account>(TAG, "/account", "Your account", "", get(account)),
        Call::set::<ChooseTaxPot>(TAG, "/account/tax-pot", "Choose the tax pot"),
    ]
}

/// Address and password.
#[derive(Asks, Deserialize)]
struct Credentials {
    /// The address.
    #[ask(example = "ana@example.org")]
    email: String,
    /// The password.
    #[ask(example = "three plain words")]
    password: String,
}

/// A user as the user sees it.
#[derive(Show)]
struct Account {
    user: Id<User>,
    kind: UserKind,
    display_name: String,
    email: String,
    phone: Option<String>,
    language: String,
    born_on: Option<Date>,
    street: Option<String>,
    post_code: String,
    /// Whether part of every payment is set aside for tax.
    wants_tax_pot: bool,
    /// Where the user is signed in.
    sessions: Vec<OpenSession>,
    /// What to send as `X-CSRF` when the session comes as a cookie.
    csrf: String,
}

/// A device that is signed in.
#[derive(Show)]
struct OpenSession {
    /// Names it to `DELETE /sessions/{session}`.
    session: String,
    /// What it calls itself.
    device: String,
    started_at: Timestamp,
    expires_at: Timestamp,
    /// Whether this call came from it.
    is_current: bool,
}

async fn sign_up(
    State(app): State<App>,
    headers: HeaderMap,
    Key(key): Key,
    Body(mut asked): Body<SignUp>,
) -> Answer<Made> {
    asked.language.get_or_insert_with(|| locale(&headers).lang.code().to_owned());
    Ok(made(&app, &users::sign_up(&app, asked, (&key, device(&headers))).await?))
}

async fn sign_in(State(app): State<App>, headers: HeaderMap, Body(asked): Body<Credentials>) -> Answer<Made> {
    Ok(made(&app, &users::sign_in(&app, &asked.email, (asked.password, device(&headers))).await?))
}

async fn sign_out(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Word(session): Word,
) -> Answer<StatusCode> {
    let digest = if session == "current" { visitor.token_digest.clone() } else { session };
    users::sign_out(&app, &visitor, &digest).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn account(State(app): State<App>, SignedIn(visitor): SignedIn) -> Answer<Json<Value>> {
    let users::Account { user, person, devices, .. } = users::account(&app, &visitor).await?;
    let device = |device: SignedInDevice| OpenSession {
        is_current: device.token_digest == visitor.token_digest,
        session: device.token_digest,
        device: device.device,
        started_at: device.started_at,
        expires_at: device.expires_at,
    };
    let account = Account {
        user: user.id,
        kind: user.kind,
        display_name: person.display_name,
        email: person.email,
        phone: person.phone,
        language: person.language,
        born_on: person.born_on.map(kernel::Day::date),
        street: person.street,
        post_code: person.post_code,
        wants_tax_pot: user.wants_tax_pot,
        sessions: devices.into_iter().map(device).collect(),
        csrf: visitor.csrf,
    };
    Ok(shown(&app, &account))
}
