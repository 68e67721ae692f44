//! Bid/ask (M8): hours of one kind of work, at one place on one day, in a book of orders: bids and asks meet by price, then by time.
//!
//! ```text
//! OpenBook ──▶ collecting ──a call with enough traders──▶ continuous ──closes_at──▶ closed
//! PlaceOrders, CancelOrder ──▶ waiting ──MatchOrders (timer: a round)──▶ resting ──▶ filled, ended
//!                                             fill ──SettleFills (timer, fifty each)──award──▶ support::escrow::make
//! ```
//!
//! What a book trades is an hour of a sector's work, within a part of a day, somewhere in a post code. A bid sets aside what its hours
//! cost at its limit with mark-up and charges; an ask takes its hours out of its seller's calendar. So each order is covered by what
//! it brings, and a fill binds both sides the moment its round is committed. Orders wait in the order in which they were placed; a
//! round takes them all, is matched by the crate [`book`], and held to [`book::round`], which is told nothing but what rested. Its
//! entries and events are public: whoever has all of a book's rounds makes the book again. A thin book collects orders and calls them
//! at one price every so often, until enough have joined. A fill that the rulebook refuses by the time it becomes a trade is released
//! alone. What is set aside and what orders and fills say are held to each other by `poems check`.

mod matched;
mod matching;
mod open;
mod orders;
mod settle;
mod terms;
mod told;
mod traders;
mod views;
mod words;

pub use matched::Matched;
pub use matching::MatchOrders;
pub use open::OpenBook;
pub use orders::{CancelOrder, OrderAsked, OrderQuote, PlaceOrders, Placed};
pub use settle::SettleFills;
pub use terms::BookTerms;
pub use told::{BookNotice, BookRefusal};
pub use views::{
    BOOKS_PAGE, BookCard, BookOfTrader, LastFill, OfferedInBook, OrderAnywhere, OrderOfTrader, PriceLevel,
    ROUNDS_PAGE, RoundOfBook,
};

pub use words::{BookPhase, BookStage, FillStage, OrderEnd, OrderKind, OrderSide, OrderStage, PartOfDay};

use super::work_at::WorkAt;
use crate::price::{Label, Line};
use crate::support::notices::{Subject, SubjectKind};
use crate::trade::Trade;
use crate::trade::arrival::ArrivalNote;
use crate::users::{
    Street, User,
    assets::{Offering, Resource},
};
use kernel::{
    Amount, Currency, Day, Draft, Id, Locality, Members, Money, Overflow, PostCode, Record, Span, Stop,
    Timer, Timestamp,
};
use ledger::Transfer;
use rules::Rulebook;

/// The mechanism's name, as rule cards have it.
pub const NAME: &str = "bid_ask";

/// What is traded, in minutes.
const UNIT_MINUTES: i64 = 60;

/// A book: an hour of a sector's work within a part of a day, somewhere in a post code.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "order_book",
    key(locality, id),
    public,
    index = "locality, stage, starts_at, id",
    check = "tick > 0",
    check = "starts_at < ends_at",
    check = "entered_up_to <= order_count",
    check = "settled_up_to <= fill_count"
)]
#[show(only(
    id,
    sector,
    post_code,
    day,
    part_of_day,
    starts_at,
    ends_at,
    closes_at,
    tick,
    stage,
    phase,
    call_at,
    halted_until,
    round_count,
    digest,
    trader_count,
    fill_count
))]
pub struct OrderBook {
    /// The market area.
    pub locality: Locality,
    /// Its id.
    pub id: Id<OrderBook>,
    /// The code of the sector whose work it is.
    pub sector: String,
    /// Where the work is.
    pub post_code: PostCode,
    /// On which local day.
    pub day: Day,
    /// In which part of it.
    pub part_of_day: PartOfDay,
    /// When the part begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// Until when orders are taken.
    pub closes_at: Timestamp,
    /// In which currency.
    pub currency: Currency,
    /// By how much prices differ at least, in minor units an hour.
    #[show(money)]
    pub tick: Amount,
    /// Where it stands.
    pub stage: BookStage,
    /// How it trades.
    pub phase: BookPhase,
    /// When what is collected is called next.
    pub call_at: Option<Timestamp>,
    /// Until when no orders are taken.
    pub halted_until: Option<Timestamp>,
    /// The number of the latest order or word of the market.
    pub order_count: i64,
    /// Up to which of them the rounds have come.
    pub entered_up_to: i64,
    /// When the last of them came.
    pub came_at: Timestamp,
    /// The earliest time at which an order that rests may expire.
    pub expires_at: Option<Timestamp>,
    /// How many rounds there were.
    pub round_count: i64,
    /// The digest of the last round, which holds that of the one before: nothing before the first.
    pub digest: String,
    /// How many traders it has.
    pub trader_count: i64,
    /// The number of the latest fill.
    pub fill_count: i64,
    /// Up to which number fills are settled.
    pub settled_up_to: i64,
    /// Behind which fill prices are counted anew for halts: that of the last call.
    pub called_after: i64,
    /// What makes the next round.
    pub timer: Option<Id<Timer>>,
    /// When.
    pub timer_at: Option<Timestamp>,
    /// What settles the next fills.
    pub settling: Option<Id<Timer>>,
    /// When.
    pub settling_at: Option<Timestamp>,
}

