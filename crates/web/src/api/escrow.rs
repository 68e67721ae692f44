//! `/balances`, `/statement`: what a user has, and what moved.

use super::call::Call;
use super::sent::{Paged, Sent};
use crate::cursor::Page;
use crate::error::Answer;
use crate::nouns::escrow;
use kernel::{Id, Money, Show, Timestamp};
use ledger::{Class, Entry, Holder, Purpose, Transfer, Verb};
use market::support::escrow::{Balance, StatementLine};
use market::users::User;

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::get("/balances", balances)
            .about("One for each purpose and currency: what can be spent, and what is on its way."),
        Call::list("/statement", statement)
            .about("The latest movement first, fifty a page: the header `Link` has the next one."),
    ]
}

/// A movement on one of your accounts.
#[derive(Show)]
pub(super) struct Movement {
    /// The movement.
    id: Id<Transfer>,
    /// Into the account or out of it.
    way: Way,
    /// Which account.
    class: Class,
    /// How much.
    amount: Money,
    /// Whether it moved at once, was set aside, or ended what was set aside.
    verb: Verb,
    /// Why.
    purpose: Purpose,
    /// What it was about: the trade or the payment.
    subject: Id<Holder>,
    /// When.
    posted_at: Timestamp,
}

kernel::words! {
    /// Into an account or out of it.
    pub(super) enum Way {
        /// Into it.
        In = "in",
        /// Out of it.
        Out = "out",
    }
}

async fn balances(sent: Sent) -> Answer<Vec<Balance>> {
    escrow::balances(&sent.app, sent.visitor()?).await
}

async fn statement(sent: Sent, paged: Paged) -> Answer<Page<Movement>> {
    let visitor = sent.visitor()?;
    let lines = escrow::movements(&sent.app, visitor, paged.from()?).await?;
    Ok(lines.map(|line| Movement::of(visitor.user, &line)))
}

impl Movement {
    /// A line of a user's statement.
    pub(super) fn of(user: Id<User>, line: &StatementLine) -> Self {
        let Entry { debit, credit, amount, purpose, subject } = line.entry;
        let is_out = debit.holder == user.cast();
        let (way, own) = if is_out { (Way::Out, debit) } else { (Way::In, credit) };
        let (class, amount) = (own.class, amount.of(own.currency));
        let (id, verb, posted_at) = (line.id, line.verb, line.posted_at);
        Self { id, way, class, amount, verb, purpose, subject, posted_at }
    }
}
