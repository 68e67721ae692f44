use super::super::compare::{Standing, order, proposed};
use kernel::Amount;
use testkit::dice::Dice;

/// The plainest way to find the lowest: look at each, and at each other.
fn plain_lowest(standings: &[Standing]) -> Option<i64> {
    let mut best: Option<Standing> = None;
    for one in standings {
        let Some(pays) = one.pays else { continue };
        if !one.is_whole {
            continue;
        }
        let is_better = match best {
            None => true,
            Some(other) => {
                let than = other.pays.unwrap();
                pays.0 < than.0 || (pays.0 == than.0 && one.number < other.number)
            }
        };
        if is_better {
            best = Some(*one);
        }
    }
    best.map(|one| one.number)
}

#[test]
fn the_order_is_what_a_plain_look_says() {
    let mut dice = Dice(7);
    for _ in 0..20_000 {
        let count = dice.index(7);
        let standings: Vec<Standing> = (0..count)
            .map(|_| Standing {
                pays: (dice.below(4) > 0).then(|| Amount(i64::try_from(dice.below(5)).unwrap())),
                is_whole: dice.below(3) > 0,
                number: i64::try_from(dice.below(1_000_000)).unwrap(),
            })
            .collect();
        let found = proposed(&standings).map(|position| standings[position].number);
        assert_eq!(found, plain_lowest(&standings), "{standings:?}");
        let placed = order(&standings);
        let group = |one: &Standing| if one.pays.is_none() { 2 } else { i64::from(!one.is_whole) };
        for pair in placed.windows(2) {
            let (one, next) = (&standings[pair[0]], &standings[pair[1]]);
            assert!(
                group(one) < group(next) || (group(one) == group(next) && one.pays <= next.pays),
                "{standings:?}"
            );
        }
        let mut all = placed.clone();
        all.sort_unstable();
        assert_eq!(all, (0..standings.len()).collect::<Vec<_>>());
    }
}
