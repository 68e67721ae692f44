//! The money, commit by commit.

use crate::fault::{Fault, Invariant};
use crate::memory::Memory;
use host::check::Rebuilt;
use kernel::{Change, Currency, Locality, Record};
use ledger::{Account, AccountKey, Class, Transfer};
use std::collections::{BTreeMap, BTreeSet};

/// What all transfers come to, and what all accounts sum to.
#[derive(Default)]
pub(super) struct Books {
    rebuilt: Rebuilt,
    sums: BTreeMap<Currency, i128>,
    /// The escrows that were ever used, by the bits of their holders.
    escrows: BTreeSet<(Locality, u128, Currency)>,
}

/// An account, ordered.
type Whose = (Locality, u128, Class, Currency);

impl Books {
    /// What commits have broken.
    pub(super) fn after_step(&mut self, memory: &Memory, commits: &[Vec<Change>]) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut touched = BTreeSet::new();
        for commit in commits {
            for change in commit.iter().filter(|change| change.key.table.name == Transfer::TABLE.name) {
                if let Some(transfer) = change.row.as_ref().and_then(|row| Transfer::from_row(row).ok()) {
                    self.rebuilt.take_in(&transfer);
                    let sides = [transfer.entry.debit, transfer.entry.credit];
                    touched.extend(sides.map(|key| whose(transfer.locality, key)));
                }
            }
            for change in commit.iter().filter(|change| change.key.table.name == Account::TABLE.name) {
                touched.extend(self.move_by(change));
            }
            // Here every commit is one batch, and every batch balances.
            if let Some((currency, sum)) = self.sums.iter().find(|(_, sum)| **sum != 0) {
                faults.push(Fault::of(
                    Invariant::MoneyBalances,
                    format!("{currency} sums to {sum}, not to zero"),
                ));
            }
        }
        for (locality, holder, class, currency) in touched {
            let key = AccountKey { holder: kernel::Id::from_bits(holder), class, currency };
            let account = memory.account(locality, key);
            let wrong = self.rebuilt.compare(locality, key, account.as_ref());
            faults.extend(wrong.map(|what| Fault::of(Invariant::MoneyBalances, what)));
            faults.extend(account.as_ref().and_then(below_zero));
        }
        faults
    }

    /// Currencies that do not sum to zero.
    pub(super) fn sums(&self) -> Vec<Fault> {
        let wrong = self.sums.iter().filter(|(_, sum)| **sum != 0);
        wrong
            .map(|(currency, sum)| Fault::of(Invariant::MoneyBalances, format!("{currency} sums to {sum}")))
            .collect()
    }

    /// The escrows in which there is something.
    pub(super) fn open_escrows(&self, memory: &Memory) -> impl Iterator<Item = String> {
        let account = |(locality, holder, currency): &(Locality, u128, Currency)| {
            let holder = kernel::Id::from_bits(*holder);
            memory.account(*locality, AccountKey { holder, class: Class::Escrow, currency: *currency })
        };
        let open = self.escrows.iter().filter_map(account).filter(|account| balance(account) != 0);
        open.map(|account| format!("escrow of trade {} holds {}", account.holder, balance(&account)))
    }

    /// Enters what a change of an account moves.
    fn move_by(&mut self, change: &Change) -> Option<Whose> {
        let read = |row: Option<&kernel::Row>| row.and_then(|row| Account::from_row(row).ok());
        let (before, after) = (read(change.before.as_ref()), read(change.row.as_ref()));
        let account = after.as_ref().or(before.as_ref())?;
        let more = after.as_ref().map_or(0, balance) - before.as_ref().map_or(0, balance);
        *self.sums.entry(account.currency).or_default() += more;
        let (locality, holder, currency) = (account.locality, account.holder.bits(), account.currency);
        if account.class == Class::Escrow {
            self.escrows.insert((locality, holder, currency));
        }
        Some((locality, holder, account.class, currency))
    }
}

fn whose(locality: Locality, key: AccountKey) -> Whose {
    (locality, key.holder.bits(), key.class, key.currency)
}

fn balance(account: &Account) -> i128 {
    i128::from(account.available.0) + i128::from(account.reserved.0)
}

/// Only the world outside owes the market.
fn below_zero(account: &Account) -> Option<Fault> {
    let is_below = account.reserved.0 < 0 || (account.available.0 < 0 && account.class != Class::Bank);
    let what = format!("account {} ({}) is below zero", account.holder, account.class.word());
    is_below.then(|| Fault::of(Invariant::MoneyBalances, what))
}
