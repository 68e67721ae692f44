use super::*;
use kernel::BasisPoints;
use proptest::prelude::*;

fn line(section: Section, label: Label, amount: i64) -> Line {
    Line { section, label, amount: Amount(amount), rule: None, counterparty: None }
}

fn price(lines: &[(Section, Label, i64)]) -> Waterfall {
    let lines = lines.iter().map(|(section, label, amount)| line(*section, *label, *amount)).collect();
    Waterfall { currency: Currency::new("USD").unwrap(), lines }
}

fn evening() -> Waterfall {
    price(&[
        (Section::Price, Label::Hours, 7_200),
        (Section::Price, Label::Evening, 540),
        (Section::Price, Label::Travel, 170),
        (Section::Markup, Label::OperatorMarkup, 79),
        (Section::Markup, Label::FranchiseShare, 40),
        (Section::Subsidy, Label::Subsidy, 791),
        (Section::Withholding, Label::Withholding, 1_210),
    ])
}

fn share(of: i64, out_of: i64) -> Share {
    Share::new(of, out_of).unwrap()
}

fn amounts(price: &Waterfall) -> Vec<i64> {
    price.lines.iter().map(|line| line.amount.0).collect()
}

#[test]
fn the_totals_are_sums_of_their_lines() {
    let evening = evening();
    assert_eq!(evening.price(), Ok(Amount(7_910)));
    assert_eq!(evening.total(), Ok(Amount(8_029)));
    assert_eq!(evening.payer_pays(), Ok(Amount(7_238)));
    assert_eq!(evening.payee_receives(), Ok(Amount(6_700)));
    assert_eq!(evening.held(), Ok(Amount(8_029)));
}

#[test]
fn what_passes_through_is_neither_priced_nor_lost() {
    let bond = price(&[(Section::Passed, Label::Bond, 8_000)]);
    assert_eq!((bond.price(), bond.payer_pays()), (Ok(Amount(0)), Ok(Amount(8_000))));
    assert_eq!(bond.payee_receives(), Ok(Amount(8_000)));
}

#[test]
fn half_the_work_is_half_of_each_line_but_all_of_the_way() {
    assert_eq!(amounts(&evening().scaled(share(120, 240)).unwrap()), [3_600, 270, 170, 40, 20, 396, 605]);
    assert_eq!(evening().scaled(share(0, 240)).unwrap().payer_pays(), Ok(Amount(0)), "no work, no way");
    assert_eq!(evening().scaled(share(240, 240)).unwrap(), evening());
}

#[test]
fn three_lines_of_one_and_a_subsidy_of_two_can_be_halved() {
    let odd = price(&[
        (Section::Price, Label::Hours, 1),
        (Section::Price, Label::Evening, 1),
        (Section::Price, Label::Weekend, 1),
        (Section::Subsidy, Label::Subsidy, 2),
    ]);
    let half = odd.scaled(Share::HALF).unwrap();
    assert_eq!(amounts(&half), [1, 1, 0, 1], "half of the price, rounded up, less half of the subsidy");
}

#[test]
fn divided_by_lines_the_goods_go_and_the_way_stays() {
    // Walk 4: apples 650, carrots 180, delivery 300; the apples go back.
    let basket = price(&[
        (Section::Price, Label::Item, 650),
        (Section::Price, Label::Item, 180),
        (Section::Price, Label::Delivery, 300),
        (Section::Markup, Label::OperatorMarkup, 11),
        (Section::Markup, Label::FranchiseShare, 6),
    ]);
    let (stays, goes) = basket.divided(&Cut::Lines(&[(0, Share::ALL)])).unwrap().unwrap();
    assert_eq!((amounts(&stays), amounts(&goes)), (vec![0, 180, 300, 2, 1], vec![650, 0, 0, 9, 5]));
    let (stays, goes) = basket.divided(&Cut::Lines(&[(0, share(1, 2))])).unwrap().unwrap();
    assert_eq!(
        (amounts(&stays)[..3].to_vec(), amounts(&goes)[..3].to_vec()),
        (vec![325, 180, 300], vec![325, 0, 0])
    );
}

#[test]
fn a_share_is_what_the_payer_can_pay_and_no_more() {
    let owed = price(&[(Section::Passed, Label::Principal, 1_000), (Section::Price, Label::Interest, 5)]);
    for there in [0, 1, 299, 300, 700, 1_004, 1_005, 9_999] {
        let share = owed.of_amount(Amount(there)).unwrap();
        let due = owed.scaled(share).unwrap().payer_pays().unwrap();
        assert!(due.0 <= there && there.min(1_005) - due.0 <= 2, "{there}: {due:?}");
    }
}

/// The amounts of both halves of a price cut by a share, if it can be.
fn halves(whole: &Waterfall, second: Share) -> Option<[Vec<i64>; 2]> {
    let halves = whole.divided(&Cut::Share(second)).unwrap();
    halves.map(|(first, second)| [amounts(&first), amounts(&second)])
}

