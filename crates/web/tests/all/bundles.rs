//! Bundles by the API: hours and goods of two sellers, held and agreed to as one; one that is lost, replaced and given up.

use crate::market::{Market, Pair, Program};
use crate::on_both_engines;
use axum::http::StatusCode;
use serde_json::{Value, json};

on_both_engines!(what_is_had_together_is_agreed_to_by_one_word, what_is_lost_is_replaced_or_given_up);

/// Friday evening, on the clocks of Portland.
fn evening() -> Value {
    json!({ "starts_at": "2026-11-28T01:00:00Z", "ends_at": "2026-11-28T05:00:00Z" })
}

async fn flour(seller: &Program) -> String {
    let goods = json!({ "sector": "flour", "post_code": "97214", "wording": { "title": "Flour, a sack" }, "count": 9,
        "terms": { "currency": "USD", "each": 1_200, "is_collected": true, "ready_minutes": 60 } });
    seller.post("/goods-offerings", "flour", &goods).await.made()["offering"].as_str().unwrap().to_owned()
}

/// What the café would have, of Ana and of Bea.
fn together(pair: &Pair, hers: &str, flour: &str) -> Value {
    json!({ "template": "event-bar", "post_code": "97214", "street": "12 SE Ash Street", "members": [
        { "offering": pair.offering, "span": evening() },
        { "offering": hers, "span": evening() },
        { "offering": flour, "count": 2 },
    ] })
}

async fn held(market: &Market) -> (Pair, Program, Value, String) {
    let pair = market.pair().await;
    let terms = json!({ "currency": "USD", "hourly": 1_800 });
    let (bea, hers) = market.worker("bea", "97202", &terms).await;
    let flour = flour(&bea).await;
    let held = pair.cafe.post("/bundles", "one", &together(&pair, &hers, &flour)).await.made();
    let again = pair.cafe.post("/bundles", "one", &together(&pair, &hers, &flour)).await.made();
    assert_eq!(again, held, "sent twice, done once");
    let page = format!("/bundles/{}", held["bundle"].as_str().unwrap());
    (pair, bea, held, page)
}

fn stages(bundle: &Value) -> Vec<&str> {
    bundle["members"].as_array().unwrap().iter().map(|member| member["stage"].as_str().unwrap()).collect()
}

async fn what_is_had_together_is_agreed_to_by_one_word(market: Market) {
    let (pair, bea, held, page) = held(&market).await;
    let shown = pair.cafe.get(&page).await.shown();
    assert_eq!((&shown["stage"], &shown["template"]), (&json!("held"), &json!("event-bar")));
    assert_eq!(stages(&shown), ["held"; 3]);
    let sum: i64 = shown["members"]
        .as_array()
        .unwrap()
        .iter()
        .map(|member| member["pays"]["minor"].as_i64().unwrap())
        .sum();
    assert_eq!((sum, &shown["pays"]), (held["pays"]["minor"].as_i64().unwrap(), &held["pays"]));
    for other in [&pair.ana, &bea] {
        assert_eq!(other.get(&page).await.status, StatusCode::NOT_FOUND, "it is the buyer's alone");
    }
    let trade = format!("/trades/{}", shown["members"][0]["trade"].as_str().unwrap());
    let alone = json!({ "expected_pay": shown["members"][0]["pays"]["minor"] });
    pair.cafe.post(&format!("{trade}/agreement"), "alone", &alone).await.is_problem(422, "trade/in-bundle");
    let agreement = format!("{page}/agreement");
    let dearer = json!({ "expected_pay": sum + 1 });
    pair.cafe.post(&agreement, "dearer", &dearer).await.is_problem(409, "bundles/total-changed");
    let agree = json!({ "expected_pay": sum });
    bea.post(&agreement, "other", &agree).await.is_problem(403, "command/not-yours");
    let agreed = pair.cafe.post(&agreement, "agree", &agree).await.made();
    assert_eq!(agreed["trades"].as_array().unwrap().len(), 3);
    assert_eq!(stages(&pair.cafe.get(&page).await.shown()), ["booked"; 3]);
    assert_eq!(pair.cafe.get("/bundles").await.shown()[0]["stage"], "booked");
    assert_eq!(bea.get("/bundles").await.shown(), json!([]));
    pair.cafe
        .post(&format!("{page}/release"), "late", &json!({}))
        .await
        .is_problem(409, "bundles/bundle-not-now");
}

async fn what_is_lost_is_replaced_or_given_up(market: Market) {
    let (pair, bea, held, page) = held(&market).await;
    let agree = json!({ "expected_pay": held["pays"]["minor"] });
    pair.cafe.post(&format!("{page}/agreement"), "agree", &agree).await.made();
    let lost = pair.cafe.get(&page).await.shown()["members"][1]["trade"].as_str().unwrap().to_owned();
    let off = format!("/trades/{lost}/parts/1/cancellation");
    bea.post(&off, "off", &json!({})).await.made();
    let shown = pair.cafe.get(&page).await.shown();
    assert_eq!((&shown["stage"], &shown["members"][1]["standing"]), (&json!("repair"), &json!("lost")));
    let cost = shown["giving_up"]["minor"].clone();
    assert_eq!(cost, 609, "a quarter of the flour, which is ready today; the hours are four days ahead");
    let terms = json!({ "currency": "USD", "hourly": 1_800 });
    let (cem, his) = market.worker("cem", "97202", &terms).await;
    let pays = &shown["members"][1]["pays"]["minor"];
    let other = json!({ "place": 2, "offering": his, "span": evening(), "expected_pay": pays });
    let replacement = format!("{page}/replacement");
    cem.post(&replacement, "other", &other).await.is_problem(403, "command/not-yours");
    pair.cafe.post(&replacement, "other", &other).await.made();
    let shown = pair.cafe.get(&page).await.shown();
    assert_eq!((&shown["stage"], &shown["members"][3]["replaces"]), (&json!("booked"), &json!(2)));
    let his = format!("/trades/{}/parts/1/cancellation", shown["members"][3]["trade"].as_str().unwrap());
    cem.post(&his, "off", &json!({})).await.made();
    let give_up = format!("{page}/giving-up");
    pair.cafe.post(&give_up, "up", &json!({ "expected_pay": cost })).await.made();
    let shown = pair.cafe.get(&page).await.shown();
    let owing = vec!["ended", "ended", "ended", "booked"];
    assert_eq!((&shown["stage"], stages(&shown)), (&json!("broken"), owing), "who broke it owes it");
}
