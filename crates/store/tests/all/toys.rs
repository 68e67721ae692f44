//! A small market to try the executor with: purses, hours, pools and a record of every kind of value.

use kernel::{
    Amount, BasisPoints, Command, Commands, Currency, Day, Decide, Draft, Id, Keys, Locality, Record,
    Refusal, Slots, Stop, Table, Timestamp, View,
};
use serde::{Deserialize, Serialize};
use store::Migration;

pub(crate) const TABLES: &[&Table] = &[
    Purse::TABLE,
    Hours::TABLE,
    Booking::TABLE,
    Pool::TABLE,
    Pledge::TABLE,
    Sample::TABLE,
    Ring::TABLE,
    Page::TABLE,
];

pub(crate) const MIGRATIONS: &[Migration] =
    &[store::MIGRATIONS[0], Migration { name: "0002_toys", sql: TOYS }];

const TOYS: &str = include_str!("toys.sql");

pub(crate) const COMMANDS: fn() -> Commands = || {
    Commands::default()
        .with::<Fill>()
        .with::<Pay>()
        .with::<Book>()
        .with::<MakePledge>()
        .with::<Empty>()
        .with::<Trip>()
        .with::<Toll>()
        .with::<FillBy>()
        .with::<Append>()
};

#[derive(Record, Clone, Debug, PartialEq)]
#[record(table = "purse", key(locality, id), public, index = "locality, held", check = "held >= 0")]
pub(crate) struct Purse {
    pub(crate) locality: Locality,
    pub(crate) id: Id<Purse>,
    pub(crate) held: Amount,
}

#[derive(Record, Clone, Debug, PartialEq)]
#[record(table = "hours", key(locality, resource, day), public)]
pub(crate) struct Hours {
    pub(crate) locality: Locality,
    pub(crate) resource: Id<Hours>,
    pub(crate) day: Day,
    pub(crate) busy: Slots,
}

#[derive(Record, Clone, Debug, PartialEq)]
#[record(table = "booking", key(locality, id), public, append_only)]
pub(crate) struct Booking {
    pub(crate) locality: Locality,
    pub(crate) id: Id<Booking>,
    pub(crate) resource: Id<Hours>,
    pub(crate) slots: Slots,
}

#[derive(Record, Clone, Debug, PartialEq)]
#[record(table = "pool", key(locality, id), public)]
pub(crate) struct Pool {
    pub(crate) locality: Locality,
    pub(crate) id: Id<Pool>,
    pub(crate) is_closed: bool,
}

#[derive(Record, Clone, Debug, PartialEq)]
#[record(table = "pledge", key(locality, pool, id), public)]
pub(crate) struct Pledge {
    pub(crate) locality: Locality,
    pub(crate) pool: Id<Pool>,
    pub(crate) id: Id<Pledge>,
}

/// Every kind of value in the key, outside it, and absent.
#[derive(Record, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[record(
    table = "sample",
    key(locality, number, id, text, bytes),
    public,
    index = "locality, ceiling",
    check = "number <= ceiling"
)]
pub(crate) struct Sample {
    pub(crate) locality: Locality,
    pub(crate) number: i64,
    pub(crate) id: Id<Sample>,
    pub(crate) text: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) ceiling: i64,
    pub(crate) truth: bool,
    pub(crate) slots: Slots,
    pub(crate) ratio: BasisPoints,
    pub(crate) currency: Option<Currency>,
    pub(crate) maybe_id: Option<Id<Sample>>,
    pub(crate) maybe_text: Option<String>,
    pub(crate) maybe_bytes: Option<Vec<u8>>,
}

/// What a timer left behind.
#[derive(Record, Clone, Debug, PartialEq)]
#[record(table = "ring", key(locality, id), public, append_only)]
pub(crate) struct Ring {
    pub(crate) locality: Locality,
    pub(crate) id: Id<Ring>,
    pub(crate) name: String,
    pub(crate) rung_at: Timestamp,
}

/// A list that is only appended to.
#[derive(Record, Clone, Debug, PartialEq)]
#[record(table = "page", key(locality, id), public)]
pub(crate) struct Page {
    pub(crate) locality: Locality,
    pub(crate) id: Id<Page>,
    pub(crate) words: String,
}

#[derive(Refusal, Debug, PartialEq)]
#[refusal("toy")]
pub(crate) enum ToyRefusal {
    /// Somebody else has these hours.
    Taken,
    /// The purse holds less.
    TooLittle { held: i64 },
    /// The pool is full.
    Closed,
    /// Not today.
    Never,
}

/// Puts money into a purse, which is made if need be.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("toy.fill", public)]
pub(crate) struct Fill {
    pub(crate) locality: Locality,
    pub(crate) purse: Id<Purse>,
    pub(crate) amount: i64,
}

/// Puts money into a purse, unless it is too late.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("toy.fill_by")]
pub(crate) struct FillBy {
    pub(crate) locality: Locality,
    pub(crate) purse: Id<Purse>,
    pub(crate) by: Timestamp,
}

