//! One owner a locality: who lost it cannot commit.

use crate::market::{HERE, HandClock, Market, THERE, logged, mine};
use crate::toys::{Fill, Purse};
use kernel::{Id, Locality, Owner};
use std::sync::Arc;
use std::time::Duration;
use store::{Failure, Options, Store};

crate::on_both_engines![
    another_takes_over_when_the_lease_has_run_out,
    whoever_believes_in_a_lost_lease_cannot_commit,
    a_restart_at_the_same_address_serves_at_once,
    whoever_closes_hands_over_at_once,
    two_serve_different_localities,
    whoever_serves_keeps_the_locality_without_commands,
    an_owner_that_cannot_be_reached_is_asked_for_again,
    names_are_nobody_s_to_keep,
    two_at_one_address_lose_nothing,
];

const LEASE: Duration = Duration::from_secs(10);

fn leased(market: &Market, address: &str, clock: &Arc<HandClock>) -> Options {
    market.options().address(address).lease(LEASE, Arc::<HandClock>::clone(clock))
}

fn fill(locality: Locality) -> Fill {
    Fill { locality, purse: Id::from_bits(5), amount: 1 }
}

async fn owner(store: &Store) -> (String, i64) {
    let owner = store.find::<Owner>((HERE,)).await.unwrap().unwrap();
    (owner.address, owner.epoch)
}

fn is_at<T: std::fmt::Debug>(done: Result<T, Failure>, expected: &str) {
    match done {
        Err(Failure::NotOwner { address }) => assert_eq!(address, expected),
        other => panic!("{other:?}"),
    }
}

async fn another_takes_over_when_the_lease_has_run_out(market: Market) {
    let clock = HandClock::at(0);
    let a = Store::open(leased(&market, "a", &clock)).await.unwrap();
    let b = Store::open(leased(&market, "b", &clock)).await.unwrap();
    a.run(mine(1), fill(HERE)).await.unwrap();
    is_at(b.run(mine(2), fill(HERE)).await, "a");
    clock.set(9_000_000);
    a.run(mine(3), fill(HERE)).await.unwrap();
    clock.set(18_000_000);
    is_at(b.run(mine(2), fill(HERE)).await, "a");
    clock.set(19_000_000);
    b.run(mine(2), fill(HERE)).await.unwrap();
    assert_eq!(owner(&b).await, ("b".to_owned(), 2));
    for id in 10..20 {
        is_at(a.run(mine(id), fill(HERE)).await, "b");
    }
    assert_eq!(logged(&b).await.len(), 3);
    clock.set(30_000_000);
    a.run(mine(20), fill(HERE)).await.unwrap();
    assert_eq!(owner(&b).await, ("a".to_owned(), 3));
}

async fn whoever_believes_in_a_lost_lease_cannot_commit(market: Market) {
    let (slow, fast) = (HandClock::at(0), HandClock::at(0));
    let a = Store::open(leased(&market, "a", &slow)).await.unwrap();
    let b = Store::open(leased(&market, "b", &fast)).await.unwrap();
    a.run(mine(1), fill(HERE)).await.unwrap();
    fast.set(10_000_000);
    b.run(mine(2), fill(HERE)).await.unwrap();
    is_at(a.run(mine(3), fill(HERE)).await, "b");
    assert_eq!(
        a.stats().conflicts,
        1,
        "found out by its commit, since its clock says that the lease still runs"
    );
    assert_eq!(logged(&b).await.len(), 2);
}

async fn a_restart_at_the_same_address_serves_at_once(market: Market) {
    let clock = HandClock::at(0);
    let killed = Store::open(leased(&market, "a", &clock)).await.unwrap();
    killed.run(mine(1), fill(HERE)).await.unwrap();
    let restarted = Store::open(leased(&market, "a", &clock)).await.unwrap();
    restarted.run(mine(2), fill(HERE)).await.unwrap();
    assert_eq!(owner(&restarted).await, ("a".to_owned(), 2));
}

async fn whoever_closes_hands_over_at_once(market: Market) {
    let clock = HandClock::at(1);
    let a = Store::open(leased(&market, "a", &clock)).await.unwrap();
    a.run(mine(1), fill(HERE)).await.unwrap();
    a.close().await;
    let b = Store::open(leased(&market, "b", &clock)).await.unwrap();
    b.run(mine(2), fill(HERE)).await.unwrap();
    assert_eq!(owner(&b).await, ("b".to_owned(), 2));
}

