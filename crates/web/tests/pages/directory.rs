//! The directory by pages: what people say finds a sector, in a search, in an offer, and by itself.

use super::market::Market;
use super::people::sign_up;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sector_is_found_by_what_people_say() {
    let market = Market::open().await;
    let mut guest = market.browser();
    let all = guest.get("/en/sectors").await;
    assert!(all.says("Kitchen porter") && all.says("Bicycle") && all.says("Fruit"), "{}", all.words());
    let found = guest.ask(&all, "/sectors", &[("words", "kichen")]).await;
    let porter = guest.get(&found.link("Kitchen porter")).await;
    assert!(porter.says("One in ten earns less than"), "{}", porter.words());
    let search = guest.get(&porter.link("Find someone")).await;
    assert!(search.says("Kind of work"), "{}", search.words());
    let none = guest.ask(&all, "/sectors", &[("words", "xyzzy")]).await;
    assert!(none.says("Nothing is called so here"), "{}", none.words());
    let spanish = guest.get("/es/sectors?words=lavaplatos").await;
    assert!(spanish.says("Lavaplatos"), "{}", spanish.words());
    assert_eq!(guest.get("/en/sectors/nothing").await.status.as_u16(), 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_search_asks_which_of_several_is_meant() {
    let market = Market::open().await;
    let mut guest = market.browser();
    let typed = [("sector", "cook"), ("post_code", "97202"), ("date", "2026-11-27")];
    let front = guest.get("/en/").await;
    let which = guest.ask(&front, "/search", &typed).await;
    assert!(which.wrong("sector").contains("choose what you mean"), "{}", which.words());
    assert!(which.says("Restaurant cook") && which.says("Canteen cook"), "{}", which.words());
    let found = guest.ask(&which, "/search", &[("sector", "restaurant-cook")]).await;
    assert!(found.says("Nobody is free then"), "{}", found.words());
    let called = guest.ask(&front, "/search", &[("sector", "KITCHEN PORTER"), typed[1], typed[2]]).await;
    assert!(called.says("Kitchen porter near 97202"), "{}", called.words());
    let none = guest.ask(&front, "/search", &[("sector", "xyzzy"), typed[1], typed[2]]).await;
    assert!(none.wrong("sector").contains("other words"), "{}", none.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_offer_begins_with_what_it_is_in_ones_own_words() {
    let market = Market::open().await;
    let mut seller = sign_up(&market, "Greta G.", "person").await;
    let what = seller.get("/en/offerings/new").await;
    let which = seller.ask(&what, "/offerings/new", &[("sector", "clean"), ("post_code", "97214")]).await;
    assert!(which.says("Vehicle cleaner"), "{}", which.words());
    let terms = seller.ask(&which, "/offerings/new", &[("sector", "cleaner")]).await;
    assert!(terms.says("Cleaner"), "{}", terms.words());
    let by_name = seller.ask(&what, "/offerings/new", &[("sector", "Cleaner"), ("post_code", "97214")]).await;
    let offered = seller.submit(&by_name, "/offerings", &[("hourly", "25")]).await;
    assert!(offered.status.is_success(), "{}", offered.words());
    let own = seller.get("/en/offerings").await;
    assert!(own.says("Cleaner"), "{}", own.words());
}
