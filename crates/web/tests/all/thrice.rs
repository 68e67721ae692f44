//! Every change of the document three times, and under its key with another body: done once, and answered alike.

use crate::document;
use crate::market::{Answer, Market, Program};
use crate::who_may::{ACTORS, Lived, address, body, calls, lived};
use axum::http::Method;
use serde_json::{Value, json};
use std::time::Duration;

/// The changes that nobody here can make, so that they are sent three times by the walks of their trades alone: each call that is
/// done there is sent again by [`Program::call`].
const NOT_DONE_HERE: [&str; 72] = [
    "POST /account/address",
    "POST /account/address/confirmation",
    "POST /account/confirmation",
    "POST /books",
    "POST /bundles",
    "POST /bundles/{bundle}/agreement",
    "POST /bundles/{bundle}/giving-up",
    "POST /bundles/{bundle}/replacement",
    "DELETE /calendar-feed",
    "POST /complaints/{complaint}/answer",
    "POST /goods-holds",
    "POST /hire-holds",
    "POST /listing-offers/{offer}/counter",
    "POST /listing-offers/{offer}/refusal",
    "POST /listing-offers/{offer}/withdrawal",
    "POST /listings/{listing}/release",
    "POST /listings/{listing}/removal",
    "POST /lots",
    "POST /lots/{lot}/purchase",
    "POST /lots/{lot}/second-chance",
    "POST /lots/{lot}/withdrawal",
    "POST /needs",
    "POST /offerings/{offering}/hire-rule",
    "POST /offerings/{offering}/item-price",
    "PUT /offerings/{offering}/week",
    "POST /pools",
    "POST /pools/{pool}/pledge",
    "POST /pools/{pool}/sellers",
    "POST /pools/{pool}/withdrawal",
    "POST /proposal-calls",
    "POST /proposal-calls/{brief}/award",
    "POST /proposal-calls/{brief}/no-award",
    "POST /proposal-calls/{brief}/proposal",
    "POST /proposal-calls/{brief}/proposals/{seller}/scores",
    "POST /proposal-calls/{brief}/questions",
    "POST /proposal-calls/{brief}/questions/{question}/answer",
    "POST /proposal-calls/{brief}/scorers",
    "POST /proposal-calls/{brief}/scorers/{scorer}/dismissal",
    "POST /proposal-calls/{brief}/withdrawal",
    "POST /quote-calls",
    "POST /quote-calls/{call}/award",
    "POST /quote-calls/{call}/no-award",
    "POST /quote-calls/{call}/questions",
    "POST /quote-calls/{call}/questions/{question}/answer",
    "POST /quote-calls/{call}/quote",
    "POST /quote-calls/{call}/withdrawal",
    "POST /reverse-auctions/{auction}/acceptance",
    "POST /reverse-auctions/{auction}/calling-off",
    "POST /reverse-auctions/{auction}/refusal",
    "POST /trades/{trade}/agreement",
    "POST /trades/{trade}/extension",
    "POST /trades/{trade}/parts/{part}/acceptance",
    "POST /trades/{trade}/parts/{part}/confirmation",
    "POST /trades/{trade}/parts/{part}/delay",
    "POST /trades/{trade}/parts/{part}/evidence",
    "POST /trades/{trade}/parts/{part}/objection",
    "POST /trades/{trade}/parts/{part}/offers",
    "POST /trades/{trade}/parts/{part}/offers/{offer}/acceptance",
    "POST /trades/{trade}/parts/{part}/record",
    "POST /trades/{trade}/parts/{part}/repetition",
    "POST /trades/{trade}/parts/{part}/report",
    "POST /trades/{trade}/parts/{part}/start",
    "POST /trades/{trade}/parts/{part}/stop",
    "POST /trades/{trade}/release",
    "POST /trades/{trade}/weeks",
    "POST /users",
    "POST /work-requests",
    "POST /work-requests/{request}/acceptance",
    "POST /work-requests/{request}/withdrawal",
    "POST /new-password/confirmation",
    "POST /sessions",
    "POST /sessions/current/proof",
];
/// Whose bodies cannot be another by a digit: words of a list, or times on the quarter-hour, are refused as that before the key is
/// looked at.
const WORDS_ALONE: [&str; 9] = [
    "POST /availability/exceptions",
    "POST /availability/now",
    "POST /credentials",
    "POST /listing-offers/{offer}/acceptance",
    "POST /listings/{listing}/flags",
    "POST /offerings/{offering}/stage",
    "POST /trades/{trade}/parts/{part}/cancellation",
    "POST /work-requests/{request}/refusal",
    "POST /demo/clock",
];
/// Calls that begin a session, which is another each time: the document says so.
const BEGINS: [&str; 3] = ["/users", "/new-password/confirmation", "/sessions"];

/// Longer than a round of a book takes to come.
const A_ROUND: Duration = Duration::from_secs(2);

/// What a program is answered, but for the token of a session that is begun anew.
fn told(path: &str, answer: &Answer) -> (u16, Value) {
    let mut told = if answer.text.is_empty() { Value::Null } else { answer.json() };
    if let Some(told) = told.as_object_mut().filter(|_| BEGINS.contains(&path)) {
        told.remove("token");
    }
    (answer.status.as_u16(), told)
}

