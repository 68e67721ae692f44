//! Messages are delivered at least once.

use crate::market::{HERE, HandClock, Market, mine, until};
use crate::toys::{Ring, Then, Toll};
use kernel::{Outbox, Timestamp};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use store::{Courier, Delivery, Sent, Store};

crate::on_both_engines![
    messages_are_delivered_oldest_first_and_then_gone,
    what_cannot_be_delivered_is_tried_ever_more_slowly_and_survives_a_restart,
    a_panic_over_one_message_does_not_stop_the_others,
    a_slow_courier_does_not_hold_up_timers,
    what_was_delivered_but_not_marked_comes_again,
    the_worker_delivers_what_commits_leave,
];

/// Keeps what it is given, and refuses what it was told to.
#[derive(Default)]
pub(crate) struct Letters {
    delivered: Mutex<Vec<String>>,
    refused: Mutex<BTreeSet<String>>,
}

impl Letters {
    fn refusing(body: &str) -> Self {
        Self { refused: Mutex::new(BTreeSet::from([format!("{body:?}")])), ..Self::default() }
    }

    fn delivered(&self) -> Vec<String> {
        self.delivered.lock().unwrap().iter().map(|body| serde_json::from_str(body).unwrap()).collect()
    }
}

impl Courier for Letters {
    fn deliver<'a>(&'a self, message: &'a Outbox) -> Delivery<'a> {
        Box::pin(async {
            assert_eq!(message.topic, "toy");
            assert_ne!(message.body, r#""panic""#);
            if message.body == r#""never""# {
                std::future::pending::<()>().await;
            }
            if self.refused.lock().unwrap().contains(&message.body) {
                return Err("nobody is at home".to_owned());
            }
            self.delivered.lock().unwrap().push(message.body.clone());
            Ok(())
        })
    }
}

async fn open(market: &Market, clock: &Arc<HandClock>) -> Store {
    Store::open(market.options().clock(Arc::<HandClock>::clone(clock))).await.unwrap()
}

async fn leave(store: &Store, id: u128, messages: &[&str]) {
    let messages = messages.iter().map(ToString::to_string).collect();
    let toll = Toll { locality: HERE, name: "bell".into(), then: Vec::new(), messages };
    store.run(mine(id), toll).await.unwrap();
}

async fn messages_are_delivered_oldest_first_and_then_gone(market: Market) {
    let clock = HandClock::at(0);
    let store = open(&market, &clock).await;
    for (id, body) in [(1, "a"), (2, "b"), (3, "c")] {
        clock.set(i64::try_from(id).unwrap() * 1_000);
        leave(&store, id, &[body]).await;
    }
    let letters = Letters::default();
    let sent = store.deliver(&letters, Timestamp(2_000)).await.unwrap();
    assert_eq!((sent, letters.delivered()), (Sent { delivered: 2, failed: 0 }, vec!["a".into(), "b".into()]));
    store.deliver(&letters, Timestamp(3_000)).await.unwrap();
    assert_eq!(letters.delivered(), ["a", "b", "c"]);
    assert_eq!(store.count::<Outbox>().await.unwrap(), 0);
}

async fn what_cannot_be_delivered_is_tried_ever_more_slowly_and_survives_a_restart(market: Market) {
    let clock = HandClock::at(0);
    let store = open(&market, &clock).await;
    leave(&store, 1, &["lost", "found"]).await;
    let letters = Letters::refusing("lost");
    let mut now = 0;
    for (attempt, seconds) in [(1, 1), (2, 2), (3, 4), (4, 8)] {
        store.deliver(&letters, Timestamp(now)).await.unwrap();
        let waiting = store.list::<Outbox>((HERE,)).await.unwrap();
        assert_eq!((waiting.len(), waiting[0].attempts), (1, attempt));
        assert_eq!(waiting[0].next_at, Timestamp(now + seconds * 1_000_000));
        now = waiting[0].next_at.0;
        assert_eq!(store.deliver(&letters, Timestamp(now - 1)).await.unwrap(), Sent::default());
    }
    store.close().await;
    let store = open(&market, &clock).await;
    letters.refused.lock().unwrap().clear();
    store.deliver(&letters, Timestamp(now)).await.unwrap();
    assert_eq!(letters.delivered(), ["found", "lost"]);
    assert_eq!(store.count::<Outbox>().await.unwrap(), 0);
}

async fn a_panic_over_one_message_does_not_stop_the_others(market: Market) {
    let store = open(&market, &HandClock::at(0)).await;
    leave(&store, 1, &["panic"]).await;
    leave(&store, 2, &["a"]).await;
    let letters = Letters::default();
    let sent = store.deliver(&letters, Timestamp(0)).await.unwrap();
    assert_eq!((sent, letters.delivered()), (Sent { delivered: 1, failed: 1 }, vec!["a".into()]));
}

async fn a_slow_courier_does_not_hold_up_timers(market: Market) {
    let store = market.open().await;
    let working = {
        let store = store.clone();
        tokio::spawn(async move { store.work(&Letters::default()).await })
    };
    leave(&store, 1, &["never"]).await;
    let ring = Toll { locality: HERE, name: "ring".into(), then: Vec::new(), messages: Vec::new() };
    let start = Toll { then: vec![(Timestamp(0), Then::Toll(ring.clone()))], ..ring };
    store.run(mine(2), start).await.unwrap();
    until("the timer fired", async || store.count::<Ring>().await.unwrap() == 3).await;
    working.abort();
}

async fn what_was_delivered_but_not_marked_comes_again(market: Market) {
    let clock = HandClock::at(0);
    let store = open(&market, &clock).await;
    leave(&store, 1, &["a"]).await;
    let letters = Letters::default();
    // Closed in between: the mark is not taken any more.
    let other = open(&market, &clock).await;
    store.close().await;
    assert!(store.deliver(&letters, Timestamp(0)).await.is_err());
    assert_eq!(other.deliver(&letters, Timestamp(0)).await.unwrap(), Sent { delivered: 1, failed: 0 });
    assert_eq!(letters.delivered(), ["a", "a"]);
}

async fn the_worker_delivers_what_commits_leave(market: Market) {
    let store = market.open().await;
    let letters = Arc::new(Letters::refusing("b"));
    let working = {
        let (store, letters) = (store.clone(), Arc::clone(&letters));
        tokio::spawn(async move { store.work(letters.as_ref()).await })
    };
    leave(&store, 1, &["a", "b"]).await;
    until("the first is delivered", async || letters.delivered() == ["a"]).await;
    letters.refused.lock().unwrap().clear();
    until("the second is delivered when its second is over", async || letters.delivered() == ["a", "b"])
        .await;
    until("and both are gone", async || store.count::<Outbox>().await.unwrap() == 0).await;
    store.close().await;
    working.await.unwrap();
}
