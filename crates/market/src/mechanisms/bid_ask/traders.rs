//! What a trader of a book has set aside, and out of their calendar.

use super::{BookRefusal, BookTrader, OrderBook};
use crate::support::escrow;
use crate::users::{User, assets::Offering, availability};
use kernel::{Amount, BadRow, Draft, Id, Keys, ReadStop, Span, Stop};
use ledger::{AccountKey, Class, Entry, Purpose};

impl BookTrader {
    /// Somebody's place in a book; a new one when they have none. `is_new` says which.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub(super) fn of(draft: &mut Draft<'_>, book: &mut OrderBook, user: Id<User>) -> Result<Self, ReadStop> {
        if let Some(trader) = draft.find::<Self>((book.locality, user, book.id))? {
            return Ok(trader);
        }
        book.trader_count = book.trader_count.saturating_add(1);
        Ok(Self {
            locality: book.locality,
            user_id: user,
            book: book.id,
            number: book.trader_count,
            order_count: 0,
            offering: None,
            resource: None,
            hours_out: 0,
            street: None,
            note: None,
            set_aside: Amount::ZERO,
            pending: None,
            trade: draft.id(),
        })
    }

    /// Asks for what is read to change it.
    pub(super) fn reads(&self, book: &OrderBook, keys: &mut Keys) {
        if let Some(pending) = self.pending {
            ledger::pending_reads(keys, self.locality, pending);
        }
        let account = AccountKey::of(self.user_id, Class::UserAvailable, book.currency);
        account.read(keys, self.locality);
        if let (Some(resource), Some(span)) = (self.resource, book.span(0, book.hours())) {
            availability::reads(keys, self.locality, resource, span);
        }
    }

    /// Sets aside another amount than before.
    ///
    /// # Errors
    /// [`ledger::LedgerRefusal`] when the buyer has not got so much.
    pub(super) fn sets_aside(
        &mut self,
        draft: &mut Draft<'_>,
        book: &OrderBook,
        amount: Amount,
    ) -> Result<(), Stop> {
        if amount == self.set_aside {
            return Ok(());
        }
        if let Some(pending) = self.pending.take() {
            ledger::void_pending(draft, pending)?;
        }
        if amount > Amount::ZERO {
            let debit = AccountKey::of(self.user_id, Class::UserAvailable, book.currency);
            let credit = escrow::account(self.trade, book.currency);
            let entry = Entry { debit, credit, amount, purpose: Purpose::Order, subject: self.trade.cast() };
            self.pending = Some(ledger::reserve(draft, &entry)?);
        } else {
            // Where they live, or whom to ask for, is nobody's business once nothing can come of it.
            (self.street, self.note) = (None, None);
        }
        self.set_aside = amount;
        Ok(())
    }

    /// Takes so many free hours of an offering for asks, the earliest first.
    ///
    /// # Errors
    /// [`BookRefusal::OtherOffering`], [`BookRefusal::TooFewFree`].
    pub(super) fn takes_hours(
        &mut self,
        draft: &mut Draft<'_>,
        book: &OrderBook,
        offering: &Offering,
        hours: i64,
    ) -> Result<(), Stop> {
        // The first stands: what was sold of it may be no trade yet.
        if self.offering.is_some_and(|first| first != offering.id) {
            return Err(BookRefusal::OtherOffering.into());
        }
        let resource = offering.resource.ok_or(BookRefusal::NoOffering)?;
        (self.offering, self.resource) = (Some(offering.id), Some(resource));
        let mut taken = 0;
        for hour in 0..book.hours() {
            let Some(span) = book.span(hour, 1) else { continue };
            if taken < hours && availability::is_free(draft, resource, span)? {
                availability::take(draft, resource, span)?;
                self.hours_out |= 1 << hour;
                taken += 1;
            }
        }
        if taken < hours { Err(BookRefusal::TooFewFree { free: taken }.into()) } else { Ok(()) }
    }

    /// Gives so many of the hours that are out back, the latest first.
    pub(super) fn gives_back(
        &mut self,
        draft: &mut Draft<'_>,
        book: &OrderBook,
        hours: i64,
    ) -> Result<(), Stop> {
        let Some(resource) = self.resource else { return Ok(()) };
        let mut left = hours;
        for hour in (0..book.hours()).rev() {
            let is_out = self.hours_out & (1 << hour) != 0;
            if left > 0
                && is_out
                && let Some(span) = book.span(hour, 1)
            {
                availability::give_back(draft, resource, span)?;
                self.hours_out &= !(1 << hour);
                left -= 1;
            }
        }
        if left > 0 {
            Err(BadRow(format!("book {}: more hours back than are out", book.id)).into())
        } else {
            Ok(())
        }
    }

    /// The hours that are out of the calendar for asks.
    pub fn spans(&self, book: &OrderBook) -> Vec<Span> {
        let runs = runs_of(book.hours(), |hour| self.hours_out & (1 << hour) != 0);
        runs.into_iter().filter_map(|(first, count)| book.span(first, count)).collect()
    }

    /// So many of the hours that are out, sold: runs of hours, each by its first and how many.
    pub(super) fn sells(&mut self, book: &OrderBook, hours: i64) -> Result<Vec<(i64, i64)>, BadRow> {
        let is_out = |out: i64, hour: i64| hour < book.hours() && out & (1 << hour) != 0;
        let mut runs = Vec::new();
        let mut left = hours;
        while left > 0 {
            let all = runs_of(book.hours(), |hour| is_out(self.hours_out, hour));
            // The first run that is long enough; where none is, the longest.
            let fitting = all.iter().find(|(_, count)| *count >= left);
            let longest = all.iter().max_by_key(|(first, count)| (*count, -first));
            let (first, count) = *fitting
                .or(longest)
                .ok_or_else(|| BadRow(format!("book {}: an ask without hours", book.id)))?;
            let count = count.min(left);
            for hour in first..first + count {
                self.hours_out &= !(1 << hour);
            }
            runs.push((first, count));
            left -= count;
        }
        Ok(runs)
    }
}

/// The runs of hours that a test holds for.
fn runs_of(hours: i64, is_in: impl Fn(i64) -> bool) -> Vec<(i64, i64)> {
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for hour in (0..hours).filter(|hour| is_in(*hour)) {
        match runs.last_mut() {
            Some((first, count)) if *first + *count == hour => *count += 1,
            Some(_) | None => runs.push((hour, 1)),
        }
    }
    runs
}

/// An amount so many times.
pub(super) fn times(amount: Amount, count: i64) -> Result<Amount, kernel::Overflow> {
    amount.0.checked_mul(count).map(Amount).ok_or(kernel::Overflow)
}
