use super::*;
use crate::tests::{evening, portland, reference, usd};
use crate::users::assets::PriceTerms;
use kernel::Id;
use proptest::prelude::*;

mod least_pay;

/// The concession's terms on the day.
fn market_terms() -> Terms {
    let reference = reference();
    let rulebook: &Rulebook = reference.find().unwrap();
    Terms::on(rulebook, kernel::Date::new(2026, 11, 23).unwrap()).unwrap()
}

fn requirement(span: Span) -> Requirement {
    let reference = reference();
    let directory: &crate::directory::Directory = reference.find().unwrap();
    Requirement {
        sector: "35-9021".to_owned(),
        work_place: directory.find_place("97214").unwrap().clone(),
        span,
        is_unpaid: false,
        currency: usd(),
    }
}

/// The lines as (kind, minor units), for a hire made at nine on 23 November 2026.
fn lines(terms: &PriceTerms, span: Span, distance_m: i64) -> Vec<(Label, i64)> {
    terms.rule(Id::from_bits(1)).unwrap();
    let occasion = Occasion::of(&requirement(span), portland(11, 23, 9), &market_terms());
    let lines = terms.lines(&occasion, distance_m).unwrap();
    lines.into_iter().map(|line| (line.label, line.amount.0)).collect()
}

fn plain() -> PriceTerms {
    PriceTerms::plain(usd(), Amount(2_000))
}

#[test]
fn each_part_of_a_rule_is_a_line_of_its_own() {
    let all = PriceTerms {
        evening_bp: BasisPoints(1_000),
        weekend_bp: BasisPoints(2_000),
        short_notice_bp: BasisPoints(500),
        short_notice_minutes: 100_000,
        per_km: Amount(45),
        longer_from_minutes: 240,
        longer_discount_bp: BasisPoints(1_000),
        ..plain()
    };
    // Saturday from five to nine: three hours after six.
    let saturday = lines(&all, evening(11, 28), 6_400);
    assert_eq!(
        saturday,
        [
            (Label::Hours, 8_000),
            (Label::Evening, 600),
            (Label::Weekend, 1_600),
            (Label::ShortNotice, 400),
            (Label::LongerHire, -800),
            (Label::Travel, 288),
        ]
    );
}

#[test]
fn what_does_not_apply_is_no_line() {
    let nearly = PriceTerms {
        weekend_bp: BasisPoints(2_000),
        short_notice_bp: BasisPoints(500),
        short_notice_minutes: 60,
        longer_from_minutes: 241,
        longer_discount_bp: BasisPoints(1_000),
        ..plain()
    };
    assert_eq!(lines(&nearly, evening(11, 27), 6_400), [(Label::Hours, 8_000)]);
}

#[test]
fn the_night_counts_as_evening_until_six() {
    let night = Span::between(portland(11, 26, 5), portland(11, 26, 7)).unwrap();
    let terms = PriceTerms { evening_bp: BasisPoints(5_000), ..plain() };
    assert_eq!(lines(&terms, night, 0), [(Label::Hours, 4_000), (Label::Evening, 1_000)]);
}

#[test]
fn hours_on_the_night_the_clocks_change_are_hours_worked() {
    // Five hours by the sun, from one to five on the wall: the hour from one to two comes twice.
    let autumn = Span::between(portland(11, 1, 1), portland(11, 1, 5)).unwrap();
    assert_eq!(lines(&plain(), autumn, 0), [(Label::Hours, 10_000)]);
    let spring = Span::between(portland(3, 8, 1), portland(3, 8, 5)).unwrap();
    assert_eq!(lines(&plain(), spring, 0), [(Label::Hours, 6_000)]);
}

#[test]
fn a_rule_that_makes_no_sense_is_refused_by_its_field() {
    let table = [
        (PriceTerms { hourly: Amount(0), ..plain() }, "hourly"),
        (PriceTerms { evening_bp: BasisPoints(-1), ..plain() }, "evening_bp"),
        (PriceTerms { minimum_minutes: 14, ..plain() }, "minimum_minutes"),
        (PriceTerms { longer_discount_bp: BasisPoints(9_001), ..plain() }, "longer_discount_bp"),
        (PriceTerms { per_km: Amount(-1), ..plain() }, "per_km"),
    ];
    for (terms, field) in table {
        let refusal = terms.rule(Id::from_bits(1)).unwrap_err();
        assert_eq!(refusal, crate::users::assets::AssetRefusal::BadPriceRule { field });
    }
}

proptest! {
    #[test]
    fn longer_never_costs_less_where_no_discount_begins(quarters in 1_i64..95, hourly in 1_i64..100_000, evening_bp in 0_i64..5_000) {
        let terms = PriceTerms { evening_bp: BasisPoints(evening_bp), ..PriceTerms::plain(usd(), Amount(hourly)) };
        let start = portland(11, 27, 0);
        let price = |quarters: i64| {
            let span = Span::between(start, start.plus_minutes(quarters * 15)).unwrap();
            lines(&terms, span, 0).into_iter().map(|(_, amount)| amount).sum::<i64>()
        };
        prop_assert!(price(quarters) <= price(quarters + 1));
    }
}
