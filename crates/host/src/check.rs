//! `poems check`: proves the whole database as it is at one moment, also beside a server, and answers with figures.
//!
//! Records are read one after another and not kept: what stays in memory is a sum a person, an open escrow and a
//! booked day.

use crate::failure::Failure;
use crate::progress::{self, Bar};
use kernel::{Currency, Day, Id, Locality, Outbox, Slots, Timer};
use ledger::{Account, Class, Holder, Reservation, Transfer, Verb};
use market::trade::{Stage, Trade};
use market::users::{assets::Resource, availability::ResourceDay};
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use store::{Snapshot, Store};

/// How many figures the answer has.
const FIGURES: u64 = 8;
/// How many faults are told one by one; the others are counted.
const TOLD: usize = 100;

/// What was counted and what was found wrong.
#[derive(Debug, Default)]
pub struct Report {
    figures: Vec<(&'static str, u64)>,
    faults: Vec<String>,
    untold: u64,
    progress: Option<Bar>,
}

/// Names an account: locality, holder, class and currency.
type AccountKey = (Locality, Id<Holder>, Class, Currency);
/// What is available and what is reserved, in minor units.
type Balance = (i128, i128);

/// What the transfers come to; accounts and pending transfers that come to nothing are left out.
#[derive(Default)]
struct Rebuilt {
    balances: HashMap<AccountKey, Balance>,
    pending: BTreeMap<Id<Transfer>, i128>,
}

/// What escrow accounts hold, those that hold nothing left out.
type Escrows = BTreeMap<Id<Holder>, i128>;

/// The hours that trades have taken, by resource and day.
type Sold = BTreeMap<(Id<Resource>, Day), Slots>;

/// Checks, over every record as it is at one moment: each currency's ledger sums to zero; balances are the sums of
/// their transfers and reservations; escrow is what open trades hold, and nothing else; busy hours are the hours of
/// trades.
///
/// # Errors
/// [`Failure`] when the records cannot be read.
pub async fn check(store: &Store) -> Result<Report, Failure> {
    let progress = Some(progress::bar(FIGURES, "check"));
    let mut report = Report { progress, ..Report::default() };
    let mut snapshot = store.snapshot().await?;
    let rebuilt = transfers(&mut snapshot, &mut report).await?;
    let escrows = accounts(&mut snapshot, rebuilt, &mut report).await?;
    let sold = trades(&mut snapshot, escrows, &mut report).await?;
    hours(&mut snapshot, sold, &mut report).await?;
    report.count("messages to deliver", snapshot.scan::<Outbox>(drop).await?);
    report.count("timers set", snapshot.scan::<Timer>(drop).await?);
    snapshot.finish().await;
    report.progress.take().iter().for_each(Bar::clear);
    for difference in store.schema_differences().await? {
        report.fault(format!("schema: {difference}"));
    }
    Ok(report)
}

/// Balances made again from the transfers alone, and the reservations of those that are pending.
async fn transfers(snapshot: &mut Snapshot, report: &mut Report) -> Result<Rebuilt, Failure> {
    let mut rebuilt = Rebuilt::default();
    report.count("transfers", snapshot.scan::<Transfer>(|transfer| rebuilt.take_in(&transfer)).await?);
    let (mut pending, mut strays) = (std::mem::take(&mut rebuilt.pending), Vec::new());
    let reserve = |reservation: Reservation| {
        if pending.remove(&reservation.transfer) != Some(i128::from(reservation.amount.0)) {
            strays.push(reservation.transfer);
        }
    };
    report.count("reservations", snapshot.scan::<Reservation>(reserve).await?);
    for transfer in strays {
        report.fault(format!("reservation {transfer} is not what its transfer set aside"));
    }
    for transfer in pending.into_keys() {
        report.fault(format!("transfer {transfer} is pending, and nothing is reserved for it"));
    }
    Ok(rebuilt)
}

impl Rebuilt {
    fn take_in(&mut self, transfer: &Transfer) {
        let amount = i128::from(transfer.amount.0);
        let whole = transfer.pending.and_then(|pending| self.pending.remove(&pending)).unwrap_or_default();
        let (spent, reserved, given) = match transfer.verb {
            Verb::Posted => (amount, 0, amount),
            Verb::Pending => (amount, amount, 0),
            Verb::PostPending => (amount - whole, -whole, amount),
            Verb::VoidPending => (-whole, -whole, 0),
        };
        if transfer.verb == Verb::Pending {
            self.pending.insert(transfer.id, amount);
        }
        let key = |holder, class| (transfer.locality, holder, class, transfer.currency);
        self.add(key(transfer.debit_holder, transfer.debit_class), (-spent, reserved));
        self.add(key(transfer.credit_holder, transfer.credit_class), (given, 0));
    }

