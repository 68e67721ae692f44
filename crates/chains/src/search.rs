//! Depth first, the thinnest market first.

use crate::answer::{Answer, Best, Choice, Examined, Found, Step};
use crate::need::{Limits, Need, Place};
use crate::plan::{Domain, Looked, Plan, Times};
use crate::thickness::Thickness;
use std::cmp::Reverse;

/// After how many choices it is asked whether to stop.
const ASKED_EVERY: u64 = 64;

/// The best options for a need. `travel` says how many minutes the way between two places takes; `is_over` is asked now and then, and
/// ends the search when it says so, with what was found until then.
pub fn search(
    need: &Need,
    limits: &Limits,
    travel: &dyn Fn(Place, Place) -> u64,
    is_over: &mut dyn FnMut() -> bool,
) -> Answer {
    search_in(&Order::ThinnestFirst, need, limits, travel, is_over)
}

/// Which component is chosen next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// That with the thinnest market by then.
    ThinnestFirst,
    /// Always that which stands here next, by its place in the breakdown: to be compared with.
    Given(Vec<usize>),
}

/// A [`search`] that chooses in an order. A complete one finds the same options in any.
pub fn search_in(
    order: &Order,
    need: &Need,
    limits: &Limits,
    travel: &dyn Fn(Place, Place) -> u64,
    is_over: &mut dyn FnMut() -> bool,
) -> Answer {
    let budget = need.budget.unwrap_or(u64::MAX);
    let mut run = Run {
        order,
        limits,
        budget,
        is_over,
        best: Best::new(limits.options),
        nodes: 0,
        is_complete: limits.options > 0,
    };
    let plans: Vec<Option<Plan<'_>>> =
        need.breakdowns.iter().map(|breakdown| Plan::of(breakdown, limits, travel)).collect();
    let examined = plans.iter().map(|plan| plan.as_ref().map(examine).unwrap_or_default()).collect();
    let mut ways: Vec<(u64, usize, &Plan<'_>, State)> = Vec::new();
    for (breakdown, plan) in plans.iter().enumerate() {
        if let Some(plan) = plan
            && !plan.domains.is_empty()
        {
            let state = State::of(plan);
            // What has the cheapest beginning is looked at first, for it bounds the others.
            ways.extend(state.least(plan).map(|least| (least, breakdown, plan, state)));
        }
    }
    ways.sort_by_key(|(least, breakdown, ..)| (*least, *breakdown));
    for (_, breakdown, plan, state) in ways {
        run.descend(breakdown, plan, &state, &mut Vec::new());
    }
    let Run { best, nodes, is_complete, .. } = run;
    Answer { options: best.into_options(), is_complete, nodes, examined }
}

/// How the components' markets are before any choice.
fn examine(plan: &Plan<'_>) -> Vec<Examined> {
    let state = State::of(plan);
    let mut order: Vec<usize> = (0..plan.domains.len()).collect();
    order.sort_by_key(|component| state.urgency(plan, *component).map(|(urgency, _)| urgency));
    let places = |component| order.iter().position(|other| *other == component).unwrap_or_default();
    let examined = plan.domains.iter().enumerate().map(|(component, domain)| Examined {
        thickness: Thickness::of(domain.component),
        place: places(component),
        looked_at: domain.looked.len(),
        candidates: domain.component.candidates.len(),
        is_cut: domain.is_cut,
    });
    examined.collect()
}

/// The thinnest first; then what costs more, then what fewer others are bound to, then the earlier.
type Urgency = (Thickness, Reverse<u64>, usize, usize);

/// What has been chosen, and what that leaves.
#[derive(Clone)]
struct State {
    /// Of each component, of each candidate, the times that are left; 0 where it is out.
    times: Vec<Vec<Times>>,
    /// By component.
    chosen: Vec<Option<usize>>,
    spent: u64,
    reliability: u64,
}

impl State {
    fn of(plan: &Plan<'_>) -> Self {
        let all = |domain: &Domain<'_>| domain.looked.iter().map(Looked::all).collect();
        let times = plan.domains.iter().map(all).collect();
        Self { times, chosen: vec![None; plan.domains.len()], spent: 0, reliability: 0 }
    }

    fn open(&self) -> impl Iterator<Item = usize> {
        self.chosen.iter().enumerate().filter(|(_, chosen)| chosen.is_none()).map(|(component, _)| component)
    }

    fn left(&self, component: usize, candidate: usize) -> Times {
        self.times.get(component).and_then(|times| times.get(candidate)).copied().unwrap_or_default()
    }

    /// The candidates of a component that are left, the cheapest first.
    fn candidates(&self, component: usize) -> impl Iterator<Item = usize> {
        let times = self.times.get(component).into_iter().flatten();
        times.enumerate().filter(|(_, times)| **times != 0).map(|(candidate, _)| candidate)
    }

    /// What the cheapest candidate of a component costs.
    fn cheapest(&self, plan: &Plan<'_>, component: usize) -> Option<u64> {
        let candidate = self.candidates(component).next()?;
        Some(plan.domains.get(component)?.looked.get(candidate)?.candidate.price)
    }

    /// What it costs at least, all told. None where a component has nothing left.
    fn least(&self, plan: &Plan<'_>) -> Option<u64> {
        self.open()
            .try_fold(self.spent, |sum, component| Some(sum.saturating_add(self.cheapest(plan, component)?)))
    }

    fn urgency(&self, plan: &Plan<'_>, component: usize) -> Option<(Urgency, usize)> {
        let domain = plan.domains.get(component)?;
        let mut weights = vec![0_u64; domain.sellers];
        let mut count = 0;
        for looked in self.candidates(component).filter_map(|candidate| domain.looked.get(candidate)) {
            count += 1;
            if let Some(weight) = weights.get_mut(looked.seller) {
                *weight = weight.saturating_add(looked.candidate.capacity);
            }
        }
        let thickness = Thickness::by_weights(domain.component, weights.into_iter());
        let price = self.cheapest(plan, component).unwrap_or_default();
        Some(((thickness, Reverse(price), domain.dependants, component), count))
    }

    /// The same with a choice more; none where that leaves another component nothing.
    fn with(&self, plan: &Plan<'_>, component: usize, candidate: usize) -> Option<Self> {
        let looked = plan.domains.get(component)?.looked.get(candidate)?.candidate;
        let mut next = self.clone();
        let mut own = self.left(component, candidate);
        for (other, chosen) in self.chosen.iter().enumerate().filter(|(other, _)| *other != component) {
            let theirs = next.times.get_mut(other)?;
            if let Some(chosen) = *chosen {
                let times = theirs.get_mut(chosen)?;
                (own, *times) = plan.fit((component, candidate, own), (other, chosen, *times));
                if own == 0 {
                    return None;
                }
            }
        }
        for other in self.open().filter(|other| *other != component) {
            let mut is_left = false;
            for (at, times) in
                next.times.get_mut(other)?.iter_mut().enumerate().filter(|(_, times)| **times != 0)
            {
                (_, *times) = plan.fit((component, candidate, own), (other, at, *times));
                is_left |= *times != 0;
            }
            if !is_left {
                return None;
            }
        }
        *next.times.get_mut(component)?.get_mut(candidate)? = own;
        *next.chosen.get_mut(component)? = Some(candidate);
        next.spent = next.spent.saturating_add(looked.price);
        next.reliability = next.reliability.saturating_add(u64::from(looked.reliability));
        Some(next)
    }

    /// A time for each choice, the earliest of the first component that leaves one to the others, then of the second and so on.
    fn settle(&self, plan: &Plan<'_>) -> Option<Vec<usize>> {
        let mut chosen = Vec::with_capacity(self.chosen.len());
        for (component, candidate) in self.chosen.iter().enumerate() {
            let candidate = (*candidate)?;
            chosen.push((component, candidate, self.left(component, candidate)));
        }
        settle_from(plan, &chosen, 0)
    }
}

fn settle_from(plan: &Plan<'_>, chosen: &[(usize, usize, Times)], from: usize) -> Option<Vec<usize>> {
    let Some((component, candidate, times)) = chosen.get(from).copied() else {
        let times = chosen.iter().map(|(_, _, times)| usize::try_from(times.trailing_zeros()).ok());
        return times.collect();
    };
    for time in (0..Times::BITS).filter(|time| times >> time & 1 == 1) {
        let one = (component, candidate, 1 << time);
        let fitted = chosen.iter().enumerate().map(|(at, other)| match at {
            at if at == from => Some(one),
            _ => {
                let (_, left) = plan.fit(one, *other);
                (left != 0).then_some((other.0, other.1, left))
            }
        });
        if let Some(fitted) = fitted.collect::<Option<Vec<_>>>()
            && let Some(settled) = settle_from(plan, &fitted, from + 1)
        {
            return Some(settled);
        }
    }
    None
}

struct Run<'a> {
    order: &'a Order,
    limits: &'a Limits,
    budget: u64,
    is_over: &'a mut dyn FnMut() -> bool,
    best: Best,
    nodes: u64,
    is_complete: bool,
}

