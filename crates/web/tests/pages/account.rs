//! An account is a person's own, on its pages: opened, confirmed, changed, taken along, closed.

use crate::every_page::check;
use crate::market::{Browser, Market, Shown};
use crate::people::{self, PASSWORD, ana, cafe, check_address, open_account, sign_up};

const EMAIL: &str = "anar@example.org";
const OTHER: &str = "three other words";

/// A code that is not this one.
fn other(code: &str) -> &'static str {
    if code == "000000" { "000001" } else { "000000" }
}

async fn sign_in(browser: &mut Browser, email: &str, password: &str) -> Shown {
    let page = browser.get("/en/sign-in").await;
    browser.submit(&page, "/sign-in", &[("email", email), ("password", password)]).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_is_opened_on_three_screens_and_leads_where_one_was_going() {
    let market = Market::open().await;
    let mut guest = market.browser();
    let page = guest.get("/en/sign-up?next=/en/favorites").await;
    assert_eq!(page.all("main .way li").len(), 3);
    assert!(page.all("main [name=street], main [name=phone]").is_empty(), "asked where they are needed");
    let typed = [
        ("kind", "organization"),
        ("display_name", "Café Uno"),
        ("email", EMAIL),
        ("password", PASSWORD),
        ("post_code", "97214"),
    ];
    let asked = guest.submit(&page, "/sign-up", &typed).await;
    assert_eq!(asked.heading(), "Enter your code");
    assert!(asked.says("In this parallel market no e-mail is sent; it would say:"), "{}", asked.words());
    check(&asked);
    let wrong = guest.submit(&asked, "/account/confirmation", &[("code", other(&asked.code()))]).await;
    assert_eq!((wrong.status.as_u16(), wrong.wrong("code").contains("4 more tries")), (422, true));
    check(&wrong);
    let again = guest.submit(&wrong, "/account/codes", &[]).await;
    assert!(again.says("Another code is on its way."), "{}", again.words());
    let code = again.code();
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    let welcome = guest.submit(&again, "/account/confirmation", &[("code", &spaced)]).await;
    assert_eq!(welcome.heading(), "Your account is open");
    assert_eq!(welcome.link("Go on where you were"), "/en/favorites");
    let es = guest.get("/es/account/welcome").await;
    assert_eq!(es.heading(), "Su cuenta está abierta");
    check(&es);
    assert_eq!(guest.get("/en/account/confirmation").await.status.as_u16(), 303, "there is nothing to enter");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_not_confirmed_is_told_so_and_led_to_the_code() {
    let market = Market::open().await;
    let mut ana = ana(&market).await;
    let (mut noor, _) = open_account(&market, "Noor B.", "person").await;
    for page in ["/en/work", "/en/account"] {
        let page = noor.get(page).await;
        assert_eq!(page.link("Enter the code"), "/en/account/confirmation");
    }
    let check = noor.get(&check_address(&mut ana).await).await;
    let refused = noor.submit(&check, "/work-holds", &[]).await;
    assert!(refused.says("enter the code that we sent to you"), "{}", refused.words());
    people::offer(&mut noor).await;
    let mut eva = sign_up(&market, "Eva B.", "person").await;
    assert!(eva.get(people::SEARCH).await.words().contains("Ana R."));
    assert!(!eva.get(people::SEARCH).await.words().contains("Noor B."));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_forgotten_password_is_chosen_anew_and_nobody_learns_who_has_an_account() {
    let market = Market::open().await;
    let mut ana = sign_up(&market, "Ana R.", "person").await;
    let mut guest = market.browser();
    let sign_in_page = guest.get("/en/sign-in").await;
    let page = guest.get(&sign_in_page.link("Forgotten your password?")).await;
    let known = guest.submit(&page, "/new-password", &[("email", EMAIL)]).await;
    let unknown = guest.submit(&page, "/new-password", &[("email", "nobody@example.org")]).await;
    check(&known);
    let plain = |page: &Shown, email: &str| {
        let main = page.words();
        let message = page.all(".unreal").first().map(|message| crate::market::words(*message));
        main.replace(message.as_deref().unwrap_or_default(), "").replace(email, "").replace("  ", " ")
    };
    assert_eq!(
        plain(&known, EMAIL),
        plain(&unknown, "nobody@example.org"),
        "but for the message of this market"
    );
    let choose = |code: &str| [("code", code.to_owned()), ("password", OTHER.to_owned())];
    let typed = choose(other(&known.code()));
    let typed: Vec<_> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let wrong = guest.submit(&known, "/new-password/code", &typed).await;
    let none = guest.submit(&unknown, "/new-password/code", &typed).await;
    assert_eq!((wrong.status.as_u16(), wrong.wrong("code")), (422, none.wrong("code")));
    let typed = choose(&known.code());
    let typed: Vec<_> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let home = guest.submit(&wrong, "/new-password/code", &typed).await;
    assert_eq!(home.heading(), "Your work", "signed in");
    assert_eq!(ana.get("/en/account").await.status.as_u16(), 303, "the other sessions are over");
    assert_eq!(sign_in(&mut ana, EMAIL, PASSWORD).await.status.as_u16(), 422);
    assert_eq!(sign_in(&mut ana, EMAIL, OTHER).await.heading(), "Your work");
    // A form that is loaded again leads to its page.
    let loaded = guest.get("/en/new-password/code").await;
    assert_eq!(loaded.headers["location"], "/en/new-password");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_that_signs_in_anew_leaves_no_session_behind() {
    let market = Market::open().await;
    let mut ana = sign_up(&market, "Ana R.", "person").await;
    let mut telephone = market.browser();
    sign_in(&mut telephone, EMAIL, PASSWORD).await;
    assert_eq!(ana.get("/en/account").await.all(".devices li").len(), 2);
    for _ in 0..2 {
        sign_in(&mut ana, EMAIL, PASSWORD).await;
    }
    let account = ana.get("/en/account").await;
    assert_eq!(account.all(".devices li").len(), 2, "its own, once, and the telephone's");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_thing_of_an_account_can_be_changed_from_its_page() {
    let market = Market::open().await;
    let mut ana = sign_up(&market, "Ana R.", "person").await;
    let account = ana.get("/en/account").await;
    let ways: Vec<_> =
        account.all("main dl.summary a").iter().map(|a| a.attr("href").unwrap().to_owned()).collect();
    assert!(ways.len() >= 6, "{ways:?}");
    let details = ana.get("/en/account/details").await;
    assert_eq!(details.value("display_name"), "Ana R.");
    assert!(details.all("[name=born_on-year]").is_empty() && details.says("May 4"), "written once");
    let wrong = ana.submit(&details, "/account/details", &[("display_name", " "), ("phone", "12")]).await;
    assert_eq!(wrong.status.as_u16(), 422);
    assert!(!wrong.wrong("display_name").is_empty() && !wrong.wrong("phone").is_empty());
    let typed = [
        ("display_name", "Ana Ruiz"),
        ("street", "12 SE Ash Street"),
        ("phone", "503 555 0178"),
        ("language", "es"),
    ];
    let saved = ana.submit(&details, "/account/details", &typed).await;
    assert!(saved.says("Your details are saved."), "{}", saved.words());
    for words in ["Ana Ruiz", "12 SE Ash Street", "+15035550178", "Español"] {
        assert!(saved.says(words), "{words}: {}", saved.words());
    }
    assert_eq!(ana.get("/").await.headers["location"], "/es/", "the language of the account");

    let address = ana.get("/en/account/address").await;
    let taken = ana.submit(&address, "/account/address", &[("email", EMAIL)]).await;
    assert!(taken.wrong("email").contains("already"), "{}", taken.words());
    let asked = ana.submit(&address, "/account/address", &[("email", "anew@example.org")]).await;
    check(&asked);
    let wrong = ana.submit(&asked, "/account/address/code", &[("code", other(&asked.code()))]).await;
    assert!(wrong.wrong("code").contains("4 more tries"));
    let changed = ana.submit(&wrong, "/account/address/code", &[("code", &asked.code())]).await;
    assert!(changed.says("anew@example.org"), "{}", changed.words());

    let mut phone = market.browser();
    assert_eq!(sign_in(&mut phone, "anew@example.org", PASSWORD).await.heading(), "Your work");
    let password = ana.get("/en/account/password").await;
    let typed = [("old_password", "wrong words here"), ("password", OTHER)];
    let wrong = ana.submit(&password, "/account/password", &typed).await;
    assert!(!wrong.wrong("old_password").is_empty());
    let typed = [("old_password", PASSWORD), ("password", OTHER)];
    let changed = ana.submit(&wrong, "/account/password", &typed).await;
    assert!(changed.says("Your password is changed"), "{}", changed.words());
    assert_eq!(phone.get("/en/account").await.status.as_u16(), 303, "the other device is out");
    assert_eq!(sign_in(&mut phone, "anew@example.org", OTHER).await.heading(), "Your work");
    let account = ana.get("/en/account").await;
    ana.submit(&account, "/sign-out/others", &[]).await;
    assert_eq!(phone.get("/en/account").await.status.as_u16(), 303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_kept_of_somebody_is_on_one_page_and_in_one_file() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    people::booked(&mut ana, &mut cafe).await;
    let page = ana.get("/en/account/everything").await;
    for words in ["anar@example.org", "Café Arroyo", "$18.00", "Friday, November 27", "food handler card"] {
        assert!(page.says(words), "{words}: {}", page.words());
    }
    assert_eq!(page.link("Download as a file"), "/api/v1/account/everything");
    assert_eq!(page.all("button[data-print]").len(), 1);
    let file = ana.get("/api/v1/account/everything").await;
    assert!(file.headers["content-disposition"].to_str().unwrap().contains("account-2026-11-23.json"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn closing_says_before_what_is_erased_and_what_keeps_the_account_open() {
    let market = Market::open().await;
    let (mut ana, mut cafe) = (ana(&market).await, cafe(&market).await);
    let booking = people::booked(&mut ana, &mut cafe).await;
    let not_yet = ana.get("/en/account/closure").await;
    assert!(!not_yet.has_form("/account/closure"));
    assert!(booking.address.ends_with(&not_yet.link("Go there")), "{}", not_yet.words());
    let mut eva = sign_up(&market, "Eva B.", "person").await;
    let closure = eva.get("/en/account/closure").await;
    for words in ["What is erased", "What stays", "date of birth"] {
        assert!(closure.says(words), "{}", closure.words());
    }
    let wrong = eva.submit(&closure, "/account/closure", &[("password", "wrong words here")]).await;
    assert!(!wrong.wrong("password").is_empty());
    let closed = eva.submit(&wrong, "/account/closure", &[("password", PASSWORD)]).await;
    assert!(closed.says("Your account is closed"), "{}", closed.words());
    assert_eq!(eva.get("/en/account").await.status.as_u16(), 303);
    assert_eq!(sign_in(&mut eva, "evab@example.org", PASSWORD).await.status.as_u16(), 422);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_signed_in_finds_the_way_out_on_every_page() {
    let market = Market::open().await;
    for (at, page) in ["/en/", "/en/inbox", "/es/statement", "/en/sectors/kitchen-porter", "/en/rules"]
        .into_iter()
        .enumerate()
    {
        let mut ana = sign_up(&market, &format!("Ana {at}."), "person").await;
        let shown = ana.get(page).await;
        ana.submit(&shown, "/sign-out", &[]).await;
        let front = ana.get("/en/").await;
        assert_eq!(front.all("form[action$='/sign-out']").len(), 0, "{page}");
    }
}
