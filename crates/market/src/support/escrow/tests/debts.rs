//! Money that does not come: it is tried again, collected in part, and given up at last.

use super::*;
use crate::price::Share;
use crate::tests::Market;
use kernel::Record as _;

/// Ana has lent the café so much, to be paid back by nine on 27 November.
fn lent(market: &mut Market, principal: i64, interest: i64) -> Id<Trade> {
    let lines = vec![Line::passed(Label::Principal, Amount(principal)), of_price(Label::Interest, interest)];
    let repayment = planned(Promise::Repayment, evening(11, 27), price(lines));
    market.made(&[AwardPart { funds: Funds::WhenDue, ..repayment }])
}

/// The café's money goes to its bank, but for so much.
fn left_with(market: &mut Market, amount: i64) {
    use crate::admin::payment_transfer::{ConcludePayment, Direction, RequestPayment};
    let user = market.cafe;
    let there = market.user_balance(user);
    let (direction, amount) = (Direction::Payout, Amount(there - amount).of(usd()));
    let payment = market.cafe(&RequestPayment { user, direction, amount }).unwrap();
    market.world.run(Id::SYSTEM, &ConcludePayment { payment, succeeded: true }).unwrap();
}

fn stages(market: &Market, trade: Id<Trade>) -> Vec<(PartStage, i64)> {
    market.full(trade).parts().iter().map(|part| (part.stage, part.tries)).collect()
}

#[test]
fn what_is_there_is_paid_back_at_the_end() {
    let mut market = Market::new();
    let trade = lent(&mut market, 1_000, 5);
    left_with(&mut market, 1_005);
    market.pass_time(portland(11, 27, 21));
    assert_eq!((market.trade(trade).stage, market.trade(trade).outcome), (Stage::Ended, Some(Outcome::Kept)));
    assert_eq!(
        (market.user_balance(market.ana), market.user_balance(market.cafe)),
        (1_005, 0),
        "to the cent"
    );
    market.check();
}

#[test]
fn what_is_owed_is_collected_as_it_comes_and_given_up_at_last() {
    let mut market = Market::new();
    let trade = lent(&mut market, 1_000, 5);
    left_with(&mut market, 99);
    market.pass_time(portland(11, 27, 21));
    assert_eq!(stages(&market, trade), [(PartStage::Overdue, 0)]);
    for user in [market.ana, market.cafe] {
        assert_eq!(told(&market, user, "trade/overdue"), 1);
    }
    // Less than a dollar is not worth a row.
    market.pass_time(portland(11, 28, 21));
    assert_eq!(
        (stages(&market, trade), market.user_balance(market.cafe)),
        (vec![(PartStage::Overdue, 1)], 99)
    );
    // Walk 9: three dollars are there at the next try.
    market.deposit(market.cafe, 201);
    market.pass_time(portland(12, 5, 21));
    let expected = [(PartStage::Void, 1), (PartStage::Closed, 1), (PartStage::Overdue, 2)];
    assert_eq!(stages(&market, trade), expected);
    assert_eq!((market.user_balance(market.ana), market.user_balance(market.cafe)), (300, 0));
    let amounts: Vec<i64> =
        market.lines(trade).iter().filter(|line| line.part > 1).map(|line| line.amount.0).collect();
    assert_eq!(amounts, [298, 2, 702, 3]);
    assert_eq!(market.part(trade, 2).outcome, Some(Outcome::Kept));
    assert_eq!(market.part(trade, 3).due_share().map(Share::is_all), Some(true), "all of the rest is owed");
    market.check();
    // 26 tries in all: the last is a week after the 25th.
    let last = portland(11, 28, 21).plus_hours(25 * 168);
    market.pass_time(Timestamp(last.0 - 1));
    assert_eq!(stages(&market, trade)[2], (PartStage::Overdue, 25));
    market.pass_time(last);
    assert_eq!(market.part(trade, 3).outcome, Some(Outcome::Defaulted));
    assert_eq!(market.trade(trade).stage, Stage::Ended);
    for user in [market.ana, market.cafe] {
        assert_eq!(told(&market, user, "trade/overdue"), 1, "told once, not at every try");
    }
    let happened = happened(&market, trade);
    assert!(happened.contains(&EventKind::CollectedInPart) && happened.contains(&EventKind::GivenUp));
    market.check();
}

