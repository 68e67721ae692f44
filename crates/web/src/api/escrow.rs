//! `/balances`, `/statement`: what a user has, and what moved.

use super::call::Call;
use super::sent::{Paged, Sent};
use crate::cursor::Page;
use crate::error::Answer;
use crate::nouns::escrow;
use kernel::Show;
use ledger::Class;
use market::support::escrow::{Balance, StatementLine};

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::get("/balances", "Your balances", balances),
        Call::list("/statement", "Your statement", statement)
            .about("The latest movement first, fifty a page: the header `Link` has the next one."),
    ]
}

/// A movement on one of your accounts.
#[derive(Show)]
struct Movement {
    #[show(flatten)]
    line: StatementLine,
    /// Into the account or out of it.
    way: Way,
    /// Which account.
    class: Class,
}

kernel::words! {
    /// Into an account or out of it.
    enum Way {
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
    let movement = |line: StatementLine| {
        let is_out = line.debit_holder == visitor.user.cast();
        let (way, class) = if is_out { (Way::Out, line.debit_class) } else { (Way::In, line.credit_class) };
        Movement { line, way, class }
    };
    Ok(escrow::statement(&sent.app, visitor, paged.from()?).await?.lines.map(movement))
}