async fn two_serve_different_localities(market: Market) {
    let clock = HandClock::at(0);
    let a = Store::open(leased(&market, "a", &clock)).await.unwrap();
    let b = Store::open(leased(&market, "b", &clock)).await.unwrap();
    a.run(mine(1), fill(HERE)).await.unwrap();
    b.run(mine(2), fill(THERE)).await.unwrap();
    is_at(a.run(mine(3), fill(THERE)).await, "b");
    is_at(b.run(mine(4), fill(HERE)).await, "a");
    assert_eq!(logged(&a).await.len(), 2);
}

async fn whoever_serves_keeps_the_locality_without_commands(market: Market) {
    let clock = HandClock::at(0);
    let a = Store::open(leased(&market, "a", &clock)).await.unwrap();
    let b = Store::open(leased(&market, "b", &clock)).await.unwrap();
    a.serve(HERE).await.unwrap();
    is_at(b.serve(HERE).await, "a");
    assert_eq!(a.stats().batches, 1);
    clock.set(4_000_000);
    a.serve(HERE).await.unwrap();
    assert_eq!(a.stats().batches, 1, "nothing is written while the lease is fresh");
    clock.set(6_000_000);
    a.serve(HERE).await.unwrap();
    for _ in 0..500 {
        if a.stats().batches < 2 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
    assert_eq!(a.stats().batches, 2, "a lease that is half over is extended meanwhile");
    clock.set(15_000_000);
    is_at(b.serve(HERE).await, "a");
    clock.set(16_000_000);
    b.serve(HERE).await.unwrap();
    assert_eq!(owner(&b).await, ("b".to_owned(), 2));
    is_at(a.serve(HERE).await, "b");
    assert_eq!(logged(&a).await.len(), 0);
}

async fn an_owner_that_cannot_be_reached_is_asked_for_again(market: Market) {
    let clock = HandClock::at(1);
    let a = Store::open(leased(&market, "a", &clock)).await.unwrap();
    let b = Store::open(leased(&market, "b", &clock)).await.unwrap();
    a.serve(HERE).await.unwrap();
    is_at(b.serve(HERE).await, "a");
    a.close().await;
    is_at(b.serve(HERE).await, "a");
    b.doubt_owner(HERE);
    b.serve(HERE).await.unwrap();
}

async fn names_are_nobody_s_to_keep(market: Market) {
    let clock = HandClock::at(1);
    let a = Store::open(leased(&market, "a", &clock)).await.unwrap();
    let b = Store::open(leased(&market, "b", &clock)).await.unwrap();
    for id in 0..5 {
        a.run(mine(2 * id), fill(Locality::NAMES)).await.unwrap();
        b.run(mine(2 * id + 1), fill(Locality::NAMES)).await.unwrap();
    }
    let purse = a.find::<Purse>((Locality::NAMES, Id::from_bits(5))).await.unwrap().unwrap();
    assert_eq!(purse.held.0, 10);
}

/// Two processes that wrongly share an address follow each other all the time: slow, but nothing is lost.
async fn two_at_one_address_lose_nothing(market: Market) {
    let clock = HandClock::at(0);
    let a = Store::open(leased(&market, "a", &clock)).await.unwrap();
    let b = Store::open(leased(&market, "a", &clock)).await.unwrap();
    let mut running = Vec::new();
    for id in 0..60 {
        let store = if id % 2 == 0 { a.clone() } else { b.clone() };
        running.push(tokio::spawn(async move {
            for n in 0..5 {
                // Whoever is told that it is busy tries again under the same id.
                while let Err(failure) = store.run(mine(id * 10 + n), fill(HERE)).await {
                    assert!(matches!(failure, Failure::Busy), "{failure}");
                }
            }
        }));
    }
    for run in running {
        run.await.unwrap();
    }
    let purse = a.find::<Purse>((HERE, Id::from_bits(5))).await.unwrap().unwrap();
    assert_eq!((purse.held.0, logged(&a).await.len()), (300, 300));
    assert!(a.stats().conflicts + b.stats().conflicts > 0, "they got in each other's way");
}
