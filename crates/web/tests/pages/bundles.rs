//! Several things at once, by pages alone: an evening with guests, held and booked as one; what is lost, replaced or given up.

use super::goods;
use super::market::{Browser, Market, Shown};
use super::people::{ana, cafe};

/// What somebody sees who looks for an evening with guests.
pub(crate) async fn look(buyer: &mut Browser, typed: &str) -> Shown {
    let list = buyer.get("/en/chains").await;
    let asked = buyer.get(&list.link("An evening with guests")).await;
    assert!(asked.says("Guests") && asked.says("Change what it is made of"), "{}", asked.words());
    let page = asked.address.split('?').next().unwrap();
    buyer.get(&format!("{page}?post_code=97214&date=2026-12-11&from=17:00&until=23:00{typed}")).await
}

/// Holds the cheapest option of a small evening.
pub(crate) async fn hold(buyer: &mut Browser) -> Shown {
    let found = look(buyer, "&guests=6&count_flour=1").await;
    let option = first(&found);
    buyer.submit(&found, "/hold", &[("option", &option), ("street", "12 SE Ash Street")]).await
}

/// The first of the options that a page offers.
fn first(found: &Shown) -> String {
    let options = found.all("main input[name='option']");
    let first = options.first().unwrap_or_else(|| panic!("no option: {}", found.words()));
    first.attr("value").unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_evening_is_found_held_booked_as_one_broken_and_given_up() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let statement = cafe.get("/en/statement").await;
    cafe.submit(&statement, "/statement/add", &[("amount", "400")]).await;
    let nothing = look(&mut cafe, "&guests=6").await;
    assert!(nothing.says("There is no complete option") && nothing.says("nothing"), "{}", nothing.words());
    goods::stock(&mut ana, "Flour, 25 kg", "35", "8").await;
    let many = look(&mut cafe, "&guests=6&count_hands=2").await;
    assert!(many.says("There is no complete option"), "she is one: {}", many.words());
    let found = look(&mut cafe, "&guests=6&count_flour=2").await;
    assert!(found.says("One complete option") && found.says("2 pieces"), "{}", found.words());
    assert!(market.browser().get(&found.address).await.says("Sign in to hold one"));

    let none = cafe.submit(&found, "/hold", &[("street", "12 SE Ash Street")]).await;
    assert!(none.says("Choose one of the options."), "{}", none.words());
    let option = first(&none);
    let held = cafe.submit(&none, "/hold", &[("option", &option), ("street", "12 SE Ash Street")]).await;
    assert!(held.says("All of it is held for you.") && held.says("Flour, 25 kg"), "{}", held.words());
    assert!(held.heading().contains("An evening with guests"), "{}", held.heading());
    let page = held.address.split('?').next().unwrap().to_owned();
    let booked = cafe.submit(&held, "/agreement", &[]).await;
    assert!(booked.says("All of it is booked."), "{}", booked.words());
    assert!(cafe.get("/en/inbox").await.says("All of it is booked: 2 bookings"));
    assert!(cafe.get("/en/bundles").await.says("An evening with guests"));
    assert!(cafe.get("/en/account/everything").await.says("An evening with guests"));

    let hers = cafe.get(&page).await.all("main .own-list a")[0].attr("href").unwrap().to_owned();
    let trade = ana.get(&hers).await;
    ana.submit(&trade, "/cancellation", &[]).await;
    let broken = cafe.get(&page).await;
    assert!(broken.says("One is missing") && broken.says("Or give it up"), "{}", broken.words());
    let given_up = cafe.submit(&broken, "/giving-up", &[]).await;
    assert!(given_up.says("It is given up."), "{}", given_up.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_held_together_is_let_go_together() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    goods::stock(&mut ana, "Flour, 25 kg", "35", "8").await;
    let held = hold(&mut cafe).await;
    let released = cafe.submit(&held, "/release", &[]).await;
    assert!(released.says("It is let go.") && released.says("nothing is owed"), "{}", released.words());
}
