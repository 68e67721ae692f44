//! `/users`, `/sessions`, `/account`, `/credentials`, `/inbox`.

use super::call::{Asked, At, Body, Key, Listed, SignedIn, Word, cursor, device, locale};
use super::fault::Answer;
use super::shapes::{Day, Made, Rfc3339, Uuid, words};
use crate::app::App;
use crate::error::AppError;
use crate::nouns::users::{self, SignUp, Told};
use crate::words::Reader;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use market::support::notices::SubjectKind;
use market::users::{
    SignedInDevice, User, UserKind,
    registration::{ClaimStage, Credential},
    reliability::TrackRecord,
};
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::Object;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(sign_up))
        .routes(routes!(track_record))
        .routes(routes!(sign_in))
        .routes(routes!(sign_out))
        .routes(routes!(account))
        .routes(routes!(choose_tax_pot))
        .routes(routes!(credentials, ask_register))
        .routes(routes!(inbox))
}

/// What a new user sends.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "person", "display_name": "Ana R.", "email": "ana@example.org",
    "password": "three plain words", "born_on": "1990-05-04", "post_code": "97202",
}))]
struct NewUser {
    /// A person, who can sell work, or an organisation.
    #[schema(schema_with = user_kinds)]
    kind: UserKind,
    /// How others see the user: first name and initial, or the organisation's name.
    display_name: String,
    /// Where messages go, and the name to sign in with.
    email: String,
    /// Twelve characters or more.
    password: String,
    /// Where text messages go.
    phone: Option<String>,
    /// The language of messages: `en`, which it is unless said otherwise, or `es`.
    language: Option<String>,
    /// Date of birth, `YYYY-MM-DD`; asked of people.
    born_on: Option<Day>,
    /// Street and number, where work for this user is done.
    street: Option<String>,
    /// The post code.
    post_code: String,
}

/// Address and password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "email": "ana@example.org", "password": "three plain words" }))]
struct Credentials {
    email: String,
    password: String,
}

/// A session that has just begun.
#[derive(Serialize, ToSchema)]
struct Session {
    /// Whose.
    user: Uuid,
    /// Shown this once. Send it with each call as `Authorization: Bearer TOKEN`.
    token: String,
}

/// A user as the user sees it.
#[derive(Serialize, ToSchema)]
struct Account {
    user: Uuid,
    #[schema(schema_with = user_kinds)]
    kind: UserKind,
    display_name: String,
    email: String,
    phone: Option<String>,
    language: String,
    born_on: Option<Day>,
    street: Option<String>,
    post_code: String,
    /// Whether part of every payment is set aside for tax.
    wants_tax_pot: bool,
    /// Where the user is signed in.
    sessions: Vec<OpenSession>,
    /// What to send as `X-CSRF` when the session comes as a cookie.
    csrf: String,
}

/// A device that is signed in.
#[derive(Serialize, ToSchema)]
struct OpenSession {
    /// Names it to `DELETE /sessions/{session}`.
    session: String,
    /// What it calls itself.
    device: String,
    started_at: Rfc3339,
    expires_at: Rfc3339,
    /// Whether this call came from it.
    is_current: bool,
}

/// Whether part of every payment is set aside for tax.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "wants_tax_pot": true }))]
struct TaxPot {
    wants_tax_pot: bool,
}

/// A claim about a user that was checked.
#[derive(Serialize, ToSchema)]
struct VerifiedClaim {
    /// What is claimed, by the name that rules use.
    claim: String,
    #[schema(schema_with = claim_stages)]
    stage: ClaimStage,
    /// Who checked it.
    issuer: String,
    /// The last day it holds, if it ends.
    expires_on: Option<Day>,
    checked_at: Rfc3339,
}

/// What the register is asked about.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "claim": "food_handler_card" }))]
struct Claim {
    claim: String,
}

/// A line of the inbox.
#[derive(Serialize, ToSchema)]
struct Notice {
    id: Uuid,
    /// The notice in words.
    words: String,
    /// Which notice it is: stable.
    #[schema(example = "trade/paid")]
    code: String,
    /// What kind of thing it is about.
    #[schema(schema_with = subject_kinds)]
    about: SubjectKind,
    /// Which.
    subject: Uuid,
    told_at: Rfc3339,
    /// Whether it was not read before; this call reads it.
    is_new: bool,
}

