//! Blocks by the API: a list that only its owner sees, and two who are not offered to each other.

use crate::market::{Market, WANTED};
use crate::on_both_engines;
use axum::http::StatusCode;
use serde_json::{Value, json};

on_both_engines!(two_of_whom_one_has_blocked_the_other_do_not_find_each_other);

async fn two_of_whom_one_has_blocked_the_other_do_not_find_each_other(market: Market) {
    let pair = market.pair().await;
    let found = pair.cafe.get(&format!("/options?{WANTED}")).await.shown();
    let option = &found["options"][0];
    let ana = option["seller"].as_str().unwrap().to_owned();
    let cafe = json!(pair.cafe.user);
    let block = |user: &Value| json!({ "other": user });

    pair.ana.post("/blocks", "block", &block(&cafe)).await.expect(StatusCode::NO_CONTENT);
    let listed = pair.ana.get("/blocks").await.shown();
    assert_eq!((&listed[0]["user"], listed.as_array().unwrap().len()), (&cafe, 1));
    assert_eq!(pair.cafe.get("/blocks").await.shown(), json!([]), "nobody is told");

    let found = pair.cafe.get(&format!("/options?{WANTED}")).await.shown();
    assert_eq!(found["options"], json!([]));
    let nobody = market.program().get(&format!("/options?{WANTED}")).await.shown();
    assert_eq!(nobody["options"][0]["seller"], json!(ana), "others find her");

    pair.ana.post("/blocks", "self", &block(&json!(ana))).await.is_problem(422, "blocks/yourself");
    let address = format!("/blocks/{}", pair.cafe.user);
    pair.ana.delete(&address).await.expect(StatusCode::NO_CONTENT);
    pair.ana.delete(&address).await.expect(StatusCode::NOT_FOUND);
    assert_eq!(pair.ana.get("/blocks").await.shown(), json!([]));
    let found = pair.cafe.get(&format!("/options?{WANTED}")).await.shown();
    assert_eq!(found["options"][0]["seller"], json!(ana));
}
