//! How long a search for five components of thirty takes, on one core.
//!
//! ```sh
//! cargo run --release -p chains --example timed
//! ```
//!
//! The needs are made up, of three kinds: *loose*, where most things fit; *tight*, where all have to be at one time, with way between
//! them and a licence; *contrary*, where little fits and prices are alike, so that little is cut off early. Time is that of
//! the processor, of this thread.
#![expect(clippy::print_stdout, reason = "a program for a console")]

use chains::{
    Answer, Breakdown, Candidate, Component, Constraint, Demand, Interval, Limits, Need, Order, Place,
};
use rustix::time::{ClockId, Timespec, clock_gettime};

const NEEDS: usize = 1_000;
const COMPONENTS: u64 = 5;
const CANDIDATES: u64 = 30;

/// Numbers that look thrown (xorshift64*).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % sides.max(1)
    }

    fn signed(&mut self, sides: u64) -> i64 {
        i64::try_from(self.throw(sides)).unwrap_or_default()
    }
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Loose,
    Tight,
    Contrary,
}

fn candidate(dice: &mut Dice, kind: Kind, seller: u64) -> Candidate {
    // A day of half hours.
    let (times, starts, prices) = match kind {
        Kind::Loose => (8, 10, 5_000),
        Kind::Tight => (4, 20, 5_000),
        Kind::Contrary => (2, 20, 10),
    };
    let intervals = (0..times).map(|_| {
        let from = 480 + 30 * dice.signed(starts);
        Interval { from, to: from + 120 }
    });
    let intervals = intervals.collect();
    Candidate {
        seller,
        resource: Some(seller),
        price: 4_000 + dice.throw(prices),
        intervals,
        place: Some(Place { east: dice.signed(20_000), north: dice.signed(20_000) }),
        needs: 1 << dice.throw(3),
        gives: dice.throw(8),
        capacity: 1 + dice.throw(40),
        reliability: u32::try_from(dice.throw(100)).unwrap_or_default(),
    }
}

fn need(dice: &mut Dice, kind: Kind) -> Need {
    let component = |dice: &mut Dice, number: u64| {
        let requests = dice.throw(60);
        let demand = Demand {
            requests: u32::try_from(requests).unwrap_or_default(),
            fills: u32::try_from(dice.throw(requests + 1)).unwrap_or_default(),
        };
        // One in ten sells in another market as well.
        let candidates = (0..CANDIDATES).map(|at| {
            let of = if dice.throw(10) == 0 { 0 } else { number };
            candidate(dice, kind, of * 1_000 + at)
        });
        Component { candidates: candidates.collect(), demand, wider: demand }
    };
    let components = (0..COMPONENTS).map(|number| component(dice, number)).collect();
    let same = |one, other| Constraint::SameInterval { one, other };
    let constraints = match kind {
        Kind::Loose => vec![same(0, 1), Constraint::Travel { from: 2, to: 0 }],
        Kind::Tight => vec![
            same(0, 1),
            same(0, 2),
            Constraint::Implies { needing: 0, giving: 1 },
            Constraint::Travel { from: 3, to: 0 },
            Constraint::Precedence { first: 0, then: 4, least: 0, most: Some(240) },
            Constraint::Exclusive { one: 1, other: 2 },
        ],
        Kind::Contrary => vec![
            same(0, 1),
            same(1, 2),
            same(2, 3),
            Constraint::Implies { needing: 0, giving: 3 },
            Constraint::SamePlace { one: 3, other: 4, within: 4_000 },
            Constraint::SamePlace { one: 0, other: 4, within: 4_000 },
            Constraint::Travel { from: 4, to: 0 },
        ],
    };
    Need { breakdowns: vec![Breakdown { components, constraints }], budget: None }
}

fn micros() -> i64 {
    let Timespec { tv_sec, tv_nsec } = clock_gettime(ClockId::ThreadCPUTime);
    tv_sec * 1_000_000 + tv_nsec / 1_000
}

/// Minutes of a way: at 30 km/h.
fn way(from: Place, to: Place) -> u64 {
    (from.east.abs_diff(to.east) + from.north.abs_diff(to.north)) / 500
}

/// Half of a list, and 95 of 100, were no greater, and the greatest.
fn told(mut all: Vec<i64>) -> [i64; 3] {
    all.sort_unstable();
    [50, 95, 100].map(|share| {
        all.get((all.len() * share / 100).min(all.len().saturating_sub(1))).copied().unwrap_or_default()
    })
}

fn timed(order: &Order, need: &Need) -> (i64, Answer) {
    let began = micros();
    let answer = chains::search_in(order, need, &Limits::default(), &way, &mut || false);
    (micros() - began, answer)
}

fn main() {
    println!("{NEEDS} needs of {COMPONENTS} components of {CANDIDATES}: half, 95 of 100, most");
    for kind in [Kind::Loose, Kind::Tight, Kind::Contrary] {
        for order in [Order::ThinnestFirst, Order::Given(vec![0, 1, 2, 3, 4])] {
            let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
            let (mut took, mut nodes, mut complete, mut found) = (Vec::new(), Vec::new(), 0, 0);
            for _ in 0..NEEDS {
                let need = need(&mut dice, kind);
                let (time, answer) = timed(&order, &need);
                took.push(time);
                nodes.push(i64::try_from(answer.nodes).unwrap_or(i64::MAX));
                complete += usize::from(answer.is_complete);
                found += usize::from(answer.options.len() == 5);
            }
            println!(
                "{kind:?}, {order:?}: {:?} µs, {:?} choices, {complete} complete, {found} with five options",
                told(took),
                told(nodes)
            );
        }
    }
}
