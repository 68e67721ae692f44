//! A breakdown made ready: which candidates are looked at, and at which times each two of them fit.

use crate::need::{Breakdown, Candidate, Component, Constraint, Interval, Limits, Place};
use std::cmp::Reverse;

/// How many times of a candidate are looked at, the earliest.
const INTERVALS_MOST: usize = 32;

/// Minutes of a way.
pub(crate) type Travel<'a> = &'a dyn Fn(Place, Place) -> u64;

/// Which of a candidate's times are left, a bit each.
pub(crate) type Times = u32;

/// A candidate that is looked at.
pub(crate) struct Looked<'a> {
    /// Its place in the component.
    pub(crate) index: usize,
    pub(crate) candidate: &'a Candidate,
    /// Its times, the earliest first; one that is no time for what is bound to none.
    pub(crate) intervals: Vec<Option<Interval>>,
    /// Its seller's number among those of the component.
    pub(crate) seller: usize,
}

impl Looked<'_> {
    pub(crate) fn all(&self) -> Times {
        Times::MAX >> (INTERVALS_MOST - self.intervals.len())
    }
}

/// A component with its candidates, the cheapest first.
pub(crate) struct Domain<'a> {
    pub(crate) component: &'a Component,
    pub(crate) looked: Vec<Looked<'a>>,
    pub(crate) sellers: usize,
    /// How many other components are bound to it.
    pub(crate) dependants: usize,
    /// Whether some candidates or some of their times were left out.
    pub(crate) is_cut: bool,
}

/// At which times two candidates of two components fit.
struct Pair {
    others: usize,
    width: usize,
    /// By candidate of the one, of the other, time of the one: the times of the other.
    fits: Vec<Times>,
}

pub(crate) struct Plan<'a> {
    pub(crate) domains: Vec<Domain<'a>>,
    /// By the lower component, then the higher; `None` where anything fits.
    pairs: Vec<Option<Pair>>,
}

impl<'a> Plan<'a> {
    /// `None` where a constraint does not name two components.
    pub(crate) fn of(breakdown: &'a Breakdown, limits: &Limits, travel: Travel<'_>) -> Option<Self> {
        let count = breakdown.components.len();
        let is_named = |constraint: &Constraint| {
            let [one, other] = constraint.ends();
            one != other && one < count && other < count
        };
        if !breakdown.constraints.iter().all(is_named) {
            return None;
        }
        let combinations = breakdown.components.iter().try_fold(1_u64, |product, component| {
            product.checked_mul(u64::try_from(component.candidates.len().max(1)).ok()?)
        });
        let is_exact = combinations.is_some_and(|combinations| combinations <= limits.exact);
        let most = if is_exact { usize::MAX } else { limits.beam };
        let mut domains: Vec<Domain<'a>> =
            breakdown.components.iter().map(|component| Domain::of(component, most)).collect();
        for (at, domain) in domains.iter_mut().enumerate() {
            let ends = breakdown.constraints.iter().map(|constraint| constraint.ends());
            let mut bound: Vec<[usize; 2]> = ends.filter(|ends| ends.contains(&at)).collect();
            for ends in &mut bound {
                ends.sort_unstable();
            }
            bound.sort_unstable();
            bound.dedup();
            domain.dependants = bound.len();
        }
        let mut pairs = Vec::new();
        for (a, one) in domains.iter().enumerate() {
            for (b, other) in domains.iter().enumerate() {
                let between = breakdown.constraints.iter().copied().filter(|of| {
                    let ends = of.ends();
                    ends == [a, b] || ends == [b, a]
                });
                let between: Vec<Constraint> = between.collect();
                let is_bound = a < b && (!between.is_empty() || one.shares_with(other));
                pairs.push(is_bound.then(|| Pair::of(one, other, a, &between, travel)));
            }
        }
        Some(Self { domains, pairs })
    }

    /// What is left of the times of a candidate of one component and of one of another's, when both are chosen. Nothing of either
    /// where they do not fit.
    pub(crate) fn fit(&self, one: (usize, usize, Times), other: (usize, usize, Times)) -> (Times, Times) {
        if one.0 > other.0 {
            let (of_other, of_one) = self.fit(other, one);
            return (of_one, of_other);
        }
        let ((a, k, of_one), (b, j, of_other)) = (one, other);
        let Some(pair) = self.pairs.get(a * self.domains.len() + b).and_then(Option::as_ref) else {
            return if of_one == 0 || of_other == 0 { (0, 0) } else { (of_one, of_other) };
        };
        let from = (k * pair.others + j) * pair.width;
        let rows = pair.fits.get(from..from + pair.width).unwrap_or_default();
        let (mut left_one, mut left_other) = (0, 0);
        for (time, row) in rows.iter().enumerate() {
            let hits = row & of_other;
            if hits != 0 && of_one >> time & 1 == 1 {
                left_one |= 1 << time;
                left_other |= hits;
            }
        }
        (left_one, left_other)
    }
}

