//! `/work-requests`: hours that are asked of somebody you know.

use super::call::Call;
use super::sent::{Paged, Sent};
use crate::cursor::Page;
use crate::error::Answer;
use crate::nouns::known_sellers::{self, RequestSeen, Requests};
use kernel::{Id, Show, Zone};
use market::mechanisms::known_sellers::{
    AcceptRequest, DeclineRequest, RequestTime, RequestWork, WithdrawRequest, WorkRequest,
};
use market::trade::Trade;
use market::users::User;

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::list("/work-requests", made)
            .about("Those that you have made, the latest first, twenty a page."),
        Call::list("/work-requests-received", received)
            .about("Those that were made to you, the latest first, twenty a page."),
        Call::get("/work-requests/{request}", show).about("For its two sides."),
        Call::act::<RequestWork>("/work-requests"),
        Call::act::<AcceptRequest>("/work-requests/{request}/acceptance"),
        Call::act::<DeclineRequest>("/work-requests/{request}/refusal"),
        Call::act::<WithdrawRequest>("/work-requests/{request}/withdrawal"),
    ]
}

/// A request as you see it.
#[derive(Show)]
pub(super) struct RequestShown {
    #[show(flatten)]
    request: WorkRequest,
    /// Who asks.
    buyer: Id<User>,
    /// Who is asked.
    seller: Id<User>,
    /// What the other side is called.
    other_name: String,
    /// The sector's code.
    sector: String,
    /// The clock on the wall where the work is.
    zone: Zone,
    /// Its times, with the most that each costs.
    times: Vec<RequestTime>,
    /// The trade that it became.
    trade: Option<Id<Trade>>,
}

impl From<RequestSeen> for RequestShown {
    fn from(seen: RequestSeen) -> Self {
        Self {
            buyer: seen.request.buyer,
            seller: seen.request.seller,
            other_name: seen.other_name,
            sector: seen.sector,
            zone: seen.place.zone,
            times: seen.times,
            trade: seen.trade,
            request: seen.request,
        }
    }
}

async fn made(sent: Sent, paged: Paged) -> Answer<Page<RequestShown>> {
    let page = known_sellers::list(&sent.app, sent.visitor()?, Requests::Made, paged.from()?).await?;
    Ok(page.map(RequestShown::from))
}

async fn received(sent: Sent, paged: Paged) -> Answer<Page<RequestShown>> {
    let page = known_sellers::list(&sent.app, sent.visitor()?, Requests::Received, paged.from()?).await?;
    Ok(page.map(RequestShown::from))
}

async fn show(sent: Sent) -> Answer<RequestShown> {
    Ok(known_sellers::one(&sent.app, sent.visitor()?, sent.id()?).await?.into())
}
