//! Connections to PostgreSQL that are cut while commands are under way.

use crate::market::{HERE, Market, logged, mine};
use crate::toys::{Fill, Purse};
use kernel::{Id, Locality};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use store::{Failure, Options, Store};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

const SUBMITTERS: u128 = 16;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sockets_cut_under_load_postgres() {
    let market = Market::postgres().await;
    let (proxied, cut) = proxy(market.url.as_ref().unwrap()).await;
    let options =
        |database: &str| Options::new(database.parse().unwrap()).migrations(crate::toys::MIGRATIONS);
    let store = Store::open(options(&proxied)).await.unwrap();
    let cuts = fill_while(&store, async || {
        cut.send_modify(|count| *count += 1);
    })
    .await;
    assert!(cuts > 5 && store.stats().reconnects > 0, "{cuts} cuts, {:?}", store.stats());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn backends_terminated_under_load_postgres() {
    let market = Market::postgres().await;
    let store = market.open().await;
    let url = market.url.clone().unwrap();
    let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    let terminate = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()";
    let kills = fill_while(&store, async || {
        client.batch_execute(terminate).await.unwrap();
    })
    .await;
    assert!(kills > 5 && store.stats().reconnects > 0, "{kills} kills, {:?}", store.stats());
}

/// Many submitters fill purses for two seconds while `disturb` happens; then every command that was tried until it was
/// acknowledged has had its effect, once.
async fn fill_while(store: &Store, disturb: impl AsyncFn()) -> u32 {
    let (is_over, done) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let submitters: Vec<_> = (0..SUBMITTERS)
        .map(|submitter| {
            let (store, is_over, done) = (store.clone(), Arc::clone(&is_over), Arc::clone(&done));
            tokio::spawn(async move {
                for id in (submitter..).step_by(16) {
                    if is_over.load(Ordering::Relaxed) {
                        return;
                    }
                    let locality = Locality(i64::try_from(id % 3).unwrap());
                    let fill = Fill { locality, purse: Id::from_bits(5), amount: 1 };
                    while let Err(failure) = store.run(mine(id), fill.clone()).await {
                        assert!(matches!(failure, Failure::Busy), "{failure}");
                    }
                    done.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    let mut times = 0;
    for _ in 0..16 {
        tokio::time::sleep(Duration::from_millis(125)).await;
        disturb().await;
        times += 1;
    }
    is_over.store(true, Ordering::Relaxed);
    for submitter in submitters {
        submitter.await.unwrap();
    }
    let (mut held, acknowledged) = (0, done.load(Ordering::Relaxed));
    store.scan::<Purse>(|purse| held += purse.held.0).await.unwrap();
    assert_eq!(
        (u64::try_from(held), u64::try_from(logged(store).await.len())),
        (Ok(acknowledged), Ok(acknowledged))
    );
    assert!(acknowledged > 16, "{acknowledged} acknowledged");
    assert!(store.find::<Purse>((HERE, Id::from_bits(5))).await.unwrap().is_none());
    times
}

/// The address of a way to PostgreSQL that is cut whenever the count changes.
async fn proxy(url: &str) -> (String, watch::Sender<u32>) {
    let (cut, cuts) = watch::channel(0);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (user, rest) = url.split_once('@').unwrap();
    let (host, name) = rest.split_once('/').unwrap();
    let proxied = format!("{user}@{}/{name}", listener.local_addr().unwrap());
    let host = host.to_owned();
    tokio::spawn(async move {
        while let Ok((mut near, _)) = listener.accept().await {
            let (host, mut cuts) = (host.clone(), cuts.clone());
            cuts.mark_unchanged();
            tokio::spawn(async move {
                let mut far = TcpStream::connect(host).await.unwrap();
                tokio::select! {
                    _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
                    _ = cuts.changed() => {}
                }
            });
        }
    });
    (proxied, cut)
}
