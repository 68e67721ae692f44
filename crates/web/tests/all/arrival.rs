//! Where the worker goes, by the API: for the two sides alone, and no longer than they need it.

use crate::market::{Market, Program, WANTED, agreement_to, hold_of, new_user};
use crate::on_both_engines;
use serde_json::{Value, json};

on_both_engines!(
    street_note_and_telephone_are_shown_from_booking_to_payment,
    without_a_street_in_the_post_code_one_is_asked_for,
    whoever_acts_on_what_they_did_not_see_is_told_to_look_again,
);

/// Somebody with a telephone.
async fn reachable(market: &Market, name: &str, kind: &str, phone: &str) -> Program {
    let mut user = new_user(name, kind);
    user["phone"] = json!(phone);
    market.user_of(&user).await
}

/// What a side is told of where and whom.
async fn told(program: &Program, trade: &str) -> [Value; 3] {
    let shown = program.get(trade).await.shown();
    ["street", "note", "phone"].map(|name| shown[name].clone())
}

fn words(texts: [&str; 3]) -> [Value; 3] {
    texts.map(|text| if text.is_empty() { Value::Null } else { json!(text) })
}

async fn street_note_and_telephone_are_shown_from_booking_to_payment(market: Market) {
    let pair = market.pair().await;
    let bar = reachable(&market, "bar", "organization", "+1 503 555 0101").await;
    market.deposit(&bar, 40_000).await;
    let mut hold = hold_of(&pair.offering);
    (hold["street"], hold["note"]) = (json!("7 NE Fir Street"), json!("Back door. Ask for Kim."));
    let held = bar.post("/work-holds", "hold", &hold).await.made();
    let trade = format!("/trades/{}", held["trade"].as_str().unwrap());
    let (street, note) = ("7 NE Fir Street", "Back door. Ask for Kim.");
    assert_eq!(told(&pair.ana, &trade).await, words(["", "", ""]), "nothing before it is booked");
    assert_eq!(told(&bar, &trade).await, words([street, note, ""]), "she has given no telephone");

    bar.post(&format!("{trade}/agreement"), "book", &agreement_to(&held)).await.made();
    assert_eq!(told(&pair.ana, &trade).await, words([street, note, "+15035550101"]));
    pair.cafe.get(&trade).await.is_problem(404, "request/not-found");
    let contract = pair.ana.get(&format!("{trade}/contract")).await.shown();
    let (text, binding) = (contract["text"].as_str().unwrap(), contract["binding_text"].as_str().unwrap());
    assert!(text.contains("ana (the worker) works for bar (the hirer)") && text.contains(street), "{text}");
    assert!(!binding.contains(street) && binding.contains(&pair.ana.user), "what binds names no street");
    assert_eq!(kernel::hex_digest(binding.as_bytes()), contract["digest"].as_str().unwrap());
    assert_eq!(contract["is_genuine"], true);

    bar.post("/demo/clock", "over", &json!({ "to": "shift-end" })).await.made();
    let record = json!({ "due": 240, "reason": "performed", "seen": "open" });
    pair.ana.post(&format!("{trade}/parts/1/record"), "hours", &record).await.made();
    let confirm = json!({ "due": 240, "reason": "performed" });
    bar.post(&format!("{trade}/parts/1/confirmation"), "yes", &confirm).await.made();
    assert_eq!(told(&pair.ana, &trade).await, words([street, "", ""]), "it is paid");
}

async fn without_a_street_in_the_post_code_one_is_asked_for(market: Market) {
    let pair = market.pair().await;
    let mut hold = hold_of(&pair.offering);
    hold["post_code"] = json!("97202");
    pair.cafe.post("/work-holds", "hold", &hold).await.is_problem(422, "arrival/no-street");
    hold["street"] = json!("3 SE Elm Street");
    pair.cafe.post("/work-holds", "again", &hold).await.made();
    let found = pair.cafe.get(&format!("/options?{WANTED}")).await.shown();
    assert_eq!(found["options"], json!([]), "her hours are held");
}

async fn whoever_acts_on_what_they_did_not_see_is_told_to_look_again(market: Market) {
    let pair = market.pair().await;
    let held = pair.cafe.post("/work-holds", "hold", &hold_of(&pair.offering)).await.made();
    let trade = format!("/trades/{}", held["trade"].as_str().unwrap());
    pair.cafe.post(&format!("{trade}/agreement"), "book", &agreement_to(&held)).await.made();
    pair.cafe.post("/demo/clock", "over", &json!({ "to": "shift-end" })).await.made();
    let part = format!("{trade}/parts/1");
    let recorded = |due: i64, seen: &str| json!({ "due": due, "reason": "performed", "seen": seen });
    let (record, confirm) = (format!("{part}/record"), format!("{part}/confirmation"));
    pair.ana.post(&record, "one", &recorded(60, "open")).await.made();
    pair.ana.post(&record, "two", &recorded(240, "open")).await.is_problem(409, "trade/changed");
    pair.ana.post(&record, "three", &recorded(240, "recorded")).await.made();
    for (key, seen) in [
        ("less", json!({ "due": 60, "reason": "performed" })),
        ("absent", json!({ "due": 240, "reason": "not_taken" })),
        ("nothing", json!({ "due": 240 })),
    ] {
        pair.cafe.post(&confirm, key, &seen).await.is_problem(409, "trade/changed");
    }
    let objected = json!({ "due": 0, "recorded": 60, "reason": "performed" });
    pair.cafe.post(&format!("{part}/objection"), "less", &objected).await.is_problem(409, "trade/changed");
    let absent = json!({ "reason": "nothing", "seen": "open" });
    pair.cafe.post(&format!("{part}/report"), "unseen", &absent).await.is_problem(409, "trade/changed");
    let absent = json!({ "reason": "nothing", "seen": "recorded" });
    let reported = pair.cafe.post(&format!("{part}/report"), "seen", &absent).await.made();
    let shown = pair.cafe.get(&trade).await.shown();
    let part = &shown["parts"][0];
    assert_eq!((&part["number"], part["stage"].as_str()), (&reported["part"], Some("disputed")), "{shown}");
    assert_eq!(part["offers"][0]["side"], "seller", "her claim stands as her offer");
}
