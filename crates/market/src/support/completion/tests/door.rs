//! Work that begins and ends at the door, and who says that they will be late.

use super::*;
use crate::trade::Trade;

fn digest(market: &Market, trade: Id<Trade>) -> String {
    let code = market.world.find::<Handover>((HERE, trade)).unwrap().code;
    Handover::digest(trade, &code)
}

fn start(market: &mut Market, trade: Id<Trade>) -> Result<Started, Stop> {
    let code_digest = digest(market, trade);
    market.ana(&StartWork { trade, part: 1, code_digest })
}

fn stop(market: &mut Market, trade: Id<Trade>) -> Result<Recorded, Stop> {
    let code_digest = digest(market, trade);
    market.ana(&StopWork { trade, part: 1, code_digest })
}

/// What is recorded of a booking from five to nine that is begun and ended so many minutes after five.
fn recorded(started: i64, stopped: i64) -> Option<i64> {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    let at = |minutes: i64| portland(11, 27, 17).plus_minutes(minutes);
    market.pass_time(at(started));
    start(&mut market, trade).unwrap();
    market.pass_time(at(stopped));
    let stopped = stop(&mut market, trade);
    market.check();
    stopped.ok().and_then(|_| market.part(trade, 1).due)
}

#[test]
fn the_hours_follow_from_start_and_stop_and_are_never_more_than_have_passed() {
    for (started, stopped, due) in [
        (0, 240, Some(240)),
        // The minutes that it takes to meet cost nobody a quarter-hour.
        (7, 240, Some(240)),
        (8, 240, Some(225)),
        (5, 239, Some(225)),
        (0, 119, Some(105)),
        (60, 240, Some(180)),
        (70, 240, Some(165)),
        // Who stays for longer than was booked is paid for what was booked.
        (0, 300, Some(240)),
        (60, 310, Some(240)),
        (0, 14, None),
        (20, 34, None),
        (20, 35, Some(15)),
    ] {
        assert_eq!(recorded(started, stopped), due, "{started} to {stopped}");
    }
}

#[test]
fn a_code_opens_the_door_once_so_that_who_knew_the_first_cannot_stop_with_it() {
    let mut market = Market::new();
    let (trade, ana) = (market.booked(evening(11, 27)), market.ana);
    market.pass_time(portland(11, 27, 17));
    let first = digest(&market, trade);
    start(&mut market, trade).unwrap();
    assert_ne!(digest(&market, trade), first);
    market.pass_time(portland(11, 27, 20));
    let again = StopWork { trade, part: 1, code_digest: first };
    assert_eq!(market.refused(ana, &again), "handover/wrong-code");
    assert_eq!(market.part(trade, 1).stage, PartStage::Open);
    stop(&mut market, trade).unwrap();
    let part = market.part(trade, 1);
    assert_eq!((part.stage, part.due), (PartStage::Recorded, Some(180)));
    assert_eq!(part.stopped_at, Some(portland(11, 27, 20)));
    assert_eq!(stop(&mut market, trade).map_err(code).unwrap_err(), "trade/not-now", "it is stopped");
    market.confirm(trade, 180).map_err(code).expect_err("not before it is over");
    market.pass_time(portland(11, 27, 21));
    market.confirm(trade, 180).unwrap();
    market.check();
}

#[test]
fn wrong_codes_at_the_door_lock_it_and_hours_by_hand_stay_open() {
    let mut market = Market::new();
    let (trade, ana, cafe) = (market.booked(evening(11, 27)), market.ana, market.cafe);
    let wrong = StartWork { trade, part: 1, code_digest: Handover::digest(trade, "no code") };
    assert_eq!(market.refused(ana, &wrong), "trade/not-begun");
    market.pass_time(portland(11, 27, 17));
    assert_eq!(market.refused(cafe, &wrong), "trade/not-the-seller");
    for _ in 0..5 {
        assert_eq!(market.refused(ana, &wrong), "handover/wrong-code");
    }
    assert_eq!(start(&mut market, trade).map_err(code).unwrap_err(), "handover/locked");
    market.pass_time(portland(11, 27, 20));
    market.record(trade, 180).unwrap();
    assert_eq!(market.part(trade, 1).due, Some(180));
    market.check();
}

