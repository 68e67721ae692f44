//! An afternoon that is given, by pages alone.

use super::market::Market;
use super::people::{free_always, money, open_offer, sign_up};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_afternoon_is_given_to_a_charity_alone() {
    let market = Market::open().await;
    let mut helper = sign_up(&market, "Sam H.", "person").await;
    let mut charity = sign_up(&market, "Pantry", "organization").await;
    let mut cafe = sign_up(&market, "Café Arroyo", "organization").await;
    let asked = open_offer(&mut helper, "kitchen-porter").await;
    let week = helper.submit(&asked, "/offerings", &[("unpaid", "yes")]).await;
    assert_eq!(week.status.as_u16(), 200, "{}", week.words());
    free_always(&mut helper, &week).await;
    let account = helper.get("/en/account").await;
    helper.submit(&account, "/account/claims", &[("claim", "food_handler_card")]).await;
    let list = helper.get("/en/offerings").await;
    assert!(list.says("Unpaid: you give this time"), "{}", list.words());

    // Only a charity is admitted, once the register says that it is one.
    let typed = [
        ("sector", "kitchen-porter"),
        ("post_code", "97214"),
        ("date", "2026-11-27"),
        ("from", "17:00"),
        ("minutes", "240"),
        ("unpaid", "yes"),
    ];
    let front = cafe.get("/en/").await;
    let none = cafe.ask(&front, "/search", &typed).await;
    assert!(!none.says("Choose Sam H."), "{}", none.words());
    let account = charity.get("/en/account").await;
    charity.submit(&account, "/account/claims", &[("claim", "charity_or_public_body_status")]).await;
    let front = charity.get("/en/").await;
    let found = charity.ask(&front, "/search", &typed).await;
    let check = charity.get(&found.link("Choose Sam H.")).await;
    assert!(!check.says("$0.00"), "no price is shown where nobody pays: {}", check.words());
    let held = charity.submit(&check, "/work-holds", &[]).await;
    let booked = charity.submit(&held, "/agreement", &[]).await;
    assert!(booked.says("Nobody pays anything"), "{}", booked.words());
    assert!(booked.says("For You") && !booked.says("Pays You"), "{}", booked.words());
    let contract = helper.get(&booked.link("Read the contract")).await;
    assert!(contract.says("AGREEMENT ON UNPAID WORK"), "{}", contract.words());

    let ended = charity.submit(&booked, "/clock", &[("to", "shift-end")]).await;
    let his = helper.get(&booked.address).await;
    helper.submit(&his, "/record", &[("due", "240")]).await;
    let asked = charity.get(&ended.address).await;
    assert!(!asked.says("pay now"), "{}", asked.words());
    let over = charity.submit(&asked, "/confirmation", &[]).await;
    assert!(over.says("Done"), "{}", over.words());
    assert!(!over.says("paid"), "nothing was paid: {}", over.words());
    assert_eq!((money(&mut helper).await.as_str(), money(&mut charity).await.as_str()), ("$0.00", "$0.00"));
    let receipt = helper.get(&over.link("See the receipt")).await;
    assert!(receipt.says("4 hours") && !receipt.says("$0.00"), "{}", receipt.words());
}
