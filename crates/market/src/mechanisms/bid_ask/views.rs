//! What lists of books, and the page of one, read.

use super::{OrderBook, OrderEnd, OrderKind, OrderSide, OrderStage};
use kernel::{Id, Timestamp, View};

/// How many books a page has; the views read one more.
pub const BOOKS_PAGE: usize = 20;

/// A page of the books that take orders, those whose hours are soonest first. The page begins behind the start `$2` and the id `$3`.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT id, starts_at FROM order_book WHERE locality = $1 AND stage = 'open' AND (starts_at, id) > ($2, $3)
           ORDER BY starts_at, id LIMIT 21"
)]
pub struct BookCard {
    /// Which.
    pub id: Id<OrderBook>,
    /// When its hours begin.
    pub starts_at: Timestamp,
}

/// The books in which a user trades or has traded, the latest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT book AS id, number FROM book_trader
           WHERE locality = $1 AND user_id = $2 AND book < $3 ORDER BY book DESC LIMIT 21")]
pub struct BookOfTrader {
    /// Which.
    pub id: Id<OrderBook>,
    /// Their number in it.
    pub number: i64,
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
#[view(sql = "SELECT side, price, CAST(SUM(hours_left) AS BIGINT) AS hours, COUNT(*) AS order_count FROM book_order
           WHERE locality = $1 AND book = $2 AND stage = 'resting' GROUP BY side, price ORDER BY price DESC, side")]
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
