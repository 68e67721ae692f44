//! Whole requests, as somebody who is signed in and somebody who is not send them to a market: addresses, headers, cookies, tokens, keys,
//! queries, forms, forms with files, bodies.

use crate::opened;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};
use std::future::Future;
use std::sync::{LazyLock, Mutex, PoisonError};
use store::Database;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt as _;
use web::app::App;
use web::visit::proof;

/// After so many requests the market begins anew, so that what they leave behind stays small.
const REQUESTS_MOST: usize = 20_000;
/// No answer is longer, in bytes.
const ANSWER_MOST: usize = 4 * 1024 * 1024;

static RUNTIME: LazyLock<Option<Runtime>> =
    LazyLock::new(|| Builder::new_multi_thread().worker_threads(1).enable_all().build().ok());
static MARKET: Mutex<Option<Market>> = Mutex::new(None);

/// Waits for something.
pub(crate) fn block_on<T>(it: impl Future<Output = T>) -> T {
    let runtime = RUNTIME.as_ref();
    assert!(runtime.is_some(), "the system gives no threads");
    let Some(runtime) = runtime else { unreachable!("it is just asserted") };
    runtime.block_on(it)
}

/// A market with two people in it.
struct Market {
    app: App,
    router: Router,
    ana: String,
    cafe: String,
    offering: String,
    asked: usize,
}

/// The first line says who asks, how and for what: `ana POST /en/offerings`; then headers, an empty line, and the body.
///
/// In all of it `{csrf}` is what the forms of this visit have, `{key}` what no form had yet, `{offering}` something that is offered. No
/// request is answered by a fault of ours, and one that is refused by the API names its problem.
pub fn run(bytes: &[u8]) {
    let mut market = MARKET.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(old) = market.take_if(|market| market.asked >= REQUESTS_MOST) {
        block_on(old.app.store.close());
    }
    let market = market.get_or_insert_with(|| block_on(Market::open()));
    market.asked += 1;
    if let Some((request, what)) = market.request(bytes) {
        block_on(market.answered(request, &what));
    }
}

impl Market {
    async fn open() -> Self {
        let app = opened::parallel(Database::temporary()).await;
        let router = web::router::router(app.clone());
        let mut market =
            Self { app, router, ana: String::new(), cafe: String::new(), offering: String::new(), asked: 0 };
        market.ana = market.signed_up("Ana R.", "person").await;
        market.cafe = market.signed_up("Café Arroyo", "organization").await;
        let sector = market.app.directory.sector_by_slug("bicycle").map(|sector| sector.code.clone());
        let offer = json!({
            "sector": sector, "post_code": "97214", "count": 2,
            "wording": { "title": "City bicycle", "description": "Blue, medium." },
            "terms": {
                "currency": "USD", "per_day": 2_000, "per_hour": 400, "bond": 10_000, "late_per_hour": 500,
                "buffer_minutes": 60, "minimum_minutes": 60, "days_max": 14, "notice_minutes": 60,
            },
        });
        let made = market.sent("/api/v1/hire-offerings", &market.ana, &offer).await;
        market.offering = word(&made, "offering");
        assert!(!market.offering.is_empty(), "{made}");
        market
    }

    async fn signed_up(&self, name: &str, kind: &str) -> String {
        let typed = json!({
            "kind": kind, "display_name": name, "email": format!("{kind}@example.org"), "street": "12 SE Ash Street",
            "password": "three plain words", "born_on": "1990-05-04", "post_code": "97214",
        });
        let session = self.sent("/api/v1/users", "", &typed).await;
        let token = word(&session, "token");
        assert!(!token.is_empty(), "{session}");
        token
    }

    /// What is answered to a call of the market's own people.
    async fn sent(&self, path: &str, token: &str, body: &Value) -> Value {
        let request = Request::post(path).header("idempotency-key", "first");
        let request = if token.is_empty() {
            request
        } else {
            request.header("authorization", format!("Bearer {token}"))
        };
        let Ok(request) = request.body(Body::from(body.to_string())) else { return Value::Null };
        let (_, _, body) = self.answer(request).await;
        serde_json::from_slice(&body).unwrap_or_default()
    }

