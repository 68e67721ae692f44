//! The book: takes entries one after the other and says what comes of each.

use super::entry::{Entry, Kind, Price, Side};
use super::event::{Event, Why};
use super::index::{Index, NONE};
use super::ladder::{Ladder, Slot, Slots};
use super::prices::{self, Prices};
use super::terms::{Phase, Terms};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How many entries are looked at together: as many reads as a processor waits for at once.
const AHEAD: usize = 16;

/// How many orders are looked at for one that has to be filled whole, when one of them may be its user's own: what is asked for nothing
/// must not cost much.
const SEEN_MOST: u32 = 1_000;

/// What a user may still use in a book: what neither rests nor was traded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allowance {
    /// To bid with, in ticks times units.
    pub value: u64,
    /// To ask with, in units.
    pub quantity: u64,
    /// How many bids of theirs rest.
    pub bid_count: u32,
    /// How many asks of theirs rest.
    pub ask_count: u32,
}

/// An order that rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resting {
    /// Its number: earlier orders have lower ones.
    pub number: u64,
    /// Whose.
    pub user: u32,
    /// Which side.
    pub side: Side,
    /// Its limit.
    pub price: Price,
    /// How many units are left of it.
    pub quantity: u32,
}

/// A book of orders for one instrument.
#[derive(Clone, Debug)]
pub struct OrderBook {
    pub(crate) terms: Terms,
    pub(crate) phase: Phase,
    pub(crate) last: u64,
    pub(crate) now: u64,
    pub(crate) halted_until: u64,
    pub(crate) bids: Ladder,
    pub(crate) asks: Ladder,
    pub(crate) slots: Slots,
    pub(crate) index: Index,
    pub(crate) allowances: Vec<Allowance>,
    /// When orders expire, the soonest first; orders that are gone may still be in it.
    pub(crate) expiries: BinaryHeap<Reverse<(u64, u64)>>,
    pub(crate) prices: Prices,
}

impl OrderBook {
    /// A book that nobody has entered.
    pub fn new(terms: Terms) -> Self {
        Self {
            terms,
            phase: terms.phase,
            last: 0,
            now: 0,
            halted_until: 0,
            bids: Ladder::new(Side::Bid),
            asks: Ladder::new(Side::Ask),
            slots: Slots::default(),
            index: Index::default(),
            allowances: Vec::new(),
            expiries: BinaryHeap::new(),
            prices: Prices::new(),
        }
    }

    /// Takes an entry, adds what came of it to the events, and says its number.
    pub fn enter(&mut self, entry: &Entry, events: &mut Vec<Event>) -> u64 {
        self.last += 1;
        self.now = self.now.max(entry.at);
        self.expire(events);
        let number = self.last;
        if let Err(why) = self.take(number, entry, events) {
            let quantity = if entry.kind.is_order() { entry.quantity } else { 0 };
            events.push(Event::Ended { number, quantity, why });
        }
        number
    }

    /// Takes many, one after the other, and adds what came of each to the events; `taken` hears where those of each entry begin.
    ///
    /// It is quicker than one by one: where a book is larger than the caches, most of the time of an entry is spent waiting for the
    /// few places in memory that it changes. Here those of several entries are read first, and so are waited for together.
    pub fn enter_all(&mut self, entries: &[Entry], events: &mut Vec<Event>, mut taken: impl FnMut(usize)) {
        for entries in entries.chunks(AHEAD) {
            self.look_ahead(entries);
            for entry in entries {
                taken(events.len());
                self.enter(entry, events);
            }
        }
    }

    /// Reads what some entries are going to change: that changes nothing.
    fn look_ahead(&self, entries: &[Entry]) {
        let mut slots = [NONE; AHEAD];
        for (entry, slot) in entries.iter().zip(&mut slots) {
            let found = if entry.kind == Kind::Cancel {
                self.index.get(entry.target)
            } else if entry.price.is_on_ladder() {
                self.side(entry.side).last(entry.price)
            } else {
                None
            };
            *slot = found.unwrap_or(NONE);
        }
        let mut beside = [[NONE; 2]; AHEAD];
        for (slot, beside) in slots.iter().zip(&mut beside).filter(|(slot, _)| **slot != NONE) {
            *beside = self.slots.neighbours(*slot);
        }
        let beside = beside.iter().flatten().filter(|slot| **slot != NONE);
        std::hint::black_box(beside.fold(0, |sum: u64, slot| sum ^ self.slots.get(*slot).number));
    }

