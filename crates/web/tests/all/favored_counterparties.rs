//! Favored counterparties by the API: a list that only its owner sees and changes.

use crate::market::Market;
use crate::on_both_engines;
use axum::http::StatusCode;
use serde_json::json;

on_both_engines!(what_is_added_is_listed_until_it_is_removed);

async fn what_is_added_is_listed_until_it_is_removed(market: Market) {
    let pair = market.pair().await;
    let added = pair.ana.post("/favorites", "add", &json!(null)).await.made();
    let address = format!("/favorites/{}", added["favorite"].as_str().unwrap());
    assert_eq!(pair.ana.get("/favorites").await.shown()[0]["id"], added["favorite"]);
    assert_eq!(pair.cafe.get("/favorites").await.shown(), json!([]), "the list of another");
    pair.cafe.delete(&address).await.expect(StatusCode::NOT_FOUND);
    pair.ana.delete(&address).await.expect(StatusCode::NO_CONTENT);
    assert_eq!(pair.ana.get("/favorites").await.shown(), json!([]));
}
