//! The day of work, by the API: the door, lateness, messages.

use crate::market::{Answer, Market, Pair, agreement_to, hold_of};
use crate::on_both_engines;
use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::naughty::naughty;

on_both_engines!(
    the_door_begins_and_ends_the_work,
    messages_are_for_the_two_sides_and_go_with_the_account,
    no_string_breaks_a_message,
);

async fn booked(pair: &Pair) -> String {
    let held = pair.cafe.post("/work-holds", "hold", &hold_of(&pair.offering)).await.made();
    let trade = format!("/trades/{}", held["trade"].as_str().unwrap());
    pair.cafe.post(&format!("{trade}/agreement"), "book", &agreement_to(&held)).await.made();
    trade
}

async fn clock(pair: &Pair, to: &str) {
    pair.cafe.post("/demo/clock", to, &json!({ "to": to })).await.made();
}

async fn the_door_begins_and_ends_the_work(market: Market) {
    let pair = market.pair().await;
    let trade = booked(&pair).await;
    let part = format!("{trade}/parts/1");
    clock(&pair, "shift-start").await;
    let late = json!({ "minutes": 15 });
    pair.ana.post(&format!("{part}/delay"), "late", &late).await.expect(StatusCode::NO_CONTENT);
    let code = |shown: &Value| json!({ "code": shown["code"].as_str().unwrap() });
    let theirs = pair.cafe.get(&trade).await.shown();
    assert_eq!(theirs["parts"][0]["delays"][0]["minutes"], 15, "{theirs}");
    assert_eq!(pair.ana.get(&trade).await.shown()["code"], Value::Null, "the buyer alone has it");
    let start = format!("{part}/start");
    let wrong = if theirs["code"] == "000000" { "000001" } else { "000000" };
    let wrong = pair.ana.post(&start, "wrong", &json!({ "code": wrong })).await;
    wrong.is_problem(422, "handover/wrong-code");
    pair.ana.post(&start, "begin", &code(&theirs)).await.made();
    clock(&pair, "shift-end").await;
    let theirs = pair.cafe.get(&trade).await.shown();
    pair.ana.post(&format!("{part}/stop"), "end", &code(&theirs)).await.made();
    let shown = pair.ana.get(&trade).await.shown();
    assert_eq!((&shown["parts"][0]["due"], &shown["parts"][0]["stage"]), (&json!(240), &json!("recorded")));
    let nothing = pair.ana.post(&start, "nothing", &json!({})).await;
    nothing.is_problem(422, "request/invalid");
}

async fn messages_are_for_the_two_sides_and_go_with_the_account(market: Market) {
    let pair = market.pair().await;
    let trade = booked(&pair).await;
    let messages = format!("{trade}/messages");
    let write = |words: &str| json!({ "words": words });
    pair.cafe.post(&messages, "one", &write("The back door is open.")).await.made();
    pair.ana.post(&messages, "two", &write("Thank you.")).await.made();
    let written = |shown: &Value| {
        let all = shown["messages"].as_array().unwrap().clone();
        all.iter().map(|one| one["words"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for side in [&pair.ana, &pair.cafe] {
        assert_eq!(written(&side.get(&trade).await.shown()), ["The back door is open.", "Thank you."]);
    }
    let luis = market.user("luis", "person").await;
    luis.post(&messages, "three", &write("Let me in")).await.is_problem(403, "trade/not-a-side");

    let call_off = format!("{trade}/parts/1/cancellation");
    pair.ana.post(&call_off, "off", &json!({})).await.made();
    pair.ana.post(&messages, "four", &write("Sorry")).await.is_problem(409, "trade/not-now");
    let closed =
        pair.ana.post("/account/closure", "close", &json!({ "password": "three plain words" })).await;
    assert!(closed.status.is_success(), "{}", closed.text);
    assert_eq!(
        written(&pair.cafe.get(&trade).await.shown()),
        ["The back door is open."],
        "hers went with her"
    );
}

async fn no_string_breaks_a_message(market: Market) {
    let pair = market.pair().await;
    let trade = booked(&pair).await;
    let mut taken = 0;
    for (number, sent) in naughty().into_iter().enumerate() {
        let by = if number % 2 == 0 { &pair.ana } else { &pair.cafe };
        let answer: Answer =
            by.post(&format!("{trade}/messages"), &number.to_string(), &json!({ "words": sent })).await;
        let status = answer.status.as_u16();
        assert!([200, 201, 422].contains(&status), "{sent:?}: {status} {}", answer.text);
        taken += usize::from(status < 300);
    }
    let shown = pair.cafe.get(&trade).await.shown();
    let messages = shown["messages"].as_array().unwrap();
    assert_eq!(messages.len(), taken);
    assert!(taken >= 50, "{taken}");
    for message in messages {
        let words = message["words"].as_str().unwrap();
        assert!(!words.chars().any(|letter| letter.is_control() && letter != '\n'), "{words:?}");
    }
}
