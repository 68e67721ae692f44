//! `/credentials`: what was checked of somebody.

use super::call::Call;
use super::sent::{Sent, Taken};
use crate::error::Answer;
use crate::nouns::{registration, users};
use kernel::Asks;
use market::users::registration::Credential;
use serde::Deserialize;

pub(super) fn calls() -> Vec<Call> {
    let ask =
        "The call is the user's permission. In the parallel market the register is simulated and says yes.";
    vec![
        Call::get("/credentials", list).about("Each claim with who checked it and until when it holds."),
        Call::post("/credentials", ask_register).about(ask),
    ]
}

/// What the register is asked about.
#[derive(Asks, Deserialize)]
struct Claim {
    /// What is claimed, by the name that rules use.
    #[ask(example = "food_handler_card")]
    claim: String,
}

impl Taken for Claim {}

async fn list(sent: Sent) -> Answer<Vec<Credential>> {
    Ok(users::account(&sent.app, sent.visitor()?).await?.credentials)
}

async fn ask_register(sent: Sent, asked: Claim) -> Answer<()> {
    registration::ask_register(&sent.app, sent.visitor()?, &asked.claim, sent.key()?).await
}
