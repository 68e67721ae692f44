//! A key makes a change count once.

use crate::market::{Market, agreement_to, hold_of, new_user};
use crate::on_both_engines;
use axum::http::{Method, StatusCode};
use serde_json::json;

on_both_engines!(
    the_same_call_hears_the_same_answer,
    another_body_under_a_key_is_refused,
    a_key_is_its_user_s_own,
    what_depends_on_the_hour_hears_the_same_answer_later,
    a_clock_is_moved_once,
    a_second_factor_lasts_no_longer_for_being_shown_again,
    a_password_that_was_changed_lets_nobody_in_again,
);

async fn the_same_call_hears_the_same_answer(market: Market) {
    let pair = market.pair().await;
    let hold = hold_of(&pair.offering);
    let first = pair.cafe.post("/work-holds", "hold", &hold).await.made();
    assert_eq!(pair.cafe.post("/work-holds", "hold", &hold).await.made(), first);
    assert_eq!(pair.cafe.get("/trades").await.shown().as_array().unwrap().len(), 1);
    let booking = format!("/trades/{}/agreement", first["trade"].as_str().unwrap());
    let booked = pair.cafe.post(&booking, "book", &agreement_to(&first)).await.made();
    assert_eq!(pair.cafe.post(&booking, "book", &agreement_to(&first)).await.made(), booked);

    let nobody = market.program();
    let again = nobody.post("/users", "cafe", &new_user("cafe", "organization")).await.made();
    assert_eq!(again["user"].as_str(), Some(pair.cafe.user.as_str()), "no second account");
}

async fn another_body_under_a_key_is_refused(market: Market) {
    let pair = market.pair().await;
    let hold = hold_of(&pair.offering);
    pair.cafe.post("/work-holds", "hold", &hold).await.made();
    let mut later = hold.clone();
    later["span"]["starts_at"] = json!("2026-11-28T02:00:00Z");
    pair.cafe.post("/work-holds", "hold", &later).await.is_problem(409, "request/key-reused");
    let other = json!({ "direction": "deposit", "amount": { "minor": 1, "currency": "USD" } });
    pair.cafe.post("/payments", "deposit-50000", &other).await.is_problem(409, "request/key-reused");
}

async fn a_key_is_its_user_s_own(market: Market) {
    let pair = market.pair().await;
    pair.cafe.post("/work-holds", "hold", &hold_of(&pair.offering)).await.made();
    let other = market.user("other", "organization").await;
    let taken = other.post("/work-holds", "hold", &hold_of(&pair.offering)).await;
    taken.is_problem(409, "availability/taken");
}

async fn what_depends_on_the_hour_hears_the_same_answer_later(market: Market) {
    let pair = market.pair().await;
    let free = json!({ "choice": "two-hours" });
    let first = pair.ana.post("/availability/now", "free", &free).await.made();
    let later = json!({ "to": "2026-11-23T19:00:00Z" });
    pair.ana.post("/demo/clock", "later", &later).await.made();
    assert_eq!(pair.ana.post("/availability/now", "free", &free).await.made(), first);
    let other = json!({ "choice": "tonight" });
    pair.ana.post("/availability/now", "free", &other).await.is_problem(409, "request/key-reused");
    let exceptions = pair.ana.get("/availability").await.shown()["exceptions"].clone();
    assert_eq!(exceptions.as_array().unwrap().len(), 1, "{exceptions}");

    let card = json!({ "claim": "food_handler_card" });
    let checked_at = pair.ana.get("/credentials").await.shown()[0]["checked_at"].clone();
    pair.ana.post("/credentials", "card", &card).await.expect(StatusCode::NO_CONTENT);
    assert_eq!(pair.ana.get("/credentials").await.shown()[0]["checked_at"], checked_at, "asked once");
}

async fn a_clock_is_moved_once(market: Market) {
    let ana = market.user("ana", "person").await;
    let friday = json!({ "to": "friday" });
    let first = ana.post("/demo/clock", "to-friday", &friday).await.made();
    assert_eq!(first["now"], "2026-11-27T17:00:00Z");
    assert_eq!(ana.post("/demo/clock", "to-friday", &friday).await.made(), first);
    let now = ana.get("/demo/clock").await.shown()["now"].as_str().unwrap().to_owned();
    assert!(now.starts_with("2026-11-27"), "{now}");
    let next = ana.post("/demo/clock", "to-next-friday", &friday).await.made();
    assert_eq!(next["now"], "2026-12-04T17:00:00Z");
}

