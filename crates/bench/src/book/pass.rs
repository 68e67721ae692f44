//! One pass: every buyer books its share, one booking after the other; all buyers at once.

use crate::measure::{Samples, Spent, Stopwatch, written_bytes};
use crate::peers::server::Server;
use host::failure::Failure;
use kernel::Id;
use market::mechanisms::stored_availability::work::HoldWork;
use market::trade::{Stage, Trade};
use std::collections::BTreeMap;
use store::Store;
use tokio::task::JoinSet;

/// What a pass came to.
pub(super) struct Outcome {
    /// How many bookings.
    pub(super) count: i64,
    /// By this process.
    pub(super) spent: Spent,
    /// Processor time of the database's own processes, in nanoseconds.
    pub(super) server_cpu: i64,
    /// Bytes that went to the device, or into the log of PostgreSQL.
    pub(super) written: i64,
    /// Rows written.
    pub(super) rows: i64,
    /// Commits.
    pub(super) commits: i64,
    /// From asking for the hours to having them booked.
    pub(super) latencies: Samples,
}

/// What was counted up to a moment.
struct Counted {
    /// By process.
    server_cpu: BTreeMap<i64, i64>,
    written: i64,
    rows: u64,
    commits: u64,
}

impl Outcome {
    /// A total's part of one booking.
    pub(super) fn each(&self, total: i64) -> i64 {
        total / self.count.max(1)
    }
}

async fn count(store: &Store, server: Option<&Server>) -> Result<Counted, Failure> {
    let stats = store.stats();
    let (server_cpu, written) = match server {
        Some(server) => server.look().await?,
        None => (BTreeMap::new(), written_bytes()),
    };
    Ok(Counted { server_cpu, written, rows: stats.rows, commits: stats.batches })
}

/// What a buyer has booked, and how long each took in nanoseconds.
pub(super) type Booked = Vec<(Id<Trade>, i64)>;

/// Lets all buyers book their shares straight from the store.
pub(super) async fn direct(
    store: &Store,
    server: Option<&Server>,
    shares: Vec<Vec<HoldWork>>,
) -> Result<Outcome, Failure> {
    let buyers = shares.into_iter().map(|share| {
        let store = store.clone();
        async move { book(&store, share).await }
    });
    measure(store, server, buyers).await
}

/// Lets all buyers book at once, and makes sure that every booking is there.
pub(super) async fn measure(
    store: &Store,
    server: Option<&Server>,
    work: impl Iterator<Item = impl Future<Output = Result<Booked, Failure>> + Send + 'static>,
) -> Result<Outcome, Failure> {
    let before = count(store, server).await?;
    let watch = Stopwatch::start();
    let mut buyers = JoinSet::new();
    for buyer in work {
        buyers.spawn(buyer);
    }
    let mut booked = Vec::new();
    for outcome in buyers.join_all().await {
        booked.extend(outcome?);
    }
    let spent = watch.spent();
    let after = count(store, server).await?;
    for (trade, _) in &booked {
        let found = store.find::<Trade>((trade.locality(), *trade)).await?;
        if found.is_none_or(|found| found.stage != Stage::Booked) {
            return Err(Failure::failed(
                format!("booking {trade} is missing"),
                "Report this: it is a fault.",
            ));
        }
    }
    let earlier = |process: &i64| before.server_cpu.get(process).copied().unwrap_or(0);
    let grown = after.server_cpu.iter().map(|(process, cpu)| cpu - earlier(process));
    let difference =
        |after: u64, before: u64| i64::try_from(after.saturating_sub(before)).unwrap_or(i64::MAX);
    Ok(Outcome {
        count: i64::try_from(booked.len()).unwrap_or(i64::MAX),
        spent,
        server_cpu: grown.sum(),
        written: after.written - before.written,
        rows: difference(after.rows, before.rows),
        commits: difference(after.commits, before.commits),
        latencies: Samples::of(booked.into_iter().map(|(_, wall)| wall)),
    })
}

/// One buyer's bookings, and how long each took.
async fn book(store: &Store, share: Vec<HoldWork>) -> Result<Booked, Failure> {
    let mut booked = Vec::new();
    for hold in share {
        let watch = Stopwatch::start();
        let buyer = hold.buyer;
        let request = || store.request(buyer.locality(), buyer.cast());
        let held = store.run(request(), hold).await?;
        let trade = held.trade;
        store.run(request(), held.agree()).await?;
        booked.push((trade, watch.spent().wall));
    }
    Ok(booked)
}
