//! Single cases of things, spaces, goods and work that is given.

use super::fair::{Fair, HERE, portland, usd};
use crate::{GoodsQuery, HireQuery, Query};
use kernel::{Amount, Day, Id, Slots, Span, Zone};
use market::directory::WorkPlace;
use market::mechanisms::catalogues::{HoldGoods, OrderLine};
use market::mechanisms::stored_availability::{Requirement, hire::HoldHire};
use market::options::blocks::BlockUser;
use market::users::assets::HandingOver;
use market::users::{
    User,
    assets::{
        HireTerms, ItemTerms, OfferHire, OfferItem, OfferWork, Offering, OfferingStage, Resource,
        SetOfferingStage, Wording,
    },
    availability::SetUsualWeek,
    registration::{ClaimStage, RecordCheck},
    reliability::PairRecord,
};

const BICYCLES: &str = "hire-sg-4-4-3";
const BREAD: &str = "fb-2-1-3";

fn fair(seed: u64) -> Fair {
    Fair::open(seed, Day::of(jiff::civil::date(2026, 11, 23)), 0)
}

fn at(hour: i8) -> kernel::Timestamp {
    portland(jiff::civil::date(2026, 11, 25), hour)
}

fn wording(title: &str) -> Wording {
    Wording { title: title.parse().unwrap(), description: None }
}

/// Places by their distance from the first.
fn by_distance(fair: &Fair) -> Vec<WorkPlace> {
    let here = fair.places[0].point;
    let mut places: Vec<WorkPlace> = fair.directory.places().cloned().collect();
    places.sort_by_key(|place| place.point.meters_to(here));
    places
}

/// So many equal bicycles at the first place, free at all hours.
fn bicycles(fair: &mut Fair, count: i64, per_day: i64) -> (Id<User>, Id<Offering>) {
    let user = fair.new_user(None);
    let terms = HireTerms {
        currency: usd(),
        per_day: Amount(per_day),
        per_hour: Amount(per_day),
        bond: Amount(5_000),
        late_per_hour: Amount(0),
        buffer_minutes: 60,
        minimum_minutes: 60,
        days_max: 14,
        notice_minutes: 60,
    };
    let (sector, post_code) = (BICYCLES.to_owned(), fair.places[0].post_code);
    let wording = wording("City bicycle");
    let offer = OfferHire { locality: HERE, sector, post_code, wording, count, terms };
    let offering = fair.run(user.cast(), &offer).unwrap();
    for resource in fair.world.all::<Resource>().into_iter().filter(|resource| resource.owner == user) {
        let zone = Zone::new("America/Los_Angeles").unwrap();
        let week = SetUsualWeek { resource: resource.id, zone, days: [Slots::ALL; 7] };
        fair.run(user.cast(), &week).unwrap();
    }
    (user, offering)
}

fn hire_query(fair: &Fair, limit: usize) -> HireQuery {
    HireQuery {
        locality: HERE,
        buyer: None,
        sector: BICYCLES.to_owned(),
        span: Span::between(at(10), at(12)).unwrap(),
        point: fair.places[0].point,
        radius_m: Some(5_000),
        limit,
    }
}

#[test]
fn few_of_many_hires_are_priced() {
    let mut fair = fair(301);
    for rate in 0..30 {
        bicycles(&mut fair, 1, 2_400 + rate * 240);
    }
    assert_eq!(fair.finder.stats().listing_count, 30);
    let found = fair.finder.search_hires(&hire_query(&fair, 3), fair.world.now).unwrap();
    let rates: Vec<i64> = found.hires.iter().map(|hire| hire.terms.per_day.0).collect();
    assert_eq!((rates, found.near_count), (vec![2_400, 2_640, 2_880], 30));
    assert_eq!(found.priced_count, 3);
    // The welcome subsidy is a share of the price, so it leaves the bounds as close.
    fair.endow(1_000_000);
    let found = fair.finder.search_hires(&hire_query(&fair, 3), fair.world.now).unwrap();
    assert!(found.hires.iter().all(|hire| hire.priced.waterfall.subsidies().unwrap() > Amount::ZERO));
    assert!(found.priced_count <= 6, "{}", found.priced_count);
}

