//! A thousand pledges of one pool, settled in slices by two processes, of which the first stops in between: every slice is whole,
//! and every cent and piece is where records say.

use crate::by_hand::wording;
use crate::market::{HERE, Market, cents, postgres_url, usd};
use host::check;
use kernel::{Amount, Id};
use market::mechanisms::group_buying::{
    OpenPool, Pledge, PledgeStage, Pool, PoolOutcome, PoolStage, SetPledge, TierAsked,
};
use market::trade::{Stage, Trade};
use market::users::assets::{HandingOver, ItemTerms, OfferItem};
use market::users::{User, UserKind};
use std::sync::Arc;
use std::time::Duration;
use store::Database;
use tokio::task::JoinSet;

const PLEDGES: i64 = 1_000;
/// After how many settled pledges the first process stops.
const STOPS: i64 = 150;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_pledges_are_settled_by_whoever_is_there_on_sqlite() {
    let file = testkit::files::fresh("thousand");
    settled(&format!("sqlite:{}", file.display())).await;
    for ending in ["", "-wal", "-shm"] {
        let _gone = std::fs::remove_file(format!("{}{ending}", file.display()));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_pledges_are_settled_by_whoever_is_there_on_postgres() {
    settled(&postgres_url().await).await;
}

/// Whom the market has, all at once.
async fn buyers(market: &Arc<Market>) -> Vec<Id<User>> {
    let mut coming = JoinSet::new();
    for number in 0..PLEDGES {
        let market = Arc::clone(market);
        coming.spawn(async move {
            let buyer = market.user(&format!("buyer{number}"), UserKind::Person, "97214").await;
            market.deposit(buyer, cents(10_000)).await;
            buyer
        });
    }
    coming.join_all().await
}

async fn pool(market: &Market) -> Id<Pool> {
    let seller = market.user("mill", UserKind::Person, "97202").await;
    let terms = ItemTerms {
        currency: usd(),
        each: Amount(3_400),
        delivery: None,
        is_collected: true,
        ready_minutes: 60,
    };
    let offer = OfferItem {
        locality: HERE,
        sector: "flour".to_owned(),
        post_code: "97202".parse().unwrap(),
        wording: wording("A sack of flour"),
        count: 5_000,
        terms,
    };
    let offering = market.run(seller.cast(), offer).await.unwrap();
    let tiers = [(100, 3_000), (1_000, 2_990), (1_600, 2_980)];
    let open = OpenPool {
        offering,
        piece_count: 4_000,
        tiers: tiers.map(|(piece_count, each)| TierAsked { piece_count, each: Amount(each) }).into(),
        least_pieces: 1,
        most_pieces: 3,
        handing_over: HandingOver::Collection,
        is_joinable: false,
        minutes: 2_880,
        is_meant: true,
    };
    market.run(seller.cast(), open).await.unwrap()
}

async fn settled(url: &str) {
    let database = || url.parse::<Database>().unwrap();
    let market = Arc::new(Market::demo(database()).await);
    let pool = pool(&market).await;
    let mut pledging = JoinSet::new();
    for (number, buyer) in (0..).zip(buyers(&market).await) {
        let market = Arc::clone(&market);
        // Every tenth would pay no more than the last tier's price, and gets it at that.
        let most_each = (number % 10 == 0).then_some(Amount(2_980));
        let pledge = SetPledge { buyer, pool, piece_count: 1 + number % 3, most_each };
        pledging.spawn(async move { market.run(buyer.cast(), pledge).await.unwrap().pledged });
    }
    let pledged = pledging.join_all().await.into_iter().max();
    assert_eq!(pledged, Some(1_999));
    let is_clean = async |market: &Market| {
        let report = check::check(&market.store, &market.reference()).await.unwrap();
        assert!(report.is_clean(), "{report}");
    };
    is_clean(&market).await;
    let read = async |market: &Market| market.store.find::<Pool>((HERE, pool)).await.unwrap().unwrap();

    let closes_at = read(&market).await.closes_at;
    let stopped = async {
        while read(&market).await.settled_up_to < STOPS {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::select! {
        () = market.pass_time(closes_at) => {}
        () = stopped => {}
    }
    market.store.close().await;
    let market = Market::demo(database()).await;
    let half = read(&market).await;
    assert_eq!((half.stage, half.price), (PoolStage::Settling, Some(Amount(2_980))), "{half:?}");
    assert_eq!(half.settled_up_to % 50, 0);
    is_clean(&market).await;
    market.pass_time(closes_at).await;
    let ended = read(&market).await;
    assert_eq!(
        (ended.stage, ended.outcome, ended.sold),
        (PoolStage::Ended, Some(PoolOutcome::Reached), 1_999)
    );
    let (mut bought, mut booked, mut paid) = (0, 0, 0);
    let see = |pledge: Pledge| bought += i64::from(pledge.stage == PledgeStage::Bought);
    market.store.scan::<Pledge>(see).await.unwrap();
    let see = |trade: Trade| {
        booked += i64::from(trade.stage == Stage::Booked);
        paid += trade.buyer_pays.0;
    };
    market.store.scan::<Trade>(see).await.unwrap();
    assert_eq!((bought, booked), (PLEDGES, PLEDGES));
    // 29.80 with 1 % and 0.5 %, each rounded: 30.25, 60.50 and 90.74.
    assert_eq!(paid, 334 * 3_025 + 333 * 6_050 + 333 * 9_074);
    is_clean(&market).await;
    market.store.close().await;
}
