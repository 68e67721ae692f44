//! Passkeys: making one, and showing with one who somebody is.

use crate::app::App;
use crate::client::Client;
use crate::device::Device;
use crate::error::{Answer, AppError};
use crate::nouns::codes::show_proof;
use crate::nouns::users::OpenedSession;
use crate::passkey::{NewOwner, Said};
use crate::secret;
use crate::security::{self, Event};
use crate::visit::Begun;
use crate::visitor::Visitor;
use kernel::{Id, Timestamp};
use market::users::passkeys::{AddPasskey, Passkey, UsePasskey};
use market::users::{Person, Proof, User};

/// What a browser is asked to do, and what its answer comes back with.
#[derive(Clone, Debug)]
pub struct Ceremony {
    /// What it is asked with, as JSON.
    pub options: String,
    /// What it has to sign.
    pub challenge: String,
}

/// Whether this market has passkeys: its address has to be https, on a host with a name.
pub fn are_possible(app: &App) -> bool {
    app.site().is_some()
}

/// Asks the visitor's browser to make a passkey.
pub async fn begin_making(app: &App, visitor: &Visitor) -> Answer<Ceremony> {
    let site = app.site().ok_or(AppError::NotFound)?;
    let (locality, user) = (visitor.user.locality(), visitor.user);
    let person = app.store.find::<Person>((locality, user)).await?.ok_or(AppError::NotFound)?;
    let kept = app.look(Some(visitor), |draft| Ok(draft.list::<Passkey>((locality, user))?)).await?;
    let owner = NewOwner {
        market: &app.market_name,
        handle: user.bits().to_be_bytes(),
        name: person.email.as_str(),
        others: kept.into_iter().map(|passkey| passkey.credential).collect(),
    };
    let challenge = begin(app, Some(user));
    Ok(Ceremony { options: site.creation(&challenge, &owner).to_string(), challenge })
}

/// Keeps the passkey that the visitor's browser has made.
pub async fn keep(
    app: &App,
    visitor: &Visitor,
    client: &Client,
    (challenge, said): (&str, &str),
    key: &str,
) -> Answer<Id<Passkey>> {
    let site = app.site().ok_or(AppError::NotFound)?;
    let user = visitor.user;
    let said = Said::read(said).filter(|_| app.ceremonies().take(challenge, Some(user), app.now()));
    let made = said.and_then(|said| site.made(challenge, &said)).ok_or_else(unfit)?;
    let Device { program, system } = Device::of(&client.device);
    let add = AddPasskey {
        user,
        credential: made.credential,
        public_key: made.public_key,
        sign_count: made.sign_count,
        device: program,
        system,
    };
    app.run(visitor, key, add).await
}

/// Asks a browser to show who uses it.
pub fn begin_showing(app: &App, visitor: Option<&Visitor>) -> Answer<Ceremony> {
    let site = app.site().ok_or(AppError::NotFound)?;
    let challenge = begin(app, visitor.map(|visitor| visitor.user));
    Ok(Ceremony { options: site.request(&challenge).to_string(), challenge })
}

/// Signs in whoever has signed a challenge with a passkey: that is two factors at once.
pub async fn sign_in(
    app: &App,
    client: &Client,
    (challenge, said): (&str, &str),
    is_shared: bool,
) -> Answer<OpenedSession> {
    let user = shown(app, None, (challenge, said)).await?;
    OpenedSession::begin(app, user, Begun { device: &client.device, is_shared, is_proved: true }).await
}

/// The visitor shows a second factor with a passkey. Until when it counts.
pub async fn prove(app: &App, visitor: &Visitor, signed: (&str, &str)) -> Answer<Timestamp> {
    shown(app, Some(visitor.user), signed).await?;
    // A challenge is signed once.
    show_proof(app, visitor, Proof::Passkey, signed.0).await
}

fn begin(app: &App, user: Option<Id<User>>) -> String {
    let challenge = secret::fresh_secret();
    // What a browser signs is base64url; these letters are that already.
    app.ceremonies().begin(&challenge, user, app.now());
    challenge
}

/// Whose passkey has signed a challenge: this user's, if one is named.
async fn shown(app: &App, user: Option<Id<User>>, signed: (&str, &str)) -> Answer<Id<User>> {
    let owner = owner(app, user, signed).await;
    match &owner {
        Ok(owner) => security::told(Event::PasskeyRight, Some(*owner)),
        Err(_) => security::told(Event::PasskeyWrong, user),
    }
    owner
}

async fn owner(app: &App, user: Option<Id<User>>, (challenge, said): (&str, &str)) -> Answer<Id<User>> {
    let site = app.site().ok_or(AppError::NotFound)?;
    let said = Said::read(said).filter(|_| app.ceremonies().take(challenge, user, app.now()));
    let said = said.ok_or_else(unfit)?;
    let owner = said.owner().map(Id::<User>::from_bits).or(user).ok_or_else(unfit)?;
    if user.is_some_and(|user| user != owner) || owner.locality() != app.locality {
        return Err(unfit());
    }
    let key = (owner.locality(), owner);
    let kept = app.look(None, |draft| Ok(draft.list::<Passkey>(key)?)).await?;
    let passkey = kept.into_iter().find(|passkey| passkey.credential == said.id.trim_end_matches('='));
    let passkey = passkey.ok_or_else(unfit)?;
    let sign_count = site.used(challenge, &passkey.public_key, &said).ok_or_else(unfit)?;
    let used = UsePasskey { user: owner, passkey: passkey.id, sign_count };
    app.store.run(app.store.request(owner.locality(), owner.cast()), used).await?;
    Ok(owner)
}

/// Of a passkey that does not fit, nobody is told why.
fn unfit() -> AppError {
    AppError::invalid("passkey", "invalid-passkey")
}
