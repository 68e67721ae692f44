//! How pages and the API read a user's money.

use kernel::{Amount, Currency, Id, Members, Show, Timestamp, View};
use ledger::{Class, Holder, Purpose, Transfer, Verb};

/// How many rows a page of movements has; the view reads one more.
pub const MOVEMENTS_PAGE: usize = 50;

/// A page of the movements on a user's own accounts, the latest first. `$2` is the user as holder; the page begins
/// behind the id `$3`. Each side is read along its own index; what a user moves between two accounts is in both.
#[derive(View, Members, Clone, Debug)]
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
#[show(only(id, amount, verb, purpose, subject, posted_at))]
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
    #[show(money)]
    pub amount: Amount,
    /// Whether it moved at once, was set aside, or ended what was set aside.
    pub verb: Verb,
    /// Why.
    pub purpose: Purpose,
    /// What it was about: the trade or the payment.
    pub subject: Id<Holder>,
    /// When.
    pub posted_at: Timestamp,
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
