//! A thing and a space, hired and lent by pages alone.

use super::market::{Browser, Market, Shown};
use super::people::{agree, free_always, money, open_offer, sign_up};
use super::photos::picture;

/// Offers a bicycle by the day and the hour, and says when it can be had.
pub(crate) async fn lend_a_bicycle(owner: &mut Browser) -> Shown {
    let asked = open_offer(owner, "bicycle").await;
    let wrong = owner.submit(&asked, "/offerings", &[("title", "City bicycle"), ("per_day", "a lot")]).await;
    assert_eq!(
        (wrong.status.as_u16(), wrong.wrong("per_day").as_str()),
        (422, "Error: Enter an amount, such as 18.50")
    );
    let typed = [
        ("title", "City bicycle"),
        ("description", "Blue, medium."),
        ("count", "2"),
        ("per_day", "20"),
        ("per_hour", "4"),
        ("bond", "100"),
        ("late_per_hour", "1"),
        ("buffer_minutes", "60"),
    ];
    let week = owner.submit(&wrong, "/offerings", &typed).await;
    assert_eq!(week.heading(), "When it can be had", "{}", week.words());
    let week = free_always(owner, &week).await;
    assert!(week.says("The week is the same for all 2 of them"), "{}", week.words());
    week
}

/// From the front to a hire that is held.
async fn hold(rider: &mut Browser, page: &str, typed: &[(&str, &str)], title: &str) -> Shown {
    let front = rider.get("/en/").await;
    let search = rider.get(&front.link(page)).await;
    let action = if page.contains("space") { "/spaces" } else { "/things" };
    let found = rider.ask(&search, action, typed).await;
    let check = rider.get(&found.link(&format!("Choose {title}"))).await;
    rider.submit(&check, "/hire-holds", &[]).await
}

/// Holds the bicycle for the Friday after, noting the pages on the way.
pub(crate) async fn hold_the_bicycle(rider: &mut Browser, seen: &mut Vec<String>) -> Shown {
    let search = rider.get("/en/things").await;
    let next = [("date", "2026-12-04"), ("from", "10:00"), ("until_date", "2026-12-04"), ("until", "18:00")];
    let found = rider.ask(&search, "/things", &[next.as_slice(), &[("sector", "bicycle")]].concat()).await;
    let check = rider.get(&found.link("Choose City bicycle")).await;
    seen.extend([found.address, check.address.clone()]);
    rider.submit(&check, "/hire-holds", &[]).await
}

const FRIDAY: [(&str, &str); 4] =
    [("date", "2026-11-27"), ("from", "10:00"), ("until_date", "2026-11-27"), ("until", "18:00")];

