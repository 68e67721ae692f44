//! People: their names, accounts, sessions, codes, papers, complaints, and how they leave.

use crate::hand::{Call, Hand};
use crate::operator;
use kernel::{Date, Id, Locality};
use ledger::Account;
use market::admin::closing::{BeginClosing, CloseUser, EraseRows};
use market::options::blocks::{Block, BlockUser, UnblockUser};
use market::options::favored_counterparties::{Favorite, Unfavor};
use market::support::complaints::{AnswerComplaint, Complain, Complaint, ComplaintStage};
use market::support::notices::{Notice, ReadNotices};
use market::trade::Trade;
use market::users::codes::{CodePurpose, EnterCode, SendCode, SentCode};
use market::users::passkeys::{AddPasskey, Passkey, RemovePasskey, UsePasskey};
use market::users::photos::Photo;
use market::users::registration::{ClaimStage, RecordCheck};
use market::users::{
    ChangeDetails, ClaimName, EndSession, EndSessions, FreeName, KeepName, MoveName, OpenUser, PersonDetails,
    Proof, ProveSession, SeeSession, Session, SetPassword, SignInName, StartSession, User, UserKind,
    UserStage,
};

/// How many there are who may have an account.
const NAMES: i64 = 4_000;
/// Market areas in which people live.
const HOMES: [Locality; 2] = [Locality(1), Locality(2)];

/// Somebody claims a name.
pub(crate) fn claim_name(hand: &mut Hand<'_>) -> Option<Call> {
    let name = format!("p{}", hand.between(0, NAMES));
    let home = hand.one(&HOMES)?;
    let digest = kernel::hex_digest(format!("{name}@example.org").as_bytes());
    // What the name was made from is kept where its password's hash would be.
    Some(Call::by_market(ClaimName { digest, password_hash: name, home }))
}

pub(super) fn open_user(hand: &mut Hand<'_>) -> Option<Call> {
    let name = hand.record_that::<SignInName>(|name| name.opened_at.is_none())?;
    opening(hand, &name)
}

/// The account of a claimed name.
pub(crate) fn opening(hand: &mut Hand<'_>, name: &SignInName) -> Option<Call> {
    let kind = if hand.draw.percent(65) { UserKind::Person } else { UserKind::Organization };
    let year = i16::try_from(hand.between(1950, 2012)).ok()?;
    let born_on = (kind == UserKind::Person).then(|| Date::new(year, 5, 4).ok()).flatten();
    let place = hand.place()?;
    let email = format!("{}@example.org", name.password_hash);
    let details = host::people::details(&name.password_hash, &email, &place, born_on).ok()?;
    let street = hand.maybe(60, |_| "12 SE Ash Street".parse().ok());
    let person = PersonDetails { street, ..details };
    let is_confirmed = hand.draw.percent(90);
    Some(Call::by_market(OpenUser { user: name.user_id, kind, is_confirmed, person }))
}

pub(super) fn keep_name(hand: &mut Hand<'_>) -> Option<Call> {
    let name = hand.record_that::<SignInName>(|name| name.opened_at.is_none())?;
    Some(keeping(&name))
}

/// A claimed name is kept.
pub(crate) fn keeping(name: &SignInName) -> Call {
    Call::by_market(KeepName { digest: name.digest.clone(), user: name.user_id })
}

pub(super) fn move_name(hand: &mut Hand<'_>) -> Option<Call> {
    let name = hand.record::<SignInName>()?;
    let user = name.user_id;
    let code = hand.memory.find::<SentCode>((Hand::home(user), user, CodePurpose::Address));
    let to = match code {
        Some(code) => kernel::hex_digest(code.email.folded().as_bytes()),
        None => hand.digest(),
    };
    Some(Call::by(user, MoveName { user, from: name.digest, to }))
}

pub(super) fn set_password(hand: &mut Hand<'_>) -> Option<Call> {
    let SignInName { user_id: user, digest, password_hash, .. } = hand.record::<SignInName>()?;
    Some(Call::by(user, SetPassword { user, digest, password_hash }))
}

pub(super) fn free_name(hand: &mut Hand<'_>) -> Option<Call> {
    let is_closed = |hand: &Hand<'_>, name: &SignInName| {
        let user = hand.memory.find::<User>((name.home, name.user_id));
        user.is_some_and(|user| user.stage == UserStage::Closed)
    };
    let name = hand.record::<SignInName>().filter(|name| is_closed(hand, name))?;
    Some(Call::by_market(FreeName { user: name.user_id, digest: name.digest }))
}

