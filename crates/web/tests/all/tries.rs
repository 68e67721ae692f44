//! What keeps others out of an account: tries that wait, sessions that end, a second factor before money leaves.

use crate::market::{Answer, Market, Program, new_user};
use crate::on_both_engines;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use std::net::IpAddr;
use web::client::Peer;

on_both_engines!(
    a_wrong_password_waits_longer_each_time,
    an_address_of_nobody_waits_alike,
    every_door_of_a_password_counts,
    accounts_are_made_slowly_from_one_network,
    money_leaves_only_after_a_second_factor,
    the_mailbox_alone_takes_no_money_for_a_day,
    a_shared_device_is_signed_out_soon,
);

/// Posts as from an address.
async fn post_from(program: &Program, peer: &str, path: &str, body: &Value, key: &str) -> Answer {
    let request = Request::post(format!("/api/v1{path}")).header("idempotency-key", key);
    let mut request = request.body(Body::from(body.to_string())).unwrap();
    request.extensions_mut().insert(Peer(peer.parse::<IpAddr>().unwrap()));
    program.send(request).await
}

async fn sign_in(market: &Market, email: &str, password: &str) -> Answer {
    let body = json!({ "email": email, "password": password });
    post_from(&market.program(), "203.0.113.7", "/sessions", &body, "in").await
}

async fn a_wrong_password_waits_longer_each_time(market: Market) {
    market.newcomer(&new_user("ana", "person")).await;
    for _ in 0..5 {
        sign_in(&market, "ana@example.org", "a wrong password").await.is_problem(422, "request/invalid");
    }
    let early = sign_in(&market, "ana@example.org", "three plain words").await;
    let problem = early.is_problem(429, "request/too-many");
    assert_eq!(early.header("retry-after"), problem["wait_s"].to_string());
    assert!(problem["detail"].as_str().unwrap().contains("1 minute"), "{problem}");
    let page = Request::post("/en/sign-in").header("content-type", "application/x-www-form-urlencoded");
    let guest = "guest=0123456789abcdef";
    let proof = web::visit::proof("guest", "0123456789abcdef");
    let typed = format!("email=ANA%40example.org&password=wrong&csrf={proof}&idempotency_key=once");
    let mut request = page.header("cookie", guest).body(Body::from(typed)).unwrap();
    request.extensions_mut().insert(Peer("203.0.113.7".parse::<IpAddr>().unwrap()));
    let page = market.program().send(request).await;
    page.expect(StatusCode::TOO_MANY_REQUESTS);
    assert!(page.text.contains("Too many tries") && page.text.contains("/new-password"), "{}", page.text);
    market.program().post("/demo/clock", "on", &json!({ "to": "2026-11-23T18:00:00Z" })).await.made();
    sign_in(&market, "ana@example.org", "three plain words").await.made();
    for _ in 0..5 {
        sign_in(&market, "ana@example.org", "a wrong password").await.is_problem(422, "request/invalid");
    }
}

async fn an_address_of_nobody_waits_alike(market: Market) {
    for _ in 0..5 {
        sign_in(&market, "nobody@example.org", "a wrong password").await.is_problem(422, "request/invalid");
    }
    sign_in(&market, "nobody@example.org", "a wrong password").await.is_problem(429, "request/too-many");
}

async fn every_door_of_a_password_counts(market: Market) {
    let ana = market.user("ana", "person").await;
    for number in 0..5 {
        let (path, body) = match number % 2 {
            0 => ("/account/closure", json!({ "password": "a wrong password" })),
            _ => ("/sessions", json!({ "email": "ana@example.org", "password": "a wrong password" })),
        };
        ana.post(path, &format!("try {number}"), &body).await.is_problem(422, "request/invalid");
    }
    let passwords = json!({ "old_password": "a wrong password", "password": "three other words" });
    ana.put("/account/password", &passwords).await.is_problem(429, "request/too-many");
    // A code still opens the account.
    ana.post("/new-password", "", &json!({ "email": "ana@example.org" })).await;
    let new = json!({ "email": "ana@example.org", "code": ana.code("password").await, "password": "three other words" });
    let session = market.program().post("/new-password/confirmation", "new", &new).await.made();
    // Whoever has the mailbox has shown that one factor, and not another.
    let again = ana.with_token(session["token"].as_str().unwrap());
    let bank = json!({ "holder": "Somebody Else", "bank_code": "123000220", "number": "0009 9999 4410" });
    again.put("/bank-account", &bank).await.is_problem(403, "request/not-proved");
}

async fn accounts_are_made_slowly_from_one_network(market: Market) {
    let program = market.program();
    let mut made = 0;
    for number in 0..32 {
        let new = new_user(&format!("user{number}"), "person");
        let answer = post_from(&program, "203.0.113.7", "/users", &new, "up").await;
        if number < 30 {
            answer.made();
            made += 1;
        } else {
            answer.is_problem(429, "request/too-many");
        }
    }
    assert_eq!(made, 30);
    let elsewhere = new_user("elsewhere", "person");
    post_from(&program, "203.0.113.8", "/users", &elsewhere, "up").await.made();
}

/// Moves the market's clock, by a time to go to.
async fn wait_until(market: &Market, to: &str) {
    market.program().post("/demo/clock", to, &json!({ "to": to })).await.made();
}

