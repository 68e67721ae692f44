//! Auctions by pages alone: put up, bid for by two, ended, and offered to the second.

use super::goods::stock;
use super::market::{Browser, Market, Shown};
use super::people::{money, sign_up};

/// Puts a piece of something up for auction that is on offer already.
pub(crate) async fn put_up(seller: &mut Browser, typed: &[(&str, &str)]) -> Shown {
    let list = seller.get("/en/offerings").await;
    let ask = seller.get(&list.link("Sell it by auction")).await;
    let mut all = typed.to_vec();
    let usual = [("start", "10"), ("minutes", "1440")];
    all.extend(usual.iter().filter(|(name, _)| typed.iter().all(|(other, _)| other != name)));
    seller.submit(&ask, "/auction", &all).await
}

async fn with_money(market: &Market, name: &str) -> Browser {
    let mut bidder = sign_up(market, name, "person").await;
    let statement = bidder.get("/en/statement").await;
    bidder.submit(&statement, "/statement/add", &[("amount", "100")]).await;
    bidder
}

async fn lot(bidder: &mut Browser) -> Shown {
    let front = bidder.get("/en/").await;
    let list = bidder.get(&front.link("Auctions")).await;
    bidder.get(&list.link("A bear of 1905")).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bear_is_put_up_bid_for_and_had() {
    let market = Market::open().await;
    let mut seller = sign_up(&market, "Greta G.", "person").await;
    stock(&mut seller, "A bear of 1905", "90", "1").await;
    let wrong = put_up(&mut seller, &[("start", "a lot"), ("reserve", "5")]).await;
    assert!(wrong.wrong("start").contains("such as 18.50"), "{}", wrong.words());
    let wrong = seller.submit(&wrong, "/auction", &[("start", "10"), ("reserve", "5")]).await;
    assert!(wrong.wrong("reserve").contains("more than the first bid"), "{}", wrong.words());
    let wrong = seller.submit(&wrong, "/auction", &[("reserve", ""), ("piece_count", "2")]).await;
    assert!(wrong.wrong("piece_count").contains("only 1 left"), "{}", wrong.words());
    let open = seller.submit(&wrong, "/auction", &[("piece_count", "1"), ("buy_now", "80")]).await;
    assert!(open.says("It is up for auction.") && open.words().contains("$10.00"), "{}", open.words());
    assert!(!open.says("The most you would pay"), "its seller does not bid");

    let mut guest = market.browser();
    assert!(lot(&mut guest).await.says("Sign in to bid"));
    let (mut ann, mut ben) = (with_money(&market, "Ann A.").await, with_money(&market, "Ben B.").await);
    let page = lot(&mut ann).await;
    assert!(page.says("At least $10.00, which is $10.15 in all"), "{}", page.words());
    assert!(page.says("Buy it now for $81.20 in all"), "{}", page.words());
    let low = ann.submit(&page, "/bids", &[("most", "9.99")]).await;
    assert_eq!(low.status.as_u16(), 422);
    assert!(low.wrong("most").contains("$10.00"), "{}", low.words());
    let leads = ann.submit(&low, "/bids", &[("most", "60")]).await;
    assert!(leads.says("You lead.") && leads.says("The most that you said $60.00"), "{}", leads.words());
    assert_eq!(money(&mut ann).await, "$39.10", "her most with the mark-up is set aside");

    let page = lot(&mut ben).await;
    assert!(!page.says("$60.00") && page.says("Bidder 1: $10.00"), "nobody sees her most: {}", page.words());
    let outbid = ben.submit(&page, "/bids", &[("most", "52")]).await;
    assert!(outbid.says("you do not lead") && outbid.says("now $53.00"), "{}", outbid.words());
    let leads = ben.submit(&outbid, "/bids", &[("most", "70")]).await;
    assert!(leads.says("now $61.00") && leads.says("You: $61.00"), "{}", leads.words());
    assert_eq!(money(&mut ann).await, "$100.00", "back at once");
    let inbox = ann.get("/en/inbox").await;
    assert!(inbox.says("Somebody else leads with $61.00"), "{}", inbox.words());
    let hers = ann.get(&inbox.link("See the auction")).await;
    assert!(hers.says("You are outbid"), "{}", hers.words());
    let bidding = ann.get("/en/auctions/bidding").await;
    assert!(bidding.says("A bear of 1905") && bidding.says("You are outbid"), "{}", bidding.words());
    let selling = seller.get("/en/auctions/selling").await;
    assert!(selling.says("3 bids"), "{}", selling.words());

    // A day later it is his, and his booking is one like any other.
    let moved = ben.submit(&leads, "/clock", &[("to", "plus-day")]).await;
    assert!(moved.says("It is yours"), "{}", moved.words());
    let booking = ben.get(&moved.link("See the booking")).await;
    assert!(
        booking.says("You pay $61.92") || booking.says("$61.92") || booking.says("$61.91"),
        "{}",
        booking.words()
    );
    assert_eq!(money(&mut ben).await, "$38.09");
    let over = ann.submit(&hers, "/bids", &[("most", "99")]).await;
    assert!(over.says("Bids for this are over"), "{}", over.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lot_is_had_at_once_or_taken_back() {
    let market = Market::open().await;
    let mut seller = sign_up(&market, "Greta G.", "person").await;
    stock(&mut seller, "A bear of 1905", "90", "2").await;
    put_up(&mut seller, &[("buy_now", "80")]).await;
    let mut ann = with_money(&market, "Ann A.").await;
    let page = lot(&mut ann).await;
    let booked = ann.submit(&page, "/purchase", &[]).await;
    assert!(booked.says("It is yours."), "{}", booked.words());
    assert_eq!(money(&mut ann).await, "$18.80");
    let again = ann.submit(&page, "/purchase", &[]).await;
    assert!(again.says("It is yours.") || again.status.as_u16() == 409, "{}", again.words());

    let open = put_up(&mut seller, &[]).await;
    let back = seller.submit(&open, "/withdrawal", &[]).await;
    assert!(back.says("It is taken back.") && back.says("Taken back"), "{}", back.words());
    let unseen = seller.get("/en/auctions").await;
    assert!(unseen.says("Nothing is up for auction now"), "{}", unseen.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_next_one_is_offered_what_nobody_got() {
    let market = Market::open().await;
    let mut seller = sign_up(&market, "Greta G.", "person").await;
    stock(&mut seller, "A bear of 1905", "90", "1").await;
    put_up(&mut seller, &[("reserve", "60")]).await;
    let mut ann = with_money(&market, "Ann A.").await;
    let page = lot(&mut ann).await;
    let bid = ann.submit(&page, "/bids", &[("most", "40")]).await;
    assert!(bid.says("It is not met"), "{}", bid.words());
    let moved = ann.submit(&bid, "/clock", &[("to", "plus-day")]).await;
    assert!(moved.says("Not sold"), "{}", moved.words());
    let selling = seller.get("/en/auctions/selling").await;
    let lot = seller.get(&selling.link("A bear of 1905")).await;
    let offered = seller.submit(&lot, "/second-chance", &[]).await;
    assert!(offered.says("It is offered to the next one"), "{}", offered.words());
    let trades = ann.get("/en/trades").await;
    assert!(trades.says("$40.60"), "{}", trades.words());
}
