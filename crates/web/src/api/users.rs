//! `/users`, `/sessions`, `/account`.

use super::call::Call;
use super::sent::{Sent, Taken};
use crate::act::Read;
use crate::app::App;
use crate::error::Answer;
use crate::nouns::users::{self, Details, OpenedSession, SignUp};
use crate::secret::fresh_key;
use crate::visitor::Visitor;
use kernel::{Asks, Show};
use market::users::passkeys::OwnPasskey;
use market::users::{ChooseTaxPot, Person, SignedInDevice, User};
use serde::Deserialize;

pub(super) fn calls() -> Vec<Call> {
    let up = "Opens an account, begins a session and sends a code to the address. Until that is entered at \
              `/account/confirmation`, nobody finds what the account offers, and it holds nothing. Sent again under the \
              same key, it opens no second account, and begins another session while the password is still the one.";
    let out = "Ends the session that `GET /account` names so; `current` is the one of this call.";
    vec![
        Call::post("/users", sign_up).about(up).public().counted(),
        Call::post("/sessions", sign_in)
            .about("Each call begins a session of its own, so it needs no key.")
            .public()
            .keyless()
            .counted(),
        Call::delete("/sessions/{session}", sign_out).about(out),
        Call::get("/account", account)
            .about("With every session that is open, and the proof that a change by cookie has to show."),
        Call::delete("/sessions", sign_out_others).about("All but the one of this call."),
        Call::set::<ChooseTaxPot>("/account/tax-pot"),
        Call::put("/account/details", change_details)
            .about("What is left out is taken away, but for the date of birth."),
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
    /// Whether others use the device too: then the session ends soon, and sooner when it is not used.
    is_shared: Option<bool>,
}

impl Taken for Credentials {}

impl Taken for Details {
    fn check(app: &App, read: &mut Read) {
        users::check_details(app, read);
    }
}

impl Taken for SignUp {
    fn check(app: &App, read: &mut Read) {
        users::check_sign_up(app, read);
    }
}

/// A user as the user sees it.
#[derive(Show)]
struct Account {
    #[show(flatten)]
    own: Own,
    /// What to send as `X-CSRF` when the session comes as a cookie.
    csrf: String,
}

/// What is kept of a user.
#[derive(Show)]
#[show(name = "OwnAccount")]
pub(super) struct Own {
    #[show(flatten)]
    user: User,
    #[show(flatten)]
    person: Person,
    /// Where the user is signed in.
    sessions: Vec<OpenSession>,
    /// What shows who the user is without a password.
    passkeys: Vec<OwnPasskey>,
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
    users::sign_up(&sent.app, asked, sent.key()?, &sent.client()).await
}

async fn sign_in(sent: Sent, asked: Credentials) -> Answer<OpenedSession> {
    let Credentials { email, password, is_shared } = asked;
    users::sign_in(&sent.app, &sent.client(), (&email, password), is_shared.unwrap_or_default()).await
}

async fn sign_out(sent: Sent) -> Answer<()> {
    let visitor = sent.visitor()?;
    let session = sent.word()?;
    let digest = if session == "current" { &visitor.token_digest } else { session };
    users::sign_out(&sent.app, visitor, digest).await
}

async fn sign_out_others(sent: Sent) -> Answer<()> {
    users::sign_out_others(&sent.app, sent.visitor()?).await
}

async fn change_details(sent: Sent, asked: Details) -> Answer<()> {
    users::change(&sent.app, sent.visitor()?, asked, &fresh_key()).await
}

async fn account(sent: Sent) -> Answer<Account> {
    let visitor = sent.visitor()?;
    let own = Own::of(visitor, users::account(&sent.app, visitor).await?);
    Ok(Account { own, csrf: visitor.csrf.clone() })
}

impl Own {
    /// A visitor's account.
    pub(super) fn of(visitor: &Visitor, account: users::Account) -> Self {
        let users::Account { user, person, devices, passkeys, .. } = account;
        let session = |device: SignedInDevice| OpenSession {
            is_current: device.token_digest == visitor.token_digest,
            device,
        };
        Self { user, person, sessions: devices.into_iter().map(session).collect(), passkeys }
    }
}
