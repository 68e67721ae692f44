//! Carries the messages of a simulated market: some get lost, some come twice, and a bank answers those to it.
//!
//! What a message of each topic leads to is as in the courier of the program.

use crate::step::Asked;
use crate::step::of_market;
use host::draw::Draw;
use kernel::{Amount, Change, Id, Outbox, Record, Timestamp};
use market::admin::closing::{self, NameLeft};
use market::admin::payment_transfer::bank_account::{self, AccountInquiry, ConfirmBankAccount};
use market::admin::payment_transfer::{self, ConcludePayment, Instruction};
use market::requirements::needs::{self, LookWanted, NoteLook};
use market::users::FreeName;
use std::collections::BTreeMap;

/// How a delivery goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Luck {
    /// It arrives.
    Arrives,
    /// It arrives, and nobody notes that it has: it will come again.
    ArrivesUnnoted,
    /// It does not arrive.
    Fails,
}

/// What is noted of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Noted {
    /// That it arrived.
    Arrived,
    /// That it is to be tried again.
    TriedAgain,
    /// Nothing: it stays as it was.
    Nothing,
}

/// What a delivery leads to.
pub(crate) struct Carried {
    /// What is asked because of it.
    pub(crate) asks: Option<Asked>,
    /// What is noted of it.
    pub(crate) noted: Noted,
    /// What is wrong with it.
    pub(crate) wrong: Option<String>,
}

/// Every message there was: how often it arrived, and what it said.
#[derive(Debug, Default)]
pub(crate) struct Courier {
    messages: BTreeMap<Id<Outbox>, Posted>,
    /// How many arrived.
    pub arrived: u64,
    /// How many arrived once more.
    pub again: u64,
    /// How many did not arrive.
    pub failed: u64,
}

#[derive(Debug)]
struct Posted {
    body: String,
    arrived: u64,
    is_gone: bool,
}

impl Courier {
    /// Everything arrives.
    pub(crate) fn everything(_: &Outbox) -> Luck {
        Luck::Arrives
    }

    /// Most arrives.
    pub(crate) fn luck(draw: &mut Draw) -> Luck {
        match draw.between(0, 9) {
            0 => Luck::Fails,
            1 => Luck::ArrivesUnnoted,
            _ => Luck::Arrives,
        }
    }

    /// Takes in a commit.
    pub(crate) fn take_in(&mut self, changes: &[Change]) {
        let name = Outbox::TABLE.name;
        for change in changes.iter().filter(|change| change.key.table.name == name) {
            let Some(message) = change.row.as_ref().or(change.before.as_ref()) else { continue };
            let Ok(message) = Outbox::from_row(message) else { continue };
            let fresh = Posted { body: message.body, arrived: 0, is_gone: false };
            self.messages.entry(message.id).or_insert(fresh).is_gone = change.row.is_none();
        }
    }

    /// Carries a message.
    pub(crate) fn carry(&mut self, message: &Outbox, luck: Luck) -> Carried {
        if luck == Luck::Fails {
            self.failed += 1;
            return Carried { asks: None, noted: Noted::TriedAgain, wrong: None };
        }
        self.arrived += 1;
        let mut wrong = None;
        if let Some(posted) = self.messages.get_mut(&message.id) {
            self.again += u64::from(posted.arrived > 0);
            posted.arrived += 1;
            let is_other = posted.body != message.body;
            wrong = is_other.then(|| format!("message {}: it says something else than before", message.id));
        }
        let asks = follow_up(message);
        let noted = if luck == Luck::Arrives { Noted::Arrived } else { Noted::Nothing };
        Carried { asks, noted, wrong }
    }

    /// The messages that are gone and never arrived.
    pub(crate) fn lost(&self) -> impl Iterator<Item = Id<Outbox>> {
        let lost = self.messages.iter().filter(|(_, posted)| posted.is_gone && posted.arrived == 0);
        lost.map(|(id, _)| *id)
    }
}

/// When a message that did not arrive is tried again.
pub(crate) fn again_at(now: Timestamp) -> Timestamp {
    now.plus_minutes(1)
}

/// What whoever gets a message asks for then. The bank says the same of a payment each time.
fn follow_up(message: &Outbox) -> Option<Asked> {
    match message.topic.as_str() {
        payment_transfer::TOPIC => {
            let Instruction { payment, .. } = serde_json::from_str(&message.body).ok()?;
            let succeeded = !payment.bits().is_multiple_of(8);
            Some(of_market(payment.bits(), ConcludePayment { payment, succeeded }))
        }
        bank_account::TOPIC => {
            let AccountInquiry { user, named_at, .. } = serde_json::from_str(&message.body).ok()?;
            let is_there = !message.id.bits().is_multiple_of(8);
            Some(of_market(message.id.bits(), ConfirmBankAccount { user, named_at, is_there }))
        }
        closing::TOPIC => {
            let NameLeft { user, digest } = serde_json::from_str(&message.body).ok()?;
            Some(of_market(message.id.bits(), FreeName { user, digest }))
        }
        needs::TOPIC => {
            let LookWanted { owner, need, look } = serde_json::from_str(&message.body).ok()?;
            let is_there = message.id.bits().is_multiple_of(4);
            let found = is_there.then(|| (message.added_at.day().plus(1), Amount(20_000)));
            Some(of_market(message.id.bits(), NoteLook { owner, need, look, found }))
        }
        _ => None,
    }
}
