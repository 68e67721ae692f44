//! Finds the shortest history that still breaks what a long one broke: leaves steps out, then what is asked in them, then what
//! goes wrong in them, for as long as the same is broken.

use crate::fault::{Fault, Invariant};
use crate::history::{Setting, relive};
use crate::step::{Firing, Step};
use kernel::Timestamp;

/// How many steps in all are lived through again, at most, for one history.
const BUDGET: usize = 400_000;

/// A history that breaks something, and is hardly longer than it must be.
#[derive(Debug)]
pub struct Shortest {
    /// When it begins.
    pub from: Timestamp,
    /// Its steps.
    pub steps: Vec<Step>,
    /// What it breaks.
    pub faults: Vec<Fault>,
}

/// A search for the shortest history.
struct Search<'a> {
    setting: &'a Setting,
    invariant: Invariant,
    left: usize,
    best: Shortest,
}

/// The shortest history found that breaks the same.
pub fn shortest(setting: &Setting, from: Timestamp, steps: Vec<Step>, faults: Vec<Fault>) -> Shortest {
    let Some(invariant) = faults.first().map(|fault| fault.invariant) else {
        return Shortest { from, steps, faults };
    };
    let best = Shortest { from, steps, faults };
    let mut search = Search { setting, invariant, left: BUDGET, best };
    loop {
        let before = search.size();
        search.without_steps();
        search.without_asks();
        search.without_weather();
        if search.size() == before || search.left == 0 {
            return search.best;
        }
    }
}

impl Search<'_> {
    fn size(&self) -> (usize, usize, usize) {
        let steps = &self.best.steps;
        let asks = steps.iter().map(|step| step.asked.len()).sum();
        let mishaps = steps.iter().map(|step| step.mishaps.len() + usize::from(step.delivers)).sum();
        (steps.len(), asks, mishaps)
    }

    /// Keeps these steps if they break the same; those behind the one that does are left out.
    fn keeps(&mut self, steps: Vec<Step>) -> bool {
        if self.left == 0 {
            return false;
        }
        let (faults, lived) = relive(self.setting, self.best.from, &steps);
        self.left = self.left.saturating_sub(lived.max(1));
        let is_same = faults.first().is_some_and(|fault| fault.invariant == self.invariant);
        if is_same {
            let steps = steps.into_iter().take(lived).collect();
            self.best = Shortest {
                steps,
                faults,
                ..Shortest { from: self.best.from, steps: Vec::new(), faults: Vec::new() }
            };
        }
        is_same
    }

    /// Leaves out halves, then quarters, and so on down to single steps.
    fn without_steps(&mut self) {
        let mut size = self.best.steps.len().div_ceil(2);
        while size > 0 {
            let mut end = self.best.steps.len();
            while end > 0 {
                let start = end.saturating_sub(size);
                let kept = self.best.steps.iter().enumerate().filter(|(at, _)| !(start..end).contains(at));
                let kept = kept.map(|(_, step)| step.clone()).collect();
                self.keeps(kept);
                end = start.min(self.best.steps.len());
            }
            size /= 2;
        }
    }

    fn without_asks(&mut self) {
        for at in (0..self.best.steps.len()).rev() {
            let asks = self.best.steps.get(at).map_or(0, |step| step.asked.len());
            for ask in (0..asks).rev() {
                self.change(at, |step| drop(step.asked.remove(ask)));
            }
        }
    }

    fn without_weather(&mut self) {
        for at in (0..self.best.steps.len()).rev() {
            self.change(at, |step| step.mishaps.clear());
            self.change(at, |step| step.delivers = false);
            self.change(at, |step| step.firing = Firing::Punctual);
        }
    }

    fn change(&mut self, at: usize, change: impl FnOnce(&mut Step)) {
        let mut steps = self.best.steps.clone();
        let Some(step) = steps.get_mut(at) else { return };
        let before = format!("{step}");
        change(step);
        if format!("{step}") != before {
            self.keeps(steps);
        }
    }
}
