//! What clients do, all at once, while everything around them fails: a list of small acts, each of which keeps what was
//! acknowledged.

use super::record::{Acknowledged, Known, Record, Slot};
use crate::front::{Caller, json, new_user};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use testkit::dice::Dice;
use testkit::http::{Answer, Connection};

/// Somebody with an account.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) token: String,
}

/// Somebody who sells.
#[derive(Clone)]
pub(crate) struct Seller {
    pub(crate) person: Person,
    pub(crate) offering: String,
}

/// Work that is over, and that nobody has said anything of yet.
pub(crate) struct Over {
    pub(crate) trade: String,
    pub(crate) seller: usize,
}

/// Who buys, and what is theirs.
pub(crate) struct Client {
    record: Arc<Record>,
    pub(crate) person: Person,
    sellers: Vec<Seller>,
    over: Vec<Over>,
    dice: Dice,
    connection: Option<Connection>,
    /// Where it asks: another of the market's processes, after one gave no answer.
    at: usize,
    keys: u64,
    held: Vec<Held>,
    booked: Vec<(String, Slot)>,
}

struct Held {
    trade: String,
    pays: i64,
    slot: Slot,
}

/// One thing that a client may do, and how often among a hundred.
type Act = (u64, fn(&mut Client));

const ACTS: [Act; 10] = [
    (22, Client::search),
    (26, Client::hold),
    (4, Client::extend),
    (22, Client::book),
    (4, Client::let_go),
    (5, Client::call_off),
    (7, Client::deposit),
    (1, Client::sign_up),
    (4, Client::post_hours),
    (5, Client::confirm),
];

/// How many hours are looked for at the end.
const SWEPT: usize = 40;
/// A day, counted like the others, on which nothing is booked or posted.
const UNTOUCHED_DAY: i64 = 11;
/// How long one call is asked again, in tries: the longest fault is a lease.
const TRIES: u32 = 900;
/// How long it waits for one answer: a market that stands still answers nothing.
const PATIENCE: Duration = Duration::from_secs(4);
const PAUSE: Duration = Duration::from_millis(30);

impl Person {
    /// Somebody without an account.
    pub(crate) const fn stranger() -> Self {
        Self { name: String::new(), token: String::new() }
    }

    pub(crate) fn of(caller: &Caller, name: &str) -> Self {
        Self { name: name.to_owned(), token: caller.token.clone() }
    }
}

impl Client {
    pub(crate) fn new(
        record: &Arc<Record>,
        person: Person,
        sellers: &[Seller],
        over: Vec<Over>,
        seed: u64,
    ) -> Self {
        Self {
            record: Arc::clone(record),
            person,
            sellers: sellers.to_vec(),
            over,
            dice: Dice(seed),
            connection: None,
            at: 0,
            keys: 0,
            held: Vec::new(),
            booked: Vec::new(),
        }
    }

    /// Acts until it is told to stop.
    pub(crate) fn live(mut self) {
        while !self.record.is_over.load(Ordering::SeqCst) {
            let mut number = self.dice.below(100);
            for (share, act) in ACTS {
                if number < share {
                    act(&mut self);
                    break;
                }
                number -= share;
            }
        }
    }

    fn hold(&mut self) {
        let seller = self.dice.index(self.sellers.len());
        let slot = self.hour_of_day(seller, 0, UNTOUCHED_DAY.unsigned_abs(), 7, 16);
        let Some(body) = self.sellers.get(seller).map(|seller| slot.hold_of(&seller.offering)) else {
            return;
        };
        if let Some(held) = self.asked("hold", "/work-holds", Some(body)) {
            let pays = held["buyer_pays"]["minor"].as_i64().unwrap();
            self.held.push(Held { trade: held["trade"].as_str().unwrap().to_owned(), pays, slot });
        }
    }

    fn one_held(&mut self) -> Option<Held> {
        let index = self.dice.index(self.held.len().max(1));
        (index < self.held.len()).then(|| self.held.swap_remove(index))
    }

    fn extend(&mut self) {
        let Some(held) = self.one_held() else { return };
        self.asked("extend", &format!("/trades/{}/extension", held.trade), None);
        self.held.push(held);
    }

    fn book(&mut self) {
        let Some(held) = self.one_held() else { return };
        let agreement = json!({ "expected_pay": held.pays });
        if self.asked("book", &format!("/trades/{}/agreement", held.trade), Some(agreement)).is_some() {
            self.record.booked(held.slot);
            self.booked.push((held.trade, held.slot));
        }
    }

