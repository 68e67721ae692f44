//! Search: what is asked, what is found, and what to do when nothing is.

use super::market::{Market, words};
use super::people::{SEARCH, ana, cafe};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn anyone_sees_who_is_free_and_the_whole_price() {
    let market = Market::open().await;
    ana(&market).await;
    let found = market.browser().get(SEARCH).await;
    assert_eq!(found.heading(), "1 person is free", "{}", found.words());
    let pays = words(found.all(".option .pay strong")[0]);
    assert_eq!(pays, "$80.27");
    assert!(found.says("Ana R. receives $79.08"), "{}", found.words());
    let check = market.browser().get(&found.link("Choose Ana R.")).await;
    assert!(check.says("You pay $80.27"), "the check has the price of the option: {}", check.words());
    let rules = market.browser().get(&check.link("See each rule")).await;
    assert!(rules.says("Work with food in Oregon"), "{}", rules.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_option_found_is_the_one_held() {
    let market = Market::open().await;
    ana(&market).await;
    let mut cafe = cafe(&market).await;
    let found = cafe.get(SEARCH).await;
    let check = cafe.get(&found.link("Choose Ana R.")).await;
    let held = cafe.submit(&check, "/work-holds", &[]).await;
    assert!(held.says("Held, not booked yet"), "{}", held.words());
    let nobody = market.browser().get(SEARCH).await;
    assert_eq!(nobody.heading(), "Nobody is free then", "the same hours are offered to nobody else");
    assert_eq!(nobody.status.as_u16(), 200);
    let nearest = market.browser().get(&nobody.link("1 person free on")).await;
    assert_eq!(nearest.heading(), "1 person is free", "the nearest yes is one: {}", nearest.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_search_that_does_not_fit_comes_back_filled() {
    let market = Market::open().await;
    let mut guest = market.browser();
    let wrong =
        guest.get("/en/search?sector=gardener&post_code=97214&date=tomorrow&from=17%3A00&minutes=240").await;
    assert_eq!(wrong.status.as_u16(), 422);
    assert_eq!(wrong.all(".error-summary a")[0].attr("href"), Some("#date"));
    assert_eq!(wrong.all("#sector")[0].attr("value"), Some("Gardener"));
    let nowhere = guest.get(&SEARCH.replace("97214", "00000")).await;
    assert_eq!(nowhere.status.as_u16(), 422);
    assert_eq!(nowhere.all(".error-summary a")[0].attr("href"), Some("#post_code"));
    assert_eq!(nowhere.all("#post_code")[0].attr("value"), Some("00000"));
    let extended = guest.get(&SEARCH.replace("97214", "97+214-0001")).await;
    assert_eq!(extended.status.as_u16(), 200, "a post code may have spaces and an extension");
    let change = guest.get(&format!("{SEARCH}&change=yes")).await;
    assert_eq!((change.status.as_u16(), change.all("#from option[selected]").len()), (200, 1));
}

/// Faults A17: the second of the two hours could not be asked for, and "nearest" led in a circle.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_hour_that_the_clock_shows_twice_can_be_asked_for_either_time() {
    let market = Market::open().await;
    let mut guest = market.browser();
    let night = SEARCH.replace("2026-11-27&from=17%3A00&minutes=240", "2027-11-07&from=01%3A30&minutes=60");
    let first = guest.get(&night).await;
    assert!(first.says("the clock shows it twice; this is 1:30am PDT"), "{}", first.words());
    let second = first.link("Look from 1:30am PST on");
    assert!(second.contains("from=01%3A30-08%3A00"), "{second}");
    let second = guest.get(&second).await;
    assert!(second.says("1:30am PST to 2:30am") && second.says("this is 1:30am PST"), "{}", second.words());
    assert!(second.says("UTC-08:00"), "the form keeps it: {}", second.words());
    assert!(second.link("Look from 1:30am PDT on").contains("from=01%3A30-07%3A00"));
    let never = guest.get(&night.replace("01%3A30", "04%3A30-07%3A00")).await;
    assert_eq!(never.status.as_u16(), 422);
    assert!(never.wrong("from").contains("does not show this time"), "{}", never.words());
    let thing = "/en/things?sector=bicycle&post_code=97214&date=2027-11-07&from=01%3A00&until_date=2027-11-07&until=01%3A30";
    let thing = guest.get(thing).await;
    assert!(thing.link("Look from 1:30am PST on").contains("until=01%3A30-08%3A00"), "{}", thing.words());
}
