//! What must hold of every history.

use crate::registry::everything_was_taken;
use crate::{setting, size};
use simulator::{Tally, live, relive};
use std::collections::BTreeSet;

/// Half of the histories begin before the clocks change in autumn, half before they do in spring.
#[test]
fn whatever_happens_everything_is_tried_and_nothing_breaks() {
    let setting = setting();
    let (mut all, mut begun) = (Tally::default(), BTreeSet::new());
    for seed in 1..=9 {
        let history = live(&setting, seed, size(1_300), || {});
        assert!(history.faults.is_empty(), "seed {seed}, step {}: {:?}", history.steps.len(), history.faults);
        assert!(history.tally.counts["changes of the clocks lived through"] >= 1, "seed {seed}");
        begun.insert(history.from.day().date().month());
        all.plus(&history.tally);
    }
    assert!(begun.contains(&10) && begun.contains(&3), "before both changes of the clocks: {begun:?}");
    for mishap in simulator::Mishap::ALL {
        assert!(all.mishaps.contains_key(mishap.word()), "{} never happened", mishap.word());
    }
    for what in [
        "timers fired late",
        "timers fired twice",
        "deaths of the process",
        "messages that arrived once more",
    ] {
        assert!(all.counts.get(what).is_some_and(|count| *count > 0), "{what}: none");
    }
    everything_was_taken(&all);
}

#[test]
fn the_same_seed_lives_the_same_history() {
    let setting = setting();
    let digests = |seed| live(&setting, seed, size(150), || {}).digest;
    assert_eq!(digests(7), digests(7));
    assert_ne!(digests(7), digests(8));
}

#[test]
fn steps_lived_through_again_without_their_author_break_nothing_either() {
    let setting = setting();
    let history = live(&setting, 11, size(150), || {});
    let again = |steps| relive(&setting, history.from, steps).0;
    assert_eq!(again(&history.steps), []);
    let every_other: Vec<_> = history.steps.iter().step_by(2).cloned().collect();
    assert_eq!(again(&every_other), []);
}
