//! Escrow (24): a trade's money, held from commitment to settlement.
//!
//! Escrow is one ledger account a trade. It is funded when the hours are booked and ends at exactly zero when
//! they are settled: what is not due to anyone goes back to whoever paid it in.
//!
//! ```text
//! buyer ──▶ escrow ──▶ seller, tax pot, authorities, operator, franchisee
//! fund  ──▶      └──▶ buyer, fund   (what was not needed)
//! ```

use kernel::{Amount, Currency, Draft, Id, Keys, Locality, Moment, Stop};
use ledger::{Class, Entry, Holder, Purpose, AccountKey};

/// A payment out of escrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// To whom.
    pub to: AccountKey,
    /// How much, in minor units; nothing happens for zero.
    pub amount: Amount,
    /// Why.
    pub purpose: Purpose,
}

/// The escrow account of a trade.
pub fn purse<T>(trade: Id<T>, currency: Currency) -> AccountKey {
    AccountKey::of(trade, Class::Escrow, currency)
}

/// Asks for the rows of a trade's escrow.
pub fn reads<T>(keys: &mut Keys, locality: Locality, trade: Id<T>, currency: Currency) {
    purse(trade, currency).read(keys, locality);
}

/// Pays into a trade's escrow at once.
///
/// # Errors
/// [`ledger::LedgerRefusal::Insufficient`] when the payer has less.
pub fn fund<T>(
    at: &Moment,
    draft: &mut Draft,
    trade: Id<T>,
    (from, amount): (AccountKey, Amount),
) -> Result<(), Stop> {
    if amount > Amount::ZERO {
        let credit = purse(trade, from.currency);
        let subject: Id<Holder> = trade.cast();
        ledger::post(at, draft, &Entry { debit: from, credit, amount, purpose: Purpose::Funding, subject })?;
    }
    Ok(())
}

/// Pays what is due out of a trade's escrow, in order.
///
/// # Errors
/// [`ledger::LedgerRefusal::Insufficient`] when the escrow does not hold it: a fault of the caller's sums.
pub fn pay<T>(at: &Moment, draft: &mut Draft, trade: Id<T>, dues: &[Due]) -> Result<(), Stop> {
    for due in dues.iter().filter(|due| due.amount > Amount::ZERO) {
        let debit = purse(trade, due.to.currency);
        let (amount, purpose) = (due.amount, due.purpose);
        ledger::post(at, draft, &Entry { debit, credit: due.to, amount, purpose, subject: trade.cast() })?;
    }
    Ok(())
}
