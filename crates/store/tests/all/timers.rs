//! Timers fire once, in order, whatever happens to the process meanwhile.

use crate::market::{HERE, HandClock, Market, THERE, logged, mine, until};
use crate::messages::Letters;
use crate::toys::{Obstacle, Ring, Then, Toll};
use kernel::{Commands, Id, Timer, Timestamp};
use std::sync::Arc;
use store::{Clock, Fired, Store, SystemClock};

crate::on_both_engines![
    timers_fire_once_and_in_order_across_a_restart,
    timers_of_several_localities_fire_in_order,
    the_clock_can_be_stepped_from_timer_to_timer,
    a_refused_timer_is_done_with_and_logged,
    no_timer_is_fired_before_its_time_by_the_clock,
    a_timer_that_fails_is_put_off_and_kept,
    a_timer_of_an_unknown_command_waits_for_a_program_that_knows_it,
    two_stores_fire_each_timer_once,
    many_timers_of_one_moment_fire_together,
    the_worker_fires_what_falls_due,
];

fn toll(name: &str) -> Toll {
    Toll { locality: HERE, name: name.into(), then: Vec::new(), messages: Vec::new() }
}

fn then(at: i64, toll: Toll) -> (Timestamp, Then) {
    (Timestamp(at), Then::Toll(toll))
}

async fn open(market: &Market, clock: &Arc<HandClock>) -> Store {
    Store::open(market.options().clock(Arc::<HandClock>::clone(clock))).await.unwrap()
}

/// The names rung, in the order in which the store decided.
async fn rung(store: &Store) -> Vec<String> {
    let mut entries = logged(store).await;
    entries.sort_by_key(|entry| (entry.decided_at, entry.seed));
    let names = entries.iter().map(|entry| entry.id);
    let rings = store.list::<Ring>((HERE,)).await.unwrap();
    assert_eq!(names.len(), rings.len());
    // A ring's id is the first fresh one of its command.
    let name = |entry: &kernel::CommandLog| {
        let at = kernel::Moment::new(entry.decided_at, entry.actor, entry.id, HERE).seeded(entry.seed);
        let id: Id<Ring> = at.id();
        rings.iter().find(|ring| ring.id == id).unwrap().name.clone()
    };
    entries.iter().map(name).collect()
}

async fn timers_fire_once_and_in_order_across_a_restart(market: Market) {
    let clock = HandClock::at(1);
    let store = open(&market, &clock).await;
    let third = Toll { then: vec![then(25, toll("fourth"))], ..toll("third") };
    let first = Toll {
        then: vec![
            then(30, toll("fifth")),
            then(10, toll("second")),
            then(20, third),
            then(40, toll("later")),
        ],
        ..toll("first")
    };
    store.run(mine(1), first).await.unwrap();
    assert_eq!(store.next_timer().await.unwrap(), Some(Timestamp(10)));
    assert_eq!(store.fire_timers(Timestamp(9)).await.unwrap(), Fired::default());
    store.close().await;

    clock.set(35);
    let store = open(&market, &clock).await;
    let fired = store.fire_timers(Timestamp(35)).await.unwrap();
    assert_eq!(fired, Fired { done: 4, ..Fired::default() });
    assert_eq!(store.fire_timers(Timestamp(35)).await.unwrap(), Fired::default());
    assert_eq!(rung(&store).await, ["first", "second", "third", "fourth", "fifth"]);
    assert_eq!(store.next_timer().await.unwrap(), Some(Timestamp(40)));
}

async fn timers_of_several_localities_fire_in_order(market: Market) {
    let store = open(&market, &HandClock::at(50)).await;
    for (id, locality, times) in [(1, HERE, [40, 20]), (2, THERE, [30, 10])] {
        let ring = |at| then(at, Toll { locality, ..toll(&at.to_string()) });
        let start = Toll { then: times.map(ring).into(), locality, ..toll("start") };
        store.run(mine(id), start).await.unwrap();
    }
    store.fire_timers(Timestamp(50)).await.unwrap();
    let mut entries = logged(&store).await;
    entries.sort_by_key(|entry| entry.seed);
    let localities: Vec<_> = entries[2..].iter().map(|entry| entry.locality).collect();
    assert_eq!(localities, [THERE, HERE, THERE, HERE]);
}

async fn the_clock_can_be_stepped_from_timer_to_timer(market: Market) {
    let clock = HandClock::at(1);
    let store = open(&market, &clock).await;
    let nested = Toll { then: vec![then(12, toll("b"))], ..toll("a") };
    let start = Toll { then: vec![then(10, nested), then(20, toll("c"))], ..toll("start") };
    store.run(mine(1), start).await.unwrap();
    while let Some(next) = store.next_timer().await.unwrap() {
        clock.set(next.0);
        store.fire_timers(next).await.unwrap();
    }
    let mut rings = store.list::<Ring>((HERE,)).await.unwrap();
    rings.sort_by_key(|ring| ring.rung_at);
    let seen: Vec<_> = rings.iter().map(|ring| (ring.rung_at.0, ring.name.as_str())).collect();
    assert_eq!(seen, [(1, "start"), (10, "a"), (12, "b"), (20, "c")]);
}

