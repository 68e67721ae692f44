//! Work that asks the least pay for an hour or more is offered, whatever its length, and never paid below what the law's card
//! says for the time that was worked.

use super::*;
use crate::directory::Directory;
use crate::options::booking_checks::CheckRefusal;
use crate::price::Share;
use crate::tests::Market;
use kernel::Locality;

/// Up to this much above the least pay for an hour, in minor units.
const ABOVE: i64 = 500;
/// The longest work, in quarter-hours.
const QUARTERS: i64 = 48;

/// Somebody of full age who has everything that is asked for.
fn candidate() -> Candidate {
    let mut market = Market::new();
    let (ana, offering) = (market.ana, market.offering);
    let parties = market.step(|_, draft| Ok(PartyFacts::of(draft, None, ana, false)?)).unwrap();
    let offering = market.world.find((Locality(1), offering)).unwrap();
    Candidate { offering, terms: None, parties, waives_notice: false }
}

fn asking(hourly: i64) -> PriceTerms {
    PriceTerms { minimum_minutes: 15, distance_max_m: 1_000_000, ..PriceTerms::plain(usd(), Amount(hourly)) }
}

/// Work of so many quarter-hours, from eight on a working day on.
fn work(post_code: &str, quarters: i64) -> Requirement {
    let reference = reference();
    let directory: &Directory = reference.find().unwrap();
    let from = portland(11, 27, 8);
    let span = Span::between(from, from.plus_minutes(quarters * 15)).unwrap();
    Requirement { work_place: directory.find_place(post_code).unwrap().clone(), ..requirement(span) }
}

/// Checks every length at hourly prices from just below the least pay on, so many apart.
fn at(post_code: &str, least: i64, apart: usize) {
    let (reference, candidate, terms) = (reference(), candidate(), market_terms());
    let rulebook: &Rulebook = reference.find().unwrap();
    let now = portland(11, 23, 9);
    let limits = FundLimits::new();
    // What the card says for each length.
    let mut floors = vec![0];
    for quarters in 1..=QUARTERS {
        let requirement = work(post_code, quarters);
        let pricing = Pricing::new(&requirement, rulebook, &terms, now);
        let option = |hourly: i64| {
            let asked = asking(hourly);
            let (offering, parties) = (&candidate.offering, &candidate.parties);
            let terms = Some(&asked);
            let offered = Offered { offering, terms, parties, waives_notice: false, distance_m: 0 };
            pricing.option(offered, &limits)
        };
        let floor = option(least).unwrap().verdict.floor.unwrap().amount_minor;
        assert_eq!(floor, (least * quarters + 3) / 4, "the card rounds up");
        floors.push(floor);
        if let Err(stop) = option(least - 1) {
            assert!(matches!(stop.refusal(), Some(CheckRefusal::BelowFloor { .. })), "{stop:?}");
        }
        for hourly in (least..=least + ABOVE).step_by(apart) {
            let price =
                option(hourly).unwrap_or_else(|stop| panic!("{hourly} for {quarters}: {stop:?}")).waterfall;
            for (worked, floor) in (0..).zip(&floors) {
                let due = price.scaled(Share::new(worked, quarters).unwrap()).unwrap().price().unwrap().0;
                assert!(
                    due >= *floor,
                    "{hourly}: {worked} of {quarters} quarter-hours: {due} is below {floor}"
                );
            }
        }
    }
}

#[test]
fn every_length_at_every_price_from_the_least_pay_on_is_offered_and_never_settles_below_it() {
    let apart = if testkit::is_long() { 1 } else { 23 };
    for (post_code, least) in [("97214", 1_630), ("97016", 1_505), ("98601", 1_713)] {
        at(post_code, least, apart);
    }
}

#[test]
fn three_quarters_of_an_hour_at_the_least_pay_are_offered_and_paid_to_the_card_s_cent() {
    let (reference, terms) = (reference(), market_terms());
    let rulebook: &Rulebook = reference.find().unwrap();
    for (quarters, cents) in [(3, 1_223), (7, 2_853), (11, 4_483)] {
        let requirement = work("97214", quarters);
        let pricing = Pricing::new(&requirement, rulebook, &terms, portland(11, 23, 9));
        let lines = asking(1_630).lines(pricing.occasion(), 0).unwrap();
        assert_eq!(lines.iter().map(|line| line.amount.0).collect::<Vec<_>>(), [cents]);
        // Three quarters of an hour of a whole one, too.
        let hour = Waterfall { currency: usd(), lines: vec![Line::of_price(Label::Hours, Amount(1_630))] };
        let worked = hour.scaled(Share::new(3, 4).unwrap()).unwrap();
        assert_eq!(worked.price(), Ok(Amount(1_223)));
    }
}