pub(super) fn start_session(hand: &mut Hand<'_>) -> Option<Call> {
    let (user, token_digest) = (hand.user()?, hand.digest());
    let (is_shared, is_proved) = (hand.draw.percent(30), hand.draw.percent(20));
    let (device, system) = ("Firefox".to_owned(), None);
    Some(Call::by(user, StartSession { user, token_digest, device, system, is_shared, is_proved }))
}

/// A session that lives, mostly.
fn session(hand: &mut Hand<'_>) -> Option<Session> {
    let now = hand.now;
    let live = hand.record_that::<Session>(|session| session.is_live(now));
    live.or_else(|| hand.maybe(10, Hand::record::<Session>))
}

pub(super) fn see_session(hand: &mut Hand<'_>) -> Option<Call> {
    let Session { token_digest, user_id: user, .. } = session(hand)?;
    Some(Call::by(user, SeeSession { user, token_digest }))
}

pub(super) fn prove_session(hand: &mut Hand<'_>) -> Option<Call> {
    let Session { token_digest, user_id: user, .. } = session(hand)?;
    let by = hand.one(Proof::ALL)?;
    Some(Call::by(user, ProveSession { user, token_digest, by }))
}

pub(super) fn add_passkey(hand: &mut Hand<'_>) -> Option<Call> {
    let (user, credential, public_key) = (hand.user()?, hand.digest(), hand.digest());
    let (device, system, sign_count) = ("Firefox".to_owned(), None, hand.draw.between(0, 2));
    Some(Call::by(user, AddPasskey { user, credential, public_key, sign_count, device, system }))
}

/// A passkey that has signed once more; or, now and then, one that was copied.
pub(super) fn use_passkey(hand: &mut Hand<'_>) -> Option<Call> {
    let passkey: Passkey = hand.record()?;
    let sign_count = passkey.sign_count.saturating_add(i64::from(hand.draw.percent(80)));
    Some(Call::by(passkey.user_id, UsePasskey { user: passkey.user_id, passkey: passkey.id, sign_count }))
}

pub(super) fn remove_passkey(hand: &mut Hand<'_>) -> Option<Call> {
    let Passkey { user_id: user, id: passkey, .. } = hand.record()?;
    Some(Call::by(user, RemovePasskey { user, passkey }))
}

pub(super) fn end_session(hand: &mut Hand<'_>) -> Option<Call> {
    let Session { locality, token_digest, user_id, .. } = hand.record::<Session>()?;
    Some(Call::by(user_id, EndSession { locality, token_digest }))
}

pub(super) fn end_sessions(hand: &mut Hand<'_>) -> Option<Call> {
    let Session { token_digest, user_id: user, .. } = hand.record::<Session>()?;
    let other = hand.record::<Session>()?.token_digest;
    Some(Call::by(user, EndSessions { user, token_digests: vec![token_digest, other] }))
}

pub(super) fn change_details(hand: &mut Hand<'_>) -> Option<Call> {
    let (user, post_code) = (hand.user()?, hand.post_code()?);
    let name = hand.one(&["Ana Rivera", "Café Arroyo", "陳大文"])?;
    let phone = hand.maybe(40, |_| "+15035550123".parse().ok());
    let street = hand.maybe(60, |_| "310 Southeast Division Street".parse().ok());
    let language = hand.one(&["en", "es", "zh-Hant"])?.to_owned();
    let display_name = name.parse().ok()?;
    let born_on = None;
    Some(Call::by(user, ChangeDetails { user, display_name, phone, language, born_on, street, post_code }))
}

pub(super) fn send_code(hand: &mut Hand<'_>) -> Option<Call> {
    let purpose = hand.one(CodePurpose::ALL)?;
    let asking = session(hand).filter(|_| [CodePurpose::Proof, CodePurpose::Address].contains(&purpose));
    let user = asking.as_ref().map_or_else(|| hand.user(), |session| Some(session.user_id))?;
    let session = asking.map(|session| session.token_digest);
    let address = format!("p{}@example.org", hand.between(0, NAMES));
    let new_email = if purpose == CodePurpose::Address { address.parse().ok() } else { None };
    Some(Call::by(user, SendCode { user, purpose, new_email, session }))
}

pub(super) fn enter_code(hand: &mut Hand<'_>) -> Option<Call> {
    let now = hand.now;
    let is_good = |code: &SentCode| code.expires_at > now && code.entered_at.is_none();
    let code = hand.record_that::<SentCode>(is_good).or_else(|| hand.maybe(5, Hand::record::<SentCode>))?;
    let SentCode { user_id: user, purpose, digest, .. } = code;
    let digest = if hand.draw.percent(80) { digest } else { hand.digest() };
    Some(Call::by(user, EnterCode { user, purpose, digest }))
}

