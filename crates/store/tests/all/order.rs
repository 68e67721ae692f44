//! Whatever many submitters do at once comes to what the log says, one command after another.

use crate::market::{Market, logged};
use crate::toys::{Book, Booking, COMMANDS, Empty, Fill, Hours, MakePledge, Pay, Pledge, Pool, Purse};
use kernel::{
    AnyCommand, CommandLog, Day, Draft, Id, Key, Keys, Locality, Moment, Record, Row, State, Table,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::{Engine, EngineFault, Request, Store};

crate::on_both_engines![the_end_is_that_of_the_logged_order];

const SUBMITTERS: usize = 12;

/// What a submitter may do; numbers choose among few purses, hours and pools.
#[derive(Clone, Debug)]
enum Deed {
    Fill(u8, i64),
    Pay(u8, u8, i64),
    Book(u8, i64, i64),
    Pledge(u8),
    Empty(u8),
}

async fn the_end_is_that_of_the_logged_order(market: Market) {
    let store =
        Store::open(market.options().seam(Arc::new(|inner| Box::new(Flaky { inner, commits: 0 })))).await;
    let (store, runtime) = (store.unwrap(), tokio::runtime::Handle::current());
    let deed = prop_oneof![
        3 => (0..4_u8, 1..20_i64).prop_map(|(purse, amount)| Deed::Fill(purse, amount)),
        4 => (0..4_u8, 0..4_u8, 1..30_i64).prop_map(|(from, to, amount)| Deed::Pay(from, to, amount)),
        3 => (0..2_u8, 0..90_i64, 1..6_i64).prop_map(|(resource, first, count)| Deed::Book(resource, first, count)),
        3 => (0..2_u8).prop_map(Deed::Pledge),
        1 => (0..2_u8).prop_map(Deed::Empty),
    ];
    let deeds = prop::collection::vec(deed, 1..150);
    let proved = tokio::task::spawn_blocking(move || {
        let cases = AtomicI64::new(1);
        let mut runner =
            TestRunner::new(Config { cases: 20, failure_persistence: None, ..Config::default() });
        runner.run(&deeds, |deeds| {
            // A locality of its own is a market of its own.
            let locality = Locality(cases.fetch_add(1, Ordering::Relaxed));
            runtime.block_on(submit(&store, locality, deeds));
            runtime.block_on(compare(&store, locality));
            Ok(())
        })
    });
    proved.await.unwrap().unwrap();
}

async fn submit(store: &Store, locality: Locality, deeds: Vec<Deed>) {
    let deeds: Vec<_> = deeds.into_iter().enumerate().collect();
    let mut running = Vec::new();
    for share in deeds.chunks(deeds.len().div_ceil(SUBMITTERS)) {
        let (store, share) = (store.clone(), share.to_vec());
        running.push(tokio::spawn(async move {
            for (number, deed) in share {
                let request =
                    Request { id: Id::from_bits(u128::try_from(number).unwrap()), actor: Id::SYSTEM };
                let _refused = store.run_any(request, command(locality, &deed)).await;
            }
        }));
    }
    for run in running {
        run.await.unwrap();
    }
}

fn command(locality: Locality, deed: &Deed) -> Box<dyn AnyCommand> {
    let purse = |n: &u8| Id::from_bits(u128::from(*n));
    match deed {
        Deed::Fill(n, amount) => Box::new(Fill { locality, purse: purse(n), amount: *amount }),
        Deed::Pay(from, to, amount) => {
            Box::new(Pay { locality, from: purse(from), to: purse(to), amount: *amount })
        }
        Deed::Book(n, first, count) => {
            let (resource, day) = (Id::from_bits(u128::from(*n)), Day(1));
            Box::new(Book { locality, resource, day, first: *first, count: *count })
        }
        Deed::Pledge(n) => Box::new(MakePledge { locality, pool: Id::from_bits(u128::from(*n)), goal: 5 }),
        Deed::Empty(n) => Box::new(Empty { locality, pool: Id::from_bits(u128::from(*n)) }),
    }
}

/// Decides the logged commands again, one after another, and compares answers and records.
async fn compare(store: &Store, locality: Locality) {
    let mut entries = logged(store).await;
    entries.retain(|entry| entry.locality == locality);
    entries.sort_by_key(|entry| entry.seed);
    let mut everything = Keys::default();
    everything.all::<Purse>((locality,));
    everything.all::<Hours>((locality,));
    everything.all::<Booking>((locality,));
    everything.all::<Pool>((locality,));
    everything.all::<Pledge>((locality,));
    let mut state = State::default();
    state.load(&everything, Vec::new());
    for entry in &entries {
        again(&mut state, entry);
    }
    same::<Purse>(store, &state, locality).await;
    same::<Hours>(store, &state, locality).await;
    same::<Booking>(store, &state, locality).await;
    same::<Pool>(store, &state, locality).await;
    same::<Pledge>(store, &state, locality).await;
}

fn again(state: &mut State, entry: &CommandLog) {
    let command = COMMANDS().decode(&entry.name, entry.body.as_deref().unwrap()).unwrap();
    let at = Moment::new(entry.decided_at, entry.actor, entry.id, entry.locality).seeded(entry.seed);
    let mut draft = Draft::new(state, &at);
    assert_eq!(command.decide(&mut draft).unwrap(), entry.answer, "{}", entry.name);
    let rows = draft.into_writes().into_rows().unwrap();
    state.take_in(rows);
}

async fn same<R: Record + std::fmt::Debug>(store: &Store, state: &State, locality: Locality)
where
    (Locality,): kernel::PrefixOf<R>,
{
    let stored: Vec<Row> = store.list::<R>((locality,)).await.unwrap().iter().map(Record::to_row).collect();
    let table: &'static Table = R::TABLE;
    let prefix = Key { table, parts: [kernel::Value::Int(locality.0)].into() };
    let expected: Vec<Row> = state.list(&prefix).unwrap().map(|(_, row)| row.clone()).collect();
    assert_eq!(stored, expected, "{}", table.name);
}

/// Loses some commits before and some after they became durable.
struct Flaky {
    inner: Box<dyn Engine>,
    commits: u32,
}

impl Engine for Flaky {
    fn load(&mut self, keys: &Keys) -> Result<Vec<kernel::Loaded>, EngineFault> {
        self.inner.load(keys)
    }

    fn commit(&mut self, changes: &[kernel::Change]) -> Result<(), EngineFault> {
        self.commits += 1;
        let lost = || EngineFault::Lost("a test".into());
        match self.commits % 7 {
            3 => Err(lost()),
            5 => self.inner.commit(changes).and(Err(lost())),
            _ => self.inner.commit(changes),
        }
    }
}