impl<'a> Domain<'a> {
    fn of(component: &'a Component, most: usize) -> Self {
        let mut numbers: Vec<u64> = component.candidates.iter().map(|candidate| candidate.seller).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut order: Vec<(usize, &Candidate)> = component.candidates.iter().enumerate().collect();
        order.sort_by_key(|(index, candidate)| (candidate.price, Reverse(candidate.reliability), *index));
        let mut is_cut = order.len() > most;
        order.truncate(most);
        let looked = order.into_iter().map(|(index, candidate)| {
            let mut times = candidate.intervals.clone();
            times.sort_unstable();
            times.dedup();
            is_cut |= times.len() > INTERVALS_MOST;
            times.truncate(INTERVALS_MOST);
            let intervals = if times.is_empty() { vec![None] } else { times.into_iter().map(Some).collect() };
            let seller = numbers.binary_search(&candidate.seller).unwrap_or_default();
            Looked { index, candidate, intervals, seller }
        });
        let looked = looked.collect();
        Self { component, looked, sellers: numbers.len(), dependants: 0, is_cut }
    }

    /// Whether a resource is among the candidates of both.
    fn shares_with(&self, other: &Self) -> bool {
        let mut resources: Vec<u64> =
            other.looked.iter().filter_map(|looked| looked.candidate.resource).collect();
        resources.sort_unstable();
        let mut own = self.looked.iter().filter_map(|looked| looked.candidate.resource);
        own.any(|resource| resources.binary_search(&resource).is_ok())
    }
}

impl Pair {
    fn of(
        one: &Domain<'_>,
        other: &Domain<'_>,
        a: usize,
        between: &[Constraint],
        travel: Travel<'_>,
    ) -> Self {
        let width = one.looked.iter().map(|looked| looked.intervals.len()).max().unwrap_or_default();
        let mut fits = Vec::with_capacity(one.looked.len() * other.looked.len() * width);
        for mine in &one.looked {
            for theirs in &other.looked {
                let can = between.iter().all(|constraint| {
                    let is_first = constraint.ends().first() == Some(&a);
                    let (first, second) = if is_first {
                        (mine.candidate, theirs.candidate)
                    } else {
                        (theirs.candidate, mine.candidate)
                    };
                    can_be(*constraint, first, second)
                });
                // The way is asked for once, not for each time.
                let ways: Vec<(bool, Constraint, i64)> = between
                    .iter()
                    .map(|constraint| {
                        let is_first = constraint.ends().first() == Some(&a);
                        let (from, to) = if is_first { (mine, theirs) } else { (theirs, mine) };
                        (is_first, *constraint, way(*constraint, from.candidate, to.candidate, travel))
                    })
                    .collect();
                let is_one_thing =
                    mine.candidate.resource.is_some() && mine.candidate.resource == theirs.candidate.resource;
                for time in 0..width {
                    let Some(interval) = mine.intervals.get(time).copied().filter(|_| can) else {
                        fits.push(0);
                        continue;
                    };
                    let mut row = 0;
                    for (bit, their) in theirs.intervals.iter().enumerate() {
                        let is_apart = !is_one_thing || !overlap(interval, *their);
                        let is_fit = ways.iter().all(|(is_first, constraint, way)| {
                            let (first, second) =
                                if *is_first { (interval, *their) } else { (*their, interval) };
                            is_timely(*constraint, first, second, *way)
                        });
                        row |= Times::from(is_apart && is_fit) << bit;
                    }
                    fits.push(row);
                }
            }
        }
        Self { others: other.looked.len(), width, fits }
    }
}

/// Whether two candidates may go together at all. `first` is that of the component that the constraint names first.
fn can_be(constraint: Constraint, first: &Candidate, second: &Candidate) -> bool {
    match constraint {
        Constraint::SamePlace { within, .. } => match (first.place, second.place) {
            (Some(one), Some(other)) => {
                one.east.abs_diff(other.east) <= within && one.north.abs_diff(other.north) <= within
            }
            (None, _) | (_, None) => true,
        },
        Constraint::Implies { .. } => first.needs & !second.gives == 0,
        Constraint::Exclusive { .. } => first.seller != second.seller,
        Constraint::SameInterval { .. } | Constraint::Precedence { .. } | Constraint::Travel { .. } => true,
    }
}

fn way(constraint: Constraint, from: &Candidate, to: &Candidate, travel: Travel<'_>) -> i64 {
    match (constraint, from.place, to.place) {
        (Constraint::Travel { .. }, Some(from), Some(to)) => {
            i64::try_from(travel(from, to)).unwrap_or(i64::MAX)
        }
        _ => 0,
    }
}

/// Whether two times may go together. What is no time may.
fn is_timely(constraint: Constraint, first: Option<Interval>, second: Option<Interval>, way: i64) -> bool {
    let (Some(first), Some(second)) = (first, second) else { return true };
    let gap = second.from.saturating_sub(first.to);
    match constraint {
        Constraint::SameInterval { .. } => first == second,
        Constraint::Precedence { least, most, .. } => gap >= least && most.is_none_or(|most| gap <= most),
        Constraint::Travel { .. } => gap >= way,
        Constraint::SamePlace { .. } | Constraint::Implies { .. } | Constraint::Exclusive { .. } => true,
    }
}

/// Whether two times have a minute in common; what is no time has none.
fn overlap(one: Option<Interval>, other: Option<Interval>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one.from < other.to && other.from < one.to)
}
