//! `/users/{id}/track-record`: what somebody kept.

use super::call::Call;
use super::sent::Sent;
use crate::error::Answer;
use kernel::Show;
use market::users::{User, reliability::TrackRecord};

pub(super) fn calls() -> Vec<Call> {
    let about = "From contracts only: nobody's opinion.";
    vec![Call::get("/users/{id}/track-record", show).about(about).public()]
}

/// What became of a user's contracts.
#[derive(Show)]
struct KeptRecord {
    #[show(flatten)]
    record: TrackRecord,
    /// Trades that the user agreed to as the seller: kept, called off or not come to.
    agreed_count: i64,
}

async fn show(sent: Sent) -> Answer<KeptRecord> {
    let user = sent.id::<User>()?;
    let read = sent.look(|draft| {
        draft.get::<User>((user.locality(), user))?;
        Ok(TrackRecord::of(draft, user)?)
    });
    let record = read.await?;
    Ok(KeptRecord { agreed_count: record.agreed_count(), record })
}
