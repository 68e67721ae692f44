//! Who may do what by pages: every address that there is, looked at and sent a form to by everybody, about what is a
//! buyer's and a seller's. What the commands behind them allow is in the other table, of calls.
//!
//! `security/who_may_pages.csv` is the table that was reviewed; an address that joins the pages has to join it. To write
//! it anew: `WRITE_WHO_MAY=1 cargo nextest run -p web who_may`, and read what has changed.

use super::every_page::{self, Addresses};
use super::known_sellers;
use super::market::{Browser, Market, Shown};
use super::people::{ana, cafe, sign_up};
use std::collections::BTreeMap;

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../security/who_may_pages.csv");
/// Everybody there is, in the order of the columns.
const ACTORS: [&str; 4] = ["nobody", "stranger", "buyer", "seller"];
/// What ends a session or an account, or moves the clock, comes last.
const LAST: [&str; 5] = ["/clock", "/account/password", "/new-password", "/account/closure", "/sign-out"];
/// What is somebody's own and named by its address, and whose it is here.
const OWN: [(&str, &[&str]); 7] = [
    ("{bundle}", &["buyer"]),
    ("{trade}", &["buyer", "seller"]),
    ("{request}", &["buyer", "seller"]),
    ("{complaint}", &["buyer"]),
    ("{asker}", &["buyer", "seller"]),
    ("/offerings/{", &["seller"]),
    ("{feed}", &[]),
];
/// What is typed where a form is shown empty, so that it gets as far as whose thing it is.
const TYPED: [(&str, &str); 4] =
    [("count", "1"), ("due", "60"), ("text", "Hello"), ("statement", "Nobody came for an hour.")];

/// What the addresses name.
type Ids = BTreeMap<&'static str, String>;
/// What a form sends.
type Fields = Vec<(String, String)>;

/// The market as both have lived in it, and what is theirs.
async fn lived(market: &Market) -> ([Browser; 4], Ids, BTreeMap<String, Fields>) {
    let (mut ana, mut cafe) = (ana(market).await, cafe(market).await);
    let all = every_page::addresses(&mut ana, &mut cafe).await;
    let after = |of: &[String], start: &str| {
        let rests = of.iter().filter_map(|address| address.split_once(start)).map(|(_, rest)| rest);
        let mut ids = rests.map(|rest| rest.split(['/', '?']).next().unwrap());
        let id = ids.find(|id| kernel::Id::<()>::parse(id).is_some());
        id.unwrap_or_else(|| panic!("nothing of {start} in {of:?}")).to_owned()
    };
    let offering = after(&all.hers, "/offerings/");
    let ids = [
        ("trade", after(&all.theirs, "/trades/")),
        ("part", "1".to_owned()),
        ("number", "1".to_owned()),
        ("order", "1".to_owned()),
        ("complaint", after(&all.theirs, "/complaints/")),
        ("lot", after(&all.theirs, "/auctions/")),
        ("request", after(&all.theirs, "/requests/")),
        ("address", known_sellers::address(&all.hers)),
        ("pool", after(&all.theirs, "/pools/")),
        ("book", after(&all.theirs, "/books/")),
        ("listing", after(&all.theirs, "/listings/")),
        ("asker", after(&all.theirs, "/talks/")),
        ("call", after(&all.theirs, "/quote-calls/")),
        ("brief", after(&all.theirs, "/proposal-calls/")),
        ("scorer", after(&all.theirs, "/goods/sellers/")),
        ("need", after(&all.theirs, "/needs/")),
        ("bundle", after(&all.theirs, "/bundles/")),
        ("template", "removal".to_owned()),
        ("question", "1".to_owned()),
        ("auction", after(&all.theirs, "/reverse-auctions/")),
        ("offering", offering.clone()),
        ("item", offering.clone()),
        ("offer", offering.clone()),
        ("id", offering),
        ("seller", after(&all.theirs, "/goods/sellers/")),
        ("year", "2026".to_owned()),
        ("sector", "kitchen-porter".to_owned()),
        ("digest", "0".repeat(64)),
        ("token", "1.0".to_owned()),
        ("feed", "0".repeat(64)),
        ("*code", "availability/taken".to_owned()),
    ];
    let mut actors = [market.browser(), sign_up(market, "Kim L.", "person").await, cafe, ana];
    let forms = forms(&mut actors, &all).await;
    (actors, ids.into(), forms)
}

fn concrete(pattern: &str, ids: &Ids) -> String {
    let address = ids
        .iter()
        .fold(format!("/en{pattern}"), |address, (name, id)| address.replace(&format!("{{{name}}}"), id));
    assert!(!address.contains('{'), "what stands for the id in {address}?");
    address
}

