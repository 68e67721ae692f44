//! Bookings in a calendar, read back as a calendar program reads them.

use super::market::{Browser, Market, words};
use super::people::{self, ana, booked, cafe};
use icalendar::{Calendar, CalendarComponent, Component, Event};

/// The events at an address, for whoever has it.
async fn events(browser: &mut Browser, address: &str) -> Vec<Event> {
    let text = String::from_utf8(browser.bytes(address).await.unwrap()).unwrap();
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "lines are folded: {text}");
    let calendar: Calendar = text.parse().unwrap();
    let event = |component: &CalendarComponent| component.as_event().cloned();
    calendar.components.iter().filter_map(event).collect()
}

fn of(event: &Event, name: &str) -> String {
    event.property_value(name).unwrap_or_else(|| panic!("no {name}")).to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_booking_is_a_file_that_reads_back() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let page = booked(&mut ana, &mut cafe).await;
    let address = page.link("Put it into my calendar");
    let all = events(&mut ana, &address).await;
    let [event] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!(of(event, "SUMMARY"), "Café Arroyo, Kitchen porter");
    assert_eq!(
        (of(event, "DTSTART"), of(event, "DTEND")),
        ("20261128T010000Z".to_owned(), "20261128T050000Z".to_owned())
    );
    assert_eq!(of(event, "LOCATION"), "1200 SE Example St, Portland, 97214");
    assert_eq!(of(event, "STATUS"), "CONFIRMED");
    assert!(of(event, "URL").ends_with(&page.address), "{}", of(event, "URL"));
    let mut other = people::sign_up(&market, "Luis M.", "person").await;
    assert_eq!(other.bytes(&address).await, None, "it is for the two sides alone");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_feed_is_read_without_signing_in_until_it_is_ended_or_made_anew() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let page = booked(&mut ana, &mut cafe).await;
    let mut anybody = market.browser();
    let make = async |ana: &mut Browser| {
        let page = ana.get("/en/calendar").await;
        let made = ana.submit(&page, "/calendar", &[]).await;
        let address = words(made.all("code")[0]);
        assert!(!ana.get("/en/calendar").await.says(&address), "it is shown once");
        address[address.find("/en/").unwrap()..].to_owned()
    };
    let first = make(&mut ana).await;
    assert_eq!(events(&mut anybody, &first).await.len(), 1);
    let second = make(&mut ana).await;
    assert_ne!(first, second);
    assert_eq!(anybody.bytes(&first).await, None, "the one before is none any more");
    for wrong in [second.replace(".ics", ""), second.replace(".ics", "0.ics"), second.to_uppercase()] {
        assert_eq!(anybody.bytes(&wrong).await, None, "{wrong}");
    }

    let hers = ana.get(&page.address).await;
    ana.submit(&hers, "/cancellation", &[]).await;
    let all = events(&mut anybody, &second).await;
    assert_eq!((of(&all[0], "STATUS"), of(&all[0], "SEQUENCE")), ("CANCELLED".to_owned(), "1".to_owned()));

    let page = ana.get("/en/calendar").await;
    ana.submit(&page, "/calendar/end", &[]).await;
    assert_eq!(anybody.get(&second).await.status.as_u16(), 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_people_wrote_is_escaped_and_folded() {
    let market = Market::open().await;
    let mut ana = ana(&market).await;
    let mut odd = cafe(&market).await;
    let details = odd.get("/en/account/details").await;
    let name = "Bär; and, \\ “Söhne” of a very long name: longer than a line";
    odd.submit(&details, "/account/details", &[("display_name", name)]).await;
    let page = booked(&mut ana, &mut odd).await;
    let address = page.link("Put it into my calendar");
    let all = events(&mut ana, &address).await;
    let shown = page.words();
    let summary = of(&all[0], "SUMMARY");
    assert!(summary.starts_with("Bär; and, \\ “Söhne”"), "{summary} {shown}");
    assert!(summary.ends_with(", Kitchen porter"), "{summary}");
}

async fn next_day(browser: &mut Browser) {
    let page = browser.get("/en/").await;
    browser.submit(&page, "/clock", &[("to", "plus-day")]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn today_and_tomorrow_stand_on_one_page_with_all_that_the_day_needs() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let details = cafe.get("/en/account/details").await;
    cafe.submit(&details, "/account/details", &[("phone", "503 555 0142")]).await;
    let page = booked(&mut ana, &mut cafe).await;
    assert!(ana.get("/en/today").await.says("Today Nothing is booked. Tomorrow Nothing is booked."));

    // It is on Friday evening, and today is Monday.
    for _ in 0..2 {
        next_day(&mut cafe).await;
    }
    assert!(!ana.get("/en/today").await.says("Café Arroyo"), "the day after tomorrow");
    next_day(&mut cafe).await;
    let tomorrow = ana.get("/en/today").await;
    assert!(
        tomorrow.says("Today Nothing is booked. Tomorrow Café Arroyo, Kitchen porter"),
        "{}",
        tomorrow.words()
    );
    next_day(&mut cafe).await;
    let today = ana.get("/en/today").await;
    assert!(
        today.says("Today Café Arroyo, Kitchen porter Friday, November 27, 5pm to 9pm"),
        "{}",
        today.words()
    );
    assert!(today.says("1200 SE Example St, Portland, 97214"), "{}", today.words());
    assert_eq!(today.all("a[href='tel:+15035550142']").len(), 1);
    assert!(cafe.get("/en/today").await.says("Ana R., Kitchen porter"));

    let hers = ana.get(&page.address).await;
    ana.submit(&hers, "/cancellation", &[]).await;
    assert!(!ana.get("/en/today").await.says("Café Arroyo"), "it was called off");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_keeps_today_for_whoever_is_signed_in_and_nothing_afterwards() {
    let market = Market::open().await;
    let mut anybody = market.browser();
    assert_eq!(anybody.get("/en/").await.all("[data-worker]").len(), 0);
    assert!(anybody.get("/en/today").await.headers["location"].to_str().unwrap().starts_with("/en/sign-in"));

    let mut ana = ana(&market).await;
    let page = ana.get("/en/account").await;
    let worker = page.all("body")[0].attr("data-worker").unwrap().to_owned();
    let worker = ana.get(&worker).await;
    assert_eq!(worker.headers["content-type"], "text/javascript; charset=utf-8");
    assert_eq!(worker.headers["cache-control"], "no-cache");
    let manifest = page.all("link[rel=manifest]")[0].attr("href").unwrap().to_owned();
    let manifest: serde_json::Value = serde_json::from_slice(&ana.bytes(&manifest).await.unwrap()).unwrap();
    assert_eq!(manifest["start_url"], "/en/today");
    for colour in ["background_color", "theme_color"] {
        let colour = manifest[colour].as_str().unwrap();
        assert!(
            web::look::STYLE.content.contains(&format!(": {colour};")),
            "{colour} is not one of the look"
        );
    }
    let out = ana.post(&page, "/sign-out", &[]).await;
    assert_eq!(out.headers["clear-site-data"], "\"storage\"");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_that_others_use_too_keeps_nothing() {
    let market = Market::open().await;
    let mut luis = people::sign_up(&market, "Luis M.", "person").await;
    assert_eq!(luis.get("/en/").await.all("[data-worker]").len(), 1);
    let mut library = market.browser();
    let page = library.get("/en/sign-in").await;
    let typed = [("email", "luism@example.org"), ("password", people::PASSWORD), ("is_shared", "true")];
    library.submit(&page, "/sign-in", &typed).await;
    let account = library.get("/en/account").await;
    assert!(account.says("Luis M."), "{}", account.words());
    assert_eq!(account.all("[data-worker]").len(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closed_account_leaves_nothing_on_its_device() {
    let market = Market::open().await;
    let mut luis = people::sign_up(&market, "Luis M.", "person").await;
    let page = luis.get("/en/account/closure").await;
    let closed = luis.post(&page, "/account/closure", &[("password", people::PASSWORD)]).await;
    assert_eq!(closed.status.as_u16(), 303, "{}", closed.words());
    assert_eq!(closed.headers["clear-site-data"], "\"storage\"");
    assert_eq!(luis.cookie("session"), None);
}
