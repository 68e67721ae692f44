//! Blocks: asked for on a booking, seen by nobody else, and taken back.

use super::market::Market;
use super::people::{SEARCH, ana, booked, cafe};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ana_does_not_deal_with_the_cafe_any_more() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let booking = booked(&mut ana, &mut cafe).await.address;
    let trade = ana.get(&booking).await;
    let asked = ana.get(&trade.link("Do not deal with Café Arroyo any more")).await;
    let listed = ana.submit(&asked, "/blocks", &[]).await;
    assert!(listed.says("You do not deal with each other any more."), "{}", listed.words());
    assert!(listed.says("Café Arroyo"), "{}", listed.words());
    let empty = cafe.get("/en/blocks").await;
    assert!(empty.says("There is nobody on this list."), "{}", empty.words());
    // Of that evening she is booked; a week later she is free.
    let later = SEARCH.replace("2026-11-27", "2026-12-03");
    let found = cafe.get(&later).await;
    assert!(!found.says("Ana R."), "{}", found.words());
    assert!(market.browser().get(&later).await.says("Ana R."), "others find her");
    let again = ana.submit(&listed, "/blocks/remove", &[]).await;
    assert!(again.says("There is nobody on this list."), "{}", again.words());
    assert!(cafe.get(&later).await.says("Ana R."));
}
