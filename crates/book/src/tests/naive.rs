//! The same rules, written plainly over sorted lists: nothing of the matcher is used but what entries and events look like.

use crate::{Entry, Event, Kind, Phase, Side, Terms, Why};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Order {
    pub(super) number: u64,
    pub(super) user: u32,
    pub(super) side: Side,
    pub(super) price: u64,
    pub(super) left: u64,
    pub(super) until: u64,
}

#[derive(Clone, Debug)]
pub(super) struct Naive {
    terms: Terms,
    phase: Phase,
    number: u64,
    now: u64,
    halted_until: u64,
    pub(super) orders: Vec<Order>,
    /// Time, price, quantity of every trade.
    trades: Vec<(u64, u64, u64)>,
    /// Which of them count for how far the price has moved.
    counted_from: usize,
    /// By user: value and units that nothing binds.
    pub(super) free: Vec<(i128, i128)>,
}

impl Naive {
    pub(super) fn new(terms: Terms, free: Vec<(i128, i128)>) -> Self {
        let (orders, trades) = (Vec::new(), Vec::new());
        Self {
            terms,
            phase: terms.phase,
            number: 0,
            now: 0,
            halted_until: 0,
            orders,
            trades,
            counted_from: 0,
            free,
        }
    }

    pub(super) fn enter(&mut self, entry: &Entry) -> Vec<Event> {
        self.number += 1;
        self.now = self.now.max(entry.at);
        let mut events = Vec::new();
        let mut over: Vec<Order> =
            self.orders.iter().filter(|o| o.until > 0 && o.until <= self.now).cloned().collect();
        over.sort_by_key(|order| (order.until, order.number));
        for order in over {
            self.end(order.number, Why::Expired, &mut events);
        }
        let of_market = matches!(entry.kind, Kind::Time | Kind::Collect | Kind::Call | Kind::Open);
        if of_market != (entry.user == 0) {
            let is_order = !of_market && !matches!(entry.kind, Kind::Cancel | Kind::Allow | Kind::Withdraw);
            self.refuse(if is_order { entry.quantity } else { 0 }, Why::BadOrder, &mut events);
            return events;
        }
        let user = usize::try_from(entry.user).unwrap();
        match entry.kind {
            Kind::Allow => {
                self.free[user].0 += i128::from(entry.target);
                self.free[user].1 += i128::from(entry.quantity);
            }
            Kind::Withdraw => {
                let (value, quantity) = std::mem::take(&mut self.free[user]);
                let (value, quantity) = (u64::try_from(value).unwrap(), u32::try_from(quantity).unwrap());
                events.push(Event::Withdrawn { user: entry.user, value, quantity });
            }
            Kind::Cancel => {
                let is_own = |order: &&Order| order.number == entry.target && order.user == entry.user;
                match self.orders.iter().find(is_own).map(|order| order.number) {
                    Some(number) => self.end(number, Why::Cancelled, &mut events),
                    None => self.refuse(0, Why::NoSuchOrder, &mut events),
                }
            }
            Kind::Time => {}
            Kind::Collect => (self.phase, self.halted_until) = (Phase::Collecting, 0),
            Kind::Call | Kind::Open => {
                if self.phase == Phase::Continuous {
                    self.refuse(0, Why::BadOrder, &mut events);
                    return events;
                }
                self.call(&mut events);
                if entry.kind == Kind::Open {
                    self.phase = Phase::Continuous;
                }
            }
            Kind::Limit | Kind::Market | Kind::ImmediateOrCancel | Kind::FillOrKill | Kind::PostOnly => {
                self.order(entry, &mut events);
            }
        }
        events
    }

    fn refuse(&self, quantity: u32, why: Why, events: &mut Vec<Event>) {
        events.push(Event::Ended { number: self.number, quantity, why });
    }

    fn end(&mut self, number: u64, why: Why, events: &mut Vec<Event>) {
        let at = self.orders.iter().position(|order| order.number == number).unwrap();
        let order = self.orders.remove(at);
        let free = &mut self.free[usize::try_from(order.user).unwrap()];
        match order.side {
            Side::Bid => free.0 += i128::from(order.price * order.left),
            Side::Ask => free.1 += i128::from(order.left),
        }
        events.push(Event::Ended { number, quantity: u32::try_from(order.left).unwrap(), why });
    }

    /// Value and quantity of the trades that the reference is the mean of.
    pub(super) fn reference(&self) -> Option<(u64, u64)> {
        let last: Vec<_> = self.trades.iter().rev().take(20).collect();
        if last.is_empty() {
            return (self.terms.reference.0 > 0).then_some((u64::from(self.terms.reference.0), 1));
        }
        Some((last.iter().map(|(_, price, q)| price * q).sum(), last.iter().map(|(_, _, q)| q).sum()))
    }

