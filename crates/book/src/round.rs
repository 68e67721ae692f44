//! Rounds: what a stretch of entries came to, checked without the book.
//!
//! Whoever keeps a book in memory says what came of some entries; whoever keeps the records has only those orders at hand that the
//! events name. So a round is checked by what can be seen from there: that every event follows from an entry, in order; that each
//! fill is within both limits and at the price of what rested; that of the orders that are named better prices come first and at one
//! price the earlier order, and none rests that could trade with another; that no order is filled beyond what was left of it; and
//! that each order that came ends in one way. What each user's orders bind, and what was traded, is added up for
//! [allowances](super::Allowance) to cover.

use super::entry::{ENTRY_BYTES, Entry, Kind, NotAnEntry, Price, Side};
use super::event::{EVENT_BYTES, Event, Why};
use super::matcher::Resting;
use super::terms::Phase;
use std::collections::{BTreeMap, BTreeSet};

/// An order that rested when a round began, and until when it may.
pub type Known = (Resting, u64);

/// What a round says, and where the book stood before it.
#[derive(Clone, Copy, Debug)]
pub struct Round<'a> {
    /// The number of the last entry before it.
    pub last: u64,
    /// How the book traded before it.
    pub phase: Phase,
    /// When the last entry before it came, in microseconds.
    pub now: u64,
    /// Its entries, in order.
    pub entries: &'a [Entry],
    /// What came of them, in order.
    pub events: &'a [Event],
}

/// Two orders that traded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fill {
    /// Who buys: their number in the book.
    pub buyer: u32,
    /// Who sells.
    pub seller: u32,
    /// By which order they buy.
    pub bid: u64,
    /// By which order they sell.
    pub ask: u64,
    /// At which price.
    pub price: Price,
    /// How many units.
    pub quantity: u32,
    /// When, in microseconds.
    pub at: u64,
}

/// By how much a round changed what a user's orders bind and what they traded: value in ticks times units, and units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Use {
    /// Bound by bids that rest, more or less than before.
    pub value_bound: i64,
    /// Lots bound by asks that rest.
    pub quantity_bound: i64,
    /// Bought for.
    pub value_traded: i64,
    /// Lots sold.
    pub quantity_traded: i64,
    /// Allowed in this round, less what was taken back.
    pub value_allowed: i64,
    /// Lots allowed, less those taken back.
    pub quantity_allowed: i64,
}

/// What a round changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Each order that rested before it or rests after it and was touched: what is left, nothing when it is gone.
    pub orders: BTreeMap<u64, Known>,
    /// What was traded.
    pub fills: Vec<Fill>,
    /// By user.
    pub uses: BTreeMap<u32, Use>,
    /// When its last entry came, in microseconds.
    pub now: u64,
    /// How the book trades after it; the phase before it when nothing was said.
    pub phase: Option<Phase>,
    /// Until when it is halted, when that changed; 0 when a halt was ended.
    pub halted_until: Option<u64>,
}

/// Some entries and what came of them, in bytes: what a command carries and the journal keeps.
pub fn written(entries: &[Entry], events: &[Event]) -> (Vec<u8>, Vec<u8>) {
    let (mut of_entries, mut of_events) = (Vec::new(), Vec::new());
    for entry in entries {
        entry.write(&mut of_entries);
    }
    for event in events {
        event.write(&mut of_events);
    }
    (of_entries, of_events)
}

/// The entries and events that bytes stand for.
///
/// # Errors
/// [`NotAnEntry`] when they are no whole number of them, or one is written otherwise than it would be.
pub fn read(entries: &[u8], events: &[u8]) -> Result<(Vec<Entry>, Vec<Event>), NotAnEntry> {
    let (of_entries, rest) = entries.as_chunks::<ENTRY_BYTES>();
    let (of_events, left) = events.as_chunks::<EVENT_BYTES>();
    if !rest.is_empty() || !left.is_empty() {
        return Err(NotAnEntry);
    }
    let entries = of_entries.iter().map(Entry::unpacked).collect::<Result<_, _>>()?;
    Ok((entries, of_events.iter().map(Event::unpacked).collect::<Result<_, _>>()?))
}

/// A round that cannot have come about, and at which of its entries, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Which.
    pub entry: usize,
    /// What does not fit.
    pub why: &'static str,
}

