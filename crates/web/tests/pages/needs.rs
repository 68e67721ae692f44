//! Needs by pages alone: saved with what is wrong mended, all of it shown with the way to hold it, and forgotten.

use super::market::{Browser, Market, Shown};
use super::people::sign_up;

/// Saves a need for a bicycle.
pub(crate) async fn save(buyer: &mut Browser, typed: &[(&str, &str)]) -> Shown {
    let list = buyer.get("/en/needs").await;
    let ask = buyer.get(&list.link("Save what you need")).await;
    submit(buyer, &ask, typed).await
}

async fn submit(buyer: &mut Browser, ask: &Shown, typed: &[(&str, &str)]) -> Shown {
    let usual = [
        ("name", "A bicycle for the weekend"),
        ("sector_1", "bicycle"),
        ("count_1", "1"),
        ("from_on", "2026-11-25"),
        ("until_on", "2026-12-20"),
        ("post_code", "97214"),
        ("from", "10:00"),
        ("minutes", "240"),
    ];
    let mut all = typed.to_vec();
    all.extend(usual.iter().filter(|(name, _)| typed.iter().all(|(other, _)| other != name)));
    buyer.submit(ask, "/needs/new", &all).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_need_is_saved_met_and_forgotten() {
    let market = Market::open().await;
    let mut buyer = sign_up(&market, "Corner Café", "organization").await;
    let wrong = save(&mut buyer, &[("sector_1", ""), ("name", "")]).await;
    assert!(!wrong.wrong("sector_1").is_empty() && !wrong.wrong("name").is_empty(), "{}", wrong.words());
    let wrong = submit(&mut buyer, &wrong, &[("until_on", "2026-11-24")]).await;
    assert!(wrong.wrong("until_on").contains("before the first"), "{}", wrong.words());
    let wrong = submit(&mut buyer, &wrong, &[("sector_2", "bicycle"), ("count_2", "1")]).await;
    assert!(wrong.wrong("sector_1").contains("twice"), "{}", wrong.words());
    let saved = submit(&mut buyer, &wrong, &[("sector_2", ""), ("most", "100"), ("weekdays", "5")]).await;
    assert!(
        saved.says("The market is looking.") && saved.says("Not all of it can be had together yet"),
        "{}",
        saved.words()
    );
    assert!(saved.says("1 × Bicycle") && saved.says("$100"), "{}", saved.words());

    let mut owner = sign_up(&market, "Ola O.", "person").await;
    super::hires::lend_a_bicycle(&mut owner).await;
    let met = buyer.get(&saved.address).await;
    assert!(met.says("All of it can be had") && met.says("in all"), "{}", met.words());
    let check = buyer.get(met.all("#found a")[0].attr("href").unwrap()).await;
    assert!(check.says("Saturday, November 28"), "{}", check.words());
    let list = buyer.get("/en/needs").await;
    assert!(list.says("A bicycle for the weekend") && list.says("Saturday, from"), "{}", list.words());
    let forgotten = buyer.submit(&met, "/remove", &[]).await;
    assert!(
        forgotten.says("looked for no more") && forgotten.says("You have saved nothing yet."),
        "{}",
        forgotten.words()
    );
}
