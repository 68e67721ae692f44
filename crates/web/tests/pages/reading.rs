//! No page reads one row after another: what it shows is read in a few rounds, however much there is of it.

use super::every_page::{Addresses, addresses};
use super::market::{Browser, Market};
use super::people::{ana, cafe};

/// The session, the person, and two of the page's own: first which records there are, then what they name.
const ROUNDS_MOST: u64 = 4;

/// The page that reads every list to its end, as a file is made of them.
const WHOLE: &str = "/account/everything";

/// How often a page is asked for. Reads that begin together count as two rounds when the first has ended before the
/// second begins, and a timer may read meanwhile, so the least of many visits counts.
const VISITS: usize = 20;

/// How many rounds a page takes; when they are few enough, those of the first visit with so few.
async fn rounds(market: &Market, browser: &mut Browser, page: &str) -> u64 {
    let mut least = u64::MAX;
    for _ in 0..VISITS {
        let before = market.app.store.stats().read_rounds;
        let shown = browser.get(page).await;
        assert!(shown.status.is_success() || page.ends_with("/no/such/page"), "{page}: {}", shown.status);
        least = least.min(market.app.store.stats().read_rounds - before);
        if least <= ROUNDS_MOST {
            break;
        }
    }
    least
}

/// Pages of people that one knows and of what they are asked for, which read a list before they know whose rows to read: one
/// round more, until that is one view.
fn most(address: &str) -> u64 {
    let is_of_people = [
        "/en/sellers",
        "/en/requests/received",
        "/en/quote-calls",
        "/en/reverse-auctions",
        "/en/listings/",
        "/en/bundles/",
    ]
    .iter()
    .any(|page| address.starts_with(page));
    let is_quoted = address.starts_with("/en/quote-calls/") && address.ends_with("/quote");
    let is_proposed = address.starts_with("/en/proposal-calls/") && address.ends_with("/proposal");
    if is_quoted || is_proposed || address.starts_with("/en/reverse-auctions/0") {
        return ROUNDS_MOST + 2;
    }
    let is_joined = address.starts_with("/en/pools/") && address.ends_with("/sellers");
    if is_of_people || is_joined { ROUNDS_MOST + 1 } else { ROUNDS_MOST }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_is_read_in_at_most_four_rounds() {
    let mut market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let Addresses { hers, theirs } = addresses(&mut ana, &mut cafe).await;
    market.close_bank();
    let mut over = Vec::new();
    for (browser, pages) in [(&mut ana, hers), (&mut cafe, theirs)] {
        for page in pages.into_iter().filter(|page| page != WHOLE) {
            let address = format!("/en{}", page.strip_prefix("/en").unwrap_or(&page));
            let rounds = rounds(&market, browser, &address).await;
            if rounds > most(&address) {
                over.push(format!("{page}: {rounds}"));
            }
        }
    }
    assert!(over.is_empty(), "{over:?}");
}
