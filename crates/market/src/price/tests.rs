use super::*;
use proptest::prelude::*;

fn line(kind: LineKind, amount: i64) -> Line {
    Line { kind, amount: Amount(amount), rule: None, counterparty: None }
}

fn price(lines: &[(LineKind, i64)]) -> Waterfall {
    let lines = lines.iter().map(|(kind, amount)| line(*kind, *amount)).collect();
    Waterfall { currency: Currency::new("USD").unwrap(), lines }
}

fn evening() -> Waterfall {
    price(&[
        (LineKind::Hours, 7_200),
        (LineKind::Evening, 540),
        (LineKind::Travel, 170),
        (LineKind::OperatorMarkup, 79),
        (LineKind::FranchiseShare, 40),
        (LineKind::Subsidy, 791),
        (LineKind::Withholding, 1_210),
    ])
}

#[test]
fn the_totals_are_sums_of_their_lines() {
    let evening = evening();
    assert_eq!(evening.seller_price(), Ok(Amount(7_910)));
    assert_eq!(evening.total(), Ok(Amount(8_029)));
    assert_eq!(evening.buyer_pays(), Ok(Amount(7_238)));
    assert_eq!(evening.seller_receives(), Ok(Amount(6_700)));
}

#[test]
fn half_the_work_is_half_of_each_line_but_all_of_the_way() {
    let half = evening().for_work(120, 240).unwrap();
    let amounts: Vec<_> = half.lines.iter().map(|line| line.amount.0).collect();
    assert_eq!(amounts, [3_600, 270, 170, 40, 20, 396, 605]);
    assert_eq!(evening().for_work(0, 240).unwrap().buyer_pays(), Ok(Amount(0)), "no work, no way");
    assert_eq!(evening().for_work(240, 240).unwrap(), evening());
}

proptest! {
    /// What flows in is what flows out, whatever was worked, and nobody pays more than was agreed.
    #[test]
    fn less_work_never_costs_a_buyer_more(
        hours in 1_i64..50_000, travel in 0_i64..5_000, subsidy_bp in 0_i64..9_000, worked in 0_i64..240,
    ) {
        let base = price(&[
            (LineKind::Hours, hours), (LineKind::Travel, travel),
            (LineKind::OperatorMarkup, (hours + travel) / 100), (LineKind::FranchiseShare, (hours + travel) / 200),
        ]);
        let mut agreed = base.clone();
        let subsidy = base.total().unwrap().0 * subsidy_bp / 10_000;
        agreed.lines.push(line(LineKind::Subsidy, subsidy));
        let due = agreed.for_work(worked, 240).unwrap();
        prop_assert!(due.buyer_pays().unwrap() <= agreed.buyer_pays().unwrap());
        prop_assert!(due.buyer_pays().unwrap() >= Amount::ZERO);
        prop_assert!(due.subsidies().unwrap() <= agreed.subsidies().unwrap());
        let flows_in = due.buyer_pays().unwrap().0 + due.subsidies().unwrap().0;
        let flows_out = due.seller_receives().unwrap().0 + due.withheld().unwrap().0
            + due.added().map(|line| line.amount.0).sum::<i64>();
        prop_assert_eq!(flows_in, flows_out);
    }
}
