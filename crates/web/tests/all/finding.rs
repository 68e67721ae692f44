//! The search as time passes, and what it says of itself.

use crate::market::Market;
use crate::opened::HERE;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use finder::{Finder, Query};
use kernel::{Change, CommitListener, Key, Record, Span, Value};
use market::mechanisms::stored_availability::Requirement;
use market::users::availability::ResourceDay;
use serde_json::json;
use std::sync::Arc;
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
    let ready = async || program.send(Request::get("/readyz").body(Body::empty()).unwrap()).await;
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
