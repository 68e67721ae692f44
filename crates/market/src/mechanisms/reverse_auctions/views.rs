//! What lists of reverse auctions read.

use super::{ReverseAuction, ReverseEnding};
use kernel::{Id, Timestamp, View};

/// How many reverse auctions a page has; the views read one more.
pub const REVERSE_PAGE: usize = 20;

/// A page of the reverse auctions that take bids, those that close soonest first. The page begins behind the close `$2` and the id
/// `$3`.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT id, closes_at FROM reverse_auction WHERE locality = $1 AND stage = 'open' AND (closes_at, id) > ($2, $3)
           ORDER BY closes_at, id LIMIT 21"
)]
pub struct ReverseCard {
    /// Which.
    pub id: Id<ReverseAuction>,
    /// When it closes.
    pub closes_at: Timestamp,
}

/// Those of a buyer, the latest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT id FROM reverse_auction WHERE locality = $1 AND buyer = $2 AND id < $3 ORDER BY id DESC LIMIT 21"
)]
pub struct ReverseOfBuyer {
    /// Which.
    pub id: Id<ReverseAuction>,
}

/// Those in which a seller has bid, the latest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT auction AS id FROM underbid WHERE locality = $1 AND seller = $2 AND auction < $3 ORDER BY auction DESC LIMIT 21"
)]
pub struct ReverseOfSeller {
    /// Which.
    pub id: Id<ReverseAuction>,
}

/// How reverse auctions have ended, and how often.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT ending, times FROM reverse_ending WHERE locality = $1 ORDER BY ending")]
pub struct ReverseEndingShown {
    /// How.
    pub ending: ReverseEnding,
    /// How often.
    pub times: i64,
}
