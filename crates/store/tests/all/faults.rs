//! Faults of the database, put in between the executor and the engine.

use crate::market::{HERE, HandClock, Market, THERE, logged, mine};
use crate::toys::{Fill, FillBy, MIGRATIONS, Purse, Ring, Toll};
use kernel::{Amount, Change, CommitListener, Id, Keys, Loaded, Record, Timestamp, Value};
use std::collections::BTreeSet;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Arc, Mutex};
use store::{Engine, EngineFault, Failure, Migration, Seam, Store};

crate::on_both_engines![
    lost_before_the_commit,
    lost_after_the_commit,
    what_was_lost_but_durable_is_told_once,
    lost_while_reading,
    a_lost_commit_that_arrives_late,
    what_arrives_late_is_told_once,
    what_is_refused_after_a_lost_commit_is_not_done_by_it,
    a_database_that_is_gone_is_told_and_comes_back,
    a_commit_whose_answer_is_lost_is_not_known_and_then_heard,
    an_area_that_is_out_of_reach_keeps_no_other_waiting,
    what_the_database_rejects_fails_alone,
    what_conflicts_for_ever_is_halved_out,
    a_check_that_only_the_database_knows,
];

/// What happens instead of a commit, or after it.
enum Mishap {
    None,
    Before(EngineFault),
    After(EngineFault),
    /// The commit is lost, and carried out just before the next one.
    Late,
}

type Plan = dyn FnMut(&[Change]) -> Mishap + Send;

/// An engine to which things happen.
struct Mishaps {
    inner: Box<dyn Engine>,
    plan: Arc<Mutex<Plan>>,
    late: Option<Vec<Change>>,
    loads_to_lose: u32,
}

/// Every change of a purse that was told, as its id and version.
#[derive(Default)]
struct Heard(Mutex<Vec<(u128, i64)>>);

async fn lost_before_the_commit(market: Market) {
    let (store, heard) = open(&market, nth([1, 2], || Mishap::Before(lost()))).await;
    fill_fifty(&store).await;
    assert_eq!(store.stats().reconnects, 2);
    everything_happened_once(&store, &heard).await;
}

async fn lost_after_the_commit(market: Market) {
    let (store, heard) = open(&market, nth([1, 3], || Mishap::After(lost()))).await;
    fill_fifty(&store).await;
    assert!(store.stats().reconnects >= 1);
    everything_happened_once(&store, &heard).await;
}

async fn what_was_lost_but_durable_is_told_once(market: Market) {
    let lose_poison = |changes: &[Change]| {
        if has_poison(changes) { Mishap::After(lost()) } else { Mishap::None }
    };
    let (store, heard) = open(&market, lose_poison).await;
    let fill = |locality, purse| Fill { locality, purse: Id::from_bits(purse), amount: 3 };
    store.run(mine(1), fill(HERE, POISON)).await.unwrap();
    assert_eq!(*heard.0.lock().unwrap(), [(POISON, 3)], "told before it is answered");
    store.run(mine(2), fill(HERE, 5)).await.unwrap();
    assert_eq!(*heard.0.lock().unwrap(), [(POISON, 3), (5, 3)]);
}

async fn lost_while_reading(market: Market) {
    let seam: Seam = Arc::new(|inner| {
        let plan: Arc<Mutex<Plan>> = Arc::new(Mutex::new(|_: &[Change]| Mishap::None));
        Box::new(Mishaps { inner, plan, late: None, loads_to_lose: 2 })
    });
    let (store, heard) = open_with(&market, seam).await;
    fill_fifty(&store).await;
    assert_eq!(store.stats().reconnects, 2);
    everything_happened_once(&store, &heard).await;
}

async fn a_lost_commit_that_arrives_late(market: Market) {
    let (store, heard) = open(&market, nth([2, 0], || Mishap::Late)).await;
    for _ in 0..3 {
        fill_fifty(&store).await;
    }
    assert!(store.stats().conflicts >= 1, "the owner row gave the late one away");
    everything_happened_once(&store, &heard).await;
}

async fn what_arrives_late_is_told_once(market: Market) {
    let mut is_first = true;
    let late_once =
        move |_: &[Change]| if std::mem::take(&mut is_first) { Mishap::Late } else { Mishap::None };
    let (store, heard) = open(&market, late_once).await;
    let fill = Fill { locality: HERE, purse: Id::from_bits(5), amount: 3 };
    store.run(mine(1), fill).await.unwrap();
    assert_eq!(*heard.0.lock().unwrap(), [(5, 3)]);
    assert_eq!((store.stats().reconnects, store.stats().conflicts), (1, 1));
}

