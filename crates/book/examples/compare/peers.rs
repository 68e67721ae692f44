//! The others, each as its makers say that it is used.

use super::{Answer, Book};
use book::Side;

/// `rust-order-book`: it numbers orders itself, and says how many units were filled but not at which prices.
pub(crate) struct RustOrderBook {
    book: rust_order_book::OrderBook,
    /// The id of the first order; the others follow it.
    first: Option<u64>,
}

impl RustOrderBook {
    pub(crate) fn new() -> Self {
        Self { book: rust_order_book::OrderBookBuilder::new("HOUR").build(), first: None }
    }
}

impl Book for RustOrderBook {
    fn limit(&mut self, side: Side, price: u16, quantity: u32) -> Answer {
        let side = match side {
            Side::Bid => rust_order_book::Side::Buy,
            Side::Ask => rust_order_book::Side::Sell,
        };
        let report = self.book.limit_raw(side, u64::from(quantity), u64::from(price), None, None);
        let Ok(report) = report else { panic!("an order was refused") };
        self.first.get_or_insert(report.order_id.0);
        Answer { traded: report.executed_qty.0, value: 0, left: report.remaining_qty.0 }
    }

    fn cancel(&mut self, number: usize) {
        let id = self.first.unwrap_or_default() + u64::try_from(number).unwrap_or_default() - 1;
        assert!(self.book.cancel_raw(id).is_ok(), "order {number} rests");
    }
}

/// `lobster`: it says each fill.
pub(crate) struct Lobster {
    book: lobster::OrderBook,
    last: u128,
}

impl Lobster {
    pub(crate) fn new() -> Self {
        Self { book: lobster::OrderBook::new(200_000, 10, false), last: 0 }
    }
}

impl Book for Lobster {
    fn limit(&mut self, side: Side, price: u16, quantity: u32) -> Answer {
        let side = match side {
            Side::Bid => lobster::Side::Bid,
            Side::Ask => lobster::Side::Ask,
        };
        self.last += 1;
        let qty = u64::from(quantity);
        let order = lobster::OrderType::Limit { id: self.last, side, qty, price: u64::from(price) };
        let fills = match self.book.execute(order) {
            lobster::OrderEvent::Filled { fills, .. }
            | lobster::OrderEvent::PartiallyFilled { fills, .. } => fills,
            lobster::OrderEvent::Placed { .. }
            | lobster::OrderEvent::Unfilled { .. }
            | lobster::OrderEvent::Canceled { .. } => Vec::new(),
        };
        let traded = fills.iter().map(|fill| fill.qty).sum();
        let value = fills.iter().map(|fill| fill.qty * fill.price).sum();
        Answer { traded, value, left: qty - traded }
    }

    fn cancel(&mut self, number: usize) {
        let id = u128::try_from(number).unwrap_or_default();
        self.book.execute(lobster::OrderType::Cancel { id });
    }
}
