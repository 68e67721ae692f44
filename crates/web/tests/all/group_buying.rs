//! Group buying by the API: a pool of flour that others join and pledge in, what each sees, and the end.

use crate::market::{Market, Program};
use crate::on_both_engines;
use axum::http::StatusCode;
use serde_json::{Value, json};

on_both_engines!(flour_is_bought_together_and_nobody_sees_what_another_would_pay);

async fn with_money(market: &Market, name: &str) -> Program {
    let buyer = market.user(name, "person").await;
    market.deposit(&buyer, 20_000).await;
    buyer
}

async fn flour(seller: &Program) -> Value {
    let sack = json!({
        "sector": "flour", "post_code": "97202", "wording": { "title": "Flour, 25 kg" }, "count": 10,
        "terms": { "currency": "USD", "each": 3_500, "is_collected": true, "ready_minutes": 60 },
    });
    seller.post("/goods-offerings", "flour", &sack).await.made()["offering"].clone()
}

fn pledge(piece_count: i64, most_each: Option<i64>) -> Value {
    json!({ "piece_count": piece_count, "most_each": most_each })
}

async fn flour_is_bought_together_and_nobody_sees_what_another_would_pay(market: Market) {
    let (seller, mill) = (market.user("seller", "person").await, market.user("mill", "person").await);
    let open = |tiers: Value, is_meant: bool| {
        json!({
            "piece_count": 8, "tiers": tiers, "least_pieces": 1, "most_pieces": 4, "handing_over": "collection",
            "is_joinable": true, "minutes": 3000, "is_meant": is_meant,
        })
    };
    let tiers = json!([{ "piece_count": 4, "each": 3_000 }, { "piece_count": 8, "each": 2_613 }]);
    let offering = flour(&seller).await;
    let of = |mut body: Value, offering: &Value| {
        body["offering"] = offering.clone();
        body
    };
    let flat = json!([{ "piece_count": 4, "each": 3_000 }, { "piece_count": 8, "each": 3_000 }]);
    seller
        .post("/pools", "flat", &of(open(flat, true), &offering))
        .await
        .is_problem(422, "group-buying/bad-pool");
    let less = seller.post("/pools", "less", &of(open(tiers.clone(), false), &offering)).await;
    less.is_problem(422, "group-buying/less-for-more");
    let pool = seller.post("/pools", "pool", &of(open(tiers, true), &offering)).await.made()["pool"].clone();
    let page = format!("/pools/{}", pool.as_str().unwrap());
    let his = flour(&mill).await;
    mill.post(&format!("{page}/sellers"), "join", &json!({ "offering": his, "piece_count": 2 }))
        .await
        .expect(StatusCode::NO_CONTENT);

    let (ann, ben, cy) =
        (with_money(&market, "ann").await, with_money(&market, "ben").await, with_money(&market, "cy").await);
    let own = format!("{page}/pledge");
    let first = ann.post(&own, "first", &pledge(3, Some(2_777))).await.made();
    assert_eq!(
        (&first["pledged"], &first["each"], &first["set_aside"]["minor"]),
        (&json!(3), &json!(null), &json!(8_456))
    );
    let again = ann.post(&own, "first", &pledge(3, Some(2_777))).await.made();
    assert_eq!(again, first, "sent twice, done once");
    ben.post(&own, "low", &pledge(1, Some(2_612))).await.is_problem(422, "group-buying/too-low");
    ben.post(&own, "many", &pledge(5, None)).await.is_problem(422, "group-buying/not-this-many");
    seller.post(&own, "own", &pledge(1, None)).await.is_problem(422, "group-buying/own-pool");
    let second = ben.post(&own, "second", &pledge(4, None)).await.made();
    assert_eq!(second["each"]["minor"], 3_000, "four would pay the first price");

    for looker in [&market.program(), &ben, &seller] {
        let shown = looker.get(&page).await.shown();
        assert!(!shown.to_string().contains("2777") && !shown.to_string().contains("8456"), "{shown}");
        assert_eq!(
            (&shown["pledged"], &shown["missing"], &shown["buyer_count"]),
            (&json!(7), &json!(1), &json!(2))
        );
        assert_eq!(shown["sellers"][1]["left"], 2);
    }
    let hers = ann.get(&page).await.shown();
    assert_eq!((&hers["own"]["most_each"]["minor"], &hers["own"]["piece_count"]), (&json!(2_777), &json!(3)));
    let listed = market.program().get("/pools").await.shown();
    assert_eq!((&listed[0]["title"], &listed[0]["each"]["minor"]), (&json!("Flour, 25 kg"), &json!(3_000)));
    assert_eq!(ben.get("/pools-pledged").await.shown()[0]["piece_count"], 4);
    assert_eq!(mill.get("/pools-selling").await.shown()[0]["id"], pool);
    assert_eq!(ann.get("/account/everything").await.shown()["pledges"][0]["piece_count"], 3);

    ended(&page, [&seller, &ann, &ben, &cy]).await;
}

/// One takes theirs back and pledges again, another takes the last: all pay the last price.
async fn ended(page: &str, [seller, ann, ben, cy]: [&Program; 4]) {
    let own = format!("{page}/pledge");
    cy.post(&own, "third", &pledge(2, None)).await.made();
    cy.post(&format!("{page}/withdrawal"), "back", &json!({})).await.expect(StatusCode::NO_CONTENT);
    cy.post(&format!("{page}/withdrawal"), "twice", &json!({}))
        .await
        .is_problem(409, "group-buying/no-pledge");
    cy.post(&own, "again", &pledge(2, None)).await.made();
    let eight = ann.get(page).await.shown();
    assert_eq!((&eight["each"]["minor"], &eight["missing"]), (&json!(2_613), &json!(null)));
    let last = ann.post(&own, "last", &pledge(4, None)).await.made();
    assert_eq!(last["is_over"], true, "ten of ten");
    seller.post(&format!("{page}/calling-off"), "off", &json!({})).await.is_problem(409, "group-buying/over");
    seller.post("/demo/clock", "on", &json!({ "to": "plus-day" })).await.made();
    let over = ben.get(page).await.shown();
    assert_eq!(
        (&over["stage"], &over["outcome"], &over["price"]["minor"]),
        (&json!("ended"), &json!("reached"), &json!(2_613))
    );
    let trade = ben.get(&format!("/trades/{}", over["own"]["trade"].as_str().unwrap())).await.shown();
    assert_eq!(trade["buyer_pays"]["minor"], 10_609, "four for 26.13 each, with the mark-up: {trade}");
}
