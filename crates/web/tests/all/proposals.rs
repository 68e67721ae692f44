//! Requests for proposals by the API: a call that two propose on in two envelopes, scored blind by two, and the choice.

use crate::market::{Market, Program};
use crate::on_both_engines;
use axum::http::StatusCode;
use serde_json::{Value, json};

on_both_engines!(proposals_are_scored_blind_and_become_milestones);

/// A conservatory, asked for by whoever sends it.
pub(crate) fn call() -> Value {
    json!({
        "sector": "carpenter", "post_code": "97214", "street": "12 SE Ash Street", "title": "A conservatory behind the house",
        "why": "A warm room from March to October.", "from_on": "2027-02-01", "until_on": "2027-04-30", "is_public": false,
        "criteria": [{ "title": "How it fits", "weight_bp": 4000 }, { "title": "How it is built", "weight_bp": 2000 }],
        "price_bp": 4000, "minutes": 40000,
    })
}

async fn carpenter(market: &Market, name: &str) -> (Program, Value) {
    let seller = market.user(name, "person").await;
    let terms = json!({ "currency": "USD", "hourly": 4_000 });
    let work = json!({ "sector": "carpenter", "post_code": "97202", "terms": terms });
    let offering = seller.post("/offerings", "work", &work).await.made()["offering"].clone();
    (seller, offering)
}

fn proposal(offering: &Value, price: i64) -> Value {
    json!({
        "offering": offering, "approach": "An oak frame.", "experience": "Four of them.", "price": price, "milestones": [
            { "title": "Foundations", "share_bp": 2500, "from_on": "2027-02-01", "until_on": "2027-02-20" },
            { "title": "Frame", "share_bp": 7500, "from_on": "2027-02-20", "until_on": "2027-04-30" },
        ],
    })
}

fn scores(first: i64, second: i64) -> Value {
    json!({ "scores": [
        { "criterion": 1, "score": first, "reason": "It keeps the view." },
        { "criterion": 2, "score": second, "reason": "The gutter is thought of." },
    ] })
}

