//! Accounts: signing up, in and out, and what a user sees of it.

use crate::app::App;
use crate::error::{Answer, AppError};
use crate::visit;
use crate::visitor::{Visitor, request};
use kernel::{Asks, Date, Day, Draft, Id, Keys, Show, Value};
use market::users::{
    ClaimName, EndSession, OpenUser, Person, PersonDetails, SignedInDevice, User, UserKind,
    registration::Credential,
};
use serde::Deserialize;

/// The least length of a password, in characters.
pub const PASSWORD_MIN: usize = 12;
/// The most characters that a field of a few words takes.
const WORDS_MAX: usize = 200;

/// What a new user sends.
#[derive(Asks, Deserialize, Clone, Debug)]
pub struct SignUp {
    /// A person, who can sell work, or an organisation.
    pub kind: UserKind,
    /// How others see the user: first name and initial, or the organisation's name.
    #[ask(example = "Ana R.")]
    pub display_name: String,
    /// Where messages go, and the name to sign in with.
    #[ask(example = "ana@example.org")]
    pub email: String,
    /// Twelve characters or more.
    #[ask(example = "three plain words")]
    pub password: String,
    /// Where text messages go.
    pub phone: Option<String>,
    /// The language of messages, `en` or `es`: that of the call, unless said otherwise.
    pub language: Option<String>,
    /// Date of birth; asked of people.
    #[ask(example = "1990-05-04")]
    pub born_on: Option<Date>,
    /// Street and number, where work for this user is done.
    pub street: Option<String>,
    /// The post code.
    pub post_code: String,
}

/// A session that has just begun.
#[derive(Show, Clone, Debug)]
pub struct OpenedSession {
    /// Whose.
    pub user: Id<User>,
    /// Shown this once. Send it with each call as `Authorization: Bearer TOKEN`.
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

/// Opens an account and signs the device in; names all fields that do not fit. Sent again under the same key, it opens no
/// second one.
pub async fn sign_up(app: &App, sign_up: SignUp, key: &str, device: &str) -> Answer<OpenedSession> {
    let short = |words: &str| (1..=WORDS_MAX).contains(&words.trim().chars().count());
    let place = app.place(&sign_up.post_code);
    let checks = [
        ("display_name", "invalid-name", short(&sign_up.display_name)),
        ("email", "invalid-email", is_email(&sign_up.email)),
        ("password", "invalid-password", sign_up.password.chars().count() >= PASSWORD_MIN),
        ("born_on", "invalid-born-on", sign_up.kind == UserKind::Organization || sign_up.born_on.is_some()),
        ("post_code", "invalid-post-code", place.is_ok()),
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
    let user = app.store.run(request::<ClaimName>(Id::SYSTEM, &step), claim).await?;
    let person = PersonDetails {
        display_name: sign_up.display_name.trim().to_owned(),
        email: sign_up.email.trim().to_owned(),
        phone: sign_up.phone.filter(|phone| !phone.trim().is_empty()),
        language: sign_up.language.unwrap_or_else(|| "en".to_owned()),
        born_on: sign_up.born_on.map(Day::of),
        street: sign_up.street.filter(|street| !street.trim().is_empty()),
        post_code: place?.post_code,
    };
    let open = OpenUser { user, kind: sign_up.kind, person };
    app.store.run(request::<OpenUser>(user.cast(), key), open).await?;
    Ok(OpenedSession { user, token: visit::start_session(app, user, device).await? })
}

/// Signs a device in. When address and password do not belong together, it does not say which is wrong.
pub async fn sign_in(app: &App, email: &str, password: String, device: &str) -> Answer<OpenedSession> {
    let user = visit::authenticate(app, email, password).await?;
    let user = user.ok_or_else(|| AppError::invalid("password", "invalid-sign-in"))?;
    Ok(OpenedSession { user, token: visit::start_session(app, user, device).await? })
}

/// Signs a device out: this one, or another of the same user by its digest. One that is signed out already is not there.
pub async fn sign_out(app: &App, visitor: &Visitor, token_digest: &str) -> Answer<()> {
    let end = EndSession { locality: visitor.user.locality(), token_digest: token_digest.to_owned() };
    Ok(app.store.run(app.store.request(end.locality, visitor.actor()), end).await?)
}

/// A user's own account.
pub async fn account(app: &App, visitor: &Visitor) -> Answer<Account> {
    let key = (visitor.user.locality(), visitor.user);
    let params = [Value::Id(visitor.user.bits()), Value::Int(app.now().0)];
    let devices = async { Ok(app.store.view::<SignedInDevice>(key.0, &params).await?) };
    let read = |draft: &mut Draft<'_>| {
        let mut keys = Keys::default();
        keys.one::<User>(key);
        keys.one::<Person>(key);
        keys.all::<Credential>(key);
        draft.ask(keys)?;
        Ok((draft.get::<User>(key)?, draft.get::<Person>(key)?, draft.list::<Credential>(key)?))
    };
    let ((user, person, credentials), devices) = tokio::try_join!(app.look(Some(visitor), read), devices)?;
    Ok(Account { user, person, credentials, devices })
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
