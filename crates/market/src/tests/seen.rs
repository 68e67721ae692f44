//! What is confirmed is what was seen, nobody records more than has passed, and a contradiction is decided by nobody's silence.

use super::awards::{planned, price};
use super::{HERE, Market, confirm, evening, object, portland, record, report};
use crate::price::{Label, Line};
use crate::support::amendment::CallOff;
use crate::support::completion::{
    AcceptOffer, AcceptReport, CompletionRefusal, MakeOffer, Object, PartOffer, RecordDue, Report, SendBack,
};
use crate::support::escrow::Agree;
use crate::trade::part::{PartStage, RecordedAs};
use crate::trade::procedure::Promise;
use crate::trade::{Side, Stage};
use crate::users::reliability::{Outcome, TrackRecord};
use kernel::{Amount, Timestamp};

#[test]
fn nobody_records_more_than_has_passed() {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    let start = portland(11, 27, 17);
    market.pass_time(Timestamp(start.0 + 1_000_000));
    for (minutes, due, passed_minutes) in
        [(0, 240, 0), (14, 15, 0), (15, 30, 15), (119, 120, 105), (239, 240, 225)]
    {
        market.pass_time(start.plus_minutes(minutes).max(market.world.now));
        let stop = market.record(trade, due).unwrap_err();
        assert_eq!(stop.refusal(), Some(&CompletionRefusal::NotPassed { passed_minutes }), "{minutes}");
        market.record(trade, passed_minutes).unwrap();
    }
    market.pass_time(portland(11, 27, 21));
    market.record(trade, 240).unwrap();
    market.check();
}

#[test]
fn who_handed_a_thing_over_need_not_wait_until_it_is_back() {
    let mut market = Market::new();
    let hire = price(vec![Line::of_price(Label::HireHours, Amount(3_000))]);
    let trade = market.made(&[planned(Promise::Use, evening(11, 27), hire)]);
    market.pass_time(portland(11, 27, 17));
    assert_eq!(market.part(trade, 1).performed_by(market.world.now), 240);
}

#[test]
fn an_absence_can_be_reported_over_recorded_hours_and_freezes_them() {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    market.pass_time(portland(11, 27, 21));
    market.record(trade, 60).unwrap();
    let (ana, cafe) = (market.ana, market.cafe);
    let unseen = Report { seen: PartStage::Open, ..report(trade) };
    assert_eq!(market.refused(cafe, &unseen), "trade/changed", "of a record that was not seen");
    let reported = market.report(trade).unwrap();
    // Three hours nobody claims: their money is back. One is disputed, with the way there.
    let disputed = market.part(trade, reported.part);
    assert_eq!((disputed.stage, disputed.quantity), (PartStage::Disputed, 60));
    assert_eq!(market.trade(trade).stage, Stage::Booked);
    let travel: i64 = market
        .full(trade)
        .lines_of(reported.part)
        .filter(|line| line.label == Label::Travel)
        .map(|line| line.amount.0)
        .sum();
    assert!(travel > 0, "the way stays with what is claimed");
    market.check();
    // Her claim stands as her offer: one press says yes to it.
    let offer =
        market.world.all::<PartOffer>().into_iter().find(|offer| offer.part == reported.part).unwrap();
    assert_eq!((offer.side, market.user_balance(ana)), (Side::Seller, 0));
    let accept = AcceptOffer { trade, part: reported.part, offer: offer.id, pays: offer.pays };
    let other = AcceptOffer { pays: Amount(offer.pays.0 - 1), ..accept.clone() };
    assert_eq!(market.refused(cafe, &other), "trade/changed", "of another sum than was seen");
    let settled = market.cafe(&accept).unwrap();
    assert_eq!(settled.paid.amount, offer.pays);
    assert_eq!(market.user_balance(cafe), 50_000 - offer.pays.0);
    assert_eq!(market.trade(trade).stage, Stage::Ended);
    let track = market.world.find::<TrackRecord>((HERE, ana)).unwrap();
    assert_eq!((track.kept_count, track.missed_count), (1, 0), "one trade counts once");
    market.check();
}

#[test]
fn a_report_that_is_answered_with_hours_is_paid_by_nobody_s_silence() {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    market.pass_time(portland(11, 28, 20));
    market.report(trade).unwrap();
    market.pass_time(portland(11, 29, 19));
    let unseen = record(trade, 1, 240);
    let ana = market.ana;
    assert_eq!(market.refused(ana, &unseen), "trade/changed", "a report that was not seen is not answered");
    let answered = market.record(trade, 240).unwrap();
    assert_eq!(answered.answers_at, Some(portland(12, 6, 19)), "a week to agree");
    assert_eq!(market.part(trade, 1).stage, PartStage::Disputed);
    market.pass_time(portland(12, 1, 19));
    assert_eq!(market.user_balance(ana), 0);
    market.pass_time(portland(12, 6, 19));
    assert_eq!(market.trade(trade).outcome, Some(Outcome::Settled));
    market.check();
}

