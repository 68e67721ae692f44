//! What no call takes, of every call of the document: another media type, no body, another method.

use crate::document::{NOBODY, calls};
use crate::kept;
use crate::market::{Answer, Market, Program};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What a body may say that it is, and is not read as.
const OTHER_KINDS: [&str; 6] = [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
    "application/jsonp",
    "json",
];

async fn send(program: &Program, method: &Method, path: &str, kind: Option<&str>, body: &str) -> Answer {
    let mut request = Request::builder().method(method.clone()).uri(format!("/api/v1{path}"));
    let key: String = format!("{method} {path} {kind:?} {}", body.len()).chars().take(200).collect();
    request = request.header("idempotency-key", key);
    if let Some(token) = &program.token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    if let Some(kind) = kind {
        request = request.header("content-type", kind);
    }
    let answer = program.send(request.body(Body::from(body.to_owned())).unwrap()).await;
    kept::check_answer(method.as_str(), path, &answer);
    answer
}

#[tokio::test]
async fn sqlite_a_body_that_is_no_json_is_refused_as_that() {
    let market = Market::open(store::Database::temporary()).await;
    let ana = market.user("ana", "person").await;
    let mut asked = 0;
    for call in calls().into_iter().filter(|call| call.method != Method::GET) {
        let example = call.example();
        let body = example.as_ref().map_or_else(|| "{}".to_owned(), Value::to_string);
        let address = call.address(NOBODY);
        for kind in OTHER_KINDS {
            let answer = send(&ana, &call.method, &address, Some(kind), &body).await;
            answer.is_problem(415, "request/media-type");
            asked += 1;
        }
        if example.is_none() {
            continue;
        }
        // What ends the session of this test is not taken for a reason of its own: there is no such password.
        for kind in [None, Some("application/json"), Some("Application/JSON; charset=utf-8")] {
            let answer = send(&ana, &call.method, &address, kind, r#"{"colour":"green"}"#).await;
            answer.is_problem(400, "request/malformed");
        }
    }
    assert!(asked > 300, "{asked}");
}

#[tokio::test]
async fn sqlite_a_call_that_asks_for_a_body_is_not_done_without_one() {
    let market = Market::open(store::Database::temporary()).await;
    let ana = market.user("ana", "person").await;
    for call in calls().into_iter().filter(|call| call.method != Method::GET) {
        let address = call.address(NOBODY);
        let is_asked = call.example().is_some();
        let bodies = if is_asked { ["", "null", "[]"] } else { [r#"{"colour":"green"}"#, "[]", "green"] };
        for body in bodies {
            let kind = (!body.is_empty()).then_some("application/json");
            let answer = send(&ana, &call.method, &address, kind, body).await;
            answer.is_problem(400, "request/malformed");
        }
    }
}

#[tokio::test]
async fn sqlite_a_body_that_is_too_large_is_refused_by_every_call_and_says_what_would_do() {
    let market = Market::open(store::Database::temporary()).await;
    let ana = market.user("ana", "person").await;
    for call in calls().into_iter().filter(|call| call.method != Method::GET) {
        let fits = format!("{{\"colour\":\"{}\"}}", "g".repeat(64 * 1_024 - 13));
        assert_eq!(fits.len(), 64 * 1_024);
        let address = call.address(NOBODY);
        send(&ana, &call.method, &address, None, &fits).await.is_problem(400, "request/malformed");
        let answer = send(&ana, &call.method, &address, None, &format!("{fits} ")).await;
        assert_eq!(answer.is_problem(413, "request/too-large")["most_bytes"], 65_536);
    }
}

#[tokio::test]
async fn sqlite_an_address_answers_no_other_method() {
    let market = Market::open(store::Database::temporary()).await;
    let ana = market.user("ana", "person").await;
    let mut addresses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for call in calls() {
        addresses.entry(call.path.clone()).or_default().insert(call.method.to_string());
    }
    for call in calls() {
        let known = &addresses[&call.path];
        let address = call.address(NOBODY);
        for method in ["GET", "POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "QUERY"] {
            if known.contains(method) {
                continue;
            }
            let request = Request::builder().method(method).uri(format!("/api/v1{address}"));
            let answer = ana.send(request.body(Body::empty()).unwrap()).await;
            answer.is_problem(405, "request/method");
            let allowed: BTreeSet<String> =
                answer.header("allow").split(',').map(|one| one.trim().to_owned()).collect();
            let allowed: BTreeSet<String> = allowed.into_iter().filter(|method| method != "HEAD").collect();
            assert_eq!(&allowed, known, "{method} {address}");
        }
    }
}

/// The document showed a sector that there was not.
#[tokio::test]
async fn sqlite_every_search_is_taken_as_the_document_shows_it() {
    let market = Market::open(store::Database::temporary()).await;
    let mut asked = 0;
    for call in calls().into_iter().filter(|call| call.method == Method::GET && !call.path.contains('{')) {
        if call.operation["parameters"]
            .as_array()
            .is_some_and(|all| all.iter().any(|one| one["required"] == true))
        {
            asked += 1;
            market.program().get(&call.address(NOBODY)).await.expect(StatusCode::OK);
        }
    }
    assert!(asked >= 4, "{asked}");
}
