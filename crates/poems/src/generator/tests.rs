//! The same seed makes the same market.

use super::{HISTORY_DAYS, Size, fill};
use crate::config::Config;
use crate::opened::Opened;
use kernel::{Amount, Id, Reference, Timestamp};
use ledger::Account;
use market::directory::Family;
use market::trade::{Kind, Stage, Trade};
use market::users::{
    Person, User,
    assets::{HireRule, ItemPrice, Offering, OfferingStage, OfferingText, PriceRule},
    availability::ResourceDay,
    photos::{OfferingPhoto, Photo},
    stock::Stock,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use web::app::App;
use web::parallel::ParallelClock;

/// Three past five in the afternoon of Wednesday 11 November 2026, UTC: no quarter-hour is near.
const BEGINS: Timestamp = Timestamp(1_794_416_580_000_000);

/// What a market of a seed comes to.
struct Made {
    /// Without ids and without the microseconds at which things happened.
    facts: Vec<String>,
    /// How many trades of each kind have ended; given work counts as `volunteer`.
    ended: BTreeMap<&'static str, usize>,
    /// How many offerings there are of each family, and how many of those given.
    offered: BTreeMap<&'static str, usize>,
    /// Offerings of things, spaces and goods that have no title or no picture.
    bare: usize,
}

async fn made(seed: u64) -> Made {
    let config = Config {
        database: "sqlite::memory:".to_owned(),
        is_parallel: true,
        rail: Some(crate::config::RailKind::Simulated),
        ..Config::default()
    };
    let clock = Arc::new(ParallelClock::showing(BEGINS));
    let opened = Opened::open(&config, "127.0.0.1:0", Some(Arc::clone(&clock))).await.unwrap();
    let Opened { app, courier, .. } = opened;
    let (size, now) = (Size { sellers: 40, buyers: 8, seed }, BEGINS.plus_hours((HISTORY_DAYS + 2) * 24));
    let entrances = fill(&app, &courier, &clock, size, now).await.unwrap();
    assert_eq!(entrances.len(), 9);
    let report = host::check::check(&app.store, &reference(&app)).await.unwrap();
    assert!(report.is_clean(), "{report}");

    let (mut facts, mut names) = (Vec::new(), BTreeMap::<Id<User>, String>::new());
    let take = |person: Person| {
        facts.push(format!("{} {} {:?}", person.email, person.display_name, person.born_on));
        names.insert(person.user_id, person.email.to_string());
    };
    app.store.scan::<Person>(take).await.unwrap();
    let name = |id: Id<User>| names.get(&id).cloned().unwrap_or_default();
    let mut ended = BTreeMap::new();
    let take = |trade: Trade| {
        let is_given = trade.kind == Kind::Work && trade.buyer_pays == Amount::ZERO;
        let kind = if is_given { "volunteer" } else { trade.kind.word() };
        *ended.entry(kind).or_default() += usize::from(trade.stage == Stage::Ended);
        let (buyer, seller) = (name(trade.buyer), name(trade.seller));
        let (paid, received) = (trade.buyer_pays, trade.seller_receives);
        facts.push(format!(
            "{buyer} {seller} {} {:?} {} {:?} {paid:?} {received:?}",
            trade.sector,
            // Goods are ready a while after somebody asked: to the quarter-hour.
            trade.starts_at.0 / 900_000_000,
            trade.stage.word(),
            trade.outcome,
        ));
    };
    app.store.scan::<Trade>(take).await.unwrap();
    let take = |account: Account| {
        let (class, available, reserved) = (account.class, account.available, account.reserved);
        facts.push(format!("{} {class:?} {available:?} {reserved:?}", name(account.holder.cast())));
    };
    app.store.scan::<Account>(take).await.unwrap();
    let take = |day: ResourceDay| {
        facts.push(format!("{} {:?} {:?}", name(day.resource.cast()), day.day, day.busy));
    };
    app.store.scan::<ResourceDay>(take).await.unwrap();
    let mut priced = BTreeSet::new();
    let take = |rule: PriceRule| {
        priced.insert(rule.offering);
        let terms = rule.terms;
        facts.push(format!("{:?} {:?} {}", terms.hourly, terms.per_km, terms.notice_minutes));
    };
    app.store.scan::<PriceRule>(take).await.unwrap();
    app.store.scan::<HireRule>(|rule| facts.push(format!("{:?}", rule.terms))).await.unwrap();
    app.store.scan::<ItemPrice>(|price| facts.push(format!("{:?}", price.terms))).await.unwrap();
    app.store
        .scan::<Stock>(|stock| facts.push(format!("{} of {}", stock.taken, stock.offered)))
        .await
        .unwrap();
    app.store.scan::<Photo>(|photo| facts.push(photo.digest)).await.unwrap();
    let (offered, bare) = offerings(&app, &priced).await;
    facts.sort();
    app.store.close().await;
    Made { facts, ended, offered, bare }
}

/// How many offerings there are of each family, and how many of them are bare.
async fn offerings(app: &App, priced: &BTreeSet<Id<Offering>>) -> (BTreeMap<&'static str, usize>, usize) {
    let (mut titled, mut pictured) = (BTreeSet::new(), BTreeSet::new());
    app.store.scan::<OfferingText>(|text| titled.extend([text.offering])).await.unwrap();
    app.store.scan::<OfferingPhoto>(|photo| pictured.extend([photo.offering])).await.unwrap();
    let (mut offered, mut bare) = (BTreeMap::new(), 0);
    let take = |offering: Offering| {
        let family = app.directory.sector(&offering.sector).unwrap().family;
        let is_given = family == Family::Work && !priced.contains(&offering.id);
        *offered.entry(if is_given { "given" } else { family.word() }).or_default() += 1;
        let is_shown = titled.contains(&offering.id) && pictured.contains(&offering.id);
        // A listing may be words alone.
        let is_listed = offering.stage == OfferingStage::Listed;
        bare += usize::from(family != Family::Work && !is_shown && !is_listed);
    };
    app.store.scan::<Offering>(take).await.unwrap();
    (offered, bare)
}

fn reference(app: &App) -> Reference {
    Reference::default().with(Arc::clone(&app.rulebook)).with(Arc::clone(&app.directory))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_seed_makes_the_same_market_sqlite() {
    let (first, second) = (made(7).await, made(7).await);
    let differing = first.facts.iter().zip(&second.facts).find(|(a, b)| a != b);
    assert_eq!((first.facts.len(), differing), (second.facts.len(), None));
    assert_ne!(first.facts, made(8).await.facts);
    let Made { ended, offered, bare, .. } = first;
    assert!(["work", "volunteer", "hire", "goods"].iter().all(|kind| ended[kind] > 2), "{ended:?}");
    assert!(
        ["work", "given", "thing", "space", "goods"].iter().all(|family| offered[family] >= 20),
        "{offered:?}"
    );
    assert_eq!(bare, 0);
}
