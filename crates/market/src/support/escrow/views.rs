//! How pages and the API read a user's money.

use crate::trade::{Kind, Trade};
use crate::users::User;
use kernel::{Amount, Currency, Id, Show, Timestamp, View};
use ledger::{Class, Entry, Purpose, Transfer, Verb};

/// How many rows a page of movements has; the view reads one more.
pub const MOVEMENTS_PAGE: usize = 50;

/// A page of the movements on a user's own accounts, the latest first. `$2` is the user as holder; the page begins
/// behind the id `$3` and ends with the id `$4`. Each side is read along its own index; what a user moves between two accounts is in both.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT id, verb, posted_at, debit_holder, debit_class, credit_holder, credit_class, currency, amount,
                  purpose, subject
           FROM (SELECT * FROM transfer WHERE locality = $1 AND debit_holder = $2 AND id < $3 AND id >= $4
                 ORDER BY id DESC LIMIT 51) AS spent
           UNION
           SELECT id, verb, posted_at, debit_holder, debit_class, credit_holder, credit_class, currency, amount,
                  purpose, subject
           FROM (SELECT * FROM transfer WHERE locality = $1 AND credit_holder = $2 AND id < $3 AND id >= $4
                 ORDER BY id DESC LIMIT 51) AS received
           ORDER BY id DESC LIMIT 51"
)]
pub struct StatementLine {
    /// The movement.
    pub id: Id<Transfer>,
    /// Whether it moved at once, was set aside, or ended what was set aside.
    pub verb: Verb,
    /// When.
    pub posted_at: Timestamp,
    /// What moved, and why.
    #[view(fields)]
    pub entry: Entry,
}

// `$2` is the user as holder.
/// One of a user's balances.
#[derive(View, Show, Clone, Debug)]
#[view(sql = "SELECT class, currency, available, reserved FROM account
              WHERE locality = $1 AND holder = $2 ORDER BY class, currency")]
pub struct Balance {
    /// What it is for.
    pub class: Class,
    /// In which currency.
    #[show(skip)]
    pub currency: Currency,
    /// What can be spent.
    #[show(money)]
    pub available: Amount,
    /// What is set aside: for payments on their way, for bids that lead and for requests.
    #[show(money)]
    pub reserved: Amount,
}

/// The trades that a page of movements was about, with the other side's name; the parameters are those of
/// [`StatementLine`].
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT DISTINCT trade.id, trade.kind, trade.sector, person.display_name
           FROM (SELECT subject FROM (SELECT subject FROM transfer WHERE locality = $1 AND debit_holder = $2
                                      AND id < $3 AND id >= $4 ORDER BY id DESC LIMIT 51) AS spent
                 UNION
                 SELECT subject FROM (SELECT subject FROM transfer WHERE locality = $1 AND credit_holder = $2
                                      AND id < $3 AND id >= $4 ORDER BY id DESC LIMIT 51) AS received) AS moved
           JOIN trade ON trade.locality = $1 AND trade.id = moved.subject
           LEFT JOIN person ON person.locality = $1
                AND person.user_id = CASE WHEN trade.buyer = $2 THEN trade.seller ELSE trade.buyer END")]
pub struct StatementTrade {
    /// Which.
    pub id: Id<Trade>,
    /// What kind of trade.
    pub kind: Kind,
    /// The sector's code.
    pub sector: String,
    /// What the other side is called; nothing once that is erased.
    pub other: Option<String>,
}

/// What the balances of a user changed by, for each reason, over the movements from the id `$3` to before `$4`; `$2` is the
/// user as holder. Money that is set aside is gone from the balance at once, and back when it is set free.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT class, currency, purpose, CAST(SUM(change) AS BIGINT) AS change
           FROM (SELECT debit_class AS class, currency, purpose,
                        CASE verb WHEN 'post_pending' THEN 0 WHEN 'void_pending' THEN amount ELSE -amount END AS change
                 FROM transfer WHERE locality = $1 AND debit_holder = $2 AND id >= $3 AND id < $4
                 UNION ALL
                 SELECT credit_class AS class, currency, purpose,
                        CASE verb WHEN 'pending' THEN 0 WHEN 'void_pending' THEN 0 ELSE amount END AS change
                 FROM transfer WHERE locality = $1 AND credit_holder = $2 AND id >= $3 AND id < $4) AS moved
           GROUP BY class, currency, purpose ORDER BY class, currency, purpose")]
pub struct BalanceChange {
    /// Which balance.
    pub class: Class,
    /// In which currency.
    pub currency: Currency,
    /// Why.
    pub purpose: Purpose,
    /// By how much, in minor units.
    pub change: Amount,
}

/// What a user received from another and paid to them in trades, over the movements from the id `$3` to before `$4`; `$2`
/// is the user as holder. What was held safe and came back is nothing in it.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT CASE WHEN trade.buyer = $2 THEN trade.seller ELSE trade.buyer END AS other, moved.currency,
                  CAST(SUM(received) AS BIGINT) AS received, CAST(SUM(paid) AS BIGINT) AS paid,
                  COUNT(DISTINCT subject) AS trade_count
           FROM (SELECT subject, currency, 0 AS received,
                        CASE purpose WHEN 'funding' THEN amount ELSE 0 END AS paid
                 FROM transfer WHERE locality = $1 AND debit_holder = $2 AND id >= $3 AND id < $4
                 UNION ALL
                 SELECT subject, currency,
                        CASE WHEN purpose IN ('refund', 'deposit', 'payout') THEN 0 ELSE amount END AS received,
                        CASE purpose WHEN 'refund' THEN -amount ELSE 0 END AS paid
                 FROM transfer WHERE locality = $1 AND credit_holder = $2 AND id >= $3 AND id < $4) AS moved
           JOIN trade ON trade.locality = $1 AND trade.id = moved.subject
           GROUP BY other, moved.currency ORDER BY received DESC, paid DESC, other"
)]
pub struct Dealing {
    /// With whom.
    pub other: Id<User>,
    /// In which currency.
    pub currency: Currency,
    /// What was received, in minor units.
    pub received: Amount,
    /// What was paid and did not come back, in minor units.
    pub paid: Amount,
    /// In how many trades.
    pub trade_count: i64,
}