impl Round<'_> {
    /// What it changes. `known` says of an order whether it rested when the round began.
    ///
    /// # Errors
    /// [`Wrong`] when its events do not follow from its entries and what rested.
    pub fn check(&self, mut known: impl FnMut(u64) -> Option<Known>) -> Result<Outcome, Wrong> {
        let mut check = Check {
            events: self.events,
            at: 0,
            orders: BTreeMap::new(),
            bids: BTreeSet::new(),
            asks: BTreeSet::new(),
            known: &mut known,
            outcome: Outcome::default(),
        };
        check.outcome.now = self.now;
        let mut phase = self.phase;
        for ((entry, at), number) in self.entries.iter().zip(0..).zip(self.last.saturating_add(1)..) {
            check.outcome.now = check.outcome.now.max(entry.at);
            check.entry(number, entry, &mut phase).map_err(|why| Wrong { entry: at, why })?;
        }
        if check.at < self.events.len() {
            return Err(Wrong { entry: self.entries.len(), why: "events that no entry made" });
        }
        let Check { orders, mut outcome, .. } = check;
        outcome.phase = (phase != self.phase).then_some(phase);
        // What came and went within the round leaves no trace.
        let is_of_before = |number: u64| number <= self.last;
        outcome.orders = orders
            .into_iter()
            .filter(|(number, order)| is_of_before(*number) || order.0.quantity > 0)
            .collect();
        Ok(outcome)
    }
}

struct Check<'a> {
    events: &'a [Event],
    at: usize,
    orders: BTreeMap<u64, Known>,
    /// The orders of these that rest now, of each side those that trade first first.
    bids: BTreeSet<Place>,
    asks: BTreeSet<Place>,
    known: &'a mut dyn FnMut(u64) -> Option<Known>,
    outcome: Outcome,
}

/// How good a price is, and the number.
type Place = (u16, u64);

type Checked = Result<(), &'static str>;

fn require(holds: bool, why: &'static str) -> Checked {
    if holds { Ok(()) } else { Err(why) }
}

/// Where an order stands among those of its side: what is least trades first.
fn place(order: &Resting) -> Place {
    match order.side {
        Side::Bid => (u16::MAX - order.price.0, order.number),
        Side::Ask => (order.price.0, order.number),
    }
}

