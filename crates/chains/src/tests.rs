use super::*;

mod constraints;
mod limits;
mod made_up;
mod oracle;
mod repairs;
mod thick;

use made_up::Dice;

fn way(from: Place, to: Place) -> u64 {
    (from.east.abs_diff(to.east) + from.north.abs_diff(to.north)) / 500
}

fn found(need: &Need) -> Answer {
    search(need, &Limits::default(), &way, &mut || false)
}

/// A seller with one thing at a price.
fn at(seller: u64, price: u64) -> Candidate {
    Candidate {
        seller,
        resource: None,
        price,
        intervals: Vec::new(),
        place: None,
        needs: 0,
        gives: 0,
        capacity: 1,
        reliability: 0,
    }
}

fn any_of(candidates: Vec<Candidate>) -> Component {
    Component { candidates, ..Component::default() }
}

fn need(components: Vec<Component>, constraints: Vec<Constraint>) -> Need {
    Need { breakdowns: vec![Breakdown { components, constraints }], budget: None }
}

/// The sellers of each option.
fn sellers(answer: &Answer) -> Vec<Vec<u64>> {
    answer.options.iter().map(|option| option.sellers.clone()).collect()
}

#[test]
fn the_options_are_those_of_a_plain_count() {
    let mut dice = Dice(7);
    let (mut with_five, mut with_none, mut with_two_ways) = (0, 0, 0);
    for number in 0..1_000 {
        let need = made_up::need(&mut dice);
        let answer = found(&need);
        let due = oracle::options(&need, 5);
        let said: Vec<oracle::Counted> = answer
            .options
            .iter()
            .map(|option| oracle::Counted {
                total: option.total,
                breakdown: option.breakdown,
                choices: option.choices.iter().map(|choice| (choice.candidate, choice.interval)).collect(),
            })
            .collect();
        assert_eq!(said, due, "need {number}: {need:#?}");
        assert!(answer.is_complete && answer.examined.iter().flatten().all(|examined| !examined.is_cut));
        with_five += u32::from(due.len() == 5);
        with_none += u32::from(due.is_empty());
        with_two_ways += u32::from(due.iter().any(|option| option.breakdown == 1));
    }
    // What is made up is of all kinds.
    assert!(
        with_five > 300 && with_none > 50 && with_two_ways > 100,
        "{with_five} {with_none} {with_two_ways}"
    );
}

#[test]
fn the_thinnest_first_tries_no_more_than_the_worst_order() {
    let mut dice = Dice(11);
    let (mut no_more, mut sum, mut sum_of_worst, mut tried) = (0, 0, 0, 0);
    while tried < 1_000 {
        let mut need = made_up::need(&mut dice);
        need.breakdowns.truncate(1);
        let components = need.breakdowns[0].components.len();
        if components < 2 {
            continue;
        }
        tried += 1;
        let thinnest = found(&need);
        let mut worst = 0;
        for order in orders(components) {
            let answer = search_in(&Order::Given(order), &need, &Limits::default(), &way, &mut || false);
            assert_eq!(sellers(&answer), sellers(&thinnest));
            assert!(
                answer.options.iter().zip(&thinnest.options).all(|(one, other)| one.choices == other.choices)
            );
            worst = worst.max(answer.nodes);
        }
        no_more += u32::from(thinnest.nodes <= worst);
        (sum, sum_of_worst) = (sum + thinnest.nodes, sum_of_worst + worst);
    }
    assert!(no_more >= 950, "in {no_more} of 1,000");
    assert!(sum * 4 < sum_of_worst * 3, "{sum} next to {sum_of_worst}");
}

fn orders(count: usize) -> Vec<Vec<usize>> {
    let Some(last) = count.checked_sub(1) else { return vec![Vec::new()] };
    let shorter = orders(last).into_iter();
    let longer = shorter.flat_map(|order| {
        (0..count).map(move |place| {
            let mut order = order.clone();
            order.insert(place, last);
            order
        })
    });
    longer.collect()
}

#[test]
fn five_options_differ_in_a_seller_and_the_cheapest_comes_first() {
    // A seller with three vans is one option each time, with the cheapest.
    let vans = any_of(vec![at(1, 60), at(1, 70), at(1, 80), at(2, 65), at(3, 90), at(4, 95), at(5, 99)]);
    let drivers = any_of(vec![at(9, 100)]);
    let answer = found(&need(vec![vans, drivers], Vec::new()));
    assert_eq!(sellers(&answer), [[1, 9], [2, 9], [3, 9], [4, 9], [5, 9]]);
    assert_eq!(
        answer.options.iter().map(|option| option.total).collect::<Vec<_>>(),
        [160, 165, 190, 195, 199]
    );
}

#[test]
fn two_who_carry_are_no_other_two_the_other_way_round() {
    let carrying = || any_of(vec![at(1, 10), at(2, 11), at(3, 12)]);
    let answer = found(&need(vec![carrying(), carrying()], Vec::new()));
    assert_eq!(sellers(&answer), [[1, 1], [1, 2], [1, 3], [2, 2], [2, 3]]);
}

#[test]
fn of_equals_the_more_reliable_comes_first_then_the_earlier() {
    let careful = Candidate { reliability: 9, ..at(3, 10) };
    let answer = found(&need(vec![any_of(vec![at(2, 10), at(1, 10), careful])], Vec::new()));
    assert_eq!(sellers(&answer), [[3], [2], [1]]);
}

#[test]
fn other_ways_stand_in_the_same_list() {
    let apart = Breakdown {
        components: vec![any_of(vec![at(1, 60), at(2, 80)]), any_of(vec![at(3, 50)])],
        constraints: Vec::new(),
    };
    let together = Breakdown { components: vec![any_of(vec![at(4, 120)])], constraints: Vec::new() };
    let answer = found(&Need { breakdowns: vec![apart, together], budget: None });
    let said: Vec<(usize, u64)> =
        answer.options.iter().map(|option| (option.breakdown, option.total)).collect();
    assert_eq!(said, [(0, 110), (1, 120), (0, 130)]);
}

#[test]
fn nothing_comes_of_nothing() {
    assert_eq!(found(&Need::default()), Answer { is_complete: true, ..Answer::default() });
    assert!(found(&need(Vec::new(), Vec::new())).options.is_empty());
    assert!(found(&need(vec![any_of(vec![at(1, 1)]), any_of(Vec::new())], Vec::new())).options.is_empty());
    for (one, other) in [(0, 0), (0, 2)] {
        let misnamed = need(
            vec![any_of(vec![at(1, 1)]), any_of(vec![at(2, 1)])],
            vec![Constraint::Exclusive { one, other }],
        );
        assert!(found(&misnamed).options.is_empty());
    }
}
