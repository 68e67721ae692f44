use super::*;
use crate::tests::{HERE, Market, code, evening, portland};
use crate::users::taking::Taking;
use kernel::{CommandRefusal, Date};

fn day(month: i8, day: i8) -> Day {
    Day::of(Date::new(2026, month, day).unwrap())
}

/// What a register answers of Ana's card.
fn answer(market: &Market, stage: ClaimStage, expires_on: Option<Day>) -> RecordCheck {
    let (claim, issuer) = (FOOD_HANDLER_CARD.to_owned(), "register".to_owned());
    RecordCheck { user: market.ana, claim, stage, issuer, expires_on }
}

fn answered(market: &mut Market, stage: ClaimStage, expires_on: Option<Day>) {
    let answer = answer(market, stage, expires_on);
    market.world.run(Id::SYSTEM, &answer).unwrap();
}

fn card(market: &Market) -> Credential {
    market.world.find((HERE, market.ana, FOOD_HANDLER_CARD.to_owned())).unwrap()
}

#[test]
fn a_claim_holds_through_its_last_day_while_it_is_verified() {
    let credential = |stage, expires_on| Credential {
        locality: HERE,
        user_id: Id::from_bits(1),
        claim: FOOD_HANDLER_CARD.to_owned(),
        stage,
        issuer: String::new(),
        expires_on,
        checked_at: Timestamp(0),
    };
    let last = Some(day(11, 27));
    for (stage, expires_on, on, holds) in [
        (ClaimStage::Verified, None, day(11, 28), true),
        (ClaimStage::Verified, last, day(11, 26), true),
        (ClaimStage::Verified, last, day(11, 27), true),
        (ClaimStage::Verified, last, day(11, 28), false),
        (ClaimStage::Revoked, None, day(11, 26), false),
        (ClaimStage::Revoked, last, day(11, 26), false),
    ] {
        assert_eq!(credential(stage, expires_on).holds_on(on), holds, "{stage:?} {expires_on:?} {on:?}");
    }
}

#[test]
fn what_a_register_answers_last_stands() {
    let mut market = Market::new();
    let first = card(&market);
    assert_eq!((first.stage, first.issuer.as_str()), (ClaimStage::Verified, "demo register"));
    market.pass_time(portland(11, 24, 9));
    answered(&mut market, ClaimStage::Revoked, Some(day(12, 1)));
    let expected = Credential {
        stage: ClaimStage::Revoked,
        issuer: "register".to_owned(),
        expires_on: Some(day(12, 1)),
        checked_at: portland(11, 24, 9),
        ..first
    };
    assert_eq!(card(&market), expected);
    answered(&mut market, ClaimStage::Verified, None);
    assert_eq!((card(&market).stage, card(&market).expires_on), (ClaimStage::Verified, None));
    assert_eq!(market.world.count(Credential::TABLE), 1, "one row a claim");
}

#[test]
fn who_has_lost_the_card_or_will_have_is_not_held() {
    for (stage, expires_on, is_held) in [
        (ClaimStage::Revoked, None, false),
        (ClaimStage::Verified, Some(day(11, 26)), false),
        (ClaimStage::Verified, Some(day(11, 27)), true),
    ] {
        let mut market = Market::new();
        answered(&mut market, stage, expires_on);
        let held = market.hold(evening(11, 27)).map(drop).map_err(code);
        let expected = if is_held { Ok(()) } else { Err("booking-checks/denied".to_owned()) };
        assert_eq!(held, expected, "{stage:?} {expires_on:?}");
    }
}

#[test]
fn a_card_that_is_revoked_while_hours_are_held_stops_the_agreement() {
    let mut market = Market::new();
    let trade = market.hold(evening(11, 27)).unwrap().trade;
    answered(&mut market, ClaimStage::Revoked, None);
    assert_eq!(market.book(trade).map_err(code).unwrap_err(), "booking-checks/denied");
    let part = market.part(trade, 1);
    assert!(matches!(part.takings([]).unwrap()[..], [Taking::Hours { .. }]), "the hours stay kept");
    answered(&mut market, ClaimStage::Verified, None);
    market.book(trade).unwrap();
    market.check();
}

#[test]
fn only_the_market_records_what_a_register_answers_and_only_of_its_users() {
    let mut market = Market::new();
    let revoked = answer(&market, ClaimStage::Revoked, None);
    for by in [market.ana, market.cafe] {
        let stop = market.world.run(by.cast(), &revoked).unwrap_err();
        assert_eq!(stop.refusal(), Some(&CommandRefusal::NotTheMarket));
    }
    let stranger = RecordCheck { user: Id::fresh(market.world.now, HERE, 7), ..revoked };
    assert!(matches!(market.world.run(Id::SYSTEM, &stranger), Err(Stop::Absent("users"))));
    assert_eq!((card(&market).stage, market.world.count(Credential::TABLE)), (ClaimStage::Verified, 1));
}
