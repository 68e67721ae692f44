//! Requests for proposals by pages alone: asked for, proposed on by two, scored blind, and chosen.

use super::market::{Browser, Market, Shown};
use super::people::{ana, cafe, check_address, offer, sign_up};

/// Asks for proposals on a kitchen.
pub(crate) async fn open(buyer: &mut Browser, typed: &[(&str, &str)]) -> Shown {
    let list = buyer.get("/en/proposal-calls").await;
    let ask = buyer.get(&list.link("Ask for proposals on what you need")).await;
    submit(buyer, &ask, typed).await
}

/// A call that stays open, with the pages of its two sides.
pub(crate) async fn put_out(buyer: &mut Browser, hers: &mut Vec<String>, theirs: &mut Vec<String>) {
    let brief = open(buyer, &[("minutes", "43200")]).await;
    assert!(brief.says("Sellers can propose now."), "{}", brief.words());
    hers.push(format!("{}/proposal", path(&brief)));
    theirs.push(brief.address);
}

async fn submit(buyer: &mut Browser, ask: &Shown, typed: &[(&str, &str)]) -> Shown {
    let usual = [
        ("sector", "kitchen-porter"),
        ("title", "A kitchen that runs by itself"),
        ("why", "The fair brings more plates than we can wash."),
        ("from_on", "2027-02-01"),
        ("until_on", "2027-04-30"),
        ("post_code", "97214"),
        ("street", "12 SE Ash Street"),
        ("criterion_1", "How it fits"),
        ("weight_1", "40"),
        ("criterion_2", "How it lasts"),
        ("weight_2", "20"),
        ("weight_price", "40"),
        ("minutes", "1440"),
    ];
    let mut all = typed.to_vec();
    all.extend(usual.iter().filter(|(name, _)| typed.iter().all(|(other, _)| other != name)));
    buyer.submit(ask, "/proposal-calls/new", &all).await
}

fn path(page: &Shown) -> String {
    page.address.split('?').next().unwrap().to_owned()
}

async fn propose(seller: &mut Browser, call: &str, typed: &[(&str, &str)]) -> Shown {
    let page = seller.get(call).await;
    let link = if page.says("Change your proposal") { "Change your proposal" } else { "Propose" };
    let ask = seller.get(&page.link(link)).await;
    seller.submit(&ask, "/proposal", typed).await
}

fn proposal<'a>(approach: &'a str, price: &'a str) -> [(&'a str, &'a str); 11] {
    [
        ("approach", approach),
        ("experience", "Four kitchens like it."),
        ("price", price),
        ("title_1", "The first month"),
        ("share_1", "25"),
        ("from_on_1", "2027-02-01"),
        ("until_on_1", "2027-02-20"),
        ("title_2", "The rest"),
        ("share_2", "75"),
        ("from_on_2", "2027-02-20"),
        ("until_on_2", "2027-04-30"),
    ]
}

