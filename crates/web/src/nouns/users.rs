//! Accounts: signing up, in and out, and what a user sees of it.

use crate::act::Read;
use crate::app::App;
use crate::client::Client;
use crate::error::{Answer, AppError, Invalid};
use crate::i18n::Lang;
use crate::security::{self, Event};
use crate::visit::{self, Begun};
use crate::visitor::{Visitor, request};
use kernel::{
    Asks, DateOfBirth, Draft, EmailAddress, Id, Keys, PhoneNumber, PostCode, Show, Stop, Timestamp, Value,
};
use market::users::passkeys::OwnPasskey;
use market::users::{
    ChangeDetails, ClaimName, DisplayName, EndSession, EndSessions, KeepName, OpenUser, Person,
    PersonDetails, SignedInDevice, Street, User, UserKind, UserRefusal, check_age, registration::Credential,
};
use serde::Deserialize;

/// The least length of a password, in characters.
pub const PASSWORD_MIN: usize = 12;

/// What a new user sends.
#[derive(Asks, Deserialize, Clone, Debug)]
pub struct SignUp {
    /// A person, who can sell work, or an organisation.
    pub kind: UserKind,
    /// How others see the user: first name and initial, or the organisation's name.
    #[ask(example = "Ana R.")]
    pub display_name: DisplayName,
    /// Where messages go, and the name to sign in with.
    #[ask(example = "ana@example.org")]
    pub email: EmailAddress,
    /// The post code.
    pub post_code: PostCode,
    /// Date of birth; asked of people.
    #[ask(example = "1990-05-04")]
    pub born_on: Option<DateOfBirth>,
    /// Twelve characters or more.
    #[ask(example = "three plain words")]
    pub password: String,
    /// Where text messages go: with the code of its country after `+`, or as it is dialed here.
    pub phone: Option<PhoneNumber>,
    /// The code of the language of messages, such as `es`: that of the call, unless said otherwise.
    pub language: Option<String>,
    /// Street and number, where work for this user is done.
    pub street: Option<Street>,
}

/// A session that has just begun.
#[derive(Show, Clone, Debug)]
pub struct OpenedSession {
    /// Whose.
    pub user: Id<User>,
    /// Shown this once. Send it with each call as `Authorization: Bearer TOKEN`.
    pub token: String,
    /// Whether others use the device too: then it ends soon.
    pub is_shared: bool,
}

impl OpenedSession {
    /// Begins one.
    pub(crate) async fn begin(app: &App, user: Id<User>, begun: Begun<'_>) -> Answer<Self> {
        Ok(Self { user, token: visit::start_session(app, user, begun).await?, is_shared: begun.is_shared })
    }
}

/// What a user's own page shows.
#[derive(Clone, Debug)]
pub struct Account {
    /// The user.
    pub user: User,
    /// What is personal.
    pub person: Person,
    /// What was checked.
    pub credentials: Vec<Credential>,
    /// Where the user is signed in.
    pub devices: Vec<SignedInDevice>,
    /// What shows who the user is without a password.
    pub passkeys: Vec<OwnPasskey>,
}

/// Adds what is wrong with a sign-up for a reason that no field alone tells.
pub fn check_sign_up(app: &App, read: &mut Read) {
    let is_person = read.text("kind") == Some(UserKind::Person.word());
    if is_person && read.is_left_out("born_on") {
        read.refuse([Invalid::new("born_on", "invalid-born-on")]);
    }
    let born_on = read.text("born_on").and_then(|text| text.parse().ok());
    let age = born_on.map(|born_on| check_age(&app.rulebook, born_on, app.now().day().date()));
    if let Some(Err(Stop::Refused(refusal))) = age {
        let arguments = refusal.arguments();
        read.refuse([Invalid { field: "born_on".to_owned(), sentence: "invalid-age", arguments }]);
    }
    check_password(app, read);
    check_details(app, read);
}

