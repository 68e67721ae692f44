//! What every answer tells a browser, whatever was asked for: a page, a call, a file of the look, an address that is none.

use crate::market::{Answer, Market, Program};
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use web::look::{ENHANCE, ICON, STYLE, WORKER};

const SEALS: [(&str, &str); 5] = [
    (
        "content-security-policy",
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
];

async fn ask(program: &Program, method: &str, path: &str) -> Answer {
    program.send(Request::builder().method(method).uri(path).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn sqlite_every_answer_is_sealed_and_says_what_it_is() {
    let market = Market::open(store::Database::temporary()).await;
    let nobody = market.program();
    let files = [STYLE.path.as_str(), ENHANCE.path.as_str(), ICON.path.as_str(), WORKER];
    let rest = [
        "/",
        "/en",
        "/en/",
        "/en/sign-in",
        "/en/account",
        "/en/photos/none",
        "/en/nothing",
        "/nothing",
        "/api/openapi.json",
        "/api/v1/sectors",
        "/api/v1/account",
        "/api/v1/nothing",
        "/api/nothing",
    ];
    for path in files.into_iter().chain(rest) {
        for method in ["GET", "HEAD", "POST", "OPTIONS", "TRACE"] {
            let answer = ask(&nobody, method, path).await;
            for (name, value) in SEALS {
                assert_eq!(answer.header(name), value, "{method} {path}: {name}");
            }
            let kind = answer.header("content-type");
            let says = kind.ends_with("; charset=utf-8")
                || ["application/json", "application/problem+json"].contains(&kind);
            assert!(says || answer.text.is_empty(), "{method} {path}: {kind}");
            assert!(
                method != "TRACE" || answer.status == 405 || answer.status == 404,
                "{path}: {}",
                answer.status
            );
        }
    }
}

#[tokio::test]
async fn sqlite_figures_say_how_they_are_written() {
    let market = Market::open(store::Database::temporary()).await;
    let request = Request::get("/metrics").body(Body::empty()).unwrap();
    let answer = web::operator::router(market.app.clone()).oneshot(request).await.unwrap();
    assert_eq!(answer.headers()["content-type"], "text/plain; version=0.0.4; charset=utf-8");
    assert!(!answer.into_body().collect().await.unwrap().to_bytes().is_empty());
}

#[tokio::test]
async fn sqlite_cookies_are_for_this_market_alone_and_no_script_reads_them() {
    let market = Market::open(store::Database::temporary()).await;
    let program = market.program();
    let page = ask(&program, "GET", "/en/sign-up").await;
    let guest = page.header("set-cookie").split(';').next().unwrap().to_owned();
    let proof = web::visit::proof("guest", guest.strip_prefix("guest=").unwrap());
    let typed = format!(
        "kind=organization&display_name=Caf%C3%A9&email=cafe%40example.org&post_code=97214\
         &password=three+plain+words&csrf={proof}&idempotency_key=once"
    );
    let request = Request::post("/en/sign-up").header("cookie", guest);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let opened = program.send(request.body(Body::from(typed)).unwrap()).await;
    let cookies = page.headers.get_all("set-cookie").iter().chain(opened.headers.get_all("set-cookie"));
    let cookies: Vec<&str> = cookies.map(|cookie| cookie.to_str().unwrap()).collect();
    assert!(cookies.iter().any(|cookie| cookie.starts_with("session=")), "{}: {cookies:?}", opened.text);
    for cookie in cookies {
        let attributes: Vec<&str> = cookie.split("; ").skip(1).collect();
        for wanted in ["Path=/", "HttpOnly", "SameSite=Lax"] {
            assert!(attributes.contains(&wanted), "{cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
}
