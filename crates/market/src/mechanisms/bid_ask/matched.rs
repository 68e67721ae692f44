//! Books in memory, between two rounds.

use super::{
    BookFill, BookOrder, BookPhase, OrderBook, OrderKind, OrderSide, OrderStage,
    matching::{bad, number, price},
};
use book::{Phase, Resting, Side, Terms};
use kernel::{Draft, Id, Stop, Timestamp};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How many books are kept.
const BOOKS_MOST: usize = 256;

/// Books as the last round left them, each by the digest of that round. What is in here follows from the records: whoever has not got a
/// book makes it anew from them and comes to the same, so a decision is as pure with it as without it, and only slower.
#[derive(Debug, Default)]
pub struct Matched(Mutex<HashMap<Id<OrderBook>, (String, book::OrderBook)>>);

impl Matched {
    /// A book as the round with this digest left it.
    fn at(&self, book: &OrderBook) -> Option<book::OrderBook> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&book.id).filter(|(digest, _)| *digest == book.digest).map(|(_, matcher)| matcher.clone())
    }

    /// Keeps one as a round leaves it, whether or not the round is committed.
    fn keep(&self, book: &OrderBook, matcher: book::OrderBook) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= BOOKS_MOST && !kept.contains_key(&book.id) {
            kept.clear();
        }
        kept.insert(book.id, (book.digest.clone(), matcher));
    }
}

/// A book as its records stand, from memory if it is there.
pub(super) fn of(draft: &Draft<'_>, book: &OrderBook) -> Result<book::OrderBook, Stop> {
    match draft.consult::<Matched>().ok().and_then(|matched| matched.at(book)) {
        Some(matcher) => Ok(matcher),
        None => anew(draft, book),
    }
}

/// Keeps a book as a round leaves it, where there is a place for that.
pub(super) fn keep(draft: &Draft<'_>, book: &OrderBook, matcher: book::OrderBook) {
    if let Ok(matched) = draft.consult::<Matched>() {
        matched.keep(book, matcher);
    }
}

/// A book made from its orders that rest and its fills.
fn anew(draft: &Draft<'_>, book: &OrderBook) -> Result<book::OrderBook, Stop> {
    let mut keys = kernel::Keys::default();
    keys.all::<BookOrder>((book.locality, book.id));
    keys.all::<BookFill>((book.locality, book.id));
    draft.ask(keys)?;
    let mut matcher = book::OrderBook::new(Terms { phase: Phase::Collecting, ..Terms::USUAL });
    for order in draft.list::<BookOrder>((book.locality, book.id))? {
        if order.stage == OrderStage::Resting {
            let resting = order.resting()?;
            matcher.put_back(&resting, order.until_us()).map_err(|why| bad(book, &why))?;
        }
    }
    let fills = draft.list::<BookFill>((book.locality, book.id))?;
    // A bid and an ask trade once: fills of both one after the other are runs of hours of one trade.
    for runs in fills.chunk_by(|one, next| (one.bid, one.ask) == (next.bid, next.ask)) {
        let Some(first) = runs.first() else { continue };
        if first.number == book.called_after.saturating_add(1) {
            matcher.called();
        }
        let hours = runs.iter().map(|run| run.hours).sum::<i64>();
        let quantity = u32::try_from(hours).map_err(|why| bad(book, &why))?;
        matcher.traded(number(first.filled_at.0), price(first.price), quantity);
    }
    let phase = match book.phase {
        BookPhase::Collecting => Phase::Collecting,
        BookPhase::Continuous => Phase::Continuous,
    };
    let halted_until = book.halted_until.map_or(0, |until| number(until.0));
    matcher.go_on(number(book.entered_up_to), number(book.came_at.0), phase, halted_until);
    Ok(matcher)
}

impl OrderSide {
    pub(super) fn side(self) -> Side {
        match self {
            Self::Bid => Side::Bid,
            Self::Ask => Side::Ask,
        }
    }
}

impl OrderKind {
    pub(super) fn kind(self) -> book::Kind {
        match self {
            Self::Limit => book::Kind::Limit,
            Self::Market => book::Kind::Market,
            Self::ImmediateOrCancel => book::Kind::ImmediateOrCancel,
            Self::FillOrKill => book::Kind::FillOrKill,
            Self::PostOnly => book::Kind::PostOnly,
            Self::Cancel => book::Kind::Cancel,
        }
    }
}

impl BookOrder {
    /// The order as it rests.
    pub(super) fn resting(&self) -> Result<Resting, kernel::BadRow> {
        let of =
            |number: i64| u32::try_from(number).map_err(|_| kernel::BadRow(format!("order {}", self.number)));
        Ok(Resting {
            number: number(self.number),
            user: of(self.trader)?,
            side: self.side.side(),
            price: price(self.price),
            quantity: of(self.hours_left)?,
        })
    }

    /// Until when it rests, in microseconds; 0 for as long as the book does.
    pub(super) fn until_us(&self) -> u64 {
        self.until.map_or(0, |Timestamp(until)| number(until))
    }
}