/// What an answer says of whether it may be done.
fn word(answer: &Shown, is_look: bool, is_unfilled: bool) -> &'static str {
    let to = answer.headers.get("location").map(|to| to.to_str().unwrap()).unwrap_or_default();
    match answer.status.as_u16() {
        405 => "-",
        404 => "is not there",
        403 => "not theirs",
        303 if to.contains("/sign-in?next=") => "signs in first",
        303 if to.contains("/account/proof") || to.contains("/passkeys/proof") => "proves first",
        303 if to.contains("/account/confirmation") => "confirms first",
        303 if is_look => "leads back",
        422 if answer.says("Only the person it belongs to can do this") => "not theirs",
        422 if is_unfilled => "is not read",
        _ => "may",
    }
}

/// What makes a form this visitor's own, taken from one that they have been shown.
async fn own_fields(who: &mut Browser) -> Fields {
    let account = who.get("/en/account").await;
    let (page, action) = if account.status.is_success() {
        (account, "/account/tax-pot")
    } else {
        (who.get("/en/sign-in").await, "/sign-in")
    };
    let (_, fields) = page.filled(action, &[]);
    fields.into_iter().filter(|(name, _)| ["csrf", "idempotency_key"].contains(&name.as_str())).collect()
}

/// The forms that the owners of things are shown, by their address: what a browser would send of each.
async fn forms(actors: &mut [Browser; 4], all: &Addresses) -> BTreeMap<String, Fields> {
    let mut forms = BTreeMap::new();
    let [_, _, cafe, ana] = actors;
    for (who, addresses) in [(ana, &all.hers), (cafe, &all.theirs)] {
        for address in addresses {
            let page = who.get(&format!("/en{}", address.strip_prefix("/en").unwrap_or(address))).await;
            for form in page.all("form[method=post]") {
                let action = form.attr("action").unwrap();
                let (action, fields) = page.filled(action, &[]);
                let own =
                    |(name, _): &(String, String)| !["csrf", "idempotency_key"].contains(&name.as_str());
                let fields = fields.into_iter().filter(own).map(|(name, value)| {
                    let typed = TYPED.iter().find(|(field, _)| value.is_empty() && *field == name);
                    (name, typed.map_or(value, |(_, typed)| (*typed).to_owned()))
                });
                forms.entry(action).or_insert_with(|| fields.collect());
            }
        }
    }
    forms
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_do_what_by_pages_is_as_it_was_reviewed() {
    let market = Market::open().await;
    let (mut actors, ids, forms) = lived(&market).await;
    let mut patterns = web::pages::addresses();
    patterns.sort_by_key(|pattern| {
        (LAST.iter().position(|last| pattern.ends_with(last)).map_or(0, |at| at + 1), *pattern)
    });
    let mut rows = Vec::new();
    for does in ["looks", "sends"] {
        for pattern in &patterns {
            let mut address = concrete(pattern, &ids);
            let form = forms.iter().find(|(action, _)| every_page::is_of(pattern, action));
            let form = form.filter(|_| does == "sends").map(|(action, fields)| {
                action.clone_into(&mut address);
                fields
            });
            let (mut words, mut shown) = (Vec::new(), Vec::new());
            for (who, name) in actors.iter_mut().zip(ACTORS) {
                let answer = if does == "looks" {
                    who.get(&address).await
                } else {
                    let mut fields = own_fields(who).await;
                    fields.extend(form.cloned().unwrap_or_default());
                    who.post_fields(&address, &fields).await
                };
                assert!(answer.status.as_u16() < 500, "{name} {does} {address}: {}", answer.words());
                words.push(word(&answer, does == "looks", form.is_none()));
                shown.push(answer);
            }
            if words.iter().all(|word| *word == "-") {
                continue;
            }
            let of = OWN.iter().find(|(named, _)| pattern.contains(named)).map(|(_, whose)| *whose);
            let whose = of.unwrap_or(&ACTORS);
            for ((said, name), shown) in
                words.iter().zip(ACTORS).zip(&shown).filter(|((_, name), _)| !whose.contains(name))
            {
                let is_kept = ["is not there", "not theirs", "signs in first", "leads back"].contains(said);
                assert!(
                    is_kept,
                    "{name} {said}: {does} {pattern} is of {whose:?} alone: {} {}",
                    shown.status,
                    shown.html.html()
                );
            }
            rows.push(format!("{does},{pattern},{}", words.join(",")));
        }
    }
    rows.sort_by(|one, other| one.split(',').nth(1).cmp(&other.split(',').nth(1)).then(one.cmp(other)));
    let table = format!("does,page,{}\n{}\n", ACTORS.join(","), rows.join("\n"));
    if std::env::var_os("WRITE_WHO_MAY").is_some() {
        std::fs::write(TABLE, &table).unwrap();
    }
    let reviewed = std::fs::read_to_string(TABLE).unwrap_or_default();
    for (here, there) in table.lines().zip(reviewed.lines()) {
        assert_eq!(here, there, "security/who_may_pages.csv says otherwise");
    }
    assert_eq!(table.lines().count(), reviewed.lines().count(), "a row for every page and form");
}