/// The code as its owner sees it, with the space in its middle.
fn code(page: &Shown) -> String {
    let words = page.words();
    let (_, after) =
        words.split_once("Your code: show it when you meet ").unwrap_or_else(|| panic!("{words}"));
    after[..7].to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bicycle_is_lent_comes_back_late_and_scratched_and_is_settled() {
    let market = Market::open().await;
    let mut owner = sign_up(&market, "Olga B.", "person").await;
    let mut rider = sign_up(&market, "Rui C.", "person").await;
    lend_a_bicycle(&mut owner).await;
    let statement = rider.get("/en/statement").await;
    rider.submit(&statement, "/statement/add", &[("amount", "500")]).await;

    // Held and agreed: the hire and its deposit leave the balance.
    let typed = [FRIDAY.as_slice(), &[("sector", "bicycle")]].concat();
    let held = hold(&mut rider, "Borrow a thing", &typed, "City bicycle").await;
    assert!(held.says("$100.00 of it is a deposit"), "{}", held.words());
    let booked = rider.submit(&held, "/agreement", &[]).await;
    assert_eq!(booked.heading(), "Olga B., City bicycle");
    assert_eq!(money(&mut rider).await, "$379.70");

    // Handed over: the owner types the code as the rider shows it.
    let begun = rider.submit(&booked, "/clock", &[("to", "shift-start")]).await;
    let hers = owner.get(&booked.address).await;
    assert!(!hers.says("Your code"), "{}", hers.words());
    let wrong = owner.submit(&hers, "/parts/1/record", &[("code", "12 34")]).await;
    assert_eq!(wrong.status.as_u16(), 422);
    assert!(wrong.wrong("code").contains("six digits"), "{}", wrong.wrong("code"));
    let given = owner.submit(&wrong, "/parts/1/record", &[("code", &code(&begun))]).await;
    assert!(given.says("The code was right: they met"), "{}", given.words());
    let asked = rider.get(&booked.address).await;
    rider.submit(&asked, "/parts/1/confirmation", &[]).await;
    assert_eq!(money(&mut owner).await, "$20.00");

    // A day late. The rider says that it is back; the owner claims the hours and the scratch.
    let over = rider.submit(&asked, "/clock", &[("to", "shift-end")]).await;
    let late = rider.submit(&over, "/clock", &[("to", "plus-day")]).await;
    let back = rider.submit(&late, "/parts/2/evidence", &[("kind", "returned")]).await;
    assert!(back.says("Says that it is back"), "{}", back.words());
    let hers = owner.get(&booked.address).await;
    assert!(!hers.has_form("/parts/2/record"), "a photograph comes first: {}", hers.words());
    let shown = owner.upload(&hers, "/parts/2/evidence", &picture()).await;
    assert!(shown.says("The photo is kept"), "{}", shown.words());
    assert_eq!(shown.value("due"), "24.00", "the hours that it was late");
    let wrong = owner.submit(&shown, "/parts/2/record", &[("due", "140")]).await;
    assert_eq!(
        (wrong.wrong("due").as_str(), wrong.value("due").as_str()),
        ("Error: Enter an amount of at most $100.00", "140")
    );
    let claimed = owner.submit(&wrong, "/parts/2/record", &[("due", "40")]).await;
    assert!(claimed.says("Rui C. answers the claim"), "{}", claimed.words());

    // The rider agrees to ten of the forty; they meet at fifteen of the rest.
    let his = rider.get(&booked.address).await;
    assert!(his.says("Yes, pay $40.00 of the deposit"), "{}", his.words());
    let objected = rider.submit(&his, "/parts/2/objection", &[("due", "10")]).await;
    assert!(objected.says("$30.00 are in dispute"), "{}", objected.words());
    assert_eq!(money(&mut rider).await, "$439.70", "what is not in dispute went back");
    let hers = owner.get(&booked.address).await;
    let wrong = owner.submit(&hers, "/offers", &[("pays", "31")]).await;
    assert_eq!(wrong.wrong("pays"), "Error: Enter an amount of at most $30.00");
    let offered = owner.submit(&wrong, "/offers", &[("pays", "15")]).await;
    assert!(offered.says("You offered $15.00."), "{}", offered.words());
    let his = rider.get(&booked.address).await;
    let settled = rider.submit(&his, "/acceptance", &[]).await;
    assert!(settled.says("Settled by agreement"), "{}", settled.words());
    assert_eq!((money(&mut rider).await.as_str(), money(&mut owner).await.as_str()), ("$454.70", "$45.00"));
    let (his, hers) = (format!("{}/receipt", booked.address), format!("{}/receipt", booked.address));
    let receipts = (rider.get(&his).await, owner.get(&hers).await);
    assert_eq!(receipts.0.words(), receipts.1.words());
    assert!(receipts.0.says("$45.30"), "{}", receipts.0.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deposit_that_nobody_claims_comes_back_by_itself() {
    let market = Market::open().await;
    let mut owner = sign_up(&market, "Olga B.", "person").await;
    let mut rider = sign_up(&market, "Rui C.", "person").await;
    lend_a_bicycle(&mut owner).await;
    let typed = [FRIDAY.as_slice(), &[("sector", "bicycle")]].concat();
    let held = hold(&mut rider, "Borrow a thing", &typed, "City bicycle").await;
    let booked = agree(&mut rider, &held).await;
    let begun = rider.submit(&booked, "/clock", &[("to", "shift-start")]).await;
    let hers = owner.get(&booked.address).await;
    owner.submit(&hers, "/parts/1/record", &[("code", &code(&begun))]).await;
    let mut page = rider.submit(&begun, "/clock", &[("to", "shift-end")]).await;
    page = rider.submit(&page, "/parts/2/evidence", &[("kind", "returned")]).await;
    for _ in 0..3 {
        page = rider.submit(&page, "/clock", &[("to", "plus-day")]).await;
    }
    assert!(page.says("Nothing was claimed, the deposit is back"), "{}", page.words());
    assert_eq!((money(&mut rider).await.as_str(), money(&mut owner).await.as_str()), ("$100.00", "$20.00"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_is_used_for_an_afternoon() {
    let market = Market::open().await;
    let mut owner = sign_up(&market, "Olga B.", "person").await;
    let mut choir = sign_up(&market, "Coro Sur", "organization").await;
    let asked = open_offer(&mut owner, "meeting-room").await;
    let typed = [("title", "Back room"), ("per_day", "90"), ("per_hour", "15")];
    let week = owner.submit(&asked, "/offerings", &typed).await;
    free_always(&mut owner, &week).await;
    let hours = [("date", "2026-11-27"), ("from", "14:00"), ("until_date", "2026-11-27"), ("until", "16:00")];
    let typed = [hours.as_slice(), &[("sector", "meeting-room")]].concat();
    let held = hold(&mut choir, "Use a space", &typed, "Back room").await;
    assert!(!held.says("deposit"), "{}", held.words());
    let booked = agree(&mut choir, &held).await;
    let begun = choir.submit(&booked, "/clock", &[("to", "shift-start")]).await;
    let hers = owner.get(&booked.address).await;
    // Without a code a photograph does: added, and then nothing need be typed.
    let shown = owner.upload(&hers, "/parts/1/evidence", &picture()).await;
    let given = owner.submit(&shown, "/parts/1/record", &[("code", "")]).await;
    assert!(given.says("Handed over or sent"), "{}", given.words());
    let asked = choir.get(&begun.address).await;
    let paid = choir.submit(&asked, "/parts/1/confirmation", &[]).await;
    assert!(paid.says("Confirmed and paid"), "{}", paid.words());
    assert_eq!((money(&mut choir).await.as_str(), money(&mut owner).await.as_str()), ("$0.00", "$30.00"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_search_for_things_says_what_does_not_fit() {
    let market = Market::open().await;
    let mut guest = market.browser();
    let search = guest.get("/en/things").await;
    let asked = [("sector", "bicycle"), ("post_code", "00000"), ("date", "2026-11-27")];
    let wrong = guest.ask(&search, "/things", &asked).await;
    assert_eq!((wrong.status.as_u16(), wrong.value("post_code").as_str()), (422, "00000"));
    assert!(!wrong.wrong("post_code").is_empty());
    let backwards =
        [("sector", "bicycle"), ("post_code", "97214"), ("date", "2026-11-27"), ("until_date", "2026-11-26")];
    let wrong = guest.ask(&search, "/things", &backwards).await;
    assert_eq!((wrong.status.as_u16(), wrong.value("until_date").as_str()), (422, "2026-11-26"));
    assert!(wrong.wrong("until_date").contains("Choose an end after the start"), "{}", wrong.words());
}
