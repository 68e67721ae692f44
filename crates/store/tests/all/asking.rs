//! What whoever asks can rely on: one effect an id, one booking an hour, a named refusal for the others.

use crate::market::{HERE, ME, Market, THERE, logged, mine};
use crate::toys::{
    Book, Booking, Empty, Fill, Hours, MakePledge, Obstacle, Pay, Pledge, Pool, Purse, ToyRefusal, Trip,
};
use kernel::{Amount, Change, Command, Day, Id, Keys, Loaded, Slots, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use store::{Engine, EngineFault, Failure, Request, Seam, Store};

crate::on_both_engines![
    a_hundred_buyers_of_one_hour,
    a_repeat_hears_the_same_answer,
    eight_copies_at_once_have_one_effect,
    an_id_cannot_be_used_for_something_else,
    a_refusal_leaves_nothing_and_is_decided_afresh,
    pledges_of_one_batch_see_each_other,
    the_poisoned_fail_alone,
    a_command_keeps_to_its_locality,
    what_was_not_asked_for_is_read_and_counted,
    what_a_batch_will_need_is_read_in_one_journey,
    a_closed_store_carries_out_what_has_queued,
];

const NINE: Book = Book { locality: HERE, resource: Id::from_bits(3), day: Day(20_000), first: 36, count: 4 };

async fn a_hundred_buyers_of_one_hour(market: Market) {
    let store = market.open().await;
    let buyers: Vec<_> = (1..=100)
        .map(|buyer| {
            let store = store.clone();
            let request = Request { id: Id::from_bits(1_000 + buyer), actor: Id::from_bits(buyer) };
            tokio::spawn(async move { store.run(request, NINE).await })
        })
        .collect();
    let (mut booked, mut refused) = (Vec::new(), 0);
    for buyer in buyers {
        match buyer.await.unwrap() {
            Ok(id) => booked.push(id),
            Err(failure) => {
                assert_eq!(failure.refusal(), Some(&ToyRefusal::Taken));
                refused += 1;
            }
        }
    }
    assert_eq!((booked.len(), refused), (1, 99));
    let bookings = store.list::<Booking>((HERE,)).await.unwrap();
    assert_eq!(bookings.iter().map(|booking| booking.id).collect::<Vec<_>>(), booked);
    let hours = store.find::<Hours>((HERE, NINE.resource, NINE.day)).await.unwrap().unwrap();
    assert_eq!(hours.busy, Slots::run(36, 4));
    assert_eq!(logged(&store).await.len(), 1);
}

async fn a_repeat_hears_the_same_answer(market: Market) {
    let store = market.open().await;
    let first = store.run(mine(1), NINE).await.unwrap();
    assert_eq!(store.run(mine(1), NINE).await.unwrap(), first);
    store.close().await;
    let store = market.open().await;
    assert_eq!(store.run(mine(1), NINE).await.unwrap(), first, "after a restart");
    assert_eq!(store.count::<Booking>().await.unwrap(), 1);
}

async fn eight_copies_at_once_have_one_effect(market: Market) {
    let store = market.open().await;
    let fill = Fill { locality: HERE, purse: Id::from_bits(5), amount: 10 };
    let copies: Vec<_> = (0..8)
        .map(|_| {
            let (store, fill) = (store.clone(), fill.clone());
            tokio::spawn(async move { store.run(mine(1), fill).await.unwrap() })
        })
        .collect();
    for copy in copies {
        assert_eq!(copy.await.unwrap(), Amount(10));
    }
    assert_eq!(held(&store, 5).await, Some(10));
}

async fn an_id_cannot_be_used_for_something_else(market: Market) {
    let store = market.open().await;
    let fill = |amount| Fill { locality: HERE, purse: Id::from_bits(5), amount };
    store.run(mine(1), fill(10)).await.unwrap();
    assert!(matches!(store.run(mine(1), fill(11)).await, Err(Failure::Reused)), "another body");
    let other = Request { actor: Id::from_bits(2), ..mine(1) };
    assert!(matches!(store.run(other, fill(10)).await, Err(Failure::Reused)), "another actor");
    assert!(matches!(store.run(mine(1), NINE).await, Err(Failure::Reused)), "another command");
    assert_eq!(held(&store, 5).await, Some(10));
}

async fn a_refusal_leaves_nothing_and_is_decided_afresh(market: Market) {
    let store = market.open().await;
    let (from, to) = (Id::from_bits(1), Id::from_bits(2));
    let pay = Pay { locality: HERE, from, to, amount: 8 };
    let absent = store.run(mine(1), pay.clone()).await;
    assert!(matches!(absent, Err(Failure::Absent("purse"))), "{absent:?}");
    for (id, purse) in [(2, from), (3, to)] {
        store.run(mine(id), Fill { locality: HERE, purse, amount: 5 }).await.unwrap();
    }
    let refused = store.run(mine(1), pay.clone()).await.unwrap_err();
    assert_eq!(refused.refusal(), Some(&ToyRefusal::TooLittle { held: 5 }));
    assert_eq!(logged(&store).await.len(), 2);
    store.run(mine(4), Fill { locality: HERE, purse: from, amount: 5 }).await.unwrap();
    assert_eq!(store.run(mine(1), pay).await.unwrap(), Amount(2));
    assert_eq!((held(&store, 1).await, held(&store, 2).await), (Some(2), Some(13)));
}

async fn pledges_of_one_batch_see_each_other(market: Market) {
    let store = market.open().await;
    let pool = Id::from_bits(4);
    let pledges: Vec<_> = (1..=20)
        .map(|id| {
            let store = store.clone();
            let pledge = MakePledge { locality: HERE, pool, goal: 10 };
            tokio::spawn(async move { store.run(mine(id), pledge).await })
        })
        .collect();
    let mut counts = Vec::new();
    for pledge in pledges {
        match pledge.await.unwrap() {
            Ok(count) => counts.push(count),
            Err(failure) => assert_eq!(failure.refusal(), Some(&ToyRefusal::Closed)),
        }
    }
    counts.sort_unstable();
    assert_eq!(counts, (1..=10).collect::<Vec<_>>());
    assert_eq!(store.list::<Pledge>((HERE, pool)).await.unwrap().len(), 10);
    assert_eq!(store.run(mine(50), Empty { locality: HERE, pool }).await.unwrap(), 10);
    assert_eq!(store.list::<Pledge>((HERE, pool)).await.unwrap(), []);
    assert_eq!(store.find::<Pool>((HERE, pool)).await.unwrap(), None);
    assert_eq!(store.run(mine(51), MakePledge { locality: HERE, pool, goal: 10 }).await.unwrap(), 1);
}

async fn the_poisoned_fail_alone(market: Market) {
    let store = market.open().await;
    let obstacles = [Obstacle::Panic, Obstacle::PanicWhileReading, Obstacle::BrokenCheck];
    let mut running = Vec::new();
    for id in 0..200_u32 {
        let store = store.clone();
        running.push(tokio::spawn(async move {
            if id % 40 == 20 {
                let over = obstacles[usize::try_from(id / 40).unwrap() % obstacles.len()];
                let failure = store.run(mine(id.into()), Trip { locality: HERE, over }).await.unwrap_err();
                assert!(matches!(failure, Failure::Failed(_)), "{over:?}: {failure}");
                0
            } else {
                let fill = Fill { locality: HERE, purse: Id::from_bits(u128::from(id % 7)), amount: 1 };
                store.run(mine(id.into()), fill).await.unwrap();
                1
            }
        }));
    }
    let mut filled = 0;
    for run in running {
        filled += run.await.unwrap();
    }
    let purses = store.list::<Purse>((HERE,)).await.unwrap();
    assert_eq!((filled, purses.iter().map(|purse| purse.held.0).sum::<i64>()), (195, 195));
    assert_eq!(store.stats().halvings, 0, "the kernel finds them before the database does");
}

async fn a_command_keeps_to_its_locality(market: Market) {
    let store = market.open().await;
    for (id, over, why) in [
        (1, Obstacle::OtherLocality, "writes `purse`, which is not its to write"),
        (2, Obstacle::ReadElsewhere, "reads `purse` of another locality"),
        (3, Obstacle::OwnerRow, "writes `owner`, which is not its to write"),
    ] {
        match store.run(mine(id), Trip { locality: HERE, over }).await {
            Err(Failure::Failed(fault)) => assert_eq!(fault.why, why),
            other => panic!("{over:?}: {other:?}"),
        }
    }
    assert_eq!(logged(&store).await.len(), 0);
}

async fn what_was_not_asked_for_is_read_and_counted(market: Market) {
    let store = market.open().await;
    for purse in [1, 2] {
        let fill = Fill { locality: THERE, purse: Id::from_bits(purse), amount: 5 };
        store.run(store.request(THERE, ME), fill).await.unwrap();
    }
    let pay = Pay { locality: THERE, from: Id::from_bits(1), to: Id::from_bits(2), amount: 1 };
    store.run(mine(1), pay).await.unwrap();
    let stats = store.stats();
    assert_eq!(stats.need_rounds.get("toy.pay"), Some(&1));
    assert_eq!(stats.need_rounds.get("toy.fill"), None);
    // The rows: purse, log and owner, and one purse more for the payment.
    assert_eq!((stats.commands, stats.batches, stats.rows), (3, 3, 10));
}

/// Counts how often it is asked, and takes its time over a commit so that a batch queues meanwhile.
struct Slow {
    inner: Box<dyn Engine>,
    loads: Arc<AtomicUsize>,
}

impl Engine for Slow {
    fn load(&mut self, keys: &Keys) -> Result<Vec<Loaded>, EngineFault> {
        self.loads.fetch_add(1, Ordering::Relaxed);
        self.inner.load(keys)
    }
    fn commit(&mut self, changes: &[Change]) -> Result<(), EngineFault> {
        std::thread::sleep(std::time::Duration::from_millis(200));
        self.inner.commit(changes)
    }
}

async fn what_a_batch_will_need_is_read_in_one_journey(market: Market) {
    let loads = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&loads);
    let seam: Seam = Arc::new(move |inner| Box::new(Slow { inner, loads: Arc::clone(&counted) }));
    let store = Store::open(market.options().seam(seam).lanes(1)).await.unwrap();
    let fill = |purse| Fill { locality: HERE, purse: Id::from_bits(purse), amount: 5 };
    run_all(&store, (1..=40).map(|purse| (purse, fill(purse)))).await;

    let busy = tokio::spawn({
        let (store, fill) = (store.clone(), fill(99));
        async move { store.run(mine(99), fill).await }
    });
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    let before = loads.load(Ordering::Relaxed);
    let pay =
        |from| Pay { locality: HERE, from: Id::from_bits(from), to: Id::from_bits(from + 20), amount: 1 };
    run_all(&store, (1..=20).map(|from| (100 + from, pay(from)))).await;
    busy.await.unwrap().unwrap();

    let stats = store.stats();
    assert_eq!(loads.load(Ordering::Relaxed) - before, 2, "one for what was named, one for all that was not");
    assert_eq!(stats.need_rounds.get("toy.pay"), Some(&1), "only the first of them waits");
    let purses = store.list::<Purse>((HERE,)).await.unwrap();
    assert_eq!(purses.iter().filter(|purse| purse.held.0 == 4).count(), 20);
    assert_eq!(purses.iter().filter(|purse| purse.held.0 == 6).count(), 20);
}