    fn take(&mut self, number: u64, entry: &Entry, events: &mut Vec<Event>) -> Result<(), Why> {
        if entry.kind.is_of_market() != (entry.user == 0) {
            return Err(Why::BadOrder);
        }
        match entry.kind {
            Kind::Limit | Kind::Market | Kind::ImmediateOrCancel | Kind::FillOrKill | Kind::PostOnly => {
                return self.order(number, entry, events);
            }
            Kind::Cancel => return self.cancel(entry, events),
            Kind::Allow => self.allow(entry.user, entry.target, u64::from(entry.quantity)),
            Kind::Withdraw => {
                let allowance = self.allowance_mut(entry.user);
                let quantity = u32::try_from(allowance.quantity).unwrap_or(u32::MAX);
                let value = std::mem::take(&mut allowance.value);
                allowance.quantity -= u64::from(quantity);
                events.push(Event::Withdrawn { user: entry.user, value, quantity });
            }
            Kind::Time => {}
            Kind::Collect => (self.phase, self.halted_until) = (Phase::Collecting, 0),
            Kind::Call | Kind::Open if self.phase == Phase::Continuous => return Err(Why::BadOrder),
            Kind::Call => self.call(events),
            Kind::Open => {
                self.call(events);
                self.phase = Phase::Continuous;
            }
        }
        Ok(())
    }

    fn order(&mut self, number: u64, entry: &Entry, events: &mut Vec<Event>) -> Result<(), Why> {
        if self.now < self.halted_until {
            return Err(Why::Halted);
        }
        let limit = self.limit(entry)?;
        let allowance = self.allowance(entry.user);
        let is_covered = match entry.side {
            Side::Bid => limit.times(entry.quantity) <= allowance.value,
            Side::Ask => u64::from(entry.quantity) <= allowance.quantity,
        };
        if !is_covered {
            return Err(Why::NotCovered);
        }
        if self.phase == Phase::Collecting {
            // Nobody is on both sides of a call: whom they would trade with is not known before it.
            let (bids, asks) = (allowance.bid_count, allowance.ask_count);
            let opposite = if entry.side == Side::Bid { asks } else { bids };
            if opposite > 0 {
                return Err(Why::OwnOrder);
            }
            self.rest(number, entry, entry.quantity, events);
            return Ok(());
        }
        self.prices.forget(self.now, &self.terms);
        let would_trade =
            self.side(entry.side.other()).best().is_some_and(|best| entry.side.takes(limit, best));
        if entry.kind == Kind::PostOnly && would_trade {
            return Err(Why::WouldTrade);
        }
        if entry.kind == Kind::FillOrKill && !self.has_enough(entry, limit) {
            return Err(Why::NotWhole);
        }
        let (left, why) = if would_trade {
            self.trade(number, entry, limit, events)
        } else {
            (entry.quantity, Some(Why::NoMore))
        };
        match why {
            None => {}
            Some(Why::NoMore) if entry.kind.may_rest() => self.rest(number, entry, left, events),
            Some(why) => {
                events.push(Event::Ended { number, quantity: left, why });
                if why == Why::TooFar {
                    self.halted_until = self.now.saturating_add(self.terms.halt);
                    events.push(Event::Halted { until: self.halted_until });
                }
            }
        }
        Ok(())
    }

