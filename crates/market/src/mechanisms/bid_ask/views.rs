//! What lists of books, and the page of one, read.

use super::{BookPhase, BookStage, OrderBook, OrderEnd, OrderKind, OrderSide, OrderStage, PartOfDay};
use crate::users::assets::Offering;
use kernel::{Amount, Currency, Id, PostCode, Timestamp, View};

/// How many books a page has; the views read one more.
pub const BOOKS_PAGE: usize = 20;

/// A page of the books that take orders, those whose hours are soonest first. The page begins behind the start `$2` and the id `$3`.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT order_book.id AS id, sector, post_code, part_of_day, starts_at, closes_at, currency, tick, phase, trader_count,
           (SELECT MAX(bid.price) FROM book_order AS bid WHERE bid.locality = $1 AND bid.book = order_book.id
            AND bid.side = 'bid' AND bid.stage = 'resting') AS best_bid,
           (SELECT MIN(ask.price) FROM book_order AS ask WHERE ask.locality = $1 AND ask.book = order_book.id
            AND ask.side = 'ask' AND ask.stage = 'resting') AS best_ask
           FROM order_book WHERE order_book.locality = $1 AND order_book.stage = 'open' AND (starts_at, order_book.id) > ($2, $3)
           ORDER BY starts_at, order_book.id LIMIT 21"
)]
pub struct BookCard {
    /// Which.
    pub id: Id<OrderBook>,
    /// The code of the sector whose work it is.
    pub sector: String,
    /// Where the work is.
    pub post_code: PostCode,
    /// In which part of the day.
    pub part_of_day: PartOfDay,
    /// When its hours begin.
    pub starts_at: Timestamp,
    /// Until when orders are taken.
    pub closes_at: Timestamp,
    /// In which currency.
    pub currency: Currency,
    /// By how much prices differ at least, in minor units an hour.
    pub tick: Amount,
    /// How it trades.
    pub phase: BookPhase,
    /// How many traders it has.
    pub trader_count: i64,
    /// The highest bid that rests, in ticks.
    pub best_bid: Option<i64>,
    /// The lowest ask that rests, in ticks.
    pub best_ask: Option<i64>,
}

/// The books in which a user trades or has traded, the latest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT book_trader.book AS id, order_book.sector AS sector, order_book.post_code AS post_code,
           order_book.part_of_day AS part_of_day, order_book.starts_at AS starts_at, order_book.stage AS stage,
           order_book.currency AS currency, book_trader.set_aside AS set_aside,
           (SELECT COUNT(*) FROM book_order WHERE book_order.locality = $1 AND book_order.book = book_trader.book
            AND book_order.user_id = $2 AND book_order.stage IN ('waiting', 'resting')) AS open_count
           FROM book_trader JOIN order_book ON order_book.locality = book_trader.locality AND order_book.id = book_trader.book
           WHERE book_trader.locality = $1 AND order_book.locality = $1 AND book_trader.user_id = $2 AND book_trader.book < $3
           ORDER BY book_trader.book DESC LIMIT 21")]
pub struct BookOfTrader {
    /// Which.
    pub id: Id<OrderBook>,
    /// The code of the sector whose work it is.
    pub sector: String,
    /// Where the work is.
    pub post_code: PostCode,
    /// In which part of the day.
    pub part_of_day: PartOfDay,
    /// When its hours begin.
    pub starts_at: Timestamp,
    /// Where it stands.
    pub stage: BookStage,
    /// In which currency.
    pub currency: Currency,
    /// What is set aside in it, in minor units.
    pub set_aside: Amount,
    /// How many orders of theirs are open in it.
    pub open_count: i64,
}

/// The orders of a user in a book `$3`, the latest first. `$2` is the user.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT number, side, kind, price, hours, hours_left, stage, ended, placed_at FROM book_order
           WHERE locality = $1 AND user_id = $2 AND book = $3 AND kind <> 'cancel' ORDER BY number DESC LIMIT 50")]
