//! Orders that were placed elsewhere, message for message in this market's matcher: a file with the columns of LOBSTER's messages.
//!
//! A line is a time in seconds, a type, an order's id, a size, a price in ten-thousandths and a direction, 1 for a bid and -1 for an
//! ask. Types: 1 a new order, 2 a part of one taken back, 3 the whole, 4 it traded; 5 a hidden one traded, 6 a cross, 7 a halt, which
//! are passed over. A trade is replayed as an order of the other side that trades at once, up to the price and for the size of the
//! line; that it meets the order which the file names is what is compared. What rested before the file begins is not in it, and what
//! is said of such orders is passed over. A book has 4,095 prices: those around the middle one of the file, a cent apart; orders
//! beyond are passed over.

use super::decimal;
use crate::decimal::Decimal;
use crate::goals::Goal;
use crate::measure::Stopwatch;
use crate::report::Report;
use book::{Entry, Event, Kind, OrderBook, Phase, Price, Side, Terms};
use host::failure::Failure;
use std::collections::HashMap;
use std::path::Path;

/// A tick, in the file's ten-thousandths.
const TICK: i64 = 100;
/// How many users there are: orders that meet are hardly ever of the same one.
const USERS: u32 = 99_991;
/// How many rows that cannot be read are named.
const NAMED: usize = 5;
/// No band and no halt: what the file says was traded, was.
const TERMS: Terms = Terms {
    band_bp: u16::MAX,
    protection_bp: u16::MAX,
    halt_bp: u16::MAX,
    phase: Phase::Continuous,
    ..Terms::USUAL
};

/// A line of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Message {
    /// In microseconds.
    at: u64,
    kind: i64,
    id: i64,
    size: u32,
    price: i64,
    side: Side,
}

/// An order of the file that rests here.
#[derive(Clone, Copy, Debug)]
struct Placed {
    number: u64,
    user: u32,
}

/// What came of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Came {
    orders: i64,
    /// Of orders that trade at once when they are placed here.
    traded_at_once: i64,
    taken_back: i64,
    /// Trades that met the order of the file for its whole size, and others.
    same: i64,
    other: i64,
    /// Lines about orders from before the file, or of the market itself; and orders at prices that the book does not have.
    passed: i64,
    beyond: i64,
    /// After how many messages the best bid was not below the best ask.
    crossed: i64,
}

/// Replays the orders of a file.
///
/// # Errors
/// [`Failure`] when the file cannot be read, or has no message.
pub(super) fn run(path: &Path, report: &mut Report) -> Result<(), Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::input(
            format!("{} cannot be read: {error}", path.display()),
            "Name a table of messages in CSV.",
        )
    })?;
    let (messages, wrong) = parsed(&text)?;
    let mut replay = Replay::of(&messages);
    let watch = Stopwatch::start();
    for message in &messages {
        replay.take(message);
    }
    let nanos = watch.spent().thread;
    let came = replay.came;
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let counts = [
        ("file", "messages", count(messages.len())),
        ("file", "rows that cannot be read", count(wrong.len())),
        ("file", "passed over: of orders from before, or of the market", came.passed),
        ("file", "passed over: prices beyond the book's", came.beyond),
        ("here", "orders", came.orders),
        ("here", "of them traded at once", came.traded_at_once),
        ("here", "taken back", came.taken_back),
        ("trades", "with the order that the file names, for its size", came.same),
        ("trades", "others", came.other),
    ];
    for (group, name, count) in counts {
        report.figure(group, name, Decimal::whole(count), "");
    }
    report.figure("processor", "each message", Decimal::micros(nanos / count(messages.len()).max(1)), "µs");
    let crossed = Some(Decimal::whole(came.crossed));
    report.goals.push(Goal::at_most("a book that is crossed", crossed, "messages", Decimal::whole(0)));
    report.notes.extend(wrong.into_iter().take(NAMED));
    Ok(())
}

