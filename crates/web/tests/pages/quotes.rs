//! Requests for quotes by pages alone: asked for, quoted on by two, compared, and chosen.

use super::goods::stock;
use super::market::{Browser, Market, Shown};
use super::people::{money, sign_up};

/// Asks for quotes on apples.
pub(crate) async fn open(buyer: &mut Browser, typed: &[(&str, &str)]) -> Shown {
    let list = buyer.get("/en/quote-calls").await;
    let ask = buyer.get(&list.link("Ask for quotes on what you need")).await;
    submit(buyer, &ask, typed).await
}

async fn submit(buyer: &mut Browser, ask: &Shown, typed: &[(&str, &str)]) -> Shown {
    let usual = [
        ("sector", "fruit"),
        ("text_1", "Apples, any red sort"),
        ("quantity_1", "5"),
        ("unit_1", "kg"),
        ("text_2", "Pears"),
        ("quantity_2", "2"),
        ("unit_2", "kg"),
        ("from_on", "2026-12-01"),
        ("until_on", "2026-12-20"),
        ("post_code", "97214"),
        ("street", "12 SE Ash Street"),
        ("minutes", "1440"),
    ];
    let mut all = typed.to_vec();
    all.extend(usual.iter().filter(|(name, _)| typed.iter().all(|(other, _)| other != name)));
    buyer.submit(ask, "/quote-calls/new", &all).await
}

async fn seller(market: &Market, name: &str) -> Browser {
    let mut seller = sign_up(market, name, "person").await;
    stock(&mut seller, "Fruit of the garden", "3", "20").await;
    seller
}

async fn quote(seller: &mut Browser, call: &str, typed: &[(&str, &str)]) -> Shown {
    let page = seller.get(call).await;
    let link = if page.says("Change your quote") { "Change your quote" } else { "Quote" };
    let ask = seller.get(&page.link(link)).await;
    seller.submit(&ask, "/quote", typed).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn apples_are_quoted_sealed_compared_and_had() {
    let market = Market::open().await;
    let mut buyer = sign_up(&market, "Corner Café", "organization").await;
    let statement = buyer.get("/en/statement").await;
    buyer.submit(&statement, "/statement/add", &[("amount", "150")]).await;
    let wrong = open(&mut buyer, &[("quantity_1", "some"), ("sector", "")]).await;
    assert!(wrong.wrong("quantity_1").contains("number"), "{}", wrong.words());
    let wrong = submit(&mut buyer, &wrong, &[("until_on", "2026-11-20"), ("quantity_1", "5")]).await;
    assert!(wrong.wrong("until_on").contains("last day"), "{}", wrong.words());
    let opened = submit(&mut buyer, &wrong, &[]).await;
    assert!(opened.says("Sellers can quote now.") && opened.says("nobody reads them"), "{}", opened.words());
    assert!(!opened.says("Quote on"), "whoever asks does not quote");

    let (mut ann, mut ben) = (seller(&market, "Ann A.").await, seller(&market, "Ben B.").await);
    let listed = ann.get("/en/quote-calls?post_code=97214").await;
    assert!(listed.says("Apples, any red sort, 5 kg, and 1 more"), "{}", listed.words());
    let call = opened.address.split('?').next().unwrap().to_owned();
    let none = market.browser().get(&call).await;
    assert!(none.says("Sign in to quote"), "{}", none.words());
    let wrong = quote(&mut ann, &call, &[("price_1", ""), ("price_2", "")]).await;
    assert!(wrong.wrong("quantity_1").contains("at least one line"), "{}", wrong.words());
    let late = [("price_1", "40"), ("price_2", "20"), ("ready_on", "2026-12-24")];
    let wrong = ann.submit(&wrong, "/quote", &late).await;
    assert!(wrong.wrong("ready_on").contains("between the first and the last"), "{}", wrong.words());
    let quoted = ann
        .submit(&wrong, "/quote", &[("price_1", "44.44"), ("price_2", "20"), ("ready_on", "2026-12-02")])
        .await;
    assert!(quoted.says("Your quote is in, sealed") && quoted.says("$64.44"), "{}", quoted.words());
    let quoted = quote(&mut ben, &call, &[("price_1", "33.33"), ("price_2", ""), ("delivery", "5")]).await;
    assert!(quoted.says("$38.33"), "{}", quoted.words());
    let changed = quote(&mut ann, &call, &[("price_1", "41.11")]).await;
    assert!(changed.says("$61.11"), "what was quoted before stands in the form: {}", changed.words());

    let page = ben.get(&call).await;
    let asked = ben.submit(&page, "/questions", &[("question", "Red ones only?")]).await;
    assert!(asked.says("Your question is there.") && asked.says("Red ones only?"), "{}", asked.words());
    let page = buyer.get(&call).await;
    for secret in ["41.11", "61.11", "33.33", "Ann A.", "Ben B."] {
        assert!(!page.says(secret), "{secret}: {}", page.words());
    }
    let answered = buyer.submit(&page, "/answer", &[("answer", "Any red.")]).await;
    assert!(answered.says("Your answer is there.") && answered.says("Any red."), "{}", answered.words());
    chosen(&call, [&mut buyer, &mut ann, &mut ben]).await;
}

/// A day later both are compared, and one is had.
async fn chosen(call: &str, [buyer, ann, ben]: [&mut Browser; 3]) {
    let page = buyer.get(call).await;
    buyer.submit(&page, "/clock", &[("to", "plus-day")]).await;
    let page = buyer.get(call).await;
    assert!(
        page.says("The quotes, side by side") && page.says("Ann A.") && page.says("$62.03"),
        "{}",
        page.words()
    );
    assert!(page.says("Take Ann A., $62.03 in all") && page.says("Not all of it"), "{}", page.words());
    let other = ben_of(&page);
    let why = buyer.submit(&page, "/award", &[("sellers", &other), ("reason", "")]).await;
    assert!(why.wrong("reason").contains("say why you choose it"), "{}", why.words());
    let over = ann.get(call).await;
    assert!(!over.says("33.33") && !over.says("Ben B."), "{}", over.words());
    let had = buyer.submit(&why, "/award", &[("sellers", &other), ("reason", "part_is_enough")]).await;
    assert!(had.says("It is booked.") && had.says("Paid in all $38.90"), "{}", had.words());
    assert_eq!(money(buyer).await, "$111.10");
    let won = ben.get(call).await;
    let booking = ben.get(&won.link("See the booking")).await;
    assert!(booking.says("$38.90") || booking.says("$38.33"), "{}", booking.words());
    let told = ann.get("/en/inbox").await;
    assert!(
        told.says("Another quote was chosen, for $38.90 in all. Yours was in place 1 of 2."),
        "{}",
        told.words()
    );
    let counted = ann.get("/en/quote-calls").await;
    assert!(counted.says("A part of it was taken: 1"), "{}", counted.words());
    let everything = ann.get("/en/account/everything").await;
    assert!(everything.says("$61.11"), "{}", everything.words());
    let mine = buyer.get("/en/quote-calls/made").await;
    assert!(mine.says("A part of it was taken"), "{}", mine.words());
}

/// The value of the tick of whoever is not proposed.
fn ben_of(page: &Shown) -> String {
    let ticks = page.all("input[type=checkbox][name=sellers]");
    ticks[1].attr("value").unwrap().to_owned()
}
