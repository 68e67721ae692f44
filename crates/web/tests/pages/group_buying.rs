//! Group buying by pages alone: opened, joined, pledged for by three, and ended.

use super::goods::stock;
use super::market::{Browser, Market, Shown, words};
use super::people::{money, sign_up};
use scraper::{ElementRef, Selector};

/// Opens a pool of something that is on offer already.
pub(crate) async fn open(seller: &mut Browser, typed: &[(&str, &str)]) -> Shown {
    let list = seller.get("/en/offerings").await;
    let of_flour = list.all("main section").into_iter().filter(|part| words(*part).contains("Flour, 25 kg"));
    let link = Selector::parse("a[href$='/pool']").unwrap();
    let to_group = |part: ElementRef<'_>| Some(part.select(&link).next()?.attr("href")?.to_owned());
    let ask = of_flour.filter_map(to_group).collect::<Vec<_>>().swap_remove(0);
    let ask = seller.get(&ask).await;
    submit(seller, &ask, typed).await
}

async fn submit(seller: &mut Browser, ask: &Shown, typed: &[(&str, &str)]) -> Shown {
    let usual = [
        ("tier_count_1", "4"),
        ("tier_each_1", "30"),
        ("tier_count_2", "8"),
        ("tier_each_2", "27"),
        ("piece_count", "8"),
        ("most_pieces", "4"),
        ("minutes", "2880"),
    ];
    let mut all = typed.to_vec();
    all.extend(usual.iter().filter(|(name, _)| typed.iter().all(|(other, _)| other != name)));
    seller.submit(ask, "/pool", &all).await
}

async fn with_money(market: &Market, name: &str) -> Browser {
    let mut buyer = sign_up(market, name, "person").await;
    let statement = buyer.get("/en/statement").await;
    buyer.submit(&statement, "/statement/add", &[("amount", "150")]).await;
    buyer
}

async fn pool(buyer: &mut Browser) -> Shown {
    let front = buyer.get("/en/").await;
    let list = buyer.get(&front.link("Buy together")).await;
    buyer.get(&list.link("Flour, 25 kg")).await
}

