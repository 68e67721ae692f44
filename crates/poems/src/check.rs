//! `poems check`: proves the whole database, at any time, and answers with figures.

use crate::failure::Failure;
use kernel::{Id, Locality, Slots};
use ledger::{Account, Class, Holder, Reservation, Transfer, Verb};
use market::trade::{Stage, Trade};
use market::users::{assets::Resource, availability::ResourceDay};
use std::collections::BTreeMap;
use std::fmt;
use store::Store;

/// What was counted and what was found wrong.
#[derive(Debug, Default)]
pub(crate) struct Report {
    figures: Vec<(&'static str, u64)>,
    faults: Vec<String>,
}

/// Names an account: locality, holder, class and currency.
type AccountKey = (Locality, Id<Holder>, Class, kernel::Currency);

/// Checks, over every record: each currency's ledger sums to zero; balances are the sums of their transfers and
/// reservations; escrow is what open trades hold, and nothing else; busy hours are the hours of trades.
///
/// # Errors
/// [`Failure`] when the records cannot be read.
pub(crate) async fn check(store: &Store) -> Result<Report, Failure> {
    let mut report = Report::default();
    let accounts = accounts(store, &mut report).await?;
    transfers(store, &accounts, &mut report).await?;
    let trades = trades(store, &mut report).await?;
    escrow(&accounts, &trades, &mut report);
    hours(store, &trades, &mut report).await?;
    let differences = store.schema_differences().await?;
    report.faults.extend(differences.into_iter().map(|difference| format!("schema: {difference}")));
    Ok(report)
}

async fn accounts(store: &Store, report: &mut Report) -> Result<BTreeMap<AccountKey, (i128, i128)>, Failure> {
    let mut accounts = BTreeMap::new();
    let mut sums: BTreeMap<kernel::Currency, i128> = BTreeMap::new();
    let count = store
        .scan::<Account>(|account| {
            let (available, reserved) = (i128::from(account.available.0), i128::from(account.reserved.0));
            *sums.entry(account.currency).or_default() += available + reserved;
            let key = (account.locality, account.holder, account.class, account.currency);
            accounts.insert(key, (available, reserved));
        })
        .await?;
    report.figures.push(("accounts", count));
    for (currency, sum) in sums.into_iter().filter(|(_, sum)| *sum != 0) {
        report.faults.push(format!("ledger: {currency} sums to {sum}, not to zero"));
    }
    Ok(accounts)
}

/// Balances made again from the transfers alone.
async fn transfers(
    store: &Store,
    accounts: &BTreeMap<AccountKey, (i128, i128)>,
    report: &mut Report,
) -> Result<(), Failure> {
    let mut rebuilt: BTreeMap<AccountKey, (i128, i128)> = BTreeMap::new();
    let mut set_aside: BTreeMap<Id<Transfer>, i128> = BTreeMap::new();
    let count = store
        .scan::<Transfer>(|transfer| {
            let amount = i128::from(transfer.amount.0);
            let whole = transfer.pending.and_then(|pending| set_aside.remove(&pending)).unwrap_or_default();
            let (spent, reserved, given) = match transfer.verb {
                Verb::Posted => (amount, 0, amount),
                Verb::Pending => (amount, amount, 0),
                Verb::PostPending => (amount - whole, -whole, amount),
                Verb::VoidPending => (-whole, -whole, 0),
            };
            if transfer.verb == Verb::Pending {
                set_aside.insert(transfer.id, amount);
            }
            let key = |holder, class| (transfer.locality, holder, class, transfer.currency);
            let debit = rebuilt.entry(key(transfer.debit_holder, transfer.debit_class)).or_default();
            *debit = (debit.0 - spent, debit.1 + reserved);
            if given != 0 {
                rebuilt.entry(key(transfer.credit_holder, transfer.credit_class)).or_default().0 += given;
            }
        })
        .await?;
    report.figures.push(("transfers", count));
    for (key, stored) in accounts {
        let made = rebuilt.remove(key).unwrap_or_default();
        if made != *stored {
            report.faults.push(format!("balance of {key:?}: stored {stored:?}, transfers make it {made:?}"));
        }
    }
    report
        .faults
        .extend(rebuilt.into_keys().map(|key| format!("transfers of {key:?}, which has no account")));

    let mut pending: BTreeMap<Id<Transfer>, i128> = BTreeMap::new();
    let reserve = |reservation: Reservation| {
        pending.insert(reservation.transfer, i128::from(reservation.amount.0));
    };
    report.figures.push(("reservations", store.scan::<Reservation>(reserve).await?));
    if pending != set_aside {
        report.faults.push("reservations differ from the transfers that are pending".to_owned());
    }
    Ok(())
}

async fn trades(store: &Store, report: &mut Report) -> Result<Vec<Trade>, Failure> {
    let mut trades = Vec::new();
    report.figures.push(("trades", store.scan::<Trade>(|trade| trades.push(trade)).await?));
    Ok(trades)
}

/// A trade holds money from booking to its end, and none before or after.
fn escrow(accounts: &BTreeMap<AccountKey, (i128, i128)>, trades: &[Trade], report: &mut Report) {
    let mut held: BTreeMap<Id<Holder>, i128> = accounts
        .iter()
        .filter(|((_, _, class, _), _)| *class == Class::Escrow)
        .map(|((_, holder, ..), (available, reserved))| (*holder, available + reserved))
        .collect();
    report.figures.push(("open escrows", count(held.values().filter(|amount| **amount != 0))));
    for trade in trades {
        let amount = held.remove(&trade.id.cast()).unwrap_or_default();
        let is_funded = matches!(trade.stage, Stage::Booked | Stage::Recorded | Stage::Reported);
        let fits = if is_funded { amount >= i128::from(trade.buyer_pays.0) } else { amount == 0 };
        if !fits {
            report.faults.push(format!("escrow of trade {} ({}): {amount}", trade.id, trade.stage.word()));
        }
    }
    report.faults.extend(held.into_keys().map(|holder| format!("escrow {holder} belongs to no trade")));
}

/// Busy hours made again from the trades that keep theirs.
async fn hours(store: &Store, trades: &[Trade], report: &mut Report) -> Result<(), Failure> {
    let mut sold: BTreeMap<(Id<Resource>, kernel::Day), Slots> = BTreeMap::new();
    for trade in trades.iter().filter(|trade| !matches!(trade.stage, Stage::Lapsed | Stage::Cancelled)) {
        let Ok(span) = trade.span() else {
            report.faults.push(format!("trade {}: its times are no span", trade.id));
            continue;
        };
        for (day, slots) in span.by_day() {
            let busy = sold.entry((trade.resource, day)).or_default();
            if busy.meets(slots) {
                report.faults.push(format!("resource {} is sold twice on {}", trade.resource, day.date()));
            }
            *busy = busy.with(slots);
        }
    }
    let mut quarters = 0;
    let compare = |stored: ResourceDay| {
        quarters += stored.busy.count();
        let made = sold.remove(&(stored.resource, stored.day)).unwrap_or_default();
        if made != stored.busy {
            let (resource, day) = (stored.resource, stored.day.date());
            report
                .faults
                .push(format!("hours of {resource} on {day}: stored {:?}, trades {made:?}", stored.busy));
        }
    };
    store.scan::<ResourceDay>(compare).await?;
    report.figures.push(("booked quarter-hours", u64::try_from(quarters).unwrap_or_default()));
    report
        .faults
        .extend(sold.into_keys().map(|(resource, day)| format!("{resource} has no hours on {}", day.date())));
    Ok(())
}

fn count<T>(items: impl Iterator<Item = T>) -> u64 {
    u64::try_from(items.count()).unwrap_or(u64::MAX)
}

impl Report {
    /// Whether nothing is wrong.
    pub(crate) fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }

    /// The report as one JSON object.
    pub(crate) fn json(&self) -> String {
        let figures: BTreeMap<_, _> = self.figures.iter().copied().collect();
        serde_json::json!({ "clean": self.is_clean(), "figures": figures, "faults": self.faults }).to_string()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, figure) in &self.figures {
            writeln!(f, "{figure:>10}  {name}")?;
        }
        for fault in &self.faults {
            writeln!(f, "FAULT  {fault}")?;
        }
        match self.faults.len() {
            0 => write!(
                f,
                "Clean: the ledger sums to zero, escrow is what open trades hold, hours are sold once."
            ),
            faults => write!(f, "{faults} faults."),
        }
    }
}
