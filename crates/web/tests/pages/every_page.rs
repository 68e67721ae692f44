//! What every page keeps, in every language: safety, labels, ids, headings, and addresses that exist.

use super::market::{Browser, Market, Shown, words};
use super::people::{self, ana, booked, cafe, check_address};
use super::{
    auctions, bid_ask, bundles, goods, group_buying, hires, known_sellers, listings, needs, proposals,
    quotes, reverse_auctions,
};
use std::collections::BTreeSet;
use web::i18n::Lang;

const PAGES: &[&str] = &[
    "/",
    "/search",
    "/search?sector=kitchen-porter",
    "/things",
    "/spaces",
    "/goods",
    "/sectors",
    "/sectors?words=cleening",
    "/sectors/kitchen-porter",
    "/auctions",
    "/auctions/selling",
    "/auctions/bidding",
    "/books",
    "/books/new",
    "/books/traded",
    "/pools",
    "/pools/selling",
    "/pools/pledged",
    "/listings",
    "/listings?words=bear&asking=priced&price_to=100&post_code=97214&radius_m=16093",
    "/listings/new",
    "/listings/mine",
    "/listings/asked",
    "/listings/removals",
    "/quote-calls",
    "/quote-calls/made",
    "/quote-calls/quoted",
    "/quote-calls/new",
    "/proposal-calls",
    "/proposal-calls/made",
    "/proposal-calls/proposed",
    "/proposal-calls/scored",
    "/proposal-calls/new",
    "/needs",
    "/needs/new",
    "/reverse-auctions",
    "/reverse-auctions/made",
    "/reverse-auctions/bid",
    "/reverse-auctions/new",
    "/chains",
    "/chains/removal",
    "/bundles",
    "/sign-in",
    "/sign-up",
    "/work",
    "/availability",
    "/availability/grid",
    "/offerings",
    "/offerings/new",
    "/offerings/new?sector=kitchen-porter&post_code=97202",
    "/offerings/new?sector=bicycle&post_code=97202",
    "/offerings/new?sector=fruit&post_code=97202",
    "/statement",
    "/inbox",
    "/account",
    "/account/details",
    "/account/address",
    "/account/password",
    "/account/welcome",
    "/account/everything",
    "/account/closure",
    "/new-password",
    "/trades",
    "/rules",
    "/about",
    "/api",
    "/problems/availability/taken",
    "/favorites",
    "/blocks",
    "/sellers",
    "/sellers?name=nobody",
    "/requests",
    "/requests/received",
    "/account/seller-page",
    "/calendar",
    "/today",
    "/complaints",
    "/complaints/new",
    "/statement/bank",
    "/passkeys/new",
    "/passkeys/proof",
    "/sign-in/passkey",
    "/statement/years/2026",
    "/no/such/page",
];

/// What is no page of its own: a picture, the way in of the demonstration, a table for spreadsheets.
const NO_PAGES: &[&str] = &[
    "/photos/{digest}",
    "/demo/enter/{token}",
    "/statement/csv",
    "/calendar/{feed}",
    "/trades/{trade}/calendar",
    "/trades/{trade}/again",
    "/trades/{trade}/ask-again",
    "/today/market.webmanifest",
    // There after the deadline alone; its own test looks at it.
    "/proposal-calls/{brief}/proposals/{seller}",
    // For those who work for the operator, of whom there is nobody here.
    "/listings/held",
];

/// The addresses of pages, of one seller with several offerings and trades, and of one buyer.
pub(crate) struct Addresses {
    pub(crate) hers: Vec<String>,
    pub(crate) theirs: Vec<String>,
}

/// What Ana lists, and what the café has asked about it; and what the café holds as a whole.
async fn listed(ana: &mut Browser, cafe: &mut Browser, hers: &mut Vec<String>, theirs: &mut Vec<String>) {
    let listing = listings::list_a_bear(ana).await;
    let talk = listings::ask_about_it(cafe, &listing).await;
    hers.extend([listing.clone(), talk.clone()]);
    theirs.extend([listing, talk]);
    theirs.push(bundles::hold(cafe).await.address);
}