async fn score(scorer: &mut Browser, call: &str, link: &str, [fits, lasts]: [&str; 2]) -> Shown {
    let page = scorer.get(call).await;
    let ask = scorer.get(&page.link(link)).await;
    assert!(!ask.says("104.17") && !ask.says("92.83"), "scored without a price: {}", ask.words());
    let typed =
        [("score_1", fits), ("reason_1", "It keeps the door."), ("score_2", lasts), ("reason_2", "Oak.")];
    scorer.submit(&ask, "/scores", &typed).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kitchen_is_proposed_on_sealed_scored_blind_and_had() {
    let market = Market::open().await;
    let (mut ana, mut buyer) = (ana(&market).await, cafe(&market).await);
    let mut ben = sign_up(&market, "Ben B.", "person").await;
    offer(&mut ben).await;
    let account = ben.get("/en/account").await;
    ben.submit(&account, "/account/claims", &[("claim", "food_handler_card")]).await;
    let statement = buyer.get("/en/statement").await;
    buyer.submit(&statement, "/statement/add", &[("amount", "500")]).await;
    let wrong = open(&mut buyer, &[("weight_1", "some"), ("sector", "")]).await;
    assert!(wrong.wrong("weight_1").contains("number"), "{}", wrong.words());
    let wrong = submit(&mut buyer, &wrong, &[("weight_1", "41")]).await;
    assert!(wrong.wrong("weight_price").contains("these make 10100"), "{}", wrong.words());
    let opened = submit(&mut buyer, &wrong, &[]).await;
    assert!(opened.says("Sellers can propose now.") && opened.says("How it fits: 40%"), "{}", opened.words());
    assert!(
        !opened.says("Sign in to propose") && opened.says("make them a favorite first"),
        "{}",
        opened.words()
    );
    let call = path(&opened);
    let check = check_address(&mut ana).await;
    invited_and_taken_off(&call, &check, &mut buyer).await;

    let listed = ana.get("/en/proposal-calls?post_code=97214").await;
    assert!(listed.says("A kitchen that runs by itself"), "{}", listed.words());
    assert!(market.browser().get(&call).await.says("Sign in to propose"));
    let mut less = proposal("Two of us.", "104.17");
    less[8] = ("share_2", "74");
    let wrong = propose(&mut ana, &call, &less).await;
    assert!(wrong.wrong("share_1").contains("these make 9900"), "{}", wrong.words());
    let proposed = ana.submit(&wrong, "/proposal", &proposal("Two of us.", "104.17")).await;
    assert!(proposed.says("Your proposal is in, sealed") && proposed.says("$104.17"), "{}", proposed.words());
    let proposed = propose(&mut ben, &call, &proposal("Alone, at night.", "90")).await;
    assert!(proposed.says("$90.00"), "{}", proposed.words());
    let changed = propose(&mut ben, &call, &[("price", "92.83")]).await;
    assert!(
        changed.says("$92.83") && changed.says("The rest"),
        "the rest stands in the form: {}",
        changed.words()
    );

    let page = ben.get(&call).await;
    let asked = ben.submit(&page, "/questions", &[("question", "Is there a lift?")]).await;
    assert!(asked.says("Is there a lift?"), "{}", asked.words());
    let page = buyer.get(&call).await;
    for secret in ["104.17", "92.83", "Ben B.", "Two of us", "at night"] {
        assert!(!page.says(secret), "{secret}: {}", page.words());
    }
    let answered = buyer.submit(&page, "/answer", &[("answer", "There is one.")]).await;
    assert!(answered.says("There is one."), "{}", answered.words());
    chosen(&call, [&mut buyer, &mut ana, &mut ben]).await;
}

/// A favorite is asked to score, and taken off again.
async fn invited_and_taken_off(call: &str, check: &str, buyer: &mut Browser) {
    let found = buyer.get(check).await;
    buyer.submit(&found, "/favorites", &[]).await;
    let page = buyer.get(call).await;
    let invited = buyer.submit(&page, "/scorers", &[]).await;
    assert!(
        invited.says("They are asked to score.") && invited.says("Ana R. scores no more"),
        "{}",
        invited.words()
    );
    let off = buyer.submit(&invited, "/dismissal", &[]).await;
    assert!(off.says("They score no more.") && !off.says("Ana R. scores no more"), "{}", off.words());
}

/// A day later both are scored and compared, and one is had.
async fn chosen(call: &str, [buyer, ana, ben]: [&mut Browser; 3]) {
    let page = buyer.get(call).await;
    buyer.submit(&page, "/clock", &[("to", "plus-day")]).await;
    let page = buyer.get(call).await;
    assert!(page.says("Two of us.") && page.says("Alone, at night."), "{}", page.words());
    assert!(!page.says("104.17") && !page.says("92.83"), "blind: {}", page.words());
    let scored = score(buyer, call, "Score the proposal of Ana R.", ["5", "4"]).await;
    assert!(scored.says("Your scores are in.") && !scored.says("104.17"), "{}", scored.words());
    let open = score(buyer, call, "Score the proposal of Ben B.", ["2", "3"]).await;
    assert!(
        open.says("$104.17") && open.says("$92.83") && open.says("How it fits: 5 of 5"),
        "{}",
        open.words()
    );
    assert!(open.says("Take Ana R."), "{}", open.words());
    assert!(!ana.get(call).await.says("92.83"), "sellers hear nothing yet");
    let other = open.all("input[type=radio][name=seller]")[1].attr("value").unwrap().to_owned();
    let why = buyer.submit(&open, "/award", &[("seller", &other), ("reason", "")]).await;
    assert!(why.wrong("reason").contains("say why you choose it"), "{}", why.words());
    let none = buyer.submit(&why, "/no-award", &[("reason", "")]).await;
    assert!(!none.wrong("reason").is_empty(), "{}", none.words());
    let had = buyer.submit(&none, "/award", &[("seller", &other), ("reason", "He can start at once.")]).await;
    assert!(had.says("It is chosen.") && had.says("He can start at once."), "{}", had.words());
    let won = ben.get(call).await;
    let booking = ben.get(&won.link("See the booking")).await;
    assert!(booking.says("The first month"), "{}", booking.words());
    let lost = ana.get(call).await;
    assert!(
        lost.says("Place 1, with") && lost.says("How it fits: 5 of 5. It keeps the door."),
        "{}",
        lost.words()
    );
    let told = ana.get("/en/inbox").await;
    let led = ana.get(&told.link("See the call for proposals")).await;
    assert!(led.says("A kitchen that runs by itself"), "{}", led.words());
    let everything = ana.get("/en/account/everything").await;
    assert!(everything.says("$104.17"), "{}", everything.words());
    for (who, list) in [(buyer, "made"), (ben, "proposed")] {
        let mine = who.get(&format!("/en/proposal-calls/{list}")).await;
        assert!(mine.says("A kitchen that runs by itself"), "{}", mine.words());
    }
}
