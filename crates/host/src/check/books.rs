//! The books of orders: money, hours and timers are what orders and fills say, and the rounds, from the first one on, make the book.

use super::takings::Taken;
use super::timers::timed;
use super::{Report, Source};
use crate::failure::Failure;
use kernel::{Amount, Id, Span};
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

/// Checks every book, and enters the hours that are out of calendars for it. `reserved` is what is set aside that no trade has: the
/// books take theirs out of it.
pub(super) async fn check(
    source: &mut impl Source,
    reserved: &mut BTreeSet<Id<Transfer>>,
    taken: &mut Taken,
    report: &mut Report,
) -> Result<(), Failure> {
    let (mut books, mut timers, mut wrong) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
    let see = |book: OrderBook| {
        let named = || format!("book {}", book.id);
        for (timer, at) in [(book.timer, book.timer_at), (book.settling, book.settling_at)] {
            if let Some((timer, at)) = timer.zip(at) {
                timers.insert(timer, (named(), at));
            }
        }
        if (book.stage == BookStage::Open) != book.timer.is_some() {
            wrong.push(format!("{}: what is open has what ends it, and nothing else has", named()));
        }
        if (book.settled_up_to < book.fill_count) != book.settling.is_some() {
            wrong.push(format!("{}: what is not settled has what settles it, and nothing else has", named()));
        }
        books.insert(book.id, book);
    };
    report.count("books", source.scan::<OrderBook>(see).await?);
    let mut bound = BTreeMap::<(Id<OrderBook>, Id<User>), Bound>::new();
    let mut resting = BTreeSet::new();
    let of_order = |order: BookOrder| {
        if order.stage == OrderStage::Resting {
            resting.insert((order.book, order.number, order.hours_left));
        }
        let is_live = matches!(order.stage, OrderStage::Waiting | OrderStage::Resting);
        if is_live && order.kind != OrderKind::Cancel {
            let bound = bound.entry((order.book, order.user_id)).or_default();
            match order.side {
                OrderSide::Bid => bound.money += order.each.0.saturating_mul(order.hours_left),
                OrderSide::Ask => bound.hours += order.hours_left,
            }
        }
    };
    source.scan::<BookOrder>(of_order).await?;
    let mut filled: Vec<(Id<OrderBook>, Id<User>, Option<Span>)> = Vec::new();
    let of_fill = |fill: BookFill| {
        if fill.stage == FillStage::Open {
            bound.entry((fill.book, fill.buyer)).or_default().money += fill.set_aside.0;
            filled.push((fill.book, fill.seller, fill.span().ok()));
        }
    };
    source.scan::<BookFill>(of_fill).await?;
    let mut amounts = BTreeMap::<Id<Transfer>, Amount>::new();
    source.scan::<Reservation>(|one| amounts.extend([(one.transfer, one.entry.amount)])).await?;
    let mut resources = BTreeMap::<(Id<OrderBook>, Id<User>), Id<Resource>>::new();
    let of_trader = |trader: BookTrader| {
        let key = (trader.book, trader.user_id);
        let Bound { money, hours } = bound.remove(&key).unwrap_or_default();
        let said = format!("trader {} of book {}", trader.number, trader.book);
        let set_aside = trader.pending.filter(|pending| reserved.remove(pending));
        let set_aside = set_aside.and_then(|pending| amounts.get(&pending)).map_or(0, |amount| amount.0);
        if set_aside != money || trader.set_aside.0 != money {
            let says = trader.set_aside.0;
            wrong.push(format!("{said}: {set_aside} is set aside, it says {says}, orders and fills {money}"));
        }
        let spans = books.get(&trader.book).map(|book| trader.spans(book)).unwrap_or_default();
        let out = spans.iter().map(|span| span.minutes() / 60).sum::<i64>();
        if out != hours {
            wrong.push(format!("{said}: {out} hours are out for asks of {hours}"));
        }
        resources.extend(trader.resource.map(|resource| (key, resource)));
        for span in spans {
            wrong.extend(trader.resource.and_then(|resource| taken.hours(resource, span)));
        }
    };
    source.scan::<BookTrader>(of_trader).await?;
    wrong
        .extend(bound.keys().map(|(book, user)| format!("book {book}: user {user} has orders and no place")));
    for (book, seller, span) in filled {
        match (resources.get(&(book, seller)), span) {
            (Some(resource), Some(span)) => wrong.extend(taken.hours(*resource, span)),
            (None, _) | (_, None) => wrong.push(format!("book {book}: a fill is of nobody's hours")),
        }
    }
    let mut replays = BTreeMap::<Id<OrderBook>, Replay>::new();
    let of_round = |round: BookRound| {
        wrong.extend(replays.entry(round.book).or_default().take(&round));
    };
    report.count("rounds", source.scan::<BookRound>(of_round).await?);
    for (id, book) in &books {
        let replay = replays.remove(id).unwrap_or_default();
        let is_same = replay.digest == book.digest && replay.rounds == book.round_count;
        if !is_same {
            wrong.push(format!("book {id}: its rounds do not end where it stands"));
        }
        for order in replay.book.orders(book::Side::Bid).chain(replay.book.orders(book::Side::Ask)) {
            let number = i64::try_from(order.number).unwrap_or(i64::MAX);
            if !resting.remove(&(*id, number, i64::from(order.quantity))) {
                wrong.push(format!(
                    "order {number} of book {id}: it rests by the rounds, and not so by its row"
                ));
            }
        }
    }
    wrong.extend(
        resting.iter().map(|(id, number, _)| format!("order {number} of book {id}: it rests by no round")),
    );
    timed(source, timers, &mut wrong).await?;
    report.found(wrong);
    Ok(())
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
