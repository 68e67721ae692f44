//! Faults of pools, made by hand: each is told by the pool, seller or pledge that has it.

use crate::by_hand::{Broken, Kept, broken, faults_of, kept, key, wording};
use crate::market::{HERE, Market, cents, usd};
use kernel::{Amount, Id};
use market::mechanisms::group_buying::{OpenPool, Pool, SetPledge, TierAsked, WithdrawPledge};
use market::users::UserKind;
use market::users::assets::{HandingOver, ItemTerms, OfferItem};

/// A pool in which three have pledged, one of whom took it back.
async fn pool(market: &Market) -> Id<Pool> {
    let seller = market.user("seller", UserKind::Person, "97202").await;
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
        count: 50,
        terms,
    };
    let offering = market.run(seller.cast(), offer).await.unwrap();
    let open = OpenPool {
        offering,
        piece_count: 40,
        tiers: vec![TierAsked { piece_count: 20, each: Amount(3_000) }],
        least_pieces: 1,
        most_pieces: 10,
        handing_over: HandingOver::Collection,
        is_joinable: false,
        minutes: 2_880,
        is_meant: false,
    };
    let pool = market.run(seller.cast(), open).await.unwrap();
    for name in ["ann", "ben", "cy"] {
        let buyer = market.user(name, UserKind::Person, "97214").await;
        market.deposit(buyer, cents(10_000)).await;
        let pledge = SetPledge { buyer, pool, piece_count: 2, most_each: None };
        market.run(buyer.cast(), pledge).await.unwrap();
        if name == "cy" {
            market.run(buyer.cast(), WithdrawPledge { buyer, pool }).await.unwrap();
        }
    }
    pool
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_kind_of_fault_of_a_pool_is_told() {
    let (kept, market): (Kept, Market) = kept("pools").await;
    let id = pool(&market).await;
    market.store.close().await;
    let of = key(&id);
    let faults: [Broken; 9] = [
        broken(
            format!("UPDATE pledge SET pending = NULL WHERE pool = {of} AND number = 2"),
            [
                format!("pledge 2 of pool {id}: it counts, and nothing is set aside"),
                "nothing says for what".to_owned(),
            ],
        ),
        broken(
            format!("UPDATE pledge SET pending = X'{:032X}' WHERE pool = {of} AND number = 3", 7),
            [format!("pledge 3 of pool {id}: it counts no more, and money is set aside")],
        ),
        broken(
            format!("UPDATE pledge SET piece_count = 3 WHERE pool = {of} AND number = 1"),
            [
                format!("pool {id}: -1 too many are pledged"),
                format!("pool {id}: -1 too many are willing for tier 1"),
                format!("pool {id}: -1 too many are pledged with seller 1"),
            ],
        ),
        broken(
            format!("UPDATE price_tier SET willing = 5 WHERE pool = {of}"),
            [format!("pool {id}: 1 too many are willing for tier 1")],
        ),
        broken(
            format!("UPDATE pool_supply SET out_count = 39 WHERE pool = {of}"),
            [
                format!("seller 1 of pool {id}: 39 of 40 pieces are out"),
                "40 are taken, parts take 39".to_owned(),
            ],
        ),
        broken(
            format!("UPDATE pool SET timer = NULL WHERE id = {of}"),
            [format!("pool {id}: nothing ends it")],
        ),
        broken(
            format!("UPDATE pool SET closes_at = closes_at + 1 WHERE id = {of}"),
            [format!("pool {id}: its timer")],
        ),
        broken(
            format!("UPDATE pool SET stage = 'ended' WHERE id = {of}"),
            [
                format!("pool {id}: it has ended, and something ends it"),
                format!("seller 1 of pool {id}: pieces are out, and it has ended"),
                format!("pledge 1 of pool {id}: it counts, and the pool has ended"),
            ],
        ),
        broken(
            format!("UPDATE pool SET settled_up_to = 1, stage = 'settling' WHERE id = {of}"),
            [format!("pledge 1 of pool {id}: it was passed over")],
        ),
    ];
    faults_of(&kept, &market, &faults).await;
}