/// What somebody tries first at a market such as this one, besides its name; docs/security.md has them too.
const MARKET_WORDS: [&str; 7] = ["poems", "market", "hours", "booking", "escrow", "payout", "worker"];

/// The sentence that says why a password is none: it is too short, or guessed soon by somebody who tries what people use and
/// knows the market and these words of its owner, such as the name and the address.
pub fn password_fault(app: &App, password: &str, own: &[&str]) -> Option<&'static str> {
    if password.chars().count() < PASSWORD_MIN {
        return Some("invalid-password");
    }
    // An address is guessed with and without its host.
    let own = own.iter().flat_map(|word| word.split('@').chain([*word]));
    let market = app.market_name.split_whitespace().chain([app.market_name.as_str()]).chain(MARKET_WORDS);
    let known: Vec<&str> = own.chain(market).collect();
    (zxcvbn::zxcvbn(password, &known).score() < zxcvbn::Score::Three).then_some("invalid-password-weak")
}

/// Adds what is wrong with a password.
pub fn check_password(app: &App, read: &mut Read) {
    let own = ["email", "display_name"].map(|name| read.text(name).unwrap_or_default());
    let fault = read.text("password").and_then(|password| password_fault(app, password, &own));
    read.refuse(fault.map(|fault| Invalid::new("password", fault)));
}

/// Adds what is wrong with a language and a post code that can be read.
pub fn check_details(app: &App, read: &mut Read) {
    if read.text("language").is_some_and(|code| Lang::from_offered(code).is_none()) {
        read.refuse([Invalid::language(Lang::offered().map(Lang::code))]);
    }
    if read.text("post_code").is_some_and(|code| app.place(code).is_err()) {
        read.refuse([Invalid::new("post_code", "invalid-post-code")]);
    }
}

/// Opens an account, sends a code to confirm its address, and signs the device in. Sent again under the same key, it opens
/// no second one; begun and not ended, it leaves the address to whoever tries next.
pub async fn sign_up(app: &App, sign_up: SignUp, key: &str, client: &Client) -> Answer<OpenedSession> {
    app.attempts().account(client.network, app.now())?;
    let SignUp { kind, display_name, email, password, phone, language, born_on, street, post_code } = sign_up;
    let post_code = app.place(post_code.as_str())?.post_code;
    let digest = visit::name_digest(&email);
    // Nobody is signed in yet, so the key counts for the name.
    let step = format!("{key} {digest}");
    let password_hash = visit::hash_password(password, &step).await?;
    let claim =
        ClaimName { digest: digest.clone(), password_hash: password_hash.clone(), home: app.locality };
    let user = app.store.run(request::<ClaimName>(Id::SYSTEM, &step), claim).await?;
    let language = language.unwrap_or_else(|| Lang::EN.code().to_owned());
    let person = PersonDetails { display_name, email, phone, language, born_on, street, post_code };
    let open = OpenUser { user, kind, is_confirmed: false, person };
    app.store.run(request::<OpenUser>(user.cast(), key), open).await?;
    app.store.run(request::<KeepName>(user.cast(), key), KeepName { digest: digest.clone(), user }).await?;
    // Sent again after the password was changed, it lets nobody in.
    if !visit::is_password_of(app, user, digest, &password_hash).await? {
        return Err(Stop::from(UserRefusal::NameTaken).into());
    }
    security::told(Event::AccountOpened, Some(user));
    OpenedSession::begin(app, user, Begun { device: &client.device, ..Begun::default() }).await
}

/// What a user says of themselves, to be changed.
#[derive(Asks, Deserialize, Clone, Debug)]
pub struct Details {
    /// How others see you: first name and initial, or the organisation's name.
    #[ask(example = "Ana R.")]
    pub display_name: DisplayName,
    /// Where text messages go; left out, nowhere.
    pub phone: Option<PhoneNumber>,
    /// The code of the language of messages, and of the pages you come to first, such as `es`.
    #[ask(example = "es")]
    pub language: String,
    /// Date of birth, while none is kept; left out, it stays as it is.
    pub born_on: Option<DateOfBirth>,
    /// Street and number, where work for you is done; left out, none is kept.
    pub street: Option<Street>,
    /// The post code.
    pub post_code: PostCode,
}

