//! Ana, who washes up, and a café: what each of them does in a browser before the thread begins.

use super::market::{Browser, Market, Shown};

pub(crate) const PASSWORD: &str = "three plain words";

/// Opens an account, enters the code that was sent, and says where people work for them.
pub(crate) async fn sign_up(market: &Market, name: &str, kind: &str) -> Browser {
    let (mut browser, asked) = open_account(market, name, kind).await;
    let welcome = browser.submit(&asked, "/account/confirmation", &[("code", &asked.code())]).await;
    assert_eq!(
        (welcome.status.as_u16(), welcome.heading().as_str()),
        (200, "Your account is open"),
        "{}",
        welcome.words()
    );
    let details = browser.get("/en/account/details").await;
    browser.submit(&details, "/account/details", &[("street", "1200 SE Example St")]).await;
    browser
}

/// Opens an account, up to the page that asks for the code.
pub(crate) async fn open_account(market: &Market, name: &str, kind: &str) -> (Browser, Shown) {
    let mut browser = market.browser();
    let page = browser.get("/en/sign-up").await;
    let asked = browser
        .submit(
            &page,
            "/sign-up",
            &[
                ("kind", kind),
                ("display_name", name),
                ("email", &format!("{}@example.org", name.to_lowercase().replace([' ', '.'], ""))),
                ("password", PASSWORD),
                ("born_on-month", "5"),
                ("born_on-day", "4"),
                ("born_on-year", "1990"),
                ("post_code", "97214"),
            ],
        )
        .await;
    assert_eq!(
        (asked.status.as_u16(), asked.heading().as_str()),
        (200, "Enter your code"),
        "{}",
        asked.words()
    );
    (browser, asked)
}

/// Signs Ana up as a kitchen porter at 18 dollars, free every day from 8 until midnight, with her card checked.
pub(crate) async fn ana(market: &Market) -> Browser {
    let mut ana = sign_up(market, "Ana R.", "person").await;
    offer(&mut ana).await;
    let account = ana.get("/en/account").await;
    ana.submit(&account, "/account/claims", &[("claim", "food_handler_card")]).await;
    let week = ana.get("/en/availability").await;
    let days = [("days", "0"), ("days", "1"), ("days", "2"), ("days", "3"), ("days", "4"), ("days", "5")];
    let hours = [("week-from", "08:00"), ("week-until", "24:00")];
    ana.submit(&week, "/availability/week", &[days.as_slice(), &hours].concat()).await;
    ana
}

pub(crate) async fn offer(browser: &mut Browser) -> Shown {
    let page = browser.get("/en/offerings/new?sector=kitchen-porter&post_code=97202").await;
    browser.submit(&page, "/offerings", &[("hourly", "18.00"), ("evening", "10"), ("per_km", "0.50")]).await
}

/// Signs a café up.
pub(crate) async fn cafe(market: &Market) -> Browser {
    sign_up(market, "Café Arroyo", "organization").await
}

/// The address that checks Ana's Friday evening.
pub(crate) async fn check_address(ana: &mut Browser) -> String {
    let offerings = ana.get("/en/offerings").await;
    let edit = offerings.link("Change");
    let id = edit.rsplit('/').next().unwrap();
    format!("{}&offering={id}", SEARCH.replace("/search", "/check"))
}

/// Holds Ana's Friday evening for the café.
pub(crate) async fn held(ana: &mut Browser, cafe: &mut Browser) -> Shown {
    let check = cafe.get(&check_address(ana).await).await;
    cafe.submit(&check, "/work-holds", &[]).await
}

/// Books it, with money from the bank.
pub(crate) async fn booked(ana: &mut Browser, cafe: &mut Browser) -> Shown {
    let held = held(ana, cafe).await;
    let funded = cafe.submit(&held, "/top-up", &[]).await;
    cafe.submit(&funded, "/agreement", &[]).await
}

/// The search for a kitchen porter on Friday evening.
pub(crate) const SEARCH: &str =
    "/en/search?sector=kitchen-porter&post_code=97214&date=2026-11-27&from=17%3A00&minutes=240";

/// From the list of what one offers to the questions about something new.
pub(crate) async fn open_offer(browser: &mut Browser, sector: &str) -> Shown {
    let list = browser.get("/en/offerings").await;
    let what = browser.get(&list.link("Offer")).await;
    browser.ask(&what, "/offerings/new", &[("sector", sector), ("post_code", "97214")]).await
}

/// Says on the page of a week that every hour of it is free.
pub(crate) async fn free_always(browser: &mut Browser, week: &Shown) -> Shown {
    let days = ["0", "1", "2", "3", "4", "5", "6"].map(|day| ("days", day));
    let hours = [("week-from", "00:00"), ("week-until", "24:00")];
    browser.submit(week, "/availability/week", &[days.as_slice(), &hours].concat()).await
}

/// Agrees to what is held, with money from the bank.
pub(crate) async fn agree(browser: &mut Browser, held: &Shown) -> Shown {
    if held.all("form[action$='/top-up']").is_empty() {
        return browser.submit(held, "/agreement", &[]).await;
    }
    let funded = browser.submit(held, "/top-up", &[]).await;
    browser.submit(&funded, "/agreement", &[]).await
}

/// What somebody can spend, as their statement says it.
pub(crate) async fn money(browser: &mut Browser) -> String {
    let words = browser.get("/en/statement").await.words();
    if words.contains("You have no money here yet.") {
        return "$0.00".to_owned();
    }
    let (_, after) = words.split_once("You can spend ").unwrap_or_else(|| panic!("{words}"));
    after.split(' ').next().unwrap().to_owned()
}