#[test]
fn who_answers_a_report_with_nothing_agrees_to_it() {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    market.pass_time(portland(11, 27, 22));
    market.report(trade).unwrap();
    market.record(trade, 0).unwrap();
    market.pass_time(portland(11, 28, 22));
    assert_eq!(market.trade(trade).outcome, Some(Outcome::Missed));
    assert_eq!(market.user_balance(market.cafe), 50_000);
    market.check();
}

#[test]
fn who_objects_to_all_disputes_what_was_recorded_with_the_way_there() {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    market.pass_time(portland(11, 27, 21));
    market.record(trade, 120).unwrap();
    let cafe = market.cafe;
    let unseen = crate::tests::object(trade, 1, 0, 60);
    assert_eq!(market.refused(cafe, &unseen), "trade/changed");
    let disputed = market.object(trade, 0).unwrap();
    let full = market.full(trade);
    assert!(
        full.lines_of(disputed.part).any(|line| line.label == Label::Travel && line.amount > Amount::ZERO)
    );
    market.check();
}

#[test]
fn a_correction_upwards_seconds_before_silence_counts_gives_the_buyer_the_whole_time_again() {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    market.pass_time(portland(11, 27, 21));
    market.record(trade, 60).unwrap();
    let silence = portland(11, 28, 21);
    market.pass_time(Timestamp(silence.0 - 5_000_000));
    let again = market.record(trade, 240).unwrap().answers_at.unwrap();
    assert_eq!(again, market.world.now.plus_hours(24));
    market.pass_time(silence.plus_minutes(1));
    assert_eq!(market.part(trade, 1).stage, PartStage::Recorded, "five seconds are not enough");
    // Downwards takes nothing away of that.
    let less = market.record(trade, 180).unwrap().answers_at.unwrap();
    assert_eq!(less, again);
    market.pass_time(Timestamp(again.0 - 1));
    assert_eq!(market.part(trade, 1).stage, PartStage::Recorded);
    market.check();
}

#[test]
fn another_reason_for_the_same_amount_is_another_record() {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    market.pass_time(portland(11, 28, 20));
    market.record(trade, 60).unwrap();
    let (reason, seen) = (RecordedAs::NotTaken, PartStage::Recorded);
    let absent = RecordDue { reason, seen, ..record(trade, 1, 60) };
    assert_eq!(market.ana(&absent).unwrap().answers_at, Some(portland(11, 29, 20)));
    let cafe = market.cafe;
    assert_eq!(market.refused(cafe, &confirm(trade, 1, 60)), "trade/changed", "the buyer saw hours worked");
    market.confirm(trade, 60).unwrap();
    assert_eq!(market.trade(trade).outcome, Some(Outcome::BuyerAbsent));
    market.check();
}

#[test]
fn hours_that_are_still_to_be_worked_are_taken_away_by_nobody() {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    market.pass_time(portland(11, 27, 18));
    market.record(trade, 60).unwrap();
    let (ana, cafe) = (market.ana, market.cafe);
    assert_eq!(market.refused(cafe, &confirm(trade, 1, 60)), "trade/not-over", "an hour of four");
    assert_eq!(market.refused(cafe, &object(trade, 1, 45, 60)), "trade/not-over");
    // That nobody came can be said at once. Nothing goes back yet, and what she is owed grows with what she works.
    let reported = market.report(trade).unwrap();
    assert_eq!((reported.part, market.user_balance(cafe)), (1, 50_000 - market.trade(trade).buyer_pays.0));
    market.pass_time(portland(11, 27, 21));
    let whole = market.trade(trade).buyer_pays;
    market.ana(&MakeOffer { trade, part: 1, pays: whole }).unwrap();
    market.pass_time(reported.answer_by);
    let half = market.trade(trade).buyer_pays.0;
    assert!(half > whole.0 / 2 && half < whole.0, "half of four hours, and the way: {half}");
    assert!(market.user_balance(ana) > 0);
    market.check();
}

#[test]
fn who_answers_a_report_while_it_goes_on_claims_no_more_than_was_said() {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    market.pass_time(portland(11, 27, 18));
    market.report(trade).unwrap();
    let answered = market.record(trade, 15).unwrap();
    assert_eq!((market.part(trade, 1).stage, market.user_balance(market.ana)), (PartStage::Disputed, 0));
    let offer = market.world.all::<PartOffer>().remove(0);
    market.pass_time(answered.answers_at.unwrap());
    let paid = market.trade(trade).buyer_pays;
    assert_eq!(paid, offer.pays, "a quarter of an hour and the way, not half of four hours");
    market.check();
}

#[test]
fn what_nobody_settles_is_never_less_than_was_offered_nor_more_than_was_asked() {
    for (pays, side, least, most) in [
        (6_000, Side::Buyer, 6_000, 6_000),
        (2_000, Side::Seller, 2_000, 2_000),
        (2_000, Side::Buyer, 3_500, 4_200),
    ] {
        let mut market = Market::new();
        let trade = market.booked(evening(11, 27));
        market.pass_time(portland(11, 27, 21));
        market.record(trade, 240).unwrap();
        let disputed = market.report(trade).unwrap();
        let offer = MakeOffer { trade, part: disputed.part, pays: Amount(pays) };
        let by = market.trade(trade).user(side);
        market.world.run(by.cast(), &offer).unwrap();
        market.pass_time(disputed.answer_by);
        let paid = 50_000 - market.user_balance(market.cafe);
        assert!((least..=most).contains(&paid), "{side:?} said {pays}: {paid}");
        market.check();
    }
}

