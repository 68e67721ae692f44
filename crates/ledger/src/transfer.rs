//! Transfers: one account to another, posted at once or pending first.

use crate::{AccountKey, Class, Holder, LedgerRefusal};
use kernel::{Amount, Currency, Draft, Id, Keys, Locality, Record, Stop, Timestamp};
use serde::{Deserialize, Serialize};

kernel::words! {
    /// What a transfer does.
    pub enum Verb {
        /// Moves the amount at once.
        Posted = "posted",
        /// Sets the amount aside on the debited account.
        Pending = "pending",
        /// Moves an amount set aside before.
        PostPending = "post_pending",
        /// Gives back an amount set aside before.
        VoidPending = "void_pending",
    }
}

kernel::words! {
    /// Why money moves: the line of a price that it pays, or what happened to an account.
    pub enum Purpose {
        /// Money that came in from a bank.
        Deposit = "deposit",
        /// Money that goes out to a bank.
        Payout = "payout",
        /// A buyer pays into a trade's escrow.
        Funding = "funding",
        /// What the payee of a part receives of it.
        Pay = "pay",
        /// What is claimed of a bond.
        Bond = "bond",
        /// What was lent, on its way out or back.
        Principal = "principal",
        /// What makes good for a trade that was over.
        Amends = "amends",
        /// What an intermediary earns.
        Intermediary = "intermediary",
        /// The operator's share of the mark-up.
        OperatorMarkup = "operator_markup",
        /// The franchisee's share of the mark-up.
        FranchiseShare = "franchise_share",
        /// A tax, tariff or other charge on the buyer.
        Charge = "charge",
        /// Tax or contribution withheld from the seller.
        Withholding = "withholding",
        /// A third party pays part of a buyer's price.
        Subsidy = "subsidy",
        /// Money that goes back to whoever paid it into escrow.
        Refund = "refund",
    }
}

/// One movement. Only ever added.
#[derive(Record, Clone, Debug)]
#[record(
    table = "transfer",
    key(locality, id),
    index = "locality, debit_holder, id",
    index = "locality, credit_holder, id",
    index = "locality, subject, id",
    check = "amount > 0",
    append_only
)]
pub struct Transfer {
    /// The market area.
    pub locality: Locality,
    /// Its id, ordered by time.
    pub id: Id<Transfer>,
    /// Whose account it is taken from.
    pub debit_holder: Id<Holder>,
    /// Which of them.
    pub debit_class: Class,
    /// Whose account it is given to.
    pub credit_holder: Id<Holder>,
    /// Which of them.
    pub credit_class: Class,
    /// The currency of both.
    pub currency: Currency,
    /// How much, in minor units; for [`Verb::VoidPending`] what is given back.
    pub amount: Amount,
    /// What it does.
    pub verb: Verb,
    /// The pending transfer that it posts or voids.
    pub pending: Option<Id<Transfer>>,
    /// Why.
    pub purpose: Purpose,
    /// What it is about: the trade, the deposit, the payout.
    pub subject: Id<Holder>,
    /// When.
    pub posted_at: Timestamp,
}

/// A pending transfer that is neither posted nor voided yet. Its row goes when it is.
#[derive(Record, Clone, Debug)]
#[record(table = "reservation", key(locality, transfer), check = "amount > 0")]
pub struct Reservation {
    /// The market area.
    pub locality: Locality,
    /// The pending transfer.
    pub transfer: Id<Transfer>,
    /// Whose account the amount is set aside on.
    pub debit_holder: Id<Holder>,
    /// Which of them.
    pub debit_class: Class,
    /// Whose account it is meant for.
    pub credit_holder: Id<Holder>,
    /// Which of them.
    pub credit_class: Class,
    /// The currency of both.
    pub currency: Currency,
    /// How much, in minor units.
    pub amount: Amount,
    /// Why.
    pub purpose: Purpose,
    /// What it is about.
    pub subject: Id<Holder>,
}

/// What is to move, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Taken from here.
    pub debit: AccountKey,
    /// Given to here.
    pub credit: AccountKey,
    /// How much, in minor units.
    pub amount: Amount,
    /// Why.
    pub purpose: Purpose,
    /// What it is about.
    pub subject: Id<Holder>,
}

impl Entry {
    /// Asks for the rows that moving it will read.
    pub fn read(&self, keys: &mut Keys, locality: Locality) {
        self.debit.read(keys, locality);
        self.credit.read(keys, locality);
    }

    fn check(&self) -> Result<(), Stop> {
        let moves = self.amount > Amount::ZERO
            && self.debit != self.credit
            && self.debit.currency == self.credit.currency;
        if moves { Ok(()) } else { Err(LedgerRefusal::NothingToMove.into()) }
    }

    fn transfer(&self, draft: &Draft<'_>, verb: Verb, pending: Option<Id<Transfer>>) -> Transfer {
        Transfer {
            locality: draft.locality(),
            id: draft.id(),
            debit_holder: self.debit.holder,
            debit_class: self.debit.class,
            credit_holder: self.credit.holder,
            credit_class: self.credit.class,
            currency: self.debit.currency,
            amount: self.amount,
            verb,
            pending,
            purpose: self.purpose,
            subject: self.subject,
            posted_at: draft.now(),
        }
    }
}

