//! Rounds: those that a book makes are taken, and say what it then holds; those that were changed are not.

use super::streams::{LOTS, VALUE, opened, stream};
use super::*;
use crate::round::{Known, Outcome, Round, Use, Wrong};
use crate::{Phase, Resting};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A book that goes on in rounds, with its records beside it.
struct Kept {
    book: OrderBook,
    orders: BTreeMap<u64, Known>,
    uses: BTreeMap<u32, Use>,
    last: u64,
    now: u64,
    phase: Phase,
}

impl Kept {
    fn new(terms: Terms) -> Self {
        let (orders, uses) = (BTreeMap::new(), BTreeMap::new());
        Self { book: opened(terms), orders, uses, last: 0, now: 0, phase: terms.phase }
    }

    fn check(&self, entries: &[Entry], events: &[Event]) -> Result<Outcome, Wrong> {
        let Self { last, now, phase, .. } = *self;
        Round { last, phase, now, entries, events }.check(|number| self.orders.get(&number).copied())
    }

    fn enter(&mut self, entries: &[Entry]) -> Vec<Event> {
        let mut events = Vec::new();
        for entry in entries {
            self.book.enter(entry, &mut events);
        }
        events
    }

    fn take_in(&mut self, entries: &[Entry], outcome: &Outcome) {
        for (number, order) in &outcome.orders {
            self.orders.insert(*number, *order);
            if order.0.quantity == 0 {
                self.orders.remove(number);
            }
        }
        for (user, uses) in &outcome.uses {
            let of = self.uses.entry(*user).or_default();
            of.value_bound += uses.value_bound;
            of.quantity_bound += uses.quantity_bound;
            of.value_traded += uses.value_traded;
            of.quantity_traded += uses.quantity_traded;
            of.value_allowed += uses.value_allowed;
            of.quantity_allowed += uses.quantity_allowed;
        }
        self.last += u64::try_from(entries.len()).unwrap();
        self.now = outcome.now;
        self.phase = outcome.phase.unwrap_or(self.phase);
    }
}

