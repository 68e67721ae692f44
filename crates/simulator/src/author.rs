//! Makes a history up, step by step, by looking at the market as it is; what it makes is data.

use crate::bed::{Bed, Came, What};
use crate::given::{GIVEN, Given, check, claim_name, keeping, opening, senseless, set_usual_week};
use crate::hand::{Call, Hand, changes};
use crate::pool::Pool;
use crate::step::{Asked, Firing, Step};
use crate::weather::Mishap;
use crate::{Size, operator};
use host::draw::Draw;
use host::people::{buyer_claims, claims};
use host::reference::Books;
use kernel::{Change, Commands, Date, Id, Key, Locality, Record, Row, Timestamp};
use market::modules::commands;
use market::trade::full::FullTrade;
use market::users::{Role, SignInName, User, UserKind, UserStage};
use std::cell::OnceCell;
use std::collections::VecDeque;
use store::{Failure, Request};

/// How many requests are remembered, to be sent once more.
const REMEMBERED: usize = 96;
/// The most that is asked at once.
const AT_ONCE: i64 = 8;
/// How many names are claimed at once.
const OPENED_AT_ONCE: u32 = 8;
/// How often something that nobody can ask for yet is passed over.
const TRIES: usize = 12;
const MARKETS: [Locality; 2] = [Locality(1), Locality(2)];

/// What each of a market's people does first, by command.
const FIRST: [&str; 6] = [
    "payment_transfer.request",
    "assets.offer_work",
    "assets.offer_hire",
    "availability.set_offering_week",
    "assets.offer_item",
    "payment_transfer.name_bank_account",
];

/// Whoever makes a history up.
pub(crate) struct Author<'a> {
    books: &'a Books,
    commands: Commands,
    draw: Draw,
    pool: Pool,
    now: Timestamp,
    opening: Opening,
    /// What was asked lately.
    remembered: VecDeque<Asked>,
    /// What was asked and not answered: whoever asked asks again.
    unsure: Vec<Asked>,
    weights: i64,
    /// See [`Hand::live`].
    live: OnceCell<Vec<FullTrade>>,
    /// How many requests were sent once more, and how many commands made no sense.
    pub(crate) again: u64,
    /// See `again`.
    pub(crate) senseless: u64,
}

/// How far a market is opened.
#[derive(Clone, Copy, Debug)]
enum Opening {
    Claim { left: u32 },
    Open,
    Keep,
    Settle { done: usize },
    BeFree,
    Over,
}

/// When a history of a seed begins: some days before a change of the clocks, in autumn or in spring.
pub(crate) fn begins_at(seed: u64, books: &Books) -> Timestamp {
    let mut draw = Draw::new(seed);
    let date = if seed.is_multiple_of(2) { Date::new(2026, 10, 22) } else { Date::new(2027, 3, 4) };
    let from = kernel::Day::of(date.unwrap_or(Date::ZERO)).starts_at();
    let zone = books.directory.places().next().map(|place| place.zone.clone());
    let change = zone.and_then(|zone| changes(&zone, from, 20).next()).unwrap_or(from);
    change.plus_minutes(-draw.between(2 * 24 * 60, 5 * 24 * 60))
}

/// What is there before anybody asks for anything: in each market area somebody who works for the operator. No command
/// makes one.
pub(crate) fn founding(now: Timestamp) -> Vec<Change> {
    let operator = |locality: Locality| User {
        locality,
        id: operator(locality),
        kind: UserKind::Person,
        role: Role::Operator,
        wants_tax_pot: false,
        stage: UserStage::Open,
        confirmed_at: Some(now),
        opened_at: now,
    };
    let change = |row: Row| Change {
        key: Key::of_row(User::TABLE, &row),
        version: 0,
        after: 1,
        before: None,
        row: Some(row),
    };
    MARKETS.into_iter().map(|market| change(operator(market).to_row())).collect()
}

