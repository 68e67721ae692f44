//! One side of a book: a level for every tick, each with its orders in a row, and bits that say which levels have any.
#![expect(
    clippy::indexing_slicing,
    reason = "levels and slots are the book's own: one that is not there is a fault, not passed over"
)]

use super::entry::{Price, Side};
use super::index::NONE;

const LEVELS: usize = 4_096;

/// An order that rests, in the row of its level: half a cache line, and never in two.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
pub(crate) struct Slot {
    pub(crate) number: u64,
    pub(crate) user: u32,
    /// How many units are left of it.
    pub(crate) quantity: u32,
    before: u32,
    after: u32,
    pub(crate) price: Price,
    pub(crate) side: Side,
}

#[derive(Clone, Copy, Debug)]
struct Level {
    head: u32,
    tail: u32,
    quantity: u64,
}

/// Where orders rest; a slot that is free is used again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slots {
    slots: Vec<Slot>,
    free: Vec<u32>,
}

#[derive(Clone, Debug)]
pub(crate) struct Ladder {
    side: Side,
    levels: Box<[Level]>,
    /// A bit for each level that has orders.
    words: [u64; 64],
    /// A bit for each word that is not nought.
    summary: u64,
}

fn wide(slot: u32) -> usize {
    usize::try_from(slot).unwrap_or(usize::MAX)
}

impl Slots {
    /// The order in a slot.
    pub(crate) fn get(&self, slot: u32) -> &Slot {
        &self.slots[wide(slot)]
    }

    fn get_mut(&mut self, slot: u32) -> &mut Slot {
        &mut self.slots[wide(slot)]
    }

    /// The orders before and behind one at its price.
    pub(crate) fn neighbours(&self, slot: u32) -> [u32; 2] {
        let slot = self.get(slot);
        [slot.before, slot.after]
    }

    /// How many orders rest.
    pub(crate) fn count(&self) -> usize {
        self.slots.len() - self.free.len()
    }

    fn put(&mut self, order: Slot) -> u32 {
        if let Some(slot) = self.free.pop() {
            *self.get_mut(slot) = order;
            return slot;
        }
        self.slots.push(order);
        u32::try_from(self.slots.len() - 1).unwrap_or(NONE)
    }
}

impl Slot {
    pub(crate) fn new(number: u64, user: u32, side: Side, price: Price, quantity: u32) -> Self {
        Self { number, user, quantity, before: NONE, after: NONE, price, side }
    }
}

impl Ladder {
    pub(crate) fn new(side: Side) -> Self {
        let none = Level { head: NONE, tail: NONE, quantity: 0 };
        let levels = vec![none; LEVELS].into_boxed_slice();
        Self { side, levels, words: [0; 64], summary: 0 }
    }

    /// The best price: the highest bid, the lowest ask.
    pub(crate) fn best(&self) -> Option<Price> {
        if self.summary == 0 {
            return None;
        }
        let of_word = |word: u64| match self.side {
            Side::Bid => word.ilog2(),
            Side::Ask => word.trailing_zeros(),
        };
        let word = of_word(self.summary);
        let bit = of_word(self.words[wide(word)]);
        u16::try_from(word * 64 + bit).ok().map(Price)
    }

    /// The next worse price that has orders.
    pub(crate) fn worse(&self, than: Price) -> Option<Price> {
        let (word, bit) = (usize::from(than.0 / 64), u32::from(than.0 % 64));
        let masked = |bits: u64, bit: u32| match self.side {
            Side::Bid => bits & ((1_u64 << bit) - 1),
            Side::Ask => bits & u64::MAX.checked_shl(bit + 1).unwrap_or(0),
        };
        let of_word = |word: u64| match self.side {
            Side::Bid => word.ilog2(),
            Side::Ask => word.trailing_zeros(),
        };
        let here = masked(self.words[word], bit);
        if here != 0 {
            return u16::try_from(word * 64 + wide(of_word(here))).ok().map(Price);
        }
        let others = masked(self.summary, u32::try_from(word).unwrap_or(63));
        if others == 0 {
            return None;
        }
        let word = of_word(others);
        u16::try_from(word * 64 + of_word(self.words[wide(word)])).ok().map(Price)
    }

    /// How many units rest at a price.
    pub(crate) fn quantity(&self, price: Price) -> u64 {
        self.levels[usize::from(price.0)].quantity
    }

    /// The last order at a price.
    pub(crate) fn last(&self, price: Price) -> Option<u32> {
        let tail = self.levels[usize::from(price.0)].tail;
        (tail != NONE).then_some(tail)
    }

    /// The first order at a price.
    pub(crate) fn first(&self, price: Price) -> Option<u32> {
        let head = self.levels[usize::from(price.0)].head;
        (head != NONE).then_some(head)
    }

    /// The order behind another at its price.
    pub(crate) fn next(slots: &Slots, slot: u32) -> Option<u32> {
        let after = slots.get(slot).after;
        (after != NONE).then_some(after)
    }

    /// Puts an order at the end of its level's row.
    pub(crate) fn push(&mut self, slots: &mut Slots, order: Slot) -> u32 {
        let price = usize::from(order.price.0);
        let level = &mut self.levels[price];
        let slot = slots.put(Slot { before: level.tail, after: NONE, ..order });
        if level.tail == NONE {
            level.head = slot;
            self.words[price / 64] |= 1 << (price % 64);
            self.summary |= 1 << (price / 64);
        } else {
            slots.get_mut(level.tail).after = slot;
        }
        level.tail = slot;
        level.quantity += u64::from(order.quantity);
        slot
    }

    /// Takes units of an order; whether any are left of it.
    pub(crate) fn reduce(&mut self, slots: &mut Slots, slot: u32, quantity: u32) -> bool {
        let order = slots.get_mut(slot);
        order.quantity -= quantity;
        self.levels[usize::from(order.price.0)].quantity -= u64::from(quantity);
        order.quantity > 0
    }

    /// Takes an order out.
    pub(crate) fn remove(&mut self, slots: &mut Slots, slot: u32) {
        let Slot { before, after, price, quantity, .. } = *slots.get(slot);
        let price = usize::from(price.0);
        let level = &mut self.levels[price];
        level.quantity -= u64::from(quantity);
        if before == NONE {
            level.head = after;
        } else {
            slots.get_mut(before).after = after;
        }
        if after == NONE {
            level.tail = before;
        } else {
            slots.get_mut(after).before = before;
        }
        if level.head == NONE {
            self.words[price / 64] &= !(1 << (price % 64));
            if self.words[price / 64] == 0 {
                self.summary &= !(1 << (price / 64));
            }
        }
        slots.free.push(slot);
    }
}
