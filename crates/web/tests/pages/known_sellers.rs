//! Known sellers by pages alone: a page of one's own, a link, three times asked for, one accepted.

use super::market::{Browser, Market, Shown};
use super::people::{SEARCH, ana, cafe, money, sign_up};

/// Ana keeps a page; where it is.
pub(crate) async fn keep_page(ana: &mut Browser) -> String {
    let own = ana.get("/en/account/seller-page").await;
    let kept = ana.submit(&own, "/account/seller-page", &[]).await;
    let links = kept.all("main a[href*='/sellers/']");
    links[0].attr("href").unwrap().to_owned()
}

/// The short address among those that somebody was led to.
pub(crate) fn address(of: &[String]) -> String {
    let mut rests = of.iter().filter_map(|address| address.strip_prefix("/en/sellers/"));
    rests.rfind(|rest| !rest.contains(['/', '?'])).unwrap().to_owned()
}

/// Money comes from the bank.
async fn top_up(buyer: &mut Browser) {
    let statement = buyer.get("/en/statement").await;
    buyer.submit(&statement, "/statement/add", &[("amount", "400")]).await;
}

/// Somebody asks Ana for two hours of a day, by her page.
pub(crate) async fn ask(buyer: &mut Browser, page: &str, seen: &mut Vec<String>) -> Shown {
    top_up(buyer).await;
    let shown = buyer.get(page).await;
    let form = shown.link("Ask Ana R.");
    let ask = buyer.get(&form).await;
    let checked = buyer.ask(&ask, "/requests/check", &[("date_2", "2026-12-05"), ("from_2", "10:00")]).await;
    seen.extend([form, checked.address.clone()]);
    let asked = buyer.submit(&checked, "/requests", &[]).await;
    assert!(asked.says("You have asked."), "{}", asked.words());
    asked
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cafe_asks_ana_for_three_times_and_she_accepts_one() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let page = keep_page(&mut ana).await;
    let own = ana.get("/en/account/seller-page").await;
    assert!(own.says("Only whoever has the link.") && !own.all("svg.qr path").is_empty(), "{}", own.words());
    let card = market.browser().get(&format!("{page}/card")).await;
    assert!(card.says("Ana R.") && card.says("Kitchen porter"), "{}", card.words());
    let guest = market.browser().get(&page).await;
    assert!(guest.says("Free in the next two weeks") && guest.says("Book Ana R."), "{}", guest.words());

    top_up(&mut cafe).await;
    let shown = cafe.get(&page).await;
    let form = cafe.get(&shown.link("Ask Ana R.")).await;
    assert!(form.says("up to three times"), "{}", form.words());
    let early = cafe.ask(&form, "/requests/check", &[("date_1", "2026-11-27"), ("from_1", "03:00")]).await;
    assert!(early.wrong("date_1").contains("offer"), "{}", early.words());
    let typed = [
        ("date_1", "2026-11-27"),
        ("from_1", "17:00"),
        ("date_2", "2026-11-28"),
        ("from_2", "10:00"),
        ("date_3", "2026-11-30"),
        ("from_3", "10:00"),
        ("minutes", "240"),
    ];
    let checked = cafe.ask(&early, "/requests/check", &typed).await;
    assert!(checked.says("is set aside until Ana R. answers"), "{}", checked.words());
    assert_eq!(
        checked.all("main h2").len(),
        5,
        "a price for each, the terms, the place: {}",
        checked.words()
    );
    let before = money(&mut cafe).await;
    let asked = cafe.submit(&checked, "/requests", &[("note", "The back door.")]).await;
    assert!(asked.says("You have asked.") && asked.says("To be answered by"), "{}", asked.words());
    assert_ne!(money(&mut cafe).await, before, "it is set aside");

    let inbox = ana.get("/en/inbox").await;
    assert!(inbox.says("Somebody asks for your hours"), "{}", inbox.words());
    let request = ana.get(&inbox.link("See the request")).await;
    assert!(request.says("You receive") && !request.says("back door"), "{}", request.words());
    let forms = request.all("form[action$='/acceptance']");
    assert_eq!(forms.len(), 3);
    let booked = ana.submit(&request, "/times/2/acceptance", &[]).await;
    assert!(booked.says("It is accepted and booked."), "{}", booked.words());
    assert!(booked.says("The back door."), "now she knows: {}", booked.words());
    let hers = cafe.get("/en/requests").await;
    assert!(hers.says("Accepted"), "{}", hers.words());
    let one = cafe.get(&hers.link("Ana R., Kitchen porter")).await;
    let trade = cafe.get(&one.link("See the booking")).await;
    let again = cafe.get(&trade.link("Ask Ana R. for the same at other times")).await;
    let asked = ["minutes=240", "from_1=10%3A00", "again="];
    assert!(asked.iter().all(|part| again.address.contains(part)), "{}", again.address);
    assert!(again.says("Ask Ana R."), "{}", again.words());
    let known = cafe.get("/en/sellers").await;
    assert!(known.says("Ana R."), "{}", known.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_is_declined_or_taken_back_and_its_money_is_there_again() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let page = keep_page(&mut ana).await;
    let asked = ask(&mut cafe, &page, &mut Vec::new()).await;
    let back = cafe.submit(&asked, "/withdrawal", &[]).await;
    assert!(back.says("It is taken back."), "{}", back.words());
    assert_eq!(money(&mut cafe).await, "$400.00");
    let asked = ask(&mut cafe, &page, &mut Vec::new()).await;
    let hers = ana.get(&asked.address).await;
    let declined = ana.submit(&hers, "/refusal", &[("reason", "too_far")]).await;
    assert!(declined.says("It is declined."), "{}", declined.words());
    let told = cafe.get(&asked.address).await;
    assert!(told.says("It is too far.") && told.says("Declined"), "{}", told.words());
    assert_eq!(money(&mut cafe).await, "$800.00");
    // Sent again from a page that was left open, it says how it stands.
    let late = ana.submit(&hers, "/times/1/acceptance", &[]).await;
    assert!(late.says("its time is over"), "{}", late.words());
    let asked = ask(&mut cafe, &page, &mut Vec::new()).await;
    let moved = cafe.submit(&asked, "/clock", &[("to", "plus-day")]).await;
    assert!(moved.says("Not answered in time"), "{}", moved.words());
    assert_eq!(money(&mut cafe).await, "$1,200.00");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_on_request_is_asked_for_and_not_booked() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let page = keep_page(&mut ana).await;
    let offerings = ana.get("/en/offerings").await;
    assert!(cafe.get(SEARCH).await.says("Ana R."), "the control: found before");
    let on_request = ana.submit(&offerings, "/stage", &[("stage", "on_request")]).await;
    assert!(on_request.says("On request"), "{}", on_request.words());
    assert!(!cafe.get(SEARCH).await.says("Ana R."), "no search finds her");
    let shown = cafe.get(&page).await;
    assert!(shown.says("takes this work on request") && !shown.says("Book Ana R."), "{}", shown.words());
    ask(&mut cafe, &page, &mut Vec::new()).await;
    let mut stranger = sign_up(&market, "Kim L.", "person").await;
    let found = stranger.get("/en/sellers?name=ana").await;
    assert!(found.says("Nobody of this name"), "{}", found.words());
    let own = ana.get("/en/account/seller-page").await;
    let by_name = ana.submit(&own, "/account/seller-page", &[("is_found_by_name", "yes")]).await;
    assert!(by_name.says("whoever is signed in and looks for Ana R."), "{}", by_name.words());
    let found = stranger.get("/en/sellers?name=ana").await;
    stranger.get(&found.link("Ana R.")).await;
    let dropped = ana.submit(&by_name, "/account/seller-page/removal", &[]).await;
    assert!(dropped.says("Your page is taken away."), "{}", dropped.words());
    assert_eq!(market.browser().get(&page).await.status.as_u16(), 404);
}
