//! The same seed makes the same market.

use super::{Size, fill};
use crate::config::Config;
use crate::opened::Opened;
use kernel::{Id, Timestamp};
use ledger::Account;
use market::trade::{Stage, Trade};
use market::users::{Person, User, assets::PriceRule, availability::ResourceDay};
use std::collections::BTreeMap;
use std::sync::Arc;
use web::parallel::ParallelClock;

/// Three past five in the afternoon of Wednesday 11 November 2026, UTC: no quarter-hour is near.
const BEGINS: Timestamp = Timestamp(1_794_416_580_000_000);

/// What a market of this seed comes to, without ids and without the microseconds at which things happened; and how
/// many trades were settled.
async fn made(seed: u64) -> (Vec<String>, usize) {
    let config = Config { database: "sqlite::memory:".to_owned(), is_parallel: true, ..Config::default() };
    let clock = Arc::new(ParallelClock::showing(BEGINS));
    let opened = Opened::open(&config, "127.0.0.1:0", Some(Arc::clone(&clock))).await.unwrap();
    let Opened { app, courier, .. } = opened;
    fill(&app, (&courier, &clock), Size { sellers: 40, buyers: 8, seed }).await.unwrap();

    let (mut facts, mut names) = (Vec::new(), BTreeMap::<Id<User>, String>::new());
    let take = |person: Person| {
        facts.push(format!("{} {} {:?}", person.email, person.display_name, person.born_on));
        names.insert(person.user_id, person.email);
    };
    app.store.scan::<Person>(take).await.unwrap();
    let name = |id: Id<User>| names.get(&id).cloned().unwrap_or_default();
    let mut settled = 0;
    let take = |trade: Trade| {
        settled += usize::from(trade.stage == Stage::Settled);
        let (buyer, seller) = (name(trade.buyer), name(trade.seller));
        let (paid, received, worked) = (trade.buyer_pays, trade.seller_receives, trade.worked_minutes);
        facts.push(format!(
            "{buyer} {seller} {} {:?} {} {paid:?} {received:?} {worked:?}",
            trade.sector,
            trade.starts_at,
            trade.stage.word()
        ));
    };
    app.store.scan::<Trade>(take).await.unwrap();
    let take = |account: Account| {
        let (class, available, reserved) = (account.class, account.available, account.reserved);
        facts.push(format!("{} {class:?} {available:?} {reserved:?}", name(account.holder.cast())));
    };
    app.store.scan::<Account>(take).await.unwrap();
    let take = |day: ResourceDay| {
        facts.push(format!("{} {:?} {:?}", name(day.resource.cast()), day.day, day.busy));
    };
    app.store.scan::<ResourceDay>(take).await.unwrap();
    let take = |rule: PriceRule| {
        facts.push(format!("{:?} {:?} {}", rule.hourly, rule.per_km, rule.notice_minutes));
    };
    app.store.scan::<PriceRule>(take).await.unwrap();
    facts.sort();
    app.store.close().await;
    (facts, settled)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_seed_makes_the_same_market_sqlite() {
    let ((first, settled), (second, _)) = (made(7).await, made(7).await);
    assert!(settled > 5, "{settled} trades were settled");
    let differing = first.iter().zip(&second).find(|(a, b)| a != b);
    assert_eq!((first.len(), differing), (second.len(), None));
    assert_ne!(first, made(8).await.0);
}
