//! How pages and the API read trades and money.

use super::{Stage, Trade};
use crate::users::User;
use kernel::{Actor, Amount, Currency, Id, Timestamp, View, Zone};
use ledger::{Class, Holder, Purpose, Transfer, Verb};

/// A trade in a user's list, seen from either side; the latest start first, a hundred at most.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT id, stage, buyer, seller, sector, starts_at, ends_at, zone, currency, buyer_pays,
                     seller_receives, held_until, approves_at
              FROM trade WHERE locality = $1 AND (buyer = $2 OR seller = $2)
              ORDER BY starts_at DESC, id DESC LIMIT 100")]
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

/// A movement on a user's own accounts, the latest first, two hundred at most. `$2` is the user as holder.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT id, debit_holder, debit_class, credit_holder, credit_class, currency, amount, verb, purpose,
                     subject, posted_at
              FROM transfer WHERE locality = $1 AND (debit_holder = $2 OR credit_holder = $2)
              ORDER BY id DESC LIMIT 200"
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