    /// Most escrows come to nothing, so they take no room once they do.
    fn add(&mut self, key: AccountKey, (available, reserved): Balance) {
        let balance = self.balances.remove(&key).unwrap_or_default();
        let sum = (balance.0 + available, balance.1 + reserved);
        if sum != (0, 0) {
            self.balances.insert(key, sum);
        }
    }
}

async fn accounts(
    snapshot: &mut Snapshot,
    mut rebuilt: Rebuilt,
    report: &mut Report,
) -> Result<Escrows, Failure> {
    let (mut sums, mut escrows, mut wrong) = (BTreeMap::<Currency, i128>::new(), Escrows::new(), Vec::new());
    let compare = |account: Account| {
        let stored = (i128::from(account.available.0), i128::from(account.reserved.0));
        *sums.entry(account.currency).or_default() += stored.0 + stored.1;
        let key = (account.locality, account.holder, account.class, account.currency);
        let made = rebuilt.balances.remove(&key).unwrap_or_default();
        if made != stored {
            wrong.push(format!("balance of {key:?}: stored {stored:?}, transfers make it {made:?}"));
        }
        if account.class == Class::Escrow && stored != (0, 0) {
            escrows.insert(account.holder, stored.0 + stored.1);
        }
    };
    report.count("accounts", snapshot.scan::<Account>(compare).await?);
    report.count("open escrows", u64::try_from(escrows.len()).unwrap_or(u64::MAX));
    for (currency, sum) in sums.into_iter().filter(|(_, sum)| *sum != 0) {
        report.fault(format!("ledger: {currency} sums to {sum}, not to zero"));
    }
    report.found(wrong);
    for key in rebuilt.balances.into_keys() {
        report.fault(format!("transfers of {key:?}, which has no account"));
    }
    Ok(escrows)
}

/// A trade holds money from booking to its end, and none before or after; it keeps its hours unless it came to
/// nothing.
async fn trades(snapshot: &mut Snapshot, mut escrows: Escrows, report: &mut Report) -> Result<Sold, Failure> {
    let (mut sold, mut wrong) = (Sold::new(), Vec::new());
    let take = |trade: Trade| {
        let amount = escrows.remove(&trade.id.cast()).unwrap_or_default();
        let is_funded = matches!(trade.stage, Stage::Booked | Stage::Recorded | Stage::Reported);
        let fits = if is_funded { amount >= i128::from(trade.buyer_pays.0) } else { amount == 0 };
        if !fits {
            wrong.push(format!("escrow of trade {} ({}): {amount}", trade.id, trade.stage.word()));
        }
        if !matches!(trade.stage, Stage::Lapsed | Stage::Cancelled) {
            wrong.extend(sell(&trade, &mut sold));
        }
    };
    report.count("trades", snapshot.scan::<Trade>(take).await?);
    report.found(wrong);
    for holder in escrows.into_keys() {
        report.fault(format!("escrow {holder} belongs to no trade"));
    }
    Ok(sold)
}

/// Enters the hours of a trade; gives what is wrong with them.
fn sell(trade: &Trade, sold: &mut Sold) -> Vec<String> {
    let Ok(span) = trade.span() else { return vec![format!("trade {}: its times are no span", trade.id)] };
    let mut wrong = Vec::new();
    for (day, slots) in span.by_day() {
        let busy = sold.entry((trade.resource, day)).or_default();
        if busy.meets(slots) {
            wrong.push(format!("resource {} is sold twice on {}", trade.resource, day.date()));
        }
        *busy = busy.with(slots);
    }
    wrong
}

/// Busy hours are those of the trades that keep theirs.
async fn hours(snapshot: &mut Snapshot, mut sold: Sold, report: &mut Report) -> Result<(), Failure> {
    let (mut quarters, mut wrong) = (0, Vec::new());
    let compare = |stored: ResourceDay| {
        quarters += stored.busy.count();
        let made = sold.remove(&(stored.resource, stored.day)).unwrap_or_default();
        if made != stored.busy {
            let (resource, day) = (stored.resource, stored.day.date());
            wrong.push(format!("hours of {resource} on {day}: stored {:?}, trades {made:?}", stored.busy));
        }
    };
    snapshot.scan::<ResourceDay>(compare).await?;
    report.count("booked quarter-hours", u64::try_from(quarters).unwrap_or_default());
    report.found(wrong);
    for (resource, day) in sold.into_keys() {
        report.fault(format!("{resource} has no hours on {}", day.date()));
    }
    Ok(())
}

impl Report {
    fn count(&mut self, what: &'static str, figure: u64) {
        self.figures.push((what, figure));
        self.progress.iter().for_each(|bar| bar.inc(1));
    }

    fn fault(&mut self, fault: String) {
        if self.faults.len() < TOLD { self.faults.push(fault) } else { self.untold += 1 }
    }

    fn found(&mut self, faults: Vec<String>) {
        for fault in faults {
            self.fault(fault);
        }
    }

    fn faults(&self) -> u64 {
        self.untold.saturating_add(u64::try_from(self.faults.len()).unwrap_or(u64::MAX))
    }

    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }

    /// The report as JSON.
    pub fn json(&self) -> serde_json::Value {
        let figures: BTreeMap<_, _> = self.figures.iter().copied().collect();
        let (clean, count) = (self.is_clean(), self.faults());
        serde_json::json!({ "clean": clean, "figures": figures, "fault_count": count, "faults": self.faults })
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
        match self.faults() {
            0 => write!(
                f,
                "Clean: the ledger sums to zero, escrow is what open trades hold, hours are sold once."
            ),
            faults => write!(f, "{faults} faults, of which {} are told.", self.faults.len()),
        }
    }
}
