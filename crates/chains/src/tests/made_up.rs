//! Needs as nobody has them, of all kinds.

use crate::*;

/// Numbers that look thrown (xorshift64*).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn throw(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % sides
    }

    fn signed(&mut self, sides: u64) -> i64 {
        i64::try_from(self.throw(sides)).unwrap()
    }

    fn place(&mut self, sides: usize) -> usize {
        usize::try_from(self.throw(u64::try_from(sides).unwrap())).unwrap()
    }
}

fn candidate(dice: &mut Dice, component: u64) -> Candidate {
    let intervals = (0..dice.throw(4)).map(|_| {
        let from = dice.signed(8) * 60;
        Interval { from, to: from + 60 + dice.signed(3) * 60 }
    });
    let intervals = intervals.collect();
    // Some sellers and some resources are in several markets.
    let seller = if dice.throw(4) == 0 { dice.throw(4) } else { 100 * component + dice.throw(5) };
    Candidate {
        seller,
        resource: (dice.throw(4) == 0).then(|| dice.throw(4)),
        price: 5 * (1 + dice.throw(12)),
        intervals,
        place: (dice.throw(4) > 0)
            .then(|| Place { east: dice.signed(6) * 10_000, north: dice.signed(6) * 10_000 }),
        needs: if dice.throw(2) == 0 { 1 << dice.throw(3) } else { 0 },
        gives: dice.throw(8),
        capacity: dice.throw(5),
        reliability: u32::try_from(dice.throw(3)).unwrap(),
    }
}

fn component(dice: &mut Dice, number: u64, most: u64) -> Component {
    let demand = |dice: &mut Dice| {
        let requests = u32::try_from(dice.throw(30)).unwrap();
        Demand { requests, fills: u32::try_from(dice.throw(u64::from(requests) + 1)).unwrap() }
    };
    let candidates = (0..=dice.throw(most)).map(|_| candidate(dice, number)).collect();
    Component { candidates, demand: demand(dice), wider: demand(dice) }
}

fn constraint(dice: &mut Dice, components: usize) -> Constraint {
    let one = dice.place(components);
    let other = (one + 1 + dice.place(components - 1)) % components;
    match dice.throw(6) {
        0 => Constraint::SameInterval { one, other },
        1 => Constraint::Precedence {
            first: one,
            then: other,
            least: dice.signed(3) * 30 - 30,
            most: (dice.throw(2) == 0).then(|| dice.signed(4) * 60),
        },
        2 => Constraint::SamePlace { one, other, within: dice.throw(4) * 10_000 },
        3 => Constraint::Travel { from: one, to: other },
        4 => Constraint::Implies { needing: one, giving: other },
        _ => Constraint::Exclusive { one, other },
    }
}

fn breakdown(dice: &mut Dice) -> Breakdown {
    let count = 1 + dice.throw(5);
    let most = 1 + dice.throw(6);
    let components: Vec<Component> = (0..count).map(|number| component(dice, number, most)).collect();
    let wanted = if components.len() > 1 { dice.throw(count + 1) } else { 0 };
    let constraints = (0..wanted).map(|_| constraint(dice, components.len())).collect();
    Breakdown { components, constraints }
}

/// One or two ways of at most five components with at most six candidates each, sometimes with a budget.
pub(super) fn need(dice: &mut Dice) -> Need {
    let breakdowns = (0..=dice.throw(2)).map(|_| breakdown(dice)).collect();
    Need { breakdowns, budget: (dice.throw(3) == 0).then(|| 10 + dice.throw(200)) }
}
