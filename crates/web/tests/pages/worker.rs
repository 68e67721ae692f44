//! A worker's first minutes: what a price comes to, and the week as boxes.

use super::market::{Market, Shown};
use super::people::{ana, sign_up};

/// What the page says an evening pays.
fn example(page: &Shown) -> String {
    super::market::words(page.all(".example")[0])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_evening_pays_and_has_to_pay_is_said_before_a_price_is_anybodys() {
    let market = Market::open().await;
    let mut ana = sign_up(&market, "Ana R.", "person").await;
    let page = ana.get("/en/offerings/new?sector=kitchen-porter&post_code=97202").await;
    let least = "By law, Friday, November 27, 5pm to 9pm has to pay you $65.20 or more.";
    assert!(example(&page).starts_with(least), "{}", example(&page));
    // A comma is read as people mean it, and what was understood is said.
    let typed = [("hourly", "18,50"), ("evening", "10"), ("step", "try")];
    let tried = ana.submit(&page, "/offerings", &typed).await;
    assert_eq!(tried.status.as_u16(), 200);
    let said = example(&tried);
    // Three of the four hours are in the evening: 74.00 and a tenth of 55.50.
    assert!(
        said.contains("You ask $18.50 an hour: Friday, November 27, 5pm to 9pm pays you $79.55"),
        "{said}"
    );
    assert!(ana.get("/en/offerings").await.says("You offer nothing yet."));
    let wrong = ana.submit(&tried, "/offerings", &[("hourly", "nine"), ("step", "try")]).await;
    assert!(!wrong.wrong("hourly").is_empty() && !example(&wrong).contains("You ask"), "{}", wrong.words());
    // The same when it is changed, and nothing is kept of it.
    ana.submit(&tried, "/offerings", &[]).await;
    let offerings = ana.get("/en/offerings").await;
    let edit = ana.get(&offerings.link("Change")).await;
    assert!(example(&edit).contains("pays you $79.55"), "{}", example(&edit));
    let tried = ana.submit(&edit, &offerings.link("Change"), &[("hourly", "20"), ("step", "try")]).await;
    assert!(example(&tried).contains("pays you $86.00"), "{}", example(&tried));
    assert!(ana.get("/en/offerings").await.says("$18.50"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_week_is_ticked_as_a_grid_and_read_as_a_list() {
    let market = Market::open().await;
    let mut ana = ana(&market).await;
    let hours = [("days", "6"), ("week-from", "09:15"), ("week-until", "12:00")];
    let week = ana.get("/en/availability").await;
    let list = ana.submit(&week, "/availability/week", &hours).await;
    let grid = ana.get(&list.link("Grid")).await;
    let ticked = |page: &Shown| page.all("table.grid input[checked]").len();
    // Six days from eight to midnight, and on Sunday two hours and a part of one.
    assert_eq!(ticked(&grid), 6 * 16 + 3);
    assert_eq!(grid.all("table.grid input").len(), 7 * 24);
    assert_eq!(grid.all("[name=part]")[0].attr("aria-label"), Some("Sunday, 9am to 10am, a part of it"));
    let same = ana.submit(&grid, "/availability/grid", &[]).await;
    assert!(
        same.says("Sunday 9:15am to noon") && same.says("98 hours 45 minutes a week"),
        "{}",
        same.words()
    );
    let grid = ana.get("/en/availability/grid").await;
    // Nothing but Monday morning, for all working days.
    let (address, _) = grid.filled("/availability/grid", &[]);
    let mut fields: Vec<(String, String)> = grid.filled("/availability/grid", &[("step", "copy")]).1;
    fields.retain(|(name, _)| name != "hour" && name != "part");
    fields.push(("hour".to_owned(), "0-8".to_owned()));
    ana.post_fields(&address, &fields).await;
    let copied = ana.get("/en/availability").await;
    assert!(copied.says("5 hours a week") && copied.says("Friday 8am to 9am"), "{}", copied.words());
}
