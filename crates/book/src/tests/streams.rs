//! Many random streams: the matcher does what the plain one does, entry by entry, and keeps its promises.

use super::naive::Naive;
use super::{MINUTE, SECOND};
use crate::{Entry, Event, Kind, NotAnEntry, OrderBook, Phase, Price, Side, Terms, round};
use proptest::prelude::*;

const USERS: u32 = 4;
pub(super) const VALUE: u64 = 6_000;
pub(super) const LOTS: u64 = 60;

/// Draws numbers by a seed: `SplitMix64`. An entry has a dozen choices, and proptest takes long over so many.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end
    }

    fn small(&mut self, end: u32) -> u32 {
        u32::try_from(self.below(u64::from(end))).unwrap()
    }

    /// A price close to 100, seldom any number.
    fn price(&mut self) -> Price {
        let near = match self.below(17) {
            0 => self.small(4_098),
            1..5 => 85 + self.small(33),
            _ => 95 + self.small(11),
        };
        Price(u16::try_from(near).unwrap())
    }

    /// The entry of a number, that comes at a time.
    fn entry(&mut self, number: u64, at: u64) -> Entry {
        let kind = KINDS[usize::try_from(self.below(30)).unwrap()];
        let quantity = self.small(12);
        let target = if kind == Kind::Cancel {
            number.saturating_sub(1 + self.below(12))
        } else if kind == Kind::Allow {
            u64::from(quantity) * 50
        } else if kind.may_rest() && self.below(5) == 0 {
            at + self.below(4 * MINUTE)
        } else {
            0
        };
        // Seldom somebody says what is not theirs to say.
        let user = if kind.is_of_market() == (self.below(30) > 0) { 0 } else { 1 + self.small(USERS) };
        let price = if kind == Kind::Market { Price::NONE } else { self.price() };
        let side = if self.below(2) == 0 { Side::Bid } else { Side::Ask };
        // Now and then one comes late.
        let at = at.saturating_sub(if self.below(12) == 0 { SECOND } else { 0 });
        Entry { at, user, quantity, target, price, side, kind }
    }
}

const KINDS: [Kind; 30] = {
    let mut kinds = [Kind::Limit; 30];
    let some = [
        Kind::Market,
        Kind::Market,
        Kind::ImmediateOrCancel,
        Kind::ImmediateOrCancel,
        Kind::FillOrKill,
        Kind::FillOrKill,
        Kind::PostOnly,
        Kind::PostOnly,
        Kind::Cancel,
        Kind::Cancel,
        Kind::Cancel,
        Kind::Cancel,
        Kind::Allow,
        Kind::Withdraw,
        Kind::Time,
        Kind::Collect,
        Kind::Call,
        Kind::Open,
    ];
    let mut at = 0;
    while at < some.len() {
        kinds[at] = some[at];
        at += 1;
    }
    kinds
};

fn terms() -> impl Strategy<Value = Terms> {
    let phase = prop_oneof![3 => Just(Phase::Continuous), 1 => Just(Phase::Collecting)];
    let reference = prop_oneof![Just(Price::NONE), (90_u16..111).prop_map(Price)];
    (phase, reference, 1..3_u32, prop_oneof![Just(2_000_u16), Just(600), Just(9_000)], 400_u16..1_600)
        .prop_map(|(phase, reference, quantity_min, band_bp, halt_bp)| Terms {
            quantity_min,
            band_bp,
            halt_bp,
            reference,
            phase,
            ..Terms::USUAL
        })
}

pub(super) fn stream() -> impl Strategy<Value = (Terms, Vec<Entry>)> {
    (terms(), any::<u64>(), 1..90_u64).prop_map(|(terms, seed, count)| {
        let (mut draw, mut at) = (Draw(seed), 0);
        let entries = (1..=count).map(|number| {
            at += match draw.below(10) {
                0 => 2 * MINUTE,
                1 => 6 * MINUTE,
                _ => draw.below(3 * SECOND),
            };
            draw.entry(number, at)
        });
        (terms, entries.collect())
    })
}

pub(super) fn opened(terms: Terms) -> OrderBook {
    let mut book = OrderBook::new(terms);
    (1..=USERS).for_each(|user| book.allow(user, VALUE, LOTS));
    book
}

