//! Listings by pages alone: a bear listed, found, asked about and offered for, and bought at another price.

use super::market::{Browser, Market, Shown};
use super::people::{money, sign_up};

/// Lists a bear; its page.
pub(crate) async fn list_a_bear(owner: &mut Browser) -> String {
    let listed = list(owner, &[]).await;
    assert!(listed.says("It is listed."), "{}", listed.words());
    listed.address.split('?').next().unwrap().to_owned()
}

async fn list(owner: &mut Browser, typed: &[(&str, &str)]) -> Shown {
    let ask = owner.get("/en/listings/new").await;
    let usual = [
        ("title", "Two bears of 1905"),
        ("sector", "honey"),
        ("description", "Glass eyes."),
        ("post_code", "97214"),
        ("asking", "priced"),
        ("price", "40"),
        ("piece_count", "2"),
        ("is_collected", "yes"),
    ];
    let mut all = typed.to_vec();
    all.extend(usual.iter().filter(|(name, _)| typed.iter().all(|(other, _)| other != name)));
    owner.submit(&ask, "/listings/new", &all).await
}

/// Asks about it; the page of the talk.
pub(crate) async fn ask_about_it(buyer: &mut Browser, listing: &str) -> String {
    let page = buyer.get(listing).await;
    let asked = buyer.submit(&page, "/messages", &[("words", "Is it still there?")]).await;
    assert!(asked.says("Your message is there.") && asked.says("Is it still there?"), "{}", asked.words());
    asked.address.split('?').next().unwrap().to_owned()
}

/// Offers 30 dollars for it; the page of the talk.
async fn offer_for_it(buyer: &mut Browser, listing: &str) -> String {
    let page = buyer.get(listing).await;
    let offered = buyer.submit(&page, "/offers", &[("price", "30")]).await;
    assert!(offered.says("Your offer is there."), "{}", offered.words());
    offered.address.split('?').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bear_is_bought_at_a_price_that_both_have_said() {
    let market = Market::open().await;
    let mut seller = sign_up(&market, "Greta G.", "person").await;
    let wrong = list(&mut seller, &[("price", ""), ("sector", "no such thing at all")]).await;
    assert!(!wrong.wrong("price").is_empty() && !wrong.wrong("sector").is_empty(), "{}", wrong.words());
    let wrong = list(&mut seller, &[("is_collected", "")]).await;
    assert!(wrong.says("Error: Goods are collected or brought: say how"), "{}", wrong.words());
    let bear = list_a_bear(&mut seller).await;

    let mut buyer = sign_up(&market, "Ann B.", "person").await;
    let statement = buyer.get("/en/statement").await;
    buyer.submit(&statement, "/statement/add", &[("amount", "150")]).await;
    let found = buyer.get("/en/listings?words=bears").await;
    assert!(found.says("1 listing") && found.says("Goods"), "{}", found.words());
    let page = buyer.get(&found.link("Two bears of 1905")).await;
    assert!(page.says("$40.00 each") && page.says("Glass eyes."), "{}", page.words());
    let wrong = buyer.submit(&page, "/offers", &[("price", "")]).await;
    assert!(!wrong.wrong("price").is_empty(), "{}", wrong.words());
    let talk = offer_for_it(&mut buyer, &bear).await;
    assert_eq!(money(&mut buyer).await, "$119.55", "30 with the mark-up is set aside");

    let own = seller.get(&bear).await;
    assert!(own.says("$30.00 offered"), "{}", own.words());
    let seen = seller.get(&own.link("Ann B.")).await;
    let countered = seller.submit(&seen, "/counter", &[("price", "35")]).await;
    assert!(countered.says("Your price is there."), "{}", countered.words());
    let seen = buyer.get(&talk).await;
    assert!(seen.says("You would pay $35.53 in all"), "{}", seen.words());
    let asked = buyer.submit(&seen, "/messages", &[("words", "Fine. Is Saturday all right?")]).await;
    assert!(asked.says("Fine. Is Saturday all right?"), "{}", asked.words());
    let bought = buyer.submit(&asked, "/acceptance", &[]).await;
    assert!(bought.says("It is agreed, and booked."), "{}", bought.words());
    let booking = buyer.get(&bought.link("See the booking")).await;
    assert!(booking.says("Two bears of 1905") && booking.says("$35.53"), "{}", booking.words());
    let everything = buyer.get("/en/account/everything").await;
    assert!(everything.says("Fine. Is Saturday all right?"), "{}", everything.words());

    let mut other = sign_up(&market, "Cy D.", "person").await;
    assert_eq!(other.get(&talk).await.status.as_u16(), 404);
    let page = other.get(&bear).await;
    let flagged = other.submit(&page, "/flags", &[("reason", "deceptive")]).await;
    assert!(flagged.says("Thank you: it is noted."), "{}", flagged.words());
    let held = other.get("/en/listings/held").await;
    assert_eq!(held.status.as_u16(), 404, "{}", held.words());
}
