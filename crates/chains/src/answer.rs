//! What was found.

use crate::need::Interval;
use crate::thickness::Thickness;
use std::cmp::Reverse;

/// What is bought for a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The candidate, by its place in the component.
    pub candidate: usize,
    /// When; `None` for what is bound to no time.
    pub interval: Option<Interval>,
}

/// Why a component was looked at when it was: the thinnest of those that were left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The component, by its place in the breakdown.
    pub component: usize,
    /// How thick its market was by then.
    pub thickness: Thickness,
    /// How many candidates it had by then.
    pub candidates: usize,
}

/// A complete option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which of the breakdowns.
    pub breakdown: usize,
    /// What is bought, a component each.
    pub choices: Vec<Choice>,
    /// What it costs, in minor units.
    pub total: u64,
    /// The order in which its components were chosen.
    pub steps: Vec<Step>,
    /// Whose they are, a component each: no other option of the breakdown has the same, in whichever order.
    pub(crate) sellers: Vec<u64>,
    pub(crate) reliability: u64,
}

impl Found {
    /// Whether another is of the same sellers, whichever of them has which component: two who carry are no other two the other way
    /// round.
    fn is_of_the_same(&self, other: &Self) -> bool {
        let sorted = |of: &Self| {
            let mut sellers = of.sellers.clone();
            sellers.sort_unstable();
            sellers
        };
        self.breakdown == other.breakdown && sorted(self) == sorted(other)
    }

    fn rank(&self) -> (u64, Reverse<u64>, usize, impl Ord) {
        let candidates: Vec<usize> = self.choices.iter().map(|choice| choice.candidate).collect();
        (self.total, Reverse(self.reliability), self.breakdown, candidates)
    }
}

/// How a component's market was at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Examined {
    /// How thick it is.
    pub thickness: Thickness,
    /// Its place in the order, from 0, before any choice was made.
    pub place: usize,
    /// How many of its candidates were looked at, the cheapest.
    pub looked_at: usize,
    /// How many it has.
    pub candidates: usize,
    /// Whether candidates were left out, or times of a candidate, because they were too many.
    pub is_cut: bool,
}

/// What a search comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The options, the cheapest first. No two of one breakdown have the same sellers, in whichever order.
    pub options: Vec<Found>,
    /// Whether all was looked at that might have been better, among the candidates that were looked at at all: false when a limit
    /// was met.
    pub is_complete: bool,
    /// How many choices were tried.
    pub nodes: u64,
    /// How the components' markets were, by breakdown.
    pub examined: Vec<Vec<Examined>>,
}

/// The best options so far.
#[derive(Debug)]
pub(crate) struct Best {
    limit: usize,
    options: Vec<Found>,
}

impl Best {
    pub(crate) fn new(limit: usize) -> Self {
        Self { limit, options: Vec::new() }
    }

    /// What an option may cost at most to be among them.
    pub(crate) fn bound(&self) -> u64 {
        let is_full = self.options.len() >= self.limit;
        self.options.last().filter(|_| is_full).map_or(u64::MAX, |last| last.total)
    }

    pub(crate) fn offer(&mut self, found: Found) {
        match self.options.iter().position(|other| other.is_of_the_same(&found)) {
            Some(at) if self.options.get(at).is_some_and(|other| other.rank() <= found.rank()) => return,
            Some(at) => drop(self.options.remove(at)),
            None => {}
        }
        let at = self.options.partition_point(|other| other.rank() < found.rank());
        self.options.insert(at, found);
        self.options.truncate(self.limit);
    }

    pub(crate) fn into_options(self) -> Vec<Found> {
        self.options
    }
}
