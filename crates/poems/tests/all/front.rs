//! The real program in a process of its own, and people who call it.

use kernel::{Date, Timestamp, Zone};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use store::{Clock, SystemClock};
use testkit::http::{Answer, Connection};
use testkit::server::Server;

/// Whatever this work is, it needs no card.
const SECTOR: &str = "tutor";
const POLL_EVERY: Duration = Duration::from_millis(20);

/// A folder that goes with the test.
pub(crate) struct Folder(pub(crate) PathBuf);

/// Somebody who calls the market over one connection.
pub(crate) struct Caller {
    pub(crate) connection: Connection,
    pub(crate) token: String,
    pub(crate) user: String,
}

impl Folder {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let folder = testkit::files::fresh(&format!("test-{}", COUNT.fetch_add(1, Ordering::Relaxed)));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// `poems` with a verb, on a database, away from anybody's settings.
pub(crate) fn poems(verb: &str, database: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_poems"));
    command.current_dir(std::env::temp_dir()).args(["--json", verb, "--database", database]);
    command.env("POEMS_OUTBOX", mail()).env("POEMS_RAIL", "simulated");
    command.env("POEMS_OPERATOR_LISTEN", "127.0.0.1:0");
    command
}

/// Serves a database at a free port.
pub(crate) fn serve(database: &str) -> Server {
    Server::start(poems("serve", database).args(["--listen", "127.0.0.1:0"])).unwrap()
}

/// What `poems check` says of a database.
pub(crate) fn check(database: &str) -> Value {
    serde_json::from_slice(&poems("check", database).output().unwrap().stdout).unwrap()
}

/// The folder in which the servers of this process leave what goes out by e-mail.
pub(crate) fn mail() -> &'static Path {
    static MAIL: LazyLock<Folder> = LazyLock::new(Folder::new);
    &MAIL.0
}

/// The code in the message that begins so, once it is there.
fn code_of(beginning: &str) -> String {
    for _ in 0..1_500 {
        let messages =
            std::fs::read_dir(mail()).unwrap().map(|file| std::fs::read_to_string(file.unwrap().path()));
        // A message that is still being written has no words yet.
        let words = messages.filter_map(|message| {
            let message = message.unwrap();
            let is_to_them = message.starts_with(&format!("{beginning}\n"));
            message.split_once("\n\n").filter(|_| is_to_them).map(|(_, words)| words.to_owned())
        });
        let digits = |words: String| words.chars().filter(char::is_ascii_digit).take(6).collect::<String>();
        if let Some(code) = words.map(digits).find(|code| code.len() == 6) {
            return code;
        }
        std::thread::sleep(POLL_EVERY);
    }
    panic!("no code came: {beginning}")
}

/// The address of a SQLite database in a folder.
pub(crate) fn sqlite_url(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("market.sqlite").display())
}

/// The date in Portland in three days.
pub(crate) fn soon() -> Date {
    let now: Timestamp = SystemClock.now();
    let today = Zone::new("America/Los_Angeles").unwrap().calendar().local(now).date;
    today.tomorrow().unwrap().tomorrow().unwrap().tomorrow().unwrap()
}

/// What the hold of an hour of the offering is asked with, from a time on.
pub(crate) fn hold_of(offering: &str, from: &str) -> Value {
    let (hour, minute) = from.split_once(':').unwrap();
    let from = hour.parse::<i64>().unwrap() * 60 + minute.parse::<i64>().unwrap();
    let starts_at = Zone::new("America/Los_Angeles").unwrap().calendar().timestamp(soon(), from).unwrap();
    let written = |at: Timestamp| jiff::Timestamp::from_microsecond(at.0).unwrap().to_string();
    let span = json!({ "starts_at": written(starts_at), "ends_at": written(starts_at.plus_hours(1)) });
    json!({ "offering": offering, "span": span, "post_code": "97214", "street": "1 Oak Street" })
}

/// The search that finds it.
pub(crate) fn search(from: &str) -> String {
    format!("/options?sector={SECTOR}&post_code=97214&date={}&from={from}&minutes=60", soon())
}

/// What a new user sends.
pub(crate) fn new_user(name: &str, kind: &str) -> Value {
    json!({
        "kind": kind, "display_name": name, "email": format!("{name}@example.org"),
        "password": "three plain words", "born_on": "1990-05-04", "post_code": "97214",
    })
}

