//! Double entry: the only thing that moves money.
//!
//! Every [`Transfer`] takes from one account what it gives to another, so the balances of a currency always sum
//! to zero. A transfer is posted at once, or is pending first and then posted or voided:
//!
//! ```text
//! reserve ──▶ pending ──▶ post_pending ──▶ posted      (the rest, if any, goes back)
//!                  └────▶ void_pending ──▶ voided      (all of it goes back)
//! ```
//!
//! Pure: balances are records, and whoever decides calls these functions on its draft.

mod account;
mod split;
mod transfer;

pub use account::{
    Account, AccountKey, Class, Holder, HolderName, LedgerRefusal, holder_name_reads, name_holder,
};
pub use split::split;
pub use transfer::{
    Entry, Purpose, Reservation, Transfer, Verb, pending_reads, post, post_pending, reserve, void_pending,
};

use kernel::{Record, Table};

/// The tables of the ledger.
pub const TABLES: &[&Table] = &[Account::TABLE, HolderName::TABLE, Reservation::TABLE, Transfer::TABLE];
