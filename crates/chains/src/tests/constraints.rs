//! Each constraint by itself: what it keeps out, and that nothing else does.

use super::*;

fn hours(from: i64, to: i64) -> Interval {
    Interval { from: from * 60, to: to * 60 }
}

fn when(seller: u64, price: u64, intervals: &[Interval]) -> Candidate {
    Candidate { intervals: intervals.to_vec(), ..at(seller, price) }
}

fn where_(candidate: Candidate, east: i64, north: i64) -> Candidate {
    Candidate { place: Some(Place { east, north }), ..candidate }
}

/// Whom a search finds with a constraint, and whom without.
fn with_and_without(
    one: Vec<Candidate>,
    other: Vec<Candidate>,
    constraint: Constraint,
) -> [Vec<Vec<u64>>; 2] {
    let components = vec![any_of(one), any_of(other)];
    let without = found(&need(components.clone(), Vec::new()));
    let [with, turned] = [
        found(&need(components.clone(), vec![constraint])),
        // The same with the components the other way round.
        found(&need(components.into_iter().rev().collect(), vec![turned(constraint)])),
    ];
    let back: Vec<Vec<u64>> = sellers(&turned).iter().map(|of| of.iter().rev().copied().collect()).collect();
    assert_eq!(back, sellers(&with));
    [sellers(&with), sellers(&without)]
}

fn turned(constraint: Constraint) -> Constraint {
    match constraint {
        Constraint::SameInterval { .. } => Constraint::SameInterval { one: 1, other: 0 },
        Constraint::Precedence { least, most, .. } => {
            Constraint::Precedence { first: 1, then: 0, least, most }
        }
        Constraint::SamePlace { within, .. } => Constraint::SamePlace { one: 1, other: 0, within },
        Constraint::Travel { .. } => Constraint::Travel { from: 1, to: 0 },
        Constraint::Implies { .. } => Constraint::Implies { needing: 1, giving: 0 },
        Constraint::Exclusive { .. } => Constraint::Exclusive { one: 1, other: 0 },
    }
}

const BOTH: [[u64; 2]; 2] = [[1, 8], [1, 9]];

#[test]
fn the_same_interval() {
    let van = vec![when(1, 60, &[hours(9, 12), hours(13, 16)])];
    let drivers = vec![when(8, 10, &[hours(9, 11), hours(13, 17)]), when(9, 20, &[hours(13, 16)])];
    let [with, without] = with_and_without(van, drivers, Constraint::SameInterval { one: 0, other: 1 });
    assert_eq!((with, without), (vec![vec![1, 9]], BOTH.map(Vec::from).to_vec()));
}

#[test]
fn precedence_with_a_gap() {
    let loading = vec![when(1, 60, &[hours(9, 10)])];
    let unloading = |from| vec![when(8, 10, &[hours(from, from + 1)]), when(9, 20, &[hours(12, 13)])];
    let by = |least, most| Constraint::Precedence { first: 0, then: 1, least, most };
    for (from, least, most, is_both) in [
        (10, 0, None, true),
        (9, 0, None, false),
        (11, 60, None, true),
        (10, 60, None, false),
        (11, 0, Some(120), true),
        (14, 0, Some(120), false),
    ] {
        let [with, without] = with_and_without(loading.clone(), unloading(from), by(least, most));
        assert_eq!(with, if is_both { without } else { vec![vec![1, 9]] }, "{from} {least} {most:?}");
    }
}

#[test]
fn the_same_place() {
    let hall = vec![where_(at(1, 60), 1_000, 1_000)];
    let bars = vec![where_(at(8, 10), 1_000, 1_600), where_(at(9, 20), 500, 1_000)];
    let [with, without] =
        with_and_without(hall.clone(), bars, Constraint::SamePlace { one: 0, other: 1, within: 500 });
    assert_eq!((with, without), (vec![vec![1, 9]], BOTH.map(Vec::from).to_vec()));
    let [with, _] =
        with_and_without(hall, vec![at(8, 10)], Constraint::SamePlace { one: 0, other: 1, within: 0 });
    assert_eq!(with, [[1, 8]], "what comes to the buyer is near to everything");
}

