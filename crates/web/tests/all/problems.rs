//! What a program hears when something does not fit: always a problem, never a framework's own words.

use crate::market::{Answer, Market, WANTED, hold_of, new_user};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::{Value, json};

/// Snapshots a problem without the id of its call.
macro_rules! assert_problem {
    ($name:literal, $answer:expr) => {
        let answer: Answer = $answer;
        let mut problem = answer.json();
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(problem["instance"], answer.header("x-request-id"));
        problem["instance"] = json!("REQUEST");
        insta::assert_json_snapshot!($name, problem);
    };
}

#[tokio::test]
async fn sqlite_what_cannot_be_read_is_a_problem() {
    let market = Market::open(store::Database::temporary()).await;
    let ana = market.user("ana", "person").await;
    let raw = async |body: String| -> Answer {
        let request = Request::put("/api/v1/account/tax-pot")
            .header("authorization", format!("Bearer {}", ana.token.as_ref().unwrap()))
            .body(Body::from(body));
        ana.send(request.unwrap()).await
    };
    assert_problem!("json_that_ends_early", raw("{\"wants_tax_pot\":".to_owned()).await);
    assert_problem!("an_unknown_field", raw("{\"wants_tax_pot\":true,\"colour\":1}".to_owned()).await);
    assert_problem!("a_wrong_type", raw("{\"wants_tax_pot\":\"yes\"}".to_owned()).await);
    assert_problem!("no_body", raw(String::new()).await);
    assert_problem!("a_body_that_is_too_large", raw(" ".repeat(64 * 1_024 + 1)).await);
    assert_problem!("a_query_that_lacks_a_field", ana.get("/options?sector=kitchen-porter").await);
    assert_problem!("an_unknown_address", ana.get("/nothing/here").await);
    let wrong = ana.call(Method::PATCH, "/favorites", &[], None).await;
    assert_eq!(wrong.header("allow"), "GET,HEAD,POST");
    assert_problem!("a_wrong_method", wrong);
    assert_problem!("no_key", ana.call(Method::POST, "/work-holds", &[], Some(&json!({}))).await);
    assert_problem!("nobody_signed_in", market.program().get("/account").await);
    let bad = ana.call(Method::GET, "/account", &[("authorization", "Bearer 1.abc")], None).await;
    bad.is_problem(401, "request/signed-out");
}

#[tokio::test]
async fn sqlite_fields_that_do_not_fit_are_all_named() {
    let market = Market::open(store::Database::temporary()).await;
    let nobody = market.program();
    let mut user = new_user("ana", "person");
    for (field, wrong) in [("display_name", ""), ("email", "ana"), ("password", "short"), ("post_code", "1")]
    {
        user[field] = json!(wrong);
    }
    user["born_on"] = Value::Null;
    let headers = [("idempotency-key", "k"), ("accept-language", "fr, es-MX;q=0.9, en;q=0.8")];
    let answer = nobody.call(Method::POST, "/users", &headers, Some(&user)).await;
    assert_problem!("a_sign_up_in_spanish", answer);
    let search = WANTED.replace("97214", "00000");
    assert_problem!("a_search_nowhere", nobody.get(&format!("/options?{search}")).await);
}

