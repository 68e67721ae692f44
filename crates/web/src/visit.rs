//! Who asks: sessions and passwords.

use crate::app::App;
use crate::client::Client;
use crate::device::Device;
use crate::error::AppError;
use crate::i18n::Lang;
use crate::secret::fresh_secret;
use crate::security::{self, Event};
use crate::slow::Slow;
use crate::visitor::Visitor;
use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier};
use axum::http::{HeaderMap, header};
use kernel::{EmailAddress, Id, Locality};
use market::concession::SessionTerms;
use market::users::{SeeSession, Session, SignInName, StartSession, User};
use std::sync::LazyLock;

/// The name of the session's cookie.
pub const COOKIE: &str = "session";

/// The visitor of a request: a bearer token, or the cookie. A token that is unknown or over is nobody.
///
/// # Errors
/// [`AppError::Unavailable`] when the records cannot be read.
pub async fn visitor(app: &App, headers: &HeaderMap) -> Result<Option<Visitor>, AppError> {
    let Some(token) = bearer(headers).or_else(|| cookie(headers)) else { return Ok(None) };
    let (session, now) = (session(app, token).await?, app.now());
    let Some(session) = session.filter(|session| session.is_live(now)) else { return Ok(None) };
    security::is_of(Some(session.user_id));
    if session.is_to_be_seen(&SessionTerms::on(&app.rulebook, now.day().date())?, now) {
        let (user, token_digest) = (session.user_id, session.token_digest.clone());
        let seen =
            app.store.run(app.store.request(user.locality(), user.cast()), SeeSession { user, token_digest });
        // It is seen at the next request, if it cannot be now.
        let _ = seen.await;
    }
    Ok(Some(Visitor {
        user: session.user_id,
        token_digest: session.token_digest,
        secret: proof("secret", token),
        csrf: proof("csrf", token),
        is_shared: session.is_shared,
        proved_until: session.proved_until,
    }))
}

/// The session of a token, whether it lives or is over.
///
/// # Errors
/// As [`visitor`].
pub(crate) async fn session(app: &App, token: &str) -> Result<Option<Session>, AppError> {
    let Some(home) = token.split_once('.').and_then(|(home, _)| i64::from_str_radix(home, 16).ok()) else {
        return Ok(None);
    };
    let digest = kernel::hex_digest(token.as_bytes());
    Ok(app.store.find::<Session>((Locality(home), digest)).await?)
}

/// The language that a request likes best of ours.
pub fn language(headers: &HeaderMap) -> Lang {
    let lists = headers.get_all(header::ACCEPT_LANGUAGE).iter().filter_map(|list| list.to_str().ok());
    Lang::accepted(&lists.collect::<Vec<_>>().join(","))
}

/// Whether a request carries its own token rather than a cookie that a browser adds by itself.
pub fn is_bearer(headers: &HeaderMap) -> bool {
    bearer(headers).is_some()
}

/// Whether a browser says that a page of another origin sends this: by `Sec-Fetch-Site`, or by an `Origin` that is not where it is
/// sent. A program that is no browser sends neither.
pub fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => !["same-origin", "none"].contains(&site),
        (None, Some(origin)) => origin.split_once("://").map(|(_, host)| host) != text("host"),
        (None, None) => false,
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    cookies.split("; ").find_map(|pair| pair.strip_prefix(COOKIE)?.strip_prefix('='))
}

/// What only somebody who knows a cookie can make of it, for a purpose. A page of another place can have a browser send
/// the cookie, but cannot read it. It takes no secret of a process, so every process knows the forms of the others,
/// and of those before it.
pub fn proof(purpose: &str, cookie: &str) -> String {
    kernel::hex_digest(format!("{purpose}\0{cookie}").as_bytes())
}

/// The digest under which a sign-in name is kept: of the address in lower case.
pub fn name_digest(email: &EmailAddress) -> String {
    kernel::hex_digest(email.folded().as_bytes())
}

/// Hashes a password with argon2id. Slow on purpose; runs beside the requests.
///
/// The salt comes from `key`, so that a request that is sent again makes the same hash, in whichever process. A salt
/// need not be secret, only another for every user.
///
/// # Errors
/// [`AppError::Internal`] when the hash cannot be made; [`AppError::Unavailable`] when too many wait for theirs.
pub async fn hash_password(password: String, key: &str) -> Result<String, AppError> {
    let salt: String = proof("salt", key).chars().take(32).collect();
    let hash = HASHING.run(move || {
        let hashed = Argon2::default().hash_password_with_salt(password.as_bytes(), salt.as_bytes());
        hashed.map(|hash| hash.to_string())
    });
    hash.await?.map_err(|_| AppError::Internal("password".to_owned()))
}

