//! Faults of auctions, made by hand: each is told by the lot or bid that has it.

use crate::by_hand::{Broken, Kept, broken, faults_of, kept, key, wording};
use crate::market::{HERE, Market, cents, usd};
use kernel::{Amount, Id};
use market::mechanisms::auctions::{Lot, OpenLot, PlaceBid};
use market::users::UserKind;
use market::users::assets::{HandingOver, ItemTerms, OfferItem};

/// A lot that two have bid for.
async fn lot(market: &Market) -> Id<Lot> {
    let seller = market.user("seller", UserKind::Person, "97202").await;
    let terms = ItemTerms {
        currency: usd(),
        each: Amount(9_000),
        delivery: None,
        is_collected: true,
        ready_minutes: 60,
    };
    let offer = OfferItem {
        locality: HERE,
        sector: "fb-2-10-7".to_owned(),
        post_code: "97202".parse().unwrap(),
        wording: wording("A bear of 1905"),
        count: 1,
        terms,
    };
    let offering = market.run(seller.cast(), offer).await.unwrap();
    let open = OpenLot {
        offering,
        piece_count: 1,
        start: Amount(1_000),
        reserve: None,
        buy_now: None,
        handing_over: HandingOver::Collection,
        minutes: 1_440,
    };
    let lot = market.run(seller.cast(), open).await.unwrap();
    for (name, most) in [("ann", 3_000), ("ben", 4_000)] {
        let bidder = market.user(name, UserKind::Person, "97214").await;
        market.deposit(bidder, cents(10_000)).await;
        market.run(bidder.cast(), PlaceBid { bidder, lot, most: Amount(most) }).await.unwrap();
    }
    lot
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_kind_of_fault_of_an_auction_is_told() {
    let (kept, market): (Kept, Market) = kept("lots").await;
    let id = lot(&market).await;
    market.store.close().await;
    let of = key(&id);
    let faults: [Broken; 6] = [
        broken(
            format!("UPDATE bid SET pending = NULL WHERE lot = {of} AND number = 2"),
            [
                format!("bid 2 of lot {id}: it leads, and nothing is set aside"),
                "nothing says for what".to_owned(),
            ],
        ),
        broken(
            format!("UPDATE bid SET pending = X'{:032X}' WHERE lot = {of} AND number = 1", 7),
            [format!("bid 1 of lot {id}: it leads nobody, and money is set aside")],
        ),
        broken(
            format!("UPDATE lot SET led_by = 3 WHERE id = {of}"),
            [format!("lot {id}: there is no bid 3 to lead it")],
        ),
        broken(
            format!("UPDATE lot SET timer = NULL WHERE id = {of}"),
            [format!("lot {id}: nothing ends it")],
        ),
        broken(
            format!("UPDATE lot SET closes_at = closes_at + 1 WHERE id = {of}"),
            [format!("lot {id}: its timer")],
        ),
        broken(
            format!("UPDATE lot SET stage = 'unsold' WHERE id = {of}"),
            ["1 are taken, parts take 0".to_owned(), format!("bid 2 of lot {id}: it leads nobody")],
        ),
    ];
    faults_of(&kept, &market, &faults).await;
}