/// Moves money from one purse to another; asks for the second one late.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("toy.pay", public)]
pub(crate) struct Pay {
    pub(crate) locality: Locality,
    pub(crate) from: Id<Purse>,
    pub(crate) to: Id<Purse>,
    pub(crate) amount: i64,
}

#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("toy.book", public)]
pub(crate) struct Book {
    pub(crate) locality: Locality,
    pub(crate) resource: Id<Hours>,
    pub(crate) day: Day,
    pub(crate) first: i64,
    pub(crate) count: i64,
}

/// Joins a pool, and closes it when `goal` have.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("toy.pledge", public)]
pub(crate) struct MakePledge {
    pub(crate) locality: Locality,
    pub(crate) pool: Id<Pool>,
    pub(crate) goal: i64,
}

/// Takes all pledges back and opens the pool again.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("toy.empty", public)]
pub(crate) struct Empty {
    pub(crate) locality: Locality,
    pub(crate) pool: Id<Pool>,
}

#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("toy.sample", locality = self.sample.locality)]
pub(crate) struct KeepSample {
    pub(crate) sample: Sample,
}

/// Does what no command should.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("toy.trip")]
pub(crate) struct Trip {
    pub(crate) locality: Locality,
    pub(crate) over: Obstacle,
}

#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
pub(crate) enum Obstacle {
    Panic,
    PanicWhileReading,
    BrokenCheck,
    OtherLocality,
    ReadElsewhere,
    OwnerRow,
    Refusal,
}

/// Leaves a ring, and sets the timers and leaves the messages it is told to.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("toy.toll")]
pub(crate) struct Toll {
    pub(crate) locality: Locality,
    pub(crate) name: String,
    pub(crate) then: Vec<(Timestamp, Then)>,
    pub(crate) messages: Vec<String>,
}

#[derive(Serialize, Deserialize, Clone, Debug)]
pub(crate) enum Then {
    Toll(Toll),
    Trip(Obstacle),
}

/// Reads pages, and appends a value to some of them; gives what it saw.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("toy.append")]
pub(crate) struct Append {
    pub(crate) locality: Locality,
    pub(crate) reads: Vec<Id<Page>>,
    pub(crate) writes: Vec<Id<Page>>,
    pub(crate) value: i64,
}

impl kernel::Askable for Sample {
    const KIND: kernel::AskKind = kernel::AskKind::Inner;
}

impl kernel::Askable for Obstacle {
    const KIND: kernel::AskKind = kernel::AskKind::Inner;
}

#[derive(View, Debug, PartialEq)]
#[view(sql = "SELECT held, CAST(COUNT(*) AS BIGINT), CAST(NULL AS BIGINT) FROM purse
              WHERE locality = $1 AND held >= $3 AND held <= $2 AND id <> $4 GROUP BY held ORDER BY held")]
pub(crate) struct Holders {
    pub(crate) held: Amount,
    pub(crate) count: i64,
    pub(crate) nothing: Option<i64>,
}

/// The samples under a ceiling, which an index finds.
#[derive(View, Debug, PartialEq)]
#[view(sql = "SELECT number, truth FROM sample WHERE locality = $1 AND ceiling = $2 ORDER BY number")]
pub(crate) struct UnderCeiling {
    pub(crate) number: i64,
    pub(crate) truth: bool,
}

#[derive(View, Debug)]
#[view(sql = "SELECT nothing FROM purse WHERE locality = $1")]
pub(crate) struct UnknownColumn {
    pub(crate) _nothing: i64,
}

#[derive(View, Debug)]
#[view(sql = "SELECT held FROM purse WHERE locality = $1")]
pub(crate) struct TooFewColumns {
    pub(crate) _held: i64,
    pub(crate) _more: i64,
}

#[derive(View, Debug)]
#[view(sql = "SELECT 'text' FROM purse WHERE locality = $1")]
pub(crate) struct OtherKind {
    pub(crate) _held: i64,
}

impl Decide for Fill {
    type Done = Amount;

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Purse>((self.locality, self.purse));
    }
    fn decide(&self, draft: &mut Draft<'_>) -> Result<Amount, Stop> {
        let purse = draft.find::<Purse>((self.locality, self.purse))?;
        let held = Amount(purse.map_or(0, |purse| purse.held.0) + self.amount);
        draft.put(&Purse { locality: self.locality, id: self.purse, held })?;
        Ok(held)
    }
}

impl Decide for FillBy {
    type Done = Amount;

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Amount, Stop> {
        if draft.now() > self.by {
            return Err(ToyRefusal::Never.into());
        }
        Fill { locality: self.locality, purse: self.purse, amount: 1 }.decide(draft)
    }
}

impl Decide for Pay {
    type Done = Amount;

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Purse>((self.locality, self.from));
    }
    fn decide(&self, draft: &mut Draft<'_>) -> Result<Amount, Stop> {
        let from = draft.get::<Purse>((self.locality, self.from))?;
        if from.held.0 < self.amount {
            return Err(ToyRefusal::TooLittle { held: from.held.0 }.into());
        }
        let held = Amount(from.held.0 - self.amount);
        draft.put(&Purse { held, ..from })?;
        let to = draft.get::<Purse>((self.locality, self.to))?;
        draft.put(&Purse { held: Amount(to.held.0 + self.amount), ..to })?;
        Ok(held)
    }
}

