//! The books of orders: money, hours and timers are what orders and fills say, and the rounds, from the first one on, make the book.

use super::takings::Taken;
use super::timers::timed;
use super::{Report, Source};
use crate::failure::Failure;
use kernel::{Amount, Id, Span, Timer, Timestamp};
use ledger::{Reservation, Transfer};
use market::mechanisms::bid_ask::{
    BookFill, BookOrder, BookRound, BookStage, BookTrader, FillStage, OrderBook, OrderKind, OrderSide,
    OrderStage,
};
use market::users::{User, assets::Resource};
use std::collections::{BTreeMap, BTreeSet};

/// What orders and fills bind of somebody in a book.
#[derive(Default)]
struct Bound {
    money: i64,
    hours: i64,
}

/// A trader of a book.
type Trader = (Id<OrderBook>, Id<User>);

/// What the records of all books say.
#[derive(Default)]
struct Found {
    books: BTreeMap<Id<OrderBook>, OrderBook>,
    timers: BTreeMap<Id<Timer>, (String, Timestamp)>,
    bound: BTreeMap<Trader, Bound>,
    /// Orders that rest, and for how many hours.
    resting: BTreeSet<(Id<OrderBook>, i64, i64)>,
    /// Whose hours fills are of that are no trades yet.
    filled: Vec<(Trader, Option<Span>)>,
    resources: BTreeMap<Trader, Id<Resource>>,
    wrong: Vec<String>,
}

/// Checks every book, and enters the hours that are out of calendars for it. `reserved` is what is set aside that no trade has: the
/// books take theirs out of it.
pub(super) async fn check(
    source: &mut impl Source,
    reserved: &mut BTreeSet<Id<Transfer>>,
    taken: &mut Taken,
    report: &mut Report,
) -> Result<(), Failure> {
    let mut found = Found::default();
    report.count("books", source.scan::<OrderBook>(|book| found.book(book)).await?);
    source.scan::<BookOrder>(|order| found.order(&order)).await?;
    source.scan::<BookFill>(|fill| found.fill(&fill)).await?;
    let mut amounts = BTreeMap::<Id<Transfer>, Amount>::new();
    source.scan::<Reservation>(|one| amounts.extend([(one.transfer, one.entry.amount)])).await?;
    let see = |trader: BookTrader| {
        let set_aside = trader.pending.filter(|pending| reserved.remove(pending));
        let set_aside = set_aside.and_then(|pending| amounts.get(&pending)).map_or(0, |amount| amount.0);
        found.trader(&trader, set_aside, taken);
    };
    source.scan::<BookTrader>(see).await?;
    found.without_place(taken);
    let mut replays = BTreeMap::<Id<OrderBook>, Replay>::new();
    let play = |round: BookRound| {
        found.wrong.extend(replays.entry(round.book).or_default().take(&round));
    };
    report.count("rounds", source.scan::<BookRound>(play).await?);
    found.compare(replays);
    timed(source, found.timers, &mut found.wrong).await?;
    report.found(found.wrong);
    Ok(())
}

impl Found {
    fn book(&mut self, book: OrderBook) {
        let named = format!("book {}", book.id);
        for (timer, at) in [(book.timer, book.timer_at), (book.settling, book.settling_at)] {
            if let Some((timer, at)) = timer.zip(at) {
                self.timers.insert(timer, (named.clone(), at));
            }
        }
        if (book.stage == BookStage::Open) != book.timer.is_some() {
            self.wrong.push(format!("{named}: what is open has what ends it, and nothing else has"));
        }
        if (book.settled_up_to < book.fill_count) != book.settling.is_some() {
            self.wrong
                .push(format!("{named}: what is not settled has what settles it, and nothing else has"));
        }
        self.books.insert(book.id, book);
    }

    fn order(&mut self, order: &BookOrder) {
        if order.stage == OrderStage::Resting {
            self.resting.insert((order.book, order.number, order.hours_left));
        }
        let is_live = matches!(order.stage, OrderStage::Waiting | OrderStage::Resting);
        if is_live && order.kind != OrderKind::Cancel {
            let bound = self.bound.entry((order.book, order.user_id)).or_default();
            match order.side {
                OrderSide::Bid => bound.money += order.each.0.saturating_mul(order.hours_left),
                OrderSide::Ask => bound.hours += order.hours_left,
            }
        }
    }

