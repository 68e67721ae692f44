//! Each rule by example.

use super::*;

#[test]
fn better_prices_first_then_earlier_orders_at_the_price_of_what_rests() {
    let mut scene = Scene::new(Terms::USUAL);
    scene.rest(&[order(1, Ask, 5, 101), order(2, Ask, 5, 100), order(3, Ask, 5, 100)]);
    let events = scene.enter(order(4, Bid, 12, 105));
    assert_eq!(events, [filled(4, 2, 5, 100), filled(4, 3, 5, 100), filled(4, 1, 2, 101)]);
    assert_eq!(scene.book.depth(Ask, 9), [(Price(101), 3)]);
    // It pays what it traded at, and nothing is bound beyond that.
    assert_eq!(scene.book.allowance(4).value, 1_000_000 - 10 * 100 - 2 * 101);
}

#[test]
fn each_kind_does_with_what_is_left_as_it_says() {
    let kinds = [
        (Kind::Limit, 100, vec![filled(3, 1, 5, 100), Event::Rested { number: 3, quantity: 2 }]),
        (Kind::ImmediateOrCancel, 100, vec![filled(3, 1, 5, 100), ended(3, 2, Why::NoMore)]),
        (Kind::FillOrKill, 100, vec![ended(3, 7, Why::NotWhole)]),
        (Kind::FillOrKill, 104, vec![filled(3, 1, 5, 100), filled(3, 2, 2, 104)]),
        (Kind::PostOnly, 100, vec![ended(3, 7, Why::WouldTrade)]),
        (Kind::PostOnly, 99, vec![Event::Rested { number: 3, quantity: 7 }]),
        // Up to 5 % above the best: 104 still, 106 not.
        (Kind::Market, 0, vec![filled(3, 1, 5, 100), filled(3, 2, 2, 104)]),
    ];
    for (kind, price, expected) in kinds {
        let mut scene = Scene::new(Terms::USUAL);
        scene.rest(&[order(1, Ask, 5, 100), order(2, Ask, 9, 104)]);
        assert_eq!(scene.enter(Entry { kind, ..order(4, Bid, 7, price) }), expected, "{kind:?}");
    }
    let mut scene = Scene::new(Terms::USUAL);
    scene.rest(&[order(1, Ask, 5, 100), order(2, Ask, 9, 106)]);
    let market = Entry { kind: Kind::Market, ..order(4, Bid, 7, 0) };
    assert_eq!(scene.enter(market), [filled(3, 1, 5, 100), ended(3, 2, Why::NoMore)]);
    let mut empty = Scene::new(Terms::USUAL);
    assert_eq!(empty.enter(market), [ended(1, 7, Why::NoMore)]);
}

#[test]
fn what_is_left_of_the_newer_order_goes_when_it_meets_an_own_one() {
    let mut scene = Scene::new(Terms::USUAL);
    scene.rest(&[order(1, Ask, 5, 100), order(4, Ask, 5, 101), order(2, Ask, 5, 102)]);
    assert_eq!(scene.enter(order(4, Bid, 9, 102)), [filled(4, 1, 5, 100), ended(4, 4, Why::OwnOrder)]);
    assert_eq!(scene.book.depth(Ask, 9), [(Price(101), 5), (Price(102), 5)]);
    let whole = Entry { kind: Kind::FillOrKill, ..order(4, Bid, 5, 102) };
    assert_eq!(scene.enter(whole), [ended(5, 5, Why::NotWhole)]);
}

#[test]
fn an_order_lives_until_its_time_or_until_its_user_takes_it_back() {
    let mut scene = Scene::new(Terms::USUAL);
    scene.rest(&[Entry { target: MINUTE, ..order(1, Ask, 5, 100) }, order(2, Ask, 5, 100)]);
    let cancel = |user, target| Entry { user, target, kind: Kind::Cancel, ..order(0, Bid, 0, 0) };
    assert_eq!(scene.enter(cancel(1, 2)), [ended(3, 0, Why::NoSuchOrder)], "it is another's");
    let at_its_time = Entry { at: MINUTE, ..order(4, Bid, 5, 100) };
    assert_eq!(scene.enter(at_its_time), [ended(1, 5, Why::Expired), filled(4, 2, 5, 100)]);
    assert_eq!(scene.book.allowance(1).quantity, 1_000, "what it bound is free again");
    scene.rest(&[order(2, Ask, 5, 100)]);
    assert_eq!(scene.enter(cancel(2, 5)), [ended(5, 5, Why::Cancelled)]);
    assert_eq!((scene.book.count(), scene.book.allowance(2).quantity), (0, 995));
}

