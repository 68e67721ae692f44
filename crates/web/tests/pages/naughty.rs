//! Every box of a page takes what can be put into it or comes back with it, and says what is wrong beside it.

use super::market::{Browser, Market, Shown};
use super::people::{ana, booked, cafe, open_offer, sign_up};
use testkit::naughty::{in_query, naughty};

/// Taken, or given back with what is wrong; never a page that only says no.
#[track_caller]
fn answered(answer: &Shown, sent: &str) {
    let status = answer.status.as_u16();
    assert!([200, 303, 422].contains(&status), "{sent:?}: {status} {}", answer.words());
    if status == 422 {
        assert!(!answer.all(".error-summary a").is_empty(), "{sent:?}: {}", answer.words());
    }
}

/// A form as it was sent with another value under each of these names.
async fn send(browser: &mut Browser, page: &Shown, action: &str, typed: &[(&str, &str)]) -> Shown {
    browser.post(page, action, typed).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_string_breaks_a_form_and_each_comes_back_in_its_box() {
    let market = Market::open().await;
    let mut guest = market.browser();
    let page = guest.get("/en/sign-up").await;
    // A password that is too short, so that every form comes back.
    let usual =
        [("kind", "person"), ("post_code", "97214"), ("password", "short"), ("email", "n@example.org")];
    for sent in naughty() {
        for field in ["display_name", "email", "born_on-year", "post_code"] {
            comes_back(&mut guest, &page, ("/sign-up", field), &usual, &sent).await;
        }
    }
    let mut ana = ana(&market).await;
    let page = ana.get("/en/account/details").await;
    for sent in naughty() {
        for field in ["display_name", "street", "phone"] {
            // A post code that is none, so that every form comes back.
            comes_back(&mut ana, &page, ("/account/details", field), &[("post_code", "1")], &sent).await;
        }
    }
}

/// A form with a string in a field is answered, and the string stands in its box again.
async fn comes_back(
    browser: &mut Browser,
    page: &Shown,
    (action, field): (&str, &str),
    usual: &[(&str, &str)],
    sent: &str,
) {
    let mut typed: Vec<(&str, &str)> = usual.iter().copied().filter(|(name, _)| *name != field).collect();
    typed.push((field, sent));
    let back = send(browser, page, action, &typed).await;
    answered(&back, sent);
    assert_eq!(back.status.as_u16(), 422);
    // HTML has no U+0000, and reads each end of a line as one sign.
    if !sent.contains(|letter: char| letter.is_control()) {
        let value = back.all(&format!("#{field}"))[0].attr("value");
        // Marks that isolate are dropped where they change nothing.
        let bare = |text: &str| text.replace(['\u{2068}', '\u{2069}'], "");
        assert_eq!(value.map(bare), Some(bare(sent)), "{field}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_string_breaks_an_offer_a_search_or_a_statement() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let booking = booked(&mut ana, &mut cafe).await;
    let mut keeper = sign_up(&market, "Ada K.", "person").await;
    let page = open_offer(&mut keeper, "bicycle").await;
    let usual = [("title", "City bicycle"), ("per_day", "18"), ("per_hour", "3")];
    for sent in naughty() {
        for field in ["title", "description", "count", "per_day", "days_max"] {
            let mut typed: Vec<(&str, &str)> = usual.into_iter().filter(|(name, _)| *name != field).collect();
            typed.push((field, &sent));
            // A key of its own, so that it is another form.
            let key = kernel::hex_digest(format!("{field} {sent}").as_bytes());
            typed.push(("idempotency_key", &key));
            answered(&send(&mut keeper, &page, "/offerings", &typed).await, &sent);
        }
        for name in ["sector", "post_code", "date", "from", "minutes"] {
            let coded = in_query(&sent);
            let usual = [
                ("sector", "kitchen-porter"),
                ("post_code", "97214"),
                ("date", "2026-11-27"),
                ("from", "17:00"),
                ("minutes", "240"),
            ];
            let pairs = usual.map(
                |(of, value)| if of == name { format!("{of}={coded}") } else { format!("{of}={value}") },
            );
            answered(&cafe.get(&format!("/en/search?{}", pairs.join("&"))).await, &sent);
        }
        let key = kernel::hex_digest(sent.as_bytes());
        if booking.has_form("/evidence") {
            answered(
                &send(&mut cafe, &booking, "/evidence", &[("words", &sent), ("idempotency_key", &key)]).await,
                &sent,
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_comma_before_two_digits_begins_the_cents() {
    let market = Market::open().await;
    let mut ana = sign_up(&market, "Ana R.", "person").await;
    let page = ana.get("/en/offerings/new?sector=kitchen-porter&post_code=97202").await;
    let offered = ana.submit(&page, "/offerings", &[("hourly", "22,50")]).await;
    assert_eq!(offered.heading(), "When you are free");
    let listed = ana.get("/en/offerings").await;
    assert!(listed.says("$22.50") && !listed.says("$2,250.00"), "{}", listed.words());
    let statement = ana.get("/en/statement").await;
    ana.submit(&statement, "/statement/add", &[("amount", "18,50")]).await;
    assert!(ana.get("/en/statement").await.says("You can spend $18.50"));
    let unclear =
        ana.post(&statement, "/statement/add", &[("amount", "1.850"), ("idempotency_key", "other")]).await;
    assert_eq!(unclear.status.as_u16(), 422, "it could be meant in two ways");
    assert_eq!(unclear.all("#amount")[0].attr("value"), Some("1.850"));
    let too_much =
        ana.post(&page, "/offerings", &[("hourly", "100,000.01"), ("idempotency_key", "much")]).await;
    assert_eq!(too_much.status.as_u16(), 422);
    assert_eq!(too_much.all(".error-summary a")[0].attr("href"), Some("#hourly"));
    assert!(too_much.says("Nobody may ask more than $100,000.00"), "{}", too_much.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_of_a_thing_says_all_that_is_wrong_at_once() {
    let market = Market::open().await;
    let mut keeper = sign_up(&market, "Ada K.", "person").await;
    let page = open_offer(&mut keeper, "bicycle").await;
    let typed =
        [("title", "ab"), ("count", "many"), ("per_day", "plenty"), ("per_hour", "3"), ("days_max", "2,5")];
    let back = keeper.post(&page, "/offerings", &typed).await;
    let links: Vec<_> = back.all(".error-summary a").iter().map(|link| link.attr("href").unwrap()).collect();
    assert_eq!(links, ["#title", "#count", "#per_day", "#days_max"], "{}", back.words());
    assert_eq!(back.all("#title")[0].attr("value"), Some("ab"));
}
