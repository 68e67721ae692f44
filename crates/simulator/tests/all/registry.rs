//! Every command is given, and every one that somebody can give is taken.

use market::modules::commands;
use simulator::{GIVEN, Tally};
use std::collections::BTreeSet;

/// Commands that no history gets through, each with why.
const NEVER_TAKEN: [(&str, &str); 1] = [(
    "completion.send_back",
    "only work in stages is sent back, and no mechanism makes a trade of stages yet; `any_trade` in `market` does it",
)];

fn name(kept: &str) -> &str {
    kept.split('/').next().unwrap()
}

#[test]
fn every_command_of_the_market_is_given_by_somebody_once() {
    let commands = commands();
    let wanted: BTreeSet<&str> = commands.names().map(name).collect();
    let given: BTreeSet<&str> = GIVEN.iter().map(|given| given.name).collect();
    let missing: Vec<_> = wanted.difference(&given).collect();
    assert!(missing.is_empty(), "a line in crates/simulator/src/given.rs for each of {missing:?}");
    assert_eq!(given.len(), GIVEN.len(), "none is given twice");
    assert_eq!(given, wanted);
}

/// Asserts that every command that somebody can give was taken.
pub(crate) fn everything_was_taken(all: &Tally) {
    let taken = |name: &str| all.commands.get(name).is_some_and(|answered| answered.accepted > 0);
    let refused = |name: &str| all.commands.get(name).is_some_and(|answered| answered.refused > 0);
    let never: Vec<_> = GIVEN.iter().map(|given| given.name).filter(|name| !taken(name)).collect();
    let known: Vec<_> = NEVER_TAKEN.iter().map(|(name, _)| *name).collect();
    assert_eq!(never, known, "of these:\n{all}");
    assert!(known.iter().all(|name| refused(name)), "they are given all the same:\n{all}");
}
