//! What takes the place of a component that was lost, the others staying as they are.

use crate::answer::{Answer, Choice};
use crate::need::{Breakdown, Candidate, Limits, Need, Place};
use crate::search::search;

/// A chain that has lost a component.
#[derive(Clone, Copy, Debug)]
pub struct Lost<'a> {
    /// The way in which it was had.
    pub breakdown: &'a Breakdown,
    /// What was bought, a component each.
    pub choices: &'a [Choice],
    /// The component that was lost, by its place in the breakdown.
    pub component: usize,
}

/// Options for the component that was lost, while all others keep their candidates and times. What was lost is not among them, nor
/// anything else of the same resource. The candidates of the answer are by their place in the breakdown, as in a search.
///
/// Nothing is found where there is not a choice for each component. `budget` is what the whole may cost, in minor units.
pub fn repair(
    lost: &Lost<'_>,
    budget: Option<u64>,
    limits: &Limits,
    travel: &dyn Fn(Place, Place) -> u64,
    is_over: &mut dyn FnMut() -> bool,
) -> Answer {
    let Some((fixed, places)) = fixed(lost) else {
        return Answer { is_complete: true, ..Answer::default() };
    };
    let need = Need { breakdowns: vec![fixed], budget };
    let mut answer = search(&need, limits, travel, is_over);
    for option in &mut answer.options {
        for (choice, places) in option.choices.iter_mut().zip(&places) {
            choice.candidate = places.get(choice.candidate).copied().unwrap_or(choice.candidate);
        }
    }
    answer
}

/// The breakdown with what may still be chosen, and where that stands in the breakdown as it was.
fn fixed(lost: &Lost<'_>) -> Option<(Breakdown, Vec<Vec<usize>>)> {
    let Lost { breakdown, choices, component: lost } = *lost;
    if choices.len() != breakdown.components.len() {
        return None;
    }
    let mut fixed = breakdown.clone();
    let mut places = Vec::with_capacity(choices.len());
    for (at, (component, choice)) in fixed.components.iter_mut().zip(choices).enumerate() {
        let was = component.candidates.get(choice.candidate)?.clone();
        let of_old = std::mem::take(&mut component.candidates).into_iter().enumerate();
        let left: Vec<(usize, Candidate)> = if at == lost {
            let is_same = |other: &Candidate| was.resource.is_some() && other.resource == was.resource;
            of_old.filter(|(index, other)| *index != choice.candidate && !is_same(other)).collect()
        } else {
            vec![(choice.candidate, Candidate { intervals: choice.interval.into_iter().collect(), ..was })]
        };
        let (of_component, candidates) = left.into_iter().unzip();
        places.push(of_component);
        component.candidates = candidates;
    }
    Some((fixed, places))
}

/// By how much what takes the place of a lost component may be dearer without the buyer being asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tolerance {
    /// In basis points of what the lost one cost.
    pub basis_points: u32,
    /// In minor units; the smaller of the two counts.
    pub most: u64,
}

impl Tolerance {
    /// Whether a price is within it, next to what the lost component cost. Whatever is not dearer is.
    pub fn allows(self, before: u64, after: u64) -> bool {
        let rise = after.saturating_sub(before);
        rise <= self.most && u128::from(rise) * 10_000 <= u128::from(before) * u128::from(self.basis_points)
    }
}
