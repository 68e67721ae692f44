//! A fresh, empty market on one of the engines, and what is put between it and its store.

use crate::toys::{COMMANDS, MIGRATIONS, TABLES};
use kernel::{Actor, CommandLog, Id, Locality, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;
use store::{Clock, Database, Options, Request, Store, SystemClock};
use tokio_postgres::NoTls;

/// Makes a test on each engine of `async fn name(market: Market)`.
#[macro_export]
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            use $crate::market::Market;
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name(Market::sqlite()).await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                super::$name(Market::postgres().await).await;
            }
        }
    )+};
}

pub(crate) const HERE: Locality = Locality(7);
pub(crate) const THERE: Locality = Locality(8);
pub(crate) const ME: Id<Actor> = Id::from_bits(1);

/// A database of its own, which stores can be opened on, one after another or several at once.
pub(crate) struct Market {
    pub(crate) database: Database,
    /// The database's address on PostgreSQL.
    pub(crate) url: Option<String>,
}

/// A clock that is moved by hand.
#[derive(Default)]
pub(crate) struct HandClock(AtomicI64);

impl Market {
    pub(crate) fn sqlite() -> Self {
        Self { database: Database::temporary(), url: None }
    }

    pub(crate) async fn postgres() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let cluster = tokio::task::spawn_blocking(testkit::postgres::shared).await.unwrap().unwrap();
        let (client, connection) = tokio_postgres::connect(cluster, NoTls).await.unwrap();
        let driver = tokio::spawn(connection);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("store_{}_{count}_{}", std::process::id(), SystemClock.now().0);
        // Orders text as people do, so that order by bytes is the store's doing.
        let create = format!("CREATE DATABASE {name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en'");
        client.batch_execute(&create).await.unwrap();
        driver.abort();
        let url = format!("{}/{name}", cluster.rsplit_once('/').unwrap().0);
        Self { database: url.parse().unwrap(), url: Some(url) }
    }

    pub(crate) fn options(&self) -> Options {
        Options::new(self.database.clone()).tables(TABLES).migrations(MIGRATIONS).commands(COMMANDS())
    }

    pub(crate) async fn open(&self) -> Store {
        Store::open(self.options()).await.unwrap()
    }
}

/// A request of mine under a fixed id.
pub(crate) fn mine(id: u128) -> Request {
    Request { id: Id::from_bits(id), actor: ME }
}

/// Of every id whether its command was carried out.
pub(crate) async fn logged(store: &Store) -> Vec<CommandLog> {
    let mut entries = Vec::new();
    store.scan::<CommandLog>(|entry| entries.push(entry)).await.unwrap();
    entries
}

/// Waits until something holds, for ten seconds at most.
pub(crate) async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..1_000 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("never came about: {what}");
}

impl HandClock {
    pub(crate) fn at(now: i64) -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(now)))
    }

    pub(crate) fn set(&self, now: i64) {
        self.0.store(now, Ordering::Relaxed);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }
}