/// Which book trades what: there is one for each.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "book_place", key(locality, sector, post_code, day, part_of_day), public)]
pub struct BookPlace {
    /// The market area.
    pub locality: Locality,
    /// The sector's code.
    pub sector: String,
    /// Where the work is.
    pub post_code: PostCode,
    /// On which local day.
    pub day: Day,
    /// In which part of it.
    pub part_of_day: PartOfDay,
    /// The book.
    pub book: Id<OrderBook>,
}

/// Somebody who trades in a book. Others see them as a number.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "book_trader",
    key(locality, user_id, book),
    personal(user_id),
    check = "number > 0",
    check = "hours_out >= 0",
    check = "set_aside >= 0"
)]
pub struct BookTrader {
    /// The market area.
    pub locality: Locality,
    /// Who.
    pub user_id: Id<User>,
    /// In which book.
    pub book: Id<OrderBook>,
    /// Their number in it, from 1.
    pub number: i64,
    /// How many orders they have placed.
    pub order_count: i64,
    /// What they sell hours of: what they named first.
    pub offering: Option<Id<Offering>>,
    /// Whose hours those are.
    pub resource: Option<Id<Resource>>,
    /// Which hours of the part of the day are out of their calendar for asks, a bit each, the first the lowest. Those of fills are
    /// not among them.
    pub hours_out: i64,
    /// Where the hours they buy are worked, while anything is set aside.
    pub street: Option<Street>,
    /// What to know on arriving, while anything is set aside.
    pub note: Option<ArrivalNote>,
    /// What is set aside for bids and for fills that are no trades yet, in minor units.
    pub set_aside: Amount,
    /// By what.
    pub pending: Option<Id<Transfer>>,
    /// The trade that comes next, for whose escrow it is set aside.
    pub trade: Id<Trade>,
}

/// An order, or a word that takes one back, in its turn.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "book_order",
    key(locality, book, number),
    personal(user_id),
    index = "locality, user_id, book, number",
    check = "number > 0",
    check = "price >= 0",
    check = "hours >= 0",
    check = "hours_left >= 0",
    check = "hours_left <= hours"
)]
#[show(only(number, side, kind, price, hours, hours_left, until, target, stage, ended, placed_at))]
pub struct BookOrder {
    /// The market area.
    pub locality: Locality,
    /// In which book.
    pub book: Id<OrderBook>,
    /// Its place among all that was asked of the book, from 1.
    pub number: i64,
    /// Whose.
    pub user_id: Id<User>,
    /// Their number in the book.
    pub trader: i64,
    /// Which side.
    pub side: OrderSide,
    /// What becomes of what does not trade at once.
    pub kind: OrderKind,
    /// Its limit in ticks; 0 for a word that takes an order back.
    pub price: i64,
    /// For how many hours.
    pub hours: i64,
    /// How many of them have not traded.
    pub hours_left: i64,
    /// Until when it rests.
    pub until: Option<Timestamp>,
    /// Of a word that takes one back: which; of an order: the word that does.
    pub target: Option<i64>,
    /// What a bid sets aside for an hour, in minor units.
    pub each: Amount,
    /// Where it stands.
    pub stage: OrderStage,
    /// Why it ended.
    pub ended: Option<OrderEnd>,
    /// When it was placed.
    pub placed_at: Timestamp,
}