    fn let_go(&mut self) {
        let Some(held) = self.one_held() else { return };
        self.asked("let go", &format!("/trades/{}/release", held.trade), None);
    }

    fn call_off(&mut self) {
        if self.booked.is_empty() {
            return;
        }
        let index = self.dice.index(self.booked.len());
        let (trade, slot) = self.booked.swap_remove(index);
        // From now on the hour may be found again.
        self.record.not_booked(slot);
        let cancellation = json!({ "expected_bp": 0 });
        self.asked("call off", &format!("/trades/{trade}/parts/1/cancellation"), Some(cancellation));
    }

    fn deposit(&mut self) {
        let minor = 5_000 + i64::try_from(self.dice.below(5_000)).unwrap();
        let new = json!({ "direction": "deposit", "amount": { "minor": minor, "currency": "USD" } });
        self.asked("deposit", "/payments", Some(new));
    }

    fn sign_up(&mut self) {
        let name = format!("{}new{}", self.person.name, self.keys);
        let someone = Person { token: String::new(), name: name.clone() };
        let me = std::mem::replace(&mut self.person, someone);
        self.asked("sign up", "/users", Some(new_user(&name, "person")));
        self.person = me;
    }

    /// A seller is free for an hour more, at a time at which nobody was.
    fn post_hours(&mut self) {
        let index = self.dice.index(self.sellers.len());
        let Some(Seller { person, .. }) = self.sellers.get(index).cloned() else { return };
        let slot = self.hour_of_day(index, UNTOUCHED_DAY + 1, 10, 2, 3);
        let me = std::mem::replace(&mut self.person, person);
        let posted = self.asked("post hours", "/availability/exceptions", Some(slot.free()));
        self.person = me;
        if posted.is_some() {
            self.record.posted(slot);
        }
    }

    /// One of so many days from a day on, one of so many hours from an hour on.
    fn hour_of_day(&mut self, seller: usize, day: i64, days: u64, hour: i64, hours: u64) -> Slot {
        let mut below = |most| i64::try_from(self.dice.below(most)).unwrap();
        Slot { seller, hour: self.record.first_hour + 24 * (day + below(days)) + hour + below(hours) }
    }

    /// The seller says that the work was done, and the buyer confirms it.
    fn confirm(&mut self) {
        let Some(Over { trade, seller }) = self.over.pop() else { return };
        let Some(Seller { person, .. }) = self.sellers.get(seller).cloned() else { return };
        let me = std::mem::replace(&mut self.person, person);
        let recorded = json!({ "due": 60, "reason": "performed", "seen": "open" });
        let recorded = self.asked("record", &format!("/trades/{trade}/parts/1/record"), Some(recorded));
        self.person = me;
        let confirmed = json!({ "due": 60, "reason": "performed" });
        let path = format!("/trades/{trade}/parts/1/confirmation");
        if recorded.is_none() || self.asked("confirm", &path, Some(confirmed)).is_none() {
            self.record.fault(format!("the work of {trade} could not be confirmed"));
        }
    }

    /// No hour is found that was booked before the search was asked for, and every hour that was posted by then is.
    fn search(&mut self) {
        let (slot, is_posted) = self.record.slot_to_search(&mut self.dice);
        let before = self.record.state_of(slot);
        let Some(found) = self.is_found(slot) else { return };
        let after = self.record.state_of(slot);
        self.record.searches.fetch_add(1, Ordering::Relaxed);
        // Whatever changed meanwhile may be seen or not.
        if before == after && before.is_booked && found {
            self.record.stale(format!("{slot:?} was booked before it was searched for, and was found"));
        }
        if before == after && is_posted && before.is_posted && !found {
            self.record.stale(format!("{slot:?} was posted before it was searched for, and was not found"));
        }
    }

    /// Whether its seller is found for an hour.
    fn is_found(&mut self, slot: Slot) -> Option<bool> {
        let offering = self.sellers.get(slot.seller)?.offering.clone();
        let answer = self.call("GET", &slot.search(), None, None)?;
        if answer.status != 200 {
            self.record.fault(format!("a search: {} {}", answer.status, answer.body));
            return None;
        }
        let options = json(&answer)["options"].as_array().cloned().unwrap_or_default();
        Some(options.iter().any(|option| option["offering"] == offering.as_str()))
    }

