//! A market on a database of its own, with a bank that says yes, and a program that calls it.

use crate::{kept, opened};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use kernel::{Id, Outbox};
use market::admin::payment_transfer::bank_account::{self, AccountInquiry, ConfirmBankAccount};
use market::admin::payment_transfer::{self, ConcludePayment, Instruction};
use market::requirements::needs;
use market::users::codes;
use serde_json::{Value, json};
use store::{Database, Delivery, Store};
use tower::ServiceExt;
use web::app::App;

/// Makes a test on each engine of `async fn name(market: Market)`.
#[macro_export]
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            use $crate::market::{Market, postgres_database};
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name(Market::open(store::Database::temporary()).await).await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                super::$name(Market::open(postgres_database().await).await).await;
            }
        }
    )+};
}

/// Where the work is, and when: four hours of Friday evening.
pub(crate) const WANTED: &str =
    "sector=kitchen-porter&post_code=97214&date=2026-11-27&from=17:00&minutes=240";

/// A market on Monday, November 23, 2026, nine in the morning, with nobody in it yet.
pub(crate) struct Market {
    pub(crate) router: Router,
    pub(crate) app: App,
    store: Store,
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

/// A program that may be signed in.
#[derive(Clone)]
pub(crate) struct Program {
    router: Router,
    pub(crate) token: Option<String>,
    pub(crate) user: String,
}

/// A worker with an offering, and a café with money.
pub(crate) struct Pair {
    pub(crate) ana: Program,
    pub(crate) cafe: Program,
    pub(crate) offering: String,
}

/// A database of its own on the tests' PostgreSQL.
pub(crate) async fn postgres_database() -> Database {
    testkit::database::fresh().await.unwrap().parse().unwrap()
}

impl Market {
    pub(crate) async fn open(database: Database) -> Self {
        Self::of(opened::parallel(database).await)
    }

    /// The real market, whose clock nobody moves.
    pub(crate) async fn real() -> Self {
        Self::of(opened::open(Database::temporary(), None).await)
    }

    fn of(app: App) -> Self {
        let store = app.store.clone();
        let worker = store.clone();
        let courier = Courier { app: app.clone() };
        tokio::spawn(async move { worker.work(&courier).await });
        Self { router: web::router::router(app.clone()), app, store }
    }

    /// A program that is not signed in.
    pub(crate) fn program(&self) -> Program {
        Program { router: self.router.clone(), token: None, user: String::new() }
    }

    /// Somebody who has just signed up.
    pub(crate) async fn user(&self, name: &str, kind: &str) -> Program {
        self.user_of(&new_user(name, kind)).await
    }

    /// As [`Market::user`], of what is typed.
    pub(crate) async fn user_of(&self, typed: &Value) -> Program {
        let program = self.newcomer(typed).await;
        program.confirm().await;
        program
    }

    /// As [`Market::user_of`], of somebody who has not entered the code yet.
    pub(crate) async fn newcomer(&self, typed: &Value) -> Program {
        let program = self.program();
        let session = program.post("/users", typed["display_name"].as_str().unwrap(), typed).await.made();
        let text = |field: &str| session[field].as_str().unwrap().to_owned();
        Program { token: Some(text("token")), user: text("user"), ..program }
    }

    pub(crate) async fn pair(&self) -> Pair {
        let terms = json!({ "currency": "USD", "hourly": 1800, "evening_bp": 1000, "per_km": 50 });
        let (ana, offering) = self.worker("ana", "97202", &terms).await;
        let cafe = self.user("cafe", "organization").await;
        self.deposit(&cafe, 50_000).await;
        Pair { ana, cafe, offering }
    }

    /// Somebody who offers work from a post code, every day from eight in the morning on.
    pub(crate) async fn worker(&self, name: &str, post_code: &str, terms: &Value) -> (Program, String) {
        self.working(self.user(name, "person").await, post_code, terms).await
    }