#[test]
fn who_accepts_an_offer_pays_and_is_paid_what_was_offered_with_the_way_there() {
    for pays in [1, 333, 649, 3_000, 6_999] {
        let mut market = Market::new();
        let trade = market.booked(evening(11, 27));
        market.pass_time(portland(11, 27, 21));
        market.record(trade, 240).unwrap();
        let disputed = market.object(trade, 0).unwrap();
        let part = disputed.part;
        let offer = market.cafe(&MakeOffer { trade, part, pays: Amount(pays) }).unwrap();
        let settled = market.ana(&AcceptOffer { trade, part, offer, pays: Amount(pays) }).unwrap();
        assert_eq!(settled.paid.amount, Amount(pays));
        assert_eq!(market.user_balance(market.cafe), 50_000 - pays);
        market.check();
    }
}

#[test]
fn nothing_is_said_of_a_part_once_it_is_closed() {
    for how in ["confirmed", "silence", "settled"] {
        let mut market = Market::new();
        let trade = market.booked(evening(11, 27));
        market.pass_time(portland(11, 27, 21));
        market.record(trade, 240).unwrap();
        match how {
            "confirmed" => market.confirm(trade, 240).map(drop).unwrap(),
            "silence" => market.pass_time(portland(11, 28, 21)),
            _ => {
                let disputed = market.object(trade, 0).unwrap();
                market.pass_time(disputed.settles_at);
            }
        }
        let (ana, cafe) = (market.ana, market.cafe);
        let paid = (market.user_balance(ana), market.user_balance(cafe));
        for hours in [0, 1, 24, 24 * 400] {
            market.pass_time(market.world.now.plus_hours(hours));
            let seen = market.part(trade, 1).stage;
            assert_eq!(market.refused(cafe, &Report { seen, ..report(trade) }), "trade/not-now", "{how}");
            for reason in [RecordedAs::Performed, RecordedAs::NotTaken] {
                let record = RecordDue { reason, seen, ..record(trade, 1, 240) };
                assert_eq!(market.refused(ana, &record), "trade/not-now", "{how}");
            }
            assert_eq!(market.refused(cafe, &object(trade, 1, 0, 240)), "trade/not-now", "{how}");
        }
        assert_eq!((market.user_balance(ana), market.user_balance(cafe)), paid);
        market.check();
    }
}

#[test]
fn whoever_acts_says_what_they_saw_and_anything_else_has_changed() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    let held = market.hold(evening(11, 27)).unwrap();
    let trade = held.trade;
    for cents in [-1, 1] {
        let dearer = Agree { trade, expected_pay: Amount(held.buyer_pays.amount.0 + cents) };
        assert_eq!(market.refused(cafe, &dearer), "trade/changed");
    }
    market.cafe(&held.agree()).unwrap();
    market.pass_time(portland(11, 27, 21));
    market.record(trade, 240).unwrap();
    let other_reason = Object { reason: Some(RecordedAs::NotTaken), ..object(trade, 1, 180, 240) };
    assert_eq!(market.refused(cafe, &other_reason), "trade/changed");
    market.record(trade, 0).unwrap();
    market.report(trade).unwrap();
    let accept = |reported| AcceptReport { trade, part: 1, is_restocked: false, reported };
    assert_eq!(market.refused(ana, &accept(60)), "trade/changed", "all four hours are reported");
    market.ana(&accept(240)).unwrap();
    market.check();

    // A stage of a work that was recorded is not what was seen before.
    let mut market = Market::new();
    let lines = price(vec![Line::of_price(Label::Milestone, Amount(8_000))]);
    let trade = market.made(&[planned(Promise::Milestone, evening(11, 27), lines)]);
    market.ana(&record(trade, 1, 1)).unwrap();
    let reason = Some(RecordedAs::Performed);
    let again = SendBack { trade, part: 1, until: portland(12, 3, 9), recorded: 1, reason };
    for unseen in [SendBack { recorded: 0, ..again.clone() }, SendBack { reason: None, ..again.clone() }] {
        assert_eq!(market.refused(cafe, &unseen), "trade/changed");
    }
    market.cafe(&again).unwrap();
    market.check();
}

#[test]
fn who_says_nothing_of_a_share_has_seen_that_it_is_free_to_call_off() {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    market.pass_time(portland(11, 27, 10));
    let (cafe, unseen) = (market.cafe, CallOff { trade, part: 1, expected_bp: None });
    assert_eq!(market.refused(cafe, &unseen), "trade/changed", "it costs half by now");
    market.ana(&unseen).unwrap();
    assert_eq!(market.user_balance(cafe), 50_000, "hers is free");
    market.check();
}
