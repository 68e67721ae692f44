//! `/credentials`: what was checked of somebody.

use super::call::{Answer, Body, Key, SignedIn};
use super::calls::{Call, shown};
use crate::app::App;
use crate::nouns::{registration, users};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use kernel::Asks;
use market::users::registration::Credential;
use serde::Deserialize;
use serde_json::Value;

const TAG: &str = "Users";

pub(super) fn calls() -> Vec<Call> {
    let ask =
        "The call is the user's permission. In the parallel market the register is simulated and says yes.";
    vec![
        Call::get::<Vec<Credential>>(TAG, "/credentials", "What was checked of you", "", get(list)),
        Call::post::<Claim, ()>(TAG, "/credentials", "Ask the register", ask, post(ask_register)),
    ]
}

/// What the register is asked about.
#[derive(Asks, Deserialize)]
struct Claim {
    /// What is claimed, by the name that rules use.
    #[ask(example = "food_handler_card")]
    claim: String,
}

async fn list(State(app): State<App>, SignedIn(visitor): SignedIn) -> Answer<Json<Value>> {
    Ok(shown(&app, &users::account(&app, &visitor).await?.credentials))
}

async fn ask_register(
    State(app): State<App>,
    SignedIn(visitor): SignedIn,
    Key(key): Key,
    Body(asked): Body<Claim>,
) -> Answer<StatusCode> {
    registration::ask_register(&app, &visitor, &asked.claim, &key).await?;
    Ok(StatusCode::NO_CONTENT)
}
