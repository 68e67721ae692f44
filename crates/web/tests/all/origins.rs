//! Scripts of other origins: what they may call, and what never counts for them.

use crate::market::{Answer, Market, Program, WANTED};
use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::json;

const ELSEWHERE: &str = "https://hours.example.org";

async fn send(program: &Program, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path).header("host", "market.example.org");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    program.send(request.body(Body::empty()).unwrap()).await
}

/// Whether a list in a header has a name.
fn lists(header: &str, name: &str) -> bool {
    header.split(',').any(|one| one.trim().eq_ignore_ascii_case(name))
}

#[tokio::test]
async fn sqlite_a_preflight_was_answered_405() {
    let market = Market::open(store::Database::temporary()).await;
    let nobody = market.program();
    let asked = "authorization, content-type, idempotency-key, accept-language, if-none-match, x-request-id";
    for (path, method) in
        [("/api/v1/work-holds", "POST"), ("/api/v1/account/tax-pot", "PUT"), ("/api/openapi.json", "GET")]
    {
        let headers = [
            ("origin", ELSEWHERE),
            ("access-control-request-method", method),
            ("access-control-request-headers", asked),
        ];
        let answer = send(&nobody, "OPTIONS", path, &headers).await;
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (204, ""), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert!(lists(answer.header("access-control-allow-methods"), method), "{path}");
        for name in asked.split(", ") {
            assert!(lists(answer.header("access-control-allow-headers"), name), "{path}: {name}");
        }
        assert!(!lists(answer.header("access-control-allow-headers"), "x-csrf"), "{path}");
        assert_eq!(answer.header("access-control-allow-credentials"), "");
    }
}

#[tokio::test]
async fn sqlite_the_script_of_another_origin_searches_and_calls_with_a_token() {
    let market = Market::open(store::Database::temporary()).await;
    let pair = market.pair().await;
    let token = format!("Bearer {}", pair.cafe.token.as_ref().unwrap());
    let own = [("origin", ELSEWHERE), ("sec-fetch-site", "cross-site"), ("authorization", &token)];
    for (path, headers, status) in [
        (format!("/api/v1/options?{WANTED}"), &own[..2], 200),
        ("/api/v1/account".to_owned(), &own[..], 200),
        // Problems can be read, too.
        ("/api/v1/account".to_owned(), &own[..2], 401),
        ("/api/v1/nothing".to_owned(), &own[..], 404),
        ("/api/openapi.json".to_owned(), &own[..2], 200),
    ] {
        let answer = send(&market.program(), "GET", &path, headers).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.text);
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
        for name in ["etag", "link", "retry-after", "x-request-id", "www-authenticate"] {
            assert!(lists(answer.header("access-control-expose-headers"), name), "{path}: {name}");
        }
    }
    let page = send(&market.program(), "GET", "/en/", &own[..1]).await;
    assert_eq!(page.header("access-control-allow-origin"), "", "pages are for people");
}

#[tokio::test]
async fn sqlite_the_cookie_of_a_page_does_not_count_for_another_origin() {
    let market = Market::open(store::Database::temporary()).await;
    let ana = market.user("ana", "person").await;
    let csrf = ana.get("/account").await.shown()["csrf"].as_str().unwrap().to_owned();
    let cookie = format!("session={}", ana.token.as_ref().unwrap());
    let nobody = market.program();
    let asked = async |method: Method, path: &str, from: &[(&str, &str)]| {
        let own = [("cookie", cookie.as_str()), ("x-csrf", csrf.as_str()), ("host", "market.example.org")];
        let headers = [&own, from].concat();
        let body = json!({ "wants_tax_pot": true });
        nobody.call(method.clone(), path, &headers, (method == Method::PUT).then_some(&body)).await
    };
    let own: [&[(&str, &str)]; 3] = [
        &[],
        &[("origin", "https://market.example.org")],
        &[("origin", "https://market.example.org"), ("sec-fetch-site", "same-origin")],
    ];
    let elsewhere: [&[(&str, &str)]; 4] = [
        &[("origin", ELSEWHERE)],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site")],
        &[("origin", "https://other.market.example.org"), ("sec-fetch-site", "same-site")],
    ];
    for from in own {
        asked(Method::GET, "/account", from).await.shown();
        assert_eq!(asked(Method::PUT, "/account/tax-pot", from).await.status, 204, "{from:?}");
    }
    for from in elsewhere {
        for (method, path) in
            [(Method::GET, "/account"), (Method::GET, "/inbox"), (Method::PUT, "/account/tax-pot")]
        {
            let answer = asked(method, path, from).await;
            answer.is_problem(401, "request/signed-out");
            assert_eq!(answer.header("access-control-allow-credentials"), "");
        }
    }
}

#[tokio::test]
async fn sqlite_a_method_that_is_not_there_was_no_problem_outside_of_the_nouns() {
    let market = Market::open(store::Database::temporary()).await;
    let nobody = market.program();
    for method in ["PATCH", "OPTIONS", "BREW"] {
        let account = send(&nobody, method, "/api/v1/account", &[("origin", ELSEWHERE)]).await;
        account.is_problem(405, "request/method");
        assert_eq!(account.header("allow"), "GET,HEAD");
        let document = send(&nobody, method, "/api/openapi.json", &[("origin", ELSEWHERE)]).await;
        document.is_problem(405, "request/method");
        assert_eq!(document.header("allow"), "GET,HEAD");
    }
    for path in ["/api/v1", "/api/v1/", "/api/v2/account", "/api/nothing"] {
        send(&nobody, "GET", path, &[]).await.is_problem(404, "request/not-found");
    }
}
