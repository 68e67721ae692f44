//! What every form keeps: what was typed, what is wrong beside its field, and where it came from.

use super::market::{Market, words};
use super::people::{ana, cafe, offer, sign_up};
use kernel::{Id, Locality};
use market::admin::parallel_market::{ClockMove, TurnClock};
use web::{error::AppError, visitor::Visitor};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_from_elsewhere_is_refused() {
    let market = Market::open().await;
    let mut ana = ana(&market).await;
    let page = ana.get("/en/account").await;
    for forged in ["", "0123"] {
        let answer = ana.post(&page, "/account/tax-pot", &[("csrf", forged), ("wants_tax_pot", "yes")]).await;
        assert_eq!(answer.status.as_u16(), 403, "{}", answer.words());
    }
    let mut cafe = cafe(&market).await;
    let other = ana.get("/en/account").await;
    let answer = cafe.post(&other, "/account/tax-pot", &[]).await;
    assert_eq!(answer.status.as_u16(), 403, "another visitor's form");
    let unkeyed = ana.post(&page, "/account/tax-pot", &[("idempotency_key", "")]).await;
    assert_eq!(unkeyed.status.as_u16(), 403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guest_form_from_elsewhere_is_refused() {
    let market = Market::open().await;
    let (mut one, mut other) = (market.browser(), market.browser());
    let page = one.get("/en/sign-in").await;
    other.get("/en/sign-in").await;
    let typed = [("email", "a@example.org"), ("password", "x")];
    assert_eq!(other.post(&page, "/sign-in", &typed).await.status.as_u16(), 403);
    assert_eq!(one.post(&page, "/sign-in", &typed).await.status.as_u16(), 422);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_form_comes_back_filled_with_each_problem_linked_to_its_field() {
    let market = Market::open().await;
    let mut browser = market.browser();
    let page = browser.get("/en/sign-up").await;
    let typed =
        [("kind", "person"), ("display_name", "Ana R."), ("email", "ana.example"), ("password", "short")];
    let refused = browser.post(&page, "/sign-up", &typed).await;
    assert_eq!(refused.status.as_u16(), 422);
    let links = refused.all(".error-summary a");
    let fields: Vec<_> = links.iter().map(|link| link.attr("href").unwrap()).collect();
    assert_eq!(fields, ["#email", "#post_code", "#born_on", "#password"]);
    for field in fields {
        assert_eq!(refused.all(field).len(), 1, "{field}");
    }
    assert_eq!(refused.all("#display_name")[0].attr("value"), Some("Ana R."));
    assert_eq!(refused.all("#email")[0].attr("value"), Some("ana.example"));
    assert_eq!(refused.all("#password")[0].attr("value"), None, "a password is never sent back");
    assert!(words(refused.all("title")[0]).starts_with("Error:"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_price_rule_names_the_field_that_does_not_fit() {
    let market = Market::open().await;
    let mut ana = sign_up(&market, "Ana R.", "person").await;
    let page = ana.get("/en/offerings/new?sector=kitchen-porter&post_code=97202").await;
    assert!(page.says("$17.91"), "the median of the sector is shown as a fact: {}", page.words());
    assert_eq!(page.all("#hourly")[0].attr("value"), Some(""), "and never filled in for anybody");
    let words_for_money = ana.post(&page, "/offerings", &[("hourly", "plenty"), ("evening", "12.5")]).await;
    assert_eq!(words_for_money.status.as_u16(), 422);
    assert_eq!(words_for_money.all(".error-summary a")[0].attr("href"), Some("#hourly"));
    assert_eq!(words_for_money.all("#evening")[0].attr("value"), Some("12.5"));
    let too_much = ana.post(&page, "/offerings", &[("hourly", "18"), ("longer_discount", "95")]).await;
    assert_eq!(too_much.status.as_u16(), 422);
    assert_eq!(too_much.all(".error-summary a")[0].attr("href"), Some("#longer_discount"));
    let made = offer(&mut ana).await;
    assert_eq!(made.heading(), "When you are free");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_sent_twice_counts_once() {
    let market = Market::open().await;
    let mut ana = sign_up(&market, "Ana R.", "person").await;
    let page = ana.get("/en/offerings/new?sector=kitchen-porter&post_code=97202").await;
    for _ in 0..2 {
        assert_eq!(ana.post(&page, "/offerings", &[("hourly", "18")]).await.status.as_u16(), 303);
    }
    assert_eq!(ana.get("/en/offerings").await.all("main h2").len(), 1);
    let statement = ana.get("/en/statement").await;
    for _ in 0..2 {
        ana.submit(&statement, "/statement/add", &[("amount", "20")]).await;
    }
    assert!(ana.get("/en/statement").await.says("You can spend $20.00"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_usual_week_and_its_exceptions_are_added_and_removed() {
    let market = Market::open().await;
    let mut ana = sign_up(&market, "Ana R.", "person").await;
    offer(&mut ana).await;
    let page = ana.get("/en/availability").await;
    let nothing = ana.post(&page, "/availability/week", &[("week-from", "10:00")]).await;
    assert_eq!(nothing.status.as_u16(), 422);
    assert_eq!(nothing.all("#week-from option[selected]")[0].attr("value"), Some("10:00"));
    let hours = [("days", "5"), ("week-from", "20:00"), ("week-until", "02:00")];
    let added = ana.submit(&page, "/availability/week", &hours).await;
    assert!(
        added.says("Saturday 8pm to midnight") && added.says("Sunday midnight to 2am"),
        "{}",
        added.words()
    );
    let removed = ana.submit(&added, "/week/remove", &[]).await;
    assert!(!removed.says("Saturday 8pm"), "{}", removed.words());
    let day = [("kind", "not"), ("date", "2026-11-27"), ("from", "00:00"), ("until", "24:00")];
    let away = ana.submit(&removed, "/availability/exceptions", &day).await;
    assert!(away.says("Not free Friday, November 27, midnight to midnight"), "{}", away.words());
    let back = ana.submit(&away, "/exceptions/remove", &[]).await;
    assert!(back.says("The usual week holds every week"), "{}", back.words());
}

/// Ids that no page gives: of another market area, of nothing, and none at all.
const NOWHERE: [&str; 3] =
    ["019ab0fe-26a1-7c33-8000-082f1c5d9e07", "019ab0fe-26a1-7c33-8000-042f1c5d9e07", "nonsense"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_about_what_is_not_there_says_so_and_leaves_other_areas_alone() {
    let market = Market::open().await;
    let mut ana = ana(&market).await;
    let page = ana.get("/en/account").await;
    let (_, fields) = page.filled("/account/tax-pot", &[]);
    for id in NOWHERE {
        let doors = [
            format!("/en/offerings/{id}/stage"),
            format!("/en/offerings/{id}/stock"),
            format!("/en/trades/{id}/agreement"),
            format!("/en/trades/{id}/parts/1/confirmation"),
            "/en/availability/exceptions/remove".to_owned(),
            "/en/availability/week/remove".to_owned(),
            "/en/favorites".to_owned(),
        ];
        for door in doors {
            let mut sent: Vec<_> =
                fields.iter().filter(|(name, _)| name != "wants_tax_pot").cloned().collect();
            let named = [("stage", "stopped"), ("count", "1"), ("due", "60"), ("first", "0"), ("day", "0")];
            let about = [("resource", id), ("exception", id), ("other", id)];
            sent.extend(
                named.iter().chain(&about).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
            );
            let answer = ana.post_fields(&door, &sent).await;
            assert!(
                [404, 422].contains(&answer.status.as_u16()),
                "{door} {id}: {} {}",
                answer.status,
                answer.words()
            );
        }
    }
    // A command that needs no record would be carried out there, and this process would own that area.
    let visitor = Visitor {
        user: Id::from_bits(1 << 42),
        token_digest: String::new(),
        secret: String::new(),
        csrf: String::new(),
        is_shared: false,
        proved_until: None,
    };
    let (clock_move, to) = (ClockMove::PlusDay, market.app.now());
    let turn = TurnClock { locality: Locality(2), clock_move, to };
    let elsewhere = market.app.run(&visitor, "turn", turn).await;
    assert!(matches!(elsewhere, Err(AppError::NotFound)), "{elsewhere:?}");
    let mut owned = Vec::new();
    market.app.store.scan(|owner: kernel::Owner| owned.push(owner.locality)).await.unwrap();
    assert_eq!(owned, [Locality::NAMES, market.app.locality], "names have an area of their own");
}
