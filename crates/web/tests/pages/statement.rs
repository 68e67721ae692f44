//! Money that a person can read: a month with who and what, links and what was left; a year; a spreadsheet; a bank.

use crate::market::{Browser, Market, words};
use crate::opened;
use crate::people::{self, ana, booked, cafe};
use kernel::Reference;
use market::admin::payment_transfer::NoRail;
use std::sync::Arc;
use store::Database;

/// What is in the cells of the statement, row by row.
async fn rows(browser: &mut Browser, address: &str) -> Vec<Vec<String>> {
    let page = browser.get(address).await;
    let cells = |row: scraper::ElementRef<'_>| {
        let cells = scraper::Selector::parse("th, td").unwrap();
        row.select(&cells).map(words).collect::<Vec<_>>()
    };
    page.all("table.statement tbody tr").into_iter().map(cells).collect()
}

async fn worked(market: &Market) -> (Browser, Browser) {
    let (mut ana, mut cafe) = (ana(market).await, cafe(market).await);
    let booking = booked(&mut ana, &mut cafe).await;
    cafe.submit(&booking, "/clock", &[("to", "shift-end")]).await;
    let recorded = ana.get(&booking.address).await;
    ana.submit(&recorded, "/record", &[("due", "240")]).await;
    let over = cafe.get(&booking.address).await;
    cafe.submit(&over, "/confirmation", &[]).await;
    (ana, cafe)
}

async fn name_bank(browser: &mut Browser, number: &str) {
    let page = browser.get("/en/statement/bank").await;
    let typed = [("holder", "Ana Rivera"), ("bank_code", "123000220"), ("number", number)];
    let asked = browser.submit(&page, "/statement/bank", &typed).await;
    assert_eq!(asked.status.as_u16(), 422);
    assert!(asked.wrong("code").contains("show that it is you"), "{}", asked.words());
    let wrong = browser.submit(&asked, "/statement/bank", &[("code", "12")]).await;
    assert!(!wrong.wrong("code").is_empty(), "{}", wrong.words());
    // What was typed before is still there.
    let named = browser.submit(&wrong, "/statement/bank", &[("code", &asked.code())]).await;
    assert!(named.says("The bank was asked about your account."), "{}", named.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_says_with_whom_and_why_and_what_was_left() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = worked(&market).await;
    let hers = rows(&mut ana, "/en/statement").await;
    assert_eq!(hers.len(), 1, "{hers:?}");
    assert_eq!(hers[0][0], "27");
    assert_eq!(hers[0][1], "Café Arroyo, Kitchen porter Pay");
    assert!(hers[0][2].starts_with('+') && hers[0][2][1..] == hers[0][3], "{hers:?}");
    let page = ana.get("/en/statement").await;
    let link = page.all("table.statement th a")[0].attr("href").unwrap().to_owned();
    assert!(ana.get(&link).await.heading().contains("Café Arroyo"));

    // Every balance is the one before it and the amount of its row.
    let theirs = rows(&mut cafe, "/en/statement").await;
    let minor = |text: &str| -> i64 {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if text.starts_with(['-', '\u{2212}']) {
            -digits.parse::<i64>().unwrap()
        } else {
            digits.parse().unwrap()
        }
    };
    assert!(theirs.len() >= 2, "{theirs:?}");
    for pair in theirs.windows(2) {
        assert_eq!(minor(&pair[0][3]), minor(&pair[1][3]) + minor(&pair[0][2]), "{pair:?}");
    }
    let october = ana.get("/en/statement?month=2026-10").await;
    assert!(october.says("Nothing has moved yet.") && october.says("November 2026"), "{}", october.words());
    assert_eq!(ana.get("/en/statement?month=2026-13").await.status.as_u16(), 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_is_paid_out_with_one_button_to_a_bank_that_is_named_and_is_one_line() {
    let market = Market::open().await;
    let (mut ana, _) = worked(&market).await;
    let page = ana.get("/en/statement").await;
    assert!(!page.has_form("/statement/pay-out"), "first the bank");
    let wrong = ana.get("/en/statement/bank").await;
    let wrong = ana.submit(&wrong, "/statement/bank", &[("holder", ""), ("number", "12")]).await;
    assert_eq!(wrong.status.as_u16(), 422);
    assert!(wrong.wrong("holder").contains("rite"), "{}", wrong.wrong("holder"));
    name_bank(&mut ana, "0001 2345 4410").await;
    market.confirm_bank_accounts(true).await;

    let before = people::money(&mut ana).await;
    let page = ana.get("/en/statement").await;
    assert!(page.says("To your account that ends in 4410."), "{}", page.words());
    let paid = ana.submit(&page, "/statement/pay-out", &[]).await;
    assert!(paid.says("on its way to your bank"), "{}", paid.words());
    assert_eq!(people::money(&mut ana).await, "$0.00");
    let rows = rows(&mut ana, "/en/statement").await;
    assert_eq!(rows.len(), 2, "one line a payout: {rows:?}");
    assert_eq!(rows[0][1], "To your bank account that ends in 4410 Arrived");
    assert!(rows[0][2].ends_with(&before) && rows[0][3] == "$0.00", "{rows:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_is_a_paper_and_a_table() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = worked(&market).await;
    let year = ana.get("/en/statement/years/2026").await;
    assert_eq!(year.heading(), "The year 2026");
    assert!(year.says("Café Arroyo 1 booking"), "{}", year.words());
    let csv = String::from_utf8(ana.bytes("/en/statement/csv?year=2026").await.unwrap()).unwrap();
    let mut table = csv::Reader::from_reader(csv.as_bytes());
    let heads: Vec<_> = table.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(heads[..4], ["Day", "Time", "What", "Amount"]);
    let rows: Vec<_> = table.records().map(Result::unwrap).collect();
    assert_eq!((rows.len(), &rows[0][0], &rows[0][2]), (1, "2026-11-27", "Café Arroyo, Kitchen porter"));
    assert!(!csv.contains(['\u{2068}', '\u{2069}']), "no marks of direction in a table");
    assert!(rows[0][3].parse::<f64>().unwrap() > 70.0);

    let theirs = String::from_utf8(cafe.bytes("/en/statement/csv?month=2026-11").await.unwrap()).unwrap();
    let mut table = csv::Reader::from_reader(theirs.as_bytes());
    let amounts = table.records().map(|row| row.unwrap()[3].parse::<f64>().unwrap());
    let (sum, left) = (amounts.sum::<f64>(), people::money(&mut cafe).await);
    assert!((sum - left[1..].replace(',', "").parse::<f64>().unwrap()).abs() < 0.001, "{sum} {left}");
    assert_eq!(ana.get("/en/statement/years/x").await.status.as_u16(), 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_rail_the_page_of_money_showed_forms_that_are_all_refused() {
    let besides = Reference::default().with(Arc::new(NoRail));
    let app = opened::consulting(Database::temporary(), Some(opened::monday()), besides).await;
    let market = Market::of(app);
    let mut ana = people::sign_up(&market, "Ana R.", "person").await;
    let page = ana.get("/en/statement").await;
    assert!(page.says("Nothing carries money between banks and this market yet"), "{}", page.words());
    assert!(page.all("main form").is_empty(), "{}", page.words());
}
