//! Auctions by the API: two who bid, what others see of them, and the end.

use crate::market::{Market, Program};
use crate::on_both_engines;
use serde_json::{Value, json};

on_both_engines!(a_lot_is_bid_for_and_nobody_sees_the_most_of_another);

async fn with_money(market: &Market, name: &str) -> Program {
    let bidder = market.user(name, "person").await;
    market.deposit(&bidder, 10_000).await;
    bidder
}

fn most(minor: i64) -> Value {
    json!({ "most": minor })
}

async fn a_lot_is_bid_for_and_nobody_sees_the_most_of_another(market: Market) {
    let seller = market.user("seller", "person").await;
    let bear = json!({
        "sector": "honey", "post_code": "97202", "wording": { "title": "A bear of 1905" }, "count": 1,
        "terms": { "currency": "USD", "each": 9_000, "is_collected": true, "ready_minutes": 60 },
    });
    let offering = seller.post("/goods-offerings", "bear", &bear).await.made()["offering"].clone();
    let open = json!({
        "offering": offering, "piece_count": 1, "start": 1_000, "reserve": 2_000, "handing_over": "collection",
        "minutes": 3000,
    });
    seller
        .post(
            "/lots",
            "early",
            &json!({ "offering": offering, "piece_count": 1, "start": 0,
        "handing_over": "collection", "minutes": 3000 }),
        )
        .await
        .is_problem(422, "auctions/bad-lot");
    let lot = seller.post("/lots", "lot", &open).await.made()["lot"].as_str().unwrap().to_owned();
    let page = format!("/lots/{lot}");
    let (ann, ben) = (with_money(&market, "ann").await, with_money(&market, "ben").await);
    let first = ann.post(&format!("{page}/bids"), "first", &most(6_000)).await.made();
    assert_eq!(
        (&first["leads"], &first["price"]["minor"], &first["is_reserve_met"]),
        (&json!(true), &json!(2_000), &json!(true))
    );
    assert_eq!(first["set_aside"]["minor"], 6_090);
    let again = ann.post(&format!("{page}/bids"), "first", &most(6_000)).await.made();
    assert_eq!(again, first, "sent twice, placed once");
    let low = ben.post(&format!("{page}/bids"), "low", &most(2_049)).await;
    low.is_problem(409, "auctions/too-low");
    let outbid = ben.post(&format!("{page}/bids"), "second", &most(5_200)).await.made();
    assert_eq!((&outbid["leads"], &outbid["price"]["minor"]), (&json!(false), &json!(5_300)));

    for looker in [&market.program(), &ben, &seller] {
        let shown = looker.get(&page).await.shown();
        assert!(!shown.to_string().contains("6000") && !shown.to_string().contains("\"reserve\""), "{shown}");
        assert_eq!(shown["bids"][0]["bidder"], 2);
    }
    let own = ann.get(&page).await.shown();
    assert_eq!((&own["own"]["most"]["minor"], &own["own"]["leads"]), (&json!(6_000), &json!(true)));
    let listed = market.program().get("/lots").await.shown();
    assert_eq!((&listed[0]["title"], &listed[0]["bid_count"]), (&json!("A bear of 1905"), &json!(2)));
    assert_eq!(ben.get("/lots-bid-for").await.shown()[0]["leads"], json!(false));
    assert_eq!(seller.get("/lots-for-sale").await.shown()[0]["id"], json!(lot));
    seller.post(&format!("{page}/withdrawal"), "back", &json!({})).await.is_problem(409, "auctions/has-bids");
}
