//! Books of orders: what traders have set aside is reserved, each book has what makes its next round, and each closes.

use crate::fault::{Fault, Invariant};
use crate::memory::Memory;
use kernel::{Amount, Id, Key, Locality, Timer, Value};
use ledger::Reservation;
use market::mechanisms::bid_ask::{BookFill, BookStage, BookTrader, OrderBook};

/// The book of a key.
pub(super) fn find(memory: &Memory, key: &Key) -> Option<OrderBook> {
    let [Value::Int(locality), Value::Id(book)] = &*key.parts else { return None };
    memory.find::<OrderBook>((Locality(*locality), Id::from_bits(*book)))
}

/// The trader of a key.
pub(super) fn trader(memory: &Memory, key: &Key) -> Option<BookTrader> {
    let [Value::Int(locality), Value::Id(user), Value::Id(book)] = &*key.parts else { return None };
    memory.find::<BookTrader>((Locality(*locality), Id::from_bits(*user), Id::from_bits(*book)))
}

/// The fill of a key.
pub(super) fn fill(memory: &Memory, key: &Key) -> Option<BookFill> {
    let [Value::Int(locality), Value::Id(book), Value::Int(number)] = &*key.parts else { return None };
    memory.find::<BookFill>((Locality(*locality), Id::from_bits(*book), *number))
}

/// Money that a trader says is set aside, and is not.
pub(super) fn unbound(memory: &Memory, trader: &BookTrader) -> Option<Fault> {
    let reserved = trader.pending.and_then(|pending| memory.find::<Reservation>((trader.locality, pending)));
    let set_aside = reserved.map_or(Amount::ZERO, |one| one.entry.amount);
    (set_aside != trader.set_aside).then(|| {
        let (number, book, is, says) = (trader.number, trader.book, set_aside.0, trader.set_aside.0);
        let what = format!("trader {number} of book {book}: {is} is set aside, it says {says}");
        Fault::of(Invariant::MoneyBalances, what)
    })
}

/// Timers that a book names, and that are not set.
pub(super) fn untimed(memory: &Memory, book: &OrderBook) -> Vec<Fault> {
    let named = [(book.timer, book.timer_at), (book.settling, book.settling_at)];
    let named = named.into_iter().filter_map(|(timer, at)| timer.zip(at));
    let missing = named.filter(|(timer, at)| memory.find::<Timer>((book.locality, *at, *timer)).is_none());
    let fault = |(timer, _)| {
        Fault::of(Invariant::TimersStand, format!("book {}: its timer {timer} is not set", book.id))
    };
    missing.map(fault).collect()
}

/// The books that are not closed, or whose fills are not settled.
pub(super) fn live(memory: &Memory) -> impl Iterator<Item = String> {
    let books = memory.all::<OrderBook>().filter_map(Result::ok);
    let live = books.filter(|book| book.stage == BookStage::Open || book.settled_up_to < book.fill_count);
    live.map(|book| format!("book {}: it is not over", book.id))
}
