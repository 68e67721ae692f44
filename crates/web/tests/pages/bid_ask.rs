//! Books of orders by pages alone: opened, bid in and asked in, called, booked, and taken back from.

use super::market::{Browser, Market, Shown};
use super::people::{ana, cafe, money};

/// Opens a book for a morning of washing up, long after the clock is moved to on the way.
pub(crate) async fn open(buyer: &mut Browser) -> Shown {
    let statement = buyer.get("/en/statement").await;
    buyer.submit(&statement, "/statement/add", &[("amount", "150")]).await;
    let front = buyer.get("/en/").await;
    let list = buyer.get(&front.link("Hours by the book")).await;
    let ask = buyer.get(&list.link("Open a book")).await;
    let typed = [("sector", "kitchen-porter"), ("post_code", "97214"), ("date", "2026-12-10")];
    let opened = buyer.submit(&ask, "/books", &typed).await;
    assert!(opened.says("Nobody offers hours now."), "{}", opened.words());
    opened
}

/// Bids in a book.
pub(crate) async fn bid(buyer: &mut Browser, book: &Shown, price: &str) -> Shown {
    buyer.submit(book, "/orders", &[("price", price), ("hours", "2"), ("street", "12 SE Ash Street")]).await
}

/// The page of a book in which somebody has bid.
pub(crate) async fn bid_in(buyer: &mut Browser) -> String {
    let book = open(buyer).await;
    let book = bid(buyer, &book, "18").await;
    book.address.split('?').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hours_are_bid_for_asked_for_and_booked() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let book = open(&mut cafe).await;
    let before = money(&mut cafe).await;
    let page = book.address.split('?').next().unwrap().to_owned();
    let wrong = bid(&mut cafe, &book, "a lot").await;
    assert!(wrong.wrong("price").contains("such as 18.50"), "{}", wrong.words());
    let wrong = bid(&mut cafe, &wrong, "21.01").await;
    assert!(wrong.wrong("price").contains("whole steps of $0.05"), "{}", wrong.words());
    let placed = bid(&mut cafe, &wrong, "21").await;
    assert!(placed.says("It is placed, and takes its turn."), "{}", placed.words());
    assert!(placed.says("2 hours wanted at up to $21.00 an hour"), "{}", placed.words());
    assert!(!placed.says("Work hours"), "the café offers no such work: {}", placed.words());
    let taken_back = cafe.submit(&placed, "/cancellation", &[]).await;
    assert!(taken_back.says("It leaves the book in its turn"), "{}", taken_back.words());
    // Its turn comes when the market's timers next fire.
    cafe.submit(&taken_back, "/clock", &[("to", "plus-day")]).await;
    let again = cafe.get(&page).await;
    assert!(again.says("Taken back"), "{}", again.words());
    assert_eq!(money(&mut cafe).await, before);
    bid(&mut cafe, &again, "22").await;

    let hers = ana.get(&page).await;
    assert!(hers.says("Called about"), "{}", hers.words());
    let low = ana.submit(&hers, "/orders", &[("side", "ask"), ("price", "5"), ("hours", "3")]).await;
    assert!(low.wrong("price").contains("$16.30"), "{}", low.words());
    let placed = ana.submit(&low, "/orders", &[("side", "ask"), ("price", "20"), ("hours", "3")]).await;
    assert!(placed.says("3 hours offered from $20.00 an hour"), "{}", placed.words());
    let mine = ana.get(&placed.link("Your books")).await;
    assert!(mine.says("1 order is open."), "{}", mine.words());

    ana.submit(&placed, "/clock", &[("to", "plus-day")]).await;
    let over = cafe.get(&page).await;
    assert!(over.says("Booked") && over.says("2 hours at $20.00 an hour"), "{}", over.words());
    let told = cafe.get("/en/inbox").await;
    assert!(told.says("2 hours are booked for you at $20.00 an hour."), "{}", told.words());
    let everything = cafe.get("/en/account/everything").await;
    assert!(everything.says("2 hours wanted at up to $22.00 an hour"), "{}", everything.words());
    let guest = market.browser().get(&page).await;
    assert!(guest.says("Sign in to place an order"), "{}", guest.words());
}
