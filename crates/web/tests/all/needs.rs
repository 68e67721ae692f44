//! Needs by the API: saved, looked for, told of once all of it can be had together, forgotten.

use crate::market::{Market, Program};
use crate::on_both_engines;
use axum::http::StatusCode;
use serde_json::{Value, json};

on_both_engines!(a_crew_is_looked_for_until_all_of_it_can_be_had);

fn crew(count: i64) -> Value {
    json!({
        "name": "Friday crew", "post_code": "97214", "from_on": "2026-11-24", "until_on": "2026-12-11", "weekdays": [4],
        "from": "17:00", "minutes": 240, "most": 40_000, "parts": [{ "sector": "kitchen-porter", "count": count }],
    })
}

/// What is told of needs, once it is.
async fn told(program: &Program) -> Vec<Value> {
    for _ in 0..500 {
        let notices = program.get("/inbox").await.json();
        let notices: Vec<Value> = notices.as_array().unwrap().clone();
        let of_needs: Vec<Value> = notices.into_iter().filter(|notice| notice["about"] == "need").collect();
        if !of_needs.is_empty() {
            return of_needs;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("nobody was told of the need");
}

async fn a_crew_is_looked_for_until_all_of_it_can_be_had(market: Market) {
    let pair = market.pair().await;
    let cafe = &pair.cafe;
    let lone = cafe.post("/needs", "crew", &crew(2)).await.made();
    let two = format!("/needs/{}", lone["need"].as_str().unwrap());
    assert_eq!(cafe.get(&two).await.shown()["met"], Value::Null, "there is one porter alone");
    let terms = json!({ "currency": "USD", "hourly": 2000 });
    let (_, other) = market.worker("bea", "97214", &terms).await;
    let met = cafe.get(&two).await.shown()["met"].clone();
    assert_eq!(met["day"], "2026-11-27");
    assert_eq!(met["starts_at"], "2026-11-28T01:00:00Z");
    let takes = met["takes"].as_array().unwrap();
    let mut offerings: Vec<&str> = takes.iter().map(|take| take["offering"].as_str().unwrap()).collect();
    offerings.sort_unstable();
    let mut both = [pair.offering.as_str(), other.as_str()];
    both.sort_unstable();
    assert_eq!(offerings, both, "two people, not one twice");
    let sum: i64 = takes.iter().map(|take| take["pays"]["minor"].as_i64().unwrap()).sum();
    assert_eq!(met["cost"]["minor"], sum);

    // What is saved when it can be had is found at once, and told.
    cafe.post("/needs", "again", &crew(2)).await.made();
    let notices = told(cafe).await;
    assert_eq!(notices.len(), 1);
    assert!(notices[0]["code"] == "need/found", "{notices:?}");
    let listed = cafe.get("/needs").await.shown();
    let listed = listed.as_array().unwrap();
    assert_eq!(listed.len(), 2);
    let found: Vec<&Value> = listed.iter().filter(|need| need["stage"] == "found").collect();
    assert_eq!(
        (found.len(), &found[0]["found_day"], &found[0]["found_cost"]["minor"]),
        (1, &json!("2026-11-27"), &json!(sum))
    );
    assert_eq!(found[0]["weekdays"], json!([4]));

    // Nobody else reads it or forgets it; too dear is not found.
    pair.ana.get(&two).await.expect(StatusCode::NOT_FOUND);
    pair.ana.delete(&two).await.expect(StatusCode::NOT_FOUND);
    let dear = json!({ "most": sum - 1 });
    let mut cheap = crew(2);
    cheap["most"] = dear["most"].clone();
    let cheap = cafe.post("/needs", "cheap", &cheap).await.made();
    assert_eq!(
        cafe.get(&format!("/needs/{}", cheap["need"].as_str().unwrap())).await.shown()["met"],
        Value::Null
    );
    cafe.delete(&two).await.expect(StatusCode::NO_CONTENT);
    cafe.get(&two).await.expect(StatusCode::NOT_FOUND);

    let mut wrong = crew(21);
    cafe.post("/needs", "many", &wrong).await.is_problem(422, "needs/not-that-many");
    wrong["parts"] = json!([]);
    cafe.post("/needs", "none", &wrong).await.is_problem(422, "needs/not-these-parts");
}
