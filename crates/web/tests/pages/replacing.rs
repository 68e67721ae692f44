//! When nobody comes: the way to somebody else, and booking the same person again.

use super::market::Market;
use super::people::{agree, ana, booked, cafe, offer, sign_up};

/// Somebody else who washes up on any day.
async fn luis(market: &Market) -> super::market::Browser {
    let mut luis = sign_up(market, "Luis M.", "person").await;
    offer(&mut luis).await;
    let account = luis.get("/en/account").await;
    luis.submit(&account, "/account/claims", &[("claim", "food_handler_card")]).await;
    let week = luis.get("/en/availability").await;
    let days = [("days", "0"), ("days", "1"), ("days", "2"), ("days", "3"), ("days", "4"), ("days", "5")];
    let hours = [("week-from", "08:00"), ("week-until", "24:00")];
    luis.submit(&week, "/availability/week", &[days.as_slice(), &hours].concat()).await;
    luis
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_left_alone_finds_somebody_else_for_the_hours_that_are_left_at_the_same_door() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    luis(&market).await;
    let page = booked(&mut ana, &mut cafe).await;
    assert!(!page.says("Find somebody else"), "she has not called off");
    let hers = ana.get(&page.address).await;
    let hers = ana.submit(&hers, "/cancellation", &[]).await;
    assert!(!hers.says("Find somebody else"), "it is for the buyer");
    assert!(cafe.get("/en/inbox").await.says("finds somebody else for the same hours with one button"));
    let page = cafe.get(&page.address).await;
    assert!(page.says("4 hours are left"), "{}", page.words());
    let found = cafe.get(&page.link("Who is free now?")).await;
    assert!(found.says("Luis M.") && !found.says("Ana R."), "{}", found.words());
    let check = cafe.get(&found.link("Choose Luis M.")).await;
    assert!(check.says("5pm to 9pm"), "{}", check.words());
    let held = cafe.submit(&check, "/work-holds", &[]).await;
    let booked = cafe.submit(&held, "/agreement", &[]).await;
    assert!(booked.says("It is booked"), "{}", booked.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn street_and_note_of_the_booking_before_are_kept_and_are_its_buyers_alone() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    luis(&market).await;
    let address = super::people::check_address(&mut ana).await.replace("post_code=97214", "post_code=97202");
    let check = cafe.get(&address).await;
    let typed = [("street", "3 SE Elm Street"), ("note", "Ask for Kim.")];
    let held = cafe.submit(&check, "/work-holds", &typed).await;
    let page = agree(&mut cafe, &held).await;
    let hers = ana.get(&page.address).await;
    ana.submit(&hers, "/cancellation", &[]).await;
    let page = cafe.get(&page.address).await;
    let found = cafe.get(&page.link("Who is free now?")).await;
    let choice = found.link("Choose Luis M.");
    let check = cafe.get(&choice).await;
    assert_eq!(check.value("street"), "3 SE Elm Street");
    let note: String = check.all("textarea[name=note]")[0].text().collect();
    assert_eq!(note.trim(), "Ask for Kim.");
    let mut other = sign_up(&market, "Bar Norte", "organization").await;
    let theirs = other.get(&choice).await;
    assert!(
        !theirs.html.html().contains("Elm Street") && !theirs.html.html().contains("Kim"),
        "{}",
        theirs.words()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_that_nobody_came_offers_what_is_left_and_nothing_after_the_end() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let page = booked(&mut ana, &mut cafe).await;
    let begun = cafe.submit(&page, "/clock", &[("to", "shift-start")]).await;
    let reported = cafe.submit(&begun, "/report", &[]).await;
    assert!(reported.says("Find somebody else"), "{}", reported.words());
    let found = cafe.get(&reported.link("Who is free now?")).await;
    assert!(found.says("Nobody"), "nobody else is there: {}", found.words());
    let over = cafe.submit(&reported, "/clock", &[("to", "shift-end")]).await;
    assert!(!over.says("Find somebody else"), "{}", over.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_person_is_booked_again_with_the_search_filled_in_and_first() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    luis(&market).await;
    let page = booked(&mut ana, &mut cafe).await;
    let hers = ana.get(&page.address).await;
    assert!(!hers.says("again"), "a seller books nobody: {}", hers.words());
    let address = page.link("Book Ana R. again");
    assert!(address.contains("date=2026-12-04") && address.contains("minutes=240"), "{address}");
    let found = cafe.get(&address).await;
    let first = super::market::words(found.all("article.option")[0]);
    assert!(first.contains("Ana R."), "{first}");
    assert!(found.says("Whom you asked for stands first"), "{}", found.words());

    cafe.submit(&page, "/favorites", &[]).await;
    let favorites = cafe.get("/en/favorites").await;
    let again = cafe.get(&favorites.link("Book Ana R. again")).await;
    let again = cafe.get(again.headers["location"].to_str().unwrap()).await;
    assert!(super::market::words(again.all("article.option")[0]).contains("Ana R."), "{}", again.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_is_kept_for_the_weeks_that_are_chosen_and_the_page_says_which_cannot_be() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let page = booked(&mut ana, &mut cafe).await;
    let hers = ana.get(&format!("{}/weeks", page.address)).await;
    assert_eq!(hers.status.as_u16(), 403, "{}", hers.words());
    let weeks = cafe.get(&page.link("Book the same again for several weeks")).await;
    let boxes: Vec<String> =
        weeks.all("input[name=weeks]").iter().map(|one| one.attr("value").unwrap().to_owned()).collect();
    assert_eq!(boxes.len(), 8, "{}", weeks.words());
    assert!(weeks.says("Friday, December 4, 5pm to 9pm: you pay $80.27"), "{}", weeks.words());
    let nothing = cafe.submit(&weeks, "/weeks", &[]).await;
    assert!(nothing.says("Choose at least one week"), "{}", nothing.words());
    let typed = [("weeks", boxes[0].as_str()), ("weeks", boxes[2].as_str())];
    let listed = cafe.submit(&nothing, "/weeks", &typed).await;
    assert_eq!(listed.heading(), "Your bookings", "{}", listed.words());
    assert!(listed.says("December 4") && listed.says("December 18"), "{}", listed.words());
    let weeks = cafe.get(&format!("{}/weeks", page.address)).await;
    assert_eq!(weeks.all("input[name=weeks]").len(), 6, "{}", weeks.words());
    assert!(weeks.says("These cannot be"), "{}", weeks.words());
}
