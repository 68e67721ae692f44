//! `/favorites`: whom you would gladly deal with again.

use super::call::Call;
use super::sent::Sent;
use crate::error::Answer;
use crate::nouns::favored_counterparties::{self, Favored};
use market::options::favored_counterparties::{Favor, Unfavor};

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::get("/favorites", "Your favorites", list).about("Nobody else sees them."),
        Call::act::<Favor>("/favorites", "Make somebody a favorite"),
        Call::remove::<Unfavor>("/favorites/{other}", "Take somebody off your favorites"),
    ]
}

async fn list(sent: Sent) -> Answer<Vec<Favored>> {
    sent.look(|draft| favored_counterparties::list(draft)).await
}