/// All that is kept of somebody, but for their sessions, where each call that begins one adds one.
async fn kept_of(program: &Program) -> Value {
    let answer = program.call_once(Method::GET, "/account/everything", &[], None).await;
    let mut kept = answer.json();
    if let Some(account) = kept.get_mut("account").and_then(Value::as_object_mut) {
        account.remove("sessions");
    }
    // When it was put together, and, of whoever is signed out by then, which call it was.
    for moment in ["made_at", "instance"] {
        kept.as_object_mut().unwrap().remove(moment);
    }
    kept
}

/// A body with one member that is another, for each member that can be one without being told what may stand there.
fn altered(body: &Value) -> Vec<Value> {
    let other = |value: &Value| match value {
        Value::Number(number) => Some(json!(number.as_i64()? + 1)),
        Value::Bool(is) => Some(json!(!is)),
        Value::String(text) if text.contains(' ') => Some(json!(format!("{text} And more."))),
        Value::String(text) => {
            // Another last digit is another id, moment, day, place or code.
            let at = text.rfind(|letter: char| letter.is_ascii_digit())?;
            let next = (text[at..=at].parse::<u32>().unwrap() + 1) % 10;
            Some(json!(format!("{}{next}{}", &text[..at], &text[at + 1..])))
        }
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    };
    let mut all = Vec::new();
    for (name, value) in body.as_object().into_iter().flatten() {
        let inner = if value.is_object() { altered(value) } else { other(value).into_iter().collect() };
        all.extend(inner.into_iter().map(|other| {
            let mut body = body.clone();
            body[name] = other;
            body
        }));
    }
    all
}

struct Change<'a> {
    path: &'a str,
    address: String,
    method: Method,
    key: String,
}

impl Change<'_> {
    async fn send(&self, who: &Program, body: Option<&Value>) -> Answer {
        let headers = [("idempotency-key", self.key.as_str())];
        who.call_once(self.method.clone(), &self.address, &headers, body).await
    }

    /// What is kept once the change is done: an order that is placed or taken back is so in the next round of its book.
    async fn kept_after(&self, witness: &Program) -> Value {
        let mut kept = kept_of(witness).await;
        while self.path.starts_with("/books/") {
            tokio::time::sleep(A_ROUND).await;
            let later = kept_of(witness).await;
            if later == kept {
                break;
            }
            kept = later;
        }
        kept
    }

    /// Sends it as somebody, and if it is done, twice more and with other bodies; whether it was, and whether any other body was
    /// refused for the key.
    async fn try_as(&self, who: &Program, body: Option<&Value>, witness: &Program) -> Option<bool> {
        let first = self.send(who, body).await;
        if !first.status.is_success() {
            return None;
        }
        let (kept, mut told_of_key) = (self.kept_after(witness).await, true);
        for _ in 0..2 {
            let again = self.send(who, body).await;
            let is_gone = self.method == Method::DELETE && [401, 404].contains(&again.status.as_u16());
            // Whoever has closed the account or changed the password is out, or has another now.
            let is_over = ["/account/closure", "/account/password"].contains(&self.path);
            if !is_gone && !is_over {
                assert_eq!(told(self.path, &again), told(self.path, &first), "{} {}", self.method, self.path);
            }
        }
        // The bank is asked anew: of the number only its end is kept, so nobody can tell whether it is the same.
        if self.path != "/bank-account" {
            assert_eq!(kept_of(witness).await, kept, "{} {} was done once more", self.method, self.path);
        }
        let is_keyed = document::calls().iter().any(|call| {
            call.method == self.method
                && call.path == self.path
                && call.operation["parameters"]
                    .as_array()
                    .is_some_and(|all| all.iter().any(|one| one["in"] == "header"))
        });
        if let Some(body) = body.filter(|_| is_keyed) {
            let mut is_told = false;
            for other in altered(body) {
                let answer = self.send(who, Some(&other)).await;
                assert!(
                    answer.status.is_client_error(),
                    "{} {} {other}: {}",
                    self.method,
                    self.path,
                    answer.text
                );
                is_told |= answer.text.contains("request/key-reused");
            }
            told_of_key = is_told;
            assert_eq!(
                kept_of(witness).await,
                kept,
                "{} {} was done with another body",
                self.method,
                self.path
            );
        }
        Some(told_of_key)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_every_change_sent_three_times_is_made_once() {
    let market = Market::open(store::Database::temporary()).await;
    let Lived { actors, ids } = lived(&market).await;
    let (mut not_done, mut untold) = (Vec::new(), Vec::new());
    let mut done = 0;
    for (path, method, call) in calls().into_iter().filter(|(_, method, _)| method != "get") {
        let (address, body) = (address(&path, &call, &ids), body(&call, &ids));
        let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
        let mut is_done = false;
        // Those who have most first.
        for (who, name) in actors.iter().zip(ACTORS).rev() {
            let key = format!("thrice {name} {method} {path}");
            let change = Change { path: &path, address: address.clone(), method: method.clone(), key };
            let witness = if who.token.is_some() { who } else { actors.last().unwrap() };
            if let Some(told_of_key) = change.try_as(who, body.as_ref(), witness).await {
                is_done = true;
                if !told_of_key {
                    untold.push(format!("{method} {path}"));
                }
                break;
            }
        }
        done += usize::from(is_done);
        if !is_done {
            not_done.push(format!("{method} {path}"));
        }
    }
    assert_eq!(
        (not_done, untold),
        (NOT_DONE_HERE.map(str::to_owned).to_vec(), WORDS_ALONE.map(str::to_owned).to_vec()),
        "{done} were done"
    );
}