    fn is_in_band(&self, price: u64) -> bool {
        let Some((value, quantity)) = self.reference() else { return true };
        (price * quantity).abs_diff(value) * 10_000 <= value * u64::from(self.terms.band_bp)
    }

    /// The others in the order in which they trade.
    fn facing(&self, side: Side) -> Vec<Order> {
        let mut others: Vec<Order> = self.orders.iter().filter(|order| order.side != side).cloned().collect();
        others.sort_by_key(|order| match side {
            Side::Bid => (i128::from(order.price), order.number),
            Side::Ask => (-i128::from(order.price), order.number),
        });
        others
    }

    fn is_too_far(&self, price: u64) -> bool {
        let since = self.now.saturating_sub(self.terms.window);
        let bp = u64::from(self.terms.halt_bp);
        self.trades[self.counted_from..].iter().filter(|(at, _, _)| *at >= since).any(|(_, other, _)| {
            price * 10_000 > other * (10_000 + bp) || price * 10_000 < other * (10_000 - bp)
        })
    }

    fn order(&mut self, entry: &Entry, events: &mut Vec<Event>) {
        if let Some(why) = self.misfit(entry) {
            return self.refuse(entry.quantity, why, events);
        }
        let mut tried = self.clone();
        let mut made = Vec::new();
        let whole = tried.trade(entry, &mut made);
        if entry.kind == Kind::FillOrKill && !whole {
            return self.refuse(entry.quantity, Why::NotWhole, events);
        }
        *self = tried;
        events.extend(made);
    }

    /// The price to which it trades.
    fn limit(&self, entry: &Entry) -> Option<u64> {
        if entry.kind != Kind::Market {
            return Some(u64::from(entry.price.0));
        }
        let best = self.facing(entry.side).first()?.price;
        let bp = u64::from(self.terms.protection_bp);
        // The furthest that is near the best, and not beyond the band: worse for whom it comes from, that is.
        let reference = self.reference();
        let is_better = |price: u64| match (entry.side, reference) {
            (Side::Bid, Some((value, quantity))) => price * quantity <= value,
            (Side::Ask, Some((value, quantity))) => price * quantity >= value,
            (_, None) => true,
        };
        let may = |price: &u64| {
            let is_near = match entry.side {
                Side::Bid => price * 10_000 <= best * (10_000 + bp),
                Side::Ask => price * 10_000 >= best * (10_000 - bp),
            };
            is_near && (is_better(*price) || self.is_in_band(*price))
        };
        match entry.side {
            Side::Bid => (0..=4_095).rev().find(may),
            Side::Ask => (1..=4_095).find(may),
        }
    }

    fn misfit(&self, entry: &Entry) -> Option<Why> {
        let may_rest = matches!(entry.kind, Kind::Limit | Kind::PostOnly);
        let is_market = entry.kind == Kind::Market;
        let is_over = entry.target > 0 && (!may_rest || entry.target <= self.now);
        let is_collecting = self.phase == Phase::Collecting;
        if self.now < self.halted_until {
            return Some(Why::Halted);
        }
        if entry.quantity == 0 || entry.quantity < self.terms.quantity_min || is_over {
            return Some(Why::BadOrder);
        }
        if (is_collecting && entry.kind != Kind::Limit)
            || is_market != (entry.price.0 == 0)
            || entry.price.0 > 4_095
        {
            return Some(Why::BadOrder);
        }
        let Some(limit) = self.limit(entry) else { return Some(Why::NoMore) };
        if !is_market && !self.is_in_band(limit) {
            return Some(Why::OutOfBand);
        }
        let free = self.free[usize::try_from(entry.user).unwrap()];
        let units = i128::from(entry.quantity);
        let is_covered = match entry.side {
            Side::Bid => i128::from(limit) * units <= free.0,
            Side::Ask => units <= free.1,
        };
        if !is_covered {
            return Some(Why::NotCovered);
        }
        if is_collecting && self.orders.iter().any(|o| o.user == entry.user && o.side != entry.side) {
            return Some(Why::OwnOrder);
        }
        let first = self.facing(entry.side).first().map(|order| order.price);
        let crosses = first.is_some_and(|first| match entry.side {
            Side::Bid => first <= limit,
            Side::Ask => first >= limit,
        });
        (entry.kind == Kind::PostOnly && crosses).then_some(Why::WouldTrade)
    }