impl Caller {
    /// Somebody who has just signed up.
    pub(crate) fn sign_up(address: &str, name: &str, kind: &str) -> Self {
        let connection = Connection::open(address).unwrap();
        let mut caller = Self { connection, token: String::new(), user: String::new() };
        let session = caller.made("/users", name, &new_user(name, kind));
        let text = |field: &str| session[field].as_str().unwrap().to_owned();
        let mut caller = Self { token: text("token"), user: text("user"), ..caller };
        caller.confirm(name);
        caller
    }

    /// Enters the code that went to the address.
    fn confirm(&mut self, name: &str) {
        let code = json!({ "code": code_of(&format!("To: {name}@example.org")) });
        let confirmed =
            self.call("POST", "/account/confirmation", &[("idempotency-key", "confirm")], Some(&code));
        assert_eq!(confirmed.status, 204, "{}", confirmed.body);
    }

    /// The same person, calling elsewhere.
    pub(crate) fn at(&self, address: &str) -> Self {
        let connection = Connection::open(address).unwrap();
        Self { connection, token: self.token.clone(), user: self.user.clone() }
    }

    /// Offers tutoring at all hours, and gives the offering.
    pub(crate) fn offer(&mut self) -> String {
        let terms = json!({ "currency": "USD", "hourly": 3_000 });
        let new = json!({ "sector": SECTOR, "post_code": "97202", "terms": terms });
        let offering = self.made("/offerings", "offer", &new)["offering"].as_str().unwrap().to_owned();
        let day = json!([{ "from": "00:00", "until": "24:00" }]);
        let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let week: serde_json::Map<_, _> =
            names.map(|name| (name.to_owned(), day.clone())).into_iter().collect();
        let set = self.call("PUT", "/availability/week", &[], Some(&week.into()));
        assert_eq!(set.status, 204, "{}", set.body);
        offering
    }

    /// Pays in and waits until the money has come.
    pub(crate) fn deposit(&mut self, minor: i64) {
        let new = json!({ "direction": "deposit", "amount": { "minor": minor, "currency": "USD" } });
        let asked = self.post("/payments", "deposit", &new);
        assert_eq!(asked.status, 201, "{}", asked.body);
        let payment = format!("/payments/{}", json(&asked)["payment"].as_str().unwrap());
        for _ in 0..1_500 {
            if json(&self.call("GET", &payment, &[], None))["stage"] == "done" {
                return;
            }
            std::thread::sleep(POLL_EVERY);
        }
        panic!("the bank did not pay");
    }

    /// Holds an hour of the offering and books it; what was refused, if it was.
    pub(crate) fn hold_and_book(&mut self, offering: &str, from: &str) -> Answer {
        let held = self.post("/work-holds", &format!("hold {from}"), &hold_of(offering, from));
        if held.status != 201 {
            return held;
        }
        let booking = format!("/trades/{}/agreement", json(&held)["trade"].as_str().unwrap());
        let agreement = json!({ "expected_pay": json(&held)["buyer_pays"]["minor"] });
        self.post(&booking, &format!("book {from}"), &agreement)
    }

    pub(crate) fn get(&mut self, path: &str) -> Answer {
        self.call("GET", path, &[], None)
    }

    pub(crate) fn post(&mut self, path: &str, key: &str, body: &Value) -> Answer {
        self.call("POST", path, &[("idempotency-key", key)], Some(body))
    }

    /// The body of a 201. A market that is busy, as one is to which a hundred come at once, is asked again under the same key.
    fn made(&mut self, path: &str, key: &str, body: &Value) -> Value {
        let mut answer = self.post(path, key, body);
        for _ in 0..60 {
            if answer.status != 503 {
                break;
            }
            std::thread::sleep(Duration::from_secs(1));
            answer = self.post(path, key, body);
        }
        assert_eq!(answer.status, 201, "{}", answer.body);
        json(&answer)
    }

    pub(crate) fn call(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        let mut all = vec![("content-type", "application/json")];
        if !self.token.is_empty() {
            all.push(("authorization", &bearer));
        }
        all.extend(headers);
        let path = format!("/api/v1{path}");
        self.connection.call(method, &path, &all, body.map(Value::to_string).as_deref()).unwrap()
    }
}

/// The body of an answer.
pub(crate) fn json(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("{}: {}", answer.status, answer.body))
}
