//! What pages say of being found, and of hours that cannot be had.

use super::market::{Browser, Market, Shown};
use super::people::{SEARCH, ana, booked, cafe, check_address, free_always, offer, open_account, sign_up};

/// What the page says is missing, with the addresses that it leads to.
fn missing(home: &Shown) -> (Vec<String>, Vec<String>) {
    let said = home.all(".missing li > div").into_iter().map(super::market::words).collect();
    let ways = home.all(".missing a.button").iter().map(|way| way.attr("href").unwrap().to_owned()).collect();
    (said, ways)
}

async fn is_found(cafe: &mut Browser, address: &str) -> bool {
    cafe.get(address).await.says("Ana R.")
}

/// Faults A8: pages said that people could book somebody whom nobody could.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_missing_before_anybody_can_find_a_worker_is_said_with_a_way_for_each() {
    let market = Market::open().await;
    let mut cafe = cafe(&market).await;
    let (mut ana, asked) = open_account(&market, "Ana R.", "person").await;
    let (said, ways) = missing(&ana.get("/en/work").await);
    assert_eq!(said.len(), 3, "{said:?}");
    assert_eq!(ways, ["/en/account/confirmation", "/en/offerings/new", "/en/availability"]);
    ana.submit(&asked, "/account/confirmation", &[("code", &asked.code())]).await;
    offer(&mut ana).await;
    assert_eq!(missing(&ana.get("/en/work").await).1, ["/en/availability"]);
    let week = ana.get("/en/availability").await;
    free_always(&mut ana, &week).await;

    // Hours she has; the card is missing, and the rule is named.
    let home = ana.get("/en/work").await;
    let (said, ways) = missing(&home);
    assert!(said[0].contains("food handler card"), "{said:?}");
    assert_eq!(ways, ["/en/account#claims"]);
    assert!(!is_found(&mut cafe, SEARCH).await);
    assert!(ana.get("/en/offerings").await.says("Not found yet"));
    let account = ana.get("/en/account").await;
    ana.submit(&account, "/account/claims", &[("claim", "food_handler_card")]).await;

    // Monday, a moment after nine in the morning, with two hours' notice.
    let home = ana.get("/en/work").await;
    assert!(missing(&home).0.is_empty(), "{}", home.words());
    assert!(
        home.says("People find you") && home.says("first Monday, November 23, 11:15am to 12:15pm"),
        "{}",
        home.words()
    );
    assert!(is_found(&mut cafe, SEARCH).await);

    // Below the least pay; and put away.
    let offerings = ana.get("/en/offerings").await;
    let edit = ana.get(&offerings.link("Change")).await;
    ana.submit(&edit, &offerings.link("Change"), &[("hourly", "9.00")]).await;
    let (said, ways) = missing(&ana.get("/en/work").await);
    assert!(said[0].contains("must pay") && ways[0].starts_with("/en/offerings/"), "{said:?} {ways:?}");
    let edit = ana.get(&offerings.link("Change")).await;
    ana.submit(&edit, &offerings.link("Change"), &[("hourly", "18.00"), ("minimum_minutes", "240")]).await;
    let offerings = ana.get("/en/offerings").await;
    ana.submit(&offerings, "/stage", &[("stage", "paused")]).await;
    let home = ana.get("/en/work").await;
    assert!(missing(&home).0[0].contains("put away"), "{}", home.words());
    ana.submit(&home, "/stage", &[]).await;
    assert!(missing(&ana.get("/en/work").await).0.is_empty());
}

/// Faults A8: all page defaults, "for the next 2 hours".
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_taps_the_next_two_hours_is_found_in_them_at_once() {
    let market = Market::open().await;
    let mut cafe = cafe(&market).await;
    let mut ana = sign_up(&market, "Ana R.", "person").await;
    offer(&mut ana).await;
    let account = ana.get("/en/account").await;
    ana.submit(&account, "/account/claims", &[("claim", "food_handler_card")]).await;
    let now = SEARCH.replace("2026-11-27&from=17%3A00&minutes=240", "2026-11-23&from=09%3A15&minutes=60");
    let home = ana.get("/en/work").await;
    let free = ana.submit(&home, "/free-now", &[("choice", "two-hours")]).await;
    assert!(free.says("first Monday, November 23, 9:15am to 10:15am"), "{}", free.words());
    assert!(free.says("In these hours you need no notice."), "{}", free.words());
    assert!(is_found(&mut cafe, &now).await);
    ana.submit(&free, "/stop-offers", &[]).await;
    assert!(!is_found(&mut cafe, &now).await);
}

/// Faults A12: hours that are taken or not offered had a price and a button.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hours_that_cannot_be_had_are_refused_before_they_are_held_and_own_ones_are_linked() {
    let market = Market::open().await;
    let (mut ana, mut cafe, mut bar) = (ana(&market).await, cafe(&market).await, cafe_two(&market).await);
    let check = check_address(&mut ana).await;
    let night = cafe.get(&check.replace("17%3A00", "02%3A00")).await;
    assert_eq!(night.status.as_u16(), 422);
    assert!(
        night.says("hours that the worker offers") && !night.has_form("/work-holds"),
        "{}",
        night.words()
    );
    let others = night.link("See who else is free");
    assert!(others.starts_with("/en/search?") && cafe.get(&others).await.status.is_success(), "{others}");

    let page = cafe.get(&check).await;
    let booking = booked(&mut ana, &mut cafe).await;
    let own = cafe.get(&check).await;
    assert_eq!(own.status.as_u16(), 409);
    assert!(own.says("You have some of these hours already"), "{}", own.words());
    assert_eq!(cafe.get(&own.link("Go to your booking")).await.heading(), booking.heading());
    // The form that was still open says the same.
    let again = cafe.submit(&page, "/work-holds", &[("note", "twice")]).await;
    assert!(again.says("You have some of these hours already"), "{}", again.words());
    let taken = bar.get(&check).await;
    assert!(taken.says("Some of these hours are taken now") && !taken.says("booking"), "{}", taken.words());
    assert!(taken.all("a.button").len() == 1, "{}", taken.words());
}

async fn cafe_two(market: &Market) -> Browser {
    sign_up(market, "Bar Norte", "organization").await
}
