//! Entries and events of order books, in bytes, and what a book makes of any entries.

use book::round::{self, Round};
use book::{ENTRY_BYTES, Entry, OrderBook, Phase, Side, Terms};

/// How many entries are looked at: what goes wrong goes wrong among few.
const ENTRIES_MOST: usize = 200;
/// The users that may use something, of those that there can be.
const USERS: u32 = 8;

/// Entries of 32 bytes each, and behind them bytes that could be events. What is read is written as it was; a book takes any entries, is
/// never crossed while it trades continuously, and what it says of them is taken by the check; what others could say of them is answered.
pub fn run(bytes: &[u8]) {
    let (chunks, rest) = bytes.as_chunks::<ENTRY_BYTES>();
    let entries: Vec<Entry> =
        chunks.iter().take(ENTRIES_MOST).filter_map(|one| Entry::unpacked(one).ok()).collect();
    let entries: Vec<Entry> = entries.into_iter().map(of_few).collect();
    let mut book = OrderBook::new(Terms::USUAL);
    (1..=USERS).for_each(|user| book.allow(user, 1_000_000, 1_000));
    let mut events = Vec::new();
    for entry in &entries {
        book.enter(entry, &mut events);
        let crosses = book.best(Side::Bid).zip(book.best(Side::Ask)).is_some_and(|(bid, ask)| bid >= ask);
        assert!(!crosses || book.phase() == Phase::Collecting, "{entry:?}");
    }
    let (of_entries, of_events) = round::written(&entries, &events);
    assert_eq!(round::read(&of_entries, &of_events), Ok((entries.clone(), events.clone())));
    let said = |events: &[book::Event]| {
        Round { last: 0, phase: Phase::Continuous, now: 0, entries: &entries, events }.check(|_| None)
    };
    let outcome = said(&events);
    assert!(outcome.is_ok(), "{outcome:?}");
    let resting = outcome.map_or(0, |outcome| outcome.orders.len());
    assert_eq!(resting, book.count());
    if let Ok((_, events)) = round::read(&[], rest) {
        drop(said(&events));
    }
}

/// The same entry of one of a few users: no book has billions.
fn of_few(entry: Entry) -> Entry {
    Entry { user: entry.user % (USERS + 2), ..entry }
}
