//! Requests for quotes by the API: a call that three quote on, sealed until the deadline, what each sees, and the choice.

use crate::market::{Market, Program};
use crate::on_both_engines;
use axum::http::StatusCode;
use serde_json::{Value, json};

on_both_engines!(quotes_are_sealed_then_compared_and_one_is_chosen);

async fn mill(market: &Market, name: &str) -> (Program, Value) {
    let seller = market.user(name, "person").await;
    let flour = json!({
        "sector": "flour", "post_code": "97202", "wording": { "title": "Flour" }, "count": 500,
        "terms": { "currency": "USD", "each": 150, "is_collected": true, "ready_minutes": 60 },
    });
    let offering = seller.post("/goods-offerings", "flour", &flour).await.made()["offering"].clone();
    (seller, offering)
}

fn call() -> Value {
    json!({
        "sector": "flour", "post_code": "97214", "street": "12 SE Ash Street",
        "from_on": "2026-12-01", "until_on": "2026-12-05", "handing_over": "delivery", "minutes": 1_440,
        "lines": [
            { "text": "Corn flour", "quantity": 100, "unit": "kg" },
            { "text": "Wheat flour", "quantity": 20, "unit": "kg" },
        ],
    })
}

fn quote(offering: &Value, prices: [Option<i64>; 2]) -> Value {
    let lines: Vec<Value> = (1..)
        .zip([100, 20].into_iter().zip(prices))
        .filter_map(|(number, (quantity, price))| {
            Some(json!({ "number": number, "quantity": quantity, "price": price? }))
        })
        .collect();
    json!({ "offering": offering, "lines": lines, "ready_on": "2026-12-01", "binds_days": 14 })
}

