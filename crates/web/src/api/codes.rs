//! `/account/confirmation`, `/account/address`, `/account/password`, `/account/closure` and `/new-password`: what an account is
//! kept by.

use super::call::Call;
use super::sent::{Sent, Taken};
use crate::act::Read;
use crate::app::App;
use crate::error::Answer;
use crate::nouns::closing;
use crate::nouns::codes::{self, NewPassword};
use crate::nouns::users::{OpenedSession, check_password};
use crate::secret::fresh_key;
use kernel::{Asks, EmailAddress, Show, Timestamp};
use serde::Deserialize;

pub(super) fn calls() -> Vec<Call> {
    let again = "In place of the one before. So many are sent an hour, and each is taken for some minutes.";
    let proof = "By the code that was sent to the account's address. For some minutes this session may pay out and change where \
                 money goes to.";
    let address = "It goes to the new address. Until it is entered, the account keeps the one it has.";
    let password = "Needs the old one. Every other device is signed out.";
    let forgotten = "The answer is the same whether the address is somebody's or not.";
    let by_code = "Signs every device out, and begins a session. Sent again under the same key, it begins another while the \
                   password is still the one.";
    let close = "Refused while a trade or a payment is under way, or there is money. What is personal is erased; the \
                 records of trades and money stay with the id of the account alone.";
    vec![
        Call::post("/account/codes", send).about(again),
        Call::post("/account/confirmation", confirm).about("By the code that was sent there."),
        Call::post("/sessions/current/code", send_proof).about(again),
        Call::post("/sessions/current/proof", prove).about(proof),
        Call::post("/account/address", ask_address).about(address).proven(),
        Call::post("/account/address/confirmation", change_address)
            .about("By the code that was sent to the new one. You sign in with it from then on."),
        Call::put("/account/password", change_password).about(password).counted(),
        Call::post("/account/closure", close_account).about(close).keyless().counted(),
        Call::post("/new-password", ask_new_password).about(forgotten).public().keyless().counted(),
        Call::post("/new-password/confirmation", new_password).about(by_code).public(),
    ]
}

/// Nothing.
#[derive(Asks, Deserialize)]
struct Nothing {}

/// A code.
#[derive(Asks, Deserialize)]
struct Code {
    /// Six digits.
    #[ask(example = "123456")]
    code: String,
}

/// An address.
#[derive(Asks, Deserialize)]
struct Address {
    /// The address.
    #[ask(example = "ana@example.org")]
    email: EmailAddress,
}

/// The old password and a new one.
#[derive(Asks, Deserialize)]
struct Passwords {
    /// The password until now.
    #[ask(example = "three plain words")]
    old_password: String,
    /// Twelve characters or more.
    #[ask(example = "three other words")]
    password: String,
}

/// The password of the account.
#[derive(Asks, Deserialize)]
struct Password {
    /// The password.
    #[ask(example = "three plain words")]
    password: String,
}

/// A new password, and the code for it.
#[derive(Asks, Deserialize)]
struct ByCode {
    /// The address of the account.
    #[ask(example = "ana@example.org")]
    email: EmailAddress,
    /// The code that was sent there.
    #[ask(example = "123456")]
    code: String,
    /// Twelve characters or more.
    #[ask(example = "three other words")]
    password: String,
}

impl Taken for Nothing {}
impl Taken for Code {}
impl Taken for Address {}
impl Taken for Password {}
impl Taken for Passwords {
    fn check(app: &App, read: &mut Read) {
        check_password(app, read);
    }
}
impl Taken for ByCode {
    fn check(app: &App, read: &mut Read) {
        check_password(app, read);
    }
}

/// A code that was sent.
#[derive(Show)]
struct Sending {
    /// Until when it is taken.
    expires_at: Timestamp,
}

/// A second factor that was shown.
#[derive(Show)]
struct Proof {
    /// Until when it counts.
    proved_until: Timestamp,
}

async fn send(sent: Sent, _: Nothing) -> Answer<Sending> {
    Ok(Sending { expires_at: codes::send(&sent.app, sent.visitor()?, sent.key()?).await? })
}

async fn send_proof(sent: Sent, _: Nothing) -> Answer<Sending> {
    Ok(Sending { expires_at: codes::send_proof(&sent.app, sent.visitor()?, sent.key()?).await? })
}

async fn prove(sent: Sent, asked: Code) -> Answer<Proof> {
    Ok(Proof { proved_until: codes::prove(&sent.app, sent.visitor()?, &asked.code, sent.key()?).await? })
}

async fn confirm(sent: Sent, asked: Code) -> Answer<()> {
    codes::confirm(&sent.app, sent.visitor()?, &asked.code, sent.key()?).await
}

async fn ask_address(sent: Sent, asked: Address) -> Answer<Sending> {
    let expires_at = codes::ask_address(&sent.app, sent.visitor()?, asked.email, sent.key()?).await?;
    Ok(Sending { expires_at })
}

async fn change_address(sent: Sent, asked: Code) -> Answer<()> {
    codes::change_address(&sent.app, sent.visitor()?, &asked.code, sent.key()?).await
}

async fn change_password(sent: Sent, asked: Passwords) -> Answer<()> {
    let passwords = (asked.old_password, asked.password);
    codes::change_password(&sent.app, sent.visitor()?, &sent.client(), passwords, &fresh_key()).await
}

async fn close_account(sent: Sent, asked: Password) -> Answer<()> {
    closing::close(&sent.app, sent.visitor()?, &sent.client(), asked.password).await
}

async fn ask_new_password(sent: Sent, asked: Address) -> Answer<()> {
    codes::ask_new_password(&sent.app, &sent.client(), asked.email).await?;
    Ok(())
}

async fn new_password(sent: Sent, asked: ByCode) -> Answer<OpenedSession> {
    let ByCode { email, code, password } = asked;
    let new = NewPassword { email, code, password };
    codes::new_password(&sent.app, new, sent.key()?, &sent.client()).await
}
