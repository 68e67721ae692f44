//! Commands that read, decide and write at once, on several lanes and in two processes, do so as if one after another:
//! nobody is written over, nobody decides upon what is not so any more. Bugs that are put in between the executor and its
//! database are found.
//!
//! A row is the list of what was appended to it; what is looked for is in `testkit::history`.

use crate::market::{ME, Market};
use crate::toys::{Append, Page};
use kernel::{Change, Id, Key, Keys, Loaded, Locality, Owner, Record};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use store::{Engine, EngineFault, Failure, Options, Request, Seam, Store};
use testkit::dice::Dice;
use testkit::history::{Act, Anomaly, Told, anomalies};

crate::on_both_engines![
    what_is_done_at_once_is_done_as_if_one_after_another,
    a_row_that_is_written_without_its_version_is_found,
    rows_that_are_only_read_and_not_guarded_are_found,
    a_read_from_before_is_found,
    what_is_done_and_said_to_have_failed_is_found,
    what_is_said_to_be_done_and_is_not_is_found,
];

/// Of how many localities; each lane has half of them.
const LOCALITIES: u64 = 4;
const ROWS: u64 = 3;
const CLIENTS: u64 = 6;
/// How often a planted bug may be looked for: chance decides who meets whom.
const TRIES: u64 = 20;

/// How many commands each of the clients asks for.
fn commands() -> u64 {
    if testkit::is_long() { 1_000 } else { 30 }
}

/// What a client was told of a command.
type Heard = (u64, Act);

/// The history of one locality, and its rows at the end.
struct Lived {
    acts: Vec<Act>,
    last: BTreeMap<u64, Vec<u64>>,
}

impl Lived {
    fn anomalies(&self) -> Vec<Anomaly> {
        anomalies(&self.acts, &self.last)
    }
}

/// Clients of two processes that follow each other all the time, as two at one address do: each commit may be another's turn.
async fn lived(market: &Market, seam: Option<Seam>, seed: u64) -> Vec<Lived> {
    let options = || market.options().address("both").lanes(2);
    let sealed = |options: Options| match &seam {
        Some(seam) => options.seam(Arc::clone(seam)),
        None => options,
    };
    let (a, b) =
        (Store::open(sealed(options())).await.unwrap(), Store::open(sealed(options())).await.unwrap());
    let clock = Arc::new(AtomicU64::new(0));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let store = if client % 2 == 0 { a.clone() } else { b.clone() };
            tokio::spawn(asks(store, Arc::clone(&clock), seed, client))
        })
        .collect();
    let mut heard = Vec::new();
    for client in clients {
        heard.extend(client.await.unwrap());
    }
    let mut all: Vec<Lived> =
        (0..LOCALITIES).map(|_| Lived { acts: Vec::new(), last: BTreeMap::new() }).collect();
    for (locality, act) in heard {
        all[usize::try_from(locality).unwrap()].acts.push(act);
    }
    let look = |page: Page| {
        let row = u64::try_from(page.id.bits()).unwrap();
        if row / 100 == seed {
            let values = page.values().iter().map(|value| value - seed * 1_000_000).collect();
            all[usize::try_from(page.locality.0 - 1).unwrap()].last.insert(row % 100, values);
        }
    };
    a.scan::<Page>(look).await.unwrap();
    a.close().await;
    b.close().await;
    all
}

/// One client: each command reads two rows and appends to one of them, or to both.
async fn asks(store: Store, clock: Arc<AtomicU64>, seed: u64, client: u64) -> Vec<Heard> {
    let mut dice = Dice(seed * 1_000 + client + 1);
    let mut heard = Vec::new();
    for number in 0..commands() {
        let locality = dice.below(LOCALITIES);
        let first = dice.below(ROWS);
        let rows = [first, (first + 1 + dice.below(ROWS - 1)) % ROWS];
        let written = if dice.below(4) == 0 { &rows[..] } else { &rows[..1] };
        let value = client * 10_000 + number + 1;
        let of_seed = |row: &u64| Id::from_bits(u128::from(seed * 100 + row));
        let append = Append {
            locality: Locality(i64::try_from(locality).unwrap() + 1),
            reads: rows.iter().map(of_seed).collect(),
            writes: written.iter().map(of_seed).collect(),
            value: i64::try_from(seed * 1_000_000 + value).unwrap(),
        };
        let request = Request { id: Id::from_bits(u128::from(seed * 1_000_000 + value)), actor: ME };
        let asked = clock.fetch_add(1, Ordering::SeqCst);
        let (told, saw) = told(&store, request, append, &rows, seed).await;
        let answered = clock.fetch_add(1, Ordering::SeqCst);
        let appends = written.iter().map(|row| (*row, value)).collect();
        heard.push((locality, Act { told, saw, appends, asked, answered }));
    }
    heard
}

/// Whoever is told that the store is busy asks again under the same id.
async fn told(
    store: &Store,
    request: Request,
    append: Append,
    rows: &[u64],
    seed: u64,
) -> (Told, BTreeMap<u64, Vec<u64>>) {
    let mut is_unsure = false;
    for _ in 0..50 {
        match store.run(request, append.clone()).await {
            Ok(seen) => {
                let of_seed =
                    |values: Vec<u64>| values.iter().map(|value| value - seed * 1_000_000).collect();
                return (Told::Done, rows.iter().copied().zip(seen.into_iter().map(of_seed)).collect());
            }
            Err(Failure::Busy) => {}
            Err(Failure::Unsure) => is_unsure = true,
            Err(_) => return (Told::Failed, BTreeMap::new()),
        }
    }
    (if is_unsure { Told::Unsure } else { Told::Failed }, BTreeMap::new())
}

