//! `poems check`: proves the whole database as it is at one moment, also beside a server, and answers with figures.
//!
//! Records are read one after another and not kept: what stays in memory is a sum a person, an open escrow, an open
//! trade's timer, a booked day and an item that was sold.

mod books;
mod bundles;
mod held;
mod listings;
mod lots;
mod money;
mod needs;
mod one_trade;
mod pools;
mod proposals;
mod quotes;
mod requests;
mod reverse;
mod side_by_side;
mod source;
mod takings;
mod timers;
mod trades;

pub use money::Rebuilt;
pub use one_trade::wrong_with;
pub use source::Source;
pub use trades::wrong_escrow;

use crate::failure::Failure;
use crate::progress::{self, Bar};
use kernel::{Outbox, Reference, Timestamp, rfc3339};
use std::collections::BTreeMap;
use std::fmt;
use store::{Boxed, Store};

/// How many figures the answer has.
const FIGURES: u64 = 19;
/// How many faults are told one by one; the others are counted.
const TOLD: usize = 100;

/// What was counted and what was found wrong.
#[derive(Debug, Default)]
pub struct Report {
    figures: Vec<(&'static str, u64)>,
    faults: Vec<String>,
    untold: u64,
    /// When the last command was decided that is in the records.
    latest: Option<Timestamp>,
    progress: Option<Bar>,
}

/// Checks, over every record as it is at one moment:
///
/// - each currency's ledger sums to zero, balances are the sums of their transfers, and what is reserved is pending;
/// - escrow is what the open parts of trades hold, and nothing else;
/// - a trade stands where its parts are, sums them up, and has its one timer at the next time at which silence does
///   something; there are no other timers of trades, and none of any kind that should have fired an hour before the last command;
/// - what is had together is held, agreed and let go together;
/// - what was agreed has a contract that can be made again;
/// - busy hours and taken pieces are what parts take;
/// - what is counted as held is what trades hold;
/// - what is set aside is what trades, the leaders of auctions, the pledges of pools, requests and offers for listings say.
///
/// `reference` is what decisions consult: contracts are made again from it.
///
/// # Errors
/// [`Failure`] when the records cannot be read.
pub fn check<'a>(store: &'a Store, reference: &'a Reference) -> Boxed<'a, Result<Report, Failure>> {
    Box::pin(checked(store, reference))
}

async fn checked(store: &Store, reference: &Reference) -> Result<Report, Failure> {
    let progress = Some(progress::bar(FIGURES, "check"));
    let mut snapshot = store.snapshot().await?;
    let mut report = Report { progress, latest: snapshot.latest().await?, ..Report::default() };
    all(&mut snapshot, reference, &mut report).await?;
    snapshot.finish().await;
    report.progress.take().iter().for_each(Bar::clear);
    for difference in store.schema_differences().await? {
        report.fault(format!("schema: {difference}"));
    }
    Ok(report)
}

/// The same of records wherever they are, but for their schema and for timers that should have fired.
///
/// # Errors
/// As [`check`].
pub async fn check_records(source: &mut impl Source, reference: &Reference) -> Result<Report, Failure> {
    let mut report = Report::default();
    all(source, reference, &mut report).await?;
    Ok(report)
}

async fn all(source: &mut impl Source, reference: &Reference, report: &mut Report) -> Result<(), Failure> {
    let money = money::check(source, report).await?;
    let mut expected = trades::check(source, money, reference, report).await?;
    let mut reserved = requests::check(source, expected.reserved, report).await?;
    books::check(source, &mut reserved, &mut expected.taken, report).await?;
    listings::check(source, &mut reserved, report).await?;
    pools::check(source, &mut reserved, &mut expected.taken, report).await?;
    bundles::check(source, report).await?;
    quotes::check(source, report).await?;
    needs::check(source, report).await?;
    reverse::check(source, &mut reserved, report).await?;
    proposals::check(source, &mut reserved, report).await?;
    lots::check(source, reserved, &mut expected.taken, report).await?;
    takings::check(source, expected.taken, report).await?;
    held::check(source, expected.held, report).await?;
    timers::check(source, expected.timers, report).await?;
    let messages = source.scan::<Outbox>(drop).await?;
    report.count("messages to deliver", messages);
    Ok(())
}

impl Report {
    /// What was found wrong, as far as it is told one by one.
    pub fn told(&self) -> &[String] {
        &self.faults
    }

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
        let (clean, count, latest) = (self.is_clean(), self.faults(), self.latest.map(rfc3339));
        serde_json::json!({
            "clean": clean,
            "latest_moment": latest,
            "figures": figures,
            "fault_count": count,
            "faults": self.faults,
        })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, figure) in &self.figures {
            writeln!(f, "{figure:>10}  {name}")?;
        }
        let latest = self.latest.map(rfc3339);
        match &latest {
            Some(latest) => writeln!(f, "The last command in these records was decided at {latest}.")?,
            None => writeln!(f, "No command is in these records yet.")?,
        }
        for fault in &self.faults {
            writeln!(f, "FAULT  {fault}")?;
        }
        match self.faults() {
            0 => write!(
                f,
                "Clean: the ledger sums to zero, escrow is what open parts hold, nothing is sold twice, and every \
                 live trade has its timer."
            ),
            faults => write!(f, "{faults} faults, of which {} are told.", self.faults.len()),
        }
    }
}
