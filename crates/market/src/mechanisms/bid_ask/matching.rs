//! Rounds: all that waits is matched, and what came of it is written.

use super::{
    BookFill, BookNotice, BookOrder, BookPhase, BookRound, BookStage, BookTrader, FillStage, OrderBook,
    OrderEnd, OrderKind, OrderSide, OrderStage, SettleFills, matched, subject, terms, traders::times,
};
use crate::support::notices;
use crate::users::User;
use book::round::{self, Fill, Known, Outcome, Round};
use book::{Entry, Event, Kind, Phase, Price, Side, Why};
use kernel::{Amount, BadRow, Command, Decide, Draft, Id, Keys, Stop, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

/// How many orders one round takes.
const ROUND_MOST: i64 = 1_000;
/// Within how many seconds after its hour a call is held: which of them nobody can know before.
const CALL_SECONDS: u64 = 30;

/// Makes the next round of a book: matches what waits, calls what was collected, lets go what has expired.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("bid_ask.match_orders", by_market)]
pub struct MatchOrders {
    /// Of which book.
    pub book: Id<OrderBook>,
}

/// A record of a book that does not fit the others.
pub(super) fn bad(book: &OrderBook, why: &impl Debug) -> BadRow {
    BadRow(format!("book {}: {why:?}", book.id))
}

/// A count or a time that is never below zero.
pub(super) fn number(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}

/// A price in ticks.
pub(super) fn price(ticks: i64) -> Price {
    Price(u16::try_from(ticks).unwrap_or(0))
}

fn count(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// What the market itself asks of a book in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    /// Nothing.
    None,
    /// A call is to be held so many seconds later.
    CallLater,
    /// Something of the market's own.
    Entry(Kind),
}

impl Decide for MatchOrders {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<OrderBook>((Command::locality(self), self.book));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let mut book = draft.get::<OrderBook>((draft.locality(), self.book))?;
        (book.timer, book.timer_at) = (None, None);
        if book.stage != BookStage::Open {
            draft.put(&book)?;
            return Ok(());
        }
        let up_to = book.order_count.min(book.entered_up_to.saturating_add(ROUND_MOST));
        let waiting = waiting(draft, &book, up_to)?;
        let word = if up_to == book.order_count { book.word(draft)? } else { Word::None };
        let fills_before = book.fill_count;
        if word == Word::Entry(Kind::Call)
            && waiting.is_empty()
            && matched::of(draft, &book)?.indicated().is_none()
        {
            // Nothing would trade, so nobody needs a round of it.
            book.next_call(draft, false)?;
            book.wake_next(draft)?;
            draft.put(&book)?;
            return Ok(());
        }
        let mut entries = waiting.iter().map(|order| order.entry(&book)).collect::<Result<Vec<_>, _>>()?;
        if let Word::Entry(kind) = word {
            book.order_count = book.order_count.saturating_add(1);
            entries.push(of_market(kind, draft.now()));
        }
        if !entries.is_empty() {
            book.round(draft, &waiting, entries)?;
        }
        if word == Word::CallLater {
            book.call_at = Some(book.call_moment(draft.now()));
        } else if matches!(word, Word::Entry(Kind::Call | Kind::Open)) {
            // A call that trades nothing leaves the prices as they were.
            if book.fill_count > fills_before {
                book.called_after = fills_before;
            }
            book.next_call(draft, word == Word::Entry(Kind::Open))?;
        }
        if matches!(word, Word::Entry(Kind::Time)) && draft.now() >= book.closes_at {
            book.stage = BookStage::Closed;
        }
        book.wake_next(draft)?;
        draft.put(&book)?;
        Ok(())
    }
}

