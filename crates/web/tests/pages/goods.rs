//! Goods, sold and bought by pages alone: collected by code, brought, and some of them sent back.

use super::market::{Browser, Market, Shown};
use super::people::{agree, money, open_offer, sign_up};

/// Offers one kind of goods.
pub(crate) async fn stock(grocer: &mut Browser, title: &str, each: &str, count: &str) {
    let asked = open_offer(grocer, "fruit").await;
    let typed = [
        ("title", title),
        ("each", each),
        ("count", count),
        ("handing_over", "collection"),
        ("handing_over", "delivery"),
        ("delivery", "3"),
        ("ready_minutes", "0"),
    ];
    let list = grocer.submit(&asked, "/offerings", &typed).await;
    assert!(list.says(title), "{}", list.words());
}

/// Holds a loaf, noting the pages on the way.
pub(crate) async fn hold_bread(buyer: &mut Browser, seen: &mut Vec<String>) -> Shown {
    let stall = stall(buyer).await;
    let check = buyer.ask(&stall, "/goods/check", &[(&count_of(&stall, "Bread"), "1")]).await;
    seen.extend(["/en/goods?post_code=97214".to_owned(), stall.address, check.address.clone()]);
    buyer.submit(&check, "/goods-holds", &[]).await
}

async fn grocer(market: &Market) -> Browser {
    let mut grocer = sign_up(market, "Greta G.", "person").await;
    stock(&mut grocer, "Apples, a kilo", "3", "10").await;
    stock(&mut grocer, "Bread", "5", "2").await;
    grocer
}

/// The name of the box for an item on a stall.
fn count_of(stall: &Shown, title: &str) -> String {
    let labels = stall.all("main label");
    let label = labels.into_iter().find(|label| super::market::words(*label) == title).unwrap();
    label.attr("for").unwrap().to_owned()
}