fn plain(terms: Terms) -> Naive {
    let mut free = vec![(i128::from(VALUE), i128::from(LOTS)); 5];
    free[0] = (0, 0);
    Naive::new(terms, free)
}

/// What is written, in as many bytes as there are to be.
fn packed<const N: usize>(write: impl FnOnce(&mut Vec<u8>)) -> [u8; N] {
    let mut bytes = Vec::new();
    write(&mut bytes);
    bytes.try_into().unwrap()
}

/// Nothing that rests could trade, unless it is being collected.
fn is_uncrossed(book: &OrderBook) -> bool {
    match (book.best(Side::Bid), book.best(Side::Ask)) {
        (Some(bid), Some(ask)) => bid < ask || book.phase() == Phase::Collecting,
        _ => true,
    }
}

/// What is bound, free, traded and taken back by all users: by value and in units.
fn whole(book: &OrderBook) -> (u64, u64) {
    let free = (1..=USERS).map(|user| book.allowance(user));
    let (value, units) = free.fold((0, 0), |(value, units), one| (value + one.value, units + one.quantity));
    let bids = book.orders(Side::Bid).map(|order| order.price.times(order.quantity)).sum::<u64>();
    let asks = book.orders(Side::Ask).map(|order| u64::from(order.quantity)).sum::<u64>();
    (value + bids, units + asks)
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(20_000))]

    #[test]
    fn it_does_what_the_plain_one_does((terms, entries) in stream()) {
        let (mut book, mut plain, mut events) = (opened(terms), plain(terms), Vec::new());
        for entry in &entries {
            events.clear();
            book.enter(entry, &mut events);
            prop_assert_eq!(&events, &plain.enter(entry), "{:?}", entry);
        }
        for user in 0..=USERS {
            let allowance = book.allowance(user);
            let free = (i128::from(allowance.value), i128::from(allowance.quantity));
            prop_assert_eq!(free, plain.free[usize::try_from(user).unwrap()]);
            let count = |side: Side| plain.orders.iter().filter(|o| o.user == user && o.side == side).count();
            prop_assert_eq!(usize::try_from(allowance.bid_count).unwrap(), count(Side::Bid));
            prop_assert_eq!(usize::try_from(allowance.ask_count).unwrap(), count(Side::Ask));
        }
        prop_assert_eq!(book.count(), plain.orders.len());
    }

}