    /// Looks for some of the hours of which something is known when everything is quiet again, and for hours that nobody touched.
    pub(crate) fn sweep(&mut self) {
        for slot in self.record.some_known(SWEPT) {
            let Known { is_booked, is_posted, .. } = self.record.state_of(slot);
            let found = self.is_found(slot);
            if found == Some(true) && is_booked || found == Some(false) && is_posted {
                self.record
                    .stale(format!("{slot:?}: booked {is_booked}, posted {is_posted}, found {found:?}"));
            }
        }
        for seller in 0..self.sellers.len() {
            let slot = Slot { seller, hour: self.record.first_hour + 24 * UNTOUCHED_DAY + 9 };
            if self.is_found(slot) != Some(true) {
                let answer = self.call("GET", &slot.search(), None, None).map(|answer| answer.body);
                self.record.stale(format!("{slot:?} is free, and not found: {answer:?}"));
            }
        }
    }

    /// The body of what was acknowledged.
    fn asked(&mut self, what: &'static str, path: &str, body: Option<Value>) -> Option<Value> {
        self.keys += 1;
        let key = format!("{} {} {what}", self.person.name, self.keys);
        let answer = self.call("POST", path, Some(&key), body.as_ref())?;
        self.record.answered(answer.status, &format!("{what}: {}", answer.body));
        if !(200..300).contains(&answer.status) {
            return None;
        }
        let shown = if answer.body.is_empty() { Value::Null } else { json(&answer) };
        let person = self.person.clone();
        let (path, status) = (path.to_owned(), answer.status);
        self.record.acknowledged(Acknowledged {
            what,
            person,
            path,
            key,
            body,
            status,
            shown: shown.clone(),
        });
        Some(shown)
    }

    /// Asks until an answer comes that says what became of it.
    pub(crate) fn call(
        &mut self,
        method: &str,
        path: &str,
        key: Option<&str>,
        body: Option<&Value>,
    ) -> Option<Answer> {
        for _ in 0..TRIES {
            match self.call_once(method, path, key, body) {
                Some(answer) if answer.status == 503 => {
                    self.record.busy.fetch_add(1, Ordering::Relaxed);
                    self.at += 1;
                    self.connection = None;
                }
                Some(answer) => return Some(answer),
                None => {
                    self.record.broken.fetch_add(1, Ordering::Relaxed);
                    self.at += 1;
                }
            }
            std::thread::sleep(PAUSE);
        }
        self.record.fault(format!("nobody ever answered {method} {path}"));
        None
    }

    fn call_once(
        &mut self,
        method: &str,
        path: &str,
        key: Option<&str>,
        body: Option<&Value>,
    ) -> Option<Answer> {
        let mut connection = if let Some(connection) = self.connection.take() {
            connection
        } else {
            let connection = Connection::open(&self.record.address(self.at)?).ok()?;
            connection.wait_at_most(PATIENCE).ok()?;
            connection
        };
        let bearer = format!("Bearer {}", self.person.token);
        let mut headers = vec![("content-type", "application/json")];
        if !self.person.token.is_empty() {
            headers.push(("authorization", bearer.as_str()));
        }
        headers.extend(key.map(|key| ("idempotency-key", key)));
        let body = body.map(Value::to_string);
        let answer = connection.call(method, &format!("/api/v1{path}"), &headers, body.as_deref()).ok()?;
        self.connection = Some(connection);
        Some(answer)
    }

    /// Waits until the money of a deposit has come.
    pub(crate) fn until_paid(&mut self, deposit: &Acknowledged) {
        self.person = deposit.person.clone();
        let path = format!("/payments/{}", deposit.shown["payment"].as_str().unwrap());
        for _ in 0..TRIES {
            let answer = self.call("GET", &path, None, None);
            if answer.is_none_or(|answer| answer.status != 200 || json(&answer)["stage"] == "done") {
                return;
            }
            std::thread::sleep(PAUSE);
        }
        self.record.fault(format!("the money of {path} never came"));
    }

    /// Asks once more for what was acknowledged.
    pub(crate) fn again(&mut self, acknowledged: &Acknowledged) -> Option<Answer> {
        self.person = acknowledged.person.clone();
        self.call("POST", &acknowledged.path, Some(&acknowledged.key), acknowledged.body.as_ref())
    }
}
