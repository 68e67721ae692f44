//! Bookings of long ago, as the market's own commands would have written them: a buyer and a seller at a time, in a
//! market in memory that is empty otherwise.

use super::market::{Area, HOURS, SPANS};
use super::people::Terms;
use host::failure::Failure;
use host::reference::Books;
use kernel::{
    Actor, Change, Command, CommandLog, Id, Key, Locality, Outbox, Record, Reference, Row, Span, Stop,
    Timestamp, World,
};
use ledger::{Account, Class};
use market::admin::payment_transfer::ConcludePayment;
use market::mechanisms::stored_availability::work::HoldWork;
use market::users::{
    OpenUser, User, UserKind,
    assets::{OfferingStage, SetOfferingStage},
};
use std::collections::BTreeMap;

/// How long ago it began, in days: every booking of the past is over.
const DAYS_AGO: i64 = 60;

/// Makes the past, a pair at a time.
pub(super) struct Past {
    reference: Reference,
    terms: Terms,
    began_at: Timestamp,
    areas: Vec<Area>,
    pairs: usize,
    /// What every command has had to itself so far.
    moments: i64,
    /// The accounts of the world outside, by area: their pairs share them.
    banks: BTreeMap<Key, Bank>,
}

/// An account that is written again with each pair.
struct Bank {
    version: i64,
    account: Account,
}

/// A pair's market while it is made.
struct Scene {
    world: World,
    log: Vec<CommandLog>,
}

impl Past {
    /// Nothing has happened yet in these areas.
    pub(super) fn new(books: &Books, now: Timestamp, areas: Vec<Locality>) -> Result<Self, Failure> {
        let began_at = now.day().plus(-DAYS_AGO).starts_at();
        let area = |locality| Area { locality, buyers: Vec::new(), sellers: Vec::new(), wished: 0 };
        Ok(Self {
            reference: books.reference(),
            terms: Terms::of(books, began_at)?,
            began_at,
            areas: areas.into_iter().map(area).collect(),
            pairs: 0,
            moments: 0,
            banks: BTreeMap::new(),
        })
    }

    /// The areas, each with its first pair.
    pub(super) fn areas(&self) -> &[Area] {
        &self.areas
    }

    /// The rows of the next pair: they, and as many bookings as the seller has hours for.
    ///
    /// # Errors
    /// [`Failure`] when a command is refused: a fault of this file.
    pub(super) fn pair(&mut self) -> Result<Vec<Change>, Failure> {
        let refused = |stop: Stop| {
            Failure::failed(
                format!("an invented booking is refused: {stop:?}"),
                "Report this: it is a fault.",
            )
        };
        let (changes, log) = self.happen().map_err(refused)?;
        let bad = |bad: kernel::BadRow| refused(Stop::Bad(bad));
        let mut rows = Vec::new();
        for change in changes {
            // What was left in the outbox has been delivered.
            let is_gone = change.key.table.name == Outbox::TABLE.name;
            match self.bank(&change).map_err(bad)? {
                Some(again) => rows.push(again),
                None if is_gone => {}
                None => rows.push(Change { version: 0, ..change }),
            }
        }
        rows.extend(log.iter().map(|entry| new(CommandLog::TABLE, entry.to_row())));
        Ok(rows)
    }

