//! Reverse auctions by the API: work put out, bid for by two, what each sees, and the answer.

use crate::market::{Market, Program};
use crate::on_both_engines;
use axum::http::StatusCode;
use serde_json::{Value, json};

on_both_engines!(work_goes_to_the_lowest_and_nobody_sees_what_another_would_do_it_for);

fn work(view: &str) -> Value {
    json!({
        "sector": "kitchen-porter", "post_code": "97214", "street": "12 SE Ash Street", "title": "Clean the kitchen",
        "span": { "starts_at": "2026-11-28T01:00:00Z", "ends_at": "2026-11-28T05:00:00Z" },
        "top": 12_000, "view": view, "minutes": 1_440,
    })
}

fn bid(offering: &str, least: i64) -> Value {
    json!({ "offering": offering, "least": least })
}

async fn work_goes_to_the_lowest_and_nobody_sees_what_another_would_do_it_for(market: Market) {
    let pair = market.pair().await;
    let terms = json!({ "currency": "USD", "hourly": 1_800 });
    let (bea, hers) = market.worker("bea", "97202", &terms).await;
    let made = pair.cafe.post("/reverse-auctions", "one", &work("rank")).await.made();
    assert_eq!(pair.cafe.post("/reverse-auctions", "one", &work("rank")).await.made(), made, "done once");
    let page = format!("/reverse-auctions/{}", made["auction"].as_str().unwrap());
    let own = format!("{page}/bid");
    pair.ana
        .post(&own, "low", &bid(&pair.offering, 6_000))
        .await
        .is_problem(422, "booking-checks/below-floor");
    let first = pair.ana.post(&own, "first", &bid(&pair.offering, 9_123)).await.made();
    assert_eq!((&first["leads"], &first["rank"], &first["price"]), (&json!(true), &json!(1), &json!(null)));
    bea.post(&own, "high", &bid(&hers, 11_990)).await.is_problem(409, "reverse-auctions/not-low");
    let second = bea.post(&own, "second", &bid(&hers, 8_765)).await.made();
    assert_eq!((&second["leads"], &second["rank"]), (&json!(true), &json!(1)));
    for looker in [&market.program(), &pair.cafe, &pair.ana] {
        let shown = looker.get(&page).await.shown().to_string();
        assert!(!shown.contains("8765"), "{shown}");
    }
    for looker in [&market.program(), &bea, &pair.ana] {
        assert_eq!(looker.get(&page).await.shown()["price"], json!(null), "ranks alone");
    }
    let hers_seen = pair.ana.get(&page).await.shown();
    assert_eq!((&hers_seen["own"]["rank"], &hers_seen["own"]["leads"]), (&json!(2), &json!(false)));
    assert_eq!(pair.cafe.get(&page).await.shown()["price"]["minor"], 9_063, "a step below the second");
    assert_eq!(market.program().get("/reverse-auctions").await.shown()[0]["title"], "Clean the kitchen");
    pair.cafe
        .post(&format!("{page}/calling-off"), "off", &json!({}))
        .await
        .is_problem(409, "reverse-auctions/has-bids");
    pair.cafe.post("/demo/clock", "on", &json!({ "to": "plus-day" })).await.made();
    answered(&page, &pair.cafe, &bea).await;
}

async fn answered(page: &str, cafe: &Program, bea: &Program) {
    let held = cafe.get(page).await.shown();
    assert_eq!((&held["stage"], &held["pays"]["minor"]), (&json!("offered"), &json!(9_199)));
    let accept = format!("{page}/acceptance");
    bea.post(&accept, "own", &json!({ "expected_pay": 9_199 })).await.is_problem(403, "command/not-yours");
    let agreed = cafe.post(&accept, "take", &json!({ "expected_pay": 9_199 })).await.made();
    let trade = bea.get(&format!("/trades/{}", agreed["trade"].as_str().unwrap())).await.shown();
    assert_eq!((&trade["stage"], &trade["buyer_pays"]["minor"]), (&json!("booked"), &json!(9_199)));
    let refusal = json!({ "reason": "not_needed" });
    cafe.post(&format!("{page}/refusal"), "no", &refusal)
        .await
        .is_problem(409, "reverse-auctions/nothing-offered");
    assert_eq!(cafe.get("/reverse-endings").await.shown(), json!([{ "ending": "taken", "times": 1 }]));
    assert_eq!(bea.get("/reverse-auctions-bid").await.shown()[0]["own"]["least"]["minor"], 8_765);
    assert_eq!(cafe.get("/account/everything").await.shown()["reverse_auctions"][0]["ending"], "taken");
    cafe.post("/reverse-auctions", "two", &work("price")).await.made();
    cafe.get("/reverse-auctions-made").await.expect(StatusCode::OK);
}