/// What the buyer asks for, of whoever has it.
async fn asked_for(cafe: &mut Browser, hers: &mut Vec<String>, theirs: &mut Vec<String>) {
    theirs.extend([
        bid_ask::bid_in(cafe).await,
        needs::save(cafe, &[("from_on", "2026-12-15"), ("until_on", "2026-12-30")]).await.address,
    ]);
    proposals::put_out(cafe, hers, theirs).await;
}

/// What both come to who live in the market: every page that there is, and what they are led to by links.
pub(crate) async fn addresses(ana: &mut Browser, cafe: &mut Browser) -> Addresses {
    let mut hers: Vec<String> = PAGES.iter().map(|page| (*page).to_owned()).collect();
    // A week later, as the clock is moved on the way.
    let mut theirs = vec![check_address(ana).await.replace("2026-11-27", "2026-12-03")];
    let rules = cafe.get(&theirs[0]).await.link("See each rule");
    let booking = booked(ana, cafe).await;
    let ended = cafe.submit(&booking, "/clock", &[("to", "shift-end")]).await;
    let recorded = ana.get(&booking.address).await;
    ana.submit(&recorded, "/record", &[("due", "240")]).await;
    let over = cafe.get(&ended.address).await;
    let over = cafe.submit(&over, "/confirmation", &[]).await;
    theirs.push(over.link("Book the same again for several weeks"));
    theirs.extend([rules, over.link("See the receipt"), over.link("Read the contract"), over.address]);

    let booking = cafe.get(&theirs[theirs.len() - 1]).await;
    let complain = cafe.get(&booking.link("Complain about this booking")).await;
    let statement = [("statement", "Nobody was there at five.\nI want the first hour back.")];
    let complained = cafe.submit(&complain, "/complaints", &statement).await;
    assert!(complained.says("Your complaint is there.") && complained.says("Waiting for an answer"));
    theirs.push(complained.address);
    hires::lend_a_bicycle(ana).await;
    let held = hires::hold_the_bicycle(cafe, &mut theirs).await;
    let hire = people::agree(cafe, &held).await.address;
    goods::stock(ana, "Apples, a kilo", "3", "10").await;
    goods::stock(ana, "Bread", "5", "2").await;
    goods::stock(ana, "A bear of 1905", "90", "2").await;
    // Longer than the clock is moved on the way.
    let lot = auctions::put_up(ana, &[("minutes", "14400")]).await;
    assert!(lot.says("It is up for auction."), "{}", lot.words());
    goods::stock(ana, "Flour, 25 kg", "35", "8").await;
    let pool = group_buying::open(ana, &[("minutes", "14400"), ("is_joinable", "yes")]).await;
    assert!(pool.says("It is open."), "{}", pool.words());
    let call = quotes::open(cafe, &[("minutes", "20160")]).await;
    assert!(call.says("Sellers can quote now."), "{}", call.words());
    let statement = cafe.get("/en/statement").await;
    cafe.submit(&statement, "/statement/add", &[("amount", "81.20")]).await;
    let work = [("minutes", "10080"), ("date", "2026-12-20"), ("top", "80")];
    let work = reverse_auctions::open(cafe, &work).await;
    assert!(work.says("It is put out."), "{}", work.words());
    let sale = ana.get("/en/offerings").await.link("Sell it by auction");
    let opening = ana.get("/en/offerings").await.link("Sell it to a group");
    asked_for(cafe, &mut hers, &mut theirs).await;
    listed(ana, cafe, &mut hers, &mut theirs).await;
    let held = goods::hold_bread(cafe, &mut theirs).await;
    let order = people::agree(cafe, &held).await.address;
    let page = known_sellers::keep_page(ana).await;
    let asked = known_sellers::ask(cafe, &page, &mut theirs).await;
    hers.extend([page.clone(), format!("{page}/card"), asked.address.clone()]);
    theirs.extend([page, asked.address]);
    let offerings = ana.get("/en/offerings").await;
    hers.extend(
        offerings.all("main a[href*='/offerings/']").iter().map(|a| a.attr("href").unwrap().to_owned()),
    );
    hers.extend(
        offerings.all("main a[href*='resource=']").iter().map(|a| a.attr("href").unwrap().to_owned()),
    );
    hers.push(work.address.clone());
    hers.push(format!("{}/quote", call.address.split('?').next().unwrap()));
    hers.extend([hire.clone(), order.clone(), lot.address.clone(), sale, pool.address.clone(), opening]);
    theirs.extend([
        lot.address,
        call.address.clone(),
        work.address.clone(),
        pool.address.clone(),
        format!("{}/sellers", pool.address.split('?').next().unwrap()),
    ]);
    theirs.extend([hire, order]);
    Addresses { hers, theirs }
}

