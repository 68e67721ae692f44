//! What the matcher promises: by example, and by many random streams against one that is plain and slow.

mod calls;
mod naive;
mod rounds;
mod rules;
mod streams;

use super::{Entry, Event, Kind, OrderBook, Price, Side, Terms, Why};
use Side::{Ask, Bid};

const SECOND: u64 = 1_000_000;
const MINUTE: u64 = 60 * SECOND;

/// An order of a user at a time of 0.
fn order(user: u32, side: Side, quantity: u32, price: u16) -> Entry {
    Entry { at: 0, user, quantity, target: 0, price: Price(price), side, kind: Kind::Limit }
}

/// A word of the market.
fn word(kind: Kind) -> Entry {
    Entry { user: 0, kind, ..order(0, Bid, 0, 0) }
}

/// A book in which users 1 to 9 may use much.
struct Scene {
    book: OrderBook,
    events: Vec<Event>,
}

impl Scene {
    fn new(terms: Terms) -> Self {
        let mut book = OrderBook::new(terms);
        (1..10).for_each(|user| book.allow(user, 1_000_000, 1_000));
        Self { book, events: Vec::new() }
    }

    /// Enters, and says what came of it.
    fn enter(&mut self, entry: Entry) -> Vec<Event> {
        self.events.clear();
        self.book.enter(&entry, &mut self.events);
        self.events.clone()
    }

    /// Enters orders that have to rest.
    fn rest(&mut self, entries: &[Entry]) {
        for entry in entries {
            let events = self.enter(*entry);
            assert!(matches!(events[..], [Event::Rested { .. }]), "{entry:?}: {events:?}");
        }
    }
}

fn filled(taker: u64, maker: u64, quantity: u32, price: u16) -> Event {
    Event::Filled { taker, maker, price: Price(price), quantity }
}

fn ended(number: u64, quantity: u32, why: Why) -> Event {
    Event::Ended { number, quantity, why }
}