async fn stall(buyer: &mut Browser) -> Shown {
    let front = buyer.get("/en/").await;
    let search = buyer.get(&front.link("Buy something")).await;
    let found = buyer.ask(&search, "/goods", &[("post_code", "97214"), ("words", "bread")]).await;
    assert!(found.says("1 thing"), "{}", found.words());
    buyer.get(&found.link("Bread")).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn groceries_are_collected_and_a_loaf_goes_back() {
    let market = Market::open().await;
    let mut grocer = grocer(&market).await;
    let mut buyer = sign_up(&market, "Bo K.", "person").await;
    let statement = buyer.get("/en/statement").await;
    buyer.submit(&statement, "/statement/add", &[("amount", "200")]).await;
    let stall = stall(&mut buyer).await;
    let (apples, bread) = (count_of(&stall, "Apples, a kilo"), count_of(&stall, "Bread"));

    // Boxes that do not fit say so, and keep what was typed.
    let none = buyer.ask(&stall, "/goods/check", &[]).await;
    assert_eq!(none.status.as_u16(), 422);
    assert!(none.wrong(&bread).contains("at least one piece"), "{}", none.words());
    let wrong = buyer.ask(&none, "/goods/check", &[(&apples, "four"), (&bread, "2")]).await;
    assert!(wrong.wrong(&apples).contains("whole number"), "{}", wrong.words());
    assert_eq!((wrong.value(&apples).as_str(), wrong.value(&bread).as_str()), ("four", "2"));
    let scarce = buyer.ask(&wrong, "/goods/check", &[(&apples, ""), (&bread, "3")]).await;
    assert!(scarce.wrong(&bread).contains("only 2 left"), "{}", scarce.words());

    let check = buyer.ask(&scarce, "/goods/check", &[(&apples, "4"), (&bread, "2")]).await;
    assert!(check.says("4 × Apples, a kilo") && check.says("2 × Bread"), "{}", check.words());
    let held = buyer.submit(&check, "/goods-holds", &[]).await;
    let booked = buyer.submit(&held, "/agreement", &[]).await;
    assert_eq!(money(&mut buyer).await, "$177.67");

    // Collected by code.
    let hers = grocer.get(&booked.address).await;
    assert!(hers.says("You receive $22.00"), "{}", hers.words());
    let words = booked.words();
    let (_, code) =
        words.split_once("Your code: show it when you meet ").unwrap_or_else(|| panic!("{words}"));
    let given = grocer.submit(&hers, "/parts/1/record", &[("code", &code[..7])]).await;
    assert!(given.says("The code was right"), "{}", given.words());

    // One loaf is stale. Nothing typed is not everything sent back.
    let his = buyer.get(&booked.address).await;
    let nothing = buyer.submit(&his, "/parts/1/report", &[(&item(&his, "Bread"), "")]).await;
    assert_eq!(nothing.status.as_u16(), 422, "{}", nothing.words());
    let field = item(&nothing, "Bread");
    let many = buyer.submit(&nothing, "/parts/1/report", &[(&field, "7")]).await;
    assert!(many.wrong(&field).contains("no more of each"), "{}", many.words());
    let reported = buyer.submit(&many, "/parts/1/report", &[(&field, "1")]).await;
    assert!(reported.says("Sent back"), "{}", reported.words());
    let hers = grocer.get(&booked.address).await;
    let back = grocer.submit(&hers, "/acceptance", &[("is_restocked", "yes")]).await;
    assert!(back.says("The money went back"), "{}", back.words());
    let list = grocer.get("/en/offerings").await;
    assert!(list.says("Left 1"), "the loaf can be sold again: {}", list.words());

    // Nobody says anything about the rest: time closes it.
    let mut page = his;
    for _ in 0..4 {
        page = buyer.submit(&page, "/clock", &[("to", "plus-day")]).await;
    }
    let over = buyer.get(&booked.address).await;
    assert!(over.says("See the receipt"), "{}", over.words());
    assert_eq!((money(&mut buyer).await.as_str(), money(&mut grocer).await.as_str()), ("$182.75", "$17.00"));
}

/// The name of the box for how many of an item go back.
fn item(page: &Shown, title: &str) -> String {
    let labels = page.all("main label");
    let label = labels.into_iter().find(|label| super::market::words(*label) == title).unwrap();
    let id = label.attr("for").unwrap();
    page.all(&format!("[id={id:?}]"))[0].attr("name").unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn groceries_are_brought_and_silence_pays() {
    let market = Market::open().await;
    let mut grocer = grocer(&market).await;
    let mut buyer = sign_up(&market, "Bo K.", "person").await;
    let stall = stall(&mut buyer).await;
    let apples = count_of(&stall, "Apples, a kilo");
    let check = buyer.ask(&stall, "/goods/check", &[(&apples, "2"), ("handing_over", "delivery")]).await;
    assert!(check.says("It is brought or sent"), "{}", check.words());
    let held = buyer.submit(&check, "/goods-holds", &[]).await;
    let booked = agree(&mut buyer, &held).await;
    let hers = grocer.get(&booked.address).await;
    let bare = grocer.submit(&hers, "/parts/1/record", &[("code", "")]).await;
    assert!(bare.wrong("code").contains("add one first"), "{}", bare.words());
    let blank = grocer.submit(&bare, "/parts/1/evidence", &[("words", "")]).await;
    assert!(blank.wrong("words").contains("Write something"), "{}", blank.words());
    let sent = grocer.submit(&blank, "/parts/1/evidence", &[("words", "UPS 1Z 999")]).await;
    assert!(sent.says("UPS 1Z 999"), "{}", sent.words());
    let gone = grocer.submit(&sent, "/parts/1/record", &[]).await;
    assert!(gone.says("Bo K. confirms that it arrived"), "{}", gone.words());
    let his = buyer.get(&booked.address).await;
    let mut page = buyer.submit(&his, "/parts/1/evidence", &[("kind", "arrived")]).await;
    assert!(page.says("Says that it arrived"), "{}", page.words());
    for _ in 0..4 {
        page = buyer.submit(&page, "/clock", &[("to", "plus-day")]).await;
    }
    assert!(page.says("Nobody objected in time, and it was paid"), "{}", page.words());
    assert_eq!((money(&mut buyer).await.as_str(), money(&mut grocer).await.as_str()), ("$0.00", "$9.00"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stock_is_counted_anew() {
    let market = Market::open().await;
    let mut grocer = grocer(&market).await;
    let list = grocer.get("/en/offerings").await;
    let wrong = grocer.submit(&list, "/stock", &[("free", "some")]).await;
    assert_eq!((wrong.status.as_u16(), wrong.value("free").as_str()), (422, "some"));
    assert!(wrong.wrong("free").contains("whole number"), "{}", wrong.words());
    let counted = grocer.submit(&wrong, "/stock", &[("free", "7")]).await;
    assert!(counted.says("Left 7"), "{}", counted.words());
}