/// Every page as those see it who live in the market.
async fn pages(ana: &mut Browser, cafe: &mut Browser) -> Vec<Shown> {
    let Addresses { hers, theirs } = addresses(ana, cafe).await;
    let mut shown = Vec::new();
    for lang in Lang::offered().map(Lang::code) {
        let at = |page: &String| format!("/{lang}{}", page.strip_prefix("/en").unwrap_or(page));
        for page in &hers {
            shown.push(ana.get(&at(page)).await);
        }
        for page in &theirs {
            shown.push(cafe.get(&at(page)).await);
        }
    }
    shown
}

/// The pattern of an address, without its language and what it asks.
pub(crate) fn is_of(pattern: &str, address: &str) -> bool {
    let path = address.split('?').next().unwrap();
    let path: Vec<&str> = path.split('/').skip(2).collect();
    let pattern: Vec<&str> = pattern.split('/').skip(1).collect();
    let fits = |(wanted, there): (&&str, &&str)| wanted.starts_with('{') || wanted == there;
    let is_rest = pattern.last().is_some_and(|last| last.starts_with("{*"));
    (is_rest || path.len() == pattern.len()) && pattern.iter().zip(&path).all(fits)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_is_left_out() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let shown = pages(&mut ana, &mut cafe).await;
    let mut missing = Vec::new();
    for address in web::pages::addresses() {
        // What only takes forms is no page; the rest leads back from a form that was loaded again.
        let answer = ana.get(&format!("/en{address}")).await.status.as_u16();
        let is_seen = shown.iter().any(|page| page.status.is_success() && is_of(address, &page.address));
        if !NO_PAGES.contains(&address) && answer != 303 && !is_seen {
            missing.push(address);
        }
    }
    assert!(missing.is_empty(), "no test looks at {missing:?}");
}

fn check_ids_and_labels(page: &Shown) {
    let address = &page.address;
    let ids: Vec<_> = page.all("[id]").iter().map(|element| element.attr("id").unwrap()).collect();
    let unique: BTreeSet<_> = ids.iter().copied().collect();
    assert_eq!(unique.len(), ids.len(), "{address}: {ids:?}");
    let labels: BTreeSet<_> = page.all("label").iter().map(|label| label.attr("for").unwrap()).collect();
    for control in page.all("input:not([type=hidden]), select, textarea") {
        let is_named = control.attr("aria-label").is_some_and(|name| !name.is_empty());
        let id = control.attr("id");
        assert!(is_named || id.is_some_and(|id| labels.contains(id)), "{address}: {id:?}");
    }
    for attribute in ["aria-describedby", "aria-labelledby", "for"] {
        for element in page.all(&format!("[{attribute}]")) {
            for id in element.attr(attribute).unwrap().split(' ') {
                assert!(unique.contains(id), "{address}: {attribute}={id}");
            }
        }
    }
}

fn check_safety(page: &Shown) {
    let header = |name: &str| page.headers[name].to_str().unwrap().to_owned();
    assert!(header("content-security-policy").starts_with("default-src 'self';"));
    assert!(header("content-security-policy").contains("frame-ancestors 'none'"));
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("referrer-policy"), "same-origin");
    assert_eq!(header("cache-control"), "no-store");
    assert!(page.all("[style], style, script:not([src]), [onclick]").is_empty(), "{}", page.address);
}

fn check_words(page: &Shown) {
    let address = &page.address;
    assert_eq!(page.all("h1").len(), 1, "{address}");
    let mut level = 0;
    for heading in page.all("h1, h2, h3, h4") {
        let this = heading.value().name()[1..].parse::<u32>().unwrap();
        assert!(this <= level + 1 || level == 0, "{address}: a level is skipped at {}", words(heading));
        level = this;
    }
    let accessible = page.all("a, button");
    let nameless = accessible.iter().filter(|one| words(**one).is_empty()).count();
    assert_eq!(nameless, 0, "{address}");
    assert!(page.all(".parallel").len() == 1, "{address} says that no money is real");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_safe_labelled_and_worded() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    for page in pages(&mut ana, &mut cafe).await {
        let wanted = if page.address.ends_with("/no/such/page") { 404 } else { 200 };
        assert_eq!(page.status.as_u16(), wanted, "{}: {}", page.address, page.words());
        check(&page);
    }
}

