//! What was acknowledged, and what is asked of it after an ordeal.

use super::client::{Client, Person, Seller};
use crate::front::check;
use crate::market::HERE;
use kernel::{Amount, Timestamp, Zone};
use ledger::{Account, Class, Purpose, Transfer, Verb};
use market::trade::{Stage, Trade};
use market::users::User;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use store::{Options, Store};
use testkit::dice::Dice;

const HOUR_US: i64 = 3_600_000_000;

/// An hour of a seller's, counted from 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Slot {
    pub(crate) seller: usize,
    pub(crate) hour: i64,
}

/// What is known of an hour. The count tells whether anything has changed in between.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) is_booked: bool,
    pub(crate) is_posted: bool,
    changes: u64,
}

/// A call that was answered well.
pub(crate) struct Acknowledged {
    pub(crate) what: &'static str,
    pub(crate) person: Person,
    pub(crate) path: String,
    pub(crate) key: String,
    pub(crate) body: Option<Value>,
    pub(crate) status: u16,
    pub(crate) shown: Value,
}

/// What all clients of an ordeal were told.
#[derive(Default)]
pub(crate) struct Record {
    /// Where the market's processes listen.
    pub(crate) addresses: Mutex<Vec<String>>,
    /// The first hour that may be booked.
    pub(crate) first_hour: i64,
    pub(crate) is_over: AtomicBool,
    pub(crate) busy: AtomicU64,
    pub(crate) broken: AtomicU64,
    pub(crate) searches: AtomicU64,
    refused: AtomicU64,
    slots: Mutex<BTreeMap<Slot, Known>>,
    acknowledged: Mutex<Vec<Acknowledged>>,
    faults: Mutex<Vec<String>>,
    stale: Mutex<Vec<String>>,
}

/// What an ordeal came to.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) acknowledged: u64,
    pub(crate) kinds: BTreeMap<&'static str, u64>,
    pub(crate) refused: u64,
    pub(crate) searches: u64,
    pub(crate) busy: u64,
    pub(crate) broken: u64,
    pub(crate) lost: Vec<String>,
    pub(crate) doubled: Vec<String>,
    pub(crate) unbalanced: Vec<String>,
    pub(crate) stale: Vec<String>,
    /// Answers of 5xx that were not 503, and calls that nobody ever answered.
    pub(crate) faults: Vec<String>,
}

impl Slot {
    fn starts_at(self) -> Timestamp {
        Timestamp(self.hour * HOUR_US)
    }

    fn span(self) -> Value {
        let written = |at: i64| jiff::Timestamp::from_microsecond(at).unwrap().to_string();
        json!({ "starts_at": written(self.hour * HOUR_US), "ends_at": written((self.hour + 1) * HOUR_US) })
    }

    pub(crate) fn hold_of(self, offering: &str) -> Value {
        json!({ "offering": offering, "span": self.span(), "post_code": "97214", "street": "1 Oak Street" })
    }

    pub(crate) fn free(self) -> Value {
        json!({ "kind": "also", "span": self.span() })
    }

    /// The search that finds it.
    pub(crate) fn search(self) -> String {
        let local = Zone::new("America/Los_Angeles").unwrap().calendar().local(self.starts_at());
        let (date, from) = (local.date, local.minute / 60);
        format!("/options?sector=tutor&post_code=97214&date={date}&from={from:02}:00&minutes=60&limit=20")
    }
}

impl Record {
    pub(crate) fn new(address: String, first_hour: i64) -> Arc<Self> {
        Arc::new(Self { addresses: Mutex::new(vec![address]), first_hour, ..Self::default() })
    }

    pub(crate) fn address(&self, at: usize) -> Option<String> {
        let addresses = self.addresses.lock().unwrap();
        addresses.get(at % addresses.len().max(1)).cloned()
    }

    fn change(&self, slot: Slot, change: impl FnOnce(&mut Known)) {
        let mut slots = self.slots.lock().unwrap();
        let known = slots.entry(slot).or_default();
        change(known);
        known.changes += 1;
    }

    pub(crate) fn booked(&self, slot: Slot) {
        self.change(slot, |known| known.is_booked = true);
    }