/// None of what is sealed.
fn has_none_of(shown: &Value, what: &[&str]) {
    let text = shown.to_string();
    for secret in what {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

async fn proposals_are_scored_blind_and_become_milestones(market: Market) {
    let buyer = market.user("buyer", "organization").await;
    market.deposit(&buyer, 50_000).await;
    let eva = market.user("eva", "person").await;
    let (ada, hers) = carpenter(&market, "ada").await;
    let (bo, his) = carpenter(&market, "bo").await;
    let short = {
        let mut short = call();
        short["minutes"] = json!(1_440);
        short
    };
    let made = buyer.post("/proposal-calls", "call", &short).await.made();
    let page = format!("/proposal-calls/{}", made["brief"].as_str().unwrap());
    let wrong = {
        let mut wrong = call();
        wrong["price_bp"] = json!(3_999);
        wrong
    };
    buyer.post("/proposal-calls", "sum", &wrong).await.is_problem(422, "proposals/weights-do-not-sum");
    let done = StatusCode::NO_CONTENT;
    buyer.post(&format!("{page}/scorers"), "eva", &json!({ "scorer": eva.user })).await.expect(done);
    let own = format!("{page}/proposal");
    ada.post(&own, "one", &proposal(&hers, 10_417)).await.expect(done);
    bo.post(&own, "one", &proposal(&his, 9_283)).await.expect(done);
    eva.post(&own, "one", &proposal(&his, 1_000)).await.is_problem(422, "proposals/scorer-sells");

    // Before the deadline nobody has anything of a proposal but one's own.
    let secrets = ["10417", "9283", "An oak frame", "Foundations", &ada.user, &bo.user];
    for looker in [&market.program(), &buyer, &eva] {
        for place in [page.as_str(), "/proposal-calls"] {
            has_none_of(&looker.get(place).await.shown(), &secrets);
        }
    }
    for place in ["/inbox", "/proposal-calls-made", "/account/everything"] {
        has_none_of(&buyer.get(place).await.shown(), &secrets);
    }
    let seen = bo.get(&page).await.shown();
    assert_eq!(seen["own"]["price"]["minor"], 9_283);
    has_none_of(&seen, &["10417", &ada.user]);
    let all = format!("{page}/proposals");
    buyer.get(&all).await.is_problem(404, "request/not-found");

    buyer.post("/demo/clock", "on", &json!({ "to": "plus-day" })).await.made();
    // Then those who score have the first envelopes, and still no price.
    bo.get(&all).await.is_problem(404, "request/not-found");
    for scorer in [&buyer, &eva] {
        let seen = scorer.get(&all).await.shown();
        assert_eq!(seen.as_array().unwrap().len(), 2);
        assert_eq!(seen[0]["proposal"]["milestones"][0]["title"], "Foundations");
        has_none_of(&seen, &["10417", "9283"]);
    }
    let score = |seller: &Program| format!("{page}/proposals/{}/scores", seller.user);
    bo.post(&score(&bo), "own", &scores(5, 5)).await.is_problem(403, "proposals/not-a-scorer");
    buyer.post(&score(&ada), "a", &scores(5, 5)).await.expect(done);
    buyer.post(&score(&bo), "b", &scores(4, 4)).await.expect(done);
    eva.post(&score(&ada), "a", &scores(4, 5)).await.expect(done);
    has_none_of(&buyer.get(&all).await.shown(), &["10417", "9283"]);
    eva.post(&score(&bo), "b", &scores(3, 3)).await.expect(done);
    chosen(&page, [&buyer, &eva, &ada, &bo]).await;
}

async fn chosen(page: &str, [buyer, eva, ada, bo]: [&Program; 4]) {
    let all = format!("{page}/proposals");
    let compared = buyer.get(&all).await.shown();
    let first = &compared[0];
    assert_eq!((&first["seller"], &first["price"]["minor"]), (&json!(ada.user), &json!(10_417)));
    // 40 % × 9/10 + 20 % × 10/10, and 40 % × 9283/10417.
    assert_eq!(
        (&first["proposal"]["quality_bp"], &first["proposal"]["price_bp"]),
        (&json!(5_600), &json!(3_565))
    );
    assert_eq!(first["pays"]["minor"], 10_573);
    assert_eq!(eva.get(&all).await.shown()[1]["price"]["minor"], 9_283);
    let award = format!("{page}/award");
    let choose = |seller: &Program, pays: i64| json!({ "seller": seller.user, "expected_pay": pays });
    buyer.post(&award, "why", &choose(bo, 9_422)).await.is_problem(422, "proposals/needs-reason");
    buyer.post(&award, "price", &choose(ada, 1)).await.is_problem(409, "trade/price-changed");
    eva.post(&award, "eva", &choose(ada, 10_573)).await.is_problem(403, "command/not-yours");
    let awarded = buyer.post(&award, "one", &choose(ada, 10_573)).await.made();
    let trade = ada.get(&format!("/trades/{}", awarded["trade"].as_str().unwrap())).await.shown();
    assert_eq!((&trade["stage"], &trade["kind"]), (&json!("booked"), &json!("service")));
    let parts = trade["parts"].as_array().unwrap();
    let titles: Vec<_> = parts.iter().map(|part| part["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Foundations", "Frame"]);
    let lost = bo.get(page).await.shown();
    assert_eq!(
        (&lost["own"]["proposal"]["place"], lost["own_scores"].as_array().unwrap().len()),
        (&json!(2), 4)
    );
    has_none_of(&lost, &["10417", &eva.user]);
    let told = bo.get("/inbox").await.shown().to_string();
    assert!(told.contains("place 2 of 2"), "{told}");
    buyer.post(&award, "again", &choose(ada, 10_573)).await.is_problem(409, "proposals/over");
}
