//! What a book says of itself, and how it is made anew.

use super::entry::{Price, Side};
use super::event::Why;
use super::ladder::{Ladder, Slot};
use super::matcher::{Allowance, OrderBook, Resting};
use super::prices;
use super::terms::Phase;
use std::cmp::Reverse;

/// What a book says of itself.
impl OrderBook {
    /// The number of the last entry.
    pub fn last(&self) -> u64 {
        self.last
    }

    /// How it trades now.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// Until when no orders are taken, in microseconds; 0 when it was never halted, or opened by a call since.
    pub fn halted_until(&self) -> u64 {
        self.halted_until
    }

    /// The best price of a side.
    pub fn best(&self, side: Side) -> Option<Price> {
        self.side(side).best()
    }

    /// How many orders rest.
    pub fn count(&self) -> usize {
        self.slots.count()
    }

    /// An order that rests.
    pub fn resting(&self, number: u64) -> Option<Resting> {
        let Slot { user, side, price, quantity, .. } = *self.slots.get(self.index.get(number)?);
        Some(Resting { number, user, side, price, quantity })
    }

    /// The best prices of a side, at most so many, each with how many units rest there.
    pub fn depth(&self, side: Side, most: usize) -> Vec<(Price, u64)> {
        let side = self.side(side);
        let prices = std::iter::successors(side.best(), |price| side.worse(*price));
        prices.take(most).map(|price| (price, side.quantity(price))).collect()
    }

    /// The orders of a side: those at the best price first, at one price the earlier.
    pub fn orders(&self, side: Side) -> impl Iterator<Item = Resting> {
        let ladder = self.side(side);
        let prices = std::iter::successors(ladder.best(), |price| ladder.worse(*price));
        let slots = prices.flat_map(move |price| {
            std::iter::successors(ladder.first(price), |slot| Ladder::next(&self.slots, *slot))
        });
        slots.map(move |slot| {
            let Slot { number, user, price, quantity, .. } = *self.slots.get(slot);
            Resting { number, user, side, price, quantity }
        })
    }

    /// Up to which price an order of a side without limit would trade now; none when there is nothing to trade with.
    pub fn market_limit(&self, side: Side) -> Option<Price> {
        let best = self.side(side.other()).best()?;
        Some(prices::protected(side, best, &self.terms))
    }

    /// When the next order may expire, in microseconds: no earlier than this.
    pub fn next_expiry(&self) -> Option<u64> {
        self.expiries.peek().map(|Reverse((until, _))| *until)
    }

    /// What a user may still use.
    pub fn allowance(&self, user: u32) -> Allowance {
        self.allowances.get(usize::try_from(user).unwrap_or(usize::MAX)).copied().unwrap_or_default()
    }
}

/// Making a book anew from what was kept of it.
impl OrderBook {
    /// Goes on where a book stood: behind an entry, at a time, in a phase, halted until a time.
    pub fn go_on(&mut self, last: u64, now: u64, phase: Phase, halted_until: u64) {
        (self.last, self.now, self.phase, self.halted_until) = (last, now, phase, halted_until);
    }

    /// A user may use so much more.
    pub fn allow(&mut self, user: u32, value: u64, quantity: u64) {
        let allowance = self.allowance_mut(user);
        allowance.value = allowance.value.saturating_add(value);
        allowance.quantity = allowance.quantity.saturating_add(quantity);
    }

    /// A user may use so much and no more, besides what their orders bind: for books whose orders each bring what covers them.
    pub fn allow_only(&mut self, user: u32, value: u64, quantity: u64) {
        let allowance = self.allowance_mut(user);
        (allowance.value, allowance.quantity) = (value, quantity);
    }

    /// An order rests, until a time if that is not 0, behind those at its price, and binds what its user may use. Orders are put back
    /// in the order of their numbers.
    ///
    /// # Errors
    /// [`Why::BadOrder`] for one that cannot rest: of nobody, for nothing, at no price, or not behind those that do.
    pub fn put_back(&mut self, order: &Resting, until: u64) -> Result<(), Why> {
        let is_order = order.user > 0 && order.quantity > 0 && order.price.is_on_ladder();
        if !is_order || order.number <= self.last {
            return Err(Why::BadOrder);
        }
        self.last = order.number;
        self.push(order, until);
        Ok(())
    }

    /// A call was held: how far the price moves is counted from what it traded on.
    pub fn called(&mut self) {
        self.prices.begin_anew();
    }

    /// A trade that was made: the last twenty, and those of the window of time, the oldest first.
    pub fn traded(&mut self, at: u64, price: Price, quantity: u32) {
        self.prices.traded(at, price, quantity);
    }
}
