//! The day of work from both sides: the door, lateness, messages.

use super::market::{Market, Shown};
use super::people::{ana, booked, cafe};

/// The code on the buyer's page, as it is shown: in two groups.
fn door_code(page: &Shown) -> String {
    super::market::words(page.all(".door-code")[0])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_begins_and_ends_with_the_code_that_the_buyer_shows() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let page = booked(&mut ana, &mut cafe).await;
    assert!(page.says("Ana R. enters it to begin"), "{}", page.words());
    let hers = ana.get(&page.address).await;
    assert!(!hers.has_form("/start") && !hers.says(&door_code(&page)), "{}", hers.words());
    assert!(hers.says("Café Arroyo shows you a code"), "{}", hers.words());
    assert!(!ana.get("/en/trades").await.says("To do"), "nothing is to be done before");

    cafe.submit(&page, "/clock", &[("to", "shift-start")]).await;
    assert!(ana.get("/en/trades").await.says("To do Café Arroyo, Kitchen porter"));
    let hers = ana.get(&page.address).await;
    assert!(hers.says("Now You work"), "{}", hers.words());
    let back = ana.submit(&hers, "/start", &[("code", "12")]).await;
    assert!(back.wrong("code").contains("six digits"), "{}", back.words());
    let first = door_code(&page);
    let wrong = if first == "000 000" { "000 001" } else { "000 000" };
    let back = ana.submit(&back, "/start", &[("code", wrong)]).await;
    assert!(back.wrong("code").contains("not the code"), "{}", back.words());
    assert!(first.contains(' '), "{first}");
    let begun = ana.submit(&back, "/start", &[("code", &first)]).await;
    assert!(begun.says("You have begun") && begun.has_form("/stop"), "{}", begun.words());
    assert_eq!(
        begun.all("details form[action$='/record'] select").len(),
        1,
        "hours by hand stay, folded away"
    );
    let theirs = cafe.get(&page.address).await;
    assert!(theirs.says("Show this code when the work is over"), "{}", theirs.words());
    let second = door_code(&theirs);
    assert_ne!(first, second);

    cafe.submit(&theirs, "/clock", &[("to", "shift-end")]).await;
    let hers = ana.get(&page.address).await;
    let back = ana.submit(&hers, "/stop", &[("code", &first)]).await;
    assert!(back.wrong("code").contains("not the code"), "the first opens no more: {}", back.words());
    let ended = ana.submit(&back, "/stop", &[("code", &second)]).await;
    assert!(ended.says("4 hours written down"), "{}", ended.words());
    assert!(ended.says("Your hours are written down 4 hours. Café Arroyo says whether that is right by"));
    assert_eq!(ended.all("details form[action$='/record'] select").len(), 1, "there is nothing left to do");
    assert!(cafe.get("/en/trades").await.says("To do Ana R., Kitchen porter"));
    let asked = cafe.get(&page.address).await;
    assert!(asked.says("Yes, 4 hours: pay now"), "{}", asked.words());
    assert!(asked.all(".door-code").is_empty(), "there is nothing left to show");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_pages_say_who_will_be_late() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let page = booked(&mut ana, &mut cafe).await;
    assert!(!page.has_form("/delay"), "nobody knows four days before");
    cafe.submit(&page, "/clock", &[("to", "shift-start")]).await;
    let hers = ana.get(&page.address).await;
    let said = ana.submit(&hers, "/delay", &[("minutes", "20")]).await;
    assert!(said.says("You said that you will be 20 minutes late"), "{}", said.words());
    let theirs = cafe.get(&page.address).await;
    assert!(theirs.says("Ana R. will be 20 minutes late"), "{}", theirs.words());
    assert!(cafe.get("/en/inbox").await.says("The other side will be 20 minutes late."));
    let code = door_code(&theirs);
    let begun = ana.submit(&said, "/start", &[("code", &code)]).await;
    assert!(!begun.says("minutes late"), "whoever has begun is there: {}", begun.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_stand_in_order_on_both_pages_and_not_in_the_inbox() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let page = booked(&mut ana, &mut cafe).await;
    let sent = cafe.submit(&page, "/messages", &[("words", "Back door.\r\nRing twice.")]).await;
    assert!(sent.says("Your message is sent."), "{}", sent.words());
    let hers = ana.get(&page.address).await;
    ana.submit(&hers, "/messages", &[("words", "<b>Thank you</b>")]).await;
    for (browser, first, second) in [(&mut ana, "Café Arroyo", "You"), (&mut cafe, "You", "Ana R.")] {
        let shown = browser.get(&page.address).await;
        let lines: Vec<_> = shown.all("#messages li").into_iter().map(super::market::words).collect();
        assert_eq!(lines.len(), 2, "{}", shown.words());
        assert!(lines[0].starts_with(first) && lines[0].ends_with("Back door. Ring twice."), "{lines:?}");
        assert!(lines[1].starts_with(second) && lines[1].ends_with("<b>Thank you</b>"), "{lines:?}");
        let inbox = browser.get("/en/inbox").await;
        assert!(inbox.says("There is a message for you about a booking"), "{}", inbox.words());
        assert!(!inbox.says("Ring twice") && !inbox.says("Thank you"));
    }
    let shown = cafe.get(&page.address).await;
    let long = "x".repeat(1_001);
    let back = cafe.submit(&shown, "/messages", &[("words", &long)]).await;
    assert!(back.wrong("words").contains("at most 1000 letters"), "{}", back.words());
    assert!(
        back.all("#messages textarea")[0].text().collect::<String>().contains(&long),
        "it comes back as typed"
    );
}
