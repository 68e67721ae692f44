//! The call auction: whatever was collected trades at one price.
//!
//! The price is chosen among the limits by four principles, each among those that the one before leaves: (1) most units are traded;
//! (2) fewest are left over; (3) when only buyers are left over at all of them the highest, when only sellers the lowest; (4) the
//! one closest to the reference, of two equally close the lower; without a reference the middle of those that remain, half a tick
//! to the even one.

use super::entry::{Price, Side};
use super::event::Event;
use super::ladder::Ladder;
use super::matcher::OrderBook;

/// A price at which a call could be held.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    price: Price,
    demand: u64,
    supply: u64,
}

impl Candidate {
    fn volume(self) -> u64 {
        self.demand.min(self.supply)
    }

    fn surplus(self) -> u64 {
        self.demand.abs_diff(self.supply)
    }
}

/// The price of a call and how many units it trades; none when nothing crosses. The reference is a fraction: value by quantity.
pub(crate) fn price(bids: &Ladder, asks: &Ladder, reference: Option<(u64, u64)>) -> Option<(Price, u64)> {
    let mut candidates = candidates(bids, asks);
    let volume = candidates.iter().map(|one| one.volume()).max().filter(|volume| *volume > 0)?;
    candidates.retain(|one| one.volume() == volume);
    let least = candidates.iter().map(|one| one.surplus()).min()?;
    candidates.retain(|one| one.surplus() == least);
    let (lowest, highest) = (candidates.first()?.price, candidates.last()?.price);
    let price = if candidates.iter().all(|one| one.demand > one.supply) {
        highest
    } else if candidates.iter().all(|one| one.demand < one.supply) {
        lowest
    } else if let Some((value, quantity)) = reference {
        let distance = |one: &&Candidate| u64::from(one.price.0).saturating_mul(quantity).abs_diff(value);
        // Of equal ones the first is taken, which is the lower.
        candidates.iter().min_by_key(distance)?.price
    } else {
        let sum = lowest.0 + highest.0;
        let half = sum / 2;
        Price(if sum % 2 == 1 && half % 2 == 1 { half + 1 } else { half })
    };
    Some((price, volume))
}

/// Every limit, from the lowest, with what would be bought and sold at it.
fn candidates(bids: &Ladder, asks: &Ladder) -> Vec<Candidate> {
    let levels = |side: &Ladder| {
        let prices = std::iter::successors(side.best(), |price| side.worse(*price));
        prices.map(|price| (price, side.quantity(price))).collect::<Vec<_>>()
    };
    let (mut bids, asks) = (levels(bids), levels(asks));
    bids.reverse();
    let mut prices: Vec<Price> = bids.iter().chain(&asks).map(|(price, _)| *price).collect();
    prices.sort_unstable();
    prices.dedup();
    let mut demand: u64 = bids.iter().map(|(_, quantity)| quantity).sum();
    let mut supply = 0;
    let (mut bids, mut asks) = (bids.into_iter().peekable(), asks.into_iter().peekable());
    let at = |price: Price| {
        while let Some((_, quantity)) = bids.next_if(|(bid, _)| *bid < price) {
            demand -= quantity;
        }
        while let Some((_, quantity)) = asks.next_if(|(ask, _)| *ask <= price) {
            supply += quantity;
        }
        Candidate { price, demand, supply }
    };
    prices.into_iter().map(at).collect()
}

impl OrderBook {
    /// The price that a call held now would have, and how many units it would trade.
    pub fn indicated(&self) -> Option<(Price, u64)> {
        price(&self.bids, &self.asks, self.prices.reference(&self.terms))
    }

    /// Trades what was collected: on each side better prices first, at one price the earlier order first.
    pub(crate) fn call(&mut self, events: &mut Vec<Event>) {
        let Some((price, volume)) = self.indicated() else { return };
        self.prices.begin_anew();
        let mut left = volume;
        while left > 0 {
            let first = |side: &Ladder| side.best().and_then(|best| side.first(best));
            let (Some(bid_slot), Some(ask_slot)) = (first(&self.bids), first(&self.asks)) else { return };
            let (bid, ask) = (*self.slots.get(bid_slot), *self.slots.get(ask_slot));
            let quantity = bid.quantity.min(ask.quantity).min(u32::try_from(left).unwrap_or(u32::MAX));
            left -= u64::from(quantity);
            // What the bid bound beyond the price is free again.
            let free = bid.price.times(quantity).saturating_sub(price.times(quantity));
            self.allow(bid.user, free, 0);
            for (slot, side) in [(bid_slot, Side::Bid), (ask_slot, Side::Ask)] {
                let ladder = if side == Side::Bid { &mut self.bids } else { &mut self.asks };
                if !ladder.reduce(&mut self.slots, slot, quantity) {
                    self.forget(slot);
                }
            }
            self.prices.traded(self.now, price, quantity);
            events.push(Event::Filled { taker: bid.number, maker: ask.number, price, quantity });
        }
    }
}
