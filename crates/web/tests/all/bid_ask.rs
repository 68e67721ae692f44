//! Books of orders by the API: opened, asked of by two sides, called, settled, and read as a journal.

use crate::market::{Market, Program};
use crate::on_both_engines;
use axum::http::StatusCode;
use serde_json::{Value, json};

on_both_engines!(hours_are_bid_for_and_asked_for_and_become_bookings);

/// A morning of washing up.
pub(crate) fn open() -> Value {
    json!({ "sector": "35-9021", "post_code": "97214", "date": "2026-12-05", "part_of_day": "morning" })
}

fn order(side: &str, kind: &str, price: i64, hours: i64) -> Value {
    json!({ "orders": [{ "side": side, "kind": kind, "price": price, "hours": hours }], "street": "12 SE Ash Street" })
}

/// Hours that are wanted.
pub(crate) fn bid(price: i64, hours: i64) -> Value {
    order("bid", "limit", price, hours)
}

async fn reserved(program: &Program) -> i64 {
    let balances = program.get("/balances").await.shown();
    balances.as_array().unwrap().iter().map(|one| one["reserved"]["minor"].as_i64().unwrap()).sum()
}

async fn hours_are_bid_for_and_asked_for_and_become_bookings(market: Market) {
    let pair = market.pair().await;
    let ben = market.user("ben", "person").await;
    market.deposit(&ben, 20_000).await;
    let book = pair.cafe.post("/books", "one", &open()).await.made()["book"].clone();
    assert_eq!(ben.post("/books", "his", &open()).await.made()["book"], book, "there is one for each");
    let page = format!("/books/{}", book.as_str().unwrap());
    let orders = format!("{page}/orders");
    let placed = pair.cafe.post(&orders, "bid", &bid(2_300, 2)).await.made();
    assert_eq!(placed["set_aside"]["minor"], 2 * (2_300 + 23 + 12 + 2), "{placed}");
    assert_eq!(
        pair.cafe.post(&orders, "bid", &bid(2_300, 2)).await.made(),
        placed,
        "sent twice, placed once"
    );
    assert_eq!(reserved(&pair.cafe).await, 4_674);
    ben.post(&orders, "odd", &bid(2_301, 1)).await.is_problem(422, "bid-ask/not-that-price");
    ben.post(&orders, "long", &bid(2_300, 5)).await.is_problem(422, "bid-ask/not-these-hours");
    let mut ask = order("ask", "limit", 2_000, 3);
    ben.post(&orders, "ask", &ask).await.is_problem(422, "bid-ask/no-offering");
    ask["offering"] = json!(pair.offering);
    pair.ana.post(&orders, "ask", &ask).await.made();
    let second = ben.post(&orders, "bid", &bid(2_200, 1)).await.made()["first"].clone();

    for looker in [&market.program(), &ben] {
        let shown = looker.get(&page).await.shown();
        assert_eq!((&shown["phase"], &shown["stage"]), (&json!("collecting"), &json!("open")));
        assert!(!shown.to_string().contains(&pair.cafe.user), "nobody is named: {shown}");
    }
    let listed = market.program().get("/books").await.shown();
    assert_eq!((&listed[0]["id"], &listed[0]["tick"]["minor"]), (&book, &json!(5)));
    let take_back = format!("{orders}/{second}/cancellation");
    pair.ana.post(&take_back, "no", &json!({})).await.is_problem(409, "bid-ask/no-such-order");
    ben.post(&take_back, "back", &json!({})).await.expect(StatusCode::NO_CONTENT);
    ben.post(&take_back, "twice", &json!({})).await.is_problem(409, "bid-ask/no-such-order");

    pair.ana.post("/demo/clock", "on", &json!({ "to": "plus-day" })).await.made();
    let shown = pair.cafe.get(&page).await.shown();
    // Two hours are wanted and three offered: only sellers are left over, so it is the lowest price at which most trade.
    assert_eq!(
        (&shown["traded"][0]["price"]["minor"], &shown["traded"][0]["hours"]),
        (&json!(2_000), &json!(2))
    );
    assert_eq!((&shown["own"][0]["stage"], &shown["set_aside"]["minor"]), (&json!("filled"), &json!(0)));
    assert_eq!(shown["levels"][0]["hours"], 1, "an hour of hers is left: {shown}");
    assert_eq!((reserved(&pair.cafe).await, reserved(&ben).await), (0, 0));
    let trades = pair.cafe.get("/trades").await.shown();
    let trade = pair.cafe.get(&format!("/trades/{}", trades[0]["id"].as_str().unwrap())).await.shown();
    assert_eq!((&trade["stage"], &trade["buyer_pays"]["minor"]), (&json!("booked"), &json!(4_060)));
    let kept = ben.get("/account/everything").await.shown();
    assert_eq!((&kept["orders"][0]["number"], &kept["orders"][0]["ended"]), (&second, &json!("cancelled")));
    let traded = pair.ana.get("/books-traded").await.shown();
    assert_eq!((&traded[0]["id"], &traded[0]["open_count"]), (&book, &json!(1)));

    // The journal has every order, and each digest follows from the one before.
    let rounds = market.program().get(&format!("{page}/rounds")).await.shown();
    let rounds = rounds.as_array().unwrap();
    assert_eq!(
        (rounds.last().unwrap()["digest"].clone(), json!(rounds.len())),
        (shown["digest"].clone(), shown["round_count"].clone())
    );
    assert!(rounds.iter().all(|round| round["entries"].as_str().unwrap().len() % 64 == 0));
    let rest = market.program().get(&format!("{page}/rounds?after={}", rounds.len())).await.shown();
    assert_eq!(rest, json!([]));
}