/// What every page keeps.
pub(crate) fn check(page: &Shown) {
    check_ids_and_labels(page);
    check_safety(page);
    check_words(page);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_link_of_every_page_leads_somewhere() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let shown = pages(&mut ana, &mut cafe).await;
    let links: BTreeSet<String> = shown
        .iter()
        .filter(|page| page.status.is_success())
        .flat_map(|page| {
            page.all("a[href^='/']").iter().map(|a| a.attr("href").unwrap().to_owned()).collect::<Vec<_>>()
        })
        .map(|href| href.split('#').next().unwrap().to_owned())
        .collect();
    assert!(links.len() > 50, "{links:?}");
    for link in links {
        // Nobody chooses what is their own, so one of the two it is.
        let is_there = ana.get(&link).await.status.is_success() || cafe.get(&link).await.status.is_success();
        assert!(is_there, "{link}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_address_without_a_language_asks_the_browser() {
    let market = Market::open().await;
    let mut browser = market.browser();
    for (asked, answered) in
        [("/", "/en/"), ("/problems/availability/taken", "/en/problems/availability/taken")]
    {
        let page = browser.get(asked).await;
        assert_eq!((page.status.as_u16(), &page.headers["location"]), (303, &answered.parse().unwrap()));
    }
    let page = browser.get("/es/rules").await;
    assert_eq!(page.heading(), "Las reglas");
    let other = page.all(".languages a")[0];
    assert_eq!(other.attr("href"), Some("/en/rules"), "the same page in the other language");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signed_out_visitors_are_asked_to_sign_in_and_come_back() {
    let market = Market::open().await;
    let mut guest = market.browser();
    for page in ["/en/statement", "/en/trades", "/en/account", "/en/inbox", "/en/offerings/new"] {
        let answer = guest.get(page).await;
        let wanted = format!("/en/sign-in?next={page}");
        assert_eq!(
            (answer.status.as_u16(), answer.headers["location"].to_str().unwrap()),
            (303, wanted.as_str())
        );
    }
    let elsewhere = guest.get("/en/sign-in?next=https://example.org/").await;
    assert_eq!(elsewhere.all("input[name=next]")[0].attr("value"), Some(""));
    let elsewhere = guest.get("/en/sign-in?next=//example.org/").await;
    assert_eq!(elsewhere.all("input[name=next]")[0].attr("value"), Some(""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_click_signs_in_and_one_signs_out() {
    let market = Market::open().await;
    let ana = ana(&market).await;
    let token = ana.cookie("session").unwrap().to_owned();
    let mut visitor = market.browser();
    assert_eq!(visitor.get("/en/demo/enter/1.0").await.status.as_u16(), 404);
    assert_eq!(visitor.get(&format!("/en/demo/enter/{token}")).await.status.as_u16(), 303);
    assert_ne!(
        visitor.cookie("session"),
        Some(token.as_str()),
        "no browser has the link's own, to sign it out"
    );
    let account = visitor.get("/en/account").await;
    assert!(account.says("Ana R."), "{}", account.words());
    // Each other device stands first, with its way out; one's own way out stands last.
    visitor.post(&account, "/sign-out", &[]).await;
    let account = visitor.get("/en/account").await;
    let out = visitor.post(&account, "/sign-out", &[]).await;
    assert_eq!(out.status.as_u16(), 303);
    assert_eq!(visitor.cookie("session"), None);
    assert_eq!(visitor.get("/en/account").await.status.as_u16(), 303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_has_a_size() {
    let market = Market::open().await;
    let mut browser = market.browser();
    let page = browser.get("/en/sign-in").await;
    let long = "x".repeat(65 * 1024);
    let answer = browser.post(&page, "/sign-in", &[("email", &long)]).await;
    assert_eq!(answer.status.as_u16(), 413);
    assert!(answer.says("What was sent is too big"), "{}", answer.words());
}
