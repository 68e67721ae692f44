//! `/blocks`: with whom you do not deal.

use super::call::Call;
use super::sent::Sent;
use crate::error::Answer;
use crate::nouns::blocks::{self, Blocked};
use market::options::blocks::{BlockUser, UnblockUser};

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::get("/blocks", list).about("Nobody else sees them."),
        Call::act::<BlockUser>("/blocks"),
        Call::remove::<UnblockUser>("/blocks/{other}"),
    ]
}

async fn list(sent: Sent) -> Answer<Vec<Blocked>> {
    sent.look(|draft| blocks::list(draft)).await
}