    /// As [`Market::worker`], of somebody who has signed up.
    pub(crate) async fn working(&self, worker: Program, post_code: &str, terms: &Value) -> (Program, String) {
        let card = json!({ "claim": "food_handler_card" });
        worker.post("/credentials", "card", &card).await.expect(StatusCode::NO_CONTENT);
        let new = json!({ "sector": "kitchen-porter", "post_code": post_code, "terms": terms });
        let offering = worker.post("/offerings", "offer", &new).await.made();
        let offering = offering["offering"].as_str().unwrap().to_owned();
        let day = json!([{ "from": "08:00", "until": "24:00" }]);
        let week: serde_json::Map<String, Value> =
            ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
                .into_iter()
                .map(|name| (name.to_owned(), day.clone()))
                .collect();
        worker.put("/availability/week", &week.into()).await.expect(StatusCode::NO_CONTENT);
        (worker, offering)
    }

    /// Names the bank account that somebody is paid out to, and waits until the bank knows it.
    pub(crate) async fn name_bank(&self, program: &Program) {
        let account = json!({ "holder": "Café Uno", "bank_code": "123000220", "number": "0001 2345 4410" });
        program.put("/bank-account", &account).await.expect(StatusCode::NO_CONTENT);
        for _ in 0..500 {
            if program.get("/bank-account").await.json()["stage"] == "confirmed" {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("the bank did not answer");
    }

    pub(crate) async fn deposit(&self, program: &Program, minor: i64) {
        let new = json!({ "direction": "deposit", "amount": { "minor": minor, "currency": "USD" } });
        let asked = program.post("/payments", &format!("deposit-{minor}"), &new).await;
        let payment = format!("/payments/{}", asked.made()["payment"].as_str().unwrap());
        for _ in 0..500 {
            if program.get(&payment).await.json()["stage"] == "done" {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("the bank did not pay");
    }
}

impl Drop for Market {
    fn drop(&mut self) {
        let store = self.store.clone();
        // The worker ends with the store.
        tokio::spawn(async move { store.close().await });
    }
}

/// What the hold of the pair's hours is asked with: Friday from five in the evening, for four hours.
pub(crate) fn hold_of(offering: &str) -> Value {
    json!({
        "offering": offering, "post_code": "97214",
        "span": { "starts_at": "2026-11-28T01:00:00Z", "ends_at": "2026-11-28T05:00:00Z" },
    })
}

/// What agreeing to something held is asked with.
pub(crate) fn agreement_to(held: &Value) -> Value {
    json!({ "expected_pay": held["buyer_pays"]["minor"] })
}

pub(crate) fn new_user(name: &str, kind: &str) -> Value {
    json!({
        "kind": kind, "display_name": name, "email": format!("{name}@example.org"),
        "password": "three plain words", "born_on": "1990-05-04", "street": "12 SE Ash Street",
        "post_code": "97214",
    })
}

/// The six digits of a message.
pub(crate) fn digits(words: &str) -> String {
    let digits = words.split(|letter: char| !letter.is_ascii_digit()).find(|part| part.len() == 6);
    digits.unwrap_or_else(|| panic!("no code: {words}")).to_owned()
}

impl Program {
    /// The same person's program by another session.
    pub(crate) fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// The code that was sent to this user for a purpose, as the parallel market shows it.
    pub(crate) async fn code(&self, purpose: &str) -> String {
        let mail = self.get("/demo/mail").await.shown();
        let mail = mail.as_array().unwrap().iter().find(|mail| mail["purpose"] == purpose);
        digits(mail.unwrap_or_else(|| panic!("no code to {purpose}"))["words"].as_str().unwrap())
    }

    /// Confirms the address by the code that was sent there.
    pub(crate) async fn confirm(&self) {
        let code = json!({ "code": self.code("confirm").await });
        self.post("/account/confirmation", "confirm", &code).await.expect(StatusCode::NO_CONTENT);
    }

    /// Shows a second factor.
    pub(crate) async fn prove(&self) {
        self.post("/sessions/current/code", "send a proof", &json!({})).await.made();
        let code = json!({ "code": self.code("proof").await });
        self.post("/sessions/current/proof", "prove", &code).await.made();
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, &[], None).await
    }

    pub(crate) async fn post(&self, path: &str, key: &str, body: &Value) -> Answer {
        self.call(Method::POST, path, &[("idempotency-key", key)], Some(body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Answer {
        self.call(Method::PUT, path, &[], Some(body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path, &[], None).await
    }

    /// A call under `/api/v1`, with the session's token unless the headers bring another.
    pub(crate) async fn call(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Answer {
        let answer = self.call_once(method.clone(), path, headers, body).await;
        let is_keyed = headers.iter().any(|(name, _)| *name == "idempotency-key");
        // Each of these begins a session of its own, or may have ended this one.
        let begins = ["/users", "/sessions", "/new-password/confirmation", "/demo/clock", "/account/closure"]
            .contains(&path);
        if method == Method::POST && is_keyed && !begins && answer.status.is_success() {
            for _ in 0..2 {
                let again = self.call_once(method.clone(), path, headers, body).await;
                assert_eq!((again.status, &again.text), (answer.status, &answer.text), "{path}, sent again");
            }
        }
        answer
    }

    /// As [`Program::call`], which sends what was done under a key twice more and has to hear the same.
    pub(crate) async fn call_once(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Answer {
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let mut request = Request::builder().method(method.clone()).uri(format!("/api/v1{path}"));
        let signs_in = headers.iter().any(|(name, _)| ["cookie", "authorization"].contains(name));
        if let Some(token) = self.token.as_ref().filter(|_| !signs_in) {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = self.send(request.body(body).unwrap()).await;
        kept::check_answer(method.as_str(), path, &answer);
        answer
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, text }
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("{}: {}", self.status, self.text))
    }

    #[track_caller]
    pub(crate) fn expect(&self, status: StatusCode) -> &Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// The body of a 201.
    #[track_caller]
    pub(crate) fn made(&self) -> Value {
        self.expect(StatusCode::CREATED).json()
    }

    /// The body of a 200.
    #[track_caller]
    pub(crate) fn shown(&self) -> Value {
        self.expect(StatusCode::OK).json()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Asserts that this is a whole problem of a type.
    #[track_caller]
    pub(crate) fn is_problem(&self, status: u16, code: &str) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["type"], format!("/problems/{code}"), "{problem}");
        assert_eq!(problem["status"], status);
        assert_eq!(problem["instance"], self.header("x-request-id"));
        for member in ["title", "detail"] {
            let words = problem[member].as_str().unwrap();
            assert!(
                !words.is_empty() && !words.contains("problem-") && !words.contains("refusal-"),
                "{words}"
            );
        }
        problem
    }
}

/// The simulated bank, and where codes go; nobody reads the notices.
struct Courier {
    app: App,
}

impl store::Courier for Courier {
    fn deliver<'a>(&'a self, message: &'a Outbox) -> Delivery<'a> {
        Box::pin(async move {
            match message.topic.as_str() {
                payment_transfer::TOPIC => {
                    let instruction: Instruction = serde_json::from_str(&message.body).unwrap();
                    let conclude = ConcludePayment { payment: instruction.payment, succeeded: true };
                    let request = store::Request { id: instruction.payment.cast(), actor: Id::SYSTEM };
                    let concluded = self.app.store.run(request, conclude).await;
                    concluded.map_err(|failure| failure.to_string())
                }
                bank_account::TOPIC => {
                    let AccountInquiry { user, named_at, .. } = serde_json::from_str(&message.body).unwrap();
                    let confirm = ConfirmBankAccount { user, named_at, is_there: true };
                    let request = store::Request { id: message.id.cast(), actor: Id::SYSTEM };
                    let confirmed = self.app.store.run(request, confirm).await;
                    confirmed.map_err(|failure| failure.to_string())
                }
                needs::TOPIC => web::nouns::needs::carry(&self.app, message).await,
                codes::TOPIC => web::mail::carry(&self.app, message).await,
                _ => Ok(()),
            }
        })
    }
}