/// What became of a user's contracts.
#[derive(Serialize, ToSchema)]
#[schema(as = TrackRecord)]
struct KeptRecord {
    user: Uuid,
    /// Trades worked and settled as the seller.
    kept_count: i64,
    /// Trades that the user agreed to as the seller: kept, called off or not come to.
    agreed_count: i64,
    /// Trades called off as the seller, after agreement.
    cancelled_count: i64,
    /// Trades in which nothing came from the user as the seller.
    missed_count: i64,
    /// Trades paid in full as the buyer.
    bought_count: i64,
    /// Trades called off as the buyer, after agreement and late.
    bought_cancelled_count: i64,
}

/// Which page of the inbox is asked for, and in which language, where a header cannot be set.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct InboxAsked {
    /// `en` or `es`, instead of `Accept-Language`.
    language: Option<String>,
    /// Where the page begins: as the `Link` of the page before has it. Left out, at the beginning.
    after: Option<String>,
}

/// Sign up
///
/// Opens an account and begins a session. Sent again under the same key, it opens no second account.
#[utoipa::path(
    post, path = "/users", tag = "Users", security(()), request_body = NewUser,
    responses((status = 201, body = Session))
)]
async fn sign_up(
    State(app): State<App>,
    headers: HeaderMap,
    Key(key): Key,
    Body(body): Body<NewUser>,
) -> Answer<Made<Session>> {
    let sign_up = SignUp {
        kind: body.kind,
        display_name: body.display_name,
        email: body.email,
        password: body.password,
        phone: body.phone,
        language: body.language.unwrap_or_else(|| locale(&headers).lang.code().to_owned()),
        born_on: body.born_on.map(|day| kernel::Day::of(day.0)),
        street: body.street,
        post_code: body.post_code,
    };
    let signed_in = users::sign_up(&app, sign_up, (&key, device(&headers))).await?;
    Ok((StatusCode::CREATED, Json(Session { user: signed_in.user.into(), token: signed_in.token })))
}

/// Sign in
///
/// Each call begins a session of its own, so it needs no key.
#[utoipa::path(
    post, path = "/sessions", tag = "Users", security(()), request_body = Credentials,
    responses((status = 201, body = Session))
)]
async fn sign_in(
    State(app): State<App>,
    headers: HeaderMap,
    Body(body): Body<Credentials>,
) -> Answer<Made<Session>> {
    let signed_in = users::sign_in(&app, &body.email, (body.password, device(&headers))).await?;
    Ok((StatusCode::CREATED, Json(Session { user: signed_in.user.into(), token: signed_in.token })))
}