#[test]
fn time_to_travel() {
    // 60 minutes of way at 500 metres a minute.
    let first = vec![where_(when(1, 60, &[hours(9, 10)]), 0, 0)];
    let then = vec![
        where_(when(8, 10, &[Interval { from: 659, to: 700 }]), 20_000, -10_000),
        where_(when(9, 20, &[hours(11, 12)]), 20_000, -10_000),
    ];
    let [with, without] = with_and_without(first, then, Constraint::Travel { from: 0, to: 1 });
    assert_eq!((with, without), (vec![vec![1, 9]], BOTH.map(Vec::from).to_vec()));
}

#[test]
fn what_one_needs_the_other_gives() {
    let van = vec![Candidate { needs: 0b101, ..at(1, 60) }];
    let drivers = vec![Candidate { gives: 0b011, ..at(8, 10) }, Candidate { gives: 0b111, ..at(9, 20) }];
    let [with, without] = with_and_without(van, drivers, Constraint::Implies { needing: 0, giving: 1 });
    assert_eq!((with, without), (vec![vec![1, 9]], BOTH.map(Vec::from).to_vec()));
}

#[test]
fn two_sellers() {
    let [with, without] = with_and_without(
        vec![at(1, 60)],
        vec![at(1, 10), at(9, 20)],
        Constraint::Exclusive { one: 0, other: 1 },
    );
    assert_eq!((with, without), (vec![vec![1, 9]], vec![vec![1, 1], vec![1, 9]]));
}

#[test]
fn one_thing_is_never_in_two_places() {
    let anna = |hours: &[Interval]| Candidate { resource: Some(7), ..when(1, 10, hours) };
    let other = |seller, price| when(seller, price, &[hours(9, 12)]);
    let driving = any_of(vec![anna(&[hours(9, 12)]), other(2, 30)]);
    let carrying = any_of(vec![anna(&[hours(11, 13)]), other(3, 30)]);
    let answer = found(&need(vec![driving.clone(), carrying], Vec::new()));
    assert_eq!(sellers(&answer), [[1, 3], [2, 1], [2, 3]]);
    let later = any_of(vec![anna(&[hours(12, 13)]), other(3, 30)]);
    assert_eq!(sellers(&found(&need(vec![driving, later], Vec::new())))[0], [1, 1]);
}

#[test]
fn the_budget_is_of_the_whole() {
    let components = vec![any_of(vec![at(1, 60), at(2, 70)]), any_of(vec![at(8, 40), at(9, 45)])];
    let within = |budget| Need { budget: Some(budget), ..need(components.clone(), Vec::new()) };
    assert_eq!(sellers(&found(&within(110))), [[1, 8], [1, 9], [2, 8]]);
    assert_eq!(sellers(&found(&within(100))), [[1, 8]]);
    assert!(found(&within(99)).options.is_empty());
}

/// The removal of the walk: the van fixes the driver's hours, its class the licence, where it stands the way.
#[test]
fn a_removal() {
    let van = |seller, price, class, east, from| Candidate {
        needs: class,
        ..where_(when(seller, price, &[hours(from, from + 3)]), east, 0)
    };
    let vans = any_of(vec![van(1, 60, 0b10, 0, 9), van(2, 70, 0b01, 0, 10), van(3, 90, 0b01, 60_000, 9)]);
    let drivers =
        any_of(vec![Candidate { gives: 0b01, ..where_(when(4, 88, &[hours(9, 12), hours(10, 13)]), 0, 0) }]);
    let bringing = any_of(vec![where_(when(5, 36, &[hours(8, 9)]), 0, 0)]);
    let constraints = vec![
        Constraint::SameInterval { one: 0, other: 1 },
        Constraint::Implies { needing: 0, giving: 1 },
        Constraint::Precedence { first: 2, then: 0, least: 0, most: Some(60) },
        Constraint::Travel { from: 2, to: 0 },
    ];
    let answer = found(&need(vec![vans, drivers, bringing], constraints));
    assert_eq!(sellers(&answer), [[2, 4, 5]], "1 needs another licence, 3 is too far");
    let times: Vec<_> =
        answer.options[0].choices.iter().map(|choice| choice.interval.unwrap().from / 60).collect();
    assert_eq!(times, [10, 10, 8]);
}
