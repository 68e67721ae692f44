//! What somebody typed is not lost: not to a session that has ended, nor to another language; and every address has a page.

use crate::market::{Browser, Market, Shown};
use crate::people::{self, PASSWORD};
use web::i18n::Lang;

const OFFER: &str = "/en/offerings/new?sector=kitchen-porter&post_code=97202";

/// Presses the button of the other language, with what is typed in the form that ends so.
async fn switch(browser: &mut Browser, page: &Shown, action: &str, typed: &[(&str, &str)]) -> Shown {
    let button = page.all(".languages button[lang=es]")[0];
    let form = page.all(&format!("form#{}", button.attr("form").unwrap()))[0];
    assert!(form.attr("action").unwrap().ends_with(action));
    let (_, fields) = page.filled(action, typed);
    browser.post_fields(button.attr("formaction").unwrap(), &fields).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_of_a_session_that_has_ended_comes_back_filled_in_after_signing_in() {
    let market = Market::open().await;
    let mut ana = people::sign_up(&market, "Ana R.", "person").await;
    let page = ana.get(OFFER).await;
    // She signs out in another tab.
    let account = ana.get("/en/account").await;
    ana.submit(&account, "/sign-out", &[]).await;
    ana.get(OFFER).await;
    ana.look_at(OFFER);

    let typed = [("hourly", "23.45"), ("evening", "10"), ("notice_minutes", "180")];
    let ended = ana.post(&page, "/offerings", &typed).await;
    assert_eq!((ended.status.as_u16(), ended.heading().as_str()), (403, "Sign in to go on"));
    let sign_in = |password| [("email", "anar@example.org"), ("password", password)];
    let wrong = ana.submit(&ended, "/sign-in", &sign_in("another one")).await;
    assert_eq!(wrong.status.as_u16(), 422, "what was typed survives a wrong password");
    let welcome = ana.submit(&wrong, "/sign-in", &sign_in(PASSWORD)).await;
    assert_eq!(welcome.heading(), "You are signed in");
    let again = ana.submit(&welcome, "keep=/offerings", &[]).await;
    assert_eq!((again.status.as_u16(), again.value("hourly").as_str()), (200, "23.45"));
    let notice = again.all("select[name=notice_minutes] option[selected]");
    assert_eq!(notice[0].attr("value"), Some("180"));
    let offered = ana.submit(&again, "/offerings", &[]).await;
    assert!(offered.says("Your work and its price are saved"), "{}", offered.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_from_before_signing_in_comes_back_and_one_of_another_place_does_not() {
    let market = Market::open().await;
    let mut guest = market.browser();
    let page = guest.get("/en/sign-up").await;
    people::sign_up(&market, "Ana R.", "person").await;
    let sign_in = guest.get("/en/sign-in").await;
    guest.submit(&sign_in, "/sign-in", &[("email", "anar@example.org"), ("password", PASSWORD)]).await;
    guest.look_at("/en/sign-up");
    let old =
        guest.post(&page, "/sign-up", &[("display_name", "Eva"), ("password", "a secret of mine")]).await;
    assert_eq!(old.status.as_u16(), 403);
    assert!(!old.html.html().contains("a secret of mine"), "a password is not sent back");
    let again = guest.submit(&old, "keep=/sign-up", &[]).await;
    assert_eq!(again.value("display_name"), "Eva");

    let (address, fields) = old.filled("keep=/sign-up", &[]);
    let elsewhere = guest.post_from("https://elsewhere.example", &address, &fields).await;
    assert_eq!(
        (elsewhere.status.as_u16(), elsewhere.has_form("keep=/sign-up")),
        (403, false),
        "nothing is kept of another place"
    );
    let (address, fields) = page.filled("/sign-up", &[("display_name", "Eva")]);
    let elsewhere = guest.post_from("https://elsewhere.example", &address, &fields).await;
    assert_eq!(elsewhere.status.as_u16(), 403);
    assert!(!elsewhere.has_form("keep=/sign-up"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_language_keeps_what_is_typed() {
    let market = Market::open().await;
    let mut guest = market.browser();
    let page = guest.get("/en/sign-up").await;
    let typed =
        [("kind", "person"), ("display_name", "Ana R."), ("password", "short"), ("born_on-month", "5")];
    let spanish = switch(&mut guest, &page, "/sign-up", &typed).await;
    assert_eq!((spanish.status.as_u16(), spanish.heading().as_str()), (200, "Abrir una cuenta"));
    assert_eq!(
        (spanish.value("display_name"), spanish.value("born_on-month")),
        ("Ana R.".into(), "5".into())
    );
    assert_eq!(spanish.all("main input[name=password]")[0].attr("value").unwrap_or_default(), "");

    // The same of a form that was refused, whose own address is that of the form.
    let refused = guest.submit(&page, "/sign-up", &typed).await;
    assert_eq!(refused.status.as_u16(), 422);
    let spanish = switch(&mut guest, &refused, "/sign-up", &[]).await;
    assert_eq!(
        (spanish.heading().as_str(), spanish.value("display_name").as_str()),
        ("Abrir una cuenta", "Ana R.")
    );

    // Where somebody was going is kept, too.
    let sign_in = guest.get("/en/sign-in?next=/en/rules").await;
    let spanish = switch(&mut guest, &sign_in, "/sign-in", &[("email", "ana@example.org")]).await;
    assert_eq!(
        (spanish.value("next"), spanish.value("email")),
        ("/en/rules".into(), "ana@example.org".into())
    );

    people::sign_up(&market, "Eva R.", "person").await;
    let typed = [("email", "evar@example.org"), ("password", PASSWORD)];
    let there = guest.post(&spanish, "/sign-in", &typed).await;
    assert_eq!(there.headers["location"], "/es/rules", "in the language of whoever goes");

    let mut ana = people::ana(&market).await;
    let page = ana.get(OFFER).await;
    let spanish = switch(&mut ana, &page, "/offerings", &[("hourly", "23.45")]).await;
    assert_eq!(spanish.value("hourly"), "23.45");
    assert!(spanish.all("html[lang=es]").len() == 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_address_answers_get_with_a_page() {
    let market = Market::open().await;
    let mut ana = people::ana(&market).await;
    for pattern in web::pages::addresses() {
        for lang in Lang::offered().map(Lang::code) {
            let parts = pattern.split('/').map(|part| if part.starts_with('{') { "1" } else { part });
            let mut page = ana.get(&format!("/{lang}{}", parts.collect::<Vec<_>>().join("/"))).await;
            for _ in 0..4 {
                if page.status.is_redirection() {
                    page = ana.get(page.headers["location"].to_str().unwrap()).await;
                }
            }
            let is_file =
                ["/photos/{digest}", "/statement/csv", "/today/market.webmanifest"].contains(&pattern);
            let status = page.status.as_u16();
            assert!([200, 404, 422].contains(&status), "{pattern}: {status}");
            assert!(is_file || !page.heading().is_empty(), "{pattern}");
            assert!(page.address.starts_with(&format!("/{lang}/")) || is_file, "{pattern}: {}", page.address);
        }
    }
    let led = ana.get("/en/account/tax-pot").await;
    assert_eq!(led.headers["location"], "/en/account");
    let other = ana.post_fields("/en/rules", &[]).await;
    assert_eq!((other.status.as_u16(), other.heading().is_empty()), (405, false));
}

/// A search that was begun, a grid that was ticked, and what was kept once and not touched since were lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_search_and_a_grid_survive_another_language_and_what_came_back_says_so() {
    let market = Market::open().await;
    let mut guest = market.browser();
    let front = guest.get("/en/").await;
    let way = front.all(".languages button[formaction^='/es/']")[0];
    let form = way.attr("form").unwrap();
    assert_eq!(front.all(&format!("#{form}"))[0].attr("method"), Some("get"));
    let spanish =
        guest.get(&format!("{}?post_code=97202&from=09%3A00", way.attr("formaction").unwrap())).await;
    assert_eq!(spanish.value("post_code"), "97202");
    assert_eq!(spanish.all("select[name=from] option[selected]")[0].attr("value"), Some("09:00"));

    let mut ana = people::ana(&market).await;
    let grid = ana.get("/en/availability/grid").await;
    let (_, mut fields) = grid.filled("/availability/grid", &[]);
    fields.retain(|(name, _)| name != "hour");
    fields.push(("hour".to_owned(), "2-7".to_owned()));
    let there = "/es/availability/grid?keep=%2Favailability%2Fgrid";
    let spanish = ana.post_fields(there, &fields).await;
    let ticked: Vec<_> = spanish.all(".grid input[checked]").iter().map(|one| one.attr("value")).collect();
    assert_eq!(ticked, [Some("2-7")]);
    assert_eq!(spanish.all("form[data-kept]").len(), 1);
    assert_eq!(ana.get("/es/availability/grid").await.all("form[data-kept]").len(), 0);
}
