//! Books of orders: opened, asked of, and taken back from.

use super::holds::buyer;
use crate::hand::{Call, Hand};
use kernel::{Amount, Day};
use market::directory::Family;
use market::mechanisms::bid_ask::{
    BookOrder, BookStage, CancelOrder, MatchOrders, OpenBook, OrderAsked, OrderBook, OrderKind, OrderSide,
    OrderStage, PartOfDay, PlaceOrders, SettleFills,
};
use market::users::assets::Offering;

/// Mostly for what somebody offers, within days.
pub(super) fn open(hand: &mut Hand<'_>) -> Option<Call> {
    let offering = hand.offering(&[Family::Work])?;
    let user = buyer(hand, offering.seller)?;
    let date = Day(hand.now.day().0 + hand.between(0, 8)).date();
    let part_of_day = hand.one(PartOfDay::ALL)?;
    let post_code = hand.maybe(20, Hand::post_code).unwrap_or(offering.post_code);
    let book = OpenBook { user, sector: offering.sector, post_code, date, part_of_day };
    Some(Call::by(user, book))
}

fn book(hand: &mut Hand<'_>) -> Option<OrderBook> {
    hand.record_that::<OrderBook>(|book| book.stage == BookStage::Open)
}

/// Prices near each other, so that some meet.
pub(super) fn place(hand: &mut Hand<'_>) -> Option<Call> {
    let book = book(hand)?;
    let serves =
        |offering: &Offering| offering.sector == book.sector && offering.id.locality() == book.locality;
    let offering = hand.record_that::<Offering>(serves)?;
    let is_ask = hand.draw.percent(50);
    let user = if is_ask { offering.seller } else { buyer(hand, offering.seller)? };
    let mut orders = Vec::new();
    for _ in 0..hand.between(1, 3) {
        let kind = if hand.draw.percent(70) { OrderKind::Limit } else { hand.one(OrderKind::ALL)? };
        let side = if is_ask { OrderSide::Ask } else { OrderSide::Bid };
        // Asks from the least pay on, bids above it: many meet.
        let price = Amount(if is_ask { 1_700 } else { 2_000 } + hand.between(0, 24) * 25);
        let minutes = hand.maybe(15, |hand| Some(hand.between(-1, 2_000)));
        orders.push(OrderAsked { side, kind, price, hours: hand.between(1, 3), minutes });
    }
    let offering = is_ask.then_some(offering.id);
    let street = hand.maybe(90, |_| "12 SE Ash Street".parse().ok());
    let note = hand.maybe(30, |_| "The back door.".parse().ok());
    Some(Call::by(user, PlaceOrders { user, book: book.id, orders, offering, street, note }))
}

pub(super) fn cancel(hand: &mut Hand<'_>) -> Option<Call> {
    let is_live = |order: &BookOrder| matches!(order.stage, OrderStage::Waiting | OrderStage::Resting);
    let order = hand.record_that::<BookOrder>(is_live)?;
    let user = order.user_id;
    Some(Call::by(user, CancelOrder { user, book: order.book, order: order.number }))
}

/// As somebody would who is not the market.
pub(super) fn match_orders(hand: &mut Hand<'_>) -> Option<Call> {
    let book = book(hand)?;
    let user = hand.record_that::<BookOrder>(|order| order.book == book.id)?.user_id;
    Some(Call::by(user, MatchOrders { book: book.id }))
}

pub(super) fn settle(hand: &mut Hand<'_>) -> Option<Call> {
    let book = book(hand)?;
    Some(Call::by_market(SettleFills { book: book.id }))
}
