//! `/favorites`: whom you would gladly deal with again.

use super::call::Call;
use super::sent::Sent;
use crate::error::Answer;
use crate::nouns::favored_counterparties::{self, Favored};
use market::options::favored_counterparties::{Favor, Unfavor};

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::get("/favorites", list).about("Nobody else sees them."),
        Call::act::<Favor>("/favorites"),
        Call::remove::<Unfavor>("/favorites/{other}"),
    ]
}

async fn list(sent: Sent) -> Answer<Vec<Favored>> {
    sent.look(|draft| favored_counterparties::list(draft)).await
}
