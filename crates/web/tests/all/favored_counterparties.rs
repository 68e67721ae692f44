//! Favored counterparties by the API: a list that only its owner sees and changes.

use crate::market::{Market, WANTED};
use crate::on_both_engines;
use axum::http::StatusCode;
use serde_json::{Value, json};

on_both_engines!(a_favorite_is_listed_until_it_is_removed);

async fn a_favorite_is_listed_until_it_is_removed(market: Market) {
    let pair = market.pair().await;
    let found = pair.cafe.get(&format!("/options?{WANTED}")).await.shown();
    let ana = &found["options"][0]["seller"];
    let favor = |user: &Value| json!({ "other": user });
    pair.cafe.post("/favorites", "favor", &favor(ana)).await.expect(StatusCode::NO_CONTENT);
    let listed = pair.cafe.get("/favorites").await.shown();
    assert_eq!((&listed[0]["user"], &listed[0]["name"]), (ana, &json!("ana")));
    assert_eq!(pair.ana.get("/favorites").await.shown(), json!([]), "the list of another");

    pair.ana.post("/favorites", "self", &favor(ana)).await.is_problem(422, "favored-counterparties/yourself");
    pair.ana.post("/favorites", "nobody", &favor(&json!("nobody"))).await.is_problem(422, "request/invalid");

    let address = format!("/favorites/{}", ana.as_str().unwrap());
    pair.ana.delete(&address).await.expect(StatusCode::NOT_FOUND);
    pair.cafe.delete(&address).await.expect(StatusCode::NO_CONTENT);
    assert_eq!(pair.cafe.get("/favorites").await.shown(), json!([]));
}
