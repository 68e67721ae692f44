//! What is refused on the way through a trade, and in which order.

use super::*;

#[test]
fn refusals_of_a_hold_in_their_order() {
    let mut market = Market::new();
    let hold = market.hold_command(evening(11, 27));
    let (ana, cafe) = (market.ana, market.cafe);
    assert_eq!(market.refused(ana, &hold), "command/not-yours");
    let own = HoldWork { buyer: ana, ..hold.clone() };
    assert_eq!(market.refused(ana, &own), "trade/own-offering");
    let nowhere = HoldWork { post_code: "00000".parse().unwrap(), ..hold.clone() };
    assert_eq!(market.refused(cafe, &nowhere), "assets/unknown-place");
    let table = [
        (Span::between(portland(11, 22, 9), portland(11, 22, 12)), "stored-availability/past"),
        (Span::between(portland(11, 23, 10), portland(11, 23, 12)), "stored-availability/too-soon"),
        (
            Span::between(portland(11, 27, 17), portland(11, 27, 17).plus_minutes(45)),
            "stored-availability/too-short",
        ),
        (Span::between(portland(11, 27, 6), portland(11, 27, 9)), "availability/not-offered"),
    ];
    for (span, refusal) in table {
        let hold = HoldWork { span: span.unwrap(), ..hold.clone() };
        assert_eq!(market.refused(cafe, &hold), refusal);
    }
    let far = HoldWork { post_code: "97028".parse().unwrap(), ..hold.clone() };
    assert_eq!(market.refused(cafe, &far), "stored-availability/too-far");
    let cheaper = HoldWork { expected_pay: Some(Amount(1)), ..hold.clone() };
    assert_eq!(market.refused(cafe, &cheaper), "trade/price-changed");
    let paused =
        SetOfferingStage { offering: market.offering, stage: crate::users::assets::OfferingStage::Paused };
    market.ana(&paused).unwrap();
    assert_eq!(market.refused(cafe, &hold), "stored-availability/not-open");
    market.check();
}

#[test]
fn the_law_of_the_place_of_work_is_kept() {
    let mut market = Market::new();
    // Without the card that the place asks for.
    let ben = user(&mut market.world, "ben", UserKind::Person);
    let cheap = offer(&mut market.world, ben, PriceTerms::plain(usd(), Amount(1_700)));
    let hold = HoldWork { offering: cheap, ..market.hold_command(evening(11, 27)) };
    let stop = market.cafe(&hold).unwrap_err();
    let Some(CheckRefusal::Denied { rule, reason }) = stop.refusal() else { panic!("{stop:?}") };
    assert_eq!(
        (rule.as_str(), reason.as_str()),
        ("us-or-food-handler-card@1", "needs_verification:seller.has_food_handler_card")
    );

    // Below the least pay inside the urban growth boundary, 16.30 an hour.
    let low = offer(&mut market.world, market.ana, PriceTerms::plain(usd(), Amount(1_629)));
    let stop = market.cafe(&HoldWork { offering: low, ..market.hold_command(evening(11, 27)) }).unwrap_err();
    let Some(CheckRefusal::BelowFloor { least, .. }) = stop.refusal() else { panic!("{stop:?}") };
    assert_eq!(least.amount, Amount(6_520));
    let enough = offer(&mut market.world, market.ana, PriceTerms::plain(usd(), Amount(1_630)));
    market.cafe(&HoldWork { offering: enough, ..market.hold_command(evening(11, 27)) }).unwrap();
}

#[test]
fn nobody_books_without_the_money() {
    let mut market = Market::new();
    let poor = user(&mut market.world, "poor", UserKind::Organization);
    let hold = HoldWork { buyer: poor, ..market.hold_command(evening(11, 27)) };
    let held = market.world.run(poor.cast(), &hold).unwrap();
    let agree = held.agree();
    let stop = market.world.run(poor.cast(), &agree).unwrap_err();
    assert_eq!(stop.refusal(), Some(&LedgerRefusal::Insufficient { missing: held.buyer_pays }));
    let stage = market.trade(held.trade).stage;
    assert_eq!(stage, Stage::Held, "the hours are still kept while money is fetched");
    market.deposit(poor, held.buyer_pays.amount.0);
    market.world.run(poor.cast(), &agree).unwrap();
    market.check();
}

#[test]
fn the_operators_own_people_neither_buy_nor_sell() {
    let mut market = Market::new();
    let staff = user(&mut market.world, "staff", UserKind::Person);
    let member: User = market.world.find((HERE, staff)).unwrap();
    let operator = User { role: Role::Operator, ..member };
    market.world.step(HERE, |draft| Ok(draft.put(&operator)?)).unwrap();
    let hold = HoldWork { buyer: staff, ..market.hold_command(evening(11, 27)) };
    assert_eq!(market.refused(staff, &hold), "users/operators-never-trade");
    let offer = OfferWork {
        locality: HERE,
        sector: PORTER.to_owned(),
        post_code: "97214".parse().unwrap(),
        terms: Some(PriceTerms::plain(usd(), Amount(2_000))),
    };
    assert_eq!(market.refused(staff, &offer), "users/operators-never-trade");
    let payment = crate::admin::payment_transfer::RequestPayment {
        user: staff,
        direction: crate::admin::payment_transfer::Direction::Deposit,
        amount: Amount(100).of(usd()),
    };
    assert_eq!(market.refused(staff, &payment), "users/operators-never-trade");
}

#[test]
fn only_the_sides_and_the_timer_move_a_trade() {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    let (ana, cafe) = (market.ana, market.cafe);
    let other = user(&mut market.world, "other", UserKind::Person);
    assert_eq!(market.refused(other, &call_off(trade)), "trade/not-a-side");
    assert_eq!(market.refused(ana, &crate::tests::confirm(trade, 1, 240)), "trade/not-the-buyer");
    assert_eq!(market.refused(ana, &report(trade)), "trade/not-the-buyer");
    assert_eq!(market.refused(cafe, &record(trade, 1, 0)), "trade/not-the-seller");
    assert_eq!(market.refused(cafe, &Tick { trade }), "command/not-the-market");
    assert_eq!(market.refused(cafe, &crate::tests::confirm(trade, 1, 240)), "trade/not-over");
    assert_eq!(market.refused(ana, &record(trade, 1, 60)), "trade/not-begun");
    market.pass_time(portland(11, 27, 18));
    for minutes in [-15, 7, 255] {
        let stop = market.record(trade, minutes).unwrap_err();
        assert_eq!(stop.refusal(), Some(&CompletionRefusal::NotThisMuch { most: 240 }), "{minutes}");
    }
    assert!(matches!(market.ana(&record(trade, 7, 60)), Err(Stop::Absent("part"))));
}