    pub(crate) fn not_booked(&self, slot: Slot) {
        self.change(slot, |known| known.is_booked = false);
    }

    pub(crate) fn posted(&self, slot: Slot) {
        self.change(slot, |known| known.is_posted = true);
    }

    pub(crate) fn state_of(&self, slot: Slot) -> Known {
        self.slots.lock().unwrap().get(&slot).copied().unwrap_or_default()
    }

    /// Some of the hours of which something is known, spread over all.
    pub(crate) fn some_known(&self, most: usize) -> Vec<Slot> {
        let slots = self.slots.lock().unwrap();
        slots.keys().step_by(slots.len() / most + 1).copied().collect()
    }

    /// One of those of which something is known, and whether it was posted.
    pub(crate) fn slot_to_search(&self, dice: &mut Dice) -> (Slot, bool) {
        let slots = self.slots.lock().unwrap();
        let at = dice.index(slots.len().max(1));
        let unknown = || (Slot { seller: 0, hour: self.first_hour }, false);
        slots.iter().nth(at).map_or_else(unknown, |(slot, known)| (*slot, known.is_posted))
    }

    pub(crate) fn acknowledged(&self, acknowledged: Acknowledged) {
        self.acknowledged.lock().unwrap().push(acknowledged);
    }

    pub(crate) fn count(&self) -> usize {
        self.acknowledged.lock().unwrap().len()
    }

    pub(crate) fn answered(&self, status: u16, what: &str) {
        if status >= 500 {
            self.fault(format!("{status} {what}"));
        } else if status >= 400 {
            self.refused.fetch_add(1, Ordering::Relaxed);
        }
    }

    pub(crate) fn fault(&self, what: String) {
        self.faults.lock().unwrap().push(what);
    }

    pub(crate) fn stale(&self, what: String) {
        self.stale.lock().unwrap().push(what);
    }

    /// Asks for everything that was acknowledged once more; and what of it has another answer now.
    pub(crate) fn ask_again(self: &Arc<Self>, sellers: &[Seller], found: &mut Found) {
        let all = std::mem::take(&mut *self.acknowledged.lock().unwrap());
        // A stranger searches: nobody is shown themselves.
        let mut client = Client::new(self, Person::stranger(), sellers, Vec::new(), 1);
        client.sweep();
        for one in &all {
            let answer = client.again(one);
            let shown = answer.as_ref().and_then(|answer| serde_json::from_str(&answer.body).ok());
            let (status, shown) = (answer.map(|answer| answer.status), shown.unwrap_or(Value::Null));
            // Each sign-in has a token of its own.
            let is_same =
                if one.what == "sign up" { shown["user"] == one.shown["user"] } else { shown == one.shown };
            if status != Some(one.status) || !is_same {
                found.lost.push(format!("{} {}: {} was {}", one.what, one.key, shown, one.shown));
            }
            *found.kinds.entry(one.what).or_default() += 1;
        }
        for one in all.iter().filter(|one| one.what == "deposit") {
            client.until_paid(one);
        }
        found.acknowledged = u64::try_from(all.len()).unwrap();
        *self.acknowledged.lock().unwrap() = all;
        found.refused = self.refused.load(Ordering::Relaxed);
        found.searches = self.searches.load(Ordering::Relaxed);
        (found.busy, found.broken) = (self.busy.load(Ordering::Relaxed), self.broken.load(Ordering::Relaxed));
        found.faults.append(&mut self.faults.lock().unwrap());
        found.stale.append(&mut self.stale.lock().unwrap());
    }

