//! `poems check` beside a server that never stops taking bookings: it sees one moment, and finds it clean.

use crate::command_line::poems;
use crate::market::{Market, postgres_url, usd};
use kernel::{Amount, Date, Id, Slots, Span};
use market::trade::{book::Book, cancel::Cancel, hold::Hold};
use market::users::{User, UserKind, assets::Offering, assets::PriceTerms};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::task::JoinSet;

const SELLERS: i64 = 4;
const BUYERS: i64 = 8;
const CHECKS: usize = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_beside_bookings_is_clean_sqlite() {
    let path = std::env::temp_dir().join(format!("poems-checking-{}.db", std::process::id()));
    check_beside_bookings(&format!("sqlite:{}", path.display())).await;
    for ending in ["", "-wal", "-shm"] {
        let _gone = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_beside_bookings_is_clean_postgres() {
    check_beside_bookings(&postgres_url().await).await;
}

async fn check_beside_bookings(url: &str) {
    let market = Arc::new(Market::demo(url.parse().unwrap()).await);
    let (mut booking, is_over) = (JoinSet::new(), Arc::new(AtomicBool::new(false)));
    let mut sellers = Vec::new();
    for number in 0..SELLERS {
        let seller = market.user(&format!("seller{number}"), UserKind::Person, "97202").await;
        market.food_card(seller).await;
        let terms = PriceTerms::plain(usd(), Amount(1_800));
        let offering = market.offer(seller, ("35-9021", "97202"), terms).await;
        market.week(seller, "97202", [Slots::ALL; 7]).await;
        sellers.push((seller, offering));
    }
    for number in 0..BUYERS {
        let buyer = market.user(&format!("buyer{number}"), UserKind::Organization, "97214").await;
        market.deposit(buyer, (10_000_000, usd())).await;
        let seller = sellers[usize::try_from(number % SELLERS).unwrap()];
        let (market, is_over) = (Arc::clone(&market), Arc::clone(&is_over));
        booking.spawn(async move { book_until(&market, (number, buyer), seller, &is_over).await });
    }

    let mut trades = Vec::new();
    for _ in 0..CHECKS {
        let said = poems(&["check", "--json", "--database", url]).await;
        let report = said.json();
        assert_eq!((said.code, report["clean"].as_bool()), (0, Some(true)), "{report:#}");
        trades.push(report["figures"]["trades"].as_u64().unwrap());
    }
    is_over.store(true, Ordering::Relaxed);
    while let Some(done) = booking.join_next().await {
        done.unwrap();
    }
    assert!(trades.windows(2).all(|pair| pair[0] < pair[1]), "booked meanwhile: {trades:?}");
    market.store.close().await;
}

/// Books an hour and calls it off, over and over; each buyer has hours of their own.
async fn book_until(
    market: &Market,
    (number, buyer): (i64, Id<User>),
    (seller, offering): (Id<User>, Id<Offering>),
    is_over: &AtomicBool,
) {
    let calendar = market.books.directory.place("97214").unwrap().zone.calendar();
    let midnight = calendar.timestamp(Date::new(2026, 11, 27).unwrap(), 0).unwrap();
    let starts_at = midnight.plus_hours(number / SELLERS * 12);
    for hour in (0..12).cycle().take_while(|_| !is_over.load(Ordering::Relaxed)) {
        let span = Span::between(starts_at.plus_hours(hour), starts_at.plus_hours(hour + 1)).unwrap();
        let post_code = "97214".to_owned();
        let hold = Hold { buyer, seller, offering, span, post_code, expected_pay: None };
        let trade = market.run(buyer.cast(), hold).await.unwrap().trade;
        market.run(buyer.cast(), Book { trade, buyer, seller }).await.unwrap();
        market.run(buyer.cast(), Cancel { trade }).await.unwrap();
    }
}
