//! Transfers: one account to another, posted at once or pending first.

use crate::{AccountKey, Class, Holder, LedgerRefusal};
use kernel::{
    Amount, BadRow, Check, Column, Comparison, Currency, Draft, Field, Fields, Id, Keys, Locality, Operand,
    Record, Stop, Timestamp, Value,
};
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
        /// The most of a bid, set aside while it leads, and free again when it does not.
        Bid = "bid",
        /// The most of a request for hours, set aside until it is answered, taken back or over.
        Request = "request",
        /// The most of a pledge of a pool, set aside until the pool is over or the pledge is taken back.
        Pledge = "pledge",
        /// The most of bids in a book, and of what they bought until it is a trade.
        Order = "order",
        /// The most of an offer for what is listed, set aside until it is answered, taken back or over.
        ListingOffer = "listing_offer",
        /// The most of a reverse auction, set aside until its buyer has answered.
        ReverseAuction = "reverse_auction",
        /// Set aside for a proposal that a public buyer has chosen, until the standstill is over.
        Proposal = "proposal",
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
    personal(debit_holder, credit_holder),
    index = "locality, debit_holder, id",
    index = "locality, credit_holder, id",
    index = "locality, subject, id",
    append_only
)]
pub struct Transfer {
    /// The market area.
    pub locality: Locality,
    /// Its id, ordered by time.
    pub id: Id<Transfer>,
    /// What it does.
    pub verb: Verb,
    /// The pending transfer that it posts or voids.
    pub pending: Option<Id<Transfer>>,
    /// When.
    pub posted_at: Timestamp,
    /// What it moves; for [`Verb::VoidPending`] the amount is what is given back.
    #[record(fields)]
    pub entry: Entry,
}

/// A pending transfer that is neither posted nor voided yet. Its row goes when it is.
#[derive(Record, Clone, Debug)]
#[record(table = "reservation", key(locality, transfer), personal(debit_holder, credit_holder))]
pub struct Reservation {
    /// The market area.
    pub locality: Locality,
    /// The pending transfer.
    pub transfer: Id<Transfer>,
    /// What is set aside.
    #[record(fields)]
    pub entry: Entry,
}

/// What is to move, and why. Both accounts have one currency, or nothing moves.
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
    /// What it is about: the trade, the deposit, the payout.
    pub subject: Id<Holder>,
}

impl Fields for Entry {
    const COLUMNS: &'static [Column] = &[
        Column::of::<Id<Holder>>("debit_holder"),
        Column::of::<Class>("debit_class"),
        Column::of::<Id<Holder>>("credit_holder"),
        Column::of::<Class>("credit_class"),
        Column::of::<Currency>("currency"),
        Column::of::<Amount>("amount"),
        Column::of::<Purpose>("purpose"),
        Column::of::<Id<Holder>>("subject"),
    ];
    const CHECKS: &'static [Check] = &[Check {
        left: Operand::Column(Column::position(Self::COLUMNS, "amount")),
        comparison: Comparison::More,
        right: Operand::Int(0),
    }];

    fn to_values(&self) -> Vec<Value> {
        let Self { debit, credit, amount, purpose, subject } = self;
        vec![
            debit.holder.to_value(),
            debit.class.to_value(),
            credit.holder.to_value(),
            credit.class.to_value(),
            debit.currency.to_value(),
            amount.to_value(),
            purpose.to_value(),
            subject.to_value(),
        ]
    }

    fn from_values(row: &[Value]) -> Result<Self, BadRow> {
        let [debit, debit_class, credit, credit_class, currency, amount, purpose, subject] = row else {
            return Err(BadRow(format!("an entry has {} columns, not {}", Self::COLUMNS.len(), row.len())));
        };
        let currency = Currency::from_value(currency)?;
        let account = |holder, class| {
            Ok(AccountKey { holder: Id::from_value(holder)?, class: Class::from_value(class)?, currency })
        };
        Ok(Self {
            debit: account(debit, debit_class)?,
            credit: account(credit, credit_class)?,
            amount: Amount::from_value(amount)?,
            purpose: Purpose::from_value(purpose)?,
            subject: Id::from_value(subject)?,
        })
    }
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

    fn transfer(self, draft: &Draft<'_>, verb: Verb, pending: Option<Id<Transfer>>) -> Transfer {
        Transfer {
            locality: draft.locality(),
            id: draft.id(),
            verb,
            pending,
            posted_at: draft.now(),
            entry: self,
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
    draft.add(&Reservation { locality: draft.locality(), transfer: transfer.id, entry: *entry });
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
    let reserved = taken(draft, pending)?;
    if amount > reserved.amount {
        let reserved = reserved.amount.of(reserved.debit.currency);
        return Err(LedgerRefusal::MoreThanReserved { reserved }.into());
    }
    let entry = Entry { amount, ..reserved };
    entry.check()?;
    let mut debit = entry.debit.account(draft)?;
    debit.reserved = debit.reserved.minus(reserved.amount)?;
    debit.available = debit.available.plus(reserved.amount.minus(amount)?)?;
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
    let entry = taken(draft, pending)?;
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

fn taken(draft: &mut Draft<'_>, pending: Id<Transfer>) -> Result<Entry, Stop> {
    let reservation = draft.find::<Reservation>((draft.locality(), pending))?;
    let reservation = reservation.ok_or(LedgerRefusal::NotPending)?;
    draft.remove::<Reservation>((draft.locality(), pending))?;
    Ok(reservation.entry)
}

#[cfg(test)]
mod tests;