async fn money_leaves_only_after_a_second_factor(market: Market) {
    let ana = market.user("ana", "person").await;
    market.deposit(&ana, 50_000).await;
    // The code that confirmed the address a moment ago counts.
    market.name_bank(&ana).await;
    wait_until(&market, "2026-11-23T18:00:00Z").await;
    let payout = json!({ "direction": "payout", "amount": { "minor": 1_000, "currency": "USD" } });
    let bank = json!({ "holder": "Somebody Else", "bank_code": "123000220", "number": "0009 9999 4410" });
    ana.post("/payments", "out", &payout).await.is_problem(403, "request/not-proved");
    ana.put("/bank-account", &bank).await.is_problem(403, "request/not-proved");
    let address = json!({ "email": "elsewhere@example.org" });
    ana.post("/account/address", "away", &address).await.is_problem(403, "request/not-proved");
    // What comes in needs none.
    market.deposit(&ana, 100).await;
    ana.post("/sessions/current/code", "code", &json!({})).await.made();
    let code = ana.code("proof").await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let wrong = ana.post("/sessions/current/proof", "wrong", &json!({ "code": wrong })).await;
    wrong.is_problem(422, "codes/wrong");
    ana.post("/payments", "out", &payout).await.is_problem(403, "request/not-proved");
    ana.post("/sessions/current/proof", "proof", &json!({ "code": code })).await.made();
    ana.post("/payments", "out", &payout).await.made();
    // Of another session of the same person nothing is known.
    let again = sign_in(&market, "ana@example.org", "three plain words").await.made();
    let other = ana.with_token(again["token"].as_str().unwrap());
    other.post("/payments", "other", &payout).await.is_problem(403, "request/not-proved");
    let reused = other.post("/sessions/current/proof", "again", &json!({ "code": code })).await;
    reused.is_problem(422, "codes/not-sent");
}

async fn the_mailbox_alone_takes_no_money_for_a_day(market: Market) {
    let ana = market.user("ana", "person").await;
    market.deposit(&ana, 50_000).await;
    market.name_bank(&ana).await;
    let nobody = market.program();
    nobody.post("/new-password", "x", &json!({ "email": "ana@example.org" })).await;
    let new = json!({ "email": "ana@example.org", "code": ana.code("password").await, "password": "three other words" });
    let opened = nobody.post("/new-password/confirmation", "new", &new).await.made();
    let thief = ana.with_token(opened["token"].as_str().unwrap());
    let payout = json!({ "direction": "payout", "amount": { "minor": 1_000, "currency": "USD" } });
    let prove = async |who: &Program, key: &str| {
        who.post("/payments", key, &payout).await.is_problem(403, "request/not-proved");
        who.post("/sessions/current/code", key, &json!({})).await
    };
    prove(&thief, "a").await.is_problem(422, "sessions/code-waits");
    // A session that begins with the password that was set so knows no more.
    let again = sign_in(&market, "ana@example.org", "three other words").await.made();
    let again = ana.with_token(again["token"].as_str().unwrap());
    prove(&again, "b").await.is_problem(422, "sessions/code-waits");
    wait_until(&market, "2026-11-24T18:00:00Z").await;
    prove(&again, "c").await.made();
    let code = json!({ "code": again.code("proof").await });
    // It is of the session that asked.
    thief.post("/sessions/current/proof", "d", &code).await.is_problem(422, "codes/wrong");
    again.post("/sessions/current/proof", "e", &code).await.made();
    again.post("/payments", "e", &payout).await.made();
}

async fn a_shared_device_is_signed_out_soon(market: Market) {
    let ana = market.user("ana", "person").await;
    let body = json!({ "email": "ana@example.org", "password": "three plain words", "is_shared": true });
    let session = market.program().post("/sessions", "", &body).await.made();
    let shared = ana.with_token(session["token"].as_str().unwrap());
    let devices = ana.get("/account").await.shown()["sessions"].clone();
    let is_shared = devices.as_array().unwrap().iter().filter(|device| device["is_shared"] == true);
    assert_eq!(is_shared.count(), 1);
    // Used within each quarter of an hour it goes on, and a quarter of an hour without use ends it.
    for time in ["17:10", "17:20", "17:30", "17:44"] {
        wait_until(&market, &format!("2026-11-23T{time}:00Z")).await;
        shared.get("/account").await.expect(StatusCode::OK);
    }
    wait_until(&market, "2026-11-23T18:00:00Z").await;
    shared.get("/account").await.is_problem(401, "request/signed-out");
    ana.get("/account").await.expect(StatusCode::OK);
    let page = Request::post("/en/sign-in").header("content-type", "application/x-www-form-urlencoded");
    let proof = web::visit::proof("guest", "0123456789abcdef");
    let typed = format!(
        "email=ana%40example.org&password=three+plain+words&is_shared=true&csrf={proof}&idempotency_key=once"
    );
    let request = page.header("cookie", "guest=0123456789abcdef").body(Body::from(typed)).unwrap();
    let page = market.program().send(request).await;
    let cookies: Vec<_> =
        page.headers.get_all("set-cookie").iter().map(|one| one.to_str().unwrap()).collect();
    let session = cookies.iter().find(|cookie| cookie.starts_with("session=")).unwrap();
    assert!(!session.contains("Max-Age"), "it goes when the browser is closed: {session}");
}
