//! `/users`, `/sessions`, `/account`, `/credentials`, `/inbox`.

use super::call::{Body, Key, SignedIn, id};
use super::fault::{Answer, Fault};
use super::shapes::moment;
use crate::app::App;
use crate::desk::accounts::{self, SignUp};
use crate::error::AppError;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::{delete, get, post, put};
use axum::{Json, Router};
use kernel::{Date, Day};
use market::users::{User, UserKind, reliability::TrackRecord};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/users", post(sign_up))
        .route("/users/{id}/track-record", get(track_record))
        .route("/sessions", post(sign_in))
        .route("/sessions/{digest}", delete(sign_out))
        .route("/account", get(account))
        .route("/account/tax-pot", put(tax_pot))
        .route("/credentials", get(credentials).post(ask_register))
        .route("/inbox", get(inbox))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignUpBody {
    kind: UserKind,
    display_name: String,
    email: String,
    password: String,
    phone: Option<String>,
    language: Option<String>,
    /// `YYYY-MM-DD`; asked of people.
    born_on: Option<Date>,
    street: Option<String>,
    post_code: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignInBody {
    email: String,
    password: String,
}

#[derive(Serialize)]
struct SignedInBody {
    user: String,
    /// Shown this once: send it as `Authorization: Bearer TOKEN`.
    token: String,
}

async fn sign_up(
    State(app): State<App>,
    headers: HeaderMap,
    Key(key): Key,
    Body(body): Body<SignUpBody>,
) -> Answer<(StatusCode, Json<SignedInBody>)> {
    let sign_up = SignUp {
        kind: body.kind,
        display_name: body.display_name,
        email: body.email,
        password: body.password,
        phone: body.phone,
        language: body.language.unwrap_or_else(|| "en".to_owned()),
        born_on: body.born_on.map(Day::of),
        street: body.street,
        post_code: body.post_code,
    };
    let signed_in = accounts::sign_up(&app, sign_up, (&key, device(&headers))).await?;
    let body = SignedInBody { user: signed_in.user.to_string(), token: signed_in.token };
    Ok((StatusCode::CREATED, Json(body)))
}

async fn sign_in(
    State(app): State<App>,
    headers: HeaderMap,
    Body(body): Body<SignInBody>,
) -> Answer<(StatusCode, Json<SignedInBody>)> {
    let signed_in = accounts::sign_in(&app, &body.email, (body.password, device(&headers))).await?;
    let body = SignedInBody { user: signed_in.user.to_string(), token: signed_in.token };
    Ok((StatusCode::CREATED, Json(body)))
}

/// `current` ends the session of this call.
async fn sign_out(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Path(digest): Path<String>,
) -> Answer<StatusCode> {
    let digest = if digest == "current" { visitor.token_digest.clone() } else { digest };
    accounts::sign_out(&app, &visitor, &digest).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn account(State(app): State<App>, SignedIn(visitor): SignedIn) -> Answer<Json<Value>> {
    let account = accounts::account(&app, &visitor).await?;
    let devices: Vec<Value> = account
        .devices
        .iter()
        .map(|device| {
            json!({
                "session": device.token_digest, "device": device.device,
                "started_at": moment(device.started_at), "expires_at": moment(device.expires_at),
                "is_current": device.token_digest == visitor.token_digest,
            })
        })
        .collect();
    Ok(Json(json!({
        "user": account.user.id, "kind": account.user.kind, "display_name": account.person.display_name,
        "email": account.person.email, "phone": account.person.phone, "language": account.person.language,
        "born_on": account.person.born_on.map(kernel::Day::date), "street": account.person.street,
        "post_code": account.person.post_code, "wants_tax_pot": account.user.wants_tax_pot,
        "sessions": devices, "csrf": visitor.csrf(&app),
    })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TaxPotBody {
    wants_tax_pot: bool,
}

async fn tax_pot(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Body(body): Body<TaxPotBody>,
) -> Answer<StatusCode> {
    accounts::choose_tax_pot(&app, &visitor, body.wants_tax_pot).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn credentials(State(app): State<App>, SignedIn(visitor): SignedIn) -> Answer<Json<Value>> {
    let account = accounts::account(&app, &visitor).await?;
    let credentials: Vec<Value> = account
        .credentials
        .iter()
        .map(|credential| {
            json!({
                "claim": credential.claim, "stage": credential.stage, "issuer": credential.issuer,
                "expires_on": credential.expires_on.map(kernel::Day::date),
                "checked_at": moment(credential.checked_at),
            })
        })
        .collect();
    Ok(Json(json!({ "credentials": credentials })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClaimBody {
    claim: String,
}

async fn ask_register(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Key(_): Key,
    Body(body): Body<ClaimBody>,
) -> Answer<StatusCode> {
    accounts::ask_register(&app, &visitor, &body.claim).await?;
    Ok(StatusCode::CREATED)
}

async fn inbox(
    State(app): State<App>,
    headers: HeaderMap,
    SignedIn(visitor): SignedIn,
) -> Answer<Json<Value>> {
    let account = accounts::account(&app, &visitor).await?;
    let place = app.directory.place(&account.person.post_code).ok_or(Fault::from(AppError::NotFound))?;
    let reader =
        crate::words::Reader { app: &app, loc: super::call::locale(&headers), zone: place.zone.clone() };
    let lines = accounts::inbox(&app, &visitor).await?;
    let notices: Vec<Value> = lines
        .iter()
        .map(|line| {
            json!({
                "id": line.id, "words": reader.notice(&line.sentence, &line.arguments).plain(),
                "sentence": line.sentence, "subject": line.subject,
                "told_at": moment(line.told_at), "read_at": line.read_at.map(moment),
            })
        })
        .collect();
    Ok(Json(json!({ "notices": notices })))
}

async fn track_record(State(app): State<App>, Path(user): Path<String>) -> Answer<Json<Value>> {
    let user = id::<User>(&user)?;
    app.store.find::<User>((user.locality(), user)).await?.ok_or(AppError::NotFound)?;
    let record = app.store.find::<TrackRecord>((user.locality(), user)).await?;
    let count = |of: fn(&TrackRecord) -> i64| record.as_ref().map_or(0, of);
    Ok(Json(json!({
        "user": user,
        "kept_count": count(|record| record.kept_count),
        "cancelled_count": count(|record| record.cancelled_count),
        "no_show_count": count(|record| record.no_show_count),
        "bought_count": count(|record| record.bought_count),
    })))
}

fn device(headers: &HeaderMap) -> &str {
    headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("a program")
}
