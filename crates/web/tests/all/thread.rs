//! One thread through the whole house by the API: offered, found, held, booked, worked, confirmed, paid.

use crate::market::{Answer, Market, Pair, Program, WANTED, agreement_to, hold_of};
use crate::on_both_engines;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

on_both_engines!(
    from_sign_up_to_receipt,
    a_hold_keeps_its_price_and_its_hours,
    calling_off_early_costs_nothing,
    an_absence_is_answered_by_nobody,
);

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value}"))
}

fn cents(money: &Value) -> i64 {
    assert_eq!((&money["currency"], &money["exponent"]), (&json!("USD"), &json!(2)));
    money["minor"].as_i64().unwrap()
}

/// Hours that are held: the trade, and what agreeing to it is asked with.
async fn held(Pair { cafe, offering, .. }: &Pair) -> (String, Value) {
    let held = cafe.post("/work-holds", "hold", &hold_of(offering)).await.made();
    (format!("/trades/{}", text(&held["trade"])), agreement_to(&held))
}

async fn booked(pair: &Pair) -> String {
    let (trade, agreement) = held(pair).await;
    pair.cafe.post(&format!("{trade}/agreement"), "book", &agreement).await.made();
    trade
}

async fn clock(program: &Program, to: &str) -> Value {
    program.post("/demo/clock", to, &json!({ "to": to })).await.made()
}

async fn from_sign_up_to_receipt(market: Market) {
    let pair = market.pair().await;
    let Pair { ana, cafe, offering } = &pair;

    // Found, with the whole price.
    let found = cafe.get(&format!("/options?{WANTED}")).await.shown();
    let option = &found["options"][0];
    assert_eq!(text(&option["offering"]), offering);
    assert_eq!((text(&option["seller_name"]), &option["agreed_count"]), ("ana", &json!(0)));
    let pays = cents(&option["price"]["payer_pays"]);
    let one = cafe.get(&format!("/options/{offering}?{WANTED}")).await.shown();
    assert_eq!(one["option"]["price"], option["price"]);
    assert_eq!(one["starts_at"], "2026-11-28T01:00:00Z");
    let trace = cafe.get(&format!("/options/{offering}/trace?{WANTED}")).await.shown();
    assert!(trace["rules"].as_array().unwrap().iter().any(|rule| rule["outcome"] == "satisfied"), "{trace}");

    // Held at that price, booked.
    let mut hold = hold_of(offering);
    hold["expected_pay"] = json!(pays + 1);
    let refused = cafe.post("/work-holds", "dear", &hold).await.is_problem(409, "trade/price-changed");
    assert_eq!(cents(&refused["pays"]), pays);
    hold["expected_pay"] = json!(pays);
    let held = cafe.post("/work-holds", "hold", &hold).await.made();
    assert_eq!(cents(&held["buyer_pays"]), pays);
    let trade = format!("/trades/{}", text(&held["trade"]));
    let shown = cafe.get(&trade).await.shown();
    assert_eq!((text(&shown["stage"]), &shown["otherwise"]["at"]), ("held", &shown["held_until"]));
    assert_eq!(text(&shown["next"][0]["address"]), format!("/api/v1{trade}/agreement"));
    cafe.post(&format!("{trade}/agreement"), "book", &agreement_to(&held)).await.made();
    let contract = ana.get(&format!("{trade}/contract?language=es")).await.shown();
    assert_eq!(contract["is_genuine"], true);

    // Worked, recorded, confirmed, paid.
    assert_eq!(
        clock(&cafe.clone(), "shift-end").await["now"].as_str().map(|now| &now[..13]),
        Some("2026-11-28T05")
    );
    let record = json!({ "due": 225, "reason": "performed", "seen": "open" });
    ana.post(&format!("{trade}/parts/1/record"), "hours", &record).await.made();
    let other = json!({ "due": 240, "reason": "performed" });
    cafe.post(&format!("{trade}/parts/1/confirmation"), "wrong", &other)
        .await
        .is_problem(409, "trade/changed");
    let confirm = json!({ "due": 225, "reason": "performed" });
    let paid = cafe.post(&format!("{trade}/parts/1/confirmation"), "done", &confirm).await.made();
    let receipt = ana.get(&format!("{trade}/receipt")).await.shown();
    assert_eq!(receipt, cafe.get(&format!("{trade}/receipt")).await.shown(), "both sides have the same");
    assert_eq!(receipt["price"]["payer_pays"], paid["paid"]);
    the_books_agree(&pair, &receipt).await;
    everybody_heard(&pair, &trade).await;
}