impl<'a> Author<'a> {
    pub(crate) fn new(seed: u64, size: Size, books: &'a Books) -> Self {
        let people = size.people.max(2);
        Self {
            books,
            commands: commands(),
            draw: Draw::new(seed),
            pool: Pool::default(),
            now: begins_at(seed, books),
            opening: Opening::Claim { left: people },
            remembered: VecDeque::new(),
            unsure: Vec::new(),
            weights: GIVEN.iter().map(|given| given.weight).sum(),
            live: OnceCell::new(),
            again: 0,
            senseless: 0,
        }
    }

    /// Hears what came of a step.
    pub(crate) fn hear(&mut self, came: &Came) {
        came.commits.iter().for_each(|commit| self.pool.take_in(commit));
        for settled in &came.settled {
            let What::Asked(asked) = &settled.what else { continue };
            if matches!(settled.answer, Err(Failure::Unsure | Failure::Busy)) {
                self.unsure.push(asked.clone());
            }
        }
    }

    /// The next step.
    pub(crate) fn next(&mut self, bed: &Bed) -> Step {
        self.live = OnceCell::new();
        let is_opening = !matches!(self.opening, Opening::Over);
        self.now = self.now.max(bed.now());
        self.now = if is_opening { self.now.plus_minutes(1) } else { self.later(bed) };
        let seed = u32::try_from(self.draw.between(0, i64::from(u32::MAX))).unwrap_or_default();
        let firing = match self.draw.between(0, 99) {
            0..8 => Firing::HeldBack,
            8..16 => Firing::Jumbled,
            _ => Firing::Punctual,
        };
        let asked = if is_opening { self.open(bed) } else { self.ask(bed) };
        let delivers = self.draw.percent(if is_opening { 60 } else { 20 });
        Step { at: self.now, seed, firing, delivers, asked, mishaps: self.mishaps() }
    }

    /// Mostly soon; now and then hours or a day later, or just when something is due, or a moment beside it.
    fn later(&mut self, bed: &Bed) -> Timestamp {
        let micros = self.draw.between(1, 59_999_999);
        let minutes = match self.draw.between(0, 99) {
            0..45 => self.draw.between(0, 3),
            45..75 => self.draw.between(1, 60),
            75..88 => self.draw.between(60, 300),
            88..92 => {
                let next = bed.agenda().next_timer().unwrap_or(self.now);
                let beside = Timestamp(next.0.saturating_add(self.draw.between(-1, 1)));
                return beside.max(Timestamp(self.now.0 + 1)).min(self.now.plus_hours(48));
            }
            92..98 => {
                let at = self.beside_a_part(bed).unwrap_or(self.now).plus_minutes(self.draw.between(-20, 40));
                return at.max(Timestamp(self.now.0 + 1)).min(self.now.plus_hours(48));
            }
            _ => self.draw.between(300, 1_800),
        };
        Timestamp(self.now.plus_minutes(minutes).0 + micros)
    }

    /// When a part of some trade that has not ended begins or ends.
    fn beside_a_part(&mut self, bed: &Bed) -> Option<Timestamp> {
        let trade = self.pool.live_trade(&mut self.draw)?;
        let full = bed.memory().full(trade)?;
        let part = self.draw.one(full.parts())?;
        Some(if self.draw.percent(50) { part.starts_at } else { part.ends_at })
    }

    fn mishaps(&mut self) -> Vec<Mishap> {
        if !self.draw.percent(8) {
            return Vec::new();
        }
        let count = self.draw.between(1, 3);
        (0..count).filter_map(|_| self.draw.one(Mishap::ALL).copied()).collect()
    }

    fn ask(&mut self, bed: &Bed) -> Vec<Asked> {
        let count = if self.draw.percent(60) { 1 } else { self.draw.between(2, AT_ONCE) };
        (0..count).filter_map(|_| self.one_ask(bed)).collect()
    }

    fn one_ask(&mut self, bed: &Bed) -> Option<Asked> {
        if !self.unsure.is_empty() && self.draw.percent(50) {
            self.again += 1;
            return self.unsure.pop();
        }
        if self.draw.percent(8) {
            let old: Vec<Asked> = self.remembered.iter().cloned().collect();
            let again = self.draw.one(&old)?.clone();
            self.again += 1;
            if self.draw.percent(80) {
                return Some(again);
            }
            // The same id, for something else.
            let Call { actor, command, makes_sense } = self.drawn(bed)?;
            let is_there = command.locality() == again.command.locality();
            let request = Request { actor, ..again.request };
            return is_there.then_some(Asked { request, command, makes_sense });
        }
        let call = self.drawn(bed)?;
        Some(self.asked(call))
    }

