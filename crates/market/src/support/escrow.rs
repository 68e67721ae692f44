//! Escrow (24): a trade's money, held from commitment to settlement, and the one way into a trade.
//!
//! Every mechanism hands over an [`crate::trade::award::Award`]. [`hold`] keeps what it takes for a side that has not agreed yet; [`Agree`]
//! binds that side too; [`make`] does both at once where both were bound before. Escrow is one ledger account a trade and
//! currency. Each part is funded and settled by itself; when nothing is live any more, the account is at exactly zero.
//!
//! ```text
//! payer ──▶ escrow ──▶ payee, tax pot, authorities, operator, franchisee
//! fund  ──▶       └──▶ payer, fund   (what was not due)
//! ```

mod bundles;
mod drawn;
mod hold;
mod open_holds;
mod reserved;
mod settle;
mod views;

pub use bundles::{AgreeBundle, BundleAgreed, BundleNotice, LetGoBundle, of_all};
pub(crate) use bundles::{all_taken, lapse_all};
pub use hold::{Agree, Agreed, ExtendHold, Held, LetGo, held_until, hold, make};
pub(crate) use hold::{bind, can_bind, hold_member, lapse, make_member, record_all};
pub use open_holds::{HeldDay, OpenHold};
pub use reserved::held_of_funds;
pub use settle::Settled;
pub(crate) use settle::{
    close, close_at, close_counted, collect, fund, fund_or_owe, give_back_takings, outcome_of, pay_difference,
};
pub use views::{Balance, BalanceChange, Dealing, MOVEMENTS_PAGE, StatementLine, StatementTrade};

use crate::trade::Trade;
use kernel::{Currency, Id};
use ledger::{AccountKey, Class};

/// The escrow account of a trade.
pub fn account(trade: Id<Trade>, currency: Currency) -> AccountKey {
    AccountKey::of(trade, Class::Escrow, currency)
}

#[cfg(test)]
mod tests;
