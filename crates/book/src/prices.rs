//! What was traded lately: the reference that limits are held to, and how far the price has moved.

use super::entry::{Price, Side};
use super::terms::Terms;
use std::collections::VecDeque;

/// How many trades the reference is the mean of.
const TRADES: usize = 20;
const WHOLE: u64 = 10_000;

/// The last trades, and the highest and lowest prices of a window of time.
#[derive(Clone, Debug)]
pub(crate) struct Prices {
    trades: [(Price, u32); TRADES],
    next: usize,
    quantity: u64,
    value: u64,
    /// The limits that are within the band, when they have been worked out since the last trade.
    band: Option<(Price, Price)>,
    /// Prices falling from the highest, each with when it was traded last.
    highs: VecDeque<(u64, Price)>,
    /// Prices rising from the lowest.
    lows: VecDeque<(u64, Price)>,
}

impl Prices {
    pub(crate) fn new() -> Self {
        let (highs, lows) = (VecDeque::new(), VecDeque::new());
        Self { trades: [(Price::NONE, 0); TRADES], next: 0, quantity: 0, value: 0, band: None, highs, lows }
    }

    /// Takes a trade in.
    pub(crate) fn traded(&mut self, at: u64, price: Price, quantity: u32) {
        if let Some(oldest) = self.trades.get_mut(self.next) {
            let (old_price, old_quantity) = std::mem::replace(oldest, (price, quantity));
            self.quantity = self.quantity + u64::from(quantity) - u64::from(old_quantity);
            self.value = self.value + price.times(quantity) - old_price.times(old_quantity);
        }
        self.next = (self.next + 1) % TRADES;
        self.band = None;
        if let (Some(high), Some(low)) = (self.highs.back_mut(), self.lows.back_mut())
            && high.1 == price
            && low.1 == price
        {
            // As most trades: at the price of the one before.
            (high.0, low.0) = (at, at);
            return;
        }
        while self.highs.back().is_some_and(|(_, high)| *high <= price) {
            self.highs.pop_back();
        }
        self.highs.push_back((at, price));
        while self.lows.back().is_some_and(|(_, low)| *low >= price) {
            self.lows.pop_back();
        }
        self.lows.push_back((at, price));
    }

    /// How far the price moves is counted anew from the next trade on.
    pub(crate) fn begin_anew(&mut self) {
        self.highs.clear();
        self.lows.clear();
    }

    /// Forgets what was traded before a window that ends now.
    pub(crate) fn forget(&mut self, now: u64, terms: &Terms) {
        let is_old = |(at, _): &(u64, Price)| at.saturating_add(terms.window) < now;
        while self.highs.front().is_some_and(is_old) {
            self.highs.pop_front();
        }
        while self.lows.front().is_some_and(is_old) {
            self.lows.pop_front();
        }
    }

    /// The mean price of the last trades as a fraction: value by quantity; none while there is no reference.
    pub(crate) fn reference(&self, terms: &Terms) -> Option<(u64, u64)> {
        match (self.quantity, terms.reference) {
            (0, Price::NONE) => None,
            (0, Price(ticks)) => Some((u64::from(ticks), 1)),
            (quantity, _) => Some((self.value, quantity)),
        }
    }

    /// The lowest and the highest limit that is taken.
    pub(crate) fn band(&mut self, terms: &Terms) -> (Price, Price) {
        if let Some(band) = self.band {
            return band;
        }
        let band = match self.reference(terms) {
            None => (Price(1), Price::MOST),
            Some((value, quantity)) => {
                let bp = u64::from(terms.band_bp);
                let most = value.saturating_mul(WHOLE + bp) / quantity.saturating_mul(WHOLE);
                let least =
                    value.saturating_mul(WHOLE.saturating_sub(bp)).div_ceil(quantity.saturating_mul(WHOLE));
                (at_least(least), at_most(most))
            }
        };
        self.band = Some(band);
        band
    }

    /// How far an order may trade that begins at a price: the last price that does not move it too far; none if the first does.
    pub(crate) fn reach(&self, side: Side, first: Price, terms: &Terms) -> Option<Price> {
        let bp = u64::from(terms.halt_bp);
        let low = self.lows.front().map_or(first, |(_, low)| *low);
        let high = self.highs.front().map_or(first, |(_, high)| *high);
        let most = at_most(u64::from(low.min(first).0) * (WHOLE + bp) / WHOLE);
        let least = at_least((u64::from(high.max(first).0) * WHOLE.saturating_sub(bp)).div_ceil(WHOLE));
        if first > most || first < least {
            return None;
        }
        Some(match side {
            Side::Bid => most,
            Side::Ask => least,
        })
    }
}

/// How far an order without limit trades, from the best price on.
pub(crate) fn protected(side: Side, best: Price, terms: &Terms) -> Price {
    let (best, bp) = (u64::from(best.0), u64::from(terms.protection_bp));
    match side {
        Side::Bid => at_most(best * (WHOLE + bp) / WHOLE),
        Side::Ask => at_least((best * WHOLE.saturating_sub(bp)).div_ceil(WHOLE)),
    }
}

fn at_most(ticks: u64) -> Price {
    Price(u16::try_from(ticks).unwrap_or(u16::MAX)).min(Price::MOST)
}

fn at_least(ticks: u64) -> Price {
    Price(u16::try_from(ticks).unwrap_or(u16::MAX)).max(Price(1))
}
