//! Long lists come a page at a time, and nothing is lost or told twice between the pages.

use crate::market::{Market, Program, hold_of};
use crate::on_both_engines;
use serde_json::{Value, json};

on_both_engines!(every_row_is_on_one_page, a_place_that_no_page_gave_is_refused);

/// The rows of each page, following the links.
async fn pages(program: &Program, list: &str, query: &str) -> Vec<Vec<Value>> {
    let mut pages = Vec::new();
    let mut query = query.to_owned();
    loop {
        let answer = program.get(&format!("{list}{query}")).await;
        pages.push(answer.shown().as_array().unwrap().clone());
        assert!(pages.len() < 20, "{list} does not end");
        match answer.header("link").strip_prefix('<').and_then(|link| link.strip_suffix(">; rel=\"next\"")) {
            Some(next) => next.clone_into(&mut query),
            None => return pages,
        }
    }
}

fn ids(pages: &[Vec<Value>]) -> Vec<&str> {
    pages.iter().flatten().map(|row| row["id"].as_str().unwrap()).collect()
}

async fn every_row_is_on_one_page(market: Market) {
    let cafe = market.pair().await.cafe;
    for minor in 1..=110 {
        market.deposit(&cafe, minor).await;
    }
    let movements = pages(&cafe, "/statement", "").await;
    assert_eq!(movements.iter().map(Vec::len).collect::<Vec<_>>(), [50, 50, 11]);
    let amounts: Vec<i64> =
        movements.iter().flatten().map(|row| row["amount"]["minor"].as_i64().unwrap()).collect();
    let latest_first: Vec<i64> = (1..=110).rev().chain([50_000]).collect();
    assert_eq!(amounts, latest_first);

    let notices = pages(&cafe, "/inbox", "?language=es").await;
    assert_eq!(notices.iter().map(Vec::len).collect::<Vec<_>>(), [50, 50, 11]);
    assert!(ids(&notices).is_sorted_by(|newer, older| newer > older));
    assert!(notices[2][0]["words"].as_str().unwrap().contains("banco"), "{}", notices[2][0]["words"]);
    // Reading the first page read them all.
    assert_eq!(notices.concat().iter().filter(|row| row["is_new"] == true).count(), 50);
    assert_eq!(
        pages(&cafe, "/inbox", "").await.concat().iter().filter(|row| row["is_new"] == true).count(),
        0
    );
}

async fn a_place_that_no_page_gave_is_refused(market: Market) {
    let pair = market.pair().await;
    pair.cafe.post("/work-holds", "hold", &hold_of(&pair.offering)).await.made();
    let wrong = pair.cafe.get("/trades?after=yesterday").await.is_problem(422, "request/invalid");
    assert_eq!(wrong["errors"][0]["field"], json!("after"));
    let trades = pages(&pair.cafe, "/trades", "").await;
    assert_eq!((trades.len(), trades[0].len()), (1, 1));
    let start = trades[0][0]["starts_at"].as_str().unwrap();
    assert!(start.starts_with("2026-11-28T01:00"), "{start}");
}
