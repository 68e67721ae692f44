//! `/users`, `/sessions`, `/account`.

use super::call::Call;
use super::sent::{Sent, Taken};
use crate::act::Read;
use crate::app::App;
use crate::error::Answer;
use crate::nouns::users::{self, OpenedSession, SignUp};
use kernel::{Asks, Show};
use market::users::{ChooseTaxPot, Person, SignedInDevice, User};
use serde::Deserialize;

pub(super) fn calls() -> Vec<Call> {
    let up =
        "Opens an account and begins a session. Sent again under the same key, it opens no second account.";
    let out = "Ends the session that `GET /account` names so; `current` is the one of this call.";
    vec![
        Call::post("/users", sign_up).about(up).public(),
        Call::post("/sessions", sign_in)
            .about("Each call begins a session of its own, so it needs no key.")
            .public()
            .keyless(),
        Call::delete("/sessions/{session}", sign_out).about(out),
        Call::get("/account", account)
            .about("With every session that is open, and the proof that a change by cookie has to show."),
        Call::set::<ChooseTaxPot>("/account/tax-pot"),
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

impl Taken for Credentials {}

impl Taken for SignUp {
    fn check(app: &App, read: &mut Read) {
        users::check_sign_up(app, read);
    }
}

/// A user as the user sees it.
#[derive(Show)]
struct Account {
    #[show(flatten)]
    user: User,
    #[show(flatten)]
    person: Person,
    /// Where the user is signed in.
    sessions: Vec<OpenSession>,
    /// What to send as `X-CSRF` when the session comes as a cookie.
    csrf: String,
}

/// A device that is signed in.
#[derive(Show)]
struct OpenSession {
    #[show(flatten)]
    device: SignedInDevice,
    /// Whether this call came from it.
    is_current: bool,
}

async fn sign_up(sent: Sent, mut asked: SignUp) -> Answer<OpenedSession> {
    asked.language.get_or_insert_with(|| sent.locale().lang.code().to_owned());
    users::sign_up(&sent.app, asked, sent.key()?, sent.device()).await
}

async fn sign_in(sent: Sent, asked: Credentials) -> Answer<OpenedSession> {
    users::sign_in(&sent.app, &asked.email, asked.password, sent.device()).await
}

async fn sign_out(sent: Sent) -> Answer<()> {
    let visitor = sent.visitor()?;
    let session = sent.word()?;
    let digest = if session == "current" { &visitor.token_digest } else { session };
    users::sign_out(&sent.app, visitor, digest).await
}

async fn account(sent: Sent) -> Answer<Account> {
    let visitor = sent.visitor()?;
    let users::Account { user, person, devices, .. } = users::account(&sent.app, visitor).await?;
    let session = |device: SignedInDevice| OpenSession {
        is_current: device.token_digest == visitor.token_digest,
        device,
    };
    let sessions = devices.into_iter().map(session).collect();
    Ok(Account { user, person, sessions, csrf: visitor.csrf.clone() })
}
