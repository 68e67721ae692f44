//! What lists of pools read.

use super::Pool;
use crate::users::assets::Offering;
use kernel::{Id, Timestamp, View};

/// How many pools a page has; the views read one more.
pub const POOLS_PAGE: usize = 20;

/// A page of the pools that take pledges, those that close soonest first. The page begins behind the close `$2` and the id `$3`.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT id, offering, closes_at FROM pool WHERE locality = $1 AND stage = 'open' AND (closes_at, id) > ($2, $3)
           ORDER BY closes_at, id LIMIT 21"
)]
pub struct OpenPoolCard {
    /// Which.
    pub id: Id<Pool>,
    /// What it is of.
    pub offering: Id<Offering>,
    /// When it closes.
    pub closes_at: Timestamp,
}

/// The pools in which a user sells or has sold, the latest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT pool_supply.pool AS id, pool_supply.offering AS offering FROM pool_supply
           WHERE pool_supply.locality = $1 AND pool_supply.seller = $2 AND pool_supply.pool < $3
           ORDER BY pool_supply.pool DESC LIMIT 21")]
pub struct PoolOfSeller {
    /// Which.
    pub id: Id<Pool>,
    /// What they put up.
    pub offering: Id<Offering>,
}

/// The pools in which a user has pledged, the latest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT pool.id AS id, pool.offering AS offering FROM pledger
           JOIN pool ON pool.locality = pledger.locality AND pool.id = pledger.pool
           WHERE pledger.locality = $1 AND pool.locality = $1 AND pledger.user_id = $2 AND pledger.pool < $3
           ORDER BY pledger.pool DESC LIMIT 21")]
pub struct PoolOfBuyer {
    /// Which.
    pub id: Id<Pool>,
    /// What it is of.
    pub offering: Id<Offering>,
}