/// A round: what a stretch of orders came to. Nobody's name is in it, and it is never changed.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "book_round", key(locality, book, number), public, append_only)]
pub struct BookRound {
    /// The market area.
    pub locality: Locality,
    /// Of which book.
    pub book: Id<OrderBook>,
    /// Which round it is, from 1.
    pub number: i64,
    /// What was asked, as [`book::Entry`] packs it.
    pub entries: Vec<u8>,
    /// What came of it, as [`book::Event`] packs it.
    pub events: Vec<u8>,
    /// SHA-256 of the digest before it, the entries and the events.
    pub digest: String,
    /// When it was made.
    pub made_at: Timestamp,
}

/// Hours that two orders traded, one after the other.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "book_fill",
    key(locality, book, number),
    personal(buyer, seller),
    check = "number > 0",
    check = "price > 0",
    check = "hours > 0"
)]
pub struct BookFill {
    /// The market area.
    pub locality: Locality,
    /// In which book.
    pub book: Id<OrderBook>,
    /// Which fill it is, from 1.
    pub number: i64,
    /// By which bid.
    pub bid: i64,
    /// By which ask.
    pub ask: i64,
    /// Who buys.
    pub buyer: Id<User>,
    /// Who sells.
    pub seller: Id<User>,
    /// In ticks an hour.
    pub price: i64,
    /// How many hours.
    pub hours: i64,
    /// When they begin.
    pub starts_at: Timestamp,
    /// What of the buyer's money is set aside for them, in minor units.
    pub set_aside: Amount,
    /// Where it stands.
    pub stage: FillStage,
    /// The trade that it became.
    pub trade: Option<Id<Trade>>,
    /// When they were traded.
    pub filled_at: Timestamp,
}

impl PartOfDay {
    /// When it begins, in minutes after midnight.
    pub fn begins(self) -> i64 {
        match self {
            Self::Morning => 8 * 60,
            Self::Afternoon => 12 * 60,
            Self::Evening => 16 * 60,
        }
    }

    /// How many hours it has.
    pub const HOURS: i64 = 4;
}

impl OrderBook {
    /// A price in ticks, in minor units an hour.
    pub fn amount(&self, ticks: i64) -> Amount {
        Amount(self.tick.0.saturating_mul(ticks))
    }

    /// The same as money.
    pub fn money(&self, ticks: i64) -> Money {
        self.amount(ticks).of(self.currency)
    }

    /// So many hours of the part of the day, from one of them on, counted from 0.
    fn span(&self, first: i64, hours: i64) -> Option<Span> {
        let starts_at = self.starts_at.plus_minutes(first.saturating_mul(UNIT_MINUTES));
        Span::between(starts_at, starts_at.plus_minutes(hours.saturating_mul(UNIT_MINUTES)))
    }

    /// How many hours the part of the day has.
    fn hours(&self) -> i64 {
        self.ends_at.minutes_since(self.starts_at) / UNIT_MINUTES
    }

    /// Hours of an offering at a price for each, as work that is sold by the book.
    fn work(&self, offering: Id<Offering>, span: Span, hourly: Amount) -> Result<WorkAt, Overflow> {
        let price = traders::times(hourly, span.minutes() / UNIT_MINUTES)?;
        let (mechanism, post_code, currency) = (NAME, self.post_code, self.currency);
        let lines = vec![Line::of_price(Label::Hours, price)];
        Ok(WorkAt { mechanism, offering, span, post_code, currency, lines })
    }

    /// Sees to it that the next round is made no later than at a time.
    fn wake(&mut self, draft: &mut Draft<'_>, at: Timestamp) -> Result<(), Stop> {
        if let (Some(timer), Some(due_at)) = (self.timer, self.timer_at) {
            if due_at <= at {
                return Ok(());
            }
            draft.take_back_timer(due_at, timer)?;
        }
        self.timer = Some(draft.set_timer(at, &MatchOrders { book: self.id }));
        self.timer_at = Some(at);
        Ok(())
    }
}

/// A book as what a notice is about.
fn subject(book: Id<OrderBook>) -> Subject {
    Subject { kind: SubjectKind::Book, id: book.cast() }
}

/// The figures of books, today.
fn terms(draft: &Draft<'_>) -> Result<BookTerms, Stop> {
    BookTerms::on(draft.consult::<Rulebook>()?, draft.now().day().date())
}

#[cfg(test)]
mod tests;