/// A book, and the orders of a file in it.
struct Replay {
    book: OrderBook,
    /// The price below the lowest of the book, in ticks.
    below: i64,
    placed: HashMap<i64, Placed>,
    events: Vec<Event>,
    users: u32,
    came: Came,
}

impl Replay {
    fn of(messages: &[Message]) -> Self {
        let mut prices: Vec<i64> = messages.iter().filter(|one| one.kind == 1).map(|one| one.price).collect();
        prices.sort_unstable();
        let middle = prices.get(prices.len() / 2).copied().unwrap_or(0) / TICK;
        let below = (middle - i64::from(Price::MOST.0 / 2)).max(0);
        let (placed, came) = (HashMap::new(), Came::default());
        Self { book: OrderBook::new(TERMS), below, placed, events: Vec::new(), users: 0, came }
    }

    fn price(&self, price: i64) -> Option<Price> {
        let price = Price(u16::try_from(price.div_euclid(TICK) - self.below).ok()?);
        price.is_on_ladder().then_some(price)
    }

    fn take(&mut self, message: &Message) {
        match message.kind {
            1 => self.place(message, message.size),
            2 => {
                let Some(placed) = self.placed.get(&message.id).copied() else {
                    return self.came.passed += 1;
                };
                let left = self.book.resting(placed.number).map_or(0, |resting| resting.quantity);
                self.cancel(message);
                // What stays goes behind what rests at its price: an order here is taken back whole.
                if left > message.size {
                    self.place(message, left - message.size);
                }
            }
            3 => self.cancel(message),
            4 => self.trade(message),
            _ => self.came.passed += 1,
        }
        let (bid, ask) = (self.book.best(Side::Bid), self.book.best(Side::Ask));
        self.came.crossed += i64::from(bid.zip(ask).is_some_and(|(bid, ask)| bid >= ask));
    }

    fn place(&mut self, message: &Message, size: u32) {
        let Some(price) = self.price(message.price) else { return self.came.beyond += 1 };
        self.users = self.users % USERS + 1;
        let user = self.users;
        let entry = order(message, Kind::Limit, (user, message.side, price, size));
        let number = self.enter(&entry, size);
        self.came.orders += 1;
        self.came.traded_at_once +=
            i64::from(self.events.iter().any(|event| matches!(event, Event::Filled { .. })));
        if self.book.resting(number).is_some() {
            self.placed.insert(message.id, Placed { number, user });
        }
    }

    fn cancel(&mut self, message: &Message) {
        let Some(placed) = self.placed.remove(&message.id) else { return self.came.passed += 1 };
        let Placed { number: target, user } = placed;
        let entry = Entry {
            at: message.at,
            user,
            quantity: 0,
            target,
            price: Price::NONE,
            side: message.side,
            kind: Kind::Cancel,
        };
        self.enter(&entry, 0);
        self.came.taken_back += 1;
    }

    fn trade(&mut self, message: &Message) {
        let Some(placed) = self.placed.get(&message.id).copied() else { return self.came.passed += 1 };
        let Some(price) = self.price(message.price) else { return self.came.beyond += 1 };
        self.users = self.users % USERS + 1;
        let taker = (self.users, message.side.other(), price, message.size);
        self.enter(&order(message, Kind::ImmediateOrCancel, taker), message.size);
        let met = self.events.iter().find_map(|event| match *event {
            Event::Filled { maker, quantity, .. } => Some((maker, quantity)),
            Event::Rested { .. } | Event::Ended { .. } | Event::Halted { .. } | Event::Withdrawn { .. } => {
                None
            }
        });
        let is_same = met == Some((placed.number, message.size));
        self.came.same += i64::from(is_same);
        self.came.other += i64::from(!is_same);
        if self.book.resting(placed.number).is_none() {
            self.placed.remove(&message.id);
        }
    }

    /// Enters what its user is allowed for it.
    fn enter(&mut self, entry: &Entry, size: u32) -> u64 {
        self.events.clear();
        self.book.allow_only(entry.user, entry.price.times(size), u64::from(size));
        self.book.enter(entry, &mut self.events)
    }
}