    /// A request of some bytes, and its address; nothing of what no client can send.
    fn request(&self, bytes: &[u8]) -> Option<(Request<Body>, String)> {
        let end = bytes.windows(2).position(|pair| pair == b"\n\n");
        let (head, body) = bytes.split_at(end.unwrap_or(bytes.len()));
        let head = std::str::from_utf8(head).ok()?;
        let (first, headers) = head.split_once('\n').unwrap_or((head, ""));
        let (who, rest) = first.split_once(' ')?;
        let (method, path) = rest.split_once(' ')?;
        let token = match who {
            "ana" => self.ana.as_str(),
            "cafe" => self.cafe.as_str(),
            _ => "",
        };
        let filled = |text: &str| {
            let words = [("{key}", self.asked.to_string()), ("{offering}", self.offering.clone())];
            words
                .iter()
                .fold(text.replace("{csrf}", &csrf(token)), |text, (name, word)| text.replace(name, word))
        };
        let path = filled(path);
        let mut request = Request::builder().method(method.parse::<Method>().ok()?).uri(&path);
        if !token.is_empty() {
            request = if path.starts_with("/api") {
                request.header(header::AUTHORIZATION, format!("Bearer {token}"))
            } else {
                request.header(header::COOKIE, format!("session={token}"))
            };
        } else if !path.starts_with("/api") {
            request = request.header(header::COOKIE, "guest=guest");
        }
        for (name, value) in headers.lines().filter_map(|line| line.split_once(": ")) {
            request = request.header(name, filled(value));
        }
        let body = body.get(2..).unwrap_or_default();
        let body = std::str::from_utf8(body)
            .map_or_else(|_| in_bytes(body, &csrf(token), self.asked), |text| filled(text).into_bytes());
        Some((request.body(Body::from(body)).ok()?, path))
    }

    async fn answered(&self, request: Request<Body>, what: &str) {
        let method = request.method().clone();
        let (status, kind, body) = self.answer(request).await;
        let words = String::from_utf8_lossy(&body);
        assert!(!status.is_server_error(), "{method} {what}: {status} {words}");
        if kind == "application/problem+json" {
            let problem: Value = serde_json::from_slice(&body).unwrap_or_default();
            let names = |name: &str| !word(&problem, name).is_empty();
            assert!(names("type") && names("title") && names("detail"), "{method} {what}: {words}");
        } else {
            assert!(
                !(what.starts_with("/api/v1/")
                    && status.is_client_error()
                    && method != Method::HEAD
                    && !words.is_empty()),
                "{method} {what}: {status} {kind} {words}"
            );
        }
    }

    async fn answer(&self, request: Request<Body>) -> (StatusCode, String, Vec<u8>) {
        let Ok(response) = self.router.clone().oneshot(request).await;
        let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let (kind, status) = (kind.unwrap_or_default().to_owned(), response.status());
        let body = to_bytes(response.into_body(), ANSWER_MOST).await;
        assert!(body.is_ok(), "an answer without end");
        (status, kind, body.unwrap_or_default().to_vec())
    }
}

/// A member of an answer that is a text; nothing where there is none.
fn word(answer: &Value, name: &str) -> String {
    answer.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// What the forms of a visit have.
fn csrf(token: &str) -> String {
    if token.is_empty() { proof("guest", "guest") } else { proof("csrf", token) }
}

/// As in text, in a body that is none: a form with a file.
fn in_bytes(body: &[u8], csrf: &str, key: usize) -> Vec<u8> {
    let mut filled = body.to_vec();
    for (name, word) in [("{csrf}", csrf.to_owned()), ("{key}", key.to_string())] {
        if let Some(at) = filled.windows(name.len()).position(|part| part == name.as_bytes()) {
            filled.splice(at..at + name.len(), word.into_bytes());
        }
    }
    filled
}