    /// Up to which price an order trades.
    fn limit(&mut self, entry: &Entry) -> Result<Price, Why> {
        let is_over = entry.target != 0 && (entry.target <= self.now || !entry.kind.may_rest());
        let is_taken = self.phase == Phase::Continuous || entry.kind == Kind::Limit;
        if entry.quantity < self.terms.quantity_min.max(1) || is_over || !is_taken {
            return Err(Why::BadOrder);
        }
        let (least, most) = self.prices.band(&self.terms);
        if entry.kind == Kind::Market {
            if entry.price != Price::NONE {
                return Err(Why::BadOrder);
            }
            let best = self.side(entry.side.other()).best().ok_or(Why::NoMore)?;
            let limit = prices::protected(entry.side, best, &self.terms);
            return Ok(if entry.side == Side::Bid { limit.min(most) } else { limit.max(least) });
        }
        if !entry.price.is_on_ladder() {
            return Err(Why::BadOrder);
        }
        if entry.price < least || entry.price > most {
            return Err(Why::OutOfBand);
        }
        Ok(entry.price)
    }

    /// Trades an order with what rests: how many units are left of it, and why, when any are.
    fn trade(
        &mut self,
        number: u64,
        entry: &Entry,
        limit: Price,
        events: &mut Vec<Event>,
    ) -> (u32, Option<Why>) {
        let (mut left, mut value, mut reach) = (entry.quantity, 0, None);
        let others = match entry.side {
            Side::Bid => &mut self.asks,
            Side::Ask => &mut self.bids,
        };
        let why = loop {
            if left == 0 {
                break None;
            }
            let best = others.best().filter(|best| entry.side.takes(limit, *best));
            let Some((price, slot)) = best.and_then(|best| Some((best, others.first(best)?))) else {
                break Some(Why::NoMore);
            };
            let Slot { number: maker, user, quantity: rests, .. } = *self.slots.get(slot);
            if user == entry.user {
                break Some(Why::OwnOrder);
            }
            let reach = *reach.get_or_insert_with(|| self.prices.reach(entry.side, price, &self.terms));
            if !reach.is_some_and(|reach| entry.side.takes(reach, price)) {
                break Some(Why::TooFar);
            }
            let quantity = left.min(rests);
            left -= quantity;
            value += price.times(quantity);
            if !others.reduce(&mut self.slots, slot, quantity) {
                others.remove(&mut self.slots, slot);
                self.index.remove(maker);
                if let Some(allowance) = self.allowances.get_mut(usize::try_from(user).unwrap_or(usize::MAX))
                {
                    *allowance.count_mut(entry.side.other()) -= 1;
                }
            }
            self.prices.traded(self.now, price, quantity);
            events.push(Event::Filled { taker: number, maker, price, quantity });
        };
        let allowance = self.allowance_mut(entry.user);
        match entry.side {
            Side::Bid => allowance.value -= value,
            Side::Ask => allowance.quantity -= u64::from(entry.quantity - left),
        }
        (left, why)
    }

    /// Whether an order could be filled whole now: neither an own order nor too far a price would stand before its end.
    fn has_enough(&self, entry: &Entry, limit: Price) -> bool {
        let others = self.side(entry.side.other());
        let mut next = others.best();
        let Some(first) = next else { return false };
        let Some(reach) = self.prices.reach(entry.side, first, &self.terms) else { return false };
        let (bids, asks) = (self.allowance(entry.user).bid_count, self.allowance(entry.user).ask_count);
        let has_own = if entry.side == Side::Bid { asks > 0 } else { bids > 0 };
        let (mut missing, mut seen_count) = (u64::from(entry.quantity), 0);
        while let Some(price) = next {
            if !entry.side.takes(limit, price) || !entry.side.takes(reach, price) {
                return false;
            }
            if has_own {
                let mut slot = others.first(price);
                while let Some(at) = slot {
                    let order = self.slots.get(at);
                    seen_count += 1;
                    if order.user == entry.user || seen_count > SEEN_MOST {
                        return false;
                    }
                    missing = missing.saturating_sub(u64::from(order.quantity));
                    if missing == 0 {
                        return true;
                    }
                    slot = Ladder::next(&self.slots, at);
                }
            } else {
                missing = missing.saturating_sub(others.quantity(price));
                if missing == 0 {
                    return true;
                }
            }
            next = others.worse(price);
        }
        false
    }