    /// Trades, and says whether it was filled whole.
    fn trade(&mut self, entry: &Entry, events: &mut Vec<Event>) -> bool {
        let limit = self.limit(entry).unwrap();
        let mut left = u64::from(entry.quantity);
        let user = usize::try_from(entry.user).unwrap();
        let mut why = Why::NoMore;
        let facing = if self.phase == Phase::Collecting { Vec::new() } else { self.facing(entry.side) };
        for other in facing {
            let crosses = match entry.side {
                Side::Bid => other.price <= limit,
                Side::Ask => other.price >= limit,
            };
            if left == 0 || !crosses {
                break;
            }
            if other.user == entry.user {
                why = Why::OwnOrder;
                break;
            }
            if self.is_too_far(other.price) {
                why = Why::TooFar;
                break;
            }
            let quantity = left.min(other.left);
            left -= quantity;
            self.fill(other.number, quantity);
            match entry.side {
                Side::Bid => self.free[user].0 -= i128::from(other.price * quantity),
                Side::Ask => self.free[user].1 -= i128::from(quantity),
            }
            self.trades.push((self.now, other.price, quantity));
            events.push(event(self.number, other.number, other.price, quantity));
        }
        if left == 0 {
            return true;
        }
        let quantity = u32::try_from(left).unwrap();
        if why == Why::NoMore && matches!(entry.kind, Kind::Limit | Kind::PostOnly) {
            match entry.side {
                Side::Bid => self.free[user].0 -= i128::from(limit * left),
                Side::Ask => self.free[user].1 -= i128::from(left),
            }
            let (number, until) = (self.number, entry.target);
            self.orders.push(Order { number, user: entry.user, side: entry.side, price: limit, left, until });
            events.push(Event::Rested { number, quantity });
            return false;
        }
        self.refuse(quantity, why, events);
        if why == Why::TooFar {
            self.halted_until = self.now + self.terms.halt;
            events.push(Event::Halted { until: self.halted_until });
        }
        false
    }

    fn fill(&mut self, number: u64, quantity: u64) {
        let at = self.orders.iter().position(|order| order.number == number).unwrap();
        self.orders[at].left -= quantity;
        if self.orders[at].left == 0 {
            self.orders.remove(at);
        }
    }

    fn call(&mut self, events: &mut Vec<Event>) {
        let of = |side: Side, crosses: &dyn Fn(u64) -> bool| -> u64 {
            self.orders.iter().filter(|o| o.side == side && crosses(o.price)).map(|o| o.left).sum()
        };
        let at = |p: u64| (of(Side::Bid, &|bid| bid >= p), of(Side::Ask, &|ask| ask <= p));
        let mut prices: Vec<u64> = self.orders.iter().map(|order| order.price).collect();
        prices.sort_unstable();
        let Some(volume) = prices.iter().map(|p| at(*p).0.min(at(*p).1)).max().filter(|v| *v > 0) else {
            return;
        };
        prices.retain(|p| at(*p).0.min(at(*p).1) == volume);
        let least = prices.iter().map(|p| at(*p).0.abs_diff(at(*p).1)).min().unwrap();
        prices.retain(|p| at(*p).0.abs_diff(at(*p).1) == least);
        let (low, high) = (prices[0], prices[prices.len() - 1]);
        let only_buyers = prices.iter().all(|p| at(*p).0 > at(*p).1);
        let only_sellers = prices.iter().all(|p| at(*p).0 < at(*p).1);
        let price = match (only_buyers, only_sellers, self.reference()) {
            (true, _, _) => high,
            (_, true, _) => low,
            (_, _, Some((value, quantity))) => {
                prices.sort_by_key(|p| ((p * quantity).abs_diff(value), *p));
                prices[0]
            }
            // Twice the middle by four: its rest says which way half goes.
            (_, _, None) => match (low + high) % 4 {
                3 => (low + high).div_ceil(2),
                _ => u64::midpoint(low, high),
            },
        };
        self.counted_from = self.trades.len();
        let mut left = volume;
        while left > 0 {
            let (bid, ask) = (self.facing(Side::Ask)[0].clone(), self.facing(Side::Bid)[0].clone());
            let quantity = left.min(bid.left).min(ask.left);
            left -= quantity;
            self.fill(bid.number, quantity);
            self.fill(ask.number, quantity);
            self.free[usize::try_from(bid.user).unwrap()].0 += i128::from((bid.price - price) * quantity);
            self.trades.push((self.now, price, quantity));
            events.push(event(bid.number, ask.number, price, quantity));
        }
    }
}

fn event(taker: u64, maker: u64, price: u64, quantity: u64) -> Event {
    let (price, quantity) = (crate::Price(u16::try_from(price).unwrap()), u32::try_from(quantity).unwrap());
    Event::Filled { taker, maker, price, quantity }
}
