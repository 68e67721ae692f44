//! A hundred buyers of one hour: one booking, ninety-nine named refusals, no stray hold, no cent astray.

use crate::market::{HERE, Market, cents, usd};
use kernel::{Amount, Date, Slots, Span};
use ledger::Account;
use market::mechanisms::stored_availability::work::HoldWork;
use market::trade::{Stage, Trade};
use market::users::{
    UserKind,
    assets::PriceTerms,
    availability::{AvailabilityRefusal, ResourceDay},
};
use store::Failure;
use tokio::task::JoinSet;

crate::on_both_engines!(a_hundred_buyers_of_one_hour_end_in_one_booking);

async fn a_hundred_buyers_of_one_hour_end_in_one_booking(market: Market) {
    let ana = market.user("ana", UserKind::Person, "97202").await;
    market.food_card(ana).await;
    let terms = PriceTerms::plain(usd(), Amount(1_800));
    let offering = market.offer(ana, "35-9021", "97202", terms).await;
    market.week(ana, "97202", [Slots::ALL; 7]).await;
    let mut buyers = Vec::new();
    for number in 0..100 {
        let buyer = market.user(&format!("buyer{number}"), UserKind::Organization, "97214").await;
        market.deposit(buyer, cents(10_000)).await;
        buyers.push(buyer);
    }
    let calendar = market.books.directory.find_place("97214").unwrap().zone.calendar();
    let starts_at = calendar.timestamp(Date::new(2026, 11, 27).unwrap(), 17 * 60).unwrap();
    let span = Span::between(starts_at, starts_at.plus_hours(1)).unwrap();

    let mut asking = JoinSet::new();
    for buyer in buyers {
        let store = market.store.clone();
        asking.spawn(async move {
            let post_code = "97214".parse().unwrap();
            let hold = HoldWork {
                buyer,
                offering,
                span,
                post_code,
                street: "1 Oak Street".parse().ok(),
                note: None,
                expected_pay: None,
            };
            let held = store.run(store.request(HERE, buyer.cast()), hold).await?;
            store.run(store.request(HERE, buyer.cast()), held.agree()).await
        });
    }
    let (mut booked, mut taken) = (0, 0);
    while let Some(outcome) = asking.join_next().await {
        match outcome.unwrap() {
            Ok(_) => booked += 1,
            Err(failure @ Failure::Refused(_)) => {
                assert_eq!(failure.refusal(), Some(&AvailabilityRefusal::Taken), "{failure:?}");
                taken += 1;
            }
            Err(failure) => panic!("{failure:?}"),
        }
    }
    assert_eq!((booked, taken), (1, 99));

    let mut stages = Vec::new();
    market.store.scan::<Trade>(|trade| stages.push(trade.stage)).await.unwrap();
    assert_eq!(stages, [Stage::Booked], "no stray hold");
    let (mut busy, mut sum) = (0, 0);
    market.store.scan::<ResourceDay>(|day| busy += day.busy.count()).await.unwrap();
    market.store.scan::<Account>(|account| sum += account.available.0 + account.reserved.0).await.unwrap();
    assert_eq!((busy, sum), (4, 0));
}
