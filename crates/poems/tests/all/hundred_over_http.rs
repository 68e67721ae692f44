//! A hundred buyers of one hour over HTTP, each on a connection of their own, against the real program: one booking,
//! ninety-nine named refusals, and a database in which nothing else is held.

use crate::front::{Caller, Folder, check, json, serve, sqlite_url};
use crate::market::postgres_url;
use ledger::{Account, Class, Reservation};
use market::trade::{Stage, Trade};
use market::users::availability::ResourceDay;
use std::sync::{Arc, Barrier};
use store::{Options, Store};
use testkit::http::Answer;

const BUYERS: usize = 100;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_a_hundred_buyers_over_http_end_in_one_booking() {
    let folder = Folder::new();
    a_hundred_buyers_over_http_end_in_one_booking(sqlite_url(&folder.0)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_a_hundred_buyers_over_http_end_in_one_booking() {
    a_hundred_buyers_over_http_end_in_one_booking(postgres_url().await).await;
}

async fn a_hundred_buyers_over_http_end_in_one_booking(database: String) {
    let served = database.clone();
    tokio::task::spawn_blocking(move || {
        let server = serve(&served);
        let answers = all_at_once(&server.address);
        let booked = answers.iter().filter(|answer| answer.status == 201).count();
        let taken =
            |answer: &&Answer| answer.status == 409 && json(answer)["type"] == "/problems/availability/taken";
        let refused = answers.iter().filter(taken).count();
        assert_eq!((booked, refused), (1, BUYERS - 1), "{answers:?}");
        assert!(server.stop().unwrap());
    })
    .await
    .unwrap();
    nothing_is_held_but_the_booking(&database).await;
}

/// Everybody signs up and pays in; then all ask for the same hour in the same moment.
fn all_at_once(address: &str) -> Vec<Answer> {
    let offering = Caller::sign_up(address, "ana", "person").offer();
    let start = Arc::new(Barrier::new(BUYERS));
    let buyers = (0..BUYERS).map(|number| {
        let (address, offering, start) = (address.to_owned(), offering.clone(), Arc::clone(&start));
        std::thread::spawn(move || {
            let mut buyer = Caller::sign_up(&address, &format!("buyer{number}"), "organization");
            buyer.deposit(20_000);
            start.wait();
            // Whoever was ready first has been idle for longer than a connection is kept.
            buyer.at(&address).hold_and_book(&offering, "17:00")
        })
    });
    let buyers: Vec<_> = buyers.collect();
    buyers.into_iter().map(|buyer| buyer.join().unwrap()).collect()
}

async fn nothing_is_held_but_the_booking(database: &str) {
    let report = check(database);
    assert_eq!(report["clean"], true, "{report}");
    let store = Store::open(Options::new(database.parse().unwrap()).without_migrating()).await.unwrap();
    let (mut stages, mut pays, mut busy, mut escrow) = (Vec::new(), 0, 0, 0);
    let look = |trade: Trade| {
        stages.push(trade.stage);
        pays += trade.buyer_pays.0;
    };
    store.scan::<Trade>(look).await.unwrap();
    store.scan::<ResourceDay>(|day| busy += day.busy.count()).await.unwrap();
    let mut reserved = 0;
    let look = |account: Account| {
        reserved += account.reserved.0;
        escrow += if account.class == Class::Escrow { account.available.0 } else { 0 };
    };
    store.scan::<Account>(look).await.unwrap();
    assert_eq!((stages, busy, reserved), (vec![Stage::Booked], 4, 0), "no stray hold");
    assert_eq!(store.count::<Reservation>().await.unwrap(), 0);
    assert!(pays > 0 && escrow >= pays, "{escrow} for {pays}");
    store.close().await;
}
