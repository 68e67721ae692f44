use super::*;
use crate::support::amendment::CallOff;
use crate::support::escrow::OpenHold;
use crate::tests::{HERE, Market, evening, portland};
use crate::trade::{Stage, arrival::Arrival};

/// What the café is told of the weeks after a booking: what each would cost, or why it cannot be.
fn told(market: &mut Market, trade: Id<Trade>) -> Vec<(i64, Result<Amount, String>)> {
    let cafe = market.cafe.cast();
    let weeks = market.world.step_as(cafe, HERE, |draft| quotes(draft, trade)).unwrap();
    assert_eq!(weeks.seller_name.as_deref(), Some("ana"));
    let price = |quote: &WorkQuote| quote.priced.waterfall.payer_money().unwrap().amount;
    let one = |week: WeekQuoted| {
        (week.week, week.quote.as_ref().map(price).map_err(|refusal| refusal.code().to_owned()))
    };
    weeks.quoted.into_iter().map(one).collect()
}

fn chosen(weeks: &[(i64, Amount)]) -> Vec<WeekChosen> {
    weeks.iter().map(|(week, expected_pay)| WeekChosen { week: *week, expected_pay: *expected_pay }).collect()
}

#[test]
fn the_weeks_that_cannot_be_are_told_before_anything_is_held_and_the_others_are_held_together() {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    // Somebody has the second week already.
    let taken = market.booked(evening(12, 11));
    let all = told(&mut market, trade);
    assert_eq!(all.len(), 8);
    let price = market.trade(trade).buyer_pays;
    for (week, quote) in &all {
        let wanted = if *week == 2 { Err("availability/taken".to_owned()) } else { Ok(price) };
        assert_eq!(*quote, wanted, "week {week}");
    }
    let holds = market.world.all::<OpenHold>().len();
    assert_eq!(holds, 0, "looking holds nothing");

    let weeks = chosen(&[(1, price), (3, price)]);
    let held = market.cafe(&HoldWeeks { trade, weeks }).unwrap();
    let spans: Vec<_> = held.iter().map(|held| market.trade(held.trade).starts_at).collect();
    assert_eq!(spans, [portland(12, 4, 17), portland(12, 18, 17)], "the same hours on the wall");
    for held in &held {
        assert_eq!((market.trade(held.trade).stage, held.buyer_pays.amount), (Stage::Held, price));
        let arrival: Arrival = market.world.find((HERE, held.trade)).unwrap();
        assert_eq!(&*arrival.street, "12 SE Ash Street");
    }
    market.book(held[0].trade).unwrap();
    market.cafe(&CallOff { trade: taken, part: 1, expected_bp: None }).unwrap();
    assert_eq!(told(&mut market, trade)[1], (2, Ok(price)), "it is free again");
    market.check();
}

#[test]
fn of_the_weeks_that_are_chosen_all_are_held_or_none() {
    let mut market = Market::new();
    let (trade, cafe) = (market.booked(evening(11, 27)), market.cafe);
    market.booked(evening(12, 11));
    let price = market.trade(trade).buyer_pays;
    let hold = |weeks: &[(i64, Amount)]| HoldWeeks { trade, weeks: chosen(weeks) };
    assert_eq!(market.refused(cafe, &hold(&[(1, price), (2, price)])), "availability/taken");
    let dear = hold(&[(1, price), (3, Amount(price.0 - 1))]);
    assert_eq!(market.refused(cafe, &dear), "trade/price-changed");
    assert_eq!(market.world.all::<OpenHold>().len(), 0);
    market.check();
}

#[test]
fn weeks_are_chosen_once_each_and_within_reach_by_the_buyer_of_work() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    let trade = market.hold(evening(11, 27)).unwrap().trade;
    let price = market.trade(trade).buyer_pays;
    let hold = |weeks: &[i64]| {
        let weeks: Vec<_> = weeks.iter().map(|week| (*week, price)).collect();
        HoldWeeks { trade, weeks: chosen(&weeks) }
    };
    assert_eq!(market.refused(cafe, &hold(&[1])), "trade/not-now", "it is not agreed");
    market.book(trade).unwrap();
    for weeks in [&[][..], &[0], &[-1], &[9], &[1, 1], &[i64::MAX], &[i64::MIN]] {
        assert_eq!(market.refused(cafe, &hold(weeks)), "weeks/not-these-weeks", "{weeks:?}");
    }
    assert_eq!(market.refused(ana, &hold(&[1])), "trade/not-the-buyer");
}

#[test]
fn the_change_of_the_clock_keeps_the_hours_on_the_wall() {
    let mut market = Market::new();
    // Clocks go forward on 8 March 2026; the market's day is in November, so the autumn before is not ahead.
    let trade = market.booked(evening(11, 27));
    let pattern = market.world.step_as(market.cafe.cast(), HERE, |draft| Pattern::of(draft, trade)).unwrap();
    let spring = pattern.hold(16).unwrap().span;
    let local = pattern.trade.zone.calendar().local(spring.starts_at());
    assert_eq!((local.minute, local.date.to_string().as_str()), (17 * 60, "2027-03-19"));
}
