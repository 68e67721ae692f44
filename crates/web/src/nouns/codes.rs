//! Codes: confirming an address, another address, a new password.

use crate::act;
use crate::app::App;
use crate::client::Client;
use crate::error::{Answer, AppError};
use crate::nouns::users::{OpenedSession, end_sessions};
use crate::security::{self, Event};
use crate::visit::{self, Begun};
use crate::visitor::{Visitor, request};
use kernel::{Draft, EmailAddress, Id, Locality, Stop, Timestamp};
use market::users::{
    MoveName, Person, Proof, ProveSession, SetPassword, SignInName, User, UserRefusal,
    codes::{CodePurpose, EnterCode, Entered, KeepAddress, SendCode, SentCode},
};
use tracing::Instrument as _;

/// What is to be known of somebody whose address may be confirmed.
#[derive(Clone, Debug)]
pub struct Address {
    /// The address of the account.
    pub email: EmailAddress,
    /// The one that it is to have, while a code for it is to be entered.
    pub new_email: Option<EmailAddress>,
    /// When it was shown that messages reach the user.
    pub confirmed_at: Option<Timestamp>,
}

/// The acting user's address.
pub fn address(draft: &Draft<'_>) -> Result<Address, Stop> {
    let (locality, user) = (draft.locality(), draft.actor().cast());
    let mut keys = kernel::Keys::default();
    keys.one::<User>((locality, user));
    keys.one::<Person>((locality, user));
    keys.one::<SentCode>((locality, user, CodePurpose::Address));
    draft.ask(keys)?;
    Ok(Address {
        email: draft.get::<Person>((locality, user))?.email,
        new_email: draft.find::<SentCode>((locality, user, CodePurpose::Address))?.map(|sent| sent.email),
        confirmed_at: draft.get::<User>((locality, user))?.confirmed_at,
    })
}

/// Sends the visitor a code to confirm the address, in place of the one before.
pub async fn send(app: &App, visitor: &Visitor, key: &str) -> Answer<Timestamp> {
    send_to(app, visitor, SendCode::to_own(visitor.user, CodePurpose::Confirm), key).await
}