    /// Some command that makes sense, or one that does not.
    fn drawn(&mut self, bed: &Bed) -> Option<Call> {
        let is_senseless = self.draw.percent(10);
        let call = (0..TRIES).find_map(|_| {
            let given = self.weighted()?;
            self.with_hand(bed, None, given.make)
        })?;
        if !is_senseless {
            return Some(call);
        }
        self.senseless += 1;
        let commands = self.commands.clone();
        self.with_hand(bed, None, |hand| Some(senseless(hand, &commands, call)))
    }

    fn weighted(&mut self) -> Option<Given> {
        let mut left = self.draw.between(1, self.weights);
        let reached = |given: &&Given| {
            left -= given.weight;
            left <= 0
        };
        GIVEN.iter().find(reached).copied()
    }

    fn with_hand<T>(
        &mut self,
        bed: &Bed,
        only: Option<Id<User>>,
        make: impl FnOnce(&mut Hand<'_>) -> Option<T>,
    ) -> Option<T> {
        let (memory, draw, live) = (&*bed.memory(), &mut self.draw, &self.live);
        make(&mut Hand { memory, pool: &self.pool, books: self.books, now: self.now, draw, only, live })
    }

    fn asked(&mut self, Call { actor, command, makes_sense }: Call) -> Asked {
        let entropy = u64::try_from(self.draw.between(0, i64::MAX)).unwrap_or_default();
        let id = Id::fresh(self.now, command.locality(), entropy);
        let asked = Asked { request: Request { id, actor }, command, makes_sense };
        self.remembered.push_back(asked.clone());
        if self.remembered.len() > REMEMBERED {
            self.remembered.pop_front();
        }
        asked
    }

    /// The first steps: accounts, what people are known for, what they offer and have.
    fn open(&mut self, bed: &Bed) -> Vec<Asked> {
        let names = bed.memory().list::<SignInName>((Locality::NAMES,));
        let mut calls = Vec::new();
        self.opening = match self.opening {
            Opening::Claim { left } => {
                let count = left.min(OPENED_AT_ONCE);
                calls.extend((0..count).filter_map(|_| self.with_hand(bed, None, claim_name)));
                if left == count { Opening::Open } else { Opening::Claim { left: left - count } }
            }
            Opening::Open => {
                calls.extend(
                    names.iter().filter_map(|name| self.with_hand(bed, None, |hand| opening(hand, name))),
                );
                Opening::Keep
            }
            Opening::Keep => {
                calls.extend(names.iter().map(keeping));
                Opening::Settle { done: 0 }
            }
            Opening::Settle { done } => match names.get(done) {
                Some(name) => {
                    calls = self.settle(bed, name.user_id);
                    Opening::Settle { done: done + 1 }
                }
                None => Opening::BeFree,
            },
            Opening::BeFree => {
                let free = |name: &SignInName| self.with_hand(bed, Some(name.user_id), set_usual_week);
                calls.extend(names.iter().filter_map(free));
                Opening::Over
            }
            Opening::Over => Opening::Over,
        };
        calls.into_iter().map(|call| self.asked(call)).collect()
    }

    /// What somebody has shown, has, and offers.
    fn settle(&mut self, bed: &Bed, user: Id<User>) -> Vec<Call> {
        let mut calls = Vec::new();
        for claim in [claims(&self.books.rulebook), buyer_claims(&self.books.rulebook)].concat() {
            if self.draw.percent(85) {
                calls.extend(self.with_hand(bed, None, |hand| Some(check(hand, user, claim))));
            }
        }
        for given in GIVEN.iter().filter(|given| FIRST.contains(&given.name)) {
            calls.extend(self.with_hand(bed, Some(user), given.make));
        }
        calls
    }
}