/// The orders up to a number whose turn has not come; all of the market's own words have had theirs.
fn waiting(draft: &Draft<'_>, book: &OrderBook, up_to: i64) -> Result<Vec<BookOrder>, Stop> {
    let numbers = book.entered_up_to.saturating_add(1)..=up_to;
    let mut keys = Keys::default();
    for number in numbers.clone() {
        keys.one::<BookOrder>((book.locality, book.id, number));
    }
    draft.ask(keys)?;
    let orders = numbers.map(|number| draft.get::<BookOrder>((book.locality, book.id, number)));
    Ok(orders.collect::<Result<_, _>>()?)
}

fn of_market(kind: Kind, now: Timestamp) -> Entry {
    let at = number(now.0);
    Entry { at, user: 0, quantity: 0, target: 0, price: Price::NONE, side: Side::Bid, kind }
}

impl BookOrder {
    /// What it asks of the book.
    fn entry(&self, book: &OrderBook) -> Result<Entry, BadRow> {
        let small = |value: i64| u32::try_from(value).map_err(|why| bad(book, &why));
        let target = match self.kind {
            OrderKind::Cancel => number(self.target.unwrap_or(0)),
            OrderKind::Limit | OrderKind::PostOnly => self.until_us(),
            OrderKind::Market | OrderKind::ImmediateOrCancel | OrderKind::FillOrKill => 0,
        };
        Ok(Entry {
            at: number(self.placed_at.0),
            user: small(self.trader)?,
            quantity: small(self.hours)?,
            target,
            price: price(self.price),
            side: self.side.side(),
            kind: self.kind.kind(),
        })
    }
}

impl OrderBook {
    /// What the market asks of the book at a moment, when nothing waits before it.
    fn word(&self, draft: &Draft<'_>) -> Result<Word, Stop> {
        let now = draft.now();
        if now >= self.closes_at {
            return Ok(Word::Entry(Kind::Time));
        }
        if self.phase == BookPhase::Collecting
            && let Some(call_at) = self.call_at
            && now >= call_at
        {
            // The first time only says by how much the call is later: what it hangs on was not known before.
            let is_announced = call_at.0 % MINUTE_US != 0;
            let opens = self.trader_count >= terms(draft)?.traders_to_open;
            let kind = if opens { Kind::Open } else { Kind::Call };
            return Ok(if is_announced { Word::Entry(kind) } else { Word::CallLater });
        }
        let is_due = self.expires_at.is_some_and(|expires_at| now >= expires_at);
        Ok(if is_due { Word::Entry(Kind::Time) } else { Word::None })
    }

    /// When a call whose hour has come is held: some seconds later, by what the book has come to and nobody could know before.
    fn call_moment(&self, now: Timestamp) -> Timestamp {
        let head = kernel::hex_digest(format!("{}{}{}", self.id, self.digest, self.order_count).as_bytes());
        let drawn = head.get(..8).and_then(|hex| u64::from_str_radix(hex, 16).ok()).unwrap_or(0);
        let seconds = count(drawn % CALL_SECONDS);
        // Never on a whole minute: so a call that was announced is known by its time.
        let at = Timestamp(now.0.saturating_add(seconds.saturating_mul(1_000_000)).saturating_add(1));
        if at.0 % MINUTE_US == 0 { Timestamp(at.0.saturating_add(1)) } else { at }
    }

    fn next_call(&mut self, draft: &Draft<'_>, is_open: bool) -> Result<(), Stop> {
        if is_open {
            (self.phase, self.call_at) = (BookPhase::Continuous, None);
        } else {
            let minutes = terms(draft)?.call_minutes;
            self.call_at = Some(whole_minute(draft.now().plus_minutes(minutes)));
        }
        Ok(())
    }

    fn wake_next(&mut self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        if self.stage != BookStage::Open {
            return Ok(());
        }
        let now = draft.now();
        let mut at = self.closes_at;
        if self.entered_up_to < self.order_count {
            at = now;
        }
        // Nothing is called where nothing was asked for.
        let call_at = self.call_at.filter(|_| self.order_count > 0);
        for due in [call_at, self.expires_at].into_iter().flatten() {
            at = at.min(due);
        }
        self.wake(draft, at.max(now))
    }

