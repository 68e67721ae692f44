//! Reverse auctions by pages alone: a cleaning put out, bid for, and taken.

use super::market::{Browser, Market, Shown};
use super::people::{ana, cafe, money};

/// Puts work out.
pub(crate) async fn open(buyer: &mut Browser, typed: &[(&str, &str)]) -> Shown {
    let list = buyer.get("/en/reverse-auctions").await;
    let ask = buyer.get(&list.link("Put work out to bids")).await;
    submit(buyer, &ask, typed).await
}

async fn submit(buyer: &mut Browser, ask: &Shown, typed: &[(&str, &str)]) -> Shown {
    let usual = [
        ("sector", "kitchen-porter"),
        ("title", "Clean the kitchen after the fair"),
        ("date", "2026-11-27"),
        ("from", "17:00"),
        ("work_minutes", "240"),
        ("post_code", "97214"),
        ("street", "12 SE Ash Street"),
        ("top", "120"),
        ("minutes", "1440"),
    ];
    let mut all = typed.to_vec();
    all.extend(usual.iter().filter(|(name, _)| typed.iter().all(|(other, _)| other != name)));
    buyer.submit(ask, "/reverse-auctions/new", &all).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cleaning_is_put_out_bid_for_and_taken() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let statement = cafe.get("/en/statement").await;
    cafe.submit(&statement, "/statement/add", &[("amount", "300")]).await;
    let before = money(&mut cafe).await;
    let wrong = open(&mut cafe, &[("date", "2026-11-24"), ("top", "")]).await;
    assert!(wrong.wrong("top").contains("such as"), "{}", wrong.words());
    let wrong = submit(&mut cafe, &wrong, &[("date", "2026-11-24")]).await;
    assert!(wrong.wrong("date").contains("begins after bids are over"), "{}", wrong.words());
    let opened = submit(&mut cafe, &wrong, &[]).await;
    assert!(opened.says("It is put out.") && opened.says("Set aside for it $121.80"), "{}", opened.words());
    assert_ne!(money(&mut cafe).await, before);
    let page = opened.address.split('?').next().unwrap().to_owned();
    assert!(market.browser().get(&page).await.says("Sign in to bid"));

    let listed = ana.get("/en/reverse-auctions").await;
    let page_of_hers = ana.get(&listed.link("Clean the kitchen after the fair")).await;
    let low = ana.submit(&page_of_hers, "/bid", &[("least", "60")]).await;
    assert!(low.wrong("least").contains("$65.20"), "{}", low.words());
    let bid = ana.submit(&low, "/bid", &[("least", "91.23")]).await;
    assert!(bid.says("You lead.") && bid.says("Your rank 1"), "{}", bid.words());
    assert!(!cafe.get(&page).await.says("91.23"), "nobody else sees her least");

    let opened = cafe.get(&page).await;
    cafe.submit(&opened, "/clock", &[("to", "plus-day")]).await;
    let held = cafe.get(&page).await;
    assert!(held.says("The lowest") && held.says("$121.80"), "alone she has the most: {}", held.words());
    let taken = cafe.submit(&held, "/acceptance", &[]).await;
    assert!(taken.says("It is booked.") && taken.says("The lowest was taken"), "{}", taken.words());
    let told = ana.get("/en/inbox").await;
    assert!(told.says("Yours is the lowest"), "{}", told.words());
    assert!(ana.get("/en/reverse-auctions").await.says("The lowest was taken: 1"));
    assert!(ana.get("/en/account/everything").await.says("$91.23"));

    let second = open(&mut cafe, &[("date", "2026-12-04")]).await;
    let second = second.address.split('?').next().unwrap().to_owned();
    let bid = ana.get(&second).await;
    let bid = ana.submit(&bid, "/bid", &[("least", "100")]).await;
    assert!(bid.says("You lead."), "{}", bid.words());
    let opened = cafe.get(&second).await;
    cafe.submit(&opened, "/clock", &[("to", "plus-day")]).await;
    let held = cafe.get(&second).await;
    let declined = cafe.submit(&held, "/refusal", &[("reason", "not_needed")]).await;
    assert!(
        declined.says("It is declined.") && declined.says("Declined: not needed any more"),
        "{}",
        declined.words()
    );
}