/// The clock was set back after somebody had asked it what is due.
async fn no_timer_is_fired_before_its_time_by_the_clock(market: Market) {
    let clock = HandClock::at(5);
    let store = open(&market, &clock).await;
    store.run(mine(1), Toll { then: vec![then(10, toll("later"))], ..toll("first") }).await.unwrap();
    assert_eq!(store.fire_timers(Timestamp(10)).await.unwrap(), Fired::default());
    assert_eq!(rung(&store).await, ["first"]);
    clock.set(10);
    assert_eq!(store.fire_timers(Timestamp(10)).await.unwrap(), Fired { done: 1, ..Fired::default() });
}

async fn a_refused_timer_is_done_with_and_logged(market: Market) {
    let clock = HandClock::at(10);
    let store = open(&market, &clock).await;
    let start = Toll { then: vec![(Timestamp(10), Then::Trip(Obstacle::Refusal))], ..toll("start") };
    store.run(mine(1), start).await.unwrap();
    let id = store.list::<Timer>((HERE,)).await.unwrap()[0].id;
    let fired = store.fire_timers(Timestamp(10)).await.unwrap();
    assert_eq!(fired, Fired { refused: 1, ..Fired::default() });
    let entries = logged(&store).await;
    let entry = entries.iter().find(|entry| entry.id == id.cast()).unwrap();
    assert_eq!((entry.name.as_str(), entry.actor), ("toy.trip/1", Id::SYSTEM));
    assert_eq!(entry.answer, r#"{"arguments":{},"refused":"toy/never"}"#);
    assert_eq!(store.count::<Timer>().await.unwrap(), 0);
}

async fn a_timer_that_fails_is_put_off_and_kept(market: Market) {
    let clock = HandClock::at(10);
    let store = open(&market, &clock).await;
    let start = Toll {
        then: vec![(Timestamp(5), Then::Trip(Obstacle::Panic)), then(6, toll("after it"))],
        ..toll("start")
    };
    store.run(mine(1), start).await.unwrap();
    let fired = store.fire_timers(Timestamp(10)).await.unwrap();
    assert_eq!(fired, Fired { done: 1, failed: 1, ..Fired::default() });
    let timers = store.list::<Timer>((HERE,)).await.unwrap();
    assert_eq!((timers.len(), timers[0].due_at), (1, Timestamp(10).plus_hours(1)));
}

async fn a_timer_of_an_unknown_command_waits_for_a_program_that_knows_it(market: Market) {
    let clock = HandClock::at(10);
    let options = market.options().clock(Arc::<HandClock>::clone(&clock)).commands(Commands::default());
    let store = Store::open(options).await.unwrap();
    store.run(mine(1), Toll { then: vec![then(10, toll("late"))], ..toll("start") }).await.unwrap();
    assert_eq!(store.fire_timers(Timestamp(10)).await.unwrap(), Fired { failed: 1, ..Fired::default() });
    store.close().await;
    clock.set(Timestamp(10).plus_hours(1).0);
    let store = open(&market, &clock).await;
    let fired = store.fire_timers(clock.now()).await.unwrap();
    assert_eq!(fired, Fired { done: 1, ..Fired::default() });
    assert_eq!(rung(&store).await, ["start", "late"]);
}

async fn two_stores_fire_each_timer_once(market: Market) {
    let clock = HandClock::at(50);
    let options = || market.options().clock(Arc::<HandClock>::clone(&clock)).address("a");
    let (a, b) = (Store::open(options()).await.unwrap(), Store::open(options()).await.unwrap());
    let start = Toll { then: (1..=20).map(|at| then(at, toll("ring"))).collect(), ..toll("start") };
    a.run(mine(1), start).await.unwrap();
    let (by_a, by_b) = tokio::join!(a.fire_timers(Timestamp(50)), b.fire_timers(Timestamp(50)));
    // One may be told that it is busy, while the other does the work.
    for fired in [by_a, by_b].into_iter().flatten() {
        assert_eq!((fired.refused, fired.failed), (0, 0));
    }
    a.fire_timers(Timestamp(50)).await.unwrap();
    assert_eq!(a.count::<Ring>().await.unwrap(), 21);
    assert_eq!(a.count::<Timer>().await.unwrap(), 0);
}

async fn many_timers_of_one_moment_fire_together(market: Market) {
    let clock = HandClock::at(50);
    let store = open(&market, &clock).await;
    for (id, locality) in [(1, HERE), (2, THERE)] {
        let ring = Toll { locality, ..toll("ring") };
        let start = Toll { then: vec![then(9, ring); 300], locality, ..toll("start") };
        store.run(mine(id), start).await.unwrap();
    }
    let before = store.stats().batches;
    assert_eq!(store.fire_timers(Timestamp(50)).await.unwrap().done, 600);
    assert!(store.stats().batches - before < 100, "{} commits", store.stats().batches - before);
    assert_eq!(store.count::<Ring>().await.unwrap(), 602);
}

async fn the_worker_fires_what_falls_due(market: Market) {
    let store = market.open().await;
    let working = {
        let store = store.clone();
        tokio::spawn(async move { store.work(&Letters::default()).await })
    };
    let soon = |millis: i64| SystemClock.now().0 + millis * 1_000;
    let nested = Toll { then: vec![then(soon(200), toll("again"))], ..toll("soon") };
    let start =
        Toll { then: vec![then(soon(100), nested), then(soon(60_000), toll("much later"))], ..toll("now") };
    store.run(mine(1), start).await.unwrap();
    until("both rang", async || store.list::<Ring>((HERE,)).await.unwrap().len() == 3).await;
    assert_eq!(store.count::<Timer>().await.unwrap(), 1);
    store.close().await;
    working.await.unwrap();
}