#[test]
fn what_is_owed_is_collected_in_full_when_it_is_there() {
    let mut market = Market::new();
    let trade = lent(&mut market, 1_000, 5);
    left_with(&mut market, 0);
    market.pass_time(portland(11, 27, 21));
    market.deposit(market.cafe, 1_005);
    market.pass_time(portland(11, 28, 21));
    assert_eq!(market.trade(trade).outcome, Some(Outcome::Kept));
    assert_eq!(market.user_balance(market.ana), 1_005);
    assert!(happened(&market, trade).contains(&EventKind::Collected));
    market.check();
}

#[test]
fn a_dollar_is_the_least_that_is_collected() {
    for (there, collected) in [(99, 0), (100, 100)] {
        let mut market = Market::new();
        lent(&mut market, 1_000, 5);
        left_with(&mut market, there);
        market.pass_time(portland(11, 28, 21));
        assert_eq!(market.user_balance(market.ana), collected, "{there}");
    }
}

#[test]
fn amends_are_not_collected_in_part() {
    let mut market = Market::new();
    let lines = vec![Line::passed(Label::Amends, Amount(1_000))];
    let amends = planned(Promise::Amends, evening(11, 27), price(lines));
    left_with(&mut market, 600);
    let trade = market.made(&[AwardPart { funds: Funds::WhenDue, ..amends }]);
    market.pass_time(market.world.now.plus_hours(24));
    assert_eq!(
        (stages(&market, trade), market.user_balance(market.cafe)),
        (vec![(PartStage::Overdue, 1)], 600)
    );
    market.check();
}

/// Work of 80.00 on 27 November that is paid on the 24th.
fn on_day(market: &mut Market) -> Id<Trade> {
    let part = work(vec![of_price(Label::Hours, 8_000)]);
    let (funds, funds_at) = (Funds::OnDay, Some(portland(11, 24, 9)));
    let hours_of = Some((market.ana.cast(), 0));
    market.made(&[AwardPart { hours_of, funds, funds_at, ..part }])
}

#[test]
fn a_part_that_is_paid_on_its_day_is_open_from_then_on() {
    let mut market = Market::new();
    let trade = on_day(&mut market);
    left_with(&mut market, 8_000);
    assert_eq!(stages(&market, trade), [(PartStage::Waiting, 0)]);
    market.pass_time(portland(11, 24, 9));
    assert_eq!((stages(&market, trade), market.user_balance(market.cafe)), (vec![(PartStage::Open, 0)], 0));
    assert!(happened(&market, trade).contains(&EventKind::Funded));
    market.check();
}

#[test]
fn money_that_comes_late_opens_the_part_and_money_that_does_not_come_frees_the_hours() {
    let mut market = Market::new();
    let trade = on_day(&mut market);
    left_with(&mut market, 7_999);
    market.pass_time(portland(11, 25, 9));
    assert_eq!(stages(&market, trade), [(PartStage::Overdue, 1)]);
    market.deposit(market.cafe, 1);
    market.pass_time(portland(11, 26, 9));
    assert_eq!(
        (stages(&market, trade), market.part(trade, 1).answers_at),
        (vec![(PartStage::Open, 0)], None)
    );
    market.check();

    let mut market = Market::new();
    let trade = on_day(&mut market);
    left_with(&mut market, 7_999);
    // Six tries, a day apart, from the day after.
    market.pass_time(portland(11, 29, 9));
    assert_eq!(stages(&market, trade), [(PartStage::Overdue, 5)]);
    market.pass_time(portland(11, 30, 9));
    let part = market.part(trade, 1);
    assert_eq!((part.stage, part.outcome), (PartStage::Closed, Some(Outcome::Unpaid)));
    assert_eq!((part.takes, part.answers_at), (Takes::Nothing, None), "the hours are free again");
    assert_eq!((market.user_balance(market.cafe), market.user_balance(market.ana)), (7_999, 0));
    market.check();
}

#[test]
fn a_subsidy_of_a_part_that_is_never_paid_goes_back_to_its_fund() {
    let mut market = Market::new();
    market.endow(5_000);
    let part = work(waterfall());
    let (funds, funds_at) = (Funds::OnDay, Some(portland(11, 24, 9)));
    market.made(&[AwardPart { funds, funds_at, ..part }]);
    left_with(&mut market, 0);
    assert_eq!(used(&market), 1_000);
    market.pass_time(portland(12, 1, 9));
    assert_eq!((used(&market), market.balance(named(WELCOME, Class::Fund))), (0, 5_000));
    market.check();
}

