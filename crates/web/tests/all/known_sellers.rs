//! Known sellers by the API: a page with its address, a request with its money set aside, and what comes of it.

use crate::market::{Market, Program};
use crate::on_both_engines;
use axum::http::StatusCode;
use serde_json::{Value, json};

on_both_engines!(hours_are_asked_for_and_accepted_once, whoever_may_be_found_by_name_says_so);

/// A request for two hours of a Wednesday morning, or else of a Thursday's.
pub(crate) fn request(offering: &str) -> Value {
    let at = |day: i64, hour: i64| format!("2026-12-0{day}T{hour}:00:00Z");
    let time =
        |day: i64, until: i64| json!({ "span": { "starts_at": at(day, 18), "ends_at": at(day, until) } });
    json!({ "offering": offering, "post_code": "97214", "street": "12 SE Ash Street", "times": [time(2, 20), time(3, 21)] })
}

async fn reserved(program: &Program) -> i64 {
    let balances = program.get("/balances").await.shown();
    balances.as_array().unwrap().iter().map(|one| one["reserved"]["minor"].as_i64().unwrap()).sum()
}

async fn hours_are_asked_for_and_accepted_once(market: Market) {
    let pair = market.pair().await;
    let ben = market.user("ben", "person").await;
    market.deposit(&ben, 20_000).await;
    let asked = pair.cafe.post("/work-requests", "one", &request(&pair.offering)).await.made();
    let again = pair.cafe.post("/work-requests", "one", &request(&pair.offering)).await.made();
    assert_eq!(again, asked, "sent twice, asked once");
    let set_aside = asked["set_aside"]["minor"].as_i64().unwrap();
    assert_eq!(reserved(&pair.cafe).await, set_aside);
    let page = format!("/work-requests/{}", asked["request"].as_str().unwrap());
    let seen = pair.ana.get(&page).await.shown();
    assert_eq!((&seen["stage"], &seen["times"][1]["pays"]["minor"]), (&json!("open"), &json!(set_aside)));
    assert!(!seen.to_string().contains("Ash Street"), "where it is she learns when it is hers: {seen}");
    ben.get(&page).await.is_problem(404, "request/not-found");
    let other = ben.post("/work-requests", "one", &request(&pair.offering)).await.made();
    let others = format!("/work-requests/{}/acceptance", other["request"].as_str().unwrap());
    assert_eq!(pair.ana.get("/work-requests-received").await.shown().as_array().unwrap().len(), 2);

    let receives = &seen["times"][0]["receives"]["minor"];
    let first = json!({ "number": 1, "expected_receive": receives });
    let agreed = pair.ana.post(&format!("{page}/acceptance"), "yes", &first).await.made();
    let once = pair.ana.post(&format!("{page}/acceptance"), "yes", &first).await.made();
    assert_eq!(once, agreed, "sent twice, accepted once");
    pair.ana.post(&others, "too", &json!({ "number": 1 })).await.is_problem(409, "availability/taken");
    pair.cafe
        .post(&format!("{page}/withdrawal"), "late", &json!({}))
        .await
        .is_problem(409, "known-sellers/over");
    assert_eq!(reserved(&pair.cafe).await, 0);
    assert!(reserved(&ben).await > 0, "his still stands");
    let trade = pair.cafe.get(&format!("/trades/{}", agreed["trade"].as_str().unwrap())).await.shown();
    assert_eq!((&trade["stage"], &trade["id"]), (&json!("booked"), &agreed["trade"]));
    let refuse = others.replace("acceptance", "refusal");
    pair.ana.post(&refuse, "no", &json!({ "reason": "not_then" })).await.expect(StatusCode::NO_CONTENT);
    assert_eq!(reserved(&ben).await, 0);
    let seen = ben.get("/work-requests").await.shown();
    assert_eq!((&seen[0]["stage"], &seen[0]["reason"]), (&json!("declined"), &json!("not_then")));
    let kept = pair.cafe.get("/account/everything").await.shown();
    assert_eq!(kept["requests_made"][0]["trade"], agreed["trade"]);
}

async fn whoever_may_be_found_by_name_says_so(market: Market) {
    let pair = market.pair().await;
    let ben = market.user("ben", "person").await;
    let keep = |by_name: bool| json!({ "is_found_by_name": by_name });
    let kept = pair.ana.put("/seller-page", &keep(false)).await.made();
    let address = kept["short_address"].as_str().unwrap();
    let seen = market.program().get(&format!("/sellers/{address}")).await.shown();
    assert_eq!((&seen["name"], &seen["work"][0]["id"]), (&json!("ana"), &json!(pair.offering)));
    assert!(!seen["free"].as_array().unwrap().is_empty());
    let text = seen.to_string();
    assert!(["@", "Street", "1990", "phone"].iter().all(|private| !text.contains(private)), "{text}");
    assert_eq!(ben.get("/sellers?name=ana").await.shown(), json!([]), "by the link alone");
    let by_id = format!("/sellers/{}", pair.ana.user);
    ben.get(&by_id).await.is_problem(404, "request/not-found");
    assert_eq!(pair.ana.put("/seller-page", &keep(true)).await.made()["short_address"], address);
    assert_eq!(ben.get("/sellers?name=AN").await.shown(), json!([]), "two letters find nobody");
    assert_eq!(ben.get("/sellers?name=Ana").await.shown()[0]["short_address"], address);
    market.program().get("/sellers?name=ana").await.is_problem(401, "request/signed-out");
    // Whoever knows her finds her without a page.
    pair.ana.delete("/seller-page").await.expect(StatusCode::NO_CONTENT);
    market.program().get(&format!("/sellers/{address}")).await.is_problem(404, "request/not-found");
    ben.post("/favorites", "her", &json!({ "other": pair.ana.user })).await.expect(StatusCode::NO_CONTENT);
    assert_eq!(ben.get("/sellers").await.shown()[0]["short_address"], pair.ana.user);
    ben.get(&by_id).await.shown();
    market.program().get(&by_id).await.is_problem(404, "request/not-found");
}