async fn a_second_factor_lasts_no_longer_for_being_shown_again(market: Market) {
    let ana = market.user("ana", "person").await;
    ana.post("/sessions/current/code", "send", &json!({})).await.made();
    let code = json!({ "code": ana.code("proof").await });
    let first = ana.post("/sessions/current/proof", "prove", &code).await.made();
    let later = json!({ "to": "2026-11-23T19:00:00Z" });
    ana.post("/demo/clock", "later", &later).await.made();
    assert_eq!(ana.post("/sessions/current/proof", "prove", &code).await.made(), first);
    let bank = json!({ "holder": "Ana Rivera", "bank_code": "123000220", "number": "0001 2345 4410" });
    ana.put("/bank-account", &bank).await.is_problem(403, "request/not-proved");
    // What it was confirmed by is no second factor for ever, either.
    let kim = market.newcomer(&new_user("kim", "person")).await;
    let code = json!({ "code": kim.code("confirm").await });
    kim.post("/account/confirmation", "confirm", &code).await.expect(StatusCode::NO_CONTENT);
    let later = json!({ "to": "2026-11-23T21:00:00Z" });
    kim.post("/demo/clock", "later", &later).await.made();
    kim.post("/account/confirmation", "confirm", &code).await.expect(StatusCode::NO_CONTENT);
    kim.put("/bank-account", &bank).await.is_problem(403, "request/not-proved");
}

async fn a_password_that_was_changed_lets_nobody_in_again(market: Market) {
    let new = new_user("ana", "person");
    let ana = market.user_of(&new).await;
    let nobody = market.program();
    let email = json!({ "email": "ana@example.org" });
    let reset = async |password: &str, key: &str| {
        nobody.call(Method::POST, "/new-password", &[], Some(&email)).await.expect(StatusCode::NO_CONTENT);
        let sent = web::mail::shown(
            &market.app,
            kernel::Id::parse(&ana.user).unwrap(),
            market::users::codes::CodePurpose::Password,
        );
        let code = crate::market::digits(&sent.await.unwrap().unwrap().words);
        let body = json!({ "email": "ana@example.org", "code": code, "password": password });
        (nobody.post("/new-password/confirmation", key, &body).await, body)
    };
    let (taken, body) = reset("four stolen plain words", "taken").await;
    taken.made();
    // At once it may have been lost on its way.
    nobody.post("/new-password/confirmation", "taken", &body).await.made();
    let (own, _) = reset("five other plain words", "own").await;
    let own = ana.with_token(own.made()["token"].as_str().unwrap());
    nobody.post("/new-password/confirmation", "taken", &body).await.is_problem(422, "request/invalid");
    nobody.post("/users", "ana", &new).await.is_problem(409, "users/name-taken");
    own.get("/account").await.shown();
}

#[tokio::test]
async fn sqlite_a_cookie_needs_the_proof_that_the_page_meant_it() {
    let market = Market::open(store::Database::temporary()).await;
    let ana = market.user("ana", "person").await;
    let cookie = format!("session={}", ana.token.as_ref().unwrap());
    let csrf = ana.get("/account").await.shown()["csrf"].as_str().unwrap().to_owned();
    let body = json!({ "wants_tax_pot": true });
    let put = async |headers: &[(&str, &str)]| {
        ana.call(Method::PUT, "/account/tax-pot", headers, Some(&body)).await
    };
    put(&[("cookie", &cookie)]).await.is_problem(403, "request/forged");
    put(&[("cookie", &cookie), ("x-csrf", "guessed")]).await.is_problem(403, "request/forged");
    put(&[("cookie", &cookie), ("x-csrf", &csrf)]).await.expect(StatusCode::NO_CONTENT);
    let shown = ana.call(Method::GET, "/account", &[("cookie", &cookie)], None).await.shown();
    assert_eq!(shown["wants_tax_pot"], true);
}

#[tokio::test]
async fn sqlite_who_signs_out_is_out() {
    let market = Market::open(store::Database::temporary()).await;
    let ana = market.user("ana", "person").await;
    let name = json!({ "email": "ana@example.org", "password": "three plain words" });
    let second = ana.call(Method::POST, "/sessions", &[], Some(&name)).await.made();
    assert_ne!(second["token"].as_str(), ana.token.as_deref());
    let sessions = ana.get("/account").await.shown()["sessions"].as_array().unwrap().len();
    assert_eq!(sessions, 2);
    ana.delete("/sessions/current").await.expect(StatusCode::NO_CONTENT);
    ana.get("/account").await.is_problem(401, "request/signed-out");
    let wrong = json!({ "email": "ana@example.org", "password": "three other words" });
    let refused = ana.call(Method::POST, "/sessions", &[], Some(&wrong)).await;
    assert_eq!(refused.is_problem(422, "request/invalid")["errors"][0]["field"], "password");
}