#[test]
fn a_subsidy_may_turn_the_order_of_hires() {
    let mut fair = fair(306);
    let (known, _) = bicycles(&mut fair, 1, 2_400);
    let (_, unknown) = bicycles(&mut fair, 1, 2_520);
    let buyer = fair.new_buyer();
    fair.endow(100_000);
    let together = PairRecord { locality: HERE, buyer, seller: known, completed_count: 1, open_count: 0 };
    let step = fair.world.step(HERE, |draft| {
        draft.put(&together)?;
        Ok(())
    });
    step.unwrap();
    fair.tell();
    // The owner who asks more costs less: only the first booking together is subsidized.
    let query = HireQuery { buyer: Some(buyer), ..hire_query(&fair, 1) };
    let found = fair.finder.search_hires(&query, fair.world.now).unwrap();
    assert_eq!(found.hires.iter().map(|hire| hire.offering).collect::<Vec<_>>(), [unknown]);
}

#[test]
fn nothing_is_found_of_an_owner_by_whom_one_is_blocked() {
    let mut fair = fair(307);
    let (owner, _) = bicycles(&mut fair, 1, 2_400);
    let (buyer, another) = (fair.new_buyer(), fair.new_buyer());
    fair.run(owner.cast(), &BlockUser { owner, other: buyer }).unwrap();
    let count = |fair: &Fair, buyer| {
        let query = HireQuery { buyer: Some(buyer), ..hire_query(fair, 1) };
        fair.finder.search_hires(&query, fair.world.now).unwrap().hires.len()
    };
    assert_eq!((count(&fair, buyer), count(&fair, another)), (0, 1));
}

#[test]
fn a_pool_is_found_until_its_last_is_taken() {
    let mut fair = fair(302);
    let (_, offering) = bicycles(&mut fair, 2, 1_800);
    let (query, buyer) = (hire_query(&fair, 5), fair.new_buyer());
    let hold = |span| HoldHire { buyer, offering, span, expected_pay: None };
    let open = |fair: &Fair| {
        let openings = fair.finder.openings(offering, query.span.starts_at().day(), 1).unwrap();
        openings[0].1.covers(query.span.by_day().next().unwrap().1)
    };
    for left in [2, 1] {
        let hires = fair.finder.search_hires(&query, fair.world.now).unwrap().hires;
        assert_eq!((hires.len(), open(&fair)), (1, true), "{left} left");
        fair.run(buyer.cast(), &hold(query.span)).unwrap();
    }
    let found = fair.finder.search_hires(&query, fair.world.now).unwrap();
    assert_eq!(found.hires, []);
    assert_eq!(found.refused.into_iter().collect::<Vec<_>>(), [("availability/taken", 1)]);
    assert!(!open(&fair));
    // The hour after a hire is kept free, and a hire before it needs its own.
    for (from, until, is_found) in [(12, 13, false), (13, 14, true), (8, 10, false), (8, 9, true)] {
        let query = HireQuery { span: Span::between(at(from), at(until)).unwrap(), ..query.clone() };
        let hires = fair.finder.search_hires(&query, fair.world.now).unwrap().hires;
        assert_eq!(!hires.is_empty(), is_found, "{from} to {until}");
    }
    let later = fair.world.now.plus_minutes(11);
    fair.world.pass_time(later, &market::modules::commands()).unwrap();
    fair.tell();
    assert_eq!(fair.finder.search_hires(&query, fair.world.now).unwrap().hires.len(), 1);
}

#[test]
fn the_trace_of_a_hire_is_the_one_of_its_price() {
    let mut fair = fair(303);
    let (owner, offering) = bicycles(&mut fair, 1, 1_800);
    let query = hire_query(&fair, 5);
    let found = fair.finder.search_hires(&query, fair.world.now).unwrap();
    let trace = fair.finder.explain_hire(&query, offering, fair.world.now).unwrap().unwrap();
    let verdict = &found.hires[0].priced.verdict;
    assert_eq!(trace.rules.iter().map(|rule| rule.rule.clone()).collect::<Vec<_>>(), *verdict.rules);
    fair.run(owner.cast(), &SetOfferingStage { offering, stage: OfferingStage::Paused }).unwrap();
    assert_eq!(fair.finder.explain_hire(&query, offering, fair.world.now).unwrap(), None);
    assert_eq!(fair.finder.search_hires(&query, fair.world.now).unwrap(), crate::FoundHires::default());
}

