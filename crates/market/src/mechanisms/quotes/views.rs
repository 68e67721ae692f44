//! What lists of calls for quotes read.

use super::{QuoteCall, QuoteCallEnding};
use kernel::{Id, Timestamp, View};

/// How many calls a page has; the views read one more.
pub const CALLS_PAGE: usize = 20;

/// A page of the calls that take quotes, those that close soonest first, of the sector `$4` and in the post code `$5`; of any, where
/// these are empty. The page begins behind the close `$2` and the id `$3`.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT id, closes_at FROM quote_call
           WHERE locality = $1 AND stage = 'open' AND ($4 = '' OR sector = $4) AND ($5 = '' OR post_code = $5)
           AND (closes_at, id) > ($2, $3) ORDER BY closes_at, id LIMIT 21")]
pub struct CallCard {
    /// Which.
    pub id: Id<QuoteCall>,
    /// When it closes.
    pub closes_at: Timestamp,
}

/// How calls have ended, and how often.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT ending, times FROM quote_ending WHERE locality = $1 ORDER BY ending")]
pub struct EndingShown {
    /// How.
    pub ending: QuoteCallEnding,
    /// How often.
    pub times: i64,
}

/// The calls of a buyer, the latest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT id FROM quote_call WHERE locality = $1 AND buyer = $2 AND id < $3 ORDER BY id DESC LIMIT 21"
)]
pub struct CallOfBuyer {
    /// Which.
    pub id: Id<QuoteCall>,
}

/// The calls on which a seller has quoted, the latest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT call AS id FROM quote WHERE locality = $1 AND seller = $2 AND call < $3 ORDER BY call DESC LIMIT 21"
)]
pub struct CallOfSeller {
    /// Which.
    pub id: Id<QuoteCall>,
}
