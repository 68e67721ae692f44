//! How thick markets are, and in which order they are looked at.

use super::*;

/// A market of sellers with so much capacity each.
fn market(capacities: &[u64], requests: u32, fills: u32) -> Component {
    let candidates =
        (1..).zip(capacities).map(|(seller, capacity)| Candidate { capacity: *capacity, ..at(seller, 10) });
    Component {
        candidates: candidates.collect(),
        demand: Demand { requests, fills },
        wider: Demand { requests: 98, fills: 24 },
    }
}

#[test]
fn thickness_is_as_published() {
    for (capacities, requests, fills, thousandths) in [
        // q = 1/2: of none, log₂ 2, log₂ 4, log₂ 8.
        (&[][..], 8, 4, 0),
        (&[5], 8, 4, 500),
        (&[5, 5, 5], 8, 4, 1_000),
        (&[5; 7], 8, 4, 1_500),
        // What nobody can book is not there.
        (&[0, 0], 8, 4, 0),
        (&[5, 5, 5, 0, 0], 8, 4, 1_000),
        // One who has nearly all is hardly more than one: n = 110² / (100² + 10²) = 1.198, log₂ 2.198 = 1.136.
        (&[100, 10], 8, 4, 568),
        // q = 10/10, and by the wider market 25/100 where fewer than five asked.
        (&[5, 5, 5], 8, 9, 2_000),
        (&[5, 5, 5], 4, 4, 500),
        (&[u64::MAX, u64::MAX, u64::MAX], 8, 4, 1_000),
    ] {
        let thickness = Thickness::of(&market(capacities, requests, fills));
        assert_eq!(thickness.thousandths(), thousandths, "{capacities:?} {requests} {fills}");
    }
}

#[test]
fn a_seller_with_many_things_is_one() {
    let mut component = market(&[5, 5, 5], 8, 4);
    for candidate in &mut component.candidates {
        candidate.seller = 1;
    }
    assert_eq!(Thickness::of(&component).thousandths(), 500);
}

fn order(answer: &Answer) -> Vec<usize> {
    answer.options[0].steps.iter().map(|step| step.component).collect()
}

#[test]
fn the_thinnest_is_looked_at_first_and_says_why() {
    let answer =
        found(&need(vec![market(&[5; 7], 8, 4), market(&[5], 8, 4), market(&[5; 3], 8, 4)], Vec::new()));
    assert_eq!(order(&answer), [1, 2, 0]);
    assert_eq!(answer.examined[0].iter().map(|examined| examined.place).collect::<Vec<_>>(), [2, 0, 1]);
    let steps: Vec<_> =
        answer.options[0].steps.iter().map(|step| (step.thickness.thousandths(), step.candidates)).collect();
    assert_eq!(steps, [(500, 1), (1_000, 3), (1_500, 7)]);
}

#[test]
fn of_equally_thin_ones_the_dearer_then_the_freer_then_the_first() {
    let dear = |price, seller| any_of(vec![at(seller, price)]);
    let all = || vec![dear(10, 1), dear(30, 2), dear(20, 3), dear(20, 4)];
    assert_eq!(order(&found(&need(all(), Vec::new()))), [1, 2, 3, 0]);
    let bound = vec![Constraint::Exclusive { one: 2, other: 0 }, Constraint::Exclusive { one: 0, other: 2 }];
    assert_eq!(order(&found(&need(all(), bound))), [1, 3, 2, 0]);
    // Bound three times to one is bound to one; 2 is bound to two.
    let apart = |one, other| Constraint::Exclusive { one, other };
    let bound = vec![apart(3, 0), apart(0, 3), apart(3, 0), apart(2, 0), apart(2, 1)];
    assert_eq!(order(&found(&need(all(), bound))), [1, 3, 2, 0]);
}

#[test]
fn a_choice_makes_another_market_thin() {
    // The van leaves one of seven drivers; three porters are left as they are.
    let at_hour = |component: Component, hour: i64| {
        let candidates = component.candidates.into_iter().map(|candidate| {
            let from = if candidate.seller == 1 { hour } else { hour + 60 };
            Candidate { intervals: vec![Interval { from, to: from + 60 }], ..candidate }
        });
        Component { candidates: candidates.collect(), ..component }
    };
    let drivers = at_hour(market(&[5; 7], 8, 4), 540);
    let van = at_hour(market(&[5], 8, 4), 540);
    let porters = market(&[5; 3], 8, 4);
    let together = vec![Constraint::SameInterval { one: 0, other: 1 }];
    let answer = found(&need(vec![drivers, van, porters], together));
    assert_eq!(order(&answer), [1, 0, 2]);
    assert_eq!(answer.examined[0].iter().map(|examined| examined.place).collect::<Vec<_>>(), [2, 0, 1]);
    assert_eq!(answer.options[0].steps[1].candidates, 1);
}
