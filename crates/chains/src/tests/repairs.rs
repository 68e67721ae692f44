//! One component is lost after all were booked.

use super::*;

fn removal() -> Breakdown {
    let day = [Interval { from: 540, to: 720 }, Interval { from: 600, to: 780 }];
    let van = |seller, price, from: usize| Candidate {
        intervals: vec![day[from]],
        resource: Some(seller),
        ..at(seller, price)
    };
    let driver = Candidate { intervals: day.to_vec(), ..at(9, 88) };
    let again = Candidate { resource: Some(1), ..van(1, 61, 0) };
    Breakdown {
        components: vec![
            any_of(vec![van(1, 60, 0), van(2, 62, 1), van(3, 66, 0), again]),
            any_of(vec![at(7, 5), driver]),
        ],
        constraints: vec![Constraint::SameInterval { one: 0, other: 1 }],
    }
}

fn mended(breakdown: &Breakdown, choices: &[Choice], component: usize, budget: Option<u64>) -> Answer {
    let lost = Lost { breakdown, choices, component };
    repair(&lost, budget, &Limits::default(), &way, &mut || false)
}

#[test]
fn only_what_was_lost_is_looked_for() {
    let breakdown = removal();
    let interval = Some(Interval { from: 540, to: 720 });
    let booked = [Choice { candidate: 0, interval }, Choice { candidate: 1, interval }];
    let answer = mended(&breakdown, &booked, 0, None);
    // Not the same van at another price, not the van at another hour, not the cheaper other driver.
    assert_eq!(sellers(&answer), [[3, 9]]);
    assert_eq!(answer.options[0].choices, [Choice { candidate: 2, interval }, booked[1]]);
    assert_eq!(answer.options[0].total, 154);
    assert!(answer.is_complete && answer.nodes <= 3);
    assert_eq!(mended(&breakdown, &booked, 0, Some(154)).options.len(), 1);
    assert!(mended(&breakdown, &booked, 0, Some(153)).options.is_empty());
    assert_eq!(sellers(&mended(&breakdown, &booked, 1, None)), [[1, 7]]);
}

#[test]
fn choices_that_are_none_mend_nothing() {
    let breakdown = removal();
    let choice = Choice { candidate: 0, interval: None };
    for choices in [vec![], vec![choice], vec![choice, Choice { candidate: 9, interval: None }]] {
        assert!(mended(&breakdown, &choices, 0, None).options.is_empty());
    }
}

#[test]
fn a_rise_is_tolerated_up_to_a_tenth_and_ten() {
    let tolerance = Tolerance { basis_points: 1_000, most: 1_000 };
    for (before, after, is_tolerated) in [
        (6_000, 6_600, true),
        (6_000, 6_601, false),
        (6_000, 5_000, true),
        (6_000, 6_000, true),
        (10_000, 11_000, true),
        (20_000, 21_000, true),
        (20_000, 21_001, false),
        (0, 1, false),
        (9, 9, true),
        (u64::MAX, u64::MAX, true),
        (0, u64::MAX, false),
    ] {
        assert_eq!(tolerance.allows(before, after), is_tolerated, "{before} to {after}");
    }
}
