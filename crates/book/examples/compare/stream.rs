//! The streams: how many orders rest, and what is asked how often.

use super::Answer;
use book::{Entry, Event, Kind, OrderBook, Price, Side, Terms};

/// The middle of all prices: trades are close to it, so that no halt comes.
const MIDDLE: i64 = 2_000;
/// Bids are of users 1 to 500, asks of 501 to 1,000: nobody meets themselves.
const USERS: usize = 500;

/// A mix of commands, in hundredths; what is left of a hundred moves an order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    pub(crate) name: &'static str,
    resting: usize,
    /// How far from the middle orders rest.
    reach: i64,
    new: u64,
    cancel: u64,
}

/// As exchange-core's: few rest close together, most commands move one.
pub(crate) const LOAD_A: Load =
    Load { name: "A, 1 000 rest, 12/6/82", resting: 1_000, reach: 60, new: 12, cancel: 6 };
/// Many rest.
pub(crate) const LOAD_B: Load =
    Load { name: "B, 100 000 rest, 60/30/10", resting: 100_000, reach: 390, new: 60, cancel: 30 };

/// One command. Orders are named by their numbers, from 1.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Command {
    Limit { side: Side, price: u16, quantity: u32 },
    Cancel { number: usize, entry: u64 },
    Move { number: usize, entry: u64, side: Side, price: u16, quantity: u32 },
}

/// What rests, and then what is asked.
pub(crate) struct Stream {
    pub(crate) before: Vec<Command>,
    pub(crate) commands: Vec<Command>,
}

/// A book in which nobody lacks anything.
pub(crate) fn opened() -> OrderBook {
    let mut book = OrderBook::new(Terms { reference: Price(2_000), ..Terms::USUAL });
    for user in 1..=2 * USERS {
        book.allow(u32::try_from(user).unwrap_or_default(), u64::MAX / 4, u64::MAX / 4);
    }
    book
}

fn user(number: usize, side: Side) -> u32 {
    let first = if side == Side::Bid { 1 } else { 1 + USERS };
    u32::try_from(first + number % USERS).unwrap_or_default()
}

/// An order, a microsecond after the entry before it.
pub(crate) fn limit(at: u64, number: usize, side: Side, price: u16, quantity: u32) -> Entry {
    let (user, price) = (user(number, side), Price(price));
    Entry { at, user, quantity, target: 0, price, side, kind: Kind::Limit }
}

/// A cancel of an order; which side it is of is told by its number, even of a bid.
pub(crate) fn cancel(at: u64, number: usize, entry: u64) -> Entry {
    let side = side_of(number);
    let (user, price) = (user(number, side), Price::NONE);
    Entry { at, user, quantity: 0, target: entry, price, side, kind: Kind::Cancel }
}

fn side_of(number: usize) -> Side {
    if number.is_multiple_of(2) { Side::Bid } else { Side::Ask }
}

pub(crate) fn answer(events: &[Event]) -> Answer {
    let mut answer = Answer::default();
    for event in events {
        match event {
            Event::Filled { price, quantity, .. } => {
                answer.traded += u64::from(*quantity);
                answer.value += price.times(*quantity);
            }
            Event::Rested { quantity, .. } => answer.left = u64::from(*quantity),
            other @ (Event::Ended { .. } | Event::Halted { .. } | Event::Withdrawn { .. }) => {
                panic!("{other:?}")
            }
        }
    }
    answer
}

/// Numbers by a seed: `SplitMix64`.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        i64::try_from((mixed ^ (mixed >> 31)) % end.unsigned_abs()).unwrap_or_default()
    }
}

/// A market that makes the stream: it knows which orders rest, so that only those are cancelled.
struct Maker {
    draw: Draw,
    load: Load,
    book: OrderBook,
    /// By number, the entry.
    entries: Vec<u64>,
    /// The numbers of orders that may rest still.
    live: Vec<usize>,
    count: usize,
}

impl Maker {
    /// An order that rests, or, when too many do, one that trades.
    fn order(&mut self) -> Command {
        self.count += 1;
        let side = side_of(self.count);
        let sign = if side == Side::Bid { -1 } else { 1 };
        let trades = self.book.count() > self.load.resting || self.draw.below(20) == 0;
        let away = if trades { -1 - self.draw.below(8) } else { 1 + self.draw.below(self.load.reach) };
        let quantity = if trades { 20 + self.draw.below(30) } else { 1 + self.draw.below(20) };
        let price = u16::try_from(MIDDLE + sign * away).unwrap_or_default();
        let quantity = u32::try_from(quantity).unwrap_or_default();
        let entry = limit(0, self.count, side, price, quantity);
        let number = self.book.enter(&entry, &mut Vec::new());
        self.entries.push(number);
        self.live.push(self.count);
        Command::Limit { side, price, quantity }
    }

    /// An order that rests, and does not any more.
    fn cancelled(&mut self) -> Option<(usize, u64)> {
        loop {
            let count = i64::try_from(self.live.len()).unwrap_or_default();
            if count == 0 {
                return None;
            }
            let at = usize::try_from(self.draw.below(count)).unwrap_or_default();
            let number = self.live.swap_remove(at);
            let entry = self.entries.get(number).copied().unwrap_or_default();
            if self.book.resting(entry).is_some() {
                self.book.enter(&cancel(0, number, entry), &mut Vec::new());
                return Some((number, entry));
            }
        }
    }

    fn command(&mut self) -> Command {
        let drawn = self.draw.below(100).unsigned_abs();
        if drawn < self.load.new {
            return self.order();
        }
        let Some((number, entry)) = self.cancelled() else { return self.order() };
        if drawn < self.load.new + self.load.cancel {
            return Command::Cancel { number, entry };
        }
        match self.order() {
            Command::Limit { side, price, quantity } => {
                Command::Move { number, entry, side, price, quantity }
            }
            other @ (Command::Cancel { .. } | Command::Move { .. }) => other,
        }
    }
}

impl Stream {
    pub(crate) fn of(load: Load, count: usize) -> Self {
        let book = opened();
        let mut maker = Maker { draw: Draw(1), load, book, entries: vec![0], live: Vec::new(), count: 0 };
        let mut before = Vec::new();
        while maker.book.count() < load.resting {
            before.push(maker.order());
        }
        let commands = (0..count).map(|_| maker.command()).collect();
        Self { before, commands }
    }
}
