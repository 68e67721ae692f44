//! Every change of the document three times, and under its key with another body: done once, and answered alike.

use crate::document;
use crate::market::{Answer, Market, Program};
use crate::who_may::{ACTORS, Lived, address, body, calls, lived};
use axum::http::Method;
use serde_json::{Value, json};

/// The changes that nobody here can make, so that they are sent three times by the walks of their trades alone: each call that is
/// done there is sent again by [`Program::call`].
const NOT_DONE_HERE: [&str; 0] = [];
/// Calls that begin a session, which is another each time: the document says so.
const BEGINS: [&str; 3] = ["/users", "/new-password/confirmation", "/sessions"];

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
            let last = text.chars().last()?;
            let next = if last.is_ascii_digit() {
                char::from_digit((last.to_digit(10)? + 1) % 10, 10)?
            } else {
                'x'
            };
            Some(json!(format!("{}{next}", &text[..text.len() - last.len_utf8()])))
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

    /// Sends it as somebody, and if it is done, twice more and with other bodies; whether it was.
    async fn try_as(&self, who: &Program, body: Option<&Value>, witness: &Program) -> bool {
        let first = self.send(who, body).await;
        if !first.status.is_success() {
            return false;
        }
        let kept = kept_of(witness).await;
        for _ in 0..2 {
            let again = self.send(who, body).await;
            let is_gone = self.method == Method::DELETE && [401, 404].contains(&again.status.as_u16());
            // Whoever has closed the account or changed the password is out, or has another now.
            let is_over = ["/account/closure", "/account/password"].contains(&self.path);
            if !is_gone && !is_over {
                assert_eq!(told(self.path, &again), told(self.path, &first), "{} {}", self.method, self.path);
            }
        }
        assert_eq!(kept_of(witness).await, kept, "{} {} was done once more", self.method, self.path);
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
            assert!(
                is_told || body.as_object().is_some_and(|body| body.len() < 2),
                "{} {}",
                self.method,
                self.path
            );
            assert_eq!(
                kept_of(witness).await,
                kept,
                "{} {} was done with another body",
                self.method,
                self.path
            );
        }
        true
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_every_change_sent_three_times_is_made_once() {
    let market = Market::open(store::Database::temporary()).await;
    let Lived { actors, ids } = lived(&market).await;
    let mut not_done = Vec::new();
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
            if change.try_as(who, body.as_ref(), witness).await {
                is_done = true;
                break;
            }
        }
        done += usize::from(is_done);
        if !is_done {
            not_done.push(format!("{method} {path}"));
        }
    }
    assert_eq!(not_done, NOT_DONE_HERE, "{done} were done");
}