/// Flour that one has put up, and another has joined.
async fn flour(market: &Market) -> (Browser, Browser) {
    let mut seller = sign_up(market, "Greta G.", "person").await;
    stock(&mut seller, "Flour, 25 kg", "35", "8").await;
    let wrong = open(&mut seller, &[("tier_each_1", "a lot"), ("piece_count", "7")]).await;
    assert!(wrong.wrong("tier_each_1").contains("such as 18.50"), "{}", wrong.words());
    let wrong = submit(&mut seller, &wrong, &[("piece_count", "7")]).await;
    assert!(wrong.wrong("piece_count").contains("as the last price asks"), "{}", wrong.words());
    let wrong = submit(&mut seller, &wrong, &[("tier_each_2", "30")]).await;
    assert!(wrong.wrong("tier_count_1").contains("lower than it"), "{}", wrong.words());
    let wrong = submit(&mut seller, &wrong, &[("piece_count", "9")]).await;
    assert!(wrong.wrong("piece_count").contains("only 8 left"), "{}", wrong.words());
    let warned = submit(&mut seller, &wrong, &[("tier_each_2", "26")]).await;
    assert!(warned.says("Error: Price 2 brings you less than one piece fewer"), "{}", warned.words());
    let meant = [("tier_each_2", "26"), ("is_meant", "yes"), ("is_joinable", "yes")];
    let opened = submit(&mut seller, &warned, &meant).await;
    assert!(opened.says("It is open.") && opened.words().contains("$30.00"), "{}", opened.words());
    assert!(!opened.says("How many pieces"), "its seller does not pledge");

    let mut mill = sign_up(market, "Sellwood Mill", "person").await;
    let none = mill.get(&opened.address).await;
    let none = mill.get(&none.link("Sell the same with them")).await;
    assert!(none.says("You offer nothing of the same kind"), "{}", none.words());
    stock(&mut mill, "Flour, stone-ground", "36", "5").await;
    let ask = mill.get(&none.address).await;
    let offering = ask.all("input[name=offering]")[0].attr("value").unwrap().to_owned();
    let wrong = mill.submit(&ask, "/sellers", &[("piece_count", "2")]).await;
    assert!(wrong.says("Error: Choose what you put up"), "{}", wrong.words());
    let joined = mill.submit(&wrong, "/sellers", &[("offering", &offering), ("piece_count", "2")]).await;
    assert!(
        joined.says("Your pieces are in.") && joined.says("Sellwood Mill, 2 pieces"),
        "{}",
        joined.words()
    );
    (seller, mill)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn flour_is_put_up_joined_pledged_for_and_had() {
    let market = Market::open().await;
    let (mut seller, mut mill) = flour(&market).await;
    let mut guest = market.browser();
    assert!(pool(&mut guest).await.says("Sign in to pledge"));
    let (mut ann, mut ben, mut cy) = (
        with_money(&market, "Ann A.").await,
        with_money(&market, "Ben B.").await,
        with_money(&market, "Cy C.").await,
    );
    let page = pool(&mut ann).await;
    assert!(page.says("From 1 to 4. The fewest are $30.45 in all at most"), "{}", page.words());
    let low = ann.submit(&page, "/pledge", &[("piece_count", "3"), ("most_each", "25.99")]).await;
    assert!(low.wrong("most_each").contains("$26.00"), "{}", low.words());
    let many = ann.submit(&low, "/pledge", &[("piece_count", "5"), ("most_each", "")]).await;
    assert!(many.wrong("piece_count").contains("1 to 4 pieces"), "{}", many.words());
    let pledged = ann.submit(&many, "/pledge", &[("piece_count", "4"), ("most_each", "28")]).await;
    assert!(
        pledged.says("You have pledged.") && pledged.says("Set aside for it $113.68"),
        "{}",
        pledged.words()
    );
    assert!(
        pledged.says("4 pieces pledged for. 4 pieces more, and each costs $30.00"),
        "{}",
        pledged.words()
    );
    assert_eq!(money(&mut ann).await, "$36.32");
    let statement = ann.get("/en/statement").await;
    assert!(statement.says("Set aside for a pledge"), "{}", statement.words());

    let page = pool(&mut ben).await;
    assert!(!page.says("$28.00"), "nobody sees her most: {}", page.words());
    let pledged = ben.submit(&page, "/pledge", &[("piece_count", "4")]).await;
    assert!(pledged.says("a piece now $26.00"), "{}", pledged.words());
    let told = seller.get("/en/inbox").await;
    assert!(told.says("A price is reached: $26.00 a piece, with 8 pieces pledged for."), "{}", told.words());
    let mine = ben.submit(&pledged, "/withdrawal", &[]).await;
    assert!(
        mine.says("Your pledge is taken back.") && money(&mut ben).await == "$150.00",
        "{}",
        mine.words()
    );
    ben.submit(&mine, "/pledge", &[("piece_count", "4"), ("most_each", "")]).await;
    ended([&mut ann, &mut ben, &mut cy, &mut mill]).await;
}

/// The last of three takes the last pieces, and a day later all have theirs.
async fn ended([ann, ben, cy, mill]: [&mut Browser; 4]) {
    let hers = pool(ann).await;
    let page = pool(cy).await;
    let last = cy.submit(&page, "/pledge", &[("piece_count", "2")]).await;
    assert!(last.says("You took the last"), "{}", last.words());

    cy.submit(&last, "/clock", &[("to", "plus-day")]).await;
    let moved = ben.get(&page.address).await;
    assert!(moved.says("It is yours") && moved.says("a piece in the end $26.00"), "{}", moved.words());
    let booking = ben.get(&moved.link("See the booking")).await;
    assert!(booking.says("$105.56"), "{}", booking.words());
    assert_eq!(money(ben).await, "$44.44");
    assert_eq!(money(ann).await, "$44.44", "the price, and not her most");
    let told = ann.get("/en/inbox").await;
    assert!(told.says("It ended at $26.00 a piece, and yours is booked. $8.12 of what"), "{}", told.words());
    let everything = ann.get("/en/account/everything").await;
    assert!(everything.says("yours: 4 pieces"), "{}", everything.words());
    let selling = mill.get("/en/pools/selling").await;
    assert!(selling.says("Flour, stone-ground") && selling.says("Reached"), "{}", selling.words());
    let over = ann.submit(&hers, "/pledge", &[("piece_count", "1")]).await;
    assert!(over.says("Pledges for this are over"), "{}", over.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_pays_when_no_price_is_reached_or_it_is_called_off() {
    let market = Market::open().await;
    let mut seller = sign_up(&market, "Greta G.", "person").await;
    stock(&mut seller, "Flour, 25 kg", "35", "8").await;
    let opened = open(&mut seller, &[("tier_each_2", "26.80")]).await;
    let mut ann = with_money(&market, "Ann A.").await;
    let page = pool(&mut ann).await;
    let pledged = ann.submit(&page, "/pledge", &[("piece_count", "3")]).await;
    assert!(pledged.says("You have pledged."), "{}", pledged.words());
    let off = seller.submit(&opened, "/calling-off", &[]).await;
    assert!(off.says("It is called off."), "{}", off.words());
    ann.submit(&pledged, "/clock", &[("to", "plus-day")]).await;
    assert_eq!(money(&mut ann).await, "$150.00");
    assert!(ann.get("/en/inbox").await.says("It was called off."));

    open(&mut seller, &[("tier_each_2", "26.80")]).await;
    let page = pool(&mut ann).await;
    let pledged = ann.submit(&page, "/pledge", &[("piece_count", "3")]).await;
    let once = ann.submit(&pledged, "/clock", &[("to", "plus-day")]).await;
    let locked = seller.get(&once.address).await;
    assert!(!locked.says("Call it off"), "{}", locked.words());
    let moved = ann.submit(&once, "/clock", &[("to", "plus-day")]).await;
    assert!(moved.says("Not reached") && money(&mut ann).await == "$150.00", "{}", moved.words());
}