    /// A round: what waits, matched by what rests, held to what rested, and written.
    fn round(
        &mut self,
        draft: &mut Draft<'_>,
        waiting: &[BookOrder],
        mut entries: Vec<Entry>,
    ) -> Result<(), Stop> {
        let mut matcher = matched::of(draft, self)?;
        let mut events = Vec::new();
        for entry in &mut entries {
            if entry.kind.is_order() {
                // Each order is covered by what it brings, and by nothing else.
                let value = entry.price.times(entry.quantity);
                let (value, quantity) =
                    if entry.side == Side::Bid { (value, 0) } else { (0, u64::from(entry.quantity)) };
                matcher.allow_only(entry.user, value, quantity);
            }
            if entry.kind == Kind::Market {
                *entry = within_limit(*entry, matcher.market_limit(entry.side));
            }
            matcher.enter(entry, &mut events);
        }
        let entries = &entries;
        let rested = self.rested(draft, &events)?;
        let phase = match self.phase {
            BookPhase::Collecting => Phase::Collecting,
            BookPhase::Continuous => Phase::Continuous,
        };
        let (last, now) = (number(self.entered_up_to), number(self.came_at.0));
        let round = Round { last, phase, now, entries, events: &events };
        let known = |number: u64| rested.get(&number).map(|(_, known)| *known);
        let outcome = round.check(known).map_err(|why| bad(self, &why))?;
        let mut orders: BTreeMap<i64, BookOrder> =
            rested.into_iter().map(|(n, (order, _))| (count(n), order)).collect();
        orders.extend(waiting.iter().map(|order| (order.number, order.clone())));
        let mut traders = self.traders(draft, &orders)?;
        let touched = self.after(&mut orders, &outcome, &events)?;
        self.fill(draft, &orders, &mut traders, &outcome.fills)?;
        self.end(draft, &orders, &mut traders, &touched)?;
        for number in &touched {
            if let Some(order) = orders.get(number) {
                draft.put(order)?;
            }
        }
        for trader in traders.values() {
            draft.put(trader)?;
        }
        self.entered_up_to =
            self.order_count.min(self.entered_up_to.saturating_add(entries.len().try_into().unwrap_or(0)));
        self.came_at = Timestamp(count(outcome.now));
        let expires_at = matcher.next_expiry().map(|at| Timestamp(count(at)));
        self.expires_at = expires_at.filter(|at| *at < self.closes_at);
        if let Some(halted_until) = outcome.halted_until {
            self.halted_until = (halted_until > 0).then_some(Timestamp(count(halted_until)));
        }
        self.add_round(draft, entries, &events);
        matched::keep(draft, self, matcher);
        Ok(())
    }

    /// The orders that events name and that rested before them.
    fn rested(&self, draft: &Draft<'_>, events: &[Event]) -> Result<BTreeMap<u64, (BookOrder, Known)>, Stop> {
        let last = number(self.entered_up_to);
        let mut named = BTreeSet::new();
        for event in events {
            match *event {
                Event::Filled { taker, maker, .. } => named.extend([taker, maker]),
                Event::Rested { number, .. } | Event::Ended { number, .. } => {
                    named.insert(number);
                }
                Event::Halted { .. } | Event::Withdrawn { .. } => {}
            }
        }
        named.retain(|number| *number <= last);
        let mut keys = Keys::default();
        for number in &named {
            keys.one::<BookOrder>((self.locality, self.id, count(*number)));
        }
        draft.ask(keys)?;
        let mut rested = BTreeMap::new();
        for number in named {
            let order = draft.get::<BookOrder>((self.locality, self.id, count(number)))?;
            let known = (order.resting()?, order.until_us());
            if order.stage == OrderStage::Resting {
                rested.insert(number, (order, known));
            }
        }
        Ok(rested)
    }