/// The lost commit is still on its way when its command is decided once more, and by then it is too late for it.
async fn what_is_refused_after_a_lost_commit_is_not_done_by_it(market: Market) {
    let clock = HandClock::at(1);
    let moved = Arc::clone(&clock);
    let mut is_first = true;
    let late_once = move |_: &[Change]| {
        moved.set(10);
        if std::mem::take(&mut is_first) { Mishap::Late } else { Mishap::None }
    };
    let plan: Arc<Mutex<Plan>> = Arc::new(Mutex::new(late_once));
    let seam: Seam = Arc::new(move |inner| {
        Box::new(Mishaps { inner, plan: Arc::clone(&plan), late: None, loads_to_lose: 0 })
    });
    let store = Store::open(market.options().seam(seam).lanes(1).clock(clock)).await.unwrap();
    let fill = FillBy { locality: HERE, purse: Id::from_bits(5), by: Timestamp(5) };
    let first = store.run(mine(1), fill.clone()).await;
    store.run(mine(2), Fill { locality: HERE, purse: Id::from_bits(6), amount: 1 }).await.unwrap();
    let is_done = store.find::<Purse>((HERE, Id::from_bits(5))).await.unwrap().is_some();
    assert_eq!(first.is_ok(), is_done, "{first:?}");
    assert_eq!(store.run(mine(1), fill).await.ok(), first.ok(), "the same answer for ever");
}

async fn a_database_that_is_gone_is_told_and_comes_back(market: Market) {
    let (store, heard) = open(&market, nth([1, 2, 3, 4, 5, 6, 7, 8], || Mishap::After(lost()))).await;
    let gone = Arc::new(Mutex::new(true));
    let (other, _) = {
        let gone = Arc::clone(&gone);
        let plan =
            move |_: &[Change]| if *gone.lock().unwrap() { Mishap::Before(lost()) } else { Mishap::None };
        open(&market, plan).await
    };
    fill_fifty(&store).await;
    store.close().await;
    let fill = Fill { locality: HERE, purse: Id::from_bits(99), amount: 1 };
    assert!(
        matches!(other.run(mine(500), fill.clone()).await, Err(Failure::Unsure)),
        "it may have been done"
    );
    *gone.lock().unwrap() = false;
    other.run(mine(500), fill).await.unwrap();
    let told = heard.0.lock().unwrap().clone();
    assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), told.len(), "each change is told once");
}

/// A database of many machines has lost the one of another area, and both areas share a lane.
async fn an_area_that_is_out_of_reach_keeps_no_other_waiting(market: Market) {
    let is_away = Arc::new(std::sync::atomic::AtomicBool::new(true));
    let tries = Arc::new(std::sync::atomic::AtomicU32::new(0));
    let (away, tried) = (Arc::clone(&is_away), Arc::clone(&tries));
    let lose_there = move |changes: &[Change]| {
        let is_there = changes.iter().any(|change| change.key.parts.first() == Some(&Value::Int(THERE.0)));
        if is_there && away.load(SeqCst) {
            tried.fetch_add(1, SeqCst);
            Mishap::Before(lost())
        } else {
            Mishap::None
        }
    };
    let (store, _) = open(&market, lose_there).await;
    let fill = |locality, purse| Fill { locality, purse: Id::from_bits(purse), amount: 1 };
    let mut sent = 0;
    let mut both = async |there: u128| {
        sent += 2;
        tokio::join!(store.run(mine(sent), fill(HERE, 5)), store.run(mine(sent + 1), fill(THERE, there)))
    };
    let (here, there) = both(1).await;
    assert!(here.is_ok() && matches!(there, Err(Failure::Unsure)), "{here:?} {there:?}");
    let first = tries.swap(0, SeqCst);
    assert!(first <= 10, "tried together, and then by itself until it was given up: {first}");
    for purse in 2..=9 {
        let (here, there) = both(purse).await;
        assert!(here.is_ok() && matches!(there, Err(Failure::Unsure)), "{here:?} {there:?}");
    }
    assert_eq!(tries.swap(0, SeqCst), 8, "each was tried once, and nobody waited");
    is_away.store(false, SeqCst);
    assert_eq!(both(10).await.1.unwrap(), Amount(1), "and once is enough when it is back");
    is_away.store(true, SeqCst);
    both(11).await.1.unwrap_err();
    assert!(tries.load(SeqCst) > 1, "what was in reach is worth some patience");
}

