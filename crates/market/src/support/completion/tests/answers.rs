//! Answers to what is said, at their limits.

use super::*;
use crate::price::Line;
use crate::tests::awards::{planned, price};
use crate::trade::award::AwardPart;
use crate::trade::procedure::Promise;

fn hours(amount: i64) -> AwardPart {
    planned(Promise::Work, evening(11, 27), price(vec![Line::of_price(Label::Hours, Amount(amount))]))
}

fn told(market: &Market, user: Id<User>, code: &str) -> usize {
    let all = market.world.all::<Notice>();
    all.iter().filter(|notice| notice.user_id == user && notice.code == code).count()
}

#[test]
fn who_worked_nothing_is_told_of_nothing_paid() {
    let mut market = Market::new();
    let trade = market.made(&[hours(8_000)]);
    market.pass_time(portland(11, 27, 21));
    market.record(trade, 0).unwrap();
    market.confirm(trade, 0).unwrap();
    assert_eq!((outcome(&market, trade), market.user_balance(market.ana)), (Some(Outcome::Missed), 0));
    assert_eq!(told(&market, market.ana, "trade/paid"), 1);
    assert_eq!(told(&market, market.cafe, "trade/settled"), 1);
    market.check();
}

/// A stage of a work, until nine on 27 November.
fn milestone(market: &mut Market) -> Id<Trade> {
    let lines = price(vec![Line::of_price(Label::Milestone, Amount(8_000))]);
    market.made(&[planned(Promise::Milestone, evening(11, 27), lines)])
}

#[test]
fn a_stage_of_a_work_is_sent_back_with_a_new_end_that_is_never_over() {
    let mut market = Market::new();
    let trade = milestone(&mut market);
    let reason = Some(RecordedAs::Performed);
    let send_back = |until| SendBack { trade, part: 1, until, recorded: 1, reason };
    let (start, now) = (portland(11, 27, 17), market.world.now);
    // (until when it is wanted, until when it is)
    for (wanted, ends, tries) in
        [(Timestamp(0), start, 1), (now, start, 2), (portland(12, 3, 9), portland(12, 3, 9), 3)]
    {
        market.ana(&record(trade, 1, 1)).unwrap();
        let by = market.cafe(&send_back(wanted)).unwrap();
        let part = market.part(trade, 1);
        assert_eq!((part.stage, part.ends_at, part.tries), (PartStage::Open, ends, tries));
        assert_eq!((by, part.record_by), (ends.plus_hours(336), Some(by)));
        assert_eq!((part.due, part.recorded_as, part.answers_at), (None, None, None));
        market.check();
    }
    market.ana(&record(trade, 1, 1)).unwrap();
    let cafe = market.cafe;
    assert_eq!(market.refused(cafe, &send_back(portland(12, 9, 9))), "trade/not-now", "three times");
    assert_eq!(told(&market, market.ana, "trade/sent-back"), 3);
    // After the start it ends now at the earliest.
    let mut market = Market::new();
    let trade = milestone(&mut market);
    market.pass_time(portland(11, 29, 9));
    market.ana(&record(trade, 1, 1)).unwrap();
    market.cafe(&SendBack { trade, part: 1, until: portland(11, 28, 9), recorded: 1, reason }).unwrap();
    assert_eq!(market.part(trade, 1).ends_at, portland(11, 29, 9));
    market.check();
}

#[test]
fn a_bond_comes_back_with_the_report_that_nothing_came() {
    let mut market = Market::new();
    let hire = price(vec![Line::of_price(Label::HireHours, Amount(3_000))]);
    let bond = price(vec![Line::passed(Label::Bond, Amount(8_000))]);
    let trade = market
        .made(&[planned(Promise::Use, evening(11, 27), hire), planned(Promise::Bond, evening(11, 27), bond)]);
    market.pass_time(portland(11, 27, 18));
    market.report(trade).unwrap();
    market.ana(&AcceptReport { trade, part: 1, is_restocked: false, reported: 240 }).unwrap();
    assert_eq!((market.trade(trade).stage, market.user_balance(market.cafe)), (Stage::Ended, 50_000));
    market.check();
}

#[test]
fn an_offer_is_of_nothing_to_all_that_is_disputed() {
    let mut market = Market::new();
    let trade = market.made(&[hours(8_000)]);
    market.pass_time(portland(11, 27, 21));
    market.record(trade, 240).unwrap();
    market.cafe(&crate::tests::object(trade, 1, 0, 240)).unwrap();
    let offer = |pays| MakeOffer { trade, part: 1, pays: Amount(pays) };
    for pays in [-1, 8_001, i64::MAX, i64::MIN] {
        let stop = market.cafe(&offer(pays)).unwrap_err();
        assert_eq!(stop.refusal(), Some(&CompletionRefusal::NotThisMuch { most: 8_000 }), "{pays}");
    }
    market.ana(&offer(0)).unwrap();
    let all = market.cafe(&offer(8_000)).unwrap();
    let settled = market.ana(&AcceptOffer { trade, part: 1, offer: all, pays: Amount(8_000) }).unwrap();
    assert_eq!((settled.received.amount, outcome(&market, trade)), (Amount(8_000), Some(Outcome::Settled)));
    market.check();
}

#[test]
fn the_same_record_again_takes_no_time_from_the_payee() {
    let mut market = Market::new();
    let trade = market.made(&[hours(8_000)]);
    market.pass_time(portland(11, 28, 12));
    let by = |recorded: Recorded| recorded.answers_at;
    for (due, answers_at) in [
        (120, portland(11, 28, 21)),
        (120, portland(11, 28, 21)),
        (105, portland(11, 28, 21)),
        (120, portland(11, 29, 12)),
    ] {
        assert_eq!(market.record(trade, due).map(by).unwrap(), Some(answers_at), "{due}");
    }
    market.check();
}

#[test]
fn who_finds_nobody_records_at_most_the_contracts_share_rounded_up() {
    let mut market = Market::new();
    let lines = price(vec![Line::of_price(Label::HireHours, Amount(3_000))]);
    let odd = AwardPart { quantity: 45, ..planned(Promise::Use, evening(11, 27), lines) };
    let trade = market.made(&[odd]);
    market.pass_time(portland(11, 27, 18));
    let not_taken = |due| RecordDue { reason: RecordedAs::NotTaken, ..record(trade, 1, due) };
    let stop = market.ana(&not_taken(24)).unwrap_err();
    assert_eq!(stop.refusal(), Some(&CompletionRefusal::AboveNotTaken { most: 23 }), "half of 45");
    market.ana(&not_taken(23)).unwrap();
}
