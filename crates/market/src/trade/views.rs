//! How pages and the API read trades and money.

use super::{Stage, Trade};
use crate::users::User;
use kernel::{Actor, Amount, Currency, Id, Timestamp, View, Zone};
use ledger::{Class, Holder, Purpose, Transfer, Verb};

/// How many rows a page of trades has; the view reads one more, which tells whether another page follows.
pub const TRADES_PAGE: usize = 100;
/// How many rows a page of movements has; the view reads one more.
pub const MOVEMENTS_PAGE: usize = 50;

/// A page of a user's trades, seen from either side, the latest start first. `$2` is the user; the page begins behind
/// the start `$3` and the id `$4`. Each side is read along its own index.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT id, stage, buyer, seller, sector, starts_at, ends_at, zone, currency, buyer_pays,
                  seller_receives, held_until, approves_at
           FROM (SELECT * FROM trade WHERE locality = $1 AND buyer = $2 AND (starts_at, id) < ($3, $4)
                 ORDER BY starts_at DESC, id DESC LIMIT 101) AS bought
           UNION ALL
           SELECT id, stage, buyer, seller, sector, starts_at, ends_at, zone, currency, buyer_pays,
                  seller_receives, held_until, approves_at
           FROM (SELECT * FROM trade WHERE locality = $1 AND seller = $2 AND (starts_at, id) < ($3, $4)
                 ORDER BY starts_at DESC, id DESC LIMIT 101) AS sold
           ORDER BY starts_at DESC, id DESC LIMIT 101")]
pub struct TradeCard {
    /// The trade.
    pub id: Id<Trade>,
    /// Where it stands.
    pub stage: Stage,
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
    /// On which clock.
    pub zone: Zone,
    /// In which currency.
    pub currency: Currency,
    /// What the buyer pays.
    pub buyer_pays: Amount,
    /// What the seller receives.
    pub seller_receives: Amount,
    /// Until when it is held.
    pub held_until: Timestamp,
    /// When silence counts as approval.
    pub approves_at: Option<Timestamp>,
}

/// A point of a trade line, the oldest first.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT stage, what, \"by\", happened_at FROM trade_event
              WHERE locality = $1 AND trade = $2 ORDER BY id")]
pub struct TradePoint {
    /// Where the trade stood afterwards.
    pub stage: Stage,
    /// What happened: a key of the locale files.
    pub what: String,
    /// Who did it.
    pub by: Id<Actor>,
    /// When.
    pub happened_at: Timestamp,
}

/// A page of the movements on a user's own accounts, the latest first. `$2` is the user as holder; the page begins
/// behind the id `$3`. Each side is read along its own index; what a user moves between two accounts is in both.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT id, debit_holder, debit_class, credit_holder, credit_class, currency, amount, verb, purpose,
                  subject, posted_at
           FROM (SELECT * FROM transfer WHERE locality = $1 AND debit_holder = $2 AND id < $3
                 ORDER BY id DESC LIMIT 51) AS spent
           UNION
           SELECT id, debit_holder, debit_class, credit_holder, credit_class, currency, amount, verb, purpose,
                  subject, posted_at
           FROM (SELECT * FROM transfer WHERE locality = $1 AND credit_holder = $2 AND id < $3
                 ORDER BY id DESC LIMIT 51) AS received
           ORDER BY id DESC LIMIT 51"
)]
pub struct StatementLine {
    /// The movement.
    pub id: Id<Transfer>,
    /// Whose account it was taken from.
    pub debit_holder: Id<Holder>,
    /// Which of them.
    pub debit_class: Class,
    /// Whose account it was given to.
    pub credit_holder: Id<Holder>,
    /// Which of them.
    pub credit_class: Class,
    /// In which currency.
    pub currency: Currency,
    /// How much.
    pub amount: Amount,
    /// What it did.
    pub verb: Verb,
    /// Why.
    pub purpose: Purpose,
    /// What it was about.
    pub subject: Id<Holder>,
    /// When.
    pub posted_at: Timestamp,
}

/// One of a user's balances. `$2` is the user as holder.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT class, currency, available, reserved FROM account
              WHERE locality = $1 AND holder = $2 ORDER BY class, currency")]
pub struct Balance {
    /// What it is for.
    pub class: Class,
    /// In which currency.
    pub currency: Currency,
    /// What can be spent.
    pub available: Amount,
    /// What is promised to pending transfers.
    pub reserved: Amount,
}