proptest! {
    #![proptest_config(cases(5_000))]

    #[test]
    fn it_is_never_crossed_and_loses_nothing((terms, entries) in stream()) {
        let (mut book, mut events) = (opened(terms), Vec::new());
        let (mut value, mut units) = whole(&book);
        for entry in &entries {
            let begins = events.len();
            book.enter(entry, &mut events);
            prop_assert!(is_uncrossed(&book), "{:?}", entry);
            let of_user = entry.kind == Kind::Allow && entry.user > 0;
            if of_user {
                (value, units) = (value + entry.target, units + u64::from(entry.quantity));
            }
            for event in &events[begins..] {
                match event {
                    // What one side gives the other has: so many units for so much.
                    Event::Filled { price, quantity, .. } => {
                        (value, units) = (value - price.times(*quantity), units - u64::from(*quantity));
                    }
                    Event::Withdrawn { value: taken, quantity, .. } => {
                        (value, units) = (value - taken, units - u64::from(*quantity));
                    }
                    Event::Rested { .. } | Event::Ended { .. } | Event::Halted { .. } => {}
                }
            }
            prop_assert_eq!(whole(&book), (value, units), "{:?}", entry);
        }
    }

    #[test]
    fn earlier_orders_at_a_price_trade_first((terms, entries) in stream()) {
        let (mut book, mut events) = (opened(terms), Vec::new());
        for entry in &entries {
            let queue: Vec<_> = book.orders(entry.side.other()).map(|order| order.number).collect();
            events.clear();
            book.enter(entry, &mut events);
            if !entry.kind.is_order() {
                continue;
            }
            let expired = |event: &Event| {
                let Event::Ended { number, why: crate::Why::Expired, .. } = event else { return None };
                Some(*number)
            };
            let filled = |event: &Event| {
                let Event::Filled { maker, .. } = event else { return None };
                Some(*maker)
            };
            let gone: Vec<u64> = events.iter().filter_map(expired).collect();
            let makers: Vec<u64> = events.iter().filter_map(filled).collect();
            let queue = queue.into_iter().filter(|number| !gone.contains(number));
            prop_assert_eq!(queue.take(makers.len()).collect::<Vec<_>>(), makers);
        }
    }

    #[test]
    fn replayed_it_is_the_same((terms, entries) in stream()) {
        let run = || {
            let (mut book, mut events) = (opened(terms), Vec::new());
            for entry in &entries {
                book.enter(entry, &mut events);
            }
            (events, book.depth(Side::Bid, 50), book.depth(Side::Ask, 50))
        };
        prop_assert_eq!(run(), run());
        // All at once, too.
        let (mut book, mut events, mut begins) = (opened(terms), Vec::new(), Vec::new());
        book.enter_all(&entries, &mut events, |begin| begins.push(begin));
        prop_assert_eq!((&events, book.depth(Side::Ask, 50)), (&run().0, run().2));
        let (mut book, mut one_by_one) = (opened(terms), Vec::new());
        for (entry, begin) in entries.iter().zip(begins) {
            prop_assert_eq!(begin, one_by_one.len());
            book.enter(entry, &mut one_by_one);
        }
        // From the bytes of a round, too.
        let (of_entries, of_events) = round::written(&entries, &events);
        prop_assert_eq!((of_entries.len(), of_events.len()), (32 * entries.len(), 24 * events.len()));
        let (read, said) = round::read(&of_entries, &of_events).unwrap();
        prop_assert_eq!((&read, &said), (&entries, &events));
        prop_assert_eq!(round::read(&of_entries[1..], &of_events), Err(NotAnEntry));
    }

    /// A process that goes on with what was kept makes what the first one would have made.
    #[test]
    fn made_anew_it_goes_on_the_same((terms, entries) in stream(), at in 0..90_usize) {
        let (mut book, mut events, mut traded) = (opened(terms), Vec::new(), Vec::new());
        let at = at.min(entries.len());
        let mut now = 0;
        for entry in &entries[..at] {
            now = now.max(entry.at);
            let begins = events.len();
            book.enter(entry, &mut events);
            // What was traded before a call does not count for how far the price moves.
            let number = book.last();
            let call = matches!(entry.kind, Kind::Call | Kind::Open).then_some(number);
            for event in &events[begins..] {
                if let Event::Filled { price, quantity, .. } = event {
                    traded.push((now, *price, *quantity, call));
                }
            }
        }
        let mut anew = OrderBook::new(terms);
        for user in 1..=USERS {
            let allowance = book.allowance(user);
            let bound = book.orders(Side::Bid).filter(|o| o.user == user).map(|o| o.price.times(o.quantity)).sum::<u64>();
            let asked = book.orders(Side::Ask).filter(|o| o.user == user).map(|o| u64::from(o.quantity)).sum::<u64>();
            anew.allow(user, allowance.value + bound, allowance.quantity + asked);
        }
        let mut orders: Vec<_> = book.orders(Side::Bid).chain(book.orders(Side::Ask)).collect();
        orders.sort_by_key(|order| order.number);
        for order in orders {
            let entry = &entries[usize::try_from(order.number - 1).unwrap()];
            prop_assert_eq!(anew.put_back(&order, entry.target), Ok(()));
        }
        let mut last_call = None;
        for (at, price, quantity, call) in traded {
            if call.is_some() && call != last_call {
                anew.called();
                last_call = call;
            }
            anew.traded(at, price, quantity);
        }
        anew.go_on(book.last(), now, book.phase(), book.halted_until());
        let (mut theirs, mut ours) = (Vec::new(), Vec::new());
        for entry in &entries[at..] {
            book.enter(entry, &mut theirs);
            anew.enter(entry, &mut ours);
        }
        prop_assert_eq!(theirs, ours);
    }

    #[test]
    fn no_other_bytes_are_an_entry(bytes in any::<[u8; 32]>(), some in any::<[u8; 24]>()) {
        if let Ok(entry) = Entry::unpacked(&bytes) {
            prop_assert_eq!(packed(|bytes| entry.write(bytes)), bytes);
        }
        if let Ok(event) = Event::unpacked(&some) {
            prop_assert_eq!(packed(|bytes| event.write(bytes)), some);
        }
    }
}