/// Changes what the visitor says of themselves.
pub async fn change(app: &App, visitor: &Visitor, details: Details, key: &str) -> Answer<()> {
    let Details { display_name, phone, language, born_on, street, post_code } = details;
    let post_code = app.place(post_code.as_str())?.post_code;
    let user = visitor.user;
    let change = ChangeDetails { user, display_name, phone, language, born_on, street, post_code };
    app.run(visitor, key, change).await
}

/// Signs a device in. When address and password do not belong together, it does not say which is wrong.
pub async fn sign_in(
    app: &App,
    client: &Client,
    (email, password): (&str, String),
    is_shared: bool,
) -> Answer<OpenedSession> {
    let user = visit::authenticate(app, client, email, password).await?;
    let user = user.ok_or_else(|| AppError::invalid("password", "invalid-sign-in"))?;
    OpenedSession::begin(app, user, Begun { device: &client.device, is_shared, ..Begun::default() }).await
}

/// Signs a device out: this one, or another of the same user by its digest. One that is signed out already is not there.
pub async fn sign_out(app: &App, visitor: &Visitor, token_digest: &str) -> Answer<()> {
    let end = EndSession { locality: visitor.user.locality(), token_digest: token_digest.to_owned() };
    app.store.run(app.store.request(end.locality, visitor.actor()), end).await?;
    security::told(Event::SessionsEnded, Some(visitor.user));
    Ok(())
}

/// Signs the visitor's other devices out.
pub async fn sign_out_others(app: &App, visitor: &Visitor) -> Answer<()> {
    end_sessions(app, visitor.user, Some(&visitor.token_digest)).await
}

/// Ends a user's sessions, all but one.
pub(crate) async fn end_sessions(app: &App, user: Id<User>, but: Option<&str>) -> Answer<()> {
    let digests = sessions(app, user, Timestamp(0)).await?.into_iter().map(|device| device.token_digest);
    let token_digests: Vec<String> = digests.filter(|digest| Some(digest.as_str()) != but).collect();
    let end = EndSessions { user, token_digests };
    app.store.run(app.store.request(user.locality(), user.cast()), end).await?;
    security::told(Event::SessionsEnded, Some(user));
    Ok(())
}

/// A user's sessions that last beyond a time.
pub(crate) async fn sessions(app: &App, user: Id<User>, beyond: Timestamp) -> Answer<Vec<SignedInDevice>> {
    let params = [Value::Id(user.bits()), Value::Int(beyond.0)];
    Ok(app.store.view::<SignedInDevice>(user.locality(), &params).await?)
}

/// A user's passkeys, the oldest first.
pub async fn passkeys(app: &App, user: Id<User>) -> Answer<Vec<OwnPasskey>> {
    Ok(app.store.view::<OwnPasskey>(user.locality(), &[Value::Id(user.bits())]).await?)
}

/// A user's own account.
pub async fn account(app: &App, visitor: &Visitor) -> Answer<Account> {
    let key = (visitor.user.locality(), visitor.user);
    let devices = sessions(app, visitor.user, app.now());
    let own = passkeys(app, visitor.user);
    let read = |draft: &mut Draft<'_>| {
        let mut keys = Keys::default();
        keys.one::<User>(key);
        keys.one::<Person>(key);
        keys.all::<Credential>(key);
        draft.ask(keys)?;
        Ok((draft.get::<User>(key)?, draft.get::<Person>(key)?, draft.list::<Credential>(key)?))
    };
    let ((user, person, credentials), devices, passkeys) =
        tokio::try_join!(app.look(Some(visitor), read), devices, own)?;
    Ok(Account { user, person, credentials, devices, passkeys })
}