/// Asks for all of them at once and waits.
async fn run_all<C: Command>(store: &Store, commands: impl Iterator<Item = (u128, C)>) {
    let asked = |(id, command)| {
        let store = store.clone();
        tokio::spawn(async move { store.run(mine(id), command).await.map(drop) })
    };
    for running in commands.map(asked).collect::<Vec<_>>() {
        running.await.unwrap().unwrap();
    }
}

async fn a_closed_store_carries_out_what_has_queued(market: Market) {
    let store = market.open().await;
    let fill = |purse| Fill { locality: HERE, purse: Id::from_bits(purse), amount: 1 };
    store.run(mine(60), fill(60)).await.unwrap();
    let queued: Vec<_> = (1..=50)
        .map(|id| {
            let store = store.clone();
            tokio::spawn(async move { store.run(mine(id), fill(id)).await })
        })
        .collect();
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    store.close().await;
    let mut done = 1;
    for run in queued {
        match run.await.unwrap() {
            Ok(_) => done += 1,
            Err(failure) => assert!(matches!(failure, Failure::Busy), "{failure}"),
        }
    }
    assert!(matches!(store.run(mine(99), fill(99)).await, Err(Failure::Busy)));
    assert_eq!(store.count::<Purse>().await.unwrap(), done);
    let owner = store.find::<kernel::Owner>((HERE,)).await.unwrap().unwrap();
    assert_eq!(owner.lease_until, Timestamp(0), "others need not wait");
}

async fn held(store: &Store, purse: u128) -> Option<i64> {
    store.find::<Purse>((HERE, Id::from_bits(purse))).await.unwrap().map(|purse| purse.held.0)
}