    /// Looks at the records of a market that was stopped. `at_first` holds how many users there were before the clients came.
    pub(crate) async fn look(&self, database: &str, at_first: &Totals, found: &mut Found) {
        let url = database.to_owned();
        let report = tokio::task::spawn_blocking(move || check(&url)).await.unwrap();
        if report["clean"] != true {
            found.unbalanced.push(report.to_string());
        }
        let now = Totals::of(database).await;
        found.unbalanced.extend(now.wrong.iter().cloned());
        found.doubled.extend(now.doubled.iter().cloned());
        let count = |what: &str| found.kinds.get(what).copied().unwrap_or_default();
        let deposits: i64 = {
            let all = self.acknowledged.lock().unwrap();
            let minor = |one: &Acknowledged| one.body.as_ref()?["amount"]["minor"].as_i64();
            all.iter().filter(|one| one.what == "deposit").filter_map(minor).sum()
        };
        // Every call was asked until it was answered: what is there is what was acknowledged, no more and no less.
        let pairs = [
            ("users", now.users - at_first.users, count("sign up")),
            ("holds", now.trades - at_first.trades, count("hold")),
            ("bookings", now.agreed - at_first.agreed, count("book")),
        ];
        for (what, is, acknowledged) in pairs {
            if is > acknowledged {
                found.doubled.push(format!("{is} {what} for {acknowledged} acknowledged"));
            } else if is < acknowledged {
                found.lost.push(format!("{is} {what} for {acknowledged} acknowledged"));
            }
        }
        if now.deposited - at_first.deposited != deposits {
            let is = now.deposited - at_first.deposited;
            found.unbalanced.push(format!("{is} came in where {deposits} was acknowledged"));
        }
    }
}

/// What the records add up to.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    users: u64,
    trades: u64,
    agreed: u64,
    pub(crate) deposited: i64,
    doubled: Vec<String>,
    wrong: Vec<String>,
}

impl Totals {
    pub(crate) async fn of(database: &str) -> Self {
        let store = Store::open(Options::new(database.parse().unwrap()).without_migrating()).await.unwrap();
        let mut totals = Self::default();
        let (mut hours, mut funded, mut deposits) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        totals.users = store.count::<User>().await.unwrap();
        let look = |trade: Trade| {
            totals.trades += 1;
            if trade.stage == Stage::Booked && !hours.insert((trade.seller, trade.starts_at)) {
                totals.doubled.push(format!("two buyers of {} at {:?}", trade.seller, trade.starts_at));
            }
        };
        store.scan::<Trade>(look).await.unwrap();
        let look = |transfer: Transfer| {
            let ledger::Entry { amount, purpose, subject, credit, .. } = transfer.entry;
            let is_moved = matches!(transfer.verb, Verb::Posted | Verb::PostPending);
            let mut is_first = true;
            if is_moved && purpose == Purpose::Deposit && credit.class == Class::UserAvailable {
                totals.deposited += amount.0;
                is_first = deposits.insert(subject);
            } else if is_moved && purpose == Purpose::Funding {
                is_first = funded.insert(subject);
            }
            if !is_first {
                totals.doubled.push(format!("{purpose:?} of {subject} twice"));
            }
        };
        store.scan::<Transfer>(look).await.unwrap();
        totals.agreed = u64::try_from(funded.len()).unwrap();
        let mut sums: BTreeMap<String, Amount> = BTreeMap::new();
        let look = |account: Account| {
            let sum = sums.entry(account.currency.to_string()).or_insert(Amount(0));
            sum.0 += account.available.0 + account.reserved.0;
        };
        store.scan::<Account>(look).await.unwrap();
        totals.wrong.extend(sums.iter().filter(|(_, sum)| sum.0 != 0).map(|sum| format!("{sum:?}")));
        assert!(store.find::<kernel::Owner>((HERE,)).await.unwrap().is_some(), "it was served");
        store.close().await;
        totals
    }
}

impl Found {
    /// Everything that should not be.
    pub(crate) fn wrong(&self) -> Vec<&String> {
        [&self.lost, &self.doubled, &self.unbalanced, &self.stale, &self.faults]
            .into_iter()
            .flatten()
            .collect()
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.acknowledged += other.acknowledged;
        for (what, count) in other.kinds {
            *self.kinds.entry(what).or_default() += count;
        }
        self.refused += other.refused;
        self.searches += other.searches;
        self.busy += other.busy;
        self.broken += other.broken;
        self.lost.extend(other.lost);
        self.doubled.extend(other.doubled);
        self.unbalanced.extend(other.unbalanced);
        self.stale.extend(other.stale);
        self.faults.extend(other.faults);
    }
}