    fn happen(&mut self) -> Result<(Vec<Change>, Vec<CommandLog>), Stop> {
        let at = self.pairs % self.areas.len().max(1);
        let number = self.pairs;
        self.pairs += 1;
        let Some(locality) = self.areas.get(at).map(|area| area.locality) else {
            return Ok(Default::default());
        };
        let world = World::at(self.began_at).consulting(self.reference.clone());
        let mut scene = Scene { world, log: Vec::new() };
        let terms = self.terms.clone();
        let buyer = self.register(&mut scene, &format!("buyer{number}"), locality, UserKind::Organization)?;
        let payment = self.run(&mut scene, buyer.cast(), &terms.payment(buyer))?;
        self.run(&mut scene, Id::SYSTEM, &ConcludePayment { payment, succeeded: true })?;
        let seller = self.register(&mut scene, &format!("seller{number}"), locality, UserKind::Person)?;
        for check in terms.checks(seller) {
            self.run(&mut scene, Id::SYSTEM, &check)?;
        }
        let offering = self.run(&mut scene, seller.cast(), &terms.offer(locality))?;
        self.run(&mut scene, seller.cast(), &terms.week(seller))?;
        let first = self.began_at.day().plus(2).starts_at();
        for (_, number) in (0..SPANS).zip(0_i64..) {
            let starts_at = first.plus_hours(number * HOURS);
            let Some(span) = Span::between(starts_at, starts_at.plus_hours(HOURS)) else { continue };
            let post_code = terms.place.post_code;
            let hold = HoldWork {
                buyer,
                offering,
                span,
                post_code,
                street: "1 Oak Street".parse().ok(),
                note: None,
                expected_pay: None,
            };
            let held = self.run(&mut scene, buyer.cast(), &hold)?;
            self.run(&mut scene, buyer.cast(), &held.agree())?;
        }
        match self.areas.get_mut(at) {
            Some(area) if area.sellers.is_empty() => {
                area.buyers.push(buyer);
                area.sellers.push((seller, offering));
            }
            // Who comes later offers nothing any more: as many are searched, however much has happened.
            _ => {
                let leave = SetOfferingStage { offering, stage: OfferingStage::Paused };
                self.run(&mut scene, seller.cast(), &leave)?;
            }
        }
        Ok((scene.world.changes(), scene.log))
    }

    fn register(
        &mut self,
        scene: &mut Scene,
        name: &str,
        home: Locality,
        kind: UserKind,
    ) -> Result<Id<User>, Stop> {
        let registered = self.terms.register(name, home);
        let (claim, person) = registered.map_err(|failure| Stop::Bad(kernel::BadRow(failure.to_string())))?;
        let user = self.run(scene, Id::SYSTEM, &claim)?;
        self.run(scene, user.cast(), &OpenUser { user, kind, is_confirmed: true, person })?;
        Ok(user)
    }

    /// Runs a command at a moment of its own, and keeps what the executor would keep of it.
    fn run<C: Command>(&mut self, scene: &mut Scene, actor: Id<Actor>, command: &C) -> Result<C::Done, Stop> {
        self.moments += 1;
        let now = Timestamp(self.began_at.0 + self.moments);
        scene.world.now = now;
        let done = scene.world.run(actor, command)?;
        let locality = command.locality();
        scene.log.push(CommandLog {
            locality,
            id: Id::fresh(now, locality, u64::MAX),
            actor,
            name: format!("{}/{}", C::NAME, C::VERSION),
            digest: vec![0; 32],
            body: None,
            answer: serde_json::to_string(&done).unwrap_or_default(),
            decided_at: now,
            seed: self.moments,
        });
        Ok(done)
    }

    /// The row of an account of the world outside, with all pairs' money together.
    fn bank(&mut self, change: &Change) -> Result<Option<Change>, kernel::BadRow> {
        let (true, Some(row)) = (change.key.table.name == Account::TABLE.name, &change.row) else {
            return Ok(None);
        };
        let account = Account::from_row(row)?;
        if account.class != Class::Bank {
            return Ok(None);
        }
        let version = if let Some(bank) = self.banks.get_mut(&change.key) {
            bank.account.available.0 += account.available.0;
            bank.version += 1;
            bank.version - 1
        } else {
            self.banks.insert(change.key.clone(), Bank { version: 1, account });
            0
        };
        let row = self.banks.get(&change.key).map(|bank| bank.account.to_row());
        Ok(Some(Change { version, after: version + 1, row, ..change.clone() }))
    }
}

fn new(table: &'static kernel::Table, row: Row) -> Change {
    Change { key: Key::of_row(table, &row), version: 0, after: 1, before: None, row: Some(row) }
}