impl Decide for Book {
    type Done = Id<Booking>;

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Hours>((self.locality, self.resource, self.day));
    }
    fn decide(&self, draft: &mut Draft<'_>) -> Result<Id<Booking>, Stop> {
        let (locality, resource, day) = (self.locality, self.resource, self.day);
        let slots = Slots::run(self.first, self.count);
        let busy =
            draft.find::<Hours>((locality, resource, day))?.map_or(Slots::from_bits(0), |hours| hours.busy);
        if busy.bits() & slots.bits() != 0 {
            return Err(ToyRefusal::Taken.into());
        }
        let busy = Slots::from_bits(busy.bits() | slots.bits());
        draft.put(&Hours { locality, resource, day, busy })?;
        let id = draft.id();
        draft.add(&Booking { locality, id, resource, slots });
        Ok(id)
    }
}

impl Decide for MakePledge {
    type Done = i64;

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Pool>((self.locality, self.pool));
        keys.all::<Pledge>((self.locality, self.pool));
    }
    fn decide(&self, draft: &mut Draft<'_>) -> Result<i64, Stop> {
        let (locality, id) = (self.locality, self.pool);
        let is_closed = draft.find::<Pool>((locality, id))?.is_some_and(|pool| pool.is_closed);
        if is_closed {
            return Err(ToyRefusal::Closed.into());
        }
        draft.add(&Pledge { locality, pool: id, id: draft.id() });
        let count = i64::try_from(draft.list::<Pledge>((locality, id))?.len()).unwrap_or(i64::MAX);
        draft.put(&Pool { locality, id, is_closed: count >= self.goal })?;
        Ok(count)
    }
}

impl Page {
    pub(crate) fn values(&self) -> Vec<u64> {
        self.words.split(' ').filter_map(|word| word.parse().ok()).collect()
    }
}

impl Decide for Append {
    type Done = Vec<Vec<u64>>;

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Vec<Vec<u64>>, Stop> {
        let locality = self.locality;
        let mut saw = Vec::new();
        for id in &self.reads {
            let page = draft.find::<Page>((locality, *id))?;
            saw.push(page.map_or_else(Vec::new, |page| page.values()));
        }
        for id in &self.writes {
            let page = draft.find::<Page>((locality, *id))?;
            let words = page.map_or_else(String::new, |page| page.words);
            draft.put(&Page { locality, id: *id, words: format!("{words} {}", self.value) })?;
        }
        Ok(saw)
    }
}

impl Decide for Empty {
    type Done = usize;

    fn decide(&self, draft: &mut Draft<'_>) -> Result<usize, Stop> {
        let pledges = draft.list::<Pledge>((self.locality, self.pool))?;
        for pledge in &pledges {
            draft.remove::<Pledge>((pledge.locality, pledge.pool, pledge.id))?;
        }
        draft.remove::<Pool>((self.locality, self.pool))?;
        Ok(pledges.len())
    }
}

impl Decide for KeepSample {
    type Done = ();

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        Ok(draft.put(&self.sample)?)
    }
}

impl Decide for Trip {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        assert!(self.over != Obstacle::PanicWhileReading, "tripped while reading");
        if self.over == Obstacle::ReadElsewhere {
            keys.one::<Purse>((Locality(self.locality.0 + 1), Id::from_bits(9)));
        }
    }
    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let purse = |locality, held| Purse { locality, id: draft.id(), held: Amount(held) };
        let elsewhere = Locality(self.locality.0 + 1);
        match self.over {
            Obstacle::Panic | Obstacle::PanicWhileReading => panic!("tripped"),
            Obstacle::BrokenCheck => draft.add(&purse(self.locality, -1)),
            Obstacle::OtherLocality => draft.add(&purse(elsewhere, 1)),
            Obstacle::ReadElsewhere => {
                draft.find::<Purse>((elsewhere, Id::from_bits(9)))?;
            }
            Obstacle::OwnerRow => draft.add(&kernel::Owner {
                locality: self.locality,
                epoch: 99,
                process: "thief".into(),
                address: "elsewhere".into(),
                lease_until: Timestamp(i64::MAX),
            }),
            Obstacle::Refusal => return Err(ToyRefusal::Never.into()),
        }
        Ok(())
    }
}

impl Decide for Toll {
    type Done = ();

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        draft.add(&Ring {
            locality: self.locality,
            id: draft.id(),
            name: self.name.clone(),
            rung_at: draft.now(),
        });
        for (due_at, then) in &self.then {
            match then {
                Then::Toll(toll) => draft.set_timer(*due_at, toll),
                Then::Trip(over) => draft.set_timer(*due_at, &Trip { locality: self.locality, over: *over }),
            };
        }
        for message in &self.messages {
            draft.notify("toy", message);
        }
        Ok(())
    }
}