/// The answer to the commit is lost, and the database with it: nobody says that nothing was changed.
async fn a_commit_whose_answer_is_lost_is_not_known_and_then_heard(market: Market) {
    let gone = Arc::new(Mutex::new(0));
    let plan: Arc<Mutex<Plan>> = {
        let gone = Arc::clone(&gone);
        Arc::new(Mutex::new(move |_: &[Change]| {
            let mut commits = gone.lock().unwrap();
            *commits += 1;
            if *commits == 1 { Mishap::After(lost()) } else { Mishap::None }
        }))
    };
    let is_back = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let seam: Seam = {
        let (gone, is_back) = (Arc::clone(&gone), Arc::clone(&is_back));
        Arc::new(move |inner| {
            let inner = Box::new(Mishaps { inner, plan: Arc::clone(&plan), late: None, loads_to_lose: 0 });
            Box::new(GoneAfter { inner, commits: Arc::clone(&gone), is_back: Arc::clone(&is_back) })
        })
    };
    let (store, _) = open_with(&market, seam).await;
    let fill = Fill { locality: HERE, purse: Id::from_bits(5), amount: 3 };
    assert!(matches!(store.run(mine(1), fill.clone()).await, Err(Failure::Unsure)));
    assert!(
        matches!(store.run(mine(2), fill.clone()).await, Err(Failure::Busy)),
        "of this one nothing was sent"
    );
    is_back.store(true, std::sync::atomic::Ordering::SeqCst);
    store.run(mine(1), fill).await.unwrap();
    let held = store.find::<Purse>((HERE, Id::from_bits(5))).await.unwrap().unwrap().held.0;
    assert_eq!(held, 3, "it was done once");
}

/// An engine whose database cannot be read after the first commit, until it is back.
struct GoneAfter {
    inner: Box<Mishaps>,
    commits: Arc<Mutex<u32>>,
    is_back: Arc<std::sync::atomic::AtomicBool>,
}

impl Engine for GoneAfter {
    fn load(&mut self, keys: &Keys) -> Result<Vec<Loaded>, EngineFault> {
        let is_gone =
            *self.commits.lock().unwrap() > 0 && !self.is_back.load(std::sync::atomic::Ordering::SeqCst);
        if is_gone { Err(lost()) } else { self.inner.load(keys) }
    }

    fn commit(&mut self, changes: &[Change]) -> Result<(), EngineFault> {
        self.inner.commit(changes)
    }
}

async fn what_the_database_rejects_fails_alone(market: Market) {
    let plan = |changes: &[Change]| {
        if has_poison(changes) {
            Mishap::Before(EngineFault::Rejected("poison".into()))
        } else {
            Mishap::None
        }
    };
    let (store, heard) = open(&market, plan).await;
    let failures = fill_with_poison(&store).await;
    assert!(
        failures.iter().all(|failure| matches!(failure, Failure::Failed(fault) if fault.why == "poison"))
    );
    assert_eq!(failures.len(), 3);
    everything_happened_once(&store, &heard).await;
}

async fn what_conflicts_for_ever_is_halved_out(market: Market) {
    let plan = |changes: &[Change]| {
        if has_poison(changes) {
            Mishap::Before(EngineFault::Conflict("poison".into()))
        } else {
            Mishap::None
        }
    };
    let (store, heard) = open(&market, plan).await;
    let failures = fill_with_poison(&store).await;
    assert!(failures.iter().all(|failure| matches!(failure, Failure::Busy)), "{failures:?}");
    assert_eq!(failures.len(), 3);
    everything_happened_once(&store, &heard).await;
}

async fn a_check_that_only_the_database_knows(market: Market) {
    const STRICTER: &[Migration] = &[
        MIGRATIONS[0],
        MIGRATIONS[1],
        Migration {
            name: "0003_quiet",
            sql: "ALTER TABLE ring ADD COLUMN quiet INT CHECK (name <> 'poison');",
        },
    ];
    let store = Store::open(market.options().migrations(STRICTER)).await.unwrap();
    let mut running = Vec::new();
    for id in 0..60 {
        let (store, name) = (store.clone(), if id % 20 == 7 { "poison" } else { "bell" });
        let toll = Toll { locality: HERE, name: name.into(), then: Vec::new(), messages: Vec::new() };
        running.push(tokio::spawn(async move { (name, store.run(mine(id), toll).await) }));
    }
    for run in running {
        let (name, done) = run.await.unwrap();
        assert_eq!(done.is_ok(), name == "bell", "{done:?}");
    }
    assert_eq!(store.count::<Ring>().await.unwrap(), 57);
}