/// Two stages of a work: the second is paid and begun when the first is kept.
fn stages_of_work(market: &mut Market) -> Id<Trade> {
    let stage = |amount| {
        planned(Promise::Milestone, evening(11, 27), price(vec![of_price(Label::Milestone, amount)]))
    };
    market.made(&[stage(8_000), AwardPart { funds: Funds::AfterPart, after: Some(1), ..stage(9_000) }])
}

#[test]
fn what_follows_a_part_begins_when_that_was_kept() {
    let mut market = Market::new();
    let trade = stages_of_work(&mut market);
    assert_eq!(market.user_balance(market.cafe), 50_000 - 8_000, "the second is not paid yet");
    market.ana(&record(trade, 1, 1)).unwrap();
    market.cafe(&crate::tests::confirm(trade, 1, 1)).unwrap();
    assert_eq!(stages(&market, trade), [(PartStage::Closed, 0), (PartStage::Open, 0)]);
    assert_eq!(market.user_balance(market.cafe), 50_000 - 8_000 - 9_000);
    market.check();
}

#[test]
fn what_follows_a_part_that_was_missed_comes_to_nothing_after_a_week() {
    let mut market = Market::new();
    let trade = stages_of_work(&mut market);
    market.cafe(&report(trade)).unwrap();
    market
        .ana(&crate::support::completion::AcceptReport {
            trade,
            part: 1,
            is_restocked: false,
            reported: market.part(trade, 1).quantity,
        })
        .unwrap();
    assert_eq!(stages(&market, trade), [(PartStage::Closed, 0), (PartStage::Waiting, 0)]);
    let ends = market.world.now.plus_hours(168);
    assert_eq!(market.part(trade, 2).answers_at, Some(ends));
    market.pass_time(Timestamp(ends.0 - 1));
    assert_eq!(market.trade(trade).stage, Stage::Booked);
    market.pass_time(ends);
    assert_eq!(market.part(trade, 2).outcome, Some(Outcome::SellerCancelled));
    assert_eq!((market.trade(trade).stage, market.user_balance(market.cafe)), (Stage::Ended, 50_000));
    market.check();
}

#[test]
fn a_subsidy_of_which_nothing_is_due_is_given_back_when_the_part_is_paid() {
    let mut market = Market::new();
    market.endow(5_000);
    let subsidy = other_line(Section::Subsidy, Label::Subsidy, 1, WELCOME);
    let part = work(vec![of_price(Label::Hours, 8_000), subsidy]);
    let trade = market.made(&[AwardPart { funds: Funds::WhenDue, ..part }]);
    market.pass_time(portland(11, 27, 21));
    market.record(trade, 60).unwrap();
    market.confirm(trade, 60).unwrap();
    assert_eq!((market.user_balance(market.ana), market.user_balance(market.cafe)), (2_000, 48_000));
    assert_eq!(market.balance(named(WELCOME, Class::Fund)), 5_000);
    assert_eq!(market.world.count(ledger::Reservation::TABLE), 0);
    market.check();
}

#[test]
fn of_a_claim_that_is_settled_at_half_half_is_owed_by_one_who_has_no_money() {
    let mut market = Market::new();
    let lines = price(vec![Line::passed(Label::Cover, Amount(6_000))]);
    let cover = planned(Promise::Cover, evening(11, 27), lines);
    let trade = market.made(&[AwardPart { funds: Funds::WhenDue, ..cover }]);
    market.cafe(&statement(trade, 1)).unwrap();
    market.cafe(&RecordDue { seen: PartStage::Waiting, ..record(trade, 1, 6_000) }).unwrap();
    let disputed = market.ana(&crate::tests::object(trade, 1, 0, 6_000)).unwrap();
    assert_eq!(disputed.part, 1);
    market.pass_time(disputed.settles_at);
    let owed = market.part(trade, 1);
    assert_eq!((owed.stage, owed.due_share()), (PartStage::Overdue, Some(Share::HALF)));
    market.deposit(market.ana, 6_000);
    market.pass_time(disputed.settles_at.plus_hours(24));
    assert_eq!((market.user_balance(market.ana), market.user_balance(market.cafe)), (3_000, 53_000));
    market.check();
}
