//! What a search says when it did not look at everything.

use super::*;

/// Components of so many candidates, of sellers of their own.
fn wide(components: u64, candidates: u64) -> Vec<Component> {
    let component =
        |number| any_of((0..candidates).map(|at_| at(1_000 * number + at_, 100 + at_ * 7 % 31)).collect());
    (1..=components).map(component).collect()
}

/// Three of which no two may be had together: each pair has to be tried.
fn hopeless() -> Need {
    let apart = |component: &mut Component, from: i64| {
        for candidate in &mut component.candidates {
            candidate.intervals =
                (0..3).map(|number| Interval { from: from + number, to: from + number + 1 }).collect();
        }
    };
    let mut components = wide(4, 17);
    for component in &mut components {
        apart(component, 0);
    }
    // Each time of one fits some time of the next, but never all round.
    let next = |first, then| Constraint::Precedence { first, then, least: 0, most: None };
    need(components, vec![next(0, 1), next(1, 2), next(2, 3)])
}

#[test]
fn a_limit_of_choices_ends_it_with_what_there_is() {
    let need = need(wide(5, 8), Vec::new());
    let whole = found(&need);
    assert!(whole.is_complete && whole.nodes > 8);
    let few = search(&need, &Limits { nodes: 5, ..Limits::default() }, &way, &mut || false);
    assert!(!few.is_complete);
    assert_eq!((few.nodes, few.options.len(), few.options[0].total), (5, 1, whole.options[0].total));
}

#[test]
fn whoever_has_a_clock_ends_it() {
    let need = hopeless();
    let whole = found(&need);
    assert!(whole.is_complete && whole.nodes > 640, "{}", whole.nodes);
    let mut asked = 0;
    let stopped = search(&need, &Limits::default(), &way, &mut || {
        asked += 1;
        asked > 10
    });
    assert!(!stopped.is_complete && stopped.nodes <= 640, "{}", stopped.nodes);
    let at_once = search(&need, &Limits::default(), &way, &mut || true);
    assert_eq!((at_once.is_complete, at_once.nodes, at_once.options.len()), (false, 0, 0));
}

#[test]
fn of_very_many_the_cheapest_thirty_are_looked_at() {
    let few = found(&need(wide(3, 46), Vec::new()));
    assert!(few.examined[0].iter().all(|examined| examined.looked_at == 46 && !examined.is_cut));
    let many = found(&need(wide(3, 47), Vec::new()));
    assert!(many.is_complete);
    assert!(
        many.examined[0]
            .iter()
            .all(|examined| { (examined.looked_at, examined.candidates, examined.is_cut) == (30, 47, true) })
    );
    assert_eq!(many.options.first().map(|option| option.total), Some(300));
    let mut with_none = wide(2, 400);
    with_none.push(Component::default());
    let answer = found(&need(with_none, Vec::new()));
    assert_eq!(answer.examined[0].iter().map(|examined| examined.looked_at).collect::<Vec<_>>(), [30, 30, 0]);
}

#[test]
fn the_order_of_what_is_given_changes_no_total() {
    let mut need = hopeless();
    need.breakdowns[0].components.iter_mut().for_each(|component| component.candidates.reverse());
    let totals = |need| found(need).options.iter().map(|option| option.total).collect::<Vec<_>>();
    assert_eq!(totals(&need), totals(&hopeless()));
}

#[test]
fn of_very_many_times_the_earliest_are_looked_at() {
    let with = |times: i64| {
        let intervals = (0..times).rev().map(|at| Interval { from: at, to: at + 1 });
        let candidate = Candidate { intervals: intervals.collect(), ..at(1, 10) };
        let last = Candidate { intervals: vec![Interval { from: times - 1, to: times }], ..at(2, 10) };
        let both = vec![Constraint::SameInterval { one: 0, other: 1 }];
        found(&need(vec![any_of(vec![candidate]), any_of(vec![last])], both))
    };
    assert_eq!((with(32).options.len(), with(32).examined[0][0].is_cut), (1, false));
    assert_eq!((with(33).options.len(), with(33).examined[0][0].is_cut), (0, true));
}

#[test]
fn of_equally_dear_ones_the_more_reliable_are_looked_at() {
    let mut components = wide(3, 47);
    for candidate in components.iter_mut().flat_map(|component| &mut component.candidates) {
        candidate.price = 100;
    }
    for component in &mut components {
        component.candidates[46].reliability = 9;
    }
    let answer = found(&need(components, Vec::new()));
    assert!(answer.options[0].choices.iter().all(|choice| choice.candidate == 46));
}