impl Run<'_> {
    /// Whether something that costs so much may still be among the options. Equals are looked at, for they may be more reliable.
    fn is_worth(&self, total: u64) -> bool {
        total <= self.budget && total <= self.best.bound()
    }

    /// Looks into all that follows from some choices.
    fn descend(&mut self, breakdown: usize, plan: &Plan<'_>, state: &State, steps: &mut Vec<Step>) {
        let Some((component, step)) = self.next(plan, state, steps.len()) else {
            if let Some(found) = complete(breakdown, plan, state, steps) {
                self.best.offer(found);
            }
            return;
        };
        let Some(least) = state.least(plan) else { return };
        let cheapest = state.cheapest(plan, component).unwrap_or_default();
        steps.push(step);
        for candidate in state.candidates(component) {
            let looked = plan.domains.get(component).and_then(|domain| domain.looked.get(candidate));
            let price = looked.map_or(u64::MAX, |looked| looked.candidate.price);
            if !self.is_complete || !self.is_worth((least - cheapest).saturating_add(price)) {
                break;
            }
            if self.nodes >= self.limits.nodes || self.nodes.is_multiple_of(ASKED_EVERY) && (self.is_over)() {
                self.is_complete = false;
                break;
            }
            self.nodes += 1;
            let next = state.with(plan, component, candidate);
            if let Some(next) = next.filter(|next| next.least(plan).is_some_and(|least| self.is_worth(least)))
            {
                self.descend(breakdown, plan, &next, steps);
            }
        }
        steps.pop();
    }

    /// The component that is chosen next, and why; none where all are chosen.
    fn next(&self, plan: &Plan<'_>, state: &State, depth: usize) -> Option<(usize, Step)> {
        let urgencies = state.open().filter_map(|component| state.urgency(plan, component));
        let ((thickness, .., component), candidates) = match self.order {
            Order::ThinnestFirst => urgencies.min()?,
            Order::Given(order) => state.urgency(plan, *order.get(depth)?)?,
        };
        Some((component, Step { component, thickness, candidates }))
    }
}

fn complete(breakdown: usize, plan: &Plan<'_>, state: &State, steps: &[Step]) -> Option<Found> {
    let times = state.settle(plan)?;
    let mut choices = Vec::with_capacity(times.len());
    let mut sellers = Vec::with_capacity(times.len());
    for ((domain, chosen), time) in plan.domains.iter().zip(&state.chosen).zip(times) {
        let looked = domain.looked.get((*chosen)?)?;
        choices.push(Choice { candidate: looked.index, interval: *looked.intervals.get(time)? });
        sellers.push(looked.candidate.seller);
    }
    let (total, reliability) = (state.spent, state.reliability);
    Some(Found { breakdown, choices, total, steps: steps.to_vec(), sellers, reliability })
}
