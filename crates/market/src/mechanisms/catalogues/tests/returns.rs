//! Goods that go back, or never come: which of them, and what becomes of the others.

use super::*;
use crate::support::completion::CompletionRefusal;

fn item(position: i64, count: i64) -> ReturnedItem {
    ReturnedItem { position, count }
}

#[test]
fn what_stays_is_due_as_it_was_recorded() {
    let mut grocery = Grocery::new();
    let trade = grocery.booked(HandingOver::Delivery);
    grocery.sent(trade);
    let answers_at = grocery.market.part(trade, 1).answers_at;
    let reported = grocery.market.cafe(&returned(trade, vec![item(1, 1)])).unwrap();
    let (stays, goes) = (grocery.market.part(trade, 2), grocery.market.part(trade, 3));
    assert_eq!((reported.part, goes.stage, goes.quantity, goes.due), (3, PartStage::Reported, 1, None));
    assert_eq!((stays.stage, stays.quantity, stays.answers_at), (PartStage::Recorded, 2, answers_at));
    assert_eq!((stays.due, stays.due_out_of), (Some(2), Some(2)));
    grocery.market.cafe(&crate::tests::confirm(trade, 2, 2)).unwrap();
    assert_eq!(grocery.market.user_balance(grocery.grocer), 325 + 180 + 300);
    grocery.market.check();
}

#[test]
fn all_the_pieces_by_name_are_all_of_it() {
    let mut grocery = Grocery::new();
    let trade = grocery.booked(HandingOver::Delivery);
    grocery.sent(trade);
    let reported = grocery.market.cafe(&returned(trade, vec![item(1, 2), item(2, 1)])).unwrap();
    assert_eq!((reported.part, grocery.market.full(trade).parts().len()), (1, 1), "nothing is divided");
    grocery.grocer(&AcceptReport { trade, part: 1, is_restocked: true, reported: 3 }).unwrap();
    assert_eq!((grocery.taken(), grocery.market.user_balance(grocery.market.cafe)), ((0, 0), 50_000));
    grocery.market.check();
}

#[test]
fn only_pieces_that_were_bought_go_back_and_each_line_once() {
    let mut grocery = Grocery::new();
    let trade = grocery.booked(HandingOver::Delivery);
    grocery.sent(trade);
    for (items, most) in [
        (vec![item(1, 0)], 2),
        (vec![item(1, -1)], 2),
        (vec![item(1, 3)], 2),
        (vec![item(2, 3)], 1),
        (vec![item(3, 1)], 0),
        (vec![item(9, 3)], 0),
        (vec![item(1, 1), item(1, 1)], 2),
        (vec![item(1, 2), item(1, 2)], 2),
        (vec![item(1, i64::MAX), item(2, 1)], 2),
        (vec![item(1, 1), item(2, i64::MAX)], 1),
    ] {
        let stop = grocery.market.cafe(&returned(trade, items.clone())).unwrap_err();
        assert_eq!(stop.refusal(), Some(&CompletionRefusal::NotThisMuch { most }), "{items:?}");
    }
    assert_eq!(grocery.market.part(trade, 1).stage, PartStage::Recorded);
    grocery.market.check();
}

#[test]
fn goods_are_handed_over_or_not_and_who_has_none_says_so() {
    let mut grocery = Grocery::new();
    let trade = grocery.booked(HandingOver::Delivery);
    for due in [-1, 1, 2, 4] {
        let stop = grocery.grocer(&record(trade, 1, due)).unwrap_err();
        assert_eq!(stop.refusal(), Some(&CompletionRefusal::NotThisMuch { most: 3 }), "{due}");
    }
    grocery.grocer(&record(trade, 1, 0)).unwrap();
    grocery.market.cafe(&crate::tests::confirm(trade, 1, 0)).unwrap();
    assert_eq!(grocery.market.trade(trade).outcome, Some(Outcome::Missed));
    assert_eq!(grocery.market.user_balance(grocery.market.cafe), 50_000, "and no evidence is asked for");
    grocery.market.check();
}

#[test]
fn whom_a_seller_has_blocked_orders_nothing() {
    let mut grocery = Grocery::new();
    let (cafe, grocer) = (grocery.market.cafe, grocery.grocer);
    grocery.market.block(grocer, cafe);
    let order = grocery.order(HandingOver::Delivery);
    assert_eq!(grocery.market.refused(cafe, &order), crate::options::blocks::APART);
    assert_eq!(grocery.taken(), (0, 0));
}
