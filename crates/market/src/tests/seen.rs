//! What is confirmed is what was seen, nobody records more than has passed, and a contradiction is decided by nobody's silence.

use super::awards::{planned, price};
use super::{HERE, Market, confirm, evening, portland, record, report};
use crate::price::{Label, Line};
use crate::support::completion::{AcceptOffer, CompletionRefusal, Object, PartOffer, RecordDue, Report};
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
    market.pass_time(portland(11, 27, 18));
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
    let settled = market.cafe(&AcceptOffer { trade, part: reported.part, offer: offer.id }).unwrap();
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
    let unseen = Object { trade, part: 1, due: 0, recorded: 60 };
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
