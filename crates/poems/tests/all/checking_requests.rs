//! Faults of requests to known sellers, made by hand: each is told by the request that has it.

use crate::by_hand::{Broken, Kept, broken, faults_of, kept, key};
use crate::market::{Market, cents, usd};
use kernel::{Amount, Id, Slots, Span};
use market::mechanisms::known_sellers::{DeclineRequest, RequestWork, TimeAsked, WorkRequest};
use market::users::UserKind;
use market::users::assets::PriceTerms;

/// Two requests to one seller: one that is open, and one that was declined.
async fn requests(market: &Market) -> [Id<WorkRequest>; 2] {
    let ana = market.user("ana", UserKind::Person, "97202").await;
    market.food_card(ana).await;
    let offering = market.offer(ana, "35-9021", "97202", PriceTerms::plain(usd(), Amount(2_000))).await;
    market.week(ana, "97202", [Slots::run(0, 96); 7]).await;
    let buyer = market.user("ben", UserKind::Person, "97214").await;
    market.deposit(buyer, cents(50_000)).await;
    let starts_at = market.now().plus_hours(48);
    let mut made = Vec::new();
    for hours in [0, 4] {
        let from = starts_at.plus_hours(hours);
        let span = Span::between(from, from.plus_hours(2)).unwrap();
        let times = vec![TimeAsked { span, expected_pay: None }];
        let (post_code, street) = ("97214".parse().unwrap(), "1 Oak Street".parse().ok());
        let request = RequestWork { buyer, offering, times, post_code, street, note: None };
        made.push(market.run(buyer.cast(), request).await.unwrap().request);
    }
    market.run(ana.cast(), DeclineRequest { request: made[1], reason: None }).await.unwrap();
    [made[0], made[1]]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_kind_of_fault_of_a_request_is_told() {
    let (kept, market): (Kept, Market) = kept("requests").await;
    let [open, over] = requests(&market).await;
    market.store.close().await;
    let (is_open, is_over) = (format!("WHERE id = {}", key(&open)), format!("WHERE id = {}", key(&over)));
    let faults: [Broken; 7] = [
        broken(
            format!("UPDATE work_request SET pending = NULL {is_open}"),
            [format!("request {open}: 0 is set aside for it"), "nothing says for what".to_owned()],
        ),
        broken(
            format!("UPDATE work_request SET set_aside = set_aside + 1 {is_open}"),
            [format!("request {open}: ")],
        ),
        broken(
            format!("UPDATE work_request SET timer = NULL {is_open}"),
            [format!("request {open}: nothing ends it")],
        ),
        broken(
            format!("UPDATE work_request SET answer_by = answer_by + 1 {is_open}"),
            [format!("request {open}: its timer")],
        ),
        broken(
            format!("UPDATE work_request SET stage = 'declined' {is_open}"),
            [
                format!("request {open}: it is over, and keeps something"),
                format!("request {open}: it counts as open"),
            ],
        ),
        broken(
            format!("UPDATE work_request SET street = '1 Oak Street' {is_over}"),
            [format!("request {over}: it is over, and keeps something")],
        ),
        broken(
            format!("DELETE FROM open_request WHERE request = {}", key(&open)),
            [format!("request {open}: it is open, and does not count")],
        ),
    ];
    faults_of(&kept, &market, &faults).await;
}