#[test]
fn limits_far_from_what_was_traded_lately_are_refused() {
    let mut scene = Scene::new(Terms { reference: Price(100), ..Terms::USUAL });
    for (price, is_taken) in [(79, false), (80, true), (120, true), (121, false)] {
        let events = scene.enter(order(1, Ask, 1, price));
        let refused = matches!(events[..], [Event::Ended { why: Why::OutOfBand, .. }]);
        assert_eq!(refused, !is_taken, "{price}: {events:?}");
        scene = Scene::new(Terms { reference: Price(100), ..Terms::USUAL });
    }
    // The mean of the last twenty, by quantity: twenty units at 110 leave nothing of the 100.
    scene.rest(&[order(1, Ask, 20, 110)]);
    for _ in 0..20 {
        scene.enter(order(2, Bid, 1, 110));
    }
    assert_eq!(scene.enter(order(1, Ask, 1, 132)), [Event::Rested { number: 22, quantity: 1 }]);
    assert_eq!(scene.enter(order(1, Ask, 1, 133)), [ended(23, 1, Why::OutOfBand)]);
}

#[test]
fn the_reference_is_of_twenty_trades() {
    let mut scene = Scene::new(Terms::USUAL);
    scene.rest(&[order(1, Ask, 1, 100), order(1, Ask, 20, 110)]);
    for price in std::iter::once(100).chain([110; 19]) {
        assert_eq!(scene.enter(order(2, Bid, 1, price)).len(), 1);
    }
    // One at 100 and nineteen at 110: 109.5, and a fifth more is 131.4.
    assert_eq!(scene.enter(order(1, Ask, 1, 132)), [ended(23, 1, Why::OutOfBand)]);
    scene.enter(order(2, Bid, 1, 110));
    assert_eq!(scene.enter(order(1, Ask, 1, 132)), [Event::Rested { number: 25, quantity: 1 }]);
}

#[test]
fn a_move_is_too_fast_for_exactly_five_minutes() {
    for (later, is_halted) in [(5 * MINUTE, true), (5 * MINUTE + 1, false)] {
        let mut scene = Scene::new(Terms::USUAL);
        scene.rest(&[order(1, Ask, 1, 100), order(1, Ask, 1, 111)]);
        assert_eq!(scene.enter(order(2, Bid, 1, 100)), [filled(3, 1, 1, 100)]);
        let events = scene.enter(Entry { at: later, ..order(2, Bid, 1, 111) });
        assert_eq!(events[0] == ended(4, 1, Why::TooFar), is_halted, "{events:?}");
    }
}

#[test]
fn a_price_that_moves_too_far_too_fast_halts_the_book() {
    let mut scene = Scene::new(Terms::USUAL);
    scene.rest(&[order(1, Ask, 1, 100), order(1, Ask, 1, 110), order(1, Ask, 1, 111)]);
    // 110 is 10 % above 100, and 111 more: that trade is not made.
    let until = 5 * MINUTE;
    let (first, second) = (filled(4, 1, 1, 100), filled(4, 2, 1, 110));
    let halted = [first, second, ended(4, 7, Why::TooFar), Event::Halted { until }];
    assert_eq!(scene.enter(order(2, Bid, 9, 111)), halted);
    let waits = Entry { at: 5 * MINUTE - 1, ..order(2, Bid, 1, 90) };
    assert_eq!(scene.enter(waits), [ended(5, 1, Why::Halted)]);
    let cancel = Entry { user: 1, target: 3, kind: Kind::Cancel, ..order(0, Bid, 0, 0) };
    assert_eq!(scene.enter(cancel), [ended(3, 1, Why::Cancelled)], "what rests can be taken back");
    scene.rest(&[Entry { at: 5 * MINUTE, ..order(1, Ask, 1, 112) }]);
    // The trades of five minutes ago still count now, and a moment later no more.
    let events = scene.enter(Entry { at: 5 * MINUTE, ..order(2, Bid, 1, 112) });
    assert_eq!(events[0], ended(8, 1, Why::TooFar));
    let later = Entry { at: 10 * MINUTE + 1, ..order(2, Bid, 1, 112) };
    assert_eq!(scene.enter(later), [filled(9, 7, 1, 112)]);
}

#[test]
fn no_order_binds_more_than_its_user_may_use() {
    let mut scene = Scene::new(Terms::USUAL);
    let allow = Entry { user: 10, target: 1_000, quantity: 5, kind: Kind::Allow, ..order(0, Bid, 0, 0) };
    assert_eq!(scene.enter(allow), []);
    assert_eq!(scene.enter(order(10, Bid, 11, 100)), [ended(2, 11, Why::NotCovered)]);
    scene.rest(&[order(10, Bid, 9, 100)]);
    assert_eq!(scene.enter(order(10, Bid, 2, 51)), [ended(4, 2, Why::NotCovered)], "900 of 1,000 are bound");
    assert_eq!(scene.enter(order(10, Ask, 6, 120)), [ended(5, 6, Why::NotCovered)]);
    let take_back = Entry { user: 10, kind: Kind::Withdraw, ..order(0, Bid, 0, 0) };
    assert_eq!(scene.enter(take_back), [Event::Withdrawn { user: 10, value: 100, quantity: 5 }]);
    assert_eq!(scene.enter(order(10, Bid, 1, 1)), [ended(7, 1, Why::NotCovered)]);
}

