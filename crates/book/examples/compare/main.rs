//! The matcher next to order books that people would use instead: the same orders, equal answers, one run.
//!
//! ```sh
//! cargo run --release -p book --example compare
//! ```
//!
//! Ours does all that it does for a market: allowances, bands, halts, events, and both written in bytes as a round carries them. The
//! others match, and say what was filled. They are not asked for more, which is in their favour; no order of these streams meets a
//! band, a halt or an own order, which they do not know. Time is that of the processor, of this thread: the median of the passes.
#![expect(
    clippy::print_stdout,
    clippy::panic,
    reason = "a program for a console, that stops where answers differ"
)]

mod peers;
mod stream;

use book::round::{self, Round};
use book::{Entry, Event, Kind, OrderBook, Phase, Side};
use peers::{Lobster, RustOrderBook};
use rustix::time::{ClockId, clock_gettime};
use std::collections::BTreeMap;
use stream::{Command, LOAD_A, LOAD_B, Load, Stream, opened};

const COMMANDS: usize = 1_000_000;
const PASSES: usize = 5;
/// So many commands are in a round that is checked: those of a tenth of a second at ten thousand.
const CHECKED: usize = 1_000;
/// So many commands make a round.
const ROUND: usize = 250;

/// What came of an order: how many units were traded, for how much in all, and how many were left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Answer {
    traded: u64,
    /// A book that does not say at which prices it filled says 0.
    value: u64,
    left: u64,
}

impl Answer {
    /// A sum that tells answers and their order apart.
    fn added_to(self, sum: u64) -> u64 {
        let one = self.traded.wrapping_mul(3) ^ self.value.wrapping_mul(5) ^ self.left;
        sum.wrapping_mul(31).wrapping_add(one)
    }
}

/// A book that takes orders of a stream. Orders are numbered from 1, as they come.
trait Book {
    /// An order with a limit.
    fn limit(&mut self, side: Side, price: u16, quantity: u32) -> Answer;
    /// Takes an order back, by its number.
    fn cancel(&mut self, number: usize);

    /// Commands, one after the other.
    fn take(&mut self, commands: &[Command], answered: &mut impl FnMut(Answer)) {
        for command in commands {
            match *command {
                Command::Limit { side, price, quantity } => answered(self.limit(side, price, quantity)),
                Command::Cancel { number, .. } => self.cancel(number),
                Command::Move { number, side, price, quantity, .. } => {
                    self.cancel(number);
                    answered(self.limit(side, price, quantity));
                }
            }
        }
    }
}

/// Ours: commands become the entries of a round, what came of them its events, and both its bytes.
struct Ours {
    book: OrderBook,
    entries: Vec<Entry>,
    events: Vec<Event>,
    begins: Vec<usize>,
    bytes: Vec<u8>,
    order_count: usize,
    entry_count: u64,
}

impl Ours {
    fn new() -> Self {
        let (entries, events, begins, bytes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { book: opened(), entries, events, begins, bytes, order_count: 0, entry_count: 0 }
    }

    fn round(&mut self, commands: &[Command], answered: &mut impl FnMut(Answer)) {
        let Self { book, entries, events, begins, bytes, .. } = self;
        entries.clear();
        events.clear();
        begins.clear();
        bytes.clear();
        let mut at = self.entry_count;
        let mut order = self.order_count;
        for command in commands {
            if let Command::Cancel { number, entry } | Command::Move { number, entry, .. } = *command {
                entries.push(stream::cancel(at, number, entry));
                at += 1;
            }
            if let Command::Limit { side, price, quantity } | Command::Move { side, price, quantity, .. } =
                *command
            {
                order += 1;
                entries.push(stream::limit(at, order, side, price, quantity));
                at += 1;
            }
        }
        (self.entry_count, self.order_count) = (at, order);
        book.enter_all(entries, events, |begin| begins.push(begin));
        begins.push(events.len());
        for (entry, of) in entries.iter().zip(begins.windows(2)) {
            entry.write(bytes);
            let of =
                of.first().zip(of.last()).and_then(|(from, to)| events.get(*from..*to)).unwrap_or_default();
            for event in of {
                event.write(bytes);
            }
            if entry.kind == Kind::Limit {
                answered(stream::answer(of));
            }
        }
    }
}

impl Book for Ours {
    fn limit(&mut self, side: Side, price: u16, quantity: u32) -> Answer {
        let mut answer = Answer::default();
        self.round(&[Command::Limit { side, price, quantity }], &mut |one| answer = one);
        answer
    }

    fn cancel(&mut self, number: usize) {
        self.round(&[Command::Cancel { number, entry: 0 }], &mut |_| {});
    }

    fn take(&mut self, commands: &[Command], answered: &mut impl FnMut(Answer)) {
        commands.chunks(ROUND).for_each(|commands| self.round(commands, answered));
    }
}

/// Processor time of this thread, in nanoseconds.
fn cpu() -> i64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec.saturating_mul(1_000_000_000).saturating_add(time.tv_nsec)
}