    /// Those whose orders a round touches.
    fn traders(
        &self,
        draft: &Draft<'_>,
        orders: &BTreeMap<i64, BookOrder>,
    ) -> Result<BTreeMap<Id<User>, BookTrader>, Stop> {
        let users: BTreeSet<Id<User>> = orders.values().map(|order| order.user_id).collect();
        let mut keys = Keys::default();
        for user in &users {
            keys.one::<BookTrader>((self.locality, *user, self.id));
        }
        draft.ask(keys)?;
        let mut traders = BTreeMap::new();
        let mut keys = Keys::default();
        for user in users {
            let trader = draft.get::<BookTrader>((self.locality, user, self.id))?;
            trader.reads(self, &mut keys);
            traders.insert(user, trader);
        }
        draft.ask(keys)?;
        Ok(traders)
    }

    /// Enters what became of each order, and says which were touched.
    fn after(
        &self,
        orders: &mut BTreeMap<i64, BookOrder>,
        outcome: &Outcome,
        events: &[Event],
    ) -> Result<BTreeSet<i64>, Stop> {
        let mut touched: BTreeSet<i64> = BTreeSet::new();
        let mut filled: BTreeMap<i64, i64> = BTreeMap::new();
        for fill in &outcome.fills {
            for number in [fill.bid, fill.ask] {
                *filled.entry(count(number)).or_default() += i64::from(fill.quantity);
                touched.insert(count(number));
            }
        }
        for (number, hours) in filled {
            let order = orders.get_mut(&number).ok_or_else(|| bad(self, &number))?;
            order.hours_left = order.hours_left.checked_sub(hours).ok_or_else(|| bad(self, &number))?;
            if order.hours_left == 0 {
                order.stage = OrderStage::Filled;
            }
        }
        for event in events {
            match *event {
                Event::Rested { number, .. } => {
                    let number = count(number);
                    let order = orders.get_mut(&number).ok_or_else(|| bad(self, &number))?;
                    if order.stage == OrderStage::Waiting {
                        order.stage = OrderStage::Resting;
                    }
                    touched.insert(number);
                }
                Event::Ended { number, why, .. } => {
                    let number = count(number);
                    // The market's own words are no orders.
                    let Some(order) = orders.get_mut(&number) else { continue };
                    order.stage = OrderStage::Ended;
                    order.ended = Some(OrderEnd::of(why));
                    touched.insert(number);
                }
                Event::Filled { .. } | Event::Halted { .. } | Event::Withdrawn { .. } => {}
            }
        }
        for order in orders.values_mut().filter(|order| order.stage == OrderStage::Waiting) {
            // A word that took an order back has had its turn.
            order.stage = OrderStage::Filled;
            touched.insert(order.number);
        }
        Ok(touched)
    }

    /// Writes what was traded: each fill has hours of its seller's one after the other, so that one of several runs is several fills.
    fn fill(
        &mut self,
        draft: &mut Draft<'_>,
        orders: &BTreeMap<i64, BookOrder>,
        traders: &mut BTreeMap<Id<User>, BookTrader>,
        fills: &[Fill],
    ) -> Result<(), Stop> {
        for fill in fills {
            let (bid, ask) = (orders.get(&count(fill.bid)), orders.get(&count(fill.ask)));
            let (bid, ask) = bid.zip(ask).ok_or_else(|| bad(self, fill))?;
            let seller = traders.get_mut(&ask.user_id).ok_or_else(|| bad(self, fill))?;
            for (first, hours) in seller.sells(self, i64::from(fill.quantity))? {
                self.fill_count = self.fill_count.saturating_add(1);
                let span = self.span(first, hours).ok_or_else(|| bad(self, fill))?;
                draft.add(&BookFill {
                    locality: self.locality,
                    book: self.id,
                    number: self.fill_count,
                    bid: bid.number,
                    ask: ask.number,
                    buyer: bid.user_id,
                    seller: ask.user_id,
                    price: i64::from(fill.price.0),
                    hours,
                    starts_at: span.starts_at(),
                    set_aside: times(bid.each, hours)?,
                    stage: FillStage::Open,
                    trade: None,
                    filled_at: Timestamp(count(fill.at)),
                });
            }
        }
        if self.settled_up_to < self.fill_count && self.settling.is_none() {
            let now = draft.now();
            self.settling = Some(draft.set_timer(now, &SettleFills { book: self.id }));
            self.settling_at = Some(now);
        }
        Ok(())
    }