#[test]
fn work_that_is_given_is_for_charities_and_the_nearest_comes_first() {
    let mut fair = fair(304);
    let places = by_distance(&fair);
    let mut volunteers = Vec::new();
    // Every second place from the far end, so that neither ids nor cells are in the order of distances.
    for place in places.iter().step_by(2).rev() {
        let user = fair.new_user(Some("1990-01-01".parse().unwrap()));
        let (sector, post_code) = ("37-2011".to_owned(), place.post_code);
        let offer = OfferWork { locality: HERE, sector, post_code, terms: None };
        volunteers.insert(0, fair.run(user.cast(), &offer).unwrap());
        let zone = Zone::new("America/Los_Angeles").unwrap();
        fair.run(user.cast(), &SetUsualWeek { resource: user.cast(), zone, days: [Slots::ALL; 7] }).unwrap();
    }
    let (charity, cafe) = (fair.new_user(None), fair.new_user(None));
    let claim = "charity_or_public_body_status".to_owned();
    let (stage, issuer) = (ClaimStage::Verified, "register".to_owned());
    let check = RecordCheck { user: charity, claim, stage, issuer, expires_on: None };
    fair.run(Id::SYSTEM, &check).unwrap();
    let paid = fair.plain_query("37-2011", at(10), 2);
    let requirement = Requirement { is_unpaid: true, ..paid.requirement.clone() };
    let query = Query { requirement, buyer: Some(charity), limit: 3, ..paid.clone() };
    let found = fair.finder.search(&query, fair.world.now).unwrap();
    let offerings: Vec<_> = found.options.iter().map(|option| option.offering).collect();
    assert_eq!(offerings, volunteers[..3]);
    assert!(found.options.iter().all(|option| option.buyer_pays == Amount::ZERO));
    assert!(found.priced_count < volunteers.len(), "{} priced", found.priced_count);
    let trace = fair.finder.explain(&query, volunteers[0], fair.world.now).unwrap().unwrap();
    assert!(trace.rules.iter().any(|rule| rule.rule.id.contains("charities-only")), "{trace:?}");

    let found = fair.finder.search(&Query { buyer: Some(cafe), ..query }, fair.world.now).unwrap();
    let denied = [("booking-checks/denied", volunteers.len())];
    assert_eq!(found.refused.into_iter().collect::<Vec<_>>(), denied);
    assert_eq!(fair.finder.search(&paid, fair.world.now).unwrap(), crate::Found::default());
}

#[test]
fn goods_are_found_by_price_while_there_are_any() {
    let mut fair = fair(305);
    let places = by_distance(&fair);
    let mut offer = |title: &str, place: &WorkPlace, each: i64, count: i64| {
        let user = fair.new_user(None);
        let (each, delivery) = (Amount(each), None);
        let terms = ItemTerms { currency: usd(), each, delivery, is_collected: true, ready_minutes: 0 };
        let (sector, post_code) = (BREAD.to_owned(), place.post_code);
        let wording = wording(title);
        let offer = OfferItem { locality: HERE, sector, post_code, wording, count, terms };
        fair.run(user.cast(), &offer).unwrap()
    };
    let far = offer("Rye bread", &places[30], 300, 2);
    let near = offer("RYE loaf", &places[1], 300, 2);
    let cheap = offer("White bread", &places[40], 200, 1);
    offer("Rye bread of yesterday", &places[0], 100, 0);
    let query = GoodsQuery {
        locality: HERE,
        buyer: None,
        sector: Some(BREAD.to_owned()),
        words: String::new(),
        point: places[0].point,
        radius_m: None,
        limit: 2,
    };
    let found = |fair: &Fair, query: &GoodsQuery| {
        let found = fair.finder.search_goods(query).unwrap();
        (found.items.iter().map(|item| item.offering).collect::<Vec<_>>(), found.count)
    };
    assert_eq!(found(&fair, &query), (vec![cheap, near], 3));
    let radius = places[1].point.meters_to(places[0].point);
    let rye = GoodsQuery { sector: None, words: " rye ".to_owned(), ..query.clone() };
    assert_eq!(found(&fair, &rye), (vec![near, far], 2));
    assert_eq!(found(&fair, &GoodsQuery { radius_m: Some(radius), ..rye.clone() }).0, [near]);
    let work = GoodsQuery { sector: Some("37-2011".to_owned()), ..query.clone() };
    assert_eq!(found(&fair, &work), (vec![], 0));

    let buyer = fair.new_buyer();
    let lines = vec![OrderLine { item: near, count: 2 }];
    let handing_over = HandingOver::Collection;
    fair.run(buyer.cast(), &HoldGoods { buyer, lines, handing_over, expected_pay: None }).unwrap();
    assert_eq!(found(&fair, &rye), (vec![far], 1));
}
