//! How pages and the API read a user's money.

use kernel::{Amount, Currency, Id, Show, Timestamp, View};
use ledger::{Class, Entry, Transfer, Verb};

/// How many rows a page of movements has; the view reads one more.
pub const MOVEMENTS_PAGE: usize = 50;

/// A page of the movements on a user's own accounts, the latest first. `$2` is the user as holder; the page begins
/// behind the id `$3`. Each side is read along its own index; what a user moves between two accounts is in both.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT id, verb, posted_at, debit_holder, debit_class, credit_holder, credit_class, currency, amount,
                  purpose, subject
           FROM (SELECT * FROM transfer WHERE locality = $1 AND debit_holder = $2 AND id < $3
                 ORDER BY id DESC LIMIT 51) AS spent
           UNION
           SELECT id, verb, posted_at, debit_holder, debit_class, credit_holder, credit_class, currency, amount,
                  purpose, subject
           FROM (SELECT * FROM transfer WHERE locality = $1 AND credit_holder = $2 AND id < $3
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
    /// What is promised to payments on their way.
    #[show(money)]
    pub reserved: Amount,
}