#[test]
fn what_the_door_gave_is_corrected_by_hand() {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    market.pass_time(portland(11, 27, 17).plus_minutes(20));
    start(&mut market, trade).unwrap();
    market.pass_time(portland(11, 27, 21));
    stop(&mut market, trade).unwrap();
    assert_eq!(market.part(trade, 1).due, Some(210));
    market.record(trade, 240).unwrap();
    assert_eq!(market.part(trade, 1).due, Some(240));
    market.check();
}

#[test]
fn nobody_begins_what_is_over_and_the_buyer_hears_of_a_start() {
    let mut market = Market::new();
    let (trade, cafe) = (market.booked(evening(11, 27)), market.cafe);
    market.pass_time(portland(11, 27, 21));
    assert_eq!(start(&mut market, trade).map_err(code).unwrap_err(), "trade/not-now");
    let trade = market.booked(evening(11, 28));
    market.pass_time(portland(11, 28, 17));
    start(&mut market, trade).unwrap();
    let told = market.world.all::<Notice>().into_iter().find(|notice| notice.code == "trade/started");
    assert_eq!(told.unwrap().user_id, cafe);
}

#[test]
fn whoever_runs_late_says_so_to_the_other_side_and_no_money_changes() {
    let mut market = Market::new();
    let (trade, ana, cafe) = (market.booked(evening(11, 27)), market.ana, market.cafe);
    let late = |minutes: i64| RunLate { trade, part: 1, minutes };
    let before = market.trade(trade);
    for (by, other, minutes) in [(ana, cafe, 15), (cafe, ana, 120), (ana, cafe, 30)] {
        market.world.run(by.cast(), &late(minutes)).unwrap();
        let told = market.world.all::<Notice>().into_iter().rfind(|notice| notice.code == "trade/late");
        let told = told.unwrap();
        assert_eq!(told.user_id, other);
        assert!(told.arguments.contains(&minutes.to_string()), "{}", told.arguments);
    }
    let delays: Vec<_> =
        market.world.all::<Delay>().into_iter().map(|delay| (delay.side, delay.minutes)).collect();
    assert_eq!(delays, [(Side::Buyer, 120), (Side::Seller, 30)], "the last word of each holds");
    let after = market.trade(trade);
    assert_eq!((after.buyer_pays, after.timer_at), (before.buyer_pays, before.timer_at));
    market.check();
}

#[test]
fn lateness_has_a_most_and_is_told_a_few_times_only() {
    let mut market = Market::new();
    let (trade, ana) = (market.booked(evening(11, 27)), market.ana);
    let late = |minutes: i64| RunLate { trade, part: 1, minutes };
    for minutes in [121, 0, -1, i64::MAX, i64::MIN] {
        assert_eq!(market.refused(ana, &late(minutes)), "completion/too-late", "{minutes}");
    }
    for minutes in 1..=6 {
        market.ana(&late(minutes)).unwrap();
    }
    market.ana(&late(6)).unwrap();
    assert_eq!(market.world.all::<Notice>().iter().filter(|one| one.code == "trade/late").count(), 6);
    assert_eq!(market.refused(ana, &late(7)), "completion/said-often");
    market.pass_time(portland(11, 27, 17));
    start(&mut market, trade).unwrap();
    assert_eq!(market.refused(ana, &late(8)), "trade/not-now", "whoever has begun is there");
}

#[test]
fn the_hours_that_are_left_for_somebody_else_begin_with_the_next_quarter_hour() {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    let part = market.part(trade, 1);
    let at = |minutes: i64| portland(11, 27, 17).plus_minutes(minutes);
    for (now, from) in [(-60, Some(0)), (0, Some(0)), (1, Some(15)), (15, Some(15)), (225, Some(225))] {
        let left = from.map(|from| Span::between(at(from), at(240)).unwrap());
        assert_eq!(part.hours_left(at(now)), left, "{now}");
    }
    for now in [226, 240, 300] {
        assert_eq!(part.hours_left(at(now)), None, "{now}");
    }
    assert_eq!(part.hours_left(Timestamp(i64::MAX)), None);
}

#[test]
fn who_is_called_off_by_a_worker_hears_that_somebody_else_can_be_found() {
    let mut market = Market::new();
    let (trade, cafe) = (market.booked(evening(11, 27)), market.cafe);
    market.ana(&call_off(trade)).unwrap();
    let told = market.world.all::<Notice>().into_iter().filter(|one| one.user_id == cafe);
    assert!(told.map(|one| one.code).any(|code| code == "trade/seller-called-off"));
}
