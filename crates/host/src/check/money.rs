//! The money: every balance is the sum of its transfers, and what is reserved is what is pending.

use super::{Report, Source};
use crate::failure::Failure;
use kernel::{Currency, Id, Locality};
use ledger::{Account, AccountKey, Class, Holder, Reservation, Transfer, Verb};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What open escrows hold, and what is set aside.
#[derive(Default)]
pub(super) struct Money {
    /// What is available and what is reserved in escrow accounts; those that hold nothing are left out.
    pub(super) escrows: BTreeMap<(Id<Holder>, Currency), Balance>,
    /// The pending transfers for which something is reserved.
    pub(super) reserved: BTreeSet<Id<Transfer>>,
}

/// The holder, class and currency of an account, in its market area.
type Whose = (Locality, Id<Holder>, Class, Currency);

/// What an account has, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Balance {
    pub(super) available: i128,
    pub(super) reserved: i128,
}

/// What the transfers come to; accounts and pending transfers that come to nothing are left out.
#[derive(Debug, Default)]
pub struct Rebuilt {
    balances: HashMap<Whose, Balance>,
    pending: BTreeMap<Id<Transfer>, i128>,
    /// Pending transfers that have not been seen, and what posted or voided them has.
    concluded: BTreeSet<Id<Transfer>>,
}

/// Checks the ledger, and gives what the trades are compared with.
pub(super) async fn check(source: &mut impl Source, report: &mut Report) -> Result<Money, Failure> {
    let (rebuilt, reserved) = transfers(source, report).await?;
    let escrows = accounts(source, rebuilt, report).await?;
    Ok(Money { escrows, reserved })
}

/// Balances made again from the transfers alone, and the reservations of those that are pending.
async fn transfers(
    source: &mut impl Source,
    report: &mut Report,
) -> Result<(Rebuilt, BTreeSet<Id<Transfer>>), Failure> {
    let mut rebuilt = Rebuilt::default();
    report.count("transfers", source.scan::<Transfer>(|transfer| rebuilt.take_in(&transfer)).await?);
    let mut pending = std::mem::take(&mut rebuilt.pending);
    let (mut reserved, mut strays) = (BTreeSet::new(), Vec::new());
    let reserve = |reservation: Reservation| {
        reserved.insert(reservation.transfer);
        if pending.remove(&reservation.transfer) != Some(i128::from(reservation.entry.amount.0)) {
            strays.push(format!("reservation {} is not what its transfer set aside", reservation.transfer));
        }
    };
    report.count("reservations", source.scan::<Reservation>(reserve).await?);
    report.found(strays);
    for transfer in std::mem::take(&mut rebuilt.concluded) {
        report.fault(format!("transfer {transfer} was posted or voided, and there is none"));
    }
    for transfer in pending.into_keys() {
        report.fault(format!("transfer {transfer} is pending, and nothing is reserved for it"));
    }
    Ok((rebuilt, reserved))
}

impl Rebuilt {
    /// Takes in one transfer more.
    ///
    /// Transfers come in the order of their ids, in which two of one microsecond may have changed places: what concludes a
    /// pending transfer may be seen before it, and the two of them come to the same.
    pub fn take_in(&mut self, transfer: &Transfer) {
        let amount = i128::from(transfer.entry.amount.0);
        let (spent, reserved, given) = match transfer.verb {
            Verb::Posted => (amount, 0, amount),
            Verb::Pending if self.concluded.remove(&transfer.id) => (0, 0, 0),
            Verb::Pending => {
                self.pending.insert(transfer.id, amount);
                (amount, amount, 0)
            }
            Verb::PostPending | Verb::VoidPending => {
                let known = transfer.pending.and_then(|pending| self.pending.remove(&pending));
                if known.is_none() {
                    self.concluded.extend(transfer.pending);
                }
                let (whole, posted) = (known.unwrap_or_default(), transfer.verb == Verb::PostPending);
                let given = if posted { amount } else { 0 };
                (given - whole, -whole, given)
            }
        };
        let whose = |key: AccountKey| (transfer.locality, key.holder, key.class, key.currency);
        let debit = whose(transfer.entry.debit);
        self.add(debit, Balance { available: -spent, reserved });
        let credit = whose(transfer.entry.credit);
        self.add(credit, Balance { available: given, reserved: 0 });
    }