async fn what_is_done_at_once_is_done_as_if_one_after_another(market: Market) {
    let (mut done, mut saw) = (0, 0);
    for seed in 1..=if testkit::is_long() { 10 } else { 1 } {
        for locality in lived(&market, None, seed).await {
            assert_eq!(locality.anomalies(), [], "seed {seed}");
            done += locality.acts.iter().filter(|act| act.told == Told::Done).count();
            saw +=
                locality.acts.iter().flat_map(|act| act.saw.values()).filter(|seen| !seen.is_empty()).count();
        }
    }
    assert!(done >= 180 && saw * 2 > done, "{done} {saw}");
}

/// Looks for an anomaly of this kind with a bug put in.
async fn is_found(market: &Market, bug: Bug, is_kind: fn(&Anomaly) -> bool) {
    let mut others = Vec::new();
    for seed in 1..=TRIES {
        let seam: Seam =
            Arc::new(move |inner| Box::new(Buggy { inner, bug, turns: 0, remembered: BTreeMap::new() }));
        for locality in lived(market, Some(seam), seed).await {
            let found = locality.anomalies();
            if found.iter().any(is_kind) {
                return;
            }
            others.extend(found);
        }
    }
    panic!("not found: {bug:?}; but {others:?}");
}

async fn a_row_that_is_written_without_its_version_is_found(market: Market) {
    is_found(&market, Bug::WritesOver, |found| matches!(found, Anomaly::LostUpdate { .. })).await;
}

async fn rows_that_are_only_read_and_not_guarded_are_found(market: Market) {
    is_found(&market, Bug::OwnerUnchecked, |found| matches!(found, Anomaly::WriteSkew(_))).await;
}

async fn a_read_from_before_is_found(market: Market) {
    let is_stale = |found: &Anomaly| matches!(found, Anomaly::StaleRead(_) | Anomaly::ReadSkew(_));
    is_found(&market, Bug::ReadsFromBefore, is_stale).await;
}

async fn what_is_done_and_said_to_have_failed_is_found(market: Market) {
    is_found(&market, Bug::SaysItFailed, |found| matches!(found, Anomaly::Aborted { .. })).await;
}

async fn what_is_said_to_be_done_and_is_not_is_found(market: Market) {
    is_found(&market, Bug::LosesARow, |found| matches!(found, Anomaly::Lost { .. })).await;
}

/// What is wrong between the executor and its database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bug {
    /// Rows are written whatever their version.
    WritesOver,
    /// The owner row is written whatever its version, so nothing guards what is only read.
    OwnerUnchecked,
    /// One row in four is read as it was when this lane read it before.
    ReadsFromBefore,
    /// One commit in four is made, and said to have been rejected.
    SaysItFailed,
    /// The rows are left out of one commit in four.
    LosesARow,
}

const OF: u64 = 4;
const BETWEEN: Duration = Duration::from_millis(3);

struct Buggy {
    inner: Box<dyn Engine>,
    bug: Bug,
    turns: u64,
    /// What was read of each row before.
    remembered: BTreeMap<Key, Loaded>,
}

impl Buggy {
    /// The change, to be made on whatever version is there.
    fn on_any_version(&mut self, change: &Change) -> Result<Change, EngineFault> {
        let mut keys = Keys::default();
        keys.point(change.key.clone());
        let version = self.inner.load(&keys)?.first().map_or(0, |loaded| loaded.version);
        Ok(Change { version, after: version + 1, ..change.clone() })
    }
}

impl Engine for Buggy {
    fn load(&mut self, keys: &Keys) -> Result<Vec<Loaded>, EngineFault> {
        let mut rows = self.inner.load(keys)?;
        if self.bug == Bug::ReadsFromBefore {
            for row in rows.iter_mut().filter(|row| row.key.table.name == Page::TABLE.name) {
                self.turns += 1;
                match self.remembered.get(&row.key) {
                    Some(before) if self.turns.is_multiple_of(OF) => *row = before.clone(),
                    _ => drop(self.remembered.insert(row.key.clone(), row.clone())),
                }
            }
        }
        Ok(rows)
    }

    fn commit(&mut self, changes: &[Change]) -> Result<(), EngineFault> {
        self.turns += 1;
        // Whoever else writes comes between the reads and the commit.
        std::thread::sleep(BETWEEN);
        let is_page = |change: &Change| change.key.table.name == Page::TABLE.name;
        let is_turn = self.turns.is_multiple_of(OF) && changes.iter().any(is_page);
        match self.bug {
            Bug::WritesOver | Bug::OwnerUnchecked => {
                let mut loose = Vec::with_capacity(changes.len());
                for change in changes {
                    let is_loose = change.key.table.name == Owner::TABLE.name
                        || (self.bug == Bug::WritesOver && is_page(change));
                    loose.push(if is_loose { self.on_any_version(change)? } else { change.clone() });
                }
                self.inner.commit(&loose)
            }
            Bug::SaysItFailed if is_turn => {
                self.inner.commit(changes)?;
                Err(EngineFault::Rejected("a test".into()))
            }
            Bug::LosesARow if is_turn => {
                let kept: Vec<_> = changes.iter().filter(|change| !is_page(change)).cloned().collect();
                self.inner.commit(&kept)
            }
            Bug::ReadsFromBefore | Bug::SaysItFailed | Bug::LosesARow => self.inner.commit(changes),
        }
    }
}
