//! What lists of calls for proposals read.

use super::ProposalCall;
use kernel::{Id, Timestamp, View};

/// How many calls a page has; the views read one more.
pub const PROPOSALS_PAGE: usize = 20;

/// A page of the calls that take proposals, those that close soonest first, of the sector `$4` and in the post code `$5`; of any,
/// where these are empty. The page begins behind the close `$2` and the id `$3`.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT id, closes_at FROM proposal_call
           WHERE locality = $1 AND stage = 'open' AND ($4 = '' OR sector = $4) AND ($5 = '' OR post_code = $5)
           AND (closes_at, id) > ($2, $3) ORDER BY closes_at, id LIMIT 21")]
pub struct ProposalCallCard {
    /// Which.
    pub id: Id<ProposalCall>,
    /// When it closes.
    pub closes_at: Timestamp,
}

/// The calls for proposals of a buyer, the latest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT id FROM proposal_call WHERE locality = $1 AND buyer = $2 AND id < $3 ORDER BY id DESC LIMIT 21"
)]
pub struct ProposalCallOfBuyer {
    /// Which.
    pub id: Id<ProposalCall>,
}

/// The calls on which a seller has proposed, the latest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT call AS id FROM proposal WHERE locality = $1 AND seller = $2 AND call < $3 ORDER BY call DESC LIMIT 21"
)]
pub struct ProposalCallOfSeller {
    /// Which.
    pub id: Id<ProposalCall>,
}

/// The calls that a scorer is to score, the latest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT call AS id FROM proposal_scorer WHERE locality = $1 AND scorer = $2 AND call < $3 ORDER BY call DESC LIMIT 21"
)]
pub struct ProposalCallOfScorer {
    /// Which.
    pub id: Id<ProposalCall>,
}
