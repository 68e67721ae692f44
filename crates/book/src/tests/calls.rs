//! The call: each of the four principles decides a case of its own.

use super::*;
use crate::Phase;

/// A call of orders, each of a user of its own: side, units, price in ticks. Where it was held and how much it traded.
fn call(reference: u16, orders: &[(Side, u32, u16)]) -> Option<(u16, u64)> {
    let terms =
        Terms { phase: Phase::Collecting, reference: Price(reference), band_bp: 9_999, ..Terms::USUAL };
    let mut scene = Scene::new(terms);
    for ((side, quantity, price), user) in orders.iter().zip(1..) {
        scene.book.allow(user, 10_000_000, 10_000);
        scene.rest(&[order(user, *side, *quantity, *price)]);
    }
    let indicated = scene.book.indicated();
    let traded: u64 = scene
        .enter(word(Kind::Open))
        .iter()
        .map(|event| {
            let Event::Filled { quantity, price, .. } = event else { panic!("{event:?}") };
            assert_eq!(Some(*price), indicated.map(|(price, _)| price), "one price for all");
            u64::from(*quantity)
        })
        .sum();
    assert_eq!(traded, indicated.map_or(0, |(_, volume)| volume));
    indicated.map(|(Price(price), volume)| (price, volume))
}

/// In ticks of 10: the prices are 12,300 to 12,500.
#[test]
fn most_is_traded_two_hundred_and_ninety_at_twelve_thousand_four_hundred() {
    let orders = [
        (Bid, 100, 1_250),
        (Bid, 80, 1_245),
        (Bid, 120, 1_240),
        (Bid, 150, 1_235),
        (Ask, 90, 1_230),
        (Ask, 110, 1_235),
        (Ask, 90, 1_240),
        (Ask, 200, 1_245),
    ];
    // At 1,235 there are 450 wanted and 200 offered, at 1,240 300 and 290, at 1,245 180 and 490.
    assert_eq!(call(0, &orders), Some((1_240, 290)));
}

#[test]
fn then_least_is_left_over() {
    // 10 trade from 100 to 103: at 100 there are 5 left over, at 101 there is 1, at 103 none.
    let orders = [(Bid, 10, 103), (Bid, 1, 101), (Bid, 4, 100), (Ask, 10, 100)];
    assert_eq!(call(0, &orders), Some((103, 10)));
    assert_eq!(call(0, &[(Bid, 11, 103), (Bid, 4, 100), (Ask, 10, 100)]), Some((103, 10)));
}

#[test]
fn then_pressure_decides() {
    // Only buyers are left over, at both limits alike: the highest. Only sellers: the lowest.
    assert_eq!(call(100, &[(Bid, 12, 104), (Ask, 10, 100)]), Some((104, 10)));
    assert_eq!(call(104, &[(Bid, 10, 104), (Ask, 12, 100)]), Some((100, 10)));
}

#[test]
fn then_the_reference_and_without_one_the_middle() {
    let even = [(Bid, 10, 104), (Ask, 10, 100)];
    assert_eq!(call(103, &even), Some((104, 10)), "104 is closer to 103 than 100");
    assert_eq!(call(101, &even), Some((100, 10)));
    assert_eq!(call(102, &even), Some((100, 10)), "of two equally close the lower");
    assert_eq!(call(0, &even), Some((102, 10)));
    assert_eq!(call(0, &[(Bid, 10, 103), (Ask, 10, 100)]), Some((102, 10)), "101.5 goes to the even tick");
    assert_eq!(call(0, &[(Bid, 10, 101), (Ask, 10, 100)]), Some((100, 10)), "100.5 goes to the even tick");
    assert_eq!(call(0, &[(Bid, 10, 99), (Ask, 10, 100)]), None);
    assert_eq!(call(0, &[]), None);
}

#[test]
fn better_prices_trade_first_and_then_time() {
    let mut scene = Scene::new(Terms { phase: Phase::Collecting, ..Terms::USUAL });
    scene.rest(&[order(1, Bid, 4, 100), order(2, Bid, 4, 100), order(3, Bid, 4, 102)]);
    scene.rest(&[order(4, Ask, 6, 99), order(5, Ask, 4, 98)]);
    let taken_back = scene.enter(order(1, Ask, 1, 101));
    assert_eq!(taken_back, [ended(6, 1, Why::OwnOrder)], "nobody is on both sides of a call");
    let market = Entry { kind: Kind::Market, ..order(6, Bid, 1, 0) };
    assert_eq!(scene.enter(market), [ended(7, 1, Why::BadOrder)]);
    let events = scene.enter(word(Kind::Open));
    let expected = [filled(3, 5, 4, 100), filled(1, 4, 4, 100), filled(2, 4, 2, 100)];
    assert_eq!(events, expected);
    assert_eq!(scene.book.depth(Bid, 9), [(Price(100), 2)]);
    // Whoever bid 102 paid 100.
    assert_eq!(scene.book.allowance(3).value, 1_000_000 - 400);
    assert_eq!(
        scene.enter(order(6, Ask, 2, 100)),
        [filled(9, 2, 2, 100)],
        "from now on it trades continuously"
    );
}
