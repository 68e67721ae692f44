//! A process that is killed has lost nothing that it acknowledged.

use crate::market::{Market, logged};
use crate::toys::{Fill, Purse};
use kernel::{Id, Locality};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;
use store::Store;

crate::on_both_engines![what_was_acknowledged_survives_kill_9];

const ROUNDS: u128 = 4;

async fn what_was_acknowledged_survives_kill_9(market: Market) {
    market.open().await.close().await;
    let database = market.url.clone().unwrap_or_else(|| market.database.to_string());
    let mut acknowledged = BTreeSet::new();
    for round in 0..ROUNDS {
        let database = database.clone();
        let heard =
            tokio::task::spawn_blocking(move || run_and_kill(&database, round * 1_000_000)).await.unwrap();
        assert!(
            !heard.is_empty(),
            "round {round}: it took the localities of its dead predecessor over at once"
        );
        acknowledged.extend(heard);
    }
    let store = Store::open(market.options().address("child")).await.unwrap();
    // The server may still be at the last commit of the dead child; a commit to the same locality comes after it.
    for locality in 0..4 {
        let fill = Fill { locality: Locality(locality), purse: Id::from_bits(1), amount: 1 };
        store.run(store.request(Locality(locality), Id::SYSTEM), fill).await.unwrap();
    }
    let entries = logged(&store).await;
    let ids: BTreeSet<u128> = entries.iter().map(|entry| entry.id.bits()).collect();
    let missing: Vec<_> = acknowledged.difference(&ids).collect();
    assert!(missing.is_empty(), "{} of {} are missing: {missing:?}", missing.len(), acknowledged.len());
    let mut held = 0;
    store.scan::<Purse>(|purse| held += purse.held.0).await.unwrap();
    assert_eq!(usize::try_from(held), Ok(entries.len()), "every command that is logged had its effect once");
}

/// Lets the child work for a while, kills it, and gives the ids that it acknowledged.
fn run_and_kill(database: &str, first: u128) -> Vec<u128> {
    let mut child = Command::new(example())
        .args([database, &first.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let (first_heard, was_heard) = std::sync::mpsc::channel();
    let hearing = std::thread::spawn(move || {
        let numbers = lines.map_while(Result::ok).filter_map(|line| line.parse().ok());
        numbers.inspect(|_| first_heard.send(()).unwrap_or_default()).collect::<Vec<u128>>()
    });
    let _timeout = was_heard.recv_timeout(Duration::from_secs(10));
    std::thread::sleep(Duration::from_millis(300));
    child.kill().unwrap();
    child.wait().unwrap();
    drop(was_heard);
    hearing.join().unwrap()
}

/// Cargo builds the examples before it runs tests, and puts them beside the tests.
fn example() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let example = tests.parent().and_then(|deps| deps.parent()).unwrap().join("examples/acknowledge");
    if !example.exists() {
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--package", "store", "--example", "acknowledge"]);
        assert!(build.status().unwrap().success(), "the example was built");
    }
    example
}