/// One pass: how long the commands took, in nanoseconds. What rests before them is not counted.
fn pass<B: Book>(book: &mut B, stream: &Stream, mut answered: impl FnMut(Answer)) -> i64 {
    book.take(&stream.before, &mut answered);
    let began = cpu();
    book.take(&stream.commands, &mut answered);
    cpu() - began
}

/// Passes of a book over a stream. Its answers have to be ours: one by one in the first pass, which is not timed, in sum in each.
struct Passes<'a> {
    name: &'static str,
    stream: &'a Stream,
    ours: Vec<Answer>,
    times: Vec<i64>,
}

impl<'a> Passes<'a> {
    fn new<B: Book>(name: &'static str, mut book: B, stream: &'a Stream, ours: Vec<Answer>) -> Self {
        let mut at = 0;
        pass(&mut book, stream, |theirs| {
            assert_eq!(Some(&theirs), ours.get(at), "{name}, order {}", at + 1);
            at += 1;
        });
        assert_eq!(at, ours.len(), "{name}");
        Self { name, stream, ours, times: Vec::new() }
    }

    fn time<B: Book>(&mut self, mut book: B) {
        let mut theirs = 0;
        self.times.push(pass(&mut book, self.stream, |answer| theirs = answer.added_to(theirs)));
        assert_eq!(theirs, self.ours.iter().fold(0, |sum, answer| answer.added_to(sum)), "{}", self.name);
    }

    /// In thousands of commands a second: the pass in the middle.
    fn rate(&mut self) -> i64 {
        self.times.sort_unstable();
        let median = self.times.get(PASSES / 2).copied().unwrap_or(1);
        let rate = i64::try_from(COMMANDS).unwrap_or_default().saturating_mul(1_000_000) / median.max(1);
        println!("  {:<24} {rate:>8} thousand commands a second", self.name);
        rate
    }
}

fn compare(load: Load) -> bool {
    let stream = Stream::of(load, COMMANDS);
    let mut answers = Vec::new();
    pass(&mut Ours::new(), &stream, |answer| answers.push(answer));
    let traded: u64 = answers.iter().map(|answer| answer.traded).sum();
    println!("{}: {} orders, {traded} units traded", load.name, answers.len());
    let without_prices = answers.iter().map(|answer| Answer { value: 0, ..*answer }).collect();
    let mut own = Passes::new("book", Ours::new(), &stream, answers.clone());
    let mut lobster = Passes::new("lobster 0.7.0", Lobster::new(), &stream, answers);
    let mut other = Passes::new("rust-order-book 0.0.2", RustOrderBook::new(), &stream, without_prices);
    // They take turns: a machine that others use is faster at one time than at another.
    for _ in 0..PASSES {
        own.time(Ours::new());
        lobster.time(Lobster::new());
        other.time(RustOrderBook::new());
    }
    let (own, best) = (own.rate(), lobster.rate().max(other.rate()));
    let times = own * 10 / best.max(1);
    println!("  {}.{} times the better of the others; the goal is 3", times / 10, times % 10);
    times >= 30
}

/// How many thousand entries a second a round of so many is checked at: what a decision does before it writes.
fn checked(load: Load) {
    let stream = Stream::of(load, COMMANDS / 10);
    let mut ours = Ours::new();
    ours.take(&stream.before, &mut |_| {});
    let mut known = BTreeMap::new();
    for side in [Side::Bid, Side::Ask] {
        known.extend(ours.book.orders(side).map(|order| (order.number, (order, 0))));
    }
    let (mut time, mut count) = (0, 0_i64);
    for commands in stream.commands.chunks(CHECKED) {
        let (last, now) = (ours.book.last(), ours.entry_count.saturating_sub(1));
        ours.round(commands, &mut |_| {});
        let (entries, events) = round::written(&ours.entries, &ours.events);
        let began = cpu();
        let Ok((entries, events)) = round::read(&entries, &events) else { panic!("a round is read") };
        let round = Round { last, phase: Phase::Continuous, now, entries: &entries, events: &events };
        let Ok(outcome) = round.check(|number| known.get(&number).copied()) else {
            panic!("a round is taken")
        };
        time += cpu() - began;
        count += i64::try_from(entries.len()).unwrap_or_default();
        known.extend(outcome.orders);
        known.retain(|_, (order, _)| order.quantity > 0);
    }
    let rate = count.saturating_mul(1_000_000) / time.max(1);
    println!("  a round of {CHECKED} commands is read and checked at {rate} thousand entries a second");
}

fn main() {
    checked(LOAD_A);
    let holds = [LOAD_A, LOAD_B].map(compare);
    assert_eq!(holds, [true, true], "a goal was missed");
}