    /// What ended gives back what it had bound.
    fn end(
        &self,
        draft: &mut Draft<'_>,
        orders: &BTreeMap<i64, BookOrder>,
        traders: &mut BTreeMap<Id<User>, BookTrader>,
        touched: &BTreeSet<i64>,
    ) -> Result<(), Stop> {
        let mut back: BTreeMap<Id<User>, Amount> = BTreeMap::new();
        let ended = touched.iter().filter_map(|number| orders.get(number));
        for order in ended.filter(|order| order.stage == OrderStage::Ended && order.kind != OrderKind::Cancel)
        {
            let trader = traders.get_mut(&order.user_id).ok_or_else(|| bad(self, &order.number))?;
            match order.side {
                OrderSide::Bid => {
                    let back = back.entry(order.user_id).or_default();
                    *back = back.plus(times(order.each, order.hours_left)?)?;
                }
                OrderSide::Ask => trader.gives_back(draft, self, order.hours_left)?,
            }
            if order.ended != Some(OrderEnd::Cancelled) {
                let notice = BookNotice::Ended { hours: order.hours_left };
                notices::tell(draft, order.user_id, subject(self.id), &notice);
            }
        }
        for (user, amount) in back {
            let trader = traders.get_mut(&user).ok_or_else(|| bad(self, &user))?;
            let rest = trader.set_aside.minus(amount)?;
            trader.sets_aside(draft, self, rest)?;
        }
        Ok(())
    }

    fn add_round(&mut self, draft: &mut Draft<'_>, entries: &[Entry], events: &[Event]) {
        let (of_entries, of_events) = round::written(entries, events);
        let mut bytes = self.digest.clone().into_bytes();
        bytes.extend_from_slice(&of_entries);
        bytes.extend_from_slice(&of_events);
        self.digest = kernel::hex_digest(&bytes);
        self.round_count = self.round_count.saturating_add(1);
        draft.add(&BookRound {
            locality: self.locality,
            book: self.id,
            number: self.round_count,
            entries: of_entries,
            events: of_events,
            digest: self.digest.clone(),
            made_at: draft.now(),
        });
    }
}

/// An order that trades near the best price and never past its own limit, as the book takes it: without a limit where that is the
/// nearer one, else with it.
fn within_limit(entry: Entry, near: Option<Price>) -> Entry {
    let is_near = near.is_some_and(|near| entry.side.takes(entry.price, near));
    if is_near {
        Entry { price: Price::NONE, ..entry }
    } else {
        Entry { kind: Kind::ImmediateOrCancel, ..entry }
    }
}

const MINUTE_US: i64 = 60_000_000;

/// The whole minute at or before a moment.
pub(super) fn whole_minute(at: Timestamp) -> Timestamp {
    Timestamp(at.0.saturating_sub(at.0.rem_euclid(MINUTE_US)))
}

impl OrderEnd {
    fn of(why: Why) -> Self {
        match why {
            Why::Cancelled => Self::Cancelled,
            Why::Expired => Self::Expired,
            Why::NoMore => Self::NoMore,
            Why::NotWhole => Self::NotWhole,
            Why::OwnOrder => Self::OwnOrder,
            Why::TooFar => Self::TooFar,
            Why::Halted => Self::Halted,
            Why::BadOrder | Why::NotCovered => Self::BadOrder,
            Why::OutOfBand => Self::OutOfBand,
            Why::WouldTrade => Self::WouldTrade,
            Why::NoSuchOrder => Self::NoSuchOrder,
        }
    }
}
