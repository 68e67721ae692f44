//! Every command is given, and every one that somebody can give is taken.

use market::modules::commands;
use simulator::{GIVEN, Tally};
use std::collections::BTreeSet;

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
    let never: Vec<_> = GIVEN.iter().map(|given| given.name).filter(|name| !taken(name)).collect();
    assert_eq!(never, Vec::<&str>::new(), "of these:\n{all}");
}
