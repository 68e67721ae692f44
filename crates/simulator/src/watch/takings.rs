//! Hours and pieces: what parts take, kept trade by trade.

use crate::fault::{Fault, Invariant};
use crate::memory::Memory;
use kernel::{Day, Id, Key, KeyOf, Locality, Slots, Span, Value};
use market::mechanisms::auctions::{Lot, LotStage};
use market::mechanisms::bid_ask::{BookFill, BookTrader, FillStage, OrderBook};
use market::mechanisms::group_buying::{Pool, PoolSupply};
use market::trade::Trade;
use market::trade::full::FullTrade;
use market::users::assets::{Offering, Resource};
use market::users::availability::ResourceDay;
use market::users::stock::Stock;
use market::users::taking::Taking;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A day of a resource.
type When = (Id<Resource>, Day);

/// Whose hours are out in a book: of which book, of whom, and by which fill; 0 for asks.
type InBook = (Id<OrderBook>, u128, i64);

/// What every trade has taken.
#[derive(Default)]
pub(super) struct Takings {
    trades: BTreeMap<Id<Trade>, Taken>,
    days: HashMap<When, Vec<(Id<Trade>, Slots)>>,
    pieces: HashMap<Id<Offering>, i64>,
    /// What is out of stock for lots that take bids.
    lots: HashMap<Id<Lot>, (Id<Offering>, i64)>,
    /// Hours that are out for asks and fills of books.
    books: HashMap<InBook, Vec<(When, Slots)>>,
    /// What is out of stock for pools, seller by seller.
    supplies: HashMap<(Id<Pool>, i64), i64>,
}

/// What a trade has taken.
#[derive(Default)]
struct Taken {
    days: Vec<(Locality, When, Slots)>,
    pieces: Vec<(Id<Offering>, i64)>,
}

impl Takings {
    /// Every trade there was.
    pub(super) fn trades(&self) -> impl Iterator<Item = Id<Trade>> {
        self.trades.keys().copied()
    }

    /// Takes in a trade as it is now, and adds the days on which it took or takes hours to those that are compared.
    pub(super) fn take_in(&mut self, full: &FullTrade, touched: &mut BTreeSet<Key>) -> Vec<Fault> {
        let (id, locality) = (full.id(), full.trade.locality);
        let (mut taken, mut faults) = (Taken::default(), Vec::new());
        for part in full.parts() {
            if let Ok(takings) = part.takings(full.lines_of(part.number)) {
                for taking in &takings {
                    taken.add(locality, taking);
                }
            } else {
                let what = format!("part {} of trade {id}: its times are no span", part.number);
                faults.push(Fault::of(Invariant::TradesGoOn, what));
            }
        }
        for (item, count) in &taken.pieces {
            *self.pieces.entry(*item).or_default() += count;
        }
        for (_, when, slots) in &taken.days {
            self.days.entry(*when).or_default().push((id, *slots));
        }
        let new: Vec<_> = taken.days.iter().map(|(locality, when, _)| (*locality, *when)).collect();
        let before = self.trades.insert(id, taken).unwrap_or_default();
        for (item, count) in before.pieces {
            *self.pieces.entry(item).or_default() -= count;
        }
        let old: Vec<_> = before.days.iter().map(|(locality, when, _)| (*locality, *when)).collect();
        for (_, when, slots) in before.days {
            if let Some(day) = self.days.get_mut(&when)
                && let Some(at) = day.iter().position(|known| *known == (id, slots))
            {
                day.swap_remove(at);
            }
        }
        touched.extend(new.into_iter().chain(old).map(|(locality, when)| key(locality, when)));
        faults
    }

    /// Takes in a lot as it is now.
    pub(super) fn take_in_lot(&mut self, lot: &Lot) {
        let is_out = lot.stage == LotStage::Open;
        let before = self.lots.remove(&lot.id);
        let now = is_out.then_some((lot.offering, lot.piece_count));
        self.lots.extend(now.map(|now| (lot.id, now)));
        for ((item, count), sign) in
            now.map(|now| (now, 1)).into_iter().chain(before.map(|before| (before, -1)))
        {
            *self.pieces.entry(item).or_default() += sign * count;
        }
    }

    /// Takes in the hours that are out for somebody's asks in a book, as they are now.
    pub(super) fn take_in_trader(
        &mut self,
        memory: &Memory,
        trader: &BookTrader,
        touched: &mut BTreeSet<Key>,
    ) {
        let book = memory.find::<OrderBook>((trader.locality, trader.book));
        let spans = book.map(|book| trader.spans(&book)).unwrap_or_default();
        let of = (trader.book, trader.user_id.bits(), 0);
        self.take_in_hours(of, trader.locality, trader.resource, &spans, touched);
    }