fn signed(value: u64) -> i64 {
    i64::try_from(value).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, ..ProptestConfig::default() })]

    #[test]
    fn what_a_book_makes_is_taken_and_is_what_it_holds((terms, entries) in stream(), size in 1..20_usize) {
        let mut kept = Kept::new(terms);
        for entries in entries.chunks(size) {
            let events = kept.enter(entries);
            let outcome = kept.check(entries, &events);
            prop_assert!(outcome.is_ok(), "{outcome:?}: {events:?}");
            let outcome = outcome.unwrap();
            if let Some(until) = outcome.halted_until {
                prop_assert_eq!(until, kept.book.halted_until());
            }
            let traded = events.iter().filter(|event| matches!(event, Event::Filled { .. })).count();
            prop_assert_eq!(outcome.fills.len(), traded);
            kept.take_in(entries, &outcome);
        }
        let mut orders: Vec<Resting> = kept.book.orders(Bid).chain(kept.book.orders(Ask)).collect();
        orders.sort_by_key(|order| order.number);
        prop_assert_eq!(orders, kept.orders.values().map(|(order, _)| *order).collect::<Vec<_>>());
        prop_assert_eq!(kept.phase, kept.book.phase());
        for user in 1..5_u32 {
            let uses = kept.uses.get(&user).copied().unwrap_or_default();
            let allowance = kept.book.allowance(user);
            let value = signed(VALUE) + uses.value_allowed - uses.value_bound - uses.value_traded;
            let quantity = signed(LOTS) + uses.quantity_allowed - uses.quantity_bound - uses.quantity_traded;
            prop_assert_eq!((value, quantity), (signed(allowance.value), signed(allowance.quantity)));
        }
    }

    /// Another quantity, price or order in an event, one that is missing, doubled or out of its order: no round any more.
    #[test]
    fn what_was_changed_is_not_taken((terms, entries) in stream(), at in any::<prop::sample::Index>(), how in 0..6_u8) {
        // In a call the price is the book's to find, and any that all orders take is taken: not here.
        let mut entries = entries;
        entries.retain(|entry| entry.kind != Kind::Collect);
        let mut kept = Kept::new(Terms { phase: Phase::Continuous, ..terms });
        let mut events = kept.enter(&entries);
        if events.is_empty() {
            return Ok(());
        }
        let at = at.index(events.len());
        let unchanged = events.clone();
        let is_order = |number: u64| entries[usize::try_from(number - 1).unwrap()].kind.is_order();
        let is_expiry = |event: &Event| matches!(event, Event::Ended { why: Why::Expired, .. });
        match (how, &mut events[at]) {
            (0, Event::Filled { quantity, .. } | Event::Rested { quantity, .. }) => *quantity += 1,
            (0, Event::Ended { number, quantity, .. }) if is_order(*number) => *quantity += 1,
            (1, Event::Filled { price, .. }) => *price = Price(price.0 + 1),
            (2, Event::Filled { maker, .. }) => *maker += 1,
            (2, Event::Rested { number, .. }) => *number += 1,
            // That an order's time is over is seen only when it is named.
            (3, event) if !is_expiry(event) => {
                events.remove(at);
            }
            (4, Event::Filled { .. } | Event::Rested { .. }) => {
                let event = events[at];
                events.insert(at, event);
            }
            (5, _) if at > 0 && !unchanged[at - 1..=at].iter().any(is_expiry) => events.swap(at - 1, at),
            _ => {}
        }
        if events == unchanged {
            return Ok(());
        }
        let outcome = kept.check(&entries, &events);
        let same = kept.check(&entries, &unchanged);
        // Two that end at one time may be named either way round, and a halt has no order of its own.
        prop_assert!(outcome.is_err() || outcome == same, "{how} {at}: {events:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, ..ProptestConfig::default() })]

    /// Events of one market said of the entries of another: the check always answers, and takes nothing that does not add up.
    #[test]
    fn whatever_is_said_is_answered((terms, entries) in stream(), (_, others) in stream()) {
        let mut elsewhere = Kept::new(Terms { quantity_min: 1, ..terms });
        let events = elsewhere.enter(&others);
        let kept = Kept::new(terms);
        for count in [0, 1, 2, 3, events.len() / 2, events.len()] {
            let said = &events[..count.min(events.len())];
            let Ok(outcome) = kept.check(&entries, said) else { continue };
            for fill in &outcome.fills {
                let of = |number: u64| &entries[usize::try_from(number - 1).unwrap()];
                prop_assert_eq!((of(fill.bid).side, of(fill.ask).side), (Bid, Ask));
                prop_assert_eq!((of(fill.bid).user, of(fill.ask).user), (fill.buyer, fill.seller));
                let filled = |number: u64| outcome.fills.iter().filter(move |one| one.bid == number || one.ask == number);
                for number in [fill.bid, fill.ask] {
                    prop_assert!(filled(number).map(|one| one.quantity).sum::<u32>() <= of(number).quantity);
                }
            }
        }
    }
}

#[test]
fn a_call_is_at_one_price_within_all_limits_the_best_first() {
    let entries = [order(1, Bid, 5, 102), order(2, Bid, 5, 101), order(3, Ask, 7, 100), word(Kind::Open)];
    let rested = |number, quantity| Event::Rested { number, quantity };
    let start = [rested(1, 5), rested(2, 5), rested(3, 7)];
    let cases: [(&[Event], &str); 5] = [
        (&[filled(1, 3, 5, 101), filled(2, 3, 2, 101)], ""),
        (&[filled(1, 3, 5, 101), filled(2, 3, 2, 100)], "two prices in a call"),
        (&[filled(1, 3, 5, 103), filled(2, 3, 2, 103)], "a price beyond a limit"),
        (&[filled(2, 3, 5, 101), filled(1, 3, 2, 101)], "a worse price or a later order first"),
        (&[filled(3, 1, 5, 101)], "two of one side or of one user"),
    ];
    for (events, why) in cases {
        let events: Vec<Event> = start.iter().chain(events).copied().collect();
        let round = Round { last: 0, phase: Phase::Collecting, now: 0, entries: &entries, events: &events };
        let found = round.check(|_| None).map_or_else(|wrong| wrong.why, |_| "");
        assert_eq!(found, why, "{events:?}");
    }
}

#[test]
fn each_fault_of_a_round_has_its_name() {
    let entries = [order(1, Ask, 5, 100), order(2, Ask, 5, 100), order(3, Bid, 7, 101)];
    let rested = |number, quantity| Event::Rested { number, quantity };
    let start = [rested(1, 5), rested(2, 5)];
    let cases: [(&[Event], &str); 10] = [
        (&[filled(3, 1, 5, 100), filled(3, 2, 2, 100)], ""),
        (&[filled(3, 2, 5, 100), filled(3, 1, 2, 100)], "a worse price or a later order first"),
        (&[filled(3, 1, 6, 100), filled(3, 2, 1, 100)], "more than what is left of an order"),
        (&[filled(3, 1, 5, 101), filled(3, 2, 2, 100)], "another price than that of what rested"),
        (&[filled(3, 1, 5, 100), rested(3, 1)], "an order that neither rests nor ended"),
        (&[filled(3, 1, 5, 100), ended(3, 2, Why::NoMore)], "an order that cannot have ended so"),
        (&[filled(3, 4, 5, 100)], "an order that does not rest"),
        (&[filled(3, 1, 5, 100), filled(3, 1, 2, 100)], "an order that does not rest any more"),
        (&[filled(3, 1, 5, 100), filled(3, 2, 2, 100), rested(3, 1)], "events that no entry made"),
        (&[filled(3, 1, 0, 100)], "more than what is left of an order"),
    ];
    for (events, why) in cases {
        let events: Vec<Event> = start.iter().chain(events).copied().collect();
        let round = Round { last: 0, phase: Phase::Continuous, now: 0, entries: &entries, events: &events };
        let found = round.check(|_| None).map_or_else(|wrong| wrong.why, |_| "");
        assert_eq!(found, why, "{events:?}");
    }
    let early = [Event::Rested { number: 1, quantity: 5 }, ended(1, 5, Why::Expired)];
    let entries_of_early =
        [Entry { target: MINUTE, ..entries[0] }, Entry { at: MINUTE - 1, ..word(Kind::Time) }];
    let round =
        Round { last: 0, phase: Phase::Continuous, now: 0, entries: &entries_of_early, events: &early };
    assert_eq!(round.check(|_| None).unwrap_err().why, "events that no entry made");
    let cancel = Entry { user: 3, target: 1, kind: Kind::Cancel, ..order(0, Bid, 0, 0) };
    let (entries, events) = ([entries[0], cancel], [rested(1, 5), ended(1, 5, Why::Cancelled)]);
    let round = Round { last: 0, phase: Phase::Continuous, now: 0, entries: &entries, events: &events };
    assert_eq!(round.check(|_| None).unwrap_err().why, "the order of somebody else, cancelled");
    let entries = [entries[0], Entry { user: 1, ..cancel }];
    let in_part = [rested(1, 5), ended(1, 4, Why::Cancelled)];
    let round = Round { last: 0, phase: Phase::Continuous, now: 0, entries: &entries, events: &in_part };
    assert_eq!(round.check(|_| None).unwrap_err().why, "an end that is not of what was left");
}

#[test]
fn of_the_orders_that_are_known_the_first_trades_and_within_its_limit() {
    let said = |entries: &[Entry], events: &[Event], known: &[Resting]| {
        let round = Round { last: 10, phase: Phase::Continuous, now: 0, entries, events };
        let outcome =
            round.check(|number| known.iter().find(|order| order.number == number).map(|one| (*one, 0)));
        outcome.map_or_else(|wrong| wrong.why, |_| "")
    };
    let ask = |number, price| Resting { number, user: 1, side: Ask, price: Price(price), quantity: 5 };
    let known = [ask(1, 100), ask(2, 100), ask(3, 99)];
    let late = "a worse price or a later order first";
    // Both from before: that the later one was first is seen when the earlier one is named, too.
    let bid = |quantity, price| order(2, Bid, quantity, price);
    assert_eq!(said(&[bid(10, 100)], &[filled(11, 1, 5, 100), filled(11, 2, 5, 100)], &known), "");
    assert_eq!(said(&[bid(10, 100)], &[filled(11, 2, 5, 100), filled(11, 1, 5, 100)], &known), late);
    assert_eq!(said(&[bid(10, 100)], &[filled(11, 1, 5, 100), filled(11, 3, 5, 99)], &known), late);
    assert_eq!(said(&[bid(5, 99)], &[filled(11, 1, 5, 100)], &known), "a price beyond a limit");
    // One that came to rest in the round is passed over.
    let entries = [order(3, Ask, 5, 98), bid(5, 100)];
    let events = [Event::Rested { number: 11, quantity: 5 }, filled(12, 1, 5, 100)];
    assert_eq!(said(&entries, &events, &known), late);
    let crossing = [Event::Rested { number: 11, quantity: 5 }, Event::Rested { number: 12, quantity: 5 }];
    assert_eq!(said(&entries, &crossing, &known), "an order that rests and could trade");
}