fn signed(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

impl Check<'_> {
    fn peek(&self) -> Option<Event> {
        self.events.get(self.at).copied()
    }

    /// The next event, if it is what is looked for.
    fn next<T>(&mut self, is: impl FnOnce(Event) -> Option<T>) -> Option<T> {
        let found = is(self.peek()?)?;
        self.at += 1;
        Some(found)
    }

    fn next_end(&mut self, number: u64) -> Option<(u32, Why)> {
        self.next(|event| {
            if let Event::Ended { number: of, quantity, why } = event
                && of == number
            {
                Some((quantity, why))
            } else {
                None
            }
        })
    }

    fn next_fill(&mut self, of: impl Fn(u64) -> bool) -> Option<(u64, u64, Price, u32)> {
        self.next(|event| {
            let Event::Filled { taker, maker, price, quantity } = event else { return None };
            of(taker).then_some((taker, maker, price, quantity))
        })
    }

    /// An order rests, with so much left of it.
    fn insert(&mut self, order: Known) {
        let place = place(&order.0);
        let queue = self.queue(order.0.side);
        if order.0.quantity > 0 {
            queue.insert(place);
        } else {
            queue.remove(&place);
        }
        self.orders.insert(order.0.number, order);
    }

    fn queue(&mut self, side: Side) -> &mut BTreeSet<Place> {
        match side {
            Side::Bid => &mut self.bids,
            Side::Ask => &mut self.asks,
        }
    }

    /// Refuses unless no order that is known trades before this one.
    fn is_first(&mut self, order: &Resting) -> Checked {
        let is_first = self.queue(order.side).first() == Some(&place(order));
        require(is_first, "a worse price or a later order first")
    }

    /// The order as it rests now, if it does.
    fn rests(&mut self, number: u64) -> Result<Known, &'static str> {
        if !self.orders.contains_key(&number) {
            let order = (self.known)(number).ok_or("an order that does not rest")?;
            self.insert(order);
        }
        let order = self.orders.get(&number).copied().filter(|(order, _)| order.quantity > 0);
        order.ok_or("an order that does not rest any more")
    }

    fn of(&mut self, user: u32) -> &mut Use {
        self.outcome.uses.entry(user).or_default()
    }

    /// So many units of an order less, or more when it comes to rest: what it binds changes.
    fn bind(&mut self, order: &Resting, quantity: i64) {
        let uses = self.of(order.user);
        match order.side {
            Side::Bid => {
                let value = i64::from(order.price.0).saturating_mul(quantity);
                uses.value_bound = uses.value_bound.saturating_add(value);
            }
            Side::Ask => uses.quantity_bound = uses.quantity_bound.saturating_add(quantity),
        }
    }

    fn less(&mut self, number: u64, quantity: u32) -> Checked {
        let (mut order, until) = self.rests(number)?;
        require(quantity > 0 && quantity <= order.quantity, "more than what is left of an order")?;
        order.quantity -= quantity;
        self.bind(&order, -i64::from(quantity));
        self.insert((order, until));
        Ok(())
    }

    fn ends(&mut self, number: u64, quantity: u32) -> Checked {
        let (order, _) = self.rests(number)?;
        require(order.quantity == quantity, "an end that is not of what was left")?;
        self.less(number, quantity)
    }

    fn entry(&mut self, number: u64, entry: &Entry, phase: &mut Phase) -> Checked {
        while let Some(Event::Ended { number: of, quantity, why: Why::Expired }) = self.peek() {
            let (_, until) = self.rests(of)?;
            if until == 0 || until > self.outcome.now {
                // It is of an entry that came later, or of none.
                break;
            }
            self.ends(of, quantity)?;
            self.at += 1;
        }
        require(
            entry.user != 0 || entry.kind.is_of_market() || self.is_refused(number),
            "an order of nobody",
        )?;
        if entry.kind.is_order() {
            return self.order(number, entry, *phase);
        }
        if let Some((_, why)) = self.next_end(number) {
            return require(why.is_refusal(), "a word that ended and was not refused");
        }
        require(entry.kind.is_of_market() == (entry.user == 0), "a word of somebody else")?;
        match entry.kind {
            Kind::Cancel => {
                let (order, _) = self.rests(entry.target)?;
                require(order.user == entry.user, "the order of somebody else, cancelled")?;
                let end = self.next_end(entry.target);
                let (quantity, why) = end.ok_or("an order that was to be cancelled")?;
                require(why == Why::Cancelled, "cancelled, and ended otherwise")?;
                self.ends(entry.target, quantity)
            }
            Kind::Allow => {
                let uses = self.of(entry.user);
                uses.value_allowed = uses.value_allowed.saturating_add(signed(entry.target));
                uses.quantity_allowed = uses.quantity_allowed.saturating_add(i64::from(entry.quantity));
                Ok(())
            }
            Kind::Withdraw => self.withdraw(entry.user),
            Kind::Time => Ok(()),
            Kind::Collect => {
                (*phase, self.outcome.halted_until) = (Phase::Collecting, Some(0));
                Ok(())
            }
            Kind::Call | Kind::Open => {
                require(*phase == Phase::Collecting, "a call of what was not collected")?;
                self.call(number)?;
                if entry.kind == Kind::Open {
                    *phase = Phase::Continuous;
                }
                Ok(())
            }
            Kind::Limit | Kind::Market | Kind::ImmediateOrCancel | Kind::FillOrKill | Kind::PostOnly => {
                Ok(())
            }
        }
    }

    fn is_refused(&self, number: u64) -> bool {
        matches!(self.peek(), Some(Event::Ended { number: of, why, .. }) if of == number && why.is_refusal())
    }

    fn withdraw(&mut self, user: u32) -> Checked {
        let taken = self.next(|event| {
            if let Event::Withdrawn { user: of, value, quantity } = event
                && of == user
            {
                Some((value, quantity))
            } else {
                None
            }
        });
        let (value, quantity) = taken.ok_or("what was to be taken back")?;
        let uses = self.of(user);
        uses.value_allowed = uses.value_allowed.saturating_sub(signed(value));
        uses.quantity_allowed = uses.quantity_allowed.saturating_sub(i64::from(quantity));
        Ok(())
    }

    fn order(&mut self, number: u64, entry: &Entry, phase: Phase) -> Checked {
        if self.is_refused(number) {
            let quantity = self.next_end(number).map(|(quantity, _)| quantity);
            return require(quantity == Some(entry.quantity), "a refusal that is not of the whole order");
        }
        let mut left = entry.quantity;
        let mut before: Option<Place> = None;
        while let Some((_, maker, price, quantity)) = self.next_fill(|taker| taker == number) {
            require(
                phase == Phase::Continuous && entry.kind != Kind::PostOnly,
                "an order that does not trade at once",
            )?;
            let (order, _) = self.rests(maker)?;
            require(order.side != entry.side && order.user != entry.user, "two of one side or of one user")?;
            require(price == order.price, "another price than that of what rested")?;
            let is_within = entry.kind == Kind::Market || entry.side.takes(entry.price, price);
            require(is_within, "a price beyond a limit")?;
            require(quantity <= left, "more than what is left of an order")?;
            let in_order = before.is_none_or(|before| before < place(&order));
            require(in_order, "a worse price or a later order first")?;
            self.is_first(&order)?;
            before = Some(place(&order));
            left -= quantity;
            self.less(maker, quantity)?;
            self.fill(entry.side, (number, entry.user), &order, (price, quantity));
        }
        require(
            entry.kind != Kind::FillOrKill || before.is_none() || left == 0,
            "an order filled in part that had to be whole",
        )?;
        if left == 0 {
            return Ok(());
        }
        if let Some((quantity, why)) = self.next_end(number) {
            require(quantity == left, "an end that is not of what was left")?;
            return self.end(entry, why);
        }
        let rests = self.next(|event| {
            if let Event::Rested { number: of, quantity } = event
                && of == number
            {
                Some(quantity)
            } else {
                None
            }
        });
        require(rests == Some(left) && entry.kind.may_rest(), "an order that neither rests nor ended")?;
        require(entry.price.is_on_ladder(), "a price that is none")?;
        let (user, side, price) = (entry.user, entry.side, entry.price);
        let order = Resting { number, user, side, price, quantity: left };
        if phase == Phase::Continuous {
            let facing = self.queue(side.other()).first().copied();
            let facing = facing.and_then(|(_, number)| self.orders.get(&number));
            let crosses = facing.is_some_and(|(facing, _)| side.takes(price, facing.price));
            require(!crosses, "an order that rests and could trade")?;
        }
        self.bind(&order, i64::from(left));
        self.insert((order, entry.target));
        Ok(())
    }

    /// An order that was taken ended by itself, for a reason that there can be.
    fn end(&mut self, entry: &Entry, why: Why) -> Checked {
        let can_be = match why {
            Why::NoMore => !entry.kind.may_rest(),
            Why::NotWhole => entry.kind == Kind::FillOrKill,
            Why::OwnOrder => true,
            Why::TooFar => {
                let until =
                    self.next(|event| if let Event::Halted { until } = event { Some(until) } else { None });
                self.outcome.halted_until = until.or(self.outcome.halted_until);
                until.is_some_and(|until| until > self.outcome.now)
            }
            Why::Cancelled
            | Why::Expired
            | Why::Halted
            | Why::BadOrder
            | Why::OutOfBand
            | Why::WouldTrade
            | Why::NotCovered
            | Why::NoSuchOrder => false,
        };
        require(can_be, "an order that cannot have ended so")
    }

    fn fill(&mut self, side: Side, taker: (u64, u32), maker: &Resting, (price, quantity): (Price, u32)) {
        let maker = (maker.number, maker.user);
        let ((bid, buyer), (ask, seller)) = match side {
            Side::Bid => (taker, maker),
            Side::Ask => (maker, taker),
        };
        let value = signed(price.times(quantity));
        self.of(buyer).value_traded += value;
        self.of(seller).quantity_traded += i64::from(quantity);
        let at = self.outcome.now;
        self.outcome.fills.push(Fill { buyer, seller, bid, ask, price, quantity, at });
    }

    /// Fills between orders that came before the word that called them.
    fn call(&mut self, number: u64) -> Checked {
        let mut called: Option<Price> = None;
        let mut before: Option<(Place, Place)> = None;
        while let Some((bid, ask, price, quantity)) = self.next_fill(|taker| taker < number) {
            let ((bid, _), (ask, _)) = (self.rests(bid)?, self.rests(ask)?);
            require(
                bid.side == Side::Bid && ask.side == Side::Ask && bid.user != ask.user,
                "two of one side or of one user",
            )?;
            require(ask.price <= price && price <= bid.price, "a price beyond a limit")?;
            require(called.is_none_or(|called| called == price), "two prices in a call")?;
            let places = (place(&bid), place(&ask));
            let in_order = before.is_none_or(|before| before.0 <= places.0 && before.1 <= places.1);
            require(in_order, "a worse price or a later order first")?;
            self.is_first(&bid)?;
            self.is_first(&ask)?;
            (called, before) = (Some(price), Some(places));
            self.less(bid.number, quantity)?;
            self.less(ask.number, quantity)?;
            self.fill(Side::Bid, (bid.number, bid.user), &ask, (price, quantity));
        }
        Ok(())
    }
}