    /// Takes in the hours of a fill that is no trade yet, as they are now.
    pub(super) fn take_in_fill(&mut self, memory: &Memory, fill: &BookFill, touched: &mut BTreeSet<Key>) {
        let seller = memory.find::<BookTrader>((fill.locality, fill.seller, fill.book));
        let span = fill.span().ok().filter(|_| fill.stage == FillStage::Open);
        let of = (fill.book, fill.seller.bits(), fill.number);
        let resource = seller.and_then(|seller| seller.resource);
        self.take_in_hours(of, fill.locality, resource, span.as_slice(), touched);
    }

    fn take_in_hours(
        &mut self,
        of: InBook,
        locality: Locality,
        resource: Option<Id<Resource>>,
        spans: &[Span],
        touched: &mut BTreeSet<Key>,
    ) {
        let id: Id<Trade> = of.0.cast();
        for (when, slots) in self.books.remove(&of).unwrap_or_default() {
            if let Some(day) = self.days.get_mut(&when)
                && let Some(at) = day.iter().position(|known| *known == (id, slots))
            {
                day.swap_remove(at);
            }
            touched.insert(key(locality, when));
        }
        let mut now = Vec::new();
        for (day, slots) in spans.iter().flat_map(|span| span.by_day()) {
            let Some(resource) = resource else { continue };
            let when = (resource, day);
            self.days.entry(when).or_default().push((id, slots));
            touched.insert(key(locality, when));
            now.push((when, slots));
        }
        self.books.insert(of, now);
    }

    /// Takes in what a seller has put up in a pool as it is now.
    pub(super) fn take_in_supply(&mut self, supply: &PoolSupply) {
        let before = self.supplies.insert((supply.pool, supply.number), supply.out_count).unwrap_or_default();
        *self.pieces.entry(supply.offering).or_default() += supply.out_count - before;
    }

    /// Compares days and stocks with what trades have taken.
    pub(super) fn compare(
        &self,
        memory: &Memory,
        days: &BTreeSet<Key>,
        stocks: &BTreeSet<Key>,
    ) -> Vec<Fault> {
        let days = days.iter().filter_map(|key| self.day(memory, key));
        let stocks = stocks.iter().filter_map(|key| self.stock(memory, key));
        days.chain(stocks).map(|what| Fault::of(Invariant::NothingSoldTwice, what)).collect()
    }

    fn day(&self, memory: &Memory, key: &Key) -> Option<String> {
        let [Value::Int(locality), Value::Id(resource), Value::Int(day)] = &*key.parts else { return None };
        let (resource, day) = (Id::from_bits(*resource), Day(*day));
        let mut made = Slots::NONE;
        for (trade, slots) in self.days.get(&(resource, day)).into_iter().flatten() {
            if made.meets(*slots) {
                return Some(format!("resource {resource} is sold twice on {}: trade {trade}", day.date()));
            }
            made = made.with(*slots);
        }
        let stored = memory.find::<ResourceDay>((Locality(*locality), resource, day));
        let stored = stored.map_or(Slots::NONE, |stored| stored.busy);
        let date = day.date();
        (stored != made).then(|| {
            format!("hours of resource {resource} on {date}: stored {stored:?}, parts take {made:?}")
        })
    }

    fn stock(&self, memory: &Memory, key: &Key) -> Option<String> {
        let [Value::Int(locality), Value::Id(item)] = &*key.parts else { return None };
        let item = Id::from_bits(*item);
        let stored = memory.find::<Stock>((Locality(*locality), item))?.taken;
        let made = self.pieces.get(&item).copied().unwrap_or_default();
        (stored != made).then(|| format!("stock of {item}: {stored} are taken, parts take {made}"))
    }
}

impl Taken {
    fn add(&mut self, locality: Locality, taking: &Taking) {
        match taking {
            Taking::Hours { resource, span } => {
                self.days.extend(span.by_day().map(|(day, slots)| (locality, (*resource, day), slots)));
            }
            Taking::Pieces { item, count } => self.pieces.push((*item, *count)),
        }
    }
}

fn key(locality: Locality, (resource, day): When) -> Key {
    KeyOf::<ResourceDay>::key((locality, resource, day))
}
