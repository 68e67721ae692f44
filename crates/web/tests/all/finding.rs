//! The search as time passes, and what it says of itself.

use crate::market::{Answer, Market, WANTED};
use crate::opened::HERE;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use finder::{Finder, Query};
use http_body_util::BodyExt as _;
use kernel::{Change, CommitListener, Key, Record, Span, Value};
use market::mechanisms::stored_availability::Requirement;
use market::users::availability::ResourceDay;
use serde_json::{Value as Json, json};
use std::sync::Arc;
use tower::ServiceExt as _;
use web::app::App;

fn query(app: &App, days_ahead: i64) -> Query {
    let work_place = app.place("97214").unwrap().clone();
    let starts_at = app.now().day().plus(days_ahead).starts_at().plus_hours(20);
    let span = Span::between(starts_at, starts_at.plus_hours(2)).unwrap();
    let sector = app.directory.sector_by_slug("kitchen-porter").unwrap().code.clone();
    let currency = kernel::Currency::new("USD").unwrap();
    let requirement = Requirement { sector, work_place, span, is_unpaid: false, currency };
    Query { locality: HERE, buyer: None, requirement, radius_m: None, limit: 20 }
}

#[tokio::test]
async fn sqlite_a_month_later_the_search_has_the_days_to_come_at_hand() {
    let market = Market::open(store::Database::temporary()).await;
    let pair = market.pair().await;
    let app = &market.app;
    let (first_day, opened_on) = (app.finder.first_day(), app.now().day());
    assert_eq!(first_day, opened_on);
    pair.cafe.post("/demo/clock", "month", &json!({ "to": "2026-12-23T17:00:00Z" })).await.made();
    let today = app.now().day();
    assert_eq!((today.0 - opened_on.0, app.finder.first_day()), (30, today));

    // A finder that keeps no days at hand computes each of them from the records.
    let slow = Finder::new(Arc::clone(&app.rulebook), Arc::clone(&app.directory), opened_on, 0);
    let mut loader = slow.loader(HERE);
    let mut snapshot = app.store.snapshot().await.unwrap();
    for table in finder::tables() {
        snapshot.scan_locality(table, HERE, |row| loader.take_in(table, row)).await.unwrap();
    }
    snapshot.finish().await;
    assert!(loader.finish());
    for days_ahead in [1, 5, 30, 39, 40, 60] {
        let query = query(app, days_ahead);
        let found = app.finder.search(&query, app.now()).unwrap().options;
        assert_eq!(found, slow.search(&query, app.now()).unwrap().options, "{days_ahead}");
        assert_eq!(found.len(), 1, "{days_ahead}");
    }
}

#[tokio::test]
async fn sqlite_readiness_tells_of_rows_that_the_search_passes_over() {
    let market = Market::open(store::Database::temporary()).await;
    let program = market.program();
    let watch = web::operator::router(market.app.clone());
    let ready = async || {
        let request = Request::get("/readyz").body(Body::empty()).unwrap();
        let response = tower::ServiceExt::oneshot(watch.clone(), request).await.unwrap();
        let status = response.status();
        let body = http_body_util::BodyExt::collect(response.into_body()).await.unwrap().to_bytes();
        Answer {
            status,
            headers: axum::http::HeaderMap::new(),
            text: String::from_utf8(body.to_vec()).unwrap(),
        }
    };
    let answer = ready().await;
    assert_eq!((answer.status, answer.text.as_str()), (StatusCode::OK, "ready\n"));

    let row: kernel::Row =
        Arc::new([Value::Int(HERE.0), Value::Id(7), Value::Int(20_000), Value::Text("Ana".into())]);
    let key = Key::of_row(ResourceDay::TABLE, &row);
    market.app.finder.committed(&[Change { key, version: 0, after: 1, before: None, row: Some(row) }]);
    let answer = ready().await;
    assert_eq!(
        (answer.status, answer.text.as_str()),
        (StatusCode::OK, "ready, but the search cannot read 1 rows\n")
    );

    let loader = market.app.finder.loader(HERE);
    let answer = ready().await;
    assert_eq!(
        (answer.status, answer.text.as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, "the search is being loaded\n")
    );
    program.get("/trades").await.is_problem(503, "request/unavailable");
    assert!(loader.finish());
    program.get("/trades").await.is_problem(401, "request/signed-out");
}

#[tokio::test]
async fn sqlite_a_person_is_found_once_and_everybody_can_be_reached_in_the_order_asked_for() {
    let market = Market::open(store::Database::temporary()).await;
    let pair = market.pair().await;
    let dearer = json!({ "currency": "USD", "hourly": 2500 });
    let (ben, _) = market.worker("ben", "97214", &dearer).await;
    for key in ["second", "third"] {
        let again = json!({ "sector": "kitchen-porter", "post_code": "97202", "terms": dearer });
        pair.ana.post("/offerings", key, &again).await.made();
    }
    let found = async |more: &str| pair.cafe.get(&format!("/options?{WANTED}{more}")).await.json();
    let sellers = |found: &Json| -> Vec<String> {
        let options = found["options"].as_array().unwrap();
        options.iter().map(|option| option["seller"].as_str().unwrap().to_owned()).collect()
    };
    let (ana, ben) = (pair.ana.user.clone(), ben.user);
    let all = found("").await;
    assert_eq!(sellers(&all), [ana.clone(), ben.clone()], "ana offers it three times and is found once");
    assert_eq!(all["options"][0]["offering"], pair.offering, "her cheapest offering is the one");
    let nearest = found("&sort=distance").await;
    assert_eq!(sellers(&nearest), [ben.clone(), ana.clone()]);
    assert_eq!(nearest["order"], "distance_m, payer_pays, offering");
    assert_eq!(sellers(&found("&radius_m=1000").await), std::slice::from_ref(&ben));
    let favorite = json!({ "other": ben });
    pair.cafe.post("/favorites", "ben", &favorite).await.expect(StatusCode::NO_CONTENT);
    assert_eq!(sellers(&found("&sort=favorites").await), [ben.clone(), ana.clone()]);

    let first = found("&limit=1").await;
    assert_eq!((sellers(&first), &first["next"]), (vec![ana], &json!(1)));
    let rest = found("&limit=1&after=1").await;
    assert_eq!((sellers(&rest), &rest["next"]), (vec![ben], &Json::Null));
    for wrong in ["&limit=0", "&limit=101", "&after=-1"] {
        let refused = pair.cafe.get(&format!("/options?{WANTED}{wrong}")).await;
        refused.is_problem(422, "request/invalid");
    }
}

#[tokio::test]
async fn sqlite_what_is_text_travels_compressed_to_who_can_read_it() {
    let market = Market::open(store::Database::temporary()).await;
    let ask = async |encoding: &str| {
        let request = Request::get("/en/").header("accept-encoding", encoding).body(Body::empty()).unwrap();
        let answer = market.router.clone().oneshot(request).await.unwrap();
        let is_packed = answer.headers().get("content-encoding").is_some_and(|value| value == "gzip");
        (is_packed, answer.into_body().collect().await.unwrap().to_bytes().len())
    };
    let ((is_packed, packed), (is_plain_packed, plain)) = (ask("gzip").await, ask("identity").await);
    assert!(is_packed && !is_plain_packed, "only who asks for it gets it so");
    assert!(packed * 3 < plain, "{packed} of {plain} bytes");
}