/// None of what was quoted, and nobody who did.
fn has_none_of(shown: &Value, what: &[&str]) {
    let text = shown.to_string();
    for secret in what {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

async fn quotes_are_sealed_then_compared_and_one_is_chosen(market: Market) {
    let buyer = market.user("buyer", "organization").await;
    market.deposit(&buyer, 50_000).await;
    let (ada, hers) = mill(&market, "ada").await;
    let (bo, his) = mill(&market, "bo").await;
    let (cy, theirs) = mill(&market, "cy").await;
    let made = buyer.post("/quote-calls", "call", &call()).await.made();
    assert_eq!(buyer.post("/quote-calls", "call", &call()).await.made(), made, "sent twice, done once");
    let page = format!("/quote-calls/{}", made["call"].as_str().unwrap());
    let own = format!("{page}/quote");
    let done = StatusCode::NO_CONTENT;
    ada.post(&own, "one", &quote(&hers, [Some(12_347), Some(3_000)])).await.expect(done);
    bo.post(&own, "one", &quote(&his, [Some(9_876), Some(3_500)])).await.expect(done);
    cy.post(&own, "one", &quote(&theirs, [Some(7_654), None])).await.expect(done);
    cy.post(&own, "late", &json!({ "offering": theirs, "lines": [], "binds_days": 14 }))
        .await
        .is_problem(422, "quotes/bad-quote");
    buyer.post(&own, "own", &quote(&his, [Some(1), None])).await.is_problem(422, "quotes/own-call");

    let asked = json!({ "question": "Is there a dock?" });
    ada.post(&format!("{page}/questions"), "ask", &asked).await.expect(done);
    buyer.post(&format!("{page}/questions/1/answer"), "yes", &json!({ "answer": "Yes." })).await.expect(done);

    // Whoever looks before the deadline, wherever: nothing of a quote but one's own.
    let secrets = ["12347", "9876", "7654", &bo.user, &cy.user, &ada.user];
    for looker in [&market.program(), &buyer] {
        for place in [page.as_str(), "/quote-calls", "/quote-endings"] {
            has_none_of(&looker.get(place).await.shown(), &secrets);
        }
    }
    for place in ["/inbox", "/quote-calls-made", "/statement", "/account/everything"] {
        has_none_of(&buyer.get(place).await.shown(), &secrets);
    }
    for place in [page.as_str(), "/inbox", "/quote-calls-quoted", "/account/everything"] {
        has_none_of(&bo.get(place).await.shown(), &["12347", "7654", &cy.user, &ada.user]);
    }
    let seen = bo.get(&page).await.shown();
    assert_eq!((&seen["own"]["asks"]["minor"], &seen["own"]["stage"]), (&json!(13_376), &json!("open")));
    assert_eq!(seen["questions"][0]["answer"], "Yes.");
    has_none_of(&seen["questions"], &[&ada.user]);
    let comparison = format!("{page}/comparison");
    buyer.get(&comparison).await.is_problem(404, "request/not-found");
    bo.get(&comparison).await.is_problem(404, "request/not-found");
    let choose =
        |seller: &Program, reason: Option<&str>| json!({ "sellers": [seller.user], "reason": reason });
    buyer.post(&format!("{page}/award"), "soon", &choose(&bo, None)).await.is_problem(409, "quotes/sealed");
    let found = market.program().get("/quote-calls?sector=flour&post_code=97214").await.shown();
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(market.program().get("/quote-calls?sector=fruit").await.shown(), json!([]));

    buyer.post("/demo/clock", "on", &json!({ "to": "plus-day" })).await.made();
    compared_and_chosen(&page, &buyer, [&ada, &bo, &cy]).await;
}

async fn compared_and_chosen(page: &str, buyer: &Program, [ada, bo, cy]: [&Program; 3]) {
    let comparison = format!("{page}/comparison");
    bo.get(&comparison).await.is_problem(404, "request/not-found");
    let compared = buyer.get(&comparison).await.shown();
    let of =
        |field: &str| compared.as_array().unwrap().iter().map(|one| one[field].clone()).collect::<Vec<_>>();
    assert_eq!(of("seller"), [&bo.user, &ada.user, &cy.user].map(|user| json!(user)));
    assert_eq!(of("is_proposed"), [json!(true), json!(false), json!(false)]);
    assert_eq!(of("is_whole"), [json!(true), json!(true), json!(false)]);
    let pays = |at: usize| compared[at]["price"]["payer_pays"]["minor"].clone();
    assert_eq!((pays(0), pays(2)), (json!(13_577), json!(7_769)));
    let award = format!("{page}/award");
    let choose = |seller: &Program, reason: Option<&str>, pays: i64| {
        let sellers = [&seller.user];
        json!({ "sellers": sellers, "reason": reason, "expected_pay": pays })
    };
    buyer.post(&award, "why", &choose(ada, None, 15_577)).await.is_problem(422, "quotes/needs-reason");
    buyer.post(&award, "price", &choose(bo, None, 13_576)).await.is_problem(409, "trade/price-changed");
    bo.post(&award, "own", &choose(bo, None, 13_577)).await.is_problem(403, "command/not-yours");
    let awarded = buyer.post(&award, "one", &choose(bo, None, 13_577)).await.made();
    assert_eq!(awarded["pays"]["minor"], 13_577);
    let trade = bo.get(&format!("/trades/{}", awarded["trades"][0].as_str().unwrap())).await.shown();
    assert_eq!((&trade["stage"], &trade["buyer_pays"]["minor"]), (&json!("booked"), &json!(13_577)));
    let lost = ada.get(page).await.shown();
    assert_eq!((&lost["own"]["stage"], &lost["own"]["place"]), (&json!("not_chosen"), &json!(2)));
    assert_eq!(lost["awarded"]["minor"], 13_577, "what was paid is known");
    has_none_of(&lost, &["9876", "7654", &bo.user]);
    let told = ada.get("/inbox").await.shown().to_string();
    assert!(told.contains("135.77") && told.contains("place 2 of 3"), "{told}");
    assert_eq!(buyer.get("/quote-endings").await.shown(), json!([{ "ending": "lowest", "times": 1 }]));
    buyer.post(&award, "again", &choose(bo, None, 13_577)).await.is_problem(409, "quotes/over");
}