    /// What is wrong with the account of a key, of which this row is stored or none.
    pub fn compare(&self, locality: Locality, key: AccountKey, stored: Option<&Account>) -> Option<String> {
        let whose = (locality, key.holder, key.class, key.currency);
        let made = self.balances.get(&whose).copied().unwrap_or_default();
        differs(&whose, stored.map(Balance::of).unwrap_or_default(), made)
    }

    /// Most escrows come to nothing, so they take no room once they do.
    fn add(&mut self, whose: Whose, more: Balance) {
        let had = self.balances.remove(&whose).unwrap_or_default();
        let sum =
            Balance { available: had.available + more.available, reserved: had.reserved + more.reserved };
        if sum != Balance::default() {
            self.balances.insert(whose, sum);
        }
    }
}

async fn accounts(
    source: &mut impl Source,
    mut rebuilt: Rebuilt,
    report: &mut Report,
) -> Result<BTreeMap<(Id<Holder>, Currency), Balance>, Failure> {
    let (mut sums, mut escrows) = (BTreeMap::<Currency, i128>::new(), BTreeMap::new());
    let mut wrong = Vec::new();
    let compare = |account: Account| {
        let stored = Balance::of(&account);
        *sums.entry(account.currency).or_default() += stored.available + stored.reserved;
        let whose = (account.locality, account.holder, account.class, account.currency);
        let made = rebuilt.balances.remove(&whose).unwrap_or_default();
        wrong.extend(differs(&whose, stored, made));
        if account.class == Class::Escrow && stored != Balance::default() {
            escrows.insert((account.holder, account.currency), stored);
        }
    };
    report.count("accounts", source.scan::<Account>(compare).await?);
    report.count("open escrows", u64::try_from(escrows.len()).unwrap_or(u64::MAX));
    for (currency, sum) in sums.into_iter().filter(|(_, sum)| *sum != 0) {
        report.fault(format!("ledger: {currency} sums to {sum}, not to zero"));
    }
    report.found(wrong);
    for whose in rebuilt.balances.keys() {
        report.fault(format!("transfers of {}, which has no account", named(whose)));
    }
    Ok(escrows)
}

impl Balance {
    /// What an account has.
    pub(super) fn of(account: &Account) -> Self {
        Self { available: i128::from(account.available.0), reserved: i128::from(account.reserved.0) }
    }
}

fn differs(whose: &Whose, stored: Balance, made: Balance) -> Option<String> {
    let differs = || format!("balance of {}: stored {stored:?}, transfers make it {made:?}", named(whose));
    (stored != made).then(differs)
}

fn named((locality, holder, class, currency): &Whose) -> String {
    format!("account {holder} ({}, {currency}, locality {})", class.word(), locality.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Amount, Timestamp};
    use ledger::{Entry, Purpose};

    fn account(holder: u128, class: Class) -> AccountKey {
        AccountKey::of(Id::<()>::from_bits(holder), class, Currency::new("USD").unwrap())
    }

    fn transfer(id: u128, verb: Verb, amount: i64, pending: Option<u128>) -> Transfer {
        Transfer {
            locality: Locality(1),
            id: Id::from_bits(id),
            verb,
            pending: pending.map(Id::from_bits),
            posted_at: Timestamp(0),
            entry: Entry {
                debit: account(100, Class::Fund),
                credit: account(200, Class::Escrow),
                amount: Amount(amount),
                purpose: Purpose::Subsidy,
                subject: Id::from_bits(200),
            },
        }
    }

    #[test]
    fn a_pending_transfer_and_what_concludes_it_come_to_the_same_in_either_order() {
        let cases = [(Verb::PostPending, 30), (Verb::PostPending, 50), (Verb::VoidPending, 50)];
        for (verb, amount) in cases {
            let (pending, end) = (transfer(1, Verb::Pending, 50, None), transfer(2, verb, amount, Some(1)));
            let rebuilt = |transfers: [&Transfer; 2]| {
                let mut rebuilt = Rebuilt::default();
                for transfer in transfers {
                    rebuilt.take_in(transfer);
                }
                rebuilt
            };
            let (forth, back) = (rebuilt([&pending, &end]), rebuilt([&end, &pending]));
            let moved = if verb == Verb::PostPending { i128::from(amount) } else { 0 };
            let sum: i128 = forth.balances.values().map(|balance| balance.available.abs()).sum();
            assert_eq!((sum, &forth.balances), (2 * moved, &back.balances));
            for rebuilt in [forth, back] {
                assert!(rebuilt.pending.is_empty() && rebuilt.concluded.is_empty());
                assert!(rebuilt.balances.values().all(|balance| balance.reserved == 0));
            }
        }
    }
}