/// Each takes 19 MiB and a core for some hundredths of a second: half of the cores are left to everybody else.
static HASHING: LazyLock<Slow> = LazyLock::new(|| {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    Slow::new((cores / 2).max(1), HASHES_WAITING)
});
const HASHES_WAITING: usize = 64;

/// Who signs in by an address and a password; `None` when the two do not belong together, whichever is wrong.
///
/// # Errors
/// As [`visitor`]; [`AppError::Unavailable`] too when too many sign in at the same time; [`AppError::TooMany`] when it was tried
/// too often.
pub async fn authenticate(
    app: &App,
    client: &Client,
    email: &str,
    password: String,
) -> Result<Option<Id<User>>, AppError> {
    let Ok(email) = email.parse::<EmailAddress>() else { return Ok(None) };
    let digest = name_digest(&email);
    let attempt = app.attempts().password(&digest, client.network, app.now())?;
    let name = app.store.find::<SignInName>((Locality::NAMES, digest)).await?;
    // A claim whose account was never opened is nobody's yet.
    let name = name.filter(|name| name.opened_at.is_some());
    // A name that nobody has takes as long as one with another password.
    let hash = name.as_ref().map_or(ABSENT.to_owned(), |name| name.password_hash.clone());
    let fits = HASHING.run(move || {
        let Ok(hash) = PasswordHash::new(&hash) else { return false };
        Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
    });
    let fits = fits.await?;
    if fits {
        app.attempts().was_right(attempt);
    }
    let user = name.map(|name| name.user_id);
    security::told(if fits { Event::PasswordRight } else { Event::PasswordWrong }, user);
    Ok(user.filter(|_| fits))
}

/// Whether the password that a hash was made of is still the one by which a user signs in under a name.
///
/// # Errors
/// As [`visitor`].
pub(crate) async fn is_password_of(
    app: &App,
    user: Id<User>,
    digest: String,
    password_hash: &str,
) -> Result<bool, AppError> {
    let name = app.store.find::<SignInName>((Locality::NAMES, digest)).await?;
    Ok(name.is_some_and(|name| name.user_id == user && name.password_hash == password_hash))
}

/// A hash of nothing that anybody can type.
const ABSENT: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$YWJzZW50YWJzZW50YWI$c2Vl0i8PhUzUDKtQ2tw6yYk6mpSV9n5dUZgYVd5W2Zg";

/// How a session begins.
#[derive(Clone, Copy, Debug, Default)]
pub struct Begun<'a> {
    /// What the device calls itself.
    pub device: &'a str,
    /// Whether others use it too.
    pub is_shared: bool,
    /// Whether it is begun with two factors.
    pub is_proved: bool,
}

/// Starts a session on a device, which names itself so, and gives its token, which is shown this once.
///
/// # Errors
/// [`AppError`], when the user is gone.
pub async fn start_session(app: &App, user: Id<User>, begun: Begun<'_>) -> Result<String, AppError> {
    let Begun { device, is_shared, is_proved } = begun;
    let token = format!("{:x}.{}", user.locality().0, fresh_secret());
    let Device { program, system } = Device::of(device);
    let token_digest = kernel::hex_digest(token.as_bytes());
    let start = StartSession { user, token_digest, device: program, system, is_shared, is_proved };
    app.store.run(app.store.request(user.locality(), user.cast()), start).await?;
    security::told(Event::SessionBegun, Some(user));
    Ok(token)
}

/// The header that gives a browser its session, to keep for as long as a session lasts; on a device that others use too, until
/// the browser is closed.
///
/// # Errors
/// [`AppError::Internal`] when the rulebook does not say how long that is.
pub fn session_cookie(app: &App, token: &str, is_shared: bool) -> Result<String, AppError> {
    let terms = SessionTerms::on(&app.rulebook, app.now().day().date())?;
    Ok(set_cookie(token, (!is_shared).then(|| terms.longest(false).saturating_mul(60))))
}

/// The header that takes a session away from a browser.
pub fn no_cookie() -> String {
    set_cookie("", Some(0))
}

fn set_cookie(token: &str, lasts_s: Option<i64>) -> String {
    let lasts = lasts_s.map(|lasts_s| format!("; Max-Age={lasts_s}")).unwrap_or_default();
    format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax{lasts}")
}