/// Ten purses get five each, by fifty commands at once.
async fn fill_fifty(store: &Store) {
    let base = u128::try_from(logged(store).await.len()).unwrap();
    let running: Vec<_> = (0..50)
        .map(|id| {
            let store = store.clone();
            let fill = Fill { locality: HERE, purse: Id::from_bits(id % 10), amount: 1 };
            tokio::spawn(async move { store.run(mine(base + id), fill).await })
        })
        .collect();
    for run in running {
        run.await.unwrap().unwrap();
    }
}

/// As many commands at once, of which three touch the poisoned purse; gives what those were told.
async fn fill_with_poison(store: &Store) -> Vec<Failure> {
    let running: Vec<_> = (0..200)
        .map(|id| {
            let store = store.clone();
            let purse = if id % 67 == 30 { POISON } else { id % 10 };
            let fill = Fill { locality: HERE, purse: Id::from_bits(purse), amount: 1 };
            tokio::spawn(async move { (purse, store.run(mine(id), fill).await) })
        })
        .collect();
    let mut failures = Vec::new();
    for run in running {
        let (purse, done) = run.await.unwrap();
        assert_eq!(done.is_err(), purse == POISON, "{done:?}");
        failures.extend(done.err());
    }
    failures
}

/// Each logged command had one effect, and each change was told once and in order.
async fn everything_happened_once(store: &Store, heard: &Heard) {
    let mut stored = Vec::new();
    store.scan::<Purse>(|purse| stored.push((purse.id.bits(), purse.held.0))).await.unwrap();
    let held: i64 = stored.iter().map(|(_, held)| held).sum();
    assert_eq!(usize::try_from(held), Ok(logged(store).await.len()));
    let told = heard.0.lock().unwrap().clone();
    for (purse, held) in stored {
        let of_purse: Vec<_> = told.iter().filter(|(id, _)| *id == purse).map(|(_, held)| *held).collect();
        assert!(of_purse.is_sorted_by(|a, b| a < b), "{of_purse:?}");
        assert_eq!(of_purse.last(), Some(&held), "the last was told");
    }
}

const POISON: u128 = 13;

fn has_poison(changes: &[Change]) -> bool {
    changes.iter().any(|change| {
        change.key.table.name == Purse::TABLE.name && change.key.parts.last() == Some(&Value::Id(POISON))
    })
}

fn lost() -> EngineFault {
    EngineFault::Lost("a test".into())
}

/// The mishap at the given commits, counted from one.
fn nth<const N: usize>(which: [u32; N], mishap: impl Fn() -> Mishap) -> impl FnMut(&[Change]) -> Mishap {
    let mut count = 0;
    move |_| {
        count += 1;
        if which.contains(&count) { mishap() } else { Mishap::None }
    }
}

async fn open(
    market: &Market,
    plan: impl FnMut(&[Change]) -> Mishap + Send + 'static,
) -> (Store, Arc<Heard>) {
    let plan: Arc<Mutex<Plan>> = Arc::new(Mutex::new(plan));
    let seam: Seam = Arc::new(move |inner| {
        Box::new(Mishaps { inner, plan: Arc::clone(&plan), late: None, loads_to_lose: 0 })
    });
    open_with(market, seam).await
}

async fn open_with(market: &Market, seam: Seam) -> (Store, Arc<Heard>) {
    let heard = Arc::new(Heard::default());
    let options = market.options().seam(seam).lanes(1).listener(Arc::<Heard>::clone(&heard));
    (Store::open(options).await.unwrap(), heard)
}

impl CommitListener for Heard {
    fn committed(&self, changes: &[Change]) {
        let purses = changes.iter().filter(|change| change.key.table.name == Purse::TABLE.name);
        let held = purses.map(|change| Purse::from_row(change.row.as_ref().unwrap()).unwrap());
        self.0.lock().unwrap().extend(held.map(|purse| (purse.id.bits(), purse.held.0)));
    }
}

impl Engine for Mishaps {
    fn load(&mut self, keys: &Keys) -> Result<Vec<Loaded>, EngineFault> {
        if self.loads_to_lose > 0 {
            self.loads_to_lose -= 1;
            return Err(lost());
        }
        self.inner.load(keys)
    }

    fn commit(&mut self, changes: &[Change]) -> Result<(), EngineFault> {
        if let Some(late) = self.late.take() {
            self.inner.commit(&late).unwrap();
        }
        let mishap = (self.plan.lock().unwrap())(changes);
        match mishap {
            Mishap::None => self.inner.commit(changes),
            Mishap::Before(fault) => Err(fault),
            Mishap::After(fault) => self.inner.commit(changes).and(Err(fault)),
            Mishap::Late => {
                self.late = Some(changes.to_vec());
                Err(lost())
            }
        }
    }
}