pub struct OrderOfTrader {
    /// Its number in the book.
    pub number: i64,
    /// Which side.
    pub side: OrderSide,
    /// Of which kind.
    pub kind: OrderKind,
    /// Its limit in ticks.
    pub price: i64,
    /// For how many hours.
    pub hours: i64,
    /// How many of them have not traded.
    pub hours_left: i64,
    /// Where it stands.
    pub stage: OrderStage,
    /// Why it ended.
    pub ended: Option<OrderEnd>,
    /// When it was placed.
    pub placed_at: Timestamp,
}

/// What rests in a book `$2` at a price, the highest price first.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT side, price, CAST(SUM(hours_left) AS BIGINT) AS hours, COUNT(*) AS order_count FROM book_order
           WHERE locality = $1 AND book = $2 AND stage = 'resting' GROUP BY side, price ORDER BY price DESC, side"
)]
pub struct PriceLevel {
    /// Which side.
    pub side: OrderSide,
    /// At which price, in ticks.
    pub price: i64,
    /// How many hours rest there.
    pub hours: i64,
    /// In how many orders.
    pub order_count: i64,
}

/// What was traded last in a book `$2`, the latest first; nobody is named.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT number, price, hours, filled_at FROM book_fill
           WHERE locality = $1 AND book = $2 ORDER BY number DESC LIMIT 20")]
pub struct LastFill {
    /// Which fill it is.
    pub number: i64,
    /// For how many ticks an hour.
    pub price: i64,
    /// How many hours.
    pub hours: i64,
    /// When.
    pub filled_at: Timestamp,
}

/// How many rounds a page has.
pub const ROUNDS_PAGE: usize = 20;

/// The rounds of a book `$2` behind the number `$3`.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT number, entries, events, digest, made_at FROM book_round
           WHERE locality = $1 AND book = $2 AND number > $3 ORDER BY number LIMIT 20")]
pub struct RoundOfBook {
    /// Which round it is.
    pub number: i64,
    /// What was asked.
    pub entries: Vec<u8>,
    /// What came of it.
    pub events: Vec<u8>,
    /// The digest of the digest before it, the entries and the events.
    pub digest: String,
    /// When it was made.
    pub made_at: Timestamp,
}

/// What a user `$2` offers in the sector of a book `$3`, if anything that is not put away.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT offering.id AS id FROM offering WHERE offering.locality = $1 AND offering.seller = $2
           AND offering.stage <> 'paused' AND offering.sector =
           (SELECT order_book.sector FROM order_book WHERE order_book.locality = $1 AND order_book.id = $3)
           ORDER BY offering.id LIMIT 1")]
pub struct OfferedInBook {
    /// The offering.
    pub id: Id<Offering>,
}

/// Every order of a user `$2`, in whatever book, the latest first.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT book_order.book AS book, book_order.number AS number, side, kind, price, hours, hours_left,
           book_order.stage AS stage, ended, placed_at, order_book.tick AS tick, order_book.currency AS currency FROM book_order
           JOIN order_book ON order_book.locality = book_order.locality AND order_book.id = book_order.book
           WHERE book_order.locality = $1 AND order_book.locality = $1 AND book_order.user_id = $2 AND kind <> 'cancel'
           ORDER BY placed_at DESC, book_order.number DESC"
)]
pub struct OrderAnywhere {
    /// In which book.
    pub book: Id<OrderBook>,
    /// Its number there.
    pub number: i64,
    /// Which side.
    pub side: OrderSide,
    /// Of which kind.
    pub kind: OrderKind,
    /// Its limit in ticks.
    pub price: i64,
    /// For how many hours.
    pub hours: i64,
    /// How many of them have not traded.
    pub hours_left: i64,
    /// Where it stands.
    pub stage: OrderStage,
    /// Why it ended.
    pub ended: Option<OrderEnd>,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// A tick of its book, in minor units an hour.
    pub tick: Amount,
    /// In which currency.
    pub currency: Currency,
}
