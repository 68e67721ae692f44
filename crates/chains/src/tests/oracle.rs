//! The options of a need by trying everything, with no code of the search: each rule said once more, of whole options.

use crate::{Breakdown, Candidate, Constraint, Interval, Need};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) total: u64,
    pub(super) breakdown: usize,
    pub(super) choices: Vec<(usize, Option<Interval>)>,
}

type Taken<'a> = Vec<(usize, &'a Candidate, Option<Interval>)>;

/// Whether what was taken so far breaks no rule between two of which both were taken.
fn holds(breakdown: &Breakdown, taken: &Taken<'_>) -> bool {
    let is_held = |constraint: &Constraint| match *constraint {
        Constraint::SameInterval { one, other } => match (taken.get(one), taken.get(other)) {
            (Some((_, _, Some(one))), Some((_, _, Some(other)))) => {
                one.from == other.from && one.to == other.to
            }
            _ => true,
        },
        Constraint::Precedence { first, then, least, most } => match (taken.get(first), taken.get(then)) {
            (Some((_, _, Some(first))), Some((_, _, Some(then)))) => {
                first.to + least <= then.from && most.is_none_or(|most| then.from <= first.to + most)
            }
            _ => true,
        },
        Constraint::SamePlace { one, other, within } => match (taken.get(one), taken.get(other)) {
            (Some((_, one, _)), Some((_, other, _))) => match (one.place, other.place) {
                (Some(one), Some(other)) => {
                    let within = i64::try_from(within).unwrap();
                    (one.east - other.east).abs() <= within && (one.north - other.north).abs() <= within
                }
                _ => true,
            },
            _ => true,
        },
        Constraint::Travel { from, to } => match (taken.get(from), taken.get(to)) {
            (Some((_, from, Some(first))), Some((_, to, Some(then)))) => {
                let metres = match (from.place, to.place) {
                    (Some(from), Some(to)) => (from.east - to.east).abs() + (from.north - to.north).abs(),
                    _ => 0,
                };
                first.to + metres / 500 <= then.from
            }
            _ => true,
        },
        Constraint::Implies { needing, giving } => match (taken.get(needing), taken.get(giving)) {
            (Some((_, needing, _)), Some((_, giving, _))) => {
                (0..64).all(|bit| needing.needs >> bit & 1 == 0 || giving.gives >> bit & 1 == 1)
            }
            _ => true,
        },
        Constraint::Exclusive { one, other } => match (taken.get(one), taken.get(other)) {
            (Some((_, one, _)), Some((_, other, _))) => one.seller != other.seller,
            _ => true,
        },
    };
    let is_apart = |one: usize, other: usize| {
        let ((_, one, first), (_, other, second)) = (&taken[one], &taken[other]);
        let minutes = |of: &Option<Interval>| of.map_or(0..0, |of| of.from..of.to);
        one.resource.is_none()
            || one.resource != other.resource
            || !minutes(first).any(|minute| minutes(second).contains(&minute))
    };
    breakdown.constraints.iter().all(is_held)
        && (0..taken.len()).all(|one| (one + 1..taken.len()).all(|other| is_apart(one, other)))
}

fn try_all<'a>(breakdown: &'a Breakdown, taken: &mut Taken<'a>, each: &mut dyn FnMut(&Taken<'a>)) {
    if !holds(breakdown, taken) {
        return;
    }
    let Some(component) = breakdown.components.get(taken.len()) else {
        each(taken);
        return;
    };
    for (index, candidate) in component.candidates.iter().enumerate() {
        let times: Vec<Option<Interval>> = if candidate.intervals.is_empty() {
            vec![None]
        } else {
            candidate.intervals.iter().copied().map(Some).collect()
        };
        for time in times {
            taken.push((index, candidate, time));
            try_all(breakdown, taken, each);
            taken.pop();
        }
    }
}

/// The best options, the best first.
pub(super) fn options(need: &Need, most: usize) -> Vec<Counted> {
    let mut best: BTreeMap<(usize, Vec<u64>), _> = BTreeMap::new();
    for (number, breakdown) in need.breakdowns.iter().enumerate() {
        try_all(breakdown, &mut Vec::new(), &mut |taken| {
            let total: u64 = taken.iter().map(|(_, candidate, _)| candidate.price).sum();
            if need.budget.is_some_and(|budget| total > budget) {
                return;
            }
            let unreliable: i64 =
                taken.iter().map(|(_, candidate, _)| -i64::from(candidate.reliability)).sum();
            let indices: Vec<usize> = taken.iter().map(|(index, ..)| *index).collect();
            let times: Vec<Option<Interval>> = taken.iter().map(|(.., time)| *time).collect();
            let rank = (total, unreliable, number, indices, times);
            // The same people the other way round are no other option.
            let mut sellers: Vec<u64> = taken.iter().map(|(_, candidate, _)| candidate.seller).collect();
            sellers.sort_unstable();
            let known = best.entry((number, sellers)).or_insert_with(|| rank.clone());
            if rank < *known {
                *known = rank;
            }
        });
    }
    let mut ranks: Vec<_> = best.into_values().collect();
    ranks.sort();
    ranks.truncate(most);
    let counted = |(total, _, breakdown, indices, times): (u64, i64, usize, Vec<usize>, Vec<_>)| Counted {
        total,
        breakdown,
        choices: indices.into_iter().zip(times).collect(),
    };
    ranks.into_iter().map(counted).collect()
}