#[test]
fn of_one_and_a_half_each_side_gets_a_fair_half() {
    // What is withheld gives way in the second half too: without that the payee would owe a unit.
    let odd = price(&[
        (Section::Price, Label::Hours, 2),
        (Section::Promotion, Label::LongerHire, -1),
        (Section::Withholding, Label::Withholding, 1),
    ]);
    assert_eq!(halves(&odd, Share::HALF), Some([vec![1, 0, 1], vec![1, -1, 0]]));
}

#[test]
fn no_line_that_gives_way_is_above_what_was_agreed_or_below_nothing() {
    let two_funds = price(&[
        (Section::Passed, Label::Principal, 2),
        (Section::Markup, Label::OperatorMarkup, 2),
        (Section::Subsidy, Label::Subsidy, 1),
        (Section::Subsidy, Label::Subsidy, 3),
    ]);
    let cut = |of| amounts(&two_funds.scaled(share(of, 4)).unwrap());
    assert_eq!(cut(3), [2, 2, 1, 3], "the first fund gave all it had promised, so the second gives the unit");
    assert_eq!(cut(1), [0, 0, 0, 0], "the first gives nothing, so the second takes the unit back");
}

#[test]
fn of_a_price_of_odd_units_neither_side_owes_a_half() {
    // Line by line, the payee of the first half would owe a unit.
    let vouchers = price(&[
        (Section::Price, Label::Hours, 2),
        (Section::Promotion, Label::LongerHire, -1),
        (Section::Promotion, Label::LongerHire, -1),
        (Section::Markup, Label::OperatorMarkup, 2),
    ]);
    assert_eq!(halves(&vouchers, share(2, 6)), Some([vec![2, -1, -1, 1], vec![0, 0, 0, 1]]));
    // Line by line, the payer of the first half would pay a unit of a price of nothing.
    let free = price(&[
        (Section::Price, Label::Hours, 1),
        (Section::Price, Label::Evening, 1),
        (Section::Promotion, Label::LongerHire, -2),
    ]);
    assert_eq!(halves(&free, share(1, 3)), Some([vec![0, 1, -1], vec![1, 0, -1]]));
}

#[test]
fn a_voucher_goes_with_the_goods_it_was_taken_off() {
    let basket = price(&[
        (Section::Price, Label::Item, 600),
        (Section::Price, Label::Item, 200),
        (Section::Promotion, Label::LongerHire, -80),
    ]);
    let (stays, goes) = basket.divided(&Cut::Lines(&[(0, Share::ALL)])).unwrap().unwrap();
    assert_eq!([amounts(&stays), amounts(&goes)], [vec![0, 200, -20], vec![600, 0, -60]]);
}

#[test]
fn what_the_payer_can_pay_is_the_largest_share_there_is() {
    let third = price(&[
        (Section::Price, Label::Hours, 5),
        (Section::Price, Label::Evening, 5),
        (Section::Price, Label::Weekend, 5),
    ]);
    for there in 0..15 {
        let largest = third.of_amount(Amount(there)).unwrap();
        let pays = |of| third.scaled(share(of, 15)).unwrap().payer_pays().unwrap().0;
        let fits = (1..=there).rev().find(|of| pays(*of) <= there);
        assert_eq!(largest, fits.map_or(Share::NOTHING, |of| share(of, 15)), "{there}");
    }
    assert_eq!(third.of_amount(Amount(-1)), Ok(Share::NOTHING));
    for there in [15, 16] {
        assert_eq!(third.of_amount(Amount(there)), Ok(Share::ALL), "{there}");
    }
    for there in [-1, 0, 1] {
        assert_eq!(price(&[]).of_amount(Amount(there)), Ok(Share::ALL), "what costs nothing is paid");
    }
}

#[test]
fn a_share_is_between_none_and_all() {
    for (bp, expected) in [(-1, share(0, 10_000)), (0, share(0, 10_000)), (2_500, share(2_500, 10_000))] {
        assert_eq!(Share::ratio(BasisPoints(bp)), expected);
    }
    for bp in [10_000, 10_001] {
        assert!(Share::ratio(BasisPoints(bp)).is_all(), "{bp}");
    }
    for (of, out_of) in [(-1, 4), (5, 4), (0, 0), (0, -1), (1, 0)] {
        assert_eq!(Share::new(of, out_of), None, "{of} of {out_of}");
    }
    assert_eq!(share(1, 4).rest(), share(3, 4));
}

#[test]
fn counterparties_are_written_as_the_rulebook_writes_them() {
    for text in ["user_tax_pot", "operator", "franchise", "authority:us-irs", "fund:concession-welcome"] {
        assert_eq!(Counterparty::parse(text).unwrap().to_string(), text);
    }
    for wrong in ["", "seller", "authority:", "fund", "operator:x", "Fund:a"] {
        assert_eq!(Counterparty::parse(wrong), None, "{wrong}");
    }
}