fn order(message: &Message, kind: Kind, (user, side, price, quantity): (u32, Side, Price, u32)) -> Entry {
    Entry { at: message.at, user, quantity, target: 0, price, side, kind }
}

fn parsed(text: &str) -> Result<(Vec<Message>, Vec<String>), Failure> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.trim(csv::Trim::All).flexible(true).has_headers(false).from_reader(text.as_bytes());
    let (mut messages, mut wrong) = (Vec::new(), Vec::new());
    for (at, record) in reader.into_records().enumerate() {
        let row = record.map_err(|error| error.to_string()).and_then(|record| message(&record));
        match row {
            Ok(message) => messages.push(message),
            // A first line may name the columns.
            Err(what) if at > 0 => wrong.push(format!("row {}: {what}", at + 1)),
            Err(_) => {}
        }
    }
    if messages.is_empty() {
        let what = wrong.first().map_or("it has no row", String::as_str);
        return Err(Failure::input(
            format!("no messages can be read: {what}"),
            "Give a table in CSV with the columns time, type, order id, size, price, direction.",
        ));
    }
    Ok((messages, wrong))
}

fn message(record: &csv::StringRecord) -> Result<Message, String> {
    let field = |at: usize| record.get(at).unwrap_or_default();
    let whole = |name: &str, text: &str| {
        text.parse::<i64>().map_err(|_| format!("`{text}` is no whole number: {name}"))
    };
    let at = decimal(field(0), 6).and_then(|at| u64::try_from(at).ok());
    let side = match whole("direction", field(5))? {
        1 => Side::Bid,
        -1 => Side::Ask,
        other => return Err(format!("`{other}` is no direction: 1 or -1")),
    };
    let size = whole("size", field(3))?;
    Ok(Message {
        at: at.ok_or_else(|| format!("`{}` is no time", field(0)))?,
        kind: whole("type", field(1))?,
        id: whole("order id", field(2))?,
        size: u32::try_from(size).map_err(|_| format!("`{size}` is no size"))?,
        price: whole("price", field(4))?,
        side,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "time,type,order_id,size,price,direction\n\
        34200.004241176,1,16113575,18,5853300,1\n\
        34200.025,1,16113576,10,5853300,1\n\
        34200.03,1,16113584,18,5853200,1\n\
        34200.04,4,16113575,8,5853300,1\n\
        34200.05,2,16113575,4,5853300,1\n\
        34200.06,4,16113576,10,5853300,1\n\
        34200.07,4,16113575,6,5853300,1\n\
        34200.08,1,16113600,7,5854000,-1\n\
        34200.09,3,16113600,7,5854000,-1\n\
        34200.1,3,99,7,5854000,-1\n\
        34200.2,1,7,5,9999000000,-1\n\
        34200.3,5,0,1,5853500,1\n\
        34200.4,x,0,1,5853500,1\n";

    #[test]
    fn messages_are_replayed_and_trades_meet_the_orders_that_the_file_names() {
        let (messages, wrong) = parsed(FILE).unwrap();
        assert_eq!(wrong, ["row 14: `x` is no whole number: type"]);
        let mut replay = Replay::of(&messages);
        for message in &messages {
            replay.take(message);
        }
        let expected = Came { orders: 5, taken_back: 2, same: 3, passed: 2, beyond: 1, ..Came::default() };
        assert_eq!(replay.came, expected);
        assert_eq!(replay.book.count(), 1);
    }

    #[test]
    fn a_trade_out_of_turn_is_another() {
        let out_of_turn = FILE.replace("4,16113575,8", "4,16113576,8");
        let (messages, _) = parsed(&out_of_turn).unwrap();
        let mut replay = Replay::of(&messages);
        for message in messages.iter().take(4) {
            replay.take(message);
        }
        assert_eq!((replay.came.same, replay.came.other), (0, 1));
        assert!(parsed("").is_err());
        assert!(parsed("a,b\nc,d\n").unwrap_err().to_string().contains("no messages can be read"));
    }
}