    fn rest(&mut self, number: u64, entry: &Entry, quantity: u32, events: &mut Vec<Event>) {
        let Entry { user, side, price, target, .. } = *entry;
        self.push(&Resting { number, user, side, price, quantity }, target);
        events.push(Event::Rested { number, quantity });
    }

    /// An order rests, until a time if that is not 0, behind those at its price, and binds what its user may use.
    pub(crate) fn push(&mut self, order: &Resting, until: u64) {
        let Resting { number, user, side, price, quantity } = *order;
        let slot = Slot::new(number, user, side, price, quantity);
        let slot = match side {
            Side::Bid => self.bids.push(&mut self.slots, slot),
            Side::Ask => self.asks.push(&mut self.slots, slot),
        };
        self.index.insert(number, slot);
        if until != 0 {
            self.expiries.push(Reverse((until, number)));
            // Orders that were filled or cancelled stay in the heap until their time, but never are most of it.
            if self.expiries.len() > self.slots.count().saturating_mul(2).saturating_add(1_024) {
                let index = &self.index;
                self.expiries.retain(|Reverse((_, number))| index.get(*number).is_some());
            }
        }
        let allowance = self.allowance_mut(user);
        *allowance.count_mut(side) += 1;
        match side {
            Side::Bid => allowance.value = allowance.value.saturating_sub(price.times(quantity)),
            Side::Ask => allowance.quantity = allowance.quantity.saturating_sub(u64::from(quantity)),
        }
    }

    fn cancel(&mut self, entry: &Entry, events: &mut Vec<Event>) -> Result<(), Why> {
        let slot = self.index.get(entry.target).ok_or(Why::NoSuchOrder)?;
        if self.slots.get(slot).user != entry.user {
            return Err(Why::NoSuchOrder);
        }
        self.end(slot, Why::Cancelled, events);
        Ok(())
    }

    fn expire(&mut self, events: &mut Vec<Event>) {
        while let Some(Reverse((until, number))) = self.expiries.peek().copied() {
            if until > self.now {
                return;
            }
            self.expiries.pop();
            if let Some(slot) = self.index.get(number) {
                self.end(slot, Why::Expired, events);
            }
        }
    }

    /// Takes an order out, and gives back what it binds.
    fn end(&mut self, slot: u32, why: Why, events: &mut Vec<Event>) {
        let Slot { number, side, price, quantity, .. } = *self.slots.get(slot);
        let allowance = self.forget(slot);
        match side {
            Side::Bid => allowance.value = allowance.value.saturating_add(price.times(quantity)),
            Side::Ask => allowance.quantity = allowance.quantity.saturating_add(u64::from(quantity)),
        }
        events.push(Event::Ended { number, quantity, why });
    }

    /// Takes an order out of its level, and gives what its user may use.
    pub(crate) fn forget(&mut self, slot: u32) -> &mut Allowance {
        let Slot { number, user, side, .. } = *self.slots.get(slot);
        match side {
            Side::Bid => self.bids.remove(&mut self.slots, slot),
            Side::Ask => self.asks.remove(&mut self.slots, slot),
        }
        self.index.remove(number);
        let allowance = self.allowance_mut(user);
        *allowance.count_mut(side) -= 1;
        allowance
    }

    pub(crate) fn side(&self, side: Side) -> &Ladder {
        match side {
            Side::Bid => &self.bids,
            Side::Ask => &self.asks,
        }
    }

    pub(crate) fn allowance_mut(&mut self, user: u32) -> &mut Allowance {
        let at = usize::try_from(user).unwrap_or(usize::MAX);
        if self.allowances.len() <= at {
            self.allowances.resize(at + 1, Allowance::default());
        }
        #[expect(clippy::indexing_slicing, reason = "it was made longer just before")]
        &mut self.allowances[at]
    }
}

impl Allowance {
    fn count_mut(&mut self, side: Side) -> &mut u32 {
        match side {
            Side::Bid => &mut self.bid_count,
            Side::Ask => &mut self.ask_count,
        }
    }
}
