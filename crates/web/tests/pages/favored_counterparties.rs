//! Favored counterparties: added where somebody is met, seen where they are found, and taken off again.

use super::market::Market;
use super::people::{SEARCH, ana, booked, cafe, check_address};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cafe_marks_ana_where_it_meets_her() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let check = cafe.get(&check_address(&mut ana).await).await;
    let marked = cafe.submit(&check, "/favorites", &[]).await;
    assert_eq!(marked.heading(), check.heading(), "back on the page: {}", marked.words());
    assert!(marked.says("This is now one of your favorites."), "{}", marked.words());
    let found = cafe.get(SEARCH).await;
    assert!(found.says("One of your favorites"), "{}", found.words());
    assert!(!market.browser().get(SEARCH).await.says("One of your favorites"), "only the café sees it");

    let list = cafe.get("/es/favorites").await;
    assert!(list.says("Ana R."), "{}", list.words());
    let empty = cafe.submit(&list, "/favorites/remove", &[]).await;
    assert!(empty.says("Todavía no tiene favoritos."), "{}", empty.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ana_marks_the_cafe_on_a_booking() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let booking = booked(&mut ana, &mut cafe).await.address;
    let trade = ana.get(&booking).await;
    let marked = ana.submit(&trade, "/favorites", &[]).await;
    assert!(marked.says("Take Café Arroyo off your favorites"), "{}", marked.words());
    let list = ana.get("/en/favorites").await;
    assert!(list.says("Café Arroyo"), "{}", list.words());
}
