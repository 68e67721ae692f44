//! Accounts: signing up and in, the inbox, what was checked of a user.

use crate::app::App;
use crate::cursor::{Cursor, Page};
use crate::error::AppError;
use crate::visit::{self, Visitor};
use kernel::{Day, Draft, Id, Keys, Value};
use market::support::notices::{INBOX_PAGE, Inbox, InboxLine, ReadNotices};
use market::users::{
    ChooseTaxPot, ClaimName, EndSession, OpenUser, Person, PersonDetails, SignedInDevice, User, UserKind,
    registration::{ClaimStage, Credential, RecordCheck},
};

/// The least length of a password, in characters.
pub const PASSWORD_MIN: usize = 12;
/// The most characters that a field of a few words takes.
const WORDS_MAX: usize = 200;

/// What the fact dictionary calls a claim about a seller, and one about a buyer.
pub const CLAIMS: [&str; 2] = ["seller.has_", "buyer.has_"];

/// What a new user sends.
#[derive(Clone, Debug)]
pub struct SignUp {
    /// Person or organization.
    pub kind: UserKind,
    /// How others see the user.
    pub display_name: String,
    /// Where messages go, and the name to sign in with.
    pub email: String,
    /// At least [`PASSWORD_MIN`] characters.
    pub password: String,
    /// Where text messages go.
    pub phone: Option<String>,
    /// The language of messages.
    pub language: String,
    /// Date of birth; asked of people.
    pub born_on: Option<Day>,
    /// Street and number.
    pub street: Option<String>,
    /// The post code.
    pub post_code: String,
}

/// Someone who has just signed in: who, and the session's token, shown this once.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who.
    pub user: Id<User>,
    /// The token.
    pub token: String,
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
}

/// Opens an account and signs the device in. Sent again under the same key, it opens no second one.
///
/// # Errors
/// [`AppError::Invalid`] with all fields that do not fit; `users/name-taken`.
pub async fn sign_up(app: &App, sign_up: SignUp, (key, device): (&str, &str)) -> Result<SignedIn, AppError> {
    let place_fits = app.directory.place(sign_up.post_code.trim()).is_some();
    let short = |words: &str| (1..=WORDS_MAX).contains(&words.trim().chars().count());
    let checks = [
        ("display_name", "invalid-name", short(&sign_up.display_name)),
        ("email", "invalid-email", is_email(&sign_up.email)),
        ("password", "invalid-password", sign_up.password.chars().count() >= PASSWORD_MIN),
        ("born_on", "invalid-born-on", sign_up.kind == UserKind::Organization || sign_up.born_on.is_some()),
        ("post_code", "invalid-post-code", place_fits),
    ];
    let wrong = checks.into_iter().filter(|(.., fits)| !fits);
    let wrong: Vec<_> = wrong.map(|(field, sentence, _)| crate::error::Invalid { field, sentence }).collect();
    if !wrong.is_empty() {
        return Err(AppError::Invalid(wrong));
    }
    let digest = visit::name_digest(&sign_up.email);
    let password_hash = visit::hash_password(sign_up.password, &format!("{key} {digest}")).await?;
    let claim = ClaimName { digest: digest.clone(), password_hash, home: app.locality };
    // Nobody is signed in yet, so the key counts for the name.
    let step = format!("{key} {digest}");
    let user = app.store.run(visit::request::<ClaimName>(Id::SYSTEM, &step), claim).await?;
    let person = PersonDetails {
        display_name: sign_up.display_name.trim().to_owned(),
        email: sign_up.email.trim().to_owned(),
        phone: sign_up.phone.filter(|phone| !phone.trim().is_empty()),
        language: sign_up.language,
        born_on: sign_up.born_on,
        street: sign_up.street.filter(|street| !street.trim().is_empty()),
        post_code: sign_up.post_code.trim().to_owned(),
    };
    let open = OpenUser { user, kind: sign_up.kind, person };
    app.store.run(visit::request::<OpenUser>(user.cast(), key), open).await?;
    Ok(SignedIn { user, token: visit::start_session(app, user, device).await? })
}

/// Signs a device in.
///
/// # Errors
/// [`AppError::Invalid`] when address and password do not belong together, without saying which is wrong.
pub async fn sign_in(
    app: &App,
    email: &str,
    (password, device): (String, &str),
) -> Result<SignedIn, AppError> {
    let user = visit::authenticate(app, email, password).await?;
    let user = user.ok_or_else(|| AppError::invalid("password", "invalid-sign-in"))?;
    Ok(SignedIn { user, token: visit::start_session(app, user, device).await? })
}