    fn fill(&mut self, fill: &BookFill) {
        if fill.stage == FillStage::Open {
            self.bound.entry((fill.book, fill.buyer)).or_default().money += fill.set_aside.0;
            self.filled.push(((fill.book, fill.seller), fill.span().ok()));
        }
    }

    fn trader(&mut self, trader: &BookTrader, set_aside: i64, taken: &mut Taken) {
        let key = (trader.book, trader.user_id);
        let Bound { money, hours } = self.bound.remove(&key).unwrap_or_default();
        let said = format!("trader {} of book {}", trader.number, trader.book);
        if set_aside != money || trader.set_aside.0 != money {
            let says = trader.set_aside.0;
            let what = format!("{said}: {set_aside} is set aside, it says {says}, orders and fills {money}");
            self.wrong.push(what);
        }
        let spans = self.books.get(&trader.book).map(|book| trader.spans(book)).unwrap_or_default();
        let out = spans.iter().map(|span| span.minutes() / 60).sum::<i64>();
        if out != hours {
            self.wrong.push(format!("{said}: {out} hours are out for asks of {hours}"));
        }
        self.resources.extend(trader.resource.map(|resource| (key, resource)));
        for span in spans {
            self.wrong.extend(trader.resource.and_then(|resource| taken.hours(resource, span)));
        }
    }

    /// Orders of nobody, and fills of nobody's hours.
    fn without_place(&mut self, taken: &mut Taken) {
        for (book, user) in self.bound.keys() {
            self.wrong.push(format!("book {book}: user {user} has orders and no place"));
        }
        for (trader, span) in std::mem::take(&mut self.filled) {
            match (self.resources.get(&trader), span) {
                (Some(resource), Some(span)) => self.wrong.extend(taken.hours(*resource, span)),
                (None, _) | (_, None) => {
                    self.wrong.push(format!("book {}: a fill is of nobody's hours", trader.0));
                }
            }
        }
    }

    /// What rests by the rounds, and what by the rows.
    fn compare(&mut self, mut replays: BTreeMap<Id<OrderBook>, Replay>) {
        for (id, book) in &self.books {
            let replay = replays.remove(id).unwrap_or_default();
            if replay.digest != book.digest || replay.rounds != book.round_count {
                self.wrong.push(format!("book {id}: its rounds do not end where it stands"));
            }
            for order in replay.book.orders(book::Side::Bid).chain(replay.book.orders(book::Side::Ask)) {
                let number = i64::try_from(order.number).unwrap_or(i64::MAX);
                if !self.resting.remove(&(*id, number, i64::from(order.quantity))) {
                    self.wrong.push(format!(
                        "order {number} of book {id}: it rests by the rounds, and not so by its row"
                    ));
                }
            }
        }
        for (id, number, _) in &self.resting {
            self.wrong.push(format!("order {number} of book {id}: it rests by no round"));
        }
    }
}

/// A book made again, round by round.
struct Replay {
    book: book::OrderBook,
    digest: String,
    rounds: i64,
}

impl Default for Replay {
    fn default() -> Self {
        let terms = book::Terms { phase: book::Phase::Collecting, ..book::Terms::USUAL };
        Self { book: book::OrderBook::new(terms), digest: String::new(), rounds: 0 }
    }
}

impl Replay {
    /// Takes the next round; gives what does not follow from those before.
    fn take(&mut self, round: &BookRound) -> Option<String> {
        let named = || format!("round {} of book {}", round.number, round.book);
        self.rounds += 1;
        let digest = [self.digest.as_bytes(), &round.entries, &round.events].concat();
        self.digest = kernel::hex_digest(&digest);
        let Ok((entries, events)) = book::round::read(&round.entries, &round.events) else {
            return Some(format!("{}: it cannot be read", named()));
        };
        let mut made = Vec::new();
        for entry in &entries {
            // Each order brought what covers it.
            self.book.allow_only(entry.user, u64::MAX / 2, u64::MAX / 2);
            self.book.enter(entry, &mut made);
        }
        if made != events {
            return Some(format!("{}: its entries come to something else", named()));
        }
        let is_next = round.number == self.rounds && round.digest == self.digest;
        (!is_next).then(|| format!("{}: it does not follow from the one before", named()))
    }
}