#[test]
fn orders_that_are_none_are_refused() {
    let mut scene = Scene::new(Terms { quantity_min: 2, ..Terms::USUAL });
    let good = order(1, Bid, 2, 100);
    let bad = [
        Entry { quantity: 1, ..good },
        Entry { price: Price(0), ..good },
        Entry { price: Price(4_096), ..good },
        Entry { kind: Kind::Market, ..good },
        Entry { kind: Kind::ImmediateOrCancel, target: MINUTE, ..good },
        Entry { user: 0, ..good },
        Entry { user: 1, ..word(Kind::Collect) },
        word(Kind::Open),
    ];
    for entry in bad {
        let events = scene.enter(entry);
        assert!(matches!(events[..], [Event::Ended { why: Why::BadOrder, .. }]), "{entry:?}: {events:?}");
    }
    scene.rest(&[good]);
    scene.enter(Entry { at: 3 * SECOND, ..word(Kind::Time) });
    let over = Entry { target: 3 * SECOND, ..good };
    assert_eq!(scene.enter(over), [ended(11, 2, Why::BadOrder)]);
}

#[test]
fn an_order_that_cannot_rest_is_not_put_back() {
    let mut scene = Scene::new(Terms::USUAL);
    let good = crate::Resting { number: 5, user: 1, side: Bid, price: Price(100), quantity: 2 };
    assert_eq!(scene.book.put_back(&good, 0), Ok(()));
    let after = crate::Resting { number: 6, ..good };
    let bad = [
        good,
        crate::Resting { number: 4, ..good },
        crate::Resting { user: 0, ..after },
        crate::Resting { quantity: 0, ..after },
        crate::Resting { price: Price(0), ..after },
        crate::Resting { price: Price(4_096), ..after },
    ];
    for order in bad {
        assert_eq!(scene.book.put_back(&order, 0), Err(Why::BadOrder), "{order:?}");
    }
    assert_eq!(scene.book.depth(Bid, 9), [(Price(100), 2)]);
}

#[test]
fn what_must_be_filled_whole_is_not_looked_for_without_end() {
    let mut scene = Scene::new(Terms::USUAL);
    scene.book.allow(2, 10_000_000, 10_000);
    scene.book.allow(3, 10_000_000, 0);
    for _ in 0..2_200 {
        scene.rest(&[order(2, Ask, 1, 100)]);
    }
    let whole = |user, quantity| Entry { kind: Kind::FillOrKill, ..order(user, Bid, quantity, 100) };
    scene.rest(&[order(4, Ask, 1, 105)]);
    scene.book.allow(4, 10_000_000, 0);
    let refused = scene.enter(whole(4, 1_001));
    assert_eq!(refused, [ended(2_202, 1_001, Why::NotWhole)], "one of them may be an own one");
    assert_eq!(scene.enter(whole(4, 1_000)).len(), 1_000);
    assert_eq!(scene.enter(whole(3, 1_001)).len(), 1_001, "who asks for nothing is known without looking");
}

#[test]
fn an_order_is_found_however_many_came_and_went() {
    let mut scene = Scene::new(Terms::USUAL);
    let cancel = |target| Entry { user: 1, target, kind: Kind::Cancel, ..order(0, Bid, 0, 0) };
    scene.rest(&[order(1, Bid, 1, 90)]);
    let come_and_go = |scene: &mut Scene| {
        for _ in 0..3_000 {
            scene.rest(&[order(1, Bid, 1, 91)]);
            let number = scene.book.last();
            assert_eq!(scene.book.resting(number).map(|order| order.number), Some(number));
            assert_eq!(scene.enter(cancel(number)), [ended(number, 1, Why::Cancelled)]);
        }
    };
    come_and_go(&mut scene);
    scene.rest(&[order(1, Bid, 1, 92)]);
    let later = scene.book.last();
    come_and_go(&mut scene);
    assert_eq!(scene.enter(cancel(1)), [ended(1, 1, Why::Cancelled)], "the oldest is still there");
    // With it went whatever was kept for it, and nothing of those that came later.
    come_and_go(&mut scene);
    assert_eq!(scene.enter(cancel(later)), [ended(later, 1, Why::Cancelled)]);
    assert_eq!((scene.book.count(), scene.book.allowance(1).bid_count), (0, 0));
}