async fn the_books_agree(Pair { ana, cafe, .. }: &Pair, receipt: &Value) {
    let (pays, receives) = (&receipt["price"]["payer_pays"], &receipt["price"]["payee_receives"]);
    assert_eq!(cents(&cafe.get("/balances").await.shown()[0]["available"]), 50_000 - cents(pays));
    assert_eq!(cents(&ana.get("/balances").await.shown()[0]["available"]), cents(receives));
    let sum = async |program: &Program| -> i64 {
        let lines = program.get("/statement").await.shown();
        let signed = |line: &Value| cents(&line["amount"]) * if line["way"] == "in" { 1 } else { -1 };
        lines.as_array().unwrap().iter().map(signed).sum()
    };
    assert_eq!(sum(cafe).await, 50_000 - cents(pays));
    assert_eq!(sum(ana).await, cents(receives));
}

async fn everybody_heard(Pair { ana, cafe, .. }: &Pair, trade: &str) {
    let record = cafe.get(&format!("/users/{}/track-record", ana.user)).await.shown();
    assert_eq!((&record["kept_count"], &record["agreed_count"]), (&json!(1), &json!(1)));
    let inbox = ana.get("/inbox?language=es").await.shown();
    let told: Vec<&str> = inbox.as_array().unwrap().iter().map(|notice| text(&notice["code"])).collect();
    assert_eq!(told, ["trade/paid", "trade/prompt-hours", "trade/booked-seller"]);
    assert!(text(&inbox[0]["words"]).contains('$'), "{}", inbox[0]["words"]);
    let timeline = cafe.get(trade).await.shown()["timeline"].clone();
    let what: Vec<&str> = timeline.as_array().unwrap().iter().map(|point| text(&point["what"])).collect();
    assert_eq!(what, ["held", "booked", "recorded", "confirmed"]);
    assert_eq!(cafe.get("/trades").await.shown()[0]["side"], "buyer");
}

async fn a_hold_keeps_its_price_and_its_hours(market: Market) {
    let pair = market.pair().await;
    let other = market.user("other", "organization").await;
    let (trade, agreement) = held(&pair).await;
    let taken = other.post("/work-holds", "late", &hold_of(&pair.offering)).await;
    taken.is_problem(409, "availability/taken");
    pair.ana
        .put(
            &format!("/offerings/{}/price-rule", pair.offering),
            &json!({ "terms": { "currency": "USD", "hourly": 9900 } }),
        )
        .await
        .expect(StatusCode::NO_CONTENT);
    pair.cafe.post(&format!("{trade}/extension"), "longer", &Value::Null).await.made();
    pair.cafe.post(&format!("{trade}/agreement"), "book", &agreement).await.made();

    // What it looks like has a tag, which changes when it does.
    let seen = pair.cafe.get(&trade).await;
    let tag = seen.header("etag").to_owned();
    let again = async |tag: &str| pair.cafe.call(Method::GET, &trade, &[("if-none-match", tag)], None).await;
    again(&tag).await.expect(StatusCode::NOT_MODIFIED);
    pair.cafe.post(&format!("{trade}/parts/1/cancellation"), "off", &json!({})).await.made();
    again(&tag).await.expect(StatusCode::OK);
}

async fn calling_off_early_costs_nothing(market: Market) {
    let pair = market.pair().await;
    let (trade, _) = held(&pair).await;
    pair.cafe.post(&format!("{trade}/release"), "off", &Value::Null).await.expect(StatusCode::NO_CONTENT);
    assert_eq!(pair.cafe.get(&trade).await.shown()["stage"], "lapsed");
    let again = pair.cafe.post("/work-holds", "again", &hold_of(&pair.offering)).await.made();
    let trade = format!("/trades/{}", text(&again["trade"]));
    pair.cafe.post(&format!("{trade}/agreement"), "book", &agreement_to(&again)).await.made();
    let off: Answer = pair.cafe.post(&format!("{trade}/parts/1/cancellation"), "off", &json!({})).await;
    assert_eq!(cents(&off.made()["paid"]), 0);
    assert_eq!(cents(&pair.cafe.get("/balances").await.shown()[0]["available"]), 50_000);
}

async fn an_absence_is_answered_by_nobody(market: Market) {
    let pair = market.pair().await;
    let trade = booked(&pair).await;
    clock(&pair.cafe, "shift-start").await;
    let reported = pair
        .cafe
        .post(&format!("{trade}/parts/1/report"), "absent", &json!({ "reason": "nothing", "seen": "open" }))
        .await
        .made();
    clock(&pair.cafe, text(&reported["answer_by"])).await;
    let shown = pair.cafe.get(&trade).await.shown();
    assert_eq!((&shown["parts"][0]["outcome"], &shown["otherwise"]), (&json!("missed"), &json!(null)));
    assert_eq!(cents(&pair.cafe.get("/balances").await.shown()[0]["available"]), 50_000);
}