/// Signs a device out: this one, or another of the same user by its digest.
///
/// # Errors
/// [`AppError::NotFound`] when it is signed out already.
pub async fn sign_out(app: &App, visitor: &Visitor, token_digest: &str) -> Result<(), AppError> {
    let end = EndSession { locality: visitor.user.locality(), token_digest: token_digest.to_owned() };
    Ok(app.store.run(app.store.request(end.locality, visitor.actor()), end).await?)
}

/// A user's own account.
///
/// # Errors
/// [`AppError::NotFound`] when it is gone.
pub async fn account(app: &App, visitor: &Visitor) -> Result<Account, AppError> {
    let (locality, user) = (visitor.user.locality(), visitor.user);
    let params = [kernel::Value::Id(user.bits()), kernel::Value::Int(app.now().0)];
    let devices = async { Ok(app.store.view::<SignedInDevice>(locality, &params).await?) };
    let read = |draft: &mut Draft<'_>| {
        let mut keys = Keys::default();
        keys.one::<User>((locality, user));
        keys.one::<Person>((locality, user));
        keys.all::<Credential>((locality, user));
        draft.ask(keys)?;
        let (user, person) =
            (draft.get::<User>((locality, visitor.user))?, draft.get::<Person>((locality, visitor.user))?);
        Ok((user, person, draft.list::<Credential>((locality, visitor.user))?))
    };
    let ((user, person, credentials), devices) = tokio::try_join!(app.look(Some(visitor), read), devices)?;
    Ok(Account { user, person, credentials, devices })
}

/// Chooses whether part of every payment is set aside for tax.
///
/// # Errors
/// As the command.
pub async fn choose_tax_pot(app: &App, visitor: &Visitor, wants_tax_pot: bool) -> Result<(), AppError> {
    let choose = ChooseTaxPot { user: visitor.user, wants_tax_pot };
    Ok(app.store.run(app.store.request(app.locality, visitor.actor()), choose).await?)
}

/// Asks the register about a claim, with the user's permission: the button is the permission. In the parallel market
/// the register is simulated and says yes.
///
/// # Errors
/// [`AppError::NotFound`] in the real market, where no register is connected yet.
pub async fn ask_register(app: &App, visitor: &Visitor, claim: &str, key: &str) -> Result<(), AppError> {
    let is_asked_about = CLAIMS.iter().any(|of| app.rulebook.fact(&format!("{of}{claim}")).is_some());
    if !app.is_parallel() || !is_asked_about {
        return Err(AppError::NotFound);
    }
    let check = RecordCheck {
        user: visitor.user,
        claim: claim.to_owned(),
        stage: ClaimStage::Verified,
        issuer: "simulated register".to_owned(),
        expires_on: None,
    };
    // The register answers, not the user; the key is the user's own all the same.
    let step = format!("{key} {}", visitor.user);
    Ok(app.store.run(visit::request::<RecordCheck>(Id::SYSTEM, &step), check).await?)
}

/// A line of the inbox, and whether it was not read before.
#[derive(Clone, Debug)]
pub struct Told {
    /// The line.
    pub line: InboxLine,
    /// Whether this is the first time that it is shown.
    pub is_new: bool,
}

/// A page of the visitor's inbox, the newest first; reading the first page marks everything as read.
///
/// # Errors
/// [`AppError::Unavailable`].
pub async fn inbox(app: &App, visitor: &Visitor, from: Cursor) -> Result<Page<Told>, AppError> {
    let (locality, user) = (visitor.user.locality(), visitor.user);
    let read = app.store.find::<Inbox>((locality, user)).await?.map(|inbox| inbox.read_up_to);
    let lines = app.store.view::<InboxLine>(locality, &[Value::Id(user.bits()), from.id()]).await?;
    let told = |line: InboxLine| Told { is_new: read.is_none_or(|read| read < line.id), line };
    let told: Vec<Told> = lines.into_iter().map(told).collect();
    if let Some(Told { line, is_new: true }) = told.first() {
        let read = ReadNotices { user, up_to: line.id };
        app.store.run(app.store.request(locality, visitor.actor()), read).await?;
    }
    Ok(Page::of(told, INBOX_PAGE, |told| Cursor { time: None, id: told.line.id.bits() }))
}

/// Whether it can be an address: one `@` with something on either side and a dot behind it.
fn is_email(text: &str) -> bool {
    let text = text.trim();
    let Some((name, host)) = text.split_once('@') else { return false };
    let plain =
        text.chars().count() <= WORDS_MAX && !text.contains(char::is_whitespace) && !host.contains('@');
    plain && !name.is_empty() && host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::is_email;

    #[test]
    fn addresses_are_told_from_other_words() {
        for good in ["ana@example.org", " ana.r+work@mail.example.co.uk "] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "ana",
            "ana@",
            "@example.org",
            "ana@example",
            "a b@example.org",
            "ana@@example.org",
            "ana@.org",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