/// What must hold of a price that was cut, whatever it was: nobody pays more or is below zero, and what flows in is what
/// flows out.
fn check(cut: &Waterfall, whole: &Waterfall) {
    let pays = cut.payer_pays().unwrap();
    assert!(Amount::ZERO <= pays && pays <= whole.payer_pays().unwrap(), "{cut:?} of {whole:?}");
    assert!(cut.payee_receives().unwrap() >= Amount::ZERO, "{cut:?} of {whole:?}");
    assert!(
        cut.lines
            .iter()
            .zip(&whole.lines)
            .all(|(cut, whole)| cut.amount.0.abs() <= whole.amount.0.abs().max(0))
    );
    let added: i64 = cut.added().map(|line| line.amount.0).sum();
    let out = cut.payee_receives().unwrap().0 + cut.withheld().unwrap().0 + added;
    assert_eq!(cut.held().unwrap().0, out);
}

/// Cuts a price of `minor` units at every share with a denominator up to `most`.
fn cut_everywhere(minor: i64, subsidy_bp: i64, withheld_bp: i64, most: i64) {
    let part = |bp: i64| Amount(minor).share(BasisPoints(bp), kernel::Rounding::HalfEven).unwrap().0;
    let third = minor / 3;
    let mut whole = price(&[
        (Section::Price, Label::Hours, minor - 2 * third),
        (Section::Price, Label::Evening, third),
        (Section::Price, Label::Weekend, third),
        (Section::Markup, Label::OperatorMarkup, part(100)),
        (Section::Markup, Label::FranchiseShare, part(50)),
    ]);
    let subsidy = whole.total().unwrap().0 * subsidy_bp / 10_000;
    whole.lines.push(line(Section::Subsidy, Label::Subsidy, subsidy));
    whole.lines.push(line(Section::Withholding, Label::Withholding, part(withheld_bp)));
    for out_of in 1..=most {
        for of in 0..=out_of {
            let due = whole.scaled(share(of, out_of)).unwrap();
            check(&due, &whole);
            if let Some((first, second)) = whole.divided(&Cut::Share(share(of, out_of))).unwrap() {
                check(&first, &whole);
                check(&second, &whole);
                let sums = first.lines.iter().zip(&second.lines).map(|(a, b)| a.amount.0 + b.amount.0);
                assert_eq!(sums.collect::<Vec<_>>(), amounts(&whole));
            }
        }
    }
}

#[test]
fn every_small_price_can_be_cut_at_every_quarter_hour() {
    for minor in 1..=60 {
        for (subsidy_bp, withheld_bp) in [(0, 0), (6_700, 0), (0, 1_530), (9_000, 10_000)] {
            cut_everywhere(minor, subsidy_bp, withheld_bp, 12);
        }
    }
}

/// All prices of 1 to 10,000 minor units at every share of up to 96 quarter-hours; a sample of them where time is short.
#[test]
fn every_price_can_be_cut_at_every_quarter_hour() {
    let step = if testkit::is_long() { 1 } else { 997 };
    for minor in (1..=10_000).step_by(step) {
        for (subsidy_bp, withheld_bp) in [(0, 0), (6_700, 0), (0, 1_530), (9_000, 10_000)] {
            cut_everywhere(minor, subsidy_bp, withheld_bp, 96);
        }
    }
}

proptest! {
    /// Travel, discounts, subsidies, withholdings of any size: nobody is ever below zero.
    #[test]
    fn whatever_the_lines_a_cut_is_fair(
        hours in 1_i64..50_000, travel in 0_i64..5_000, discount in 0_i64..30_000, subsidy_bp in 0_i64..9_000,
        withheld_bp in 0_i64..=10_000, (of, out_of) in (1_i64..=96).prop_flat_map(|out_of| (0..=out_of, Just(out_of))),
    ) {
        let base = price(&[
            (Section::Price, Label::Hours, hours),
            (Section::Promotion, Label::LongerHire, -discount.min(hours)),
            (Section::Price, Label::Travel, travel),
            (Section::Markup, Label::OperatorMarkup, (hours + travel) / 100),
        ]);
        let mut whole = base.clone();
        whole.lines.push(line(Section::Subsidy, Label::Subsidy, base.total().unwrap().0 * subsidy_bp / 10_000));
        let withheld = base.price().unwrap().0 * withheld_bp / 10_000;
        whole.lines.push(line(Section::Withholding, Label::Withholding, withheld));
        check(&whole.scaled(share(of, out_of)).unwrap(), &whole);
        if let Some((first, second)) = whole.divided(&Cut::Share(share(of, out_of))).unwrap() {
            check(&first, &whole);
            check(&second, &whole);
        }
    }
}
