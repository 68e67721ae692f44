//! Faults of books of orders, made by hand: each is told by the book, the trader, the order or the round that has it.

use crate::by_hand::{Broken, Kept, broken, faults_of, kept, key};
use crate::market::{Market, cents, usd};
use kernel::{Amount, Day, Id, Slots};
use market::mechanisms::bid_ask::{
    OpenBook, OrderAsked, OrderBook, OrderKind, OrderSide, PartOfDay, PlaceOrders,
};
use market::users::UserKind;
use market::users::assets::PriceTerms;

/// A book in which an ask of two hours rests, and a bid below it.
async fn book(market: &Market) -> Id<OrderBook> {
    let ana = market.user("ana", UserKind::Person, "97202").await;
    let ben = market.user("ben", UserKind::Person, "97214").await;
    market.food_card(ana).await;
    market.deposit(ben, cents(50_000)).await;
    let offering = market.offer(ana, "35-9021", "97202", PriceTerms::plain(usd(), Amount(1_800))).await;
    market.week(ana, "97202", [Slots::ALL; 7]).await;
    let date = Day(market.now().day().0 + 4).date();
    let (sector, post_code) = ("35-9021".to_owned(), "97214".parse().unwrap());
    let open = OpenBook { user: ben, sector, post_code, date, part_of_day: PartOfDay::Morning };
    let book = market.run(ben.cast(), open).await.unwrap();
    for (user, side, price) in [(ana, OrderSide::Ask, 2_100), (ben, OrderSide::Bid, 2_000)] {
        let order =
            OrderAsked { side, kind: OrderKind::Limit, price: Amount(price), hours: 2, minutes: None };
        let offering = (side == OrderSide::Ask).then_some(offering);
        let street = "12 SE Ash Street".parse().ok();
        let place = PlaceOrders { user, book, orders: vec![order], offering, street, note: None };
        market.run(user.cast(), place).await.unwrap();
    }
    market.store.fire_timers(market.now()).await.unwrap();
    book
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_kind_of_fault_of_a_book_is_told() {
    let (kept, market): (Kept, Market) = kept("books").await;
    let book = book(&market).await;
    market.store.close().await;
    let is_it = format!("WHERE id = {}", key(&book));
    let faults: [Broken; 9] = [
        broken(
            "UPDATE book_order SET hours_left = 1 WHERE side = 'bid'".to_owned(),
            [format!("trader 2 of book {book}: "), format!("order 2 of book {book}: it rests by the rounds")],
        ),
        broken(
            "UPDATE book_order SET stage = 'ended' WHERE side = 'ask'".to_owned(),
            [
                format!("trader 1 of book {book}: 2 hours are out for asks of 0"),
                format!("order 1 of book {book}: it rests by the rounds"),
            ],
        ),
        broken(
            "UPDATE book_trader SET set_aside = set_aside + 1 WHERE pending IS NOT NULL".to_owned(),
            [format!("trader 2 of book {book}: ")],
        ),
        broken(
            "UPDATE book_trader SET pending = NULL".to_owned(),
            [format!("trader 2 of book {book}: 0 is set aside"), "nothing says for what".to_owned()],
        ),
        broken(
            "UPDATE book_trader SET hours_out = 1 WHERE hours_out > 0".to_owned(),
            [
                format!("trader 1 of book {book}: 1 hours are out for asks of 2"),
                "hours of resource".to_owned(),
            ],
        ),
        broken(
            format!("UPDATE order_book SET timer = NULL {is_it}"),
            [format!("book {book}: what is open has what ends it")],
        ),
        broken(
            format!("UPDATE order_book SET timer_at = timer_at + 1 {is_it}"),
            [format!("book {book}: its timer")],
        ),
        broken(
            format!("UPDATE order_book SET digest = 'another' {is_it}"),
            [format!("book {book}: its rounds do not end where it stands")],
        ),
        broken(
            "UPDATE book_round SET events = x'' WHERE number = 1".to_owned(),
            [
                format!("round 1 of book {book}: its entries come to something else"),
                format!("book {book}: its rounds do not end where it stands"),
            ],
        ),
    ];
    faults_of(&kept, &market, &faults).await;
}
