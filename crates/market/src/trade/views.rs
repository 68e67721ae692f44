//! How pages and the API list trades.

use super::part::PartStage;
use super::{EventKind, Kind, Stage, Trade};
use crate::users::{User, reliability::Outcome};
use kernel::{Actor, Amount, Currency, Id, Members, Timestamp, View, Zone};

/// How many rows a page of trades has; the view reads one more, which tells whether another page follows.
pub const TRADES_PAGE: usize = 100;

/// A page of a user's trades, seen from either side, the latest start first. `$2` is the user; the page begins behind
/// the start `$3` and the id `$4`. Each side is read along its own index.
#[derive(View, Members, Clone, Debug)]
#[view(
    sql = "SELECT id, stage, kind, shown, outcome, buyer, seller, sector, starts_at, ends_at, zone, currency,
                  buyer_pays, seller_receives, held_until
           FROM (SELECT * FROM trade WHERE locality = $1 AND buyer = $2 AND (starts_at, id) < ($3, $4)
                 ORDER BY starts_at DESC, id DESC LIMIT 101) AS bought
           UNION ALL
           SELECT id, stage, kind, shown, outcome, buyer, seller, sector, starts_at, ends_at, zone, currency,
                  buyer_pays, seller_receives, held_until
           FROM (SELECT * FROM trade WHERE locality = $1 AND seller = $2 AND (starts_at, id) < ($3, $4)
                 ORDER BY starts_at DESC, id DESC LIMIT 101) AS sold
           ORDER BY starts_at DESC, id DESC LIMIT 101"
)]
#[show(only(id, stage, kind, shown, outcome, sector, starts_at, ends_at, zone, buyer_pays, seller_receives))]
pub struct TradeCard {
    /// The trade.
    pub id: Id<Trade>,
    /// Where it stands.
    pub stage: Stage,
    /// Which standard contract it has.
    pub kind: Kind,
    /// The stage of the part that asks most of somebody.
    pub shown: PartStage,
    /// What became of it.
    pub outcome: Option<Outcome>,
    /// Who buys.
    pub buyer: Id<User>,
    /// Who sells.
    pub seller: Id<User>,
    /// The sector's code.
    pub sector: String,
    /// From when.
    pub starts_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
    /// Which clock is on the wall where it is performed.
    pub zone: Zone,
    /// In which currency.
    pub currency: Currency,
    /// What the buyer pays, a bond not counted.
    #[show(money)]
    pub buyer_pays: Amount,
    /// What the seller receives.
    #[show(money)]
    pub seller_receives: Amount,
    /// Until when it is held.
    pub held_until: Timestamp,
}

/// A point of a timeline, the oldest first.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT part, what, \"by\", happened_at FROM trade_event
              WHERE locality = $1 AND trade = $2 ORDER BY id")]
pub struct TradePoint {
    /// To which part it happened, where it is not the whole trade.
    pub part: Option<i64>,
    /// What happened.
    pub what: EventKind,
    /// Who did it.
    pub by: Id<Actor>,
    /// When.
    pub happened_at: Timestamp,
}

/// A trade by which a buyer has some hours of an offering, or of whom or what it is of. `$2` is the buyer, `$3` the offering;
/// the hours are from `$4` until `$5`.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT trade.id AS id FROM trade
              JOIN part ON part.locality = trade.locality AND part.trade = trade.id
              WHERE trade.locality = $1 AND trade.buyer = $2 AND trade.ended_at IS NULL
              AND part.starts_at < $5 AND part.ends_at > $4 AND part.resource =
                  (SELECT resource FROM offering WHERE offering.locality = $1 AND offering.id = $3)
              ORDER BY trade.id DESC LIMIT 1")]
pub struct OwnTradeThen {
    /// Which.
    pub id: Id<Trade>,
}