impl Reservation {
    fn entry(&self, amount: Amount) -> Entry {
        Entry {
            debit: AccountKey { holder: self.debit_holder, class: self.debit_class, currency: self.currency },
            credit: AccountKey {
                holder: self.credit_holder,
                class: self.credit_class,
                currency: self.currency,
            },
            amount,
            purpose: self.purpose,
            subject: self.subject,
        }
    }
}

/// Moves an amount at once.
///
/// # Errors
/// [`LedgerRefusal::NothingToMove`], [`LedgerRefusal::Insufficient`].
pub fn post(draft: &mut Draft<'_>, entry: &Entry) -> Result<Id<Transfer>, Stop> {
    entry.check()?;
    let mut debit = entry.debit.account(draft)?;
    debit.can_spend(entry.amount)?;
    debit.available = debit.available.minus(entry.amount)?;
    draft.put(&debit)?;
    give(draft, entry)?;
    let transfer = entry.transfer(draft, Verb::Posted, None);
    draft.add(&transfer);
    Ok(transfer.id)
}

/// Sets an amount aside, so that nothing else can spend it, until it is posted or voided.
///
/// # Errors
/// As [`post`].
pub fn reserve(draft: &mut Draft<'_>, entry: &Entry) -> Result<Id<Transfer>, Stop> {
    entry.check()?;
    let mut debit = entry.debit.account(draft)?;
    debit.can_spend(entry.amount)?;
    debit.available = debit.available.minus(entry.amount)?;
    debit.reserved = debit.reserved.plus(entry.amount)?;
    draft.put(&debit)?;
    let transfer = entry.transfer(draft, Verb::Pending, None);
    draft.add(&transfer);
    draft.add(&Reservation {
        locality: draft.locality(),
        transfer: transfer.id,
        debit_holder: entry.debit.holder,
        debit_class: entry.debit.class,
        credit_holder: entry.credit.holder,
        credit_class: entry.credit.class,
        currency: entry.debit.currency,
        amount: entry.amount,
        purpose: entry.purpose,
        subject: entry.subject,
    });
    Ok(transfer.id)
}

/// Asks for the pending transfer that [`post_pending`] and [`void_pending`] read, beside the accounts of both sides.
pub fn pending_reads(keys: &mut Keys, locality: Locality, pending: Id<Transfer>) {
    keys.one::<Reservation>((locality, pending));
}

/// Moves what a pending transfer set aside; what is left of it goes back.
///
/// # Errors
/// [`LedgerRefusal::NotPending`], [`LedgerRefusal::MoreThanReserved`].
pub fn post_pending(draft: &mut Draft<'_>, pending: Id<Transfer>, amount: Amount) -> Result<(), Stop> {
    let reservation = taken(draft, pending)?;
    if amount > reservation.amount {
        let reserved = reservation.amount.of(reservation.currency);
        return Err(LedgerRefusal::MoreThanReserved { reserved }.into());
    }
    let entry = reservation.entry(amount);
    entry.check()?;
    let mut debit = entry.debit.account(draft)?;
    debit.reserved = debit.reserved.minus(reservation.amount)?;
    debit.available = debit.available.plus(reservation.amount.minus(amount)?)?;
    draft.put(&debit)?;
    give(draft, &entry)?;
    let transfer = entry.transfer(draft, Verb::PostPending, Some(pending));
    draft.add(&transfer);
    Ok(())
}

/// Gives back what a pending transfer set aside.
///
/// # Errors
/// [`LedgerRefusal::NotPending`].
pub fn void_pending(draft: &mut Draft<'_>, pending: Id<Transfer>) -> Result<(), Stop> {
    let reservation = taken(draft, pending)?;
    let entry = reservation.entry(reservation.amount);
    let mut debit = entry.debit.account(draft)?;
    debit.reserved = debit.reserved.minus(entry.amount)?;
    debit.available = debit.available.plus(entry.amount)?;
    draft.put(&debit)?;
    let transfer = entry.transfer(draft, Verb::VoidPending, Some(pending));
    draft.add(&transfer);
    Ok(())
}

fn give(draft: &mut Draft<'_>, entry: &Entry) -> Result<(), Stop> {
    let mut credit = entry.credit.account(draft)?;
    credit.available = credit.available.plus(entry.amount)?;
    draft.put(&credit)?;
    Ok(())
}

fn taken(draft: &mut Draft<'_>, pending: Id<Transfer>) -> Result<Reservation, Stop> {
    let reservation = draft.find::<Reservation>((draft.locality(), pending))?;
    let reservation = reservation.ok_or(LedgerRefusal::NotPending)?;
    draft.remove::<Reservation>((draft.locality(), pending))?;
    Ok(reservation)
}

#[cfg(test)]
mod tests;
