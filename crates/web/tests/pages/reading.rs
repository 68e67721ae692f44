//! No page reads one row after another: what it shows is read in a few rounds, however much there is of it.

use super::market::{Browser, Market};
use super::people::{ana, booked, cafe};

/// The session, the person, and two of the page's own: first which records there are, then what they name.
const ROUNDS_MOST: u64 = 4;

/// How often a page is asked for. Reads that begin together count as two rounds when the first has ended before the
/// second begins, and a timer may read meanwhile, so the least of many visits counts.
const VISITS: usize = 20;

/// How many rounds a page takes, as far as that is above the most.
async fn rounds(market: &Market, browser: &mut Browser, page: &str) -> u64 {
    let mut least = u64::MAX;
    for _ in 0..VISITS {
        let before = market.app.store.stats().read_rounds;
        let shown = browser.get(page).await;
        assert!(shown.status.is_success(), "{page}: {}", shown.status);
        least = least.min(market.app.store.stats().read_rounds - before);
        if least <= ROUNDS_MOST {
            break;
        }
    }
    least
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_is_read_in_at_most_four_rounds() {
    let mut market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let trade = booked(&mut ana, &mut cafe).await.address;
    market.close_bank();
    let mut over = Vec::new();
    for page in super::every_page::PAGES.iter().filter(|page| **page != "/no/such/page") {
        let rounds = rounds(&market, &mut ana, &format!("/en{page}")).await;
        if rounds > ROUNDS_MOST {
            over.push(format!("{page}: {rounds}"));
        }
    }
    for page in ["", "/contract"] {
        let rounds = rounds(&market, &mut ana, &format!("{trade}{page}")).await;
        if rounds > ROUNDS_MOST {
            over.push(format!("trade{page}: {rounds}"));
        }
    }
    assert!(over.is_empty(), "{over:?}");
}