/// Whoever has neither money nor a trade; an edge asks for no other account to be closed.
pub(super) fn begin_closing(hand: &mut Hand<'_>) -> Option<Call> {
    let user = hand.user()?;
    let is_empty = |account: &Account| account.available.0 == 0 && account.reserved.0 == 0;
    let accounts = hand.memory.list::<Account>((Hand::home(user), user.cast()));
    let is_free = accounts.iter().all(is_empty) && !hand.pool.trades(hand.memory, user);
    is_free.then(|| Call::by(user, BeginClosing { user }))
}

fn closing(hand: &Hand<'_>) -> Option<Id<User>> {
    let users = HOMES.iter().flat_map(|home| hand.memory.list::<User>((*home,)));
    let mut closing = users.filter(|user| user.stage == UserStage::Closing);
    closing.find(|user| !hand.pool.trades(hand.memory, user.id)).map(|user| user.id)
}

pub(super) fn erase_rows(hand: &mut Hand<'_>) -> Option<Call> {
    let user = closing(hand)?;
    let notices = (0..3).filter_map(|_| hand.record::<Notice>()).map(|notice| notice.id).collect();
    let photos = hand.record::<Photo>().map(|photo| photo.digest).into_iter().collect();
    let sessions = hand.record::<Session>().map(|session| session.token_digest).into_iter().collect();
    let complaints = hand.record::<Complaint>().map(|complaint| complaint.id).into_iter().collect();
    let resources = vec![user.cast()];
    let rows = EraseRows { notices, photos, sessions, complaints, resources, ..EraseRows::of(user) };
    Some(Call::by(user, rows))
}

pub(super) fn close_user(hand: &mut Hand<'_>) -> Option<Call> {
    let user = closing(hand)?;
    Some(Call::by(user, CloseUser { user }))
}

pub(super) fn record_check(hand: &mut Hand<'_>) -> Option<Call> {
    let user = hand.user()?;
    let (sellers, buyers) =
        (host::people::claims(&hand.books.rulebook), host::people::buyer_claims(&hand.books.rulebook));
    let claim = hand.one(&[sellers, buyers].concat())?;
    Some(check(hand, user, claim))
}

/// What a register says of a claim.
pub(crate) fn check(hand: &mut Hand<'_>, user: Id<User>, claim: String) -> Call {
    let stage = if hand.draw.percent(92) { ClaimStage::Verified } else { ClaimStage::Revoked };
    let days = hand.between(30, 900);
    let expires_on = hand.maybe(30, |hand| Some(hand.now.day().plus(days)));
    let issuer = "simulated register".to_owned();
    Call::by_market(RecordCheck { user, claim, stage, issuer, expires_on })
}

pub(super) fn unfavor(hand: &mut Hand<'_>) -> Option<Call> {
    let Favorite { owner, other, .. } = hand.record::<Favorite>()?;
    Some(Call::by(owner, Unfavor { owner, other }))
}

pub(super) fn block(hand: &mut Hand<'_>) -> Option<Call> {
    let (owner, other) = (hand.user()?, hand.user()?);
    Some(Call::by(owner, BlockUser { owner, other }))
}

/// Takes one of few blocks back: while all of them stood, fewer and fewer would deal with each other.
pub(super) fn unblock(hand: &mut Hand<'_>) -> Option<Call> {
    let Block { owner, other, .. } = hand.memory.all::<Block>().find_map(Result::ok)?;
    Some(Call::by(owner, UnblockUser { owner, other }))
}

pub(super) fn read_notices(hand: &mut Hand<'_>) -> Option<Call> {
    let Notice { user_id: user, id: up_to, .. } = hand.record::<Notice>()?;
    Some(Call::by(user, ReadNotices { user, up_to }))
}

pub(super) fn complain(hand: &mut Hand<'_>) -> Option<Call> {
    let trade = hand.maybe(70, Hand::record::<Trade>);
    let user = trade.as_ref().map(|trade| trade.buyer).or_else(|| hand.user())?;
    let statement = "It was an hour less than agreed.".parse().ok()?;
    Some(Call::by(user, Complain { user, about: trade.map(|trade| trade.id), statement }))
}

pub(super) fn answer_complaint(hand: &mut Hand<'_>) -> Option<Call> {
    let complaint = hand.record_that::<Complaint>(|complaint| complaint.stage == ComplaintStage::Open)?.id;
    let answer = "You are right.".parse().ok()?;
    Some(Call::by(operator(complaint.locality()), AnswerComplaint { complaint, answer }))
}