/// Sign out
///
/// Ends the session that `GET /account` names so; `current` is the one of this call.
#[utoipa::path(delete, path = "/sessions/{session}", tag = "Users", responses((status = 204)))]
async fn sign_out(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Word(session): Word,
) -> Answer<StatusCode> {
    let digest = if session == "current" { visitor.token_digest.clone() } else { session };
    users::sign_out(&app, &visitor, &digest).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Your account
#[utoipa::path(get, path = "/account", tag = "Users", responses((status = 200, body = Account)))]
async fn account(State(app): State<App>, SignedIn(visitor): SignedIn) -> Answer<Json<Account>> {
    let users::Account { user, person, devices, .. } = users::account(&app, &visitor).await?;
    let device = |device: SignedInDevice| OpenSession {
        is_current: device.token_digest == visitor.token_digest,
        session: device.token_digest,
        device: device.device,
        started_at: device.started_at.into(),
        expires_at: device.expires_at.into(),
    };
    Ok(Json(Account {
        user: user.id.into(),
        kind: user.kind,
        display_name: person.display_name,
        email: person.email,
        phone: person.phone,
        language: person.language,
        born_on: person.born_on.map(|day| Day(day.date())),
        street: person.street,
        post_code: person.post_code,
        wants_tax_pot: user.wants_tax_pot,
        sessions: devices.into_iter().map(device).collect(),
        csrf: visitor.csrf,
    }))
}

/// Choose the tax pot
#[utoipa::path(
    put, path = "/account/tax-pot", tag = "Users", request_body = TaxPot, responses((status = 204))
)]
async fn choose_tax_pot(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Body(body): Body<TaxPot>,
) -> Answer<StatusCode> {
    users::choose_tax_pot(&app, &visitor, body.wants_tax_pot).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What was checked of you
#[utoipa::path(get, path = "/credentials", tag = "Users", responses((status = 200, body = [VerifiedClaim])))]
async fn credentials(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
) -> Answer<Json<Vec<VerifiedClaim>>> {
    let account = users::account(&app, &visitor).await?;
    let checked = |credential: Credential| VerifiedClaim {
        claim: credential.claim,
        stage: credential.stage,
        issuer: credential.issuer,
        expires_on: credential.expires_on.map(|day| Day(day.date())),
        checked_at: credential.checked_at.into(),
    };
    Ok(Json(account.credentials.into_iter().map(checked).collect()))
}

/// Ask the register
///
/// The call is the user's permission. In the parallel market the register is simulated and says yes.
#[utoipa::path(
    post, path = "/credentials", tag = "Users", request_body = Claim, responses((status = 204))
)]
async fn ask_register(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Key(key): Key,
    Body(body): Body<Claim>,
) -> Answer<StatusCode> {
    users::ask_register(&app, &visitor, &body.claim, &key).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Your inbox
///
/// The newest first, fifty a page: the header `Link` has the next one. Reading it marks it as read.
#[utoipa::path(
    get, path = "/inbox", tag = "Users", params(InboxAsked), responses((status = 200, body = [Notice]))
)]
async fn inbox(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    headers: HeaderMap,
    Asked(query): Asked<InboxAsked>,
) -> Answer<Listed<Notice>> {
    let account = users::account(&app, &visitor).await?;
    let place = app.directory.place(&account.person.post_code).ok_or(AppError::NotFound)?;
    let from = cursor(query.after.as_deref())?;
    let mut loc = locale(&headers);
    let mut kept = String::new();
    if let Some(lang) = query.language.as_deref().and_then(crate::i18n::Lang::from_code) {
        loc.lang = lang;
        kept = format!("language={}&", lang.code());
    }
    let reader = Reader { app: &app, loc, zone: place.zone.clone() };
    let notice = |Told { line, is_new }: Told| Notice {
        id: line.id.into(),
        words: reader.notice(&line.code, &line.arguments).plain(),
        code: line.code,
        about: line.about,
        subject: line.subject.into(),
        told_at: line.told_at.into(),
        is_new,
    };
    Ok(Listed(users::inbox(&app, &visitor, from).await?.map(notice), kept))
}

/// What somebody kept
///
/// From contracts only: nobody's opinion.
#[utoipa::path(
    get, path = "/users/{id}/track-record", tag = "Users", security(()),
    responses((status = 200, body = KeptRecord))
)]
async fn track_record(State(app): State<App>, At(user): At<User>) -> Answer<Json<KeptRecord>> {
    app.store.find::<User>((user.locality(), user)).await?.ok_or(AppError::NotFound)?;
    let record = app.store.find::<TrackRecord>((user.locality(), user)).await?;
    let count = |of: fn(&TrackRecord) -> i64| record.as_ref().map_or(0, of);
    Ok(Json(KeptRecord {
        user: user.into(),
        kept_count: count(|record| record.kept_count),
        agreed_count: count(TrackRecord::agreed_count),
        cancelled_count: count(|record| record.cancelled_count),
        missed_count: count(|record| record.missed_count),
        bought_count: count(|record| record.bought_count),
        bought_cancelled_count: count(|record| record.bought_cancelled_count),
    }))
}

fn subject_kinds() -> Object {
    words(SubjectKind::ALL.iter().map(|kind| kind.word()))
}

fn user_kinds() -> Object {
    words(UserKind::ALL.iter().map(|kind| kind.word()))
}

fn claim_stages() -> Object {
    words(ClaimStage::ALL.iter().map(|stage| stage.word()))
}