/// Confirms the visitor's address by the code that went there.
pub async fn confirm(app: &App, visitor: &Visitor, code: &str, key: &str) -> Answer<()> {
    enter(app, (visitor.user, CodePurpose::Confirm, None), code, key).await?;
    // Whoever has just read what was sent there has shown a second factor, where that counts: in the session that entered it.
    match show_proof(app, visitor, Proof::Code, key).await {
        Ok(_) | Err(AppError::Refused { .. } | AppError::Reused) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Sends the visitor a code to show a second factor with, in place of the one before.
pub async fn send_proof(app: &App, visitor: &Visitor, key: &str) -> Answer<Timestamp> {
    let session = Some(visitor.token_digest.clone());
    let code = SendCode { session, ..SendCode::to_own(visitor.user, CodePurpose::Proof) };
    send_to(app, visitor, code, key).await
}

async fn send_to(app: &App, visitor: &Visitor, code: SendCode, key: &str) -> Answer<Timestamp> {
    let until = app.run(visitor, key, code).await?;
    security::told(Event::CodeSent, Some(visitor.user));
    Ok(until)
}

/// The visitor shows a second factor: the code that was sent to the account's address. Until when it counts.
pub async fn prove(app: &App, visitor: &Visitor, code: &str, key: &str) -> Answer<Timestamp> {
    enter(app, (visitor.user, CodePurpose::Proof, Some(visitor)), code, key).await?;
    show_proof(app, visitor, Proof::Code, key).await
}

/// Under the key of whatever shows it: sent again, it lasts no longer.
pub(crate) async fn show_proof(app: &App, visitor: &Visitor, by: Proof, key: &str) -> Answer<Timestamp> {
    let prove = ProveSession { user: visitor.user, token_digest: visitor.token_digest.clone(), by };
    let until = app.store.run(request::<ProveSession>(visitor.actor(), key), prove).await?;
    security::told(Event::Proved, Some(visitor.user));
    Ok(until)
}

/// Sends a code to the address that the visitor's account is to have.
pub async fn ask_address(app: &App, visitor: &Visitor, email: EmailAddress, key: &str) -> Answer<Timestamp> {
    let name = named(app, &email).await?;
    if name.is_some_and(|name| name.user_id != visitor.user) {
        return Err(Stop::from(UserRefusal::NameTaken).into());
    }
    // An address that nobody has confirmed may be a slip, and cannot be shown to be somebody's.
    let own = app.look(Some(visitor), |draft| address(draft)).await?;
    if own.confirmed_at.is_some() && !visitor.is_proved(app.now()) {
        return Err(AppError::Unproved);
    }
    let session = Some(visitor.token_digest.clone());
    let new_email = Some(email);
    let code = SendCode { new_email, session, ..SendCode::to_own(visitor.user, CodePurpose::Address) };
    send_to(app, visitor, code, key).await
}

/// Gives the visitor's account the address whose code this is. Each step can be taken again, so whatever stops on the way is
/// ended by entering the code once more.
pub async fn change_address(app: &App, visitor: &Visitor, code: &str, key: &str) -> Answer<()> {
    let user = visitor.user;
    enter(app, (user, CodePurpose::Address, Some(visitor)), code, key).await?;
    let sent = app.store.find::<SentCode>((user.locality(), user, CodePurpose::Address)).await?;
    let Some(sent) = sent.filter(|sent| sent.entered_at.is_some()) else { return Ok(()) };
    let person = app.store.find::<Person>((user.locality(), user)).await?.ok_or(AppError::NotFound)?;
    let (from, to) = (visit::name_digest(&person.email), visit::name_digest(&sent.email));
    // The name first: while it leads nowhere else, nothing is lost.
    let step = MoveName { user, from, to };
    app.store.run(app.store.request(Locality::NAMES, visitor.actor()), step).await?;
    let keep = KeepAddress { user };
    app.store.run(app.store.request(user.locality(), visitor.actor()), keep).await?;
    security::told(Event::AddressChanged, Some(user));
    Ok(())
}

/// Sends a code for a new password to an address, if it is some account's. What is answered, and when, is the same if it is
/// nobody's: so the work is done beside the answer. The parallel market has no secrets, and shows the message at once.
pub async fn ask_new_password(app: &App, client: &Client, email: EmailAddress) -> Answer<()> {
    app.attempts().code(client.network, app.now())?;
    let here = app.clone();
    let sending = async move {
        if let Err(error) = send_password_code(&here, &email).await {
            tracing::warn!(code = error.code(), "a code for a new password was not sent");
        }
    };
    let sending = tokio::spawn(sending.in_current_span());
    if app.is_parallel() && sending.await.is_err() {
        tracing::error!("sending a code for a new password has panicked");
    }
    Ok(())
}

async fn send_password_code(app: &App, email: &EmailAddress) -> Answer<()> {
    let Some(name) = named(app, email).await? else { return Ok(()) };
    let user = name.user_id;
    let code = SendCode::to_own(user, CodePurpose::Password);
    app.store.run(app.store.request(user.locality(), user.cast()), code).await?;
    security::told(Event::CodeSent, Some(user));
    Ok(())
}

/// Whose account an address leads to; for nobody but the parallel market, which shows what was sent there.
pub async fn user_of(app: &App, email: &EmailAddress) -> Answer<Option<Id<User>>> {
    Ok(named(app, email).await?.map(|name| name.user_id))
}

/// What a new password is chosen with by who is signed out.
#[derive(Clone, Debug)]
pub struct NewPassword {
    /// The address of the account.
    pub email: EmailAddress,
    /// The code that was sent there.
    pub code: String,
    /// The new password.
    pub password: String,
}

/// Chooses a new password by a code, signs every device out and this one in. A code that does not fit and an address that is
/// nobody's are told alike.
pub async fn new_password(app: &App, new: NewPassword, key: &str, client: &Client) -> Answer<OpenedSession> {
    let NewPassword { email, code, password } = new;
    let digest = visit::name_digest(&email);
    // Nobody is signed in, so the key counts for the name.
    let step = format!("{key} {digest}");
    // Before anything is looked up, since it takes the most time.
    let password_hash = visit::hash_password(password, &step).await?;
    let unfit = || AppError::invalid("code", "invalid-password-code");
    let user = named(app, &email).await?.ok_or_else(unfit)?.user_id;
    enter(app, (user, CodePurpose::Password, None), &code, &step).await.map_err(|error| {
        let tells_of_the_account = matches!(error, AppError::Refused { .. } | AppError::NotFound);
        if tells_of_the_account { unfit() } else { error }
    })?;
    let set = SetPassword { user, digest: digest.clone(), password_hash: password_hash.clone() };
    app.store.run(request::<SetPassword>(user.cast(), &step), set).await?;
    // Sent again after another was chosen, it lets nobody in and signs nobody out.
    if !visit::is_password_of(app, user, digest, &password_hash).await? {
        return Err(unfit());
    }
    security::told(Event::PasswordChanged, Some(user));
    end_sessions(app, user, None).await?;
    OpenedSession::begin(app, user, Begun { device: &client.device, ..Begun::default() }).await
}

/// Changes the visitor's password, whoever knows the old one, and signs the other devices out. Sent again, it has nothing
/// left to do.
pub async fn change_password(
    app: &App,
    visitor: &Visitor,
    client: &Client,
    (old, new): (String, String),
    key: &str,
) -> Answer<()> {
    let user = visitor.user;
    let person = app.store.find::<Person>((user.locality(), user)).await?.ok_or(AppError::NotFound)?;
    let email = person.email.as_str();
    if visit::authenticate(app, client, email, old).await? == Some(user) {
        let digest = visit::name_digest(&person.email);
        let password_hash = visit::hash_password(new, &format!("{key} {digest}")).await?;
        let set = SetPassword { user, digest, password_hash };
        app.store.run(app.store.request(Locality::NAMES, visitor.actor()), set).await?;
        security::told(Event::PasswordChanged, Some(user));
    } else if visit::authenticate(app, client, email, new).await? != Some(user) {
        return Err(AppError::invalid("old_password", "invalid-old-password"));
    }
    end_sessions(app, user, Some(&visitor.token_digest)).await
}

/// The sign-in name of an address, if an account was opened with it.
async fn named(app: &App, email: &EmailAddress) -> Answer<Option<SignInName>> {
    let name = app.store.find::<SignInName>((Locality::NAMES, visit::name_digest(email))).await?;
    Ok(name.filter(|name| name.opened_at.is_some()))
}

/// Enters a user's code for a purpose; one that a session asked for, in that session.
async fn enter(
    app: &App,
    (user, purpose, visitor): (Id<User>, CodePurpose, Option<&Visitor>),
    code: &str,
    key: &str,
) -> Answer<()> {
    let code = act::six_digits(code).ok_or_else(|| AppError::invalid("code", "invalid-code"))?;
    let session = visitor.map(|visitor| visitor.token_digest.as_str());
    let digest = SentCode::digest_of(user, purpose, session, &code);
    let entered = app.store.run(request::<EnterCode>(user.cast(), key), EnterCode { user, purpose, digest });
    let entered = entered.await;
    let fits = matches!(entered, Ok(Entered::Right));
    security::told(if fits { Event::CodeRight } else { Event::CodeWrong }, Some(user));
    match entered? {
        Entered::Right => Ok(()),
        // The store tells a wrong one as its refusal.
        Entered::Wrong { .. } => Err(AppError::invalid("code", "invalid-password-code")),
    }
}
