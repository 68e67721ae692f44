//! The whole thread, lived from both sides in a browser without scripts.

use market::options::contracts::ContractLanguage;
use web::i18n::{Lang, Locale};
use web::t;

use super::market::Market;
use super::opened::november;
use super::people::{PASSWORD, agree, ana, booked, cafe, check_address, held, offer, sign_up};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn four_hours_are_held_booked_worked_confirmed_and_paid() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let page = booked(&mut ana, &mut cafe).await;
    assert!(page.says("It is booked"), "{}", page.words());
    assert_eq!(page.heading(), "Ana R., Kitchen porter");

    let ended = cafe.submit(&page, "/clock", &[("to", "shift-end")]).await;
    assert_eq!(
        market.app.now().minutes_since(november(27, 21)),
        0,
        "the clock stands at the end of the shift"
    );
    assert!(ended.has_form("/confirmation"), "{}", ended.words());

    let hers = ana.get(&page.address).await;
    let recorded = ana.submit(&hers, "/record", &[("due", "210")]).await;
    assert!(recorded.says("3 hours 30 minutes"), "{}", recorded.words());

    let asked = cafe.get(&page.address).await;
    let paid = cafe.submit(&asked, "/confirmation", &[]).await;
    assert!(paid.says("You confirmed it.") && paid.says("Confirmed and paid"), "{}", paid.words());

    let (his, hers) = (format!("{}/receipt", page.address), format!("{}/receipt", page.address));
    let receipts = (cafe.get(&his).await, ana.get(&hers).await);
    assert_eq!(receipts.0.words(), receipts.1.words(), "both sides have the same receipt");
    assert!(receipts.0.says("Ana R. receives"), "{}", receipts.0.words());
    let money = ana.get("/en/statement").await;
    assert!(money.says("Pay"), "{}", money.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_signed_out_signs_in_and_comes_back_to_the_check() {
    let market = Market::open().await;
    let mut ana = ana(&market).await;
    cafe(&market).await;
    let address = check_address(&mut ana).await;
    let mut guest = market.browser();
    let check = guest.get(&address).await;
    assert!(check.says("You pay"), "the price is shown to everybody: {}", check.words());
    assert!(!check.has_form("/work-holds"));
    let sign_in = guest.get(&check.link("Sign in and continue")).await;
    let typed = [("email", "caféarroyo@example.org"), ("password", PASSWORD)];
    let back = guest.submit(&sign_in, "/sign-in", &typed).await;
    assert_eq!(back.heading(), "Check before you book Ana R.", "{}", back.words());
    assert!(back.has_form("/work-holds"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hold_can_be_extended_and_let_go() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let page = held(&mut ana, &mut cafe).await;
    assert!(page.says("Held, not booked yet"), "{}", page.words());
    assert!(page.has_form("/top-up") && !page.has_form("/agreement"), "no money yet: {}", page.words());
    let longer = cafe.submit(&page, "/extension", &[]).await;
    assert!(longer.says("You have more time"), "{}", longer.words());
    let gone = cafe.submit(&longer, "/release", &[]).await;
    assert!(gone.says("no longer kept for you"), "{}", gone.words());
    let again = cafe.post(&longer, "/extension", &[("idempotency_key", "another")]).await;
    assert_eq!((again.status.as_u16(), again.heading().as_str()), (409, "This cannot be done now"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calling_off_says_its_cost_first() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let page = booked(&mut ana, &mut cafe).await;
    assert!(page.says("It costs nothing until"), "{}", page.words());
    let hers = ana.get(&page.address).await;
    assert!(hers.says("your record shows that you called off"), "{}", hers.words());
    let called_off = cafe.submit(&page, "/cancellation", &[]).await;
    assert!(called_off.says("Called off"), "{}", called_off.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_came() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let page = booked(&mut ana, &mut cafe).await;
    let begun = cafe.submit(&page, "/clock", &[("to", "shift-start")]).await;
    let reported = cafe.submit(&begun, "/report", &[]).await;
    assert!(reported.says("Reported"), "{}", reported.words());
    let hers = ana.get(&page.address).await;
    assert!(hers.says("The other side says that nobody came"), "{}", hers.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_contract_is_genuine_and_only_the_two_sides_see_it() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let page = booked(&mut ana, &mut cafe).await;
    let contract = ana.get(&page.link("Read the contract")).await;
    assert!(contract.says("its code fits") && contract.says("CONTRACT FOR WORK"), "{}", contract.words());
    let mut other = sign_up(&market, "Luis M.", "person").await;
    assert_eq!(other.get(&page.address).await.status.as_u16(), 404);
    assert_eq!(other.get(&page.link("Read the contract")).await.status.as_u16(), 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_contract_is_told_to_each_side_as_you_with_names_and_place() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let page = booked(&mut ana, &mut cafe).await;
    let address = page.link("Read the contract");
    let (hers, theirs) = (ana.get(&address).await, cafe.get(&address).await);
    assert!(
        hers.says("Café Arroyo and you: Kitchen porter") && hers.says("You receive $"),
        "{}",
        hers.words()
    );
    assert!(hers.says("Café Arroyo can call off free of charge until"), "{}", hers.words());
    assert!(!hers.says("You can call off free of charge"), "the buyer's terms are not hers");
    assert!(theirs.says("You and Ana R.: Kitchen porter") && theirs.says("You pay $"), "{}", theirs.words());
    assert!(theirs.says("You can call off free of charge until"), "{}", theirs.words());
    for paper in [hers, theirs] {
        assert!(paper.says("Ana R. (the worker) works for Café Arroyo (the hirer)"), "{}", paper.words());
        assert!(paper.says("4. Where. 1200 SE Example St, Portland, 97214"), "{}", paper.words());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_reads_another_language_than_the_contract_s_is_told_so() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let page = booked(&mut ana, &mut cafe).await;
    let address = page.link("Read the contract");
    for lang in Lang::offered() {
        let contract = ana.get(&address.replace("/en/", &format!("/{}/", lang.code()))).await;
        let written = ContractLanguage::from_code(lang.code()).unwrap_or(ContractLanguage::BINDING).code();
        let text = contract.all(".contract")[0];
        assert_eq!(text.attr("lang"), Some(written), "{}", lang.code());
        let told = t!(Locale::in_united_states(lang), "contract-english-only").plain();
        assert_eq!(contract.says(&told), written != lang.code(), "{}: {}", lang.code(), contract.words());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_a_machine_translated_says_so_once_and_how_to_report_a_bad_sentence() {
    let market = Market::open().await;
    let mut ana = market.browser();
    for lang in Lang::offered() {
        let page = ana.get(&format!("/{}/", lang.code())).await;
        let said = page.all(".machine-made");
        assert_eq!(said.len(), usize::from(lang.is_machine_made()), "{}", lang.code());
        for said in said {
            let words: String = said.text().collect();
            assert!(words.contains("A machine translated this page."), "{words}");
            let report = format!(".machine-made a[href='/{}/complaints/new']", lang.code());
            assert_eq!(page.all(&report).len(), 1, "{words}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn yes_less_and_nobody_came_stand_side_by_side() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let page = booked(&mut ana, &mut cafe).await;
    cafe.submit(&page, "/clock", &[("to", "shift-end")]).await;
    let hers = ana.get(&page.address).await;
    ana.submit(&hers, "/record", &[("due", "210")]).await;
    let asked = cafe.get(&page.address).await;
    let words = asked.words();
    let at = |text: &str| words.find(text).unwrap_or_else(|| panic!("{text} in {words}"));
    let answers = ["Yes, 3 hours 30 minutes: pay now", "It was less?", "Nobody came?"].map(at);
    assert!(answers.is_sorted() && answers[2] < at("Where this booking stands"), "{words}");
    let reported = cafe.submit(&asked, "/report", &[("reason", "nothing")]).await;
    assert!(reported.says("In dispute"), "{}", reported.words());
    assert!(reported.says("The other side offers"), "her claim can still be accepted: {}", reported.words());
    // A page from before is told to look again.
    let stale = cafe.post(&asked, "/confirmation", &[("idempotency_key", "another")]).await;
    assert_eq!(stale.status.as_u16(), 409, "{}", stale.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_writes_down_no_more_than_has_passed() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let page = booked(&mut ana, &mut cafe).await;
    cafe.submit(&page, "/clock", &[("to", "shift-start")]).await;
    let hers = ana.get(&page.address).await;
    assert!(hers.says("So far you can write down the time that has passed"), "{}", hers.words());
    let (action, mut fields) = hers.filled("/record", &[]);
    fields.retain(|(name, _)| name != "due");
    fields.push(("due".to_owned(), "240".to_owned()));
    let early = ana.post_fields(&action, &fields).await;
    assert!(
        early.says("Only time that has passed can be written down"),
        "{} {}",
        early.status,
        early.words()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hours_written_down_while_work_goes_on_are_answered_once_it_is_over() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let page = booked(&mut ana, &mut cafe).await;
    cafe.submit(&page, "/clock", &[("to", "shift-start")]).await;
    let hers = ana.get(&page.address).await;
    ana.submit(&hers, "/record", &[("due", "0")]).await;
    let asked = cafe.get(&page.address).await;
    assert!(!asked.has_form("/confirmation") && !asked.has_form("/objection"), "{}", asked.words());
    assert!(asked.has_form("/report"), "that nobody came can be said: {}", asked.words());
    cafe.submit(&asked, "/clock", &[("to", "shift-end")]).await;
    assert!(cafe.get(&page.address).await.has_form("/confirmation"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_check_asks_where_the_work_is_and_the_worker_reads_it_once_it_is_booked() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let address = check_address(&mut ana).await.replace("post_code=97214", "post_code=97202");
    let at_home = cafe.get(&check_address(&mut ana).await).await;
    assert!(!at_home.all("details.more:not([open]) #street").is_empty(), "a street that is known is folded");
    let check = cafe.get(&address).await;
    assert!(check.all("details #street").is_empty(), "one that is not known is asked for");
    let asked = cafe.submit(&check, "/work-holds", &[]).await;
    assert!(asked.says("write street and number"), "its own street is elsewhere: {}", asked.words());
    let long = "x".repeat(501);
    let typed = [("street", "3 SE Elm Street"), ("note", long.as_str())];
    let asked = cafe.submit(&asked, "/work-holds", &typed).await;
    assert!(asked.says("Make it shorter: 500 characters"), "{}", asked.words());
    let typed = [("street", "3 SE Elm Street"), ("note", "Back door.\r\nAsk for Kim.")];
    let held = cafe.submit(&asked, "/work-holds", &typed).await;
    assert!(held.says("3 SE Elm Street") && held.says("Ask for Kim."), "{}", held.words());
    let hers = ana.get(&held.address).await;
    assert!(!hers.says("Elm Street") && !hers.says("Kim"), "not before it is booked: {}", hers.words());
    let booked = agree(&mut cafe, &held).await;
    let hers = ana.get(&booked.address).await;
    assert!(hers.says("3 SE Elm Street") && hers.says("Back door. Ask for Kim."), "{}", hers.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_tap_puts_a_worker_on_offer_and_one_takes_her_off() {
    let market = Market::open().await;
    let mut ana = sign_up(&market, "Ana R.", "person").await;
    let home = ana.get("/en/work").await;
    assert!(!home.has_form("/free-now"), "an offering comes first");
    offer(&mut ana).await;
    let home = ana.get("/en/work").await;
    let free = ana.submit(&home, "/free-now", &[("choice", "tomorrow")]).await;
    assert!(free.says("Tuesday, November 24, 9am to 5pm"), "{}", free.words());
    assert!(free.says("for at least $18.00 an hour"), "{}", free.words());
    let stopped = ana.submit(&free, "/stop-offers", &[]).await;
    assert!(!stopped.has_form("/stop-offers"), "{}", stopped.words());
}