/// Fault B: a time off the quarter-hour was blamed on the length.
#[tokio::test]
async fn sqlite_a_start_off_the_quarter_hour_is_blamed_on_the_start() {
    let market = Market::open(store::Database::temporary()).await;
    let nobody = market.program();
    let named = async |query: String| -> Vec<String> {
        let problem = nobody.get(&query).await.is_problem(422, "request/invalid");
        let errors = problem["errors"].as_array().unwrap();
        errors.iter().map(|error| error["field"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(named(format!("/options?{}", WANTED.replace("17:00", "17:07"))).await, ["from"]);
    assert_eq!(named(format!("/options?{}", WANTED.replace("=240", "=37"))).await, ["minutes"]);
    let hire =
        "/things?sector=bicycle&post_code=97214&date=2026-11-27&from=10:01&until_date=2026-11-28&until=18:59";
    assert_eq!(named(hire.to_owned()).await, ["from", "until"]);
    let all = "/options?sector=x&post_code=1&from=25:00&minutes=a";
    assert_eq!(named(all.to_owned()).await, ["sector", "post_code", "date", "from", "minutes"]);
    nobody.get(&format!("/options?{WANTED}&colour=red")).await.is_problem(400, "request/malformed");
    nobody.get(&format!("/options?{WANTED}&from=18:00")).await.is_problem(400, "request/malformed");
}

/// Fault A14: a person of the year 2090 could be booked.
#[tokio::test]
async fn sqlite_nobody_signs_up_who_is_not_born_or_too_old_to_live() {
    let market = Market::open(store::Database::temporary()).await;
    let nobody = market.program();
    for (number, born_on) in ["2090-01-01", "2020-05-04", "1890-01-01"].into_iter().enumerate() {
        let mut user = new_user("ana", "person");
        user["born_on"] = json!(born_on);
        user["phone"] = json!("555");
        user["language"] = json!("xx");
        let problem =
            nobody.post("/users", &number.to_string(), &user).await.is_problem(422, "request/invalid");
        let errors = problem["errors"].as_array().unwrap();
        let fields: Vec<_> = errors.iter().map(|error| error["field"].as_str().unwrap()).collect();
        assert_eq!(fields, ["born_on", "phone", "language"]);
        let detail = errors[0]["detail"].as_str().unwrap();
        assert!(detail.contains("14") && detail.contains("130"), "{detail}");
    }
    let mut user = new_user("ana", "person");
    user["phone"] = json!("(503) 555-0100");
    let session = nobody.post("/users", "right", &user).await.made();
    let token = format!("Bearer {}", session["token"].as_str().unwrap());
    let account = nobody.call(Method::GET, "/account", &[("authorization", &token)], None).await.shown();
    assert_eq!(account["phone"], "+15035550100", "one form, with the code of the market's country");
}

/// Fault B: capital letters and `q` were not read.
#[tokio::test]
async fn sqlite_a_problem_is_told_in_the_language_that_is_liked_best() {
    let market = Market::open(store::Database::temporary()).await;
    let nobody = market.program();
    for (accepted, title) in
        [("ES-mx", "Sin sesión"), ("en;q=0.2, es;q=0.9", "Sin sesión"), ("es;q=0, EN", "Not signed in")]
    {
        let answer = nobody.call(Method::GET, "/account", &[("accept-language", accepted)], None).await;
        assert_eq!(answer.is_problem(401, "request/signed-out")["title"], title, "{accepted}");
    }
}

#[tokio::test]
async fn sqlite_a_post_code_is_taken_as_people_write_it() {
    let market = Market::open(store::Database::temporary()).await;
    let pair = market.pair().await;
    for written in ["97214-1234", "+97214+", "97%20214", "972141234", "97214%E2%80%931234"] {
        let found = pair.cafe.get(&format!("/options?{}", WANTED.replace("97214", written))).await;
        assert_eq!(found.json()["options"].as_array().unwrap().len(), 1, "{written}");
    }
    let mut hold = hold_of(&pair.offering);
    hold["post_code"] = json!(" 97214 - 1234");
    let held = pair.cafe.post("/work-holds", "hold", &hold).await.made();
    let trade = pair.cafe.get(&format!("/trades/{}", held["trade"].as_str().unwrap())).await.json();
    assert_eq!(trade["post_code"], "97214", "{trade}");
    for wrong in ["97214'", ""] {
        hold["post_code"] = json!(wrong);
        let problem = pair.cafe.post("/work-holds", "wrong", &hold).await.is_problem(422, "request/invalid");
        assert_eq!(problem["errors"][0]["field"], "post_code");
    }
    hold["post_code"] = json!(97214);
    pair.cafe.post("/work-holds", "wrong", &hold).await.is_problem(400, "request/malformed");
}

#[tokio::test]
async fn sqlite_a_refusal_names_the_rule_and_the_nearest_yes() {
    let market = Market::open(store::Database::temporary()).await;
    let pair = market.pair().await;
    let option = async |search: &str| pair.cafe.get(&format!("/options/{}?{search}", pair.offering)).await;
    assert_problem!("too_short", option(&WANTED.replace("minutes=240", "minutes=45")).await);
    assert_problem!("too_far", option(&WANTED.replace("97214", "97004")).await);
    assert_problem!("in_the_past", option(&WANTED.replace("2026-11-27", "2026-11-20")).await);

    let cheap = json!({ "terms": { "currency": "USD", "hourly": 900 } });
    let changed = pair.ana.put(&format!("/offerings/{}/price-rule", pair.offering), &cheap).await;
    changed.expect(StatusCode::NO_CONTENT);
    assert_problem!("below_the_law_s_least", option(WANTED).await);
    let headers = [("idempotency-key", "h"), ("accept-language", "es")];
    let hold = hold_of(&pair.offering);
    let spanish = pair.cafe.call(Method::POST, "/work-holds", &headers, Some(&hold)).await;
    assert_problem!("below_the_law_s_least_in_spanish", spanish);

    let own = pair.ana.post("/work-holds", "own", &hold).await;
    own.is_problem(422, "trade/own-offering");
    let payout = json!({ "direction": "payout", "amount": { "minor": 60_000, "currency": "USD" } });
    pair.cafe
        .post("/payments", "bankless", &payout)
        .await
        .is_problem(422, "payment-transfer/no-bank-account");
    market.name_bank(&pair.cafe).await;
    let payout = json!({ "direction": "payout", "amount": { "minor": 60_000, "currency": "USD" } });
    assert_problem!("more_than_there_is", pair.cafe.post("/payments", "out", &payout).await);
    let yen = json!({ "direction": "payout", "amount": { "minor": 1, "currency": "JPY" } });
    assert_problem!("another_currency", pair.cafe.post("/payments", "yen", &yen).await);
    let mills = json!({ "direction": "payout", "amount": { "minor": 1, "currency": "USD", "exponent": 3 } });
    let answer = pair.cafe.post("/payments", "mills", &mills).await;
    assert_eq!(answer.is_problem(422, "request/invalid")["errors"][0]["field"], "amount");
    let krone = json!({ "terms": { "currency": "NOK", "hourly": 1800 } });
    let answer = pair.ana.put(&format!("/offerings/{}/price-rule", pair.offering), &krone).await;
    assert_eq!(answer.is_problem(422, "request/invalid")["errors"][0]["field"], "terms.currency");
}

#[tokio::test]
async fn sqlite_the_real_market_has_no_clock_to_move() {
    let market = Market::real().await;
    let nobody = market.program();
    nobody.get("/demo/clock").await.is_problem(404, "request/not-found");
    let moved = nobody.post("/demo/clock", "k", &json!({ "to": "friday" })).await;
    moved.is_problem(404, "request/not-found");
}

#[tokio::test]
async fn sqlite_a_call_is_known_by_its_id() {
    let market = Market::open(store::Database::temporary()).await;
    let nobody = market.program();
    let asked = async |id: &str| {
        let answer = nobody.call(Method::GET, "/account", &[("x-request-id", id)], None).await;
        answer.header("x-request-id").to_owned()
    };
    assert_eq!(asked("mine-42").await, "mine-42");
    let fresh = asked("<script>").await;
    assert_eq!(fresh.len(), 32);
    assert_eq!(nobody.get("/sectors").await.header("x-request-id").len(), 32);
}

#[tokio::test]
async fn sqlite_those_who_watch_over_the_market_are_answered() {
    let market = Market::open(store::Database::temporary()).await;
    let ana = market.user("ana", "person").await;
    let get = async |path: &str| ana.send(Request::get(path.to_owned()).body(Body::empty()).unwrap()).await;
    for path in ["/healthz", "/readyz", "/metrics"] {
        assert_eq!(get(path).await.status, 404, "{path} is for whoever runs the market");
    }
    ana.get("/trades/nothing").await.expect(axum::http::StatusCode::NOT_FOUND);
    let watch = web::operator::router(market.app.clone());
    let asked = async |path: &str| {
        let request = Request::get(path.to_owned()).body(Body::empty()).unwrap();
        let response = tower::ServiceExt::oneshot(watch.clone(), request).await.unwrap();
        let status = response.status().as_u16();
        let body = http_body_util::BodyExt::collect(response.into_body()).await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap())
    };
    assert_eq!(asked("/healthz").await.0, 200);
    assert_eq!(asked("/readyz").await, (200, "ready\n".to_owned()));
    let (_, metrics) = asked("/metrics").await;
    let figure = |name: &str| {
        let line = metrics.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.unwrap_or_else(|| panic!("no {name}: {metrics}")).to_owned()
    };
    assert_ne!(figure("poems_commands_total"), "0");
    assert_ne!(figure("poems_answer_seconds_count{asked=\"api\",status=\"2xx\"}"), "0");
    assert_eq!(figure("poems_errors_total{type=\"request/not-found\"}"), "4", "pages and calls tell theirs");
    for name in
        ["poems_timers", "poems_timer_lag_seconds", "poems_outbox_messages", "poems_outbox_oldest_seconds"]
    {
        figure(name);
    }
    figure("poems_fund_available_minor{fund=\"fund:concession-welcome\",currency=\"USD\"}");
    for line in metrics.lines().filter(|line| !line.starts_with('#')) {
        let (name, value) = line.rsplit_once(' ').unwrap();
        assert!(value.parse::<f64>().is_ok() && name.starts_with("poems_"), "{line}");
    }
    for personal in [ana.user.as_str(), "ana", "kitchen-porter", "97214"] {
        assert!(!metrics.contains(personal), "{personal}: {metrics}");
    }
    let document: Value = get("/api/openapi.json").await.json();
    assert_eq!(&document, web::api::document());
}
