//! `/passkeys`: what shows who you are without a password. They are made and used on pages, since a passkey is good for the
//! address of those alone.

use super::call::Call;
use super::sent::Sent;
use crate::error::Answer;
use crate::nouns::users;
use market::users::passkeys::{OwnPasskey, RemovePasskey};

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::get("/passkeys", list)
            .about("They are made and used on pages: a passkey is good at one address alone."),
        Call::remove::<RemovePasskey>("/passkeys/{passkey}").proven(),
    ]
}

async fn list(sent: Sent) -> Answer<Vec<OwnPasskey>> {
    users::passkeys(&sent.app, sent.visitor()?.user).await
}
